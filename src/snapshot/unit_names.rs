//! Of every unit its full name, kept once for all sites in it, and its place in the order of names.
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::alphabet::Alphabet;
use crate::domain::{Region, RegionId};
use crate::gazetteer::Gazetteer;

/// The names of all units.
pub(super) struct UnitNames {
    full: HashMap<RegionId, Arc<str>>,
    /// Made when somebody first asks for an order.
    ranks: OnceLock<HashMap<RegionId, u32>>,
}

impl UnitNames {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let full = gazetteer.regions().map(|region| (region.id, Arc::from(region.full_name.as_str()))).collect();
        Self { full, ranks: OnceLock::new() }
    }

    /// The full name of a unit.
    pub(super) fn full(&self, id: RegionId) -> Option<Arc<str>> {
        self.full.get(&id).cloned()
    }

    /// The place of a unit in the Vietnamese alphabetical order of names without type words, among those of one name by the
    /// units above them.
    pub(super) fn rank(&self, id: RegionId, gazetteer: &Gazetteer) -> Option<u32> {
        let rank = || {
            let alphabet = Alphabet::new();
            let mut units: Vec<&Region> = gazetteer.regions().collect();
            units.sort_by_cached_key(|region| (alphabet.key(&region.name), region.parent, region.id));
            units.into_iter().map(|region| region.id).zip(0..).collect()
        };
        self.ranks.get_or_init(rank).get(&id).copied()
    }
}
