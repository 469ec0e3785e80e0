//! One bitmap of slots for each value of each facet and for each unit, and the times of change in slot order.
use std::collections::HashMap;

use jiff::Timestamp;
use roaring::RoaringBitmap;

use crate::domain::{PublicSite, RegionId, VocabularyName};

/// Which slots have which value.
pub(super) struct Columns {
    all: RoaringBitmap,
    terms: HashMap<VocabularyName, HashMap<String, RoaringBitmap>>,
    regions: HashMap<RegionId, RoaringBitmap>,
    updated_at: Vec<Timestamp>,
}

impl Columns {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let mut terms: HashMap<VocabularyName, HashMap<String, RoaringBitmap>> = HashMap::new();
        let mut regions: HashMap<RegionId, RoaringBitmap> = HashMap::new();
        let mut all = RoaringBitmap::new();
        for (public, slot) in sites.iter().zip(0_u32..) {
            all.insert(slot);
            let facts = &public.site.facts;
            let mut mark = |vocabulary: VocabularyName, code: &str| {
                terms.entry(vocabulary).or_default().entry(code.to_owned()).or_default().insert(slot);
            };
            mark(VocabularyName::Sector, facts.sector.code());
            mark(VocabularyName::Kind, facts.kind.code());
            facts.subsector.iter().for_each(|code| mark(VocabularyName::Subsector, code));
            facts.technologies.iter().for_each(|code| mark(VocabularyName::Technology, code));
            facts.certifications.iter().for_each(|code| mark(VocabularyName::Certification, code));
            for region in facts.placement.regions() {
                regions.entry(region).or_default().insert(slot);
            }
        }
        Self { all, terms, regions, updated_at: sites.iter().map(|public| public.site.updated_at).collect() }
    }

    /// Every slot.
    pub(super) fn all(&self) -> &RoaringBitmap {
        &self.all
    }

    /// The slots with a term.
    pub(super) fn term(&self, vocabulary: VocabularyName, code: &str) -> Option<&RoaringBitmap> {
        self.terms.get(&vocabulary)?.get(code)
    }

    /// The slots in a unit.
    pub(super) fn region(&self, id: RegionId) -> Option<&RoaringBitmap> {
        self.regions.get(&id)
    }

    /// Every unit that has a site, with its slots.
    pub(super) fn regions(&self) -> impl Iterator<Item = (RegionId, &RoaringBitmap)> {
        self.regions.iter().map(|(id, slots)| (*id, slots))
    }

    /// The slots whose time of change passes the test.
    pub(super) fn updated(&self, test: impl Fn(Timestamp) -> bool) -> RoaringBitmap {
        self.updated_at.iter().zip(0_u32..).filter(|(time, _)| test(**time)).map(|(_, slot)| slot).collect()
    }
}
