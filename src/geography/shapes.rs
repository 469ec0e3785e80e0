//! The shapes of all units, found by id and by point.
use std::collections::HashMap;
use std::sync::Arc;

use geo::{BoundingRect, Intersects, MultiPolygon, Point};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::located::{Located, LocatedUnit};
use crate::domain::{BoundingBox, Division, GeoPoint, RegionId};

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
    /// Every polygon of the units that tell what lies at a point.
    finest: RTree<Entry>,
}

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
        Self { units, finest: RTree::bulk_load(entries) }
    }

    /// The shape of a unit.
    pub fn get(&self, id: RegionId) -> Option<&UnitShape> {
        self.units.get(&id)
    }

    /// The box around a unit.
    pub fn bbox(&self, id: RegionId) -> Option<BoundingBox> {
        let area = self.get(id)?.geometry.bounding_rect()?;
        Some(BoundingBox { west: area.min().x, south: area.min().y, east: area.max().x, north: area.max().y })
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
