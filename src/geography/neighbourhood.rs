//! Which shapes of a set lie near a given one, by their boxes.
use std::sync::Arc;

use geo::{BoundingRect, Intersects, MultiPolygon, Polygon, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::shapes::UnitShape;
use crate::domain::RegionId;

/// One polygon of a shape: far islands must not make a unit a neighbour of half the country.
type Entry = GeomWithData<Rectangle<[f64; 2]>, (usize, usize)>;

/// Shapes found by box.
pub(super) struct Neighbourhood {
    units: Vec<(RegionId, Arc<MultiPolygon<f64>>)>,
    tree: RTree<Entry>,
}

impl Neighbourhood {
    pub fn new<'a>(shapes: impl IntoIterator<Item = &'a UnitShape>) -> Self {
        let units: Vec<_> = shapes.into_iter().map(|shape| (shape.region, Arc::clone(&shape.geometry))).collect();
        let mut entries = Vec::new();
        for (at, (_, shape)) in units.iter().enumerate() {
            let boxes = shape.0.iter().enumerate().filter_map(|(part, polygon)| Some((part, polygon.bounding_rect()?)));
            entries.extend(boxes.map(|(part, area)| Entry::new(rectangle(&area), (at, part))));
        }
        Self { units, tree: RTree::bulk_load(entries) }
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The polygons whose boxes meet those of the shape's polygons, each once.
    pub fn touching(&self, shape: &MultiPolygon<f64>) -> Vec<MultiPolygon<f64>> {
        let polygon = |(at, part): (usize, usize)| self.units.get(at)?.1.0.get(part).cloned();
        self.met_by(shape).into_iter().filter_map(polygon).map(|polygon: Polygon<f64>| MultiPolygon(vec![polygon])).collect()
    }

    /// The units that touch the shape or lie in it, in order.
    pub fn units_touching(&self, shape: &MultiPolygon<f64>) -> Vec<RegionId> {
        let touches = |(at, part): &(usize, usize)| {
            let polygon = self.units.get(*at).and_then(|(_, unit)| unit.0.get(*part));
            polygon.is_some_and(|polygon| polygon.intersects(shape))
        };
        let found = self.met_by(shape).into_iter().filter(touches);
        let mut ids: Vec<RegionId> = found.filter_map(|(at, _)| Some(self.units.get(at)?.0)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn met_by(&self, shape: &MultiPolygon<f64>) -> Vec<(usize, usize)> {
        let boxes = shape.0.iter().filter_map(BoundingRect::bounding_rect);
        let mut found: Vec<(usize, usize)> = boxes
            .flat_map(|area: Rect<f64>| {
                let envelope = AABB::from_corners([area.min().x, area.min().y], [area.max().x, area.max().y]);
                self.tree.locate_in_envelope_intersecting(envelope).map(|entry| entry.data).collect::<Vec<_>>()
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn rectangle(area: &Rect<f64>) -> Rectangle<[f64; 2]> {
    Rectangle::from_corners([area.min().x, area.min().y], [area.max().x, area.max().y])
}
