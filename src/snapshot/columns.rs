//! One bitmap of slots for each value of each facet and for each unit; a copy shares every bitmap until it changes it.
use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::domain::{Confidence, PositionAccuracy, Property, PublicSite, RegionId, SiteFacts, VocabularyName};

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
    /// The bitmaps of sites in slots from `first` on.
    pub(super) fn build(first: u32, sites: &[PublicSite]) -> Self {
        let mut terms: HashMap<(VocabularyName, &str), RoaringBitmap> = HashMap::new();
        let mut regions: HashMap<RegionId, RoaringBitmap> = HashMap::new();
        let mut absent = presence(None).map(|(property, _)| (property, RoaringBitmap::new()));
        let mut all = RoaringBitmap::new();
        let mut placed = RoaringBitmap::new();
        // Slots come ascending, so that none is refused.
        let push = |slots: &mut RoaringBitmap, slot: u32| {
            let _ = slots.try_push(slot);
        };
        for (slot, public) in (first..).zip(sites) {
            push(&mut all, slot);
            if public.site.facts.placement.point.is_some() {
                push(&mut placed, slot);
            }
            terms_of(public).for_each(|term| push(terms.entry(term).or_default(), slot));
            public.site.facts.placement.regions().for_each(|region| push(regions.entry(region).or_default(), slot));
            for ((_, is_there), (_, slots)) in presence(Some(public)).into_iter().zip(&mut absent) {
                if !is_there {
                    push(slots, slot);
                }
            }
        }
        let mut columns = Self { all: Arc::new(all), placed: Arc::new(placed), ..Self::default() };
        for ((vocabulary, code), slots) in terms {
            columns.terms.entry(vocabulary).or_default().insert(code.to_owned(), Arc::new(slots));
        }
        columns.regions = regions.into_iter().map(|(region, slots)| (region, Arc::new(slots))).collect();
        columns.absent = absent.into_iter().map(|(property, slots)| (property, Arc::new(slots))).collect();
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
        for (vocabulary, code) in terms_of(public) {
            let codes = self.terms.entry(vocabulary).or_default();
            match codes.get_mut(code) {
                Some(slots) => step.take(slots),
                None => step.take(codes.entry(code.to_owned()).or_default()),
            }
        }
        for (property, is_there) in presence(Some(public)) {
            let slots = self.absent.entry(property).or_default();
            if !is_there {
                step.take(slots);
            }
        }
        for region in facts.placement.regions() {
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
}

/// Every term a site has.
fn terms_of(public: &PublicSite) -> impl Iterator<Item = (VocabularyName, &str)> {
    let facts = &public.site.facts;
    let (confidence, accuracy) = (facts.confidence.map(Confidence::code), facts.placement.accuracy.map(PositionAccuracy::code));
    [
        (VocabularyName::Sector, facts.sector.code()),
        (VocabularyName::Kind, facts.kind.code()),
        (VocabularyName::Status, facts.status.code()),
    ]
    .into_iter()
    .chain(facts.subsector.iter().map(|code| (VocabularyName::Subsector, code.as_str())))
    .chain(facts.technologies.iter().map(|code| (VocabularyName::Technology, code.as_str())))
    .chain(facts.certifications.iter().map(|code| (VocabularyName::Certification, code.as_str())))
    .chain(confidence.map(|code| (VocabularyName::Confidence, code)))
    .chain(accuracy.map(|code| (VocabularyName::PositionAccuracy, code)))
}

/// The properties that have bitmaps of their values, and whether a site has each.
fn presence(public: Option<&PublicSite>) -> [(Property, bool); 13] {
    let facts = public.map(|public| &public.site.facts);
    let has = |test: fn(&SiteFacts) -> bool| facts.is_none_or(test);
    [
        (Property::Sector, true),
        (Property::Kind, true),
        (Property::Status, true),
        (Property::Technologies, true),
        (Property::Certifications, true),
        (Property::Subsector, has(|facts| facts.subsector.is_some())),
        (Property::Confidence, has(|facts| facts.confidence.is_some())),
        (Property::PositionAccuracy, has(|facts| facts.placement.accuracy.is_some())),
        (Property::ProvinceId, has(|facts| facts.placement.province.is_some())),
        (Property::CommuneId, has(|facts| facts.placement.commune.is_some())),
        (Property::FormerProvinceId, has(|facts| facts.placement.former_province.is_some())),
        (Property::FormerDistrictId, has(|facts| facts.placement.former_district.is_some())),
        (Property::FormerCommuneId, has(|facts| facts.placement.former_commune.is_some())),
    ]
}
