//! From official boundaries to the shapes of all units: what follows from them, and what stays approximate around them.
//!
//! Official shapes are taken as they are. Within an official commune of today each former unit gets the land that lies
//! nearest to its own known points. What official boundaries leave of the approximate cells of their communes goes to the
//! approximate communes beside it; where there is none it lies at sea or abroad. Larger units are unions of smaller ones.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use geo::{BooleanOps, MultiPolygon};

use super::finest::is_finest;
use super::former_points::FormerPoints;
use super::neighbourhood::Neighbourhood;
use super::polygon_sets::{area_m2, tidied, union};
use super::province_borders::{LEFTOVER_MIN_M2, fit_cells};
use super::shapes::{Shapes, UnitShape};
use crate::domain::{Division, Extent, RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;

/// Every shape that differs from the shipped ones once these official boundaries are laid over them: theirs and what
/// follows, in the order of ids.
pub fn derive_shapes(official: &[UnitShape], shipped: &Shapes, gazetteer: &Gazetteer) -> Vec<UnitShape> {
    let is_province =
        |shape: &&UnitShape| (shape.region.division(), shape.region.level()) == (Division::Current, RegionLevel::Province);
    let provinces: Vec<UnitShape> = official.iter().filter(is_province).cloned().collect();
    let fitted = fit_cells(&provinces, shipped, gazetteer);
    let approximate = |(region, shape)| UnitShape { region, geometry: Arc::new(shape), is_official: false };
    let cells = fitted.cells.into_iter().map(approximate).filter(|shape| !shape.geometry.0.is_empty());
    let changed = cells.map(|shape| (shape.region, shape)).collect();
    let fitted_cells: BTreeMap<RegionId, UnitShape> = changed;
    let mut derived = Derivation { gazetteer, shipped, changed: fitted_cells.clone(), fitted: fitted_cells };
    for division in [Division::Current, Division::Former] {
        let given = official.iter().filter(|shape| shape.region.division() == division);
        derived.changed.extend(given.map(|shape| (shape.region, shape.clone())));
    }
    let given: BTreeSet<RegionId> = official.iter().map(|shape| shape.region).collect();
    derived.settle_current(&given);
    derived.settle_former(&given, &fitted.beyond);
    derived.unite(&given);
    derived.changed.into_values().collect()
}

struct Derivation<'a> {
    gazetteer: &'a Gazetteer,
    shipped: &'a Shapes,
    changed: BTreeMap<RegionId, UnitShape>,
    /// The approximate cells that were made to fit given provinces.
    fitted: BTreeMap<RegionId, UnitShape>,
}

impl Derivation<'_> {
    fn shape(&self, id: RegionId) -> Option<&UnitShape> {
        self.changed.get(&id).or_else(|| self.shipped.get(id))
    }

    /// The approximate cell of a unit, before any official commune.
    fn cell(&self, id: RegionId) -> Option<Arc<MultiPolygon<f64>>> {
        self.fitted.get(&id).or_else(|| self.shipped.get(id)).map(|shape| Arc::clone(&shape.geometry))
    }

    fn finest(&self, division: Division) -> impl Iterator<Item = RegionId> + use<'_> {
        let ids = self.gazetteer.regions().map(|region| region.id).filter(move |id| id.division() == division);
        ids.filter(|id| is_finest(*id, self.gazetteer))
    }

    /// Keeps a shape that follows from others; one without land left keeps what it had.
    fn put(&mut self, region: RegionId, shape: MultiPolygon<f64>, is_official: bool) {
        let shape = tidied(shape);
        if !shape.0.is_empty() {
            self.changed.insert(region, UnitShape { region, geometry: Arc::new(shape), is_official });
        }
    }

    /// The approximate communes of today: without what official ones cover, with what those leave of their cells.
    fn settle_current(&mut self, given: &BTreeSet<RegionId>) {
        let official: Vec<RegionId> =
            given.iter().copied().filter(|id| (id.division(), id.level()) == (Division::Current, RegionLevel::Commune)).collect();
        if official.is_empty() {
            return;
        }
        let near = Neighbourhood::new(official.iter().filter_map(|id| self.changed.get(id)));
        let approximate: Vec<RegionId> = self.finest(Division::Current).filter(|id| !given.contains(id)).collect();
        for id in &approximate {
            let Some(cell) = self.cell(*id) else { continue };
            let covering = near.touching(&cell);
            if !covering.is_empty() {
                let left = cell.difference(&union(&covering));
                self.put(*id, left, false);
            }
        }
        let around = Neighbourhood::new(approximate.iter().filter_map(|id| self.shape(*id)));
        let leftovers: Vec<MultiPolygon<f64>> = official
            .iter()
            .filter_map(|id| {
                let cell = self.cell(*id)?;
                (!around.touching(&cell).is_empty()).then(|| cell.difference(&union(&near.touching(&cell))))
            })
            .collect();
        let mut gains: BTreeMap<RegionId, Vec<MultiPolygon<f64>>> = BTreeMap::new();
        let points = FormerPoints::of_current(self.gazetteer);
        for piece in leftovers.into_iter().flatten().map(|polygon| MultiPolygon(vec![polygon])) {
            let neighbours: Vec<RegionId> = around.units_touching(&piece);
            if area_m2(&piece) < LEFTOVER_MIN_M2 || neighbours.is_empty() {
                continue;
            }
            for (id, part) in points.divide(&piece, &neighbours) {
                gains.entry(id).or_default().push(part);
            }
        }
        for (id, mut parts) in gains {
            let Some(own) = self.shape(id) else { continue };
            parts.push((*own.geometry).clone());
            self.put(id, union(&parts), false);
        }
    }

    /// The former communes: within official communes of today by their known points, elsewhere what is left of their cells.
    /// `beyond` are parts of the communes of today that lie beyond all shipped cells.
    fn settle_former(&mut self, given: &BTreeSet<RegionId>, beyond: &[(RegionId, MultiPolygon<f64>)]) {
        let official: Vec<UnitShape> = given
            .iter()
            .filter(|id| (id.division(), id.level()) == (Division::Current, RegionLevel::Commune))
            .filter_map(|id| self.changed.get(id).cloned())
            .collect();
        let mut pieces: BTreeMap<RegionId, Vec<MultiPolygon<f64>>> = BTreeMap::new();
        let points = FormerPoints::of_former(self.gazetteer);
        let mut share_out = |commune: RegionId, land: &MultiPolygon<f64>| {
            let predecessors = self.gazetteer.predecessors(commune);
            let labels: Vec<RegionId> =
                predecessors.iter().map(|step| step.predecessor).filter(|id| is_finest(*id, self.gazetteer)).collect();
            for (id, part) in points.divide_among_all(land, &labels) {
                pieces.entry(id).or_default().push(part);
            }
        };
        for commune in &official {
            share_out(commune.region, &commune.geometry);
        }
        for (commune, land) in beyond.iter().filter(|(commune, _)| !given.contains(commune)) {
            if let Some(shape) = self.shape(*commune) {
                share_out(*commune, &land.intersection(&*shape.geometry));
            }
        }
        let approximate: Vec<RegionId> = self.finest(Division::Current).filter(|id| !given.contains(id)).collect();
        let around = Neighbourhood::new(approximate.iter().filter_map(|id| self.shape(*id)));
        let provinces = given.iter().filter(|id| (id.division(), id.level()) == (Division::Current, RegionLevel::Province));
        let over = Neighbourhood::new(official.iter().chain(provinces.filter_map(|id| self.changed.get(id))));
        let given_former = Neighbourhood::new(
            given
                .iter()
                .filter(|id| id.division() == Division::Former && is_finest(**id, self.gazetteer))
                .filter_map(|id| self.changed.get(id)),
        );
        let former: Vec<RegionId> = self.finest(Division::Former).filter(|id| !given.contains(id)).collect();
        for id in former {
            let mut parts = pieces.remove(&id).unwrap_or_default();
            let cell = self.shipped.get(id).map(|shape| Arc::clone(&shape.geometry));
            let is_met = !parts.is_empty() || cell.as_ref().is_some_and(|cell| !over.touching(cell).is_empty());
            if let Some(cell) = cell.filter(|_| is_met || !given_former.is_empty()) {
                let kept = around.touching(&cell);
                match is_met {
                    true if kept.is_empty() => {}
                    true => parts.push(cell.intersection(&union(&kept))),
                    false => parts.push((*cell).clone()),
                }
            }
            let whole = if parts.len() == 1 { parts.swap_remove(0) } else { union(&parts) };
            let taken = given_former.touching(&whole);
            if is_met || !taken.is_empty() {
                let left = if taken.is_empty() { whole } else { whole.difference(&union(&taken)) };
                let is_official = taken.is_empty() && self.is_made_of_official(id, given);
                self.put(id, left, is_official);
            }
        }
    }

    /// Whether a former unit became whole official communes and nothing else became them: then its border is official too.
    fn is_made_of_official(&self, id: RegionId, given: &BTreeSet<RegionId>) -> bool {
        let own: Vec<RegionId> = self.finest_within(id);
        let own: BTreeSet<RegionId> = own.into_iter().collect();
        !own.is_empty()
            && own.iter().all(|unit| {
                self.gazetteer.successors(*unit).iter().all(|step| {
                    step.extent == Extent::Whole
                        && given.contains(&step.successor)
                        && self.gazetteer.predecessors(step.successor).iter().all(|back| own.contains(&back.predecessor))
                })
            })
    }

    /// The finest units of a unit: itself where it is one.
    fn finest_within(&self, id: RegionId) -> Vec<RegionId> {
        if is_finest(id, self.gazetteer) {
            return vec![id];
        }
        self.gazetteer.children(id).flat_map(|child| self.finest_within(child.id)).collect()
    }

    /// Districts and provinces of which some part changed are made anew from their parts.
    fn unite(&mut self, given: &BTreeSet<RegionId>) {
        let mut larger: HashMap<RegionId, Vec<RegionId>> = HashMap::new();
        for id in self.changed.keys().copied().filter(|id| is_finest(*id, self.gazetteer)) {
            for above in self.gazetteer.ancestors(id) {
                larger.entry(above.id).or_default();
            }
        }
        let ids: BTreeSet<RegionId> = larger.into_keys().filter(|id| !given.contains(id)).collect();
        for id in ids {
            let parts = self.finest_within(id);
            let shapes: Vec<&UnitShape> = parts.iter().filter_map(|part| self.shape(*part)).collect();
            let is_official = match id.division() {
                Division::Current => parts.iter().all(|part| given.contains(part)),
                Division::Former => parts.iter().all(|part| given.contains(part)) || self.is_made_of_official(id, given),
            };
            let geometries: Vec<MultiPolygon<f64>> = shapes.iter().map(|shape| (*shape.geometry).clone()).collect();
            self.put(id, union(&geometries), is_official);
        }
    }
}
