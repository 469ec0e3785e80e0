//! The matches of a filter that have a point within a box, as tiles ask for them.
use super::Snapshot;
use crate::domain::{BoundingBox, GeoPoint};
use crate::query::Filter;

/// A box that is wider, in degrees, holds so many sites that the index saves nothing.
const WIDE_DEG: f64 = 8.0;

impl Snapshot {
    /// The slots that match and have a point in the box, its edges included, with their points; in the natural order.
    pub fn placed_within(&self, filter: &Filter, area: BoundingBox) -> Vec<(u32, GeoPoint)> {
        let mut matches = self.select(filter) & self.columns.placed();
        if !self.is_selective(&matches) && area.east - area.west < WIDE_DEG {
            matches &= self.within(area);
        }
        let placed = self.in_natural_order(&matches).filter_map(|slot| Some((slot, self.point(slot)?)));
        placed.filter(|(_, point)| area.contains(*point)).collect()
    }

    /// The box around the points of all matches; `None` where none has a point.
    pub fn bounds(&self, filter: &Filter) -> Option<BoundingBox> {
        let matches = self.select(filter);
        matches.iter().filter_map(|slot| self.point(slot)).map(BoundingBox::of_point).reduce(BoundingBox::joined)
    }
}
