//! What is counted of every site, in columns by slot, and the counts of all sites for each set of units they lie in.
use std::collections::HashMap;

use roaring::RoaringBitmap;

use super::tally::{Area, Tally};
use crate::domain::{Division, Placement, PublicSite, RegionId, RegionLevel, Sector, SiteKind};

/// The units a site lies in, in both divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Units {
    province: Option<RegionId>,
    commune: Option<RegionId>,
    former_province: Option<RegionId>,
    former_district: Option<RegionId>,
    former_commune: Option<RegionId>,
}

impl Units {
    pub(super) fn of(placement: &Placement) -> Self {
        let Placement { province, commune, former_province, former_district, former_commune, .. } = *placement;
        Self { province, commune, former_province, former_district, former_commune }
    }

    /// The unit of a level of a division.
    pub(super) fn at(&self, division: Division, level: RegionLevel) -> Option<RegionId> {
        match (division, level) {
            (Division::Current, RegionLevel::Province) => self.province,
            (Division::Current, RegionLevel::Commune) => self.commune,
            (Division::Current, RegionLevel::District) => None,
            (Division::Former, RegionLevel::Province) => self.former_province,
            (Division::Former, RegionLevel::District) => self.former_district,
            (Division::Former, RegionLevel::Commune) => self.former_commune,
        }
    }
}

/// What is counted of one site, and which set of units it lies in.
struct Counted {
    place: u32,
    sector: Sector,
    kind: SiteKind,
    area: Option<Area>,
}

/// The columns of a segment.
pub(super) struct SlotFacts {
    counted: Vec<Counted>,
    /// What all sites of each different set of units come to.
    totals: Vec<Tally>,
    /// Every unit that has a site, ascending.
    units: Vec<RegionId>,
    /// For each level, the position of each set's unit in `units`; its length where the set has none.
    positions: [Vec<u32>; LEVELS.len()],
}

/// The levels there are units of.
const LEVELS: [(Division, RegionLevel); 5] = [
    (Division::Current, RegionLevel::Province),
    (Division::Current, RegionLevel::Commune),
    (Division::Former, RegionLevel::Province),
    (Division::Former, RegionLevel::District),
    (Division::Former, RegionLevel::Commune),
];

impl SlotFacts {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let mut counted = Vec::with_capacity(sites.len());
        let (mut places, mut totals): (Vec<Units>, Vec<Tally>) = (Vec::new(), Vec::new());
        let mut known: HashMap<Units, u32> = HashMap::new();
        for public in sites {
            let own = &public.site.facts;
            let units = Units::of(&own.placement);
            let place = *known.entry(units).or_insert_with(|| {
                places.push(units);
                totals.push(Tally::default());
                places.len() as u32 - 1
            });
            let one = Counted { place, sector: own.sector, kind: own.kind, area: own.area_ha.map(Area::of_hectares) };
            totals.get_mut(place as usize).into_iter().for_each(|total| one.add_to(total));
            counted.push(one);
        }
        let at = |(division, level)| move |units: &Units| units.at(division, level);
        let mut units: Vec<RegionId> = LEVELS.iter().flat_map(|level| places.iter().filter_map(at(*level))).collect();
        units.sort_unstable();
        units.dedup();
        let position = |id: Option<RegionId>| id.and_then(|id| units.binary_search(&id).ok()).unwrap_or(units.len()) as u32;
        let positions = LEVELS.map(|level| places.iter().map(at(level)).map(position).collect());
        Self { counted, totals, units, positions }
    }

    /// The sector of the site at an index.
    pub(super) fn sector(&self, index: usize) -> Option<Sector> {
        Some(self.counted.get(index)?.sector)
    }

    /// The counts of these slots for each set of units; `first` is the slot of the first site.
    ///
    /// Where most of the sites are asked for, the others are taken from the counts of all.
    pub(super) fn by_place(&self, first: u32, slots: &RoaringBitmap) -> Vec<Tally> {
        let end = first + self.counted.len() as u32;
        let chosen = slots.range_cardinality(first..end);
        if chosen * 2 > self.counted.len() as u64 {
            let mut others = RoaringBitmap::new();
            others.insert_range(first..end);
            others -= slots;
            let mut tallies = self.totals.clone();
            self.each(first, others.iter(), |tally, counted| counted.take_from(tally), &mut tallies);
            return tallies;
        }
        let mut tallies = vec![Tally::default(); self.totals.len()];
        if chosen > 0 {
            self.each(first, slots.range(first..end), |tally, counted| counted.add_to(tally), &mut tallies);
        }
        tallies
    }

    /// Counts for each set of units put together for each unit of a level, none of them empty; `None` is what lies in no unit
    /// of it.
    pub(super) fn by_unit(&self, tallies: &[Tally], division: Division, level: RegionLevel) -> Vec<(Option<RegionId>, Tally)> {
        let mut sums = vec![Tally::default(); self.units.len() + 1];
        let of_level =
            LEVELS.iter().zip(&self.positions).find(|(own, _)| **own == (division, level)).map(|(_, positions)| positions);
        for (place, tally) in tallies.iter().enumerate().filter(|(_, tally)| tally.total > 0) {
            let position = of_level.and_then(|positions| positions.get(place)).map_or(self.units.len(), |at| *at as usize);
            sums.get_mut(position).into_iter().for_each(|sum| sum.join(tally));
        }
        let keys = self.units.iter().copied().map(Some).chain([None]);
        keys.zip(sums).filter(|(_, tally)| tally.total > 0).collect()
    }

    fn each(&self, first: u32, slots: impl Iterator<Item = u32>, count: impl Fn(&mut Tally, &Counted), tallies: &mut [Tally]) {
        for slot in slots {
            let Some(counted) = self.counted.get((slot - first) as usize) else { continue };
            if let Some(tally) = tallies.get_mut(counted.place as usize) {
                count(tally, counted);
            }
        }
    }
}

impl Counted {
    fn add_to(&self, tally: &mut Tally) {
        tally.add(self.sector, self.kind, self.area);
    }

    fn take_from(&self, tally: &mut Tally) {
        tally.take(self.sector, self.kind, self.area);
    }
}
