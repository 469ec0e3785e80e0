//! The next snapshot out of the one before and the sites that changed: the base is shared, so an edit costs what it changes.
use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::natural_order::places_of_later;
use super::order::LaterRanks;
use super::segment::Segment;
use super::{Snapshot, SnapshotSource};
use crate::domain::{PublicSite, SiteId};

/// So many changed sites are kept beside the base; with more a new base is cheaper in the end.
pub(super) const LATER_MAX: usize = 2_000;

impl Snapshot {
    /// How many more sites may change before [`Snapshot::with_changes`] asks for a new base.
    pub fn room(&self) -> usize {
        LATER_MAX.saturating_sub(self.replaced.len() as usize + self.later.sites.len())
    }

    /// The snapshot after a change: `source` holds of the sites only those that changed since this revision. `None` where it
    /// must be built anew: for other code lists, another database, or too many changes.
    #[must_use]
    pub fn with_changes(&self, source: SnapshotSource) -> Option<Self> {
        let is_same = source.inventory_id == self.inventory_id && source.vocabulary == self.vocabulary;
        if !is_same || source.sites.len() > self.room() || source.revision < self.revision {
            return None;
        }
        let changed: HashSet<SiteId> = source.sites.iter().map(|site| site.id).collect();
        let publisher = self.publisher();
        let kept = self.later.sites.iter().filter(|public| !changed.contains(&public.site.id)).cloned();
        let sites = kept.chain(source.sites.into_iter().filter_map(|site| publisher.publish(site))).collect();
        let later = Segment::build(self.base.end(), sites, &self.vocabulary);

        let mut replaced = self.replaced.clone();
        replaced.extend(changed.iter().filter_map(|id| self.base.slot(*id)));
        let mut columns = self.base.columns.clone();
        for slot in &replaced {
            if let Some(public) = self.base.site(slot) {
                columns.leave(slot, public);
            }
        }
        (later.first..).zip(&later.sites).for_each(|(slot, public)| columns.enter(slot, public));

        let mut next = Self {
            revision: source.revision,
            told_from: source.revision,
            inventory_id: source.inventory_id,
            last_change: None,
            base: Arc::clone(&self.base),
            replaced,
            columns,
            later_ranks: LaterRanks::build((&self.base.order, &self.base.sites), (&later.order, &later.sites)),
            later_places: places_of_later(&self.base, &later),
            later,
            vocabulary: source.vocabulary,
            geography: self.geography.clone(),
            unit_names: Arc::clone(&self.unit_names),
        };
        next.last_change = next.latest_change(self.last_change);
        Some(next)
    }

    /// When a public record last changed. A time never goes back, so that of the snapshot before is right as long as the
    /// record that bears it is still there.
    fn latest_change(&self, before: Option<Timestamp>) -> Option<Timestamp> {
        let times = |sites: &'_ mut dyn Iterator<Item = &PublicSite>| sites.map(|public| public.site.updated_at).max();
        let later = times(&mut self.later.sites.iter());
        if later >= before {
            return later;
        }
        times(&mut self.columns.all().iter().filter_map(|slot| self.site(slot)))
    }
}
