//! The approximate cells of communes made to fit the official borders of provinces, where only those are given.
use std::collections::BTreeMap;

use geo::{BooleanOps, MultiPolygon};

use super::former_points::FormerPoints;
use super::neighbourhood::Neighbourhood;
use super::polygon_sets::{area_m2, tidied, union};
use super::shapes::{Shapes, UnitShape};
use crate::domain::{Division, RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;

/// Square metres of a left-over of a cell that are worth to be given to a neighbour.
pub(super) const LEFTOVER_MIN_M2: f64 = 1_000.0;

/// Cells that fit the given provinces.
#[derive(Default)]
pub(super) struct FittedCells {
    /// The cells that changed.
    pub cells: BTreeMap<RegionId, MultiPolygon<f64>>,
    /// Parts of them that no cell had before, by commune.
    pub beyond: Vec<(RegionId, MultiPolygon<f64>)>,
}

/// Cuts the cells of communes at the borders of these provinces, and shares out what then belongs to nobody: within a province
/// among its communes, outside among the communes that touch it, to the nearest.
pub(super) fn fit_cells(provinces: &[UnitShape], shipped: &Shapes, gazetteer: &Gazetteer) -> FittedCells {
    let mut fitted = FittedCells::default();
    if provinces.is_empty() {
        return fitted;
    }
    let given = Neighbourhood::new(provinces);
    let communes: Vec<RegionId> = gazetteer
        .regions()
        .map(|region| region.id)
        .filter(|id| (id.division(), id.level()) == (Division::Current, RegionLevel::Commune))
        .collect();
    let own_province = |commune: RegionId| {
        let id = gazetteer.ancestors(commune).last()?.id;
        provinces.iter().find(|province| province.region == id)
    };
    let mut shut_out = Vec::new();
    for id in &communes {
        let Some(cell) = shipped.get(*id) else { continue };
        let covering = given.touching(&cell.geometry);
        match own_province(*id) {
            Some(province) => {
                fitted.cells.insert(*id, tidied(cell.geometry.intersection(&*province.geometry)));
                shut_out.extend(cell.geometry.difference(&union(&covering)).0);
            }
            None if !covering.is_empty() => {
                fitted.cells.insert(*id, tidied(cell.geometry.difference(&union(&covering))));
            }
            None => {}
        }
    }
    let points = FormerPoints::of_current(gazetteer);
    let mut gains: Vec<(RegionId, MultiPolygon<f64>)> = Vec::new();
    let free: Vec<UnitShape> =
        communes.iter().filter(|id| own_province(**id).is_none()).filter_map(|id| shipped.get(*id).cloned()).collect();
    let around = Neighbourhood::new(&free);
    for piece in shut_out.into_iter().map(|polygon| MultiPolygon(vec![polygon])).filter(|piece| area_m2(piece) >= LEFTOVER_MIN_M2)
    {
        gains.extend(points.divide(&piece, &around.units_touching(&piece)));
    }
    for province in provinces {
        let own: Vec<RegionId> = gazetteer.children(province.region).map(|region| region.id).collect();
        let cells: Vec<MultiPolygon<f64>> = own.iter().filter_map(|id| fitted.cells.get(id).cloned()).collect();
        let open = province.geometry.difference(&union(&cells));
        let parts = points.divide(&tidied(open), &own);
        fitted.beyond.extend(parts.iter().cloned());
        gains.extend(parts);
    }
    for (id, part) in gains {
        let before = fitted.cells.get(&id).cloned().or_else(|| shipped.get(id).map(|shape| (*shape.geometry).clone()));
        let parts = [before.unwrap_or_else(|| MultiPolygon(Vec::new())), part];
        fitted.cells.insert(id, tidied(union(&parts)));
    }
    fitted
}
