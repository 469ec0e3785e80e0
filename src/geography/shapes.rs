//! The shapes of all units, found by id and by point.
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use geo::{BoundingRect, Intersects, MultiPolygon, Point};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::cells::Network;
use super::error::GeographyError;
use super::finest::is_finest;
use super::located::{Located, LocatedUnit};
use crate::domain::{BoundingBox, Division, GeoPoint, RegionId};
use crate::gazetteer::Gazetteer;

/// The shape of one unit in degrees of WGS 84: outer rings counter-clockwise, valid, not empty.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitShape {
    /// Whose shape it is.
    pub region: RegionId,
    /// The shape.
    pub geometry: Arc<MultiPolygon<f64>>,
    /// Whether it is made of official boundaries only; else it is approximate and must be labelled so wherever it is shown.
    pub is_official: bool,
}

/// The box of one polygon of a finest unit, with the position of the unit's shape.
type Entry = GeomWithData<Rectangle<[f64; 2]>, (RegionId, usize)>;

/// The shapes of all units. Immutable.
#[derive(Debug)]
pub struct Shapes {
    units: HashMap<RegionId, UnitShape>,
    /// A point inside each unit, once somebody has asked for it.
    middles: HashMap<RegionId, OnceLock<Option<GeoPoint>>>,
    /// A point inside both of two units, once somebody has asked for it.
    shared_middles: Mutex<HashMap<(RegionId, RegionId), Option<GeoPoint>>>,
    boxes: HashMap<RegionId, BoundingBox>,
    /// Every polygon of the units that tell what lies at a point.
    finest: RTree<Entry>,
    /// The lines that the shipped cells share, and the units whose shape still is the shipped one.
    cells: Option<(Arc<Network>, HashSet<RegionId>)>,
}

static SHIPPED: OnceLock<Arc<Shapes>> = OnceLock::new();

impl Shapes {
    /// The shapes of these units; `is_finest` says which of them tell what lies at a point: communes, and the former
    /// districts that had none.
    pub fn new(units: impl IntoIterator<Item = UnitShape>, is_finest: impl Fn(RegionId) -> bool) -> Self {
        let units: HashMap<RegionId, UnitShape> = units.into_iter().map(|shape| (shape.region, shape)).collect();
        let mut entries = Vec::new();
        for shape in units.values().filter(|shape| is_finest(shape.region)) {
            for (position, polygon) in shape.geometry.0.iter().enumerate() {
                if let Some(area) = polygon.bounding_rect() {
                    let rectangle = Rectangle::from_corners([area.min().x, area.min().y], [area.max().x, area.max().y]);
                    entries.push(Entry::new(rectangle, (shape.region, position)));
                }
            }
        }
        let middles = units.keys().map(|id| (*id, OnceLock::new())).collect();
        let boxes = units.values().filter_map(|shape| Some((shape.region, enclosing(shape)?))).collect();
        let finest = RTree::bulk_load(entries);
        Self { units, middles, shared_middles: Mutex::default(), boxes, finest, cells: None }
    }

    /// The approximate cells of all shipped units; read once per process.
    ///
    /// # Errors
    /// Where the shipped file is malformed, which the tests of this module rule out.
    pub fn shipped(gazetteer: &Gazetteer) -> Result<Arc<Self>, GeographyError> {
        if let Some(shapes) = SHIPPED.get() {
            return Ok(Arc::clone(shapes));
        }
        let network = Arc::new(Network::shipped(gazetteer)?);
        let mut shapes = Self::new(network.shapes(), |id| is_finest(id, gazetteer));
        let ids = shapes.units.keys().copied().collect();
        shapes.cells = Some((network, ids));
        Ok(Arc::clone(SHIPPED.get_or_init(|| Arc::new(shapes))))
    }

    /// These shapes with those of some units replaced, as by official boundaries.
    #[must_use]
    pub fn overlaid(&self, units: impl IntoIterator<Item = UnitShape>, gazetteer: &Gazetteer) -> Self {
        let mut all = self.units.clone();
        let mut cells = self.cells.clone();
        for shape in units {
            if let Some((_, ids)) = &mut cells {
                ids.remove(&shape.region);
            }
            all.insert(shape.region, shape);
        }
        Self { cells, ..Self::new(all.into_values(), |id| is_finest(id, gazetteer)) }
    }

    /// The lines a unit shares with its neighbours, where its shape is the shipped one.
    pub(super) fn network(&self, id: RegionId) -> Option<&Network> {
        self.cells.as_ref().filter(|(_, ids)| ids.contains(&id)).map(|(network, _)| network.as_ref())
    }

    /// The lines that the shipped cells share.
    pub(super) fn shared_lines(&self) -> Option<&Network> {
        self.cells.as_ref().map(|(network, _)| network.as_ref())
    }

    pub(super) fn middle(&self, id: RegionId) -> Option<&OnceLock<Option<GeoPoint>>> {
        self.middles.get(&id)
    }

    /// What was found for two units before, or is found now.
    pub(super) fn shared_middle(&self, pair: (RegionId, RegionId), find: impl FnOnce() -> Option<GeoPoint>) -> Option<GeoPoint> {
        // Nobody panics while holding it; and what it holds is whole at any time.
        let known = || self.shared_middles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&pair) {
            return *found;
        }
        let found = find();
        known().insert(pair, found);
        found
    }

    /// The shape of a unit.
    pub fn get(&self, id: RegionId) -> Option<&UnitShape> {
        self.units.get(&id)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The finest units whose boxes come within so many kilometres of a point, some of them more than once.
    pub(super) fn near(&self, point: GeoPoint, km: f64) -> impl Iterator<Item = &UnitShape> {
        // A degree of latitude has at least 110.5 km.
        let (north, east) = (km / 110.5, km / 110.5 / point.lat.to_radians().cos().max(0.01));
        let window = AABB::from_corners([point.lon - east, point.lat - north], [point.lon + east, point.lat + north]);
        self.finest.locate_in_envelope_intersecting(window).filter_map(|entry| self.units.get(&entry.data.0))
    }

    /// The box around a unit.
    pub fn bbox(&self, id: RegionId) -> Option<BoundingBox> {
        self.boxes.get(&id).copied()
    }

    /// What lies at a point. On a shared border the official shape wins, then the smaller id.
    pub fn locate(&self, point: GeoPoint) -> Located {
        let mut located = Located::default();
        for entry in self.finest.locate_in_envelope_intersecting(AABB::from_point([point.lon, point.lat])) {
            let (id, position) = entry.data;
            let Some(shape) = self.units.get(&id) else { continue };
            let candidate = LocatedUnit { unit: id, is_official: shape.is_official };
            let found = match id.division() {
                Division::Current => &mut located.current,
                Division::Former => &mut located.former,
            };
            let is_better = found.is_none_or(|best| (!candidate.is_official, id) < (!best.is_official, best.unit));
            let place = Point::new(point.lon, point.lat);
            if is_better && shape.geometry.0.get(position).is_some_and(|polygon| polygon.intersects(&place)) {
                *found = Some(candidate);
            }
        }
        located
    }
}

fn enclosing(shape: &UnitShape) -> Option<BoundingBox> {
    let area = shape.geometry.bounding_rect()?;
    Some(BoundingBox { west: area.min().x, south: area.min().y, east: area.max().x, north: area.max().y })
}
