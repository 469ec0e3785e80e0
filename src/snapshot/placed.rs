//! The matches of a filter that have a point within a box, as tiles ask for them.
use super::Snapshot;
use crate::domain::{BoundingBox, GeoPoint};
use crate::query::Filter;

/// A filter that keeps fewer than one site in so many is searched match by match.
const SELECTIVE: u64 = 20;
/// A box that is wider, in degrees, holds so many sites that the index saves nothing.
const WIDE_DEG: f64 = 8.0;

impl Snapshot {
    /// The slots that match and have a point in the box, its edges included, with their points; in the order of slots.
    pub fn placed_within(&self, filter: &Filter, area: BoundingBox) -> Vec<(u32, GeoPoint)> {
        let mut matches = self.select(filter) & self.spatial.placed();
        let is_selective = matches.len() * SELECTIVE < self.sites.len() as u64;
        if !is_selective && area.east - area.west < WIDE_DEG {
            matches &= self.spatial.within(area);
        }
        let placed = matches.iter().filter_map(|slot| Some((slot, self.spatial.point(slot)?)));
        placed.filter(|(_, point)| area.contains(*point)).collect()
    }

    /// The box around the points of all matches; `None` where none has a point.
    pub fn bounds(&self, filter: &Filter) -> Option<BoundingBox> {
        let matches = self.select(filter);
        let points = matches.iter().filter_map(|slot| self.spatial.point(slot));
        let boxes = points.map(|point| BoundingBox { west: point.lon, south: point.lat, east: point.lon, north: point.lat });
        boxes.reduce(|a, b| BoundingBox {
            west: a.west.min(b.west),
            south: a.south.min(b.south),
            east: a.east.max(b.east),
            north: a.north.max(b.north),
        })
    }
}
