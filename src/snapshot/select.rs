//! A filter to the set of slots that satisfy it.
use jiff::Timestamp;
use roaring::{MultiOps, RoaringBitmap};

use super::Snapshot;
use super::segment::Segment;
use super::text_index::TextIndex;
use crate::domain::{Sector, SiteId, SiteKind, VocabularyName};
use crate::query::{FacetKey, Filter};

impl Snapshot {
    /// The slots that satisfy the filter.
    pub fn select(&self, filter: &Filter) -> RoaringBitmap {
        self.select_without(filter, None)
    }

    /// The slots that satisfy the filter but for the selection that the facet itself sets.
    pub(super) fn select_without(&self, filter: &Filter, ignored: Option<FacetKey>) -> RoaringBitmap {
        let ignored = ignored.and_then(FacetKey::parameter);
        let mut conditions: Vec<RoaringBitmap> = Vec::new();
        if let Some(kind) = filter.collection {
            conditions.push(self.any_term(VocabularyName::Kind, &[kind.code().to_owned()]));
        }
        let sectors = filter.sectors.iter().copied().map(Sector::code).map(str::to_owned).collect::<Vec<_>>();
        let kinds = filter.kinds.iter().copied().map(SiteKind::code).map(str::to_owned).collect::<Vec<_>>();
        for (key, codes) in [
            (FacetKey::Sector, &sectors),
            (FacetKey::Kind, &kinds),
            (FacetKey::Subsector, &filter.subsectors),
            (FacetKey::Technology, &filter.technologies),
            (FacetKey::Certification, &filter.certifications),
        ] {
            let is_ignored = ignored.is_some() && ignored == key.parameter();
            if let (false, false, Some(vocabulary)) = (codes.is_empty(), is_ignored, key.vocabulary()) {
                conditions.push(self.any_term(vocabulary, codes));
            }
        }
        if !filter.regions.is_empty() && ignored != Some("region") {
            conditions.push(filter.regions.iter().filter_map(|id| self.columns.region(*id)).union());
        }
        if let Some(text) = &filter.text {
            conditions.push(match text.to_lowercase().parse::<SiteId>() {
                Ok(id) => self.slot(id).into_iter().collect(),
                Err(_) => self.having_words(|segment| &segment.text, &filter.words()),
            });
        }
        if let Some(area) = filter.bbox {
            let near = self.within(area.enclosing);
            let is_inside = |slot: &u32| self.point(*slot).is_some_and(|point| area.contains(point));
            conditions.push(if area.is_enclosing_exact() { near } else { near.iter().filter(is_inside).collect() });
        }
        if let Some(interval) = filter.updated {
            let inside = |time| interval.from.is_none_or(|from| time >= from) && interval.to.is_none_or(|to| time <= to);
            conditions.push(self.columns.all().iter().filter(|slot| self.updated_at(*slot).is_some_and(inside)).collect());
        }
        if let Some(expression) = &filter.expression {
            conditions.push(self.satisfying(expression));
        }
        if conditions.is_empty() { self.columns.all().clone() } else { conditions.iter().intersection() }
    }

    /// The first sites that a text means, those with the words in their names before the others.
    pub fn sites_meant_by(&self, text: &str, limit: usize) -> Vec<u32> {
        let filter = Filter { text: Some(text.to_owned()), ..Filter::default() };
        let matches = self.select(&filter);
        let named = self.having_words(|segment| &segment.names, &filter.words()) & &matches;
        let others = &matches - &named;
        self.in_natural_order(&named).chain(self.in_natural_order(&others)).take(limit).collect()
    }

    /// The slots in which every word begins some word of an index.
    fn having_words(&self, index: impl Fn(&Segment) -> &TextIndex, words: &[String]) -> RoaringBitmap {
        (index(&self.base).matching(words) - &self.replaced) | index(&self.later).matching(words)
    }

    fn updated_at(&self, slot: u32) -> Option<Timestamp> {
        Some(self.site(slot)?.site.updated_at)
    }

    fn any_term(&self, vocabulary: VocabularyName, codes: &[String]) -> RoaringBitmap {
        codes.iter().filter_map(|code| self.columns.term(vocabulary, code)).union()
    }
}
