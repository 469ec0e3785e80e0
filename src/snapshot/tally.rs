//! Counting the sites of a selection: how many of each sector and kind, and their area, for each value of a key.
use std::collections::HashMap;
use std::hash::Hash;

use roaring::RoaringBitmap;

use super::Snapshot;
use crate::domain::{Sector, SiteFacts, SiteKind};

/// What is counted of a set of sites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// How many sites.
    pub total: u64,
    /// Area in hectares of those whose area is known.
    pub area_ha: f64,
    /// Of how many sites the area is known.
    pub area_known: u64,
    sectors: [u64; Sector::ALL.len()],
    kinds: [u64; SiteKind::ALL.len()],
}

impl Counts {
    /// How many are of a sector.
    pub fn sector(&self, sector: Sector) -> u64 {
        self.sectors.get(sector as usize).copied().unwrap_or_default()
    }

    /// How many are of a kind.
    pub fn kind(&self, kind: SiteKind) -> u64 {
        self.kinds.get(kind as usize).copied().unwrap_or_default()
    }

    fn add(&mut self, facts: &SiteFacts) {
        self.total += 1;
        if let Some(count) = self.sectors.get_mut(facts.sector as usize) {
            *count += 1;
        }
        if let Some(count) = self.kinds.get_mut(facts.kind as usize) {
            *count += 1;
        }
        if let Some(area) = facts.area_ha {
            self.area_ha += area;
            self.area_known += 1;
        }
    }
}

impl Snapshot {
    /// The counts of all slots.
    pub(super) fn count(&self, slots: &RoaringBitmap) -> Counts {
        let mut counts = Counts::default();
        self.in_natural_order(slots).filter_map(|slot| self.site(slot)).for_each(|public| counts.add(&public.site.facts));
        counts
    }

    /// The counts for each value that `keys` gives a site; `None` is the value of those that have none.
    pub(super) fn tally<'a, K: Eq + Hash, I: IntoIterator<Item = Option<K>>>(
        &'a self,
        slots: &RoaringBitmap,
        keys: impl Fn(&'a SiteFacts) -> I,
    ) -> HashMap<Option<K>, Counts> {
        let mut tally: HashMap<Option<K>, Counts> = HashMap::new();
        for public in self.in_natural_order(slots).filter_map(|slot| self.site(slot)) {
            for key in keys(&public.site.facts) {
                tally.entry(key).or_default().add(&public.site.facts);
            }
        }
        tally
    }
}
