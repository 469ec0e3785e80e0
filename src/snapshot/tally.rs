//! Counting the sites of a selection: how many of each sector and kind, and their area, for each value of a key.
use std::collections::HashMap;
use std::hash::Hash;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::slot_facts::{Area, SlotFacts};
use crate::domain::{Division, RegionId, RegionLevel, Sector, SiteFacts, SiteKind};

/// What is counted of a set of sites.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// How many sites.
    pub total: u64,
    /// Area in hectares of those whose area is known.
    pub area_ha: f64,
    /// Of how many sites the area is known.
    pub area_known: u64,
    sectors: [u32; Sector::ALL.len()],
    kinds: [u32; SiteKind::ALL.len()],
}

impl Counts {
    /// How many are of a sector.
    pub fn sector(&self, sector: Sector) -> u64 {
        self.sectors.get(sector as usize).copied().unwrap_or_default().into()
    }

    /// How many are of a kind.
    pub fn kind(&self, kind: SiteKind) -> u64 {
        self.kinds.get(kind as usize).copied().unwrap_or_default().into()
    }
}

/// Counts while they are counted: whole numbers, so that no order of counting gives another result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub total: u32,
    area_known: u32,
    area: i64,
    sectors: [u32; Sector::ALL.len()],
    kinds: [u32; SiteKind::ALL.len()],
}

impl Tally {
    /// Counts a site.
    pub(super) fn add(&mut self, sector: Sector, kind: SiteKind, area: Option<Area>) {
        self.total += 1;
        self.sectors.get_mut(sector as usize).into_iter().for_each(|count| *count += 1);
        self.kinds.get_mut(kind as usize).into_iter().for_each(|count| *count += 1);
        if let Some(area) = area {
            self.area += area.0;
            self.area_known += 1;
        }
    }

    /// Takes a site out that was counted.
    pub(super) fn take(&mut self, sector: Sector, kind: SiteKind, area: Option<Area>) {
        self.total -= 1;
        self.sectors.get_mut(sector as usize).into_iter().for_each(|count| *count -= 1);
        self.kinds.get_mut(kind as usize).into_iter().for_each(|count| *count -= 1);
        if let Some(area) = area {
            self.area -= area.0;
            self.area_known -= 1;
        }
    }

    fn add_facts(&mut self, facts: &SiteFacts) {
        self.add(facts.sector, facts.kind, facts.area_ha.map(Area::of_hectares));
    }

    /// Adds what was counted of other sites.
    pub(super) fn join(&mut self, other: &Self) {
        self.total += other.total;
        self.area_known += other.area_known;
        self.area += other.area;
        self.sectors.iter_mut().zip(other.sectors).for_each(|(own, count)| *own += count);
        self.kinds.iter_mut().zip(other.kinds).for_each(|(own, count)| *own += count);
    }
}

impl From<Tally> for Counts {
    fn from(tally: Tally) -> Self {
        let Tally { total, area_known, area, sectors, kinds } = tally;
        Self { total: total.into(), area_ha: Area(area).hectares(), area_known: area_known.into(), sectors, kinds }
    }
}

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
