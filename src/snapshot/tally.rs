//! What is counted of a set of sites: how many of each sector and kind, and their area.
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

/// An area in hundredths of a square metre, so that sums do not depend on their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area(pub i64);

impl Area {
    const PER_HECTARE: f64 = 1e6;

    pub(super) fn of_hectares(hectares: f64) -> Self {
        Self((hectares * Self::PER_HECTARE).round() as i64)
    }

    pub(super) fn hectares(self) -> f64 {
        self.0 as f64 / Self::PER_HECTARE
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

    /// Counts a site by its record.
    pub(super) fn add_facts(&mut self, facts: &SiteFacts) {
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
