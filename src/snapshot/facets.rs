//! Exact counts per value: what choosing each value would give.
use roaring::RoaringBitmap;

use super::Snapshot;
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

impl Snapshot {
    /// The counts of one key under a filter, of which the key's own selection is ignored.
    pub fn facet(&self, filter: &Filter, key: FacetKey, language: Language) -> Vec<FacetValue> {
        let base = self.select_without(filter, Some(key));
        match key.vocabulary() {
            Some(vocabulary) => self.term_values(filter, &base, vocabulary, language),
            None => self.region_values(filter, &base, key),
        }
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
        let value = |term: &crate::domain::Term| FacetValue {
            value: term.code.clone(),
            label: term.label(language).to_owned(),
            count: self.columns.term(vocabulary, &term.code).map_or(0, |slots| slots.intersection_len(base)),
            selected: selected(&term.code),
        };
        self.vocabulary.terms(vocabulary).map(value).collect()
    }

    fn region_values(&self, filter: &Filter, base: &RoaringBitmap, key: FacetKey) -> Vec<FacetValue> {
        let (division, level) = match key {
            FacetKey::Commune => (Division::Current, RegionLevel::Commune),
            FacetKey::FormerProvince => (Division::Former, RegionLevel::Province),
            FacetKey::FormerDistrict => (Division::Former, RegionLevel::District),
            _ => (Division::Current, RegionLevel::Province),
        };
        let of_level = |id: &crate::domain::RegionId| id.division() == division && id.level() == level;
        let with_sites = self.columns.regions().map(|(id, _)| id);
        let mut ids: Vec<_> = with_sites.chain(filter.regions.iter().copied()).filter(of_level).collect();
        ids.sort_unstable();
        ids.dedup();
        let values = ids.into_iter().map(|id| FacetValue {
            value: id.to_string(),
            label: self.geography.gazetteer().region(id).map(|unit| unit.full_name.clone()).unwrap_or_default(),
            count: self.columns.region(id).map_or(0, |slots| slots.intersection_len(base)),
            selected: filter.regions.contains(&id),
        });
        let mut values: Vec<FacetValue> = values.filter(|value| value.count > 0 || value.selected).collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        values
    }
}
