//! A filter to the set of slots that satisfy it.
use std::borrow::Cow;

use jiff::Timestamp;
use roaring::{MultiOps, RoaringBitmap};

use super::Snapshot;
use super::segment::Segment;
use super::text_index::TextIndex;
use crate::domain::{SiteId, VocabularyName};
use crate::query::{FacetKey, Filter};

impl Snapshot {
    /// The slots that satisfy the filter.
    pub fn select(&self, filter: &Filter) -> RoaringBitmap {
        self.selected(filter).into_owned()
    }

    /// The same without a copy where one bitmap is the answer.
    pub(super) fn selected(&self, filter: &Filter) -> Cow<'_, RoaringBitmap> {
        self.selected_without(filter, None)
    }

    /// The slots that satisfy the filter but for the selection that the facet itself sets.
    pub(super) fn selected_without(&self, filter: &Filter, ignored: Option<FacetKey>) -> Cow<'_, RoaringBitmap> {
        let ignored = ignored.and_then(FacetKey::parameter);
        let mut conditions: Vec<Cow<'_, RoaringBitmap>> = Vec::new();
        if let Some(kind) = filter.collection {
            conditions.push(self.any_term(VocabularyName::Kind, [kind.code()].into_iter()));
        }
        let mut ask = |key: FacetKey, codes: &mut dyn Iterator<Item = &str>| {
            let is_ignored = ignored.is_some() && ignored == key.parameter();
            let mut codes = codes.peekable();
            if let (true, false, Some(vocabulary)) = (codes.peek().is_some(), is_ignored, key.vocabulary()) {
                conditions.push(self.any_term(vocabulary, codes));
            }
        };
        ask(FacetKey::Sector, &mut filter.sectors.iter().map(|sector| sector.code()));
        ask(FacetKey::Kind, &mut filter.kinds.iter().map(|kind| kind.code()));
        ask(FacetKey::Subsector, &mut filter.subsectors.iter().map(String::as_str));
        ask(FacetKey::Technology, &mut filter.technologies.iter().map(String::as_str));
        ask(FacetKey::Certification, &mut filter.certifications.iter().map(String::as_str));
        if !filter.regions.is_empty() && ignored != Some("region") {
            conditions.push(any(filter.regions.iter().filter_map(|id| self.columns.region(*id))));
        }
        if let Some(text) = &filter.text {
            conditions.push(Cow::Owned(match text.to_lowercase().parse::<SiteId>() {
                Ok(id) => self.slot(id).into_iter().collect(),
                Err(_) => self.having_words(|segment| &segment.text, &filter.words()),
            }));
        }
        if let Some(area) = filter.bbox {
            let near = self.within(area.enclosing);
            let is_inside = |slot: &u32| self.point(*slot).is_some_and(|point| area.contains(point));
            conditions.push(Cow::Owned(if area.is_enclosing_exact() { near } else { near.iter().filter(is_inside).collect() }));
        }
        if let Some(interval) = filter.updated {
            let inside = |time| interval.from.is_none_or(|from| time >= from) && interval.to.is_none_or(|to| time <= to);
            let changed = self.columns.all().iter().filter(|slot| self.updated_at(*slot).is_some_and(inside));
            conditions.push(Cow::Owned(changed.collect()));
        }
        if let Some(expression) = &filter.expression {
            conditions.push(Cow::Owned(self.satisfying(expression)));
        }
        all(conditions).unwrap_or(Cow::Borrowed(self.columns.all()))
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

    fn any_term<'a>(&self, vocabulary: VocabularyName, codes: impl Iterator<Item = &'a str>) -> Cow<'_, RoaringBitmap> {
        any(codes.filter_map(|code| self.columns.term(vocabulary, code)))
    }
}

/// What is in any of these; a copy only where there are several.
fn any<'a>(mut sets: impl Iterator<Item = &'a RoaringBitmap>) -> Cow<'a, RoaringBitmap> {
    match (sets.next(), sets.next()) {
        (None, _) => Cow::Owned(RoaringBitmap::new()),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(first), Some(second)) => Cow::Owned([first, second].into_iter().chain(sets).union()),
    }
}

/// What is in all of these, the smallest first; a copy only where there are several. `None` where nothing is asked.
fn all(mut sets: Vec<Cow<'_, RoaringBitmap>>) -> Option<Cow<'_, RoaringBitmap>> {
    sets.sort_by_cached_key(|set| std::cmp::Reverse(set.len()));
    let smallest = sets.pop()?;
    let Some(next) = sets.pop() else { return Some(smallest) };
    let first = match (smallest, next) {
        (Cow::Owned(mut set), other) | (other, Cow::Owned(mut set)) => {
            set &= other.as_ref();
            set
        }
        (set, other) => set.as_ref() & other.as_ref(),
    };
    Some(Cow::Owned(sets.into_iter().rev().fold(first, |left, set| left & set.as_ref())))
}
