//! The order of slots where nothing else is asked: by place along the curve, then by identifier, over both segments.
use itertools::Itertools;
use roaring::RoaringBitmap;

use super::Snapshot;
use super::segment::{Segment, natural_key};
use crate::domain::SiteId;

/// For each site of the later segment, how many slots of the base come before it.
pub(super) fn places_of_later(base: &Segment, later: &Segment) -> Vec<u32> {
    later.sites.iter().map(|public| base.before(natural_key(public)) as u32).collect()
}

/// The place of a slot of the base among all slots.
fn in_base(slot: u32) -> u64 {
    (u64::from(slot) << 32) | u64::from(u32::MAX)
}

/// The place of what comes after so many slots of the base and so many of the later segment.
fn between(base: u32, later: u32) -> u64 {
    (u64::from(base) << 32) | u64::from(later)
}

impl Snapshot {
    /// The place of a slot in the natural order; smaller comes first.
    pub(super) fn natural_place(&self, slot: u32) -> u64 {
        let later = self.later.index(slot).and_then(|index| Some((index, *self.later_places.get(index)?)));
        later.map_or(in_base(slot), |(index, before)| between(before, index as u32))
    }

    /// The place at which a site stands or would stand.
    pub(super) fn natural_place_of(&self, key: (u64, SiteId)) -> u64 {
        between(self.base.before(key) as u32, self.later.before(key) as u32)
    }

    /// These slots in the natural order.
    pub(super) fn in_natural_order<'a>(&'a self, slots: &'a RoaringBitmap) -> impl Iterator<Item = u32> + 'a {
        let (base, later) = (slots.range(..self.later.first), slots.range(self.later.first..));
        base.merge_by(later, |a, b| self.natural_place(*a) < self.natural_place(*b))
    }

    /// The same without the first `start` of them.
    pub(super) fn in_natural_order_from<'a>(
        &'a self,
        slots: &'a RoaringBitmap,
        start: usize,
    ) -> Box<dyn Iterator<Item = u32> + 'a> {
        if slots.max().is_some_and(|last| last >= self.later.first) {
            return Box::new(self.in_natural_order(slots).skip(start));
        }
        // Slots of the base alone can be counted without being walked.
        let first = u32::try_from(start).ok().and_then(|start| slots.select(start));
        Box::new(first.into_iter().flat_map(|first| slots.range(first..)))
    }

    /// How many of these slots come before a place.
    pub(super) fn count_before_place(&self, slots: &RoaringBitmap, place: u64) -> usize {
        let base = slots.range_cardinality(..((place >> 32) as u32).min(self.later.first));
        let later = slots.range(self.later.first..).filter(|slot| self.natural_place(*slot) < place);
        base as usize + later.count()
    }
}
