//! A past state as a snapshot of its own, told from the one being served.
use std::sync::Arc;

use jiff::Timestamp;

use super::{Snapshot, SnapshotSource};
use crate::domain::{PublicSite, Site, SiteFacts, SiteId};

impl Snapshot {
    /// The public inventory as it was at a revision, from the sites as they then were.
    ///
    /// What is no longer public is left out: whoever withdrew a record meant that it be told no more. Labels and shapes
    /// have no history and are those of this snapshot.
    #[must_use]
    pub fn as_it_was(&self, revision: i64, mut sites: Vec<Site>) -> Self {
        sites.retain(|site| self.slot(site.id).is_some());
        sites.iter_mut().for_each(|site| self.keep_to_rules(site));
        let source =
            SnapshotSource { revision, inventory_id: self.inventory_id.clone(), vocabulary: self.vocabulary.clone(), sites };
        let built = Self::build_with(source, self.geography.clone(), Arc::clone(&self.unit_names));
        Self { told_from: self.revision, ..built }
    }

    /// A past state of a record as it may be told today; `None` where it was not public then.
    pub fn told_today(&self, id: SiteId, facts: SiteFacts, updated_at: Timestamp) -> Option<PublicSite> {
        let mut site = Site { id, facts, updated_at };
        self.keep_to_rules(&mut site);
        self.publisher().publish(site)
    }

    /// Puts a past state under the rules of today: who withdraws a consent is told of no more, not even in the past.
    fn keep_to_rules(&self, site: &mut Site) {
        if let Some(today) = self.slot(site.id).and_then(|slot| self.site(slot)) {
            site.facts.privacy = site.facts.privacy.told_under(&today.site.facts.privacy);
        }
    }

    /// The revision that was served when this state was told: its own, or for a past state a later one.
    pub fn told_from(&self) -> i64 {
        self.told_from
    }
}
