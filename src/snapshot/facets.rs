//! Exact counts per value: what choosing each value would give.
use std::borrow::Cow;
use std::cell::OnceCell;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::counting::PlaceTallies;
use crate::domain::{Division, Language, RegionLevel, VocabularyName};
use crate::query::{FacetKey, Filter};

/// One value and what choosing it would give.
pub struct FacetValue {
    /// The value as the filter takes it.
    pub value: String,
    /// Its label in the asked language.
    pub label: String,
    /// How many sites choosing only this value of the key would give.
    pub count: u64,
    /// Whether the filter has it now.
    pub selected: bool,
}

/// The sites that are counted for some keys, and their counts by where they lie once somebody asks.
struct Counted<'a> {
    slots: Cow<'a, RoaringBitmap>,
    places: OnceCell<PlaceTallies<'a>>,
}

impl Snapshot {
    /// The counts of one key under a filter, of which the key's own selection is ignored.
    pub fn facet(&self, filter: &Filter, key: FacetKey, language: Language) -> Vec<FacetValue> {
        self.facets(filter, &[key], language).pop().unwrap_or_default()
    }

    /// The counts of these keys, in their order.
    pub fn facets(&self, filter: &Filter, keys: &[FacetKey], language: Language) -> Vec<Vec<FacetValue>> {
        // Most keys have no selection of their own, so that the same sites are counted for all of them.
        let mut counted: Vec<(Option<&str>, Counted<'_>)> = Vec::new();
        let mut values = |key: &FacetKey| {
            let own = key.parameter().filter(|parameter| filter.selects_by(parameter));
            let at = counted.iter().position(|(ignored, _)| *ignored == own).unwrap_or_else(|| {
                let slots = self.selected_without(filter, own.map(|_| *key));
                counted.push((own, Counted { slots, places: OnceCell::new() }));
                counted.len() - 1
            });
            let Some((_, counted)) = counted.get(at) else { return Vec::new() };
            match key.vocabulary() {
                Some(vocabulary) => self.term_values(filter, &counted.slots, vocabulary, language),
                None => self.region_values(filter, counted, *key),
            }
        };
        keys.iter().map(&mut values).collect()
    }

    /// How many sites have a term.
    pub fn count_of_term(&self, vocabulary: VocabularyName, code: &str) -> u64 {
        self.columns.term(vocabulary, code).map_or(0, RoaringBitmap::len)
    }

    fn term_values(
        &self,
        filter: &Filter,
        base: &RoaringBitmap,
        vocabulary: VocabularyName,
        language: Language,
    ) -> Vec<FacetValue> {
        let selected = |code: &str| match vocabulary {
            VocabularyName::Sector => filter.sectors.iter().any(|sector| sector.code() == code),
            VocabularyName::Kind => filter.kinds.iter().any(|kind| kind.code() == code),
            VocabularyName::Subsector => filter.subsectors.iter().any(|chosen| chosen == code),
            VocabularyName::Technology => filter.technologies.iter().any(|chosen| chosen == code),
            VocabularyName::Certification => filter.certifications.iter().any(|chosen| chosen == code),
            VocabularyName::Confidence | VocabularyName::Status | VocabularyName::PositionAccuracy => false,
        };
        let is_all = base.len() == self.columns.all().len();
        let value = |term: &crate::domain::Term| FacetValue {
            value: term.code.clone(),
            label: term.label(language).to_owned(),
            count: self
                .columns
                .term(vocabulary, &term.code)
                .map_or(0, |slots| if is_all { slots.len() } else { slots.intersection_len(base) }),
            selected: selected(&term.code),
        };
        self.vocabulary.terms(vocabulary).map(value).collect()
    }

    fn region_values<'a>(&'a self, filter: &Filter, counted: &Counted<'a>, key: FacetKey) -> Vec<FacetValue> {
        let (division, level) = match key {
            FacetKey::Commune => (Division::Current, RegionLevel::Commune),
            FacetKey::FormerProvince => (Division::Former, RegionLevel::Province),
            FacetKey::FormerDistrict => (Division::Former, RegionLevel::District),
            _ => (Division::Current, RegionLevel::Province),
        };
        let places = counted.places.get_or_init(|| self.tally_places(&counted.slots));
        let mut counts = places.by_unit(division, level);
        counts.remove(&None);
        let chosen = filter.regions.iter().filter(|id| (id.division(), id.level()) == (division, level));
        for id in chosen {
            counts.entry(Some(*id)).or_default();
        }
        let values = counts.into_iter().filter_map(|(id, tally)| Some((id?, tally))).map(|(id, tally)| FacetValue {
            value: id.to_string(),
            label: self.unit_names.full(id).map(|name| name.to_string()).unwrap_or_default(),
            count: tally.total.into(),
            selected: filter.regions.contains(&id),
        });
        let mut values: Vec<FacetValue> = values.filter(|value| value.count > 0 || value.selected).collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        values
    }
}
