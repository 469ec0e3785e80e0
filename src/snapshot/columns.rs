//! One bitmap of slots for each value of each facet and for each unit, and the times of change in slot order.
use std::collections::HashMap;

use jiff::Timestamp;
use roaring::RoaringBitmap;

use crate::domain::{Confidence, PositionAccuracy, Property, PublicSite, RegionId, VocabularyName};

/// Which slots have which value.
pub(super) struct Columns {
    all: RoaringBitmap,
    terms: HashMap<VocabularyName, HashMap<String, RoaringBitmap>>,
    regions: HashMap<RegionId, RoaringBitmap>,
    /// Of every property that has bitmaps of its values, the slots without one.
    absent: HashMap<Property, RoaringBitmap>,
    updated_at: Vec<Timestamp>,
}

impl Columns {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let mut terms: HashMap<VocabularyName, HashMap<String, RoaringBitmap>> = HashMap::new();
        let mut regions: HashMap<RegionId, RoaringBitmap> = HashMap::new();
        let mut absent: HashMap<Property, RoaringBitmap> = HashMap::new();
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
            mark(VocabularyName::Status, facts.status.code());
            let (confidence, accuracy) =
                (facts.confidence.map(Confidence::code), facts.placement.accuracy.map(PositionAccuracy::code));
            confidence.into_iter().for_each(|code| mark(VocabularyName::Confidence, code));
            accuracy.into_iter().for_each(|code| mark(VocabularyName::PositionAccuracy, code));
            let placement = &facts.placement;
            for (property, is_there) in [
                (Property::Sector, true),
                (Property::Kind, true),
                (Property::Status, true),
                (Property::Technologies, true),
                (Property::Certifications, true),
                (Property::Subsector, facts.subsector.is_some()),
                (Property::Confidence, confidence.is_some()),
                (Property::PositionAccuracy, accuracy.is_some()),
                (Property::ProvinceId, placement.province.is_some()),
                (Property::CommuneId, placement.commune.is_some()),
                (Property::FormerProvinceId, placement.former_province.is_some()),
                (Property::FormerDistrictId, placement.former_district.is_some()),
                (Property::FormerCommuneId, placement.former_commune.is_some()),
            ] {
                let slots = absent.entry(property).or_default();
                if !is_there {
                    slots.insert(slot);
                }
            }
            for region in facts.placement.regions() {
                regions.entry(region).or_default().insert(slot);
            }
        }
        Self { all, terms, regions, absent, updated_at: sites.iter().map(|public| public.site.updated_at).collect() }
    }

    /// Every slot.
    pub(super) fn all(&self) -> &RoaringBitmap {
        &self.all
    }

    /// The slots with a term.
    pub(super) fn term(&self, vocabulary: VocabularyName, code: &str) -> Option<&RoaringBitmap> {
        self.terms.get(&vocabulary)?.get(code)
    }

    /// The slots without a value of a property; `None` where there are no bitmaps of its values.
    pub(super) fn absent(&self, property: Property) -> Option<&RoaringBitmap> {
        self.absent.get(&property)
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
