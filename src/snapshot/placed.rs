//! The matches of a filter that have a point within a box, as tiles ask for them.
use std::borrow::Cow;

use super::Snapshot;
use crate::domain::{BoundingBox, GeoPoint};
use crate::query::Filter;

impl Snapshot {
    /// The slots that match and have a point in the box, its edges included, with their points; in the natural order.
    pub fn placed_within(&self, filter: &Filter, area: BoundingBox) -> Vec<(u32, GeoPoint)> {
        let mut matches = self.selected(filter);
        if !self.is_selective(&matches) {
            let mut within = self.within(area);
            within &= matches.as_ref();
            matches = Cow::Owned(within);
        }
        let placed = self.in_natural_order(&matches).filter_map(|slot| Some((slot, self.point(slot)?)));
        placed.filter(|(_, point)| area.contains(*point)).collect()
    }

    /// The box around the points of all matches; `None` where none has a point.
    pub fn bounds(&self, filter: &Filter) -> Option<BoundingBox> {
        let matches = self.selected(filter);
        matches.iter().filter_map(|slot| self.point(slot)).map(BoundingBox::of_point).reduce(BoundingBox::joined)
    }
}
