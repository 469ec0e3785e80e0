//! What everybody may know of a site: the only form of a record that reaches the snapshot, and so every answer.
use std::sync::Arc;

use super::{Region, RegionId, Site};

/// A public site with the names of the units it lies in.
#[derive(Clone, Debug)]
pub struct PublicSite {
    /// The record; its status is public.
    pub site: Site,
    /// Full name of the current province.
    pub province: Option<Arc<str>>,
    /// Full name of the current commune.
    pub commune: Option<Arc<str>>,
    /// Full name of the former province.
    pub former_province: Option<Arc<str>>,
    /// Full name of the former district.
    pub former_district: Option<Arc<str>>,
    /// Full name of the former commune.
    pub former_commune: Option<Arc<str>>,
}

impl PublicSite {
    /// The public form of a record, or `None` where the record is not public.
    pub fn publish<'a>(site: Site, region: impl Fn(RegionId) -> Option<&'a Region>) -> Option<Self> {
        if !site.facts.status.is_public() {
            return None;
        }
        let name = |id: Option<RegionId>| id.and_then(&region).map(|unit| Arc::from(unit.full_name.as_str()));
        let placement = &site.facts.placement;
        Some(Self {
            province: name(placement.province),
            commune: name(placement.commune),
            former_province: name(placement.former_province),
            former_district: name(placement.former_district),
            former_commune: name(placement.former_commune),
            site,
        })
    }

    /// The place in the words of today, finest unit first.
    pub fn place(&self) -> String {
        [self.commune.as_deref(), self.province.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The place in the words of before 2025-07-01, finest unit first, without the province.
    pub fn former_place(&self) -> String {
        [self.former_commune.as_deref(), self.former_district.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
