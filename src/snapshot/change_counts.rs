//! Counting what changed: how many records were created, changed, closed and withdrawn, by sector and by current province.
use std::collections::HashMap;

use super::Snapshot;
use super::differences::PublicDifference;
use crate::domain::{PublicChange, RegionId, Sector};

/// How many records were created, changed, closed and withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    counts: [u64; PublicChange::ALL.len()],
}

impl ChangeCounts {
    /// How many of one kind of change.
    pub fn of(&self, change: PublicChange) -> u64 {
        self.counts.get(change as usize).copied().unwrap_or_default()
    }

    /// How many altogether.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    fn add(&mut self, change: PublicChange) {
        if let Some(count) = self.counts.get_mut(change as usize) {
            *count += 1;
        }
    }
}

/// What changed, in numbers.
pub struct ChangeSummary {
    /// Everything.
    pub total: ChangeCounts,
    /// Of every sector, in the order of the vocabulary.
    pub sectors: Vec<(Sector, ChangeCounts)>,
    /// Of every current province where something changed, in the order of names; last, without one, of where it is not known.
    pub provinces: Vec<(Option<RegionId>, ChangeCounts)>,
}

impl Snapshot {
    /// These differences in numbers. A record counts as it is after the change; a withdrawn one as it was before.
    pub fn count_changes(&self, differences: &[PublicDifference]) -> ChangeSummary {
        let mut total = ChangeCounts::default();
        let mut sectors: HashMap<Sector, ChangeCounts> = HashMap::new();
        let mut provinces: HashMap<Option<RegionId>, ChangeCounts> = HashMap::new();
        for difference in differences {
            total.add(difference.change);
            if let Some(facts) = difference.counted() {
                sectors.entry(facts.sector).or_default().add(difference.change);
                provinces.entry(facts.placement.province).or_default().add(difference.change);
            }
        }
        let unknown = provinces.remove(&None).map(|counts| (None, counts));
        let in_order = self.in_order_of_names(provinces.keys().copied().flatten().collect::<Vec<_>>());
        let known = in_order.into_iter().filter_map(|unit| Some((Some(unit.id), provinces.remove(&Some(unit.id))?)));
        ChangeSummary {
            total,
            sectors: Sector::ALL.iter().map(|sector| (*sector, sectors.remove(sector).unwrap_or_default())).collect(),
            provinces: known.chain(unknown).collect(),
        }
    }
}
