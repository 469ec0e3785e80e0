//! Gaps: the communes that have no matching site within a distance, by the exact nearest search.
use std::collections::{BTreeSet, HashMap};

use super::Snapshot;
use crate::domain::{GeoPoint, Region, RegionId, RegionLevel};
use crate::query::{Filter, GapsQuery};

/// A commune without a matching site near.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The commune.
    pub region: RegionId,
    /// The slot of the nearest matching site and its geodesic distance in metres; `None` where no site matches.
    pub nearest: Option<(u32, f64)>,
}

/// A province and how many of its communes are gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvinceGaps {
    /// The province.
    pub region: RegionId,
    /// How many of its communes were looked at.
    pub communes: usize,
    /// How many of them are gaps.
    pub gaps: usize,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaps {
    /// How many sites match and have a place.
    pub matched: u64,
    /// How many communes were looked at.
    pub communes: usize,
    /// The gaps, farthest first; equally far ones in the order of their names.
    pub gaps: Vec<Gap>,
    /// Every province with a commune that was looked at, in the order of their names.
    pub provinces: Vec<ProvinceGaps>,
}

impl Snapshot {
    /// The gaps a query asks for. Regions of the filter choose communes only: a site across a border is near, too.
    pub fn gaps(&self, query: &GapsQuery) -> Gaps {
        let filter = Filter { regions: Vec::new(), ..query.filter.clone() };
        let matches = self.select(&filter) & self.columns.placed();
        let spots = self.spots(&matches);
        let communes = self.units_asked(&query.filter, query.division(), RegionLevel::Commune);
        let mut provinces: HashMap<RegionId, ProvinceGaps> = HashMap::new();
        let mut gaps = Vec::new();
        let mut looked_at = 0;
        for commune in self.in_order_of_names(communes) {
            looked_at += 1;
            let nearest = self.nearest_of(self.viewpoint(commune), &spots);
            let is_gap = nearest.is_none_or(|(_, distance_m)| distance_m > query.max_km * 1_000.0);
            let above = self.gazetteer().ancestors(commune.id).find(|region| region.id.level() == RegionLevel::Province);
            if let Some(province) = above.map(|region| region.id) {
                let entry = provinces.entry(province).or_insert(ProvinceGaps { region: province, communes: 0, gaps: 0 });
                entry.communes += 1;
                entry.gaps += usize::from(is_gap);
            }
            if is_gap {
                gaps.push(Gap { region: commune.id, nearest });
            }
        }
        // Stable, so that equally far communes stay in the order of their names.
        let distance = |gap: &Gap| gap.nearest.map_or(f64::INFINITY, |(_, distance_m)| distance_m);
        gaps.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
        let ids: BTreeSet<RegionId> = provinces.keys().copied().collect();
        let in_order = self.in_order_of_names(ids).into_iter();
        let provinces = in_order.filter_map(|province| provinces.remove(&province.id)).collect();
        Gaps { matched: matches.len(), communes: looked_at, gaps, provinces }
    }

    /// The point a commune's distances are measured from: one inside its shape, else its centre.
    fn viewpoint(&self, commune: &Region) -> GeoPoint {
        self.geography.shapes().representative_point(commune.id).unwrap_or(commune.centre)
    }
}
