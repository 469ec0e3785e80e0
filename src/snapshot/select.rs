//! A filter to the set of slots that satisfy it.
use roaring::{MultiOps, RoaringBitmap};

use super::Snapshot;
use crate::domain::{Sector, SiteId, SiteKind, VocabularyName};
use crate::query::{FacetKey, Filter};

impl Snapshot {
    /// The slots that satisfy the filter.
    pub fn select(&self, filter: &Filter) -> RoaringBitmap {
        self.select_without(filter, None)
    }

    /// The slots that satisfy the filter but for the selection that the facet itself sets.
    pub(super) fn select_without(&self, filter: &Filter, ignored: Option<FacetKey>) -> RoaringBitmap {
        let ignored = ignored.map(FacetKey::parameter);
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
            if let (false, Some(vocabulary), true) = (codes.is_empty(), key.vocabulary(), ignored != Some(key.parameter())) {
                conditions.push(self.any_term(vocabulary, codes));
            }
        }
        if !filter.regions.is_empty() && ignored != Some("region") {
            conditions.push(filter.regions.iter().filter_map(|id| self.columns.region(*id)).union());
        }
        match filter.text.as_deref().and_then(|text| text.parse::<SiteId>().ok()) {
            Some(id) => conditions.push(self.slot(id).into_iter().collect()),
            None => conditions.extend(filter.words().iter().map(|word| self.text.beginning_with(word))),
        }
        if let Some(area) = filter.bbox {
            conditions.push(self.spatial.within(area));
        }
        if let Some(interval) = filter.updated {
            let inside = |time| interval.from.is_none_or(|from| time >= from) && interval.to.is_none_or(|to| time <= to);
            conditions.push(self.columns.updated(inside));
        }
        if conditions.is_empty() { self.columns.all().clone() } else { conditions.iter().intersection() }
    }

    fn any_term(&self, vocabulary: VocabularyName, codes: &[String]) -> RoaringBitmap {
        codes.iter().filter_map(|code| self.columns.term(vocabulary, code)).union()
    }
}
