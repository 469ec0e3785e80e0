//! Counting the sites of a selection by where they lie, or by any other value.
use std::collections::HashMap;
use std::hash::Hash;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::slot_facts::SlotFacts;
use super::tally::{Counts, Tally};
use crate::domain::{Division, RegionId, RegionLevel, Sector, SiteFacts};

impl Snapshot {
    /// The counts of these slots for each set of units.
    pub(super) fn tally_places(&self, slots: &RoaringBitmap) -> PlaceTallies<'_> {
        let segments = [self.base.as_ref(), &self.later];
        PlaceTallies(segments.map(|segment| (&segment.facts, segment.facts.by_place(segment.first, slots))))
    }

    /// The sector of the site in a slot.
    pub fn sector(&self, slot: u32) -> Option<Sector> {
        let segment = self.segment(slot);
        segment.facts.sector(segment.index(slot)?)
    }

    /// The counts for each value that `keys` gives a site; `None` is the value of those that have none.
    pub(super) fn tally<'a, K: Eq + Hash, I: IntoIterator<Item = Option<K>>>(
        &'a self,
        slots: &RoaringBitmap,
        keys: impl Fn(&'a SiteFacts) -> I,
    ) -> HashMap<Option<K>, Counts> {
        let mut tally: HashMap<Option<K>, Tally> = HashMap::new();
        for public in slots.iter().filter_map(|slot| self.site(slot)) {
            for key in keys(&public.site.facts) {
                tally.entry(key).or_default().add_facts(&public.site.facts);
            }
        }
        tally.into_iter().map(|(key, tally)| (key, tally.into())).collect()
    }
}

/// Counts for each set of units that sites lie in, in both segments.
pub(super) struct PlaceTallies<'a>([(&'a SlotFacts, Vec<Tally>); 2]);

impl PlaceTallies<'_> {
    /// What all of them come to.
    pub(super) fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.0.iter().flat_map(|(_, tallies)| tallies).for_each(|tally| total.join(tally));
        total
    }

    /// The same for each unit of a level, none of them empty; `None` is what lies in no unit of it.
    pub(super) fn by_unit(&self, division: Division, level: RegionLevel) -> HashMap<Option<RegionId>, Tally> {
        let mut sums: HashMap<Option<RegionId>, Tally> = HashMap::new();
        for (unit, tally) in self.0.iter().flat_map(|(facts, tallies)| facts.by_unit(tallies, division, level)) {
            sums.entry(unit).or_default().join(&tally);
        }
        sums
    }
}
