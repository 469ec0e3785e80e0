//! What changed between two states, as everybody may know it: which records, and which of their public facts.
use jiff::Timestamp;

use super::Snapshot;
use crate::domain::{Difference, Property, PublicChange, PublicSite, SiteFacts, SiteId};
use crate::encode::{RecordColumn, RecordColumns, Value};
use crate::query::Filter;

/// What became of one record.
pub struct PublicDifference {
    /// The record.
    pub id: SiteId,
    /// What happened to it.
    pub change: PublicChange,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// The record before; `None` where it was not public.
    before: Option<PublicSite>,
    /// The record after; `None` where it is no longer public.
    after: Option<PublicSite>,
}

/// A fact that changed.
pub struct FactChange {
    /// The column that tells of it.
    pub column: &'static RecordColumn<PublicSite>,
    /// The value before.
    pub before: Value,
    /// The value after.
    pub after: Value,
}

impl FactChange {
    /// Its name in data: that of the property, or of the part of it.
    pub fn name(&self) -> &'static str {
        match self.column.property {
            None | Some(Property::Sources) => self.column.name,
            Some(property) => property.code(),
        }
    }
}

impl PublicDifference {
    /// The record as it is told: after the change. Nothing of one that was withdrawn.
    pub fn told(&self) -> Option<&PublicSite> {
        self.after.as_ref()
    }

    /// The facts that changed, of a record that was public before and after.
    pub fn facts(&self) -> Vec<FactChange> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return Vec::new() };
        let columns = RecordColumns::of_changes();
        let pairs = columns.values(before).zip(columns.values(after));
        let changed = pairs.filter(|((_, before), (_, after))| before != after);
        changed.map(|((column, before), (_, after))| FactChange { column, before, after }).collect()
    }

    /// The record as it counts: after the change, or before where it was withdrawn. Only sums may be made of it.
    pub(super) fn counted(&self) -> Option<&SiteFacts> {
        self.after.as_ref().or(self.before.as_ref()).map(|public| &public.site.facts)
    }

    /// Whether it satisfies regions, sectors and kinds of a filter before or after.
    fn satisfies(&self, filter: &Filter) -> bool {
        let meets = |public: &PublicSite| {
            let facts = &public.site.facts;
            (filter.regions.is_empty() || facts.placement.regions().any(|region| filter.regions.contains(&region)))
                && (filter.sectors.is_empty() || filter.sectors.contains(&facts.sector))
                && (filter.kinds.is_empty() || filter.kinds.contains(&facts.kind))
        };
        self.before.as_ref().is_some_and(meets) || self.after.as_ref().is_some_and(meets)
    }
}

impl Snapshot {
    /// What everybody may know of a difference; `None` where that is nothing.
    ///
    /// What was never public is not told. Of what is no longer public today nothing is told but that it was withdrawn,
    /// where that lies between the two states.
    pub fn public_difference(&self, difference: Difference) -> Option<PublicDifference> {
        let Difference { site: id, before, after, changed_at } = difference;
        let change = PublicChange::between(before.as_ref(), &after)?;
        if change != PublicChange::Withdraw && self.slot(id).is_none() {
            return None;
        }
        let publish = |facts: SiteFacts| self.told_today(id, facts, changed_at);
        let (before, after) = (before.and_then(publish), publish(after));
        let told = PublicDifference { id, change, changed_at, before, after };
        let is_nothing = told.change == PublicChange::Update && told.facts().is_empty();
        (!is_nothing).then_some(told)
    }

    /// What everybody may know of these differences under the regions, sectors and kinds of a filter: what is new first,
    /// then what changed, was closed and was withdrawn, each in the order of identifiers.
    pub fn public_differences(&self, differences: Vec<Difference>, filter: &Filter) -> Vec<PublicDifference> {
        let told = differences.into_iter().filter_map(|difference| self.public_difference(difference));
        let mut told: Vec<PublicDifference> = told.filter(|difference| difference.satisfies(filter)).collect();
        told.sort_by_key(|difference| (difference.change, difference.id));
        told
    }
}
