//! The units of one level of one division that a filter is about, in the order of their names.
use std::collections::BTreeSet;

use super::Snapshot;
use crate::domain::{Division, Region, RegionId, RegionLevel};
use crate::query::Filter;

impl Snapshot {
    /// The units that share ground with the regions of the filter; all of the level where it names none.
    pub(super) fn units_asked(&self, filter: &Filter, division: Division, level: RegionLevel) -> BTreeSet<RegionId> {
        if filter.regions.is_empty() {
            let ids = self.gazetteer().regions().map(|region| region.id);
            return ids.filter(|id| id.division() == division && id.level() == level).collect();
        }
        filter.regions.iter().flat_map(|id| self.gazetteer().overlapping(*id, division, level)).collect()
    }

    /// These units in Vietnamese alphabetical order of their names without type words; of one name by the units above them.
    pub(super) fn in_order_of_names(&self, ids: impl IntoIterator<Item = RegionId>) -> Vec<&Region> {
        let mut units: Vec<&Region> = ids.into_iter().filter_map(|id| self.gazetteer().region(id)).collect();
        units.sort_by_cached_key(|unit| self.unit_names.rank(unit.id, self.gazetteer()));
        units
    }

    /// The full names of the units above a unit, finest first; `None` for provinces.
    pub(super) fn names_above(&self, id: RegionId) -> Option<String> {
        let names: Vec<&str> = self.gazetteer().ancestors(id).map(|region| region.full_name.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}
