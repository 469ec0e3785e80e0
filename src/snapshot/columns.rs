//! One bitmap of slots for each value of each facet and for each unit; a copy shares every bitmap until it changes it.
use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::domain::{Confidence, PositionAccuracy, Property, PublicSite, RegionId, VocabularyName};

/// Which slots have which value.
#[derive(Clone, Default)]
pub(super) struct Columns {
    all: Arc<RoaringBitmap>,
    placed: Arc<RoaringBitmap>,
    terms: HashMap<VocabularyName, HashMap<String, Arc<RoaringBitmap>>>,
    regions: HashMap<RegionId, Arc<RoaringBitmap>>,
    /// Of every property that has bitmaps of its values, the slots without one.
    absent: HashMap<Property, Arc<RoaringBitmap>>,
}

/// What becomes of a slot.
#[derive(Clone, Copy)]
enum Step {
    Enter(u32),
    Leave(u32),
}

impl Step {
    fn take(self, slots: &mut Arc<RoaringBitmap>) {
        match self {
            Self::Enter(slot) => Arc::make_mut(slots).insert(slot),
            Self::Leave(slot) => Arc::make_mut(slots).remove(slot),
        };
    }
}

impl Columns {
    pub(super) fn build<'a>(sites: impl Iterator<Item = (u32, &'a PublicSite)>) -> Self {
        let mut columns = Self::default();
        sites.for_each(|(slot, public)| columns.enter(slot, public));
        columns
    }

    /// Takes a site into a slot.
    pub(super) fn enter(&mut self, slot: u32, public: &PublicSite) {
        self.step(Step::Enter(slot), public);
    }

    /// Takes a site out of its slot.
    pub(super) fn leave(&mut self, slot: u32, public: &PublicSite) {
        self.step(Step::Leave(slot), public);
        // What no site has is not listed.
        for region in public.site.facts.placement.regions() {
            if self.regions.get(&region).is_some_and(|slots| slots.is_empty()) {
                self.regions.remove(&region);
            }
        }
    }

    fn step(&mut self, step: Step, public: &PublicSite) {
        let facts = &public.site.facts;
        step.take(&mut self.all);
        if facts.placement.point.is_some() {
            step.take(&mut self.placed);
        }
        let mut mark = |vocabulary: VocabularyName, code: &str| {
            let codes = self.terms.entry(vocabulary).or_default();
            match codes.get_mut(code) {
                Some(slots) => step.take(slots),
                None => step.take(codes.entry(code.to_owned()).or_default()),
            }
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
            let slots = self.absent.entry(property).or_default();
            if !is_there {
                step.take(slots);
            }
        }
        for region in placement.regions() {
            step.take(self.regions.entry(region).or_default());
        }
    }

    /// Every slot.
    pub(super) fn all(&self) -> &RoaringBitmap {
        &self.all
    }

    /// The slots that have a point.
    pub(super) fn placed(&self) -> &RoaringBitmap {
        &self.placed
    }

    /// The slots with a term.
    pub(super) fn term(&self, vocabulary: VocabularyName, code: &str) -> Option<&RoaringBitmap> {
        self.terms.get(&vocabulary)?.get(code).map(Arc::as_ref)
    }

    /// The slots without a value of a property; `None` where there are no bitmaps of its values.
    pub(super) fn absent(&self, property: Property) -> Option<&RoaringBitmap> {
        self.absent.get(&property).map(Arc::as_ref)
    }

    /// The slots in a unit.
    pub(super) fn region(&self, id: RegionId) -> Option<&RoaringBitmap> {
        self.regions.get(&id).map(Arc::as_ref)
    }

    /// Every unit that has a site, with its slots.
    pub(super) fn regions(&self) -> impl Iterator<Item = (RegionId, &RoaringBitmap)> {
        self.regions.iter().map(|(id, slots)| (*id, slots.as_ref()))
    }
}
