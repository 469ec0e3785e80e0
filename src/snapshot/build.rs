//! How a snapshot is made: settle by the shapes in use, publish, put into slots.

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::order::LaterRanks;
use super::segment::Segment;
use crate::domain::{PublicSite, Site, Vocabulary};
use crate::geography::Geography;

/// What a snapshot is made from: one consistent reading of the store, or of what changed in it.
pub struct SnapshotSource {
    /// Revision of the reading.
    pub revision: i64,
    /// Identifies the database.
    pub inventory_id: String,
    /// The code lists.
    pub vocabulary: Vocabulary,
    /// All sites, public or not; the others are left out.
    pub sites: Vec<Site>,
}

impl Snapshot {
    /// Builds the read model of everything public in `source`.
    pub fn build(source: SnapshotSource, geography: Geography) -> Self {
        let sites = source.sites.into_iter().filter_map(|site| publish(site, &geography)).collect();
        let base = Segment::build(0, sites, &source.vocabulary);
        let later = Segment::build(base.end(), Vec::new(), &source.vocabulary);
        Self {
            revision: source.revision,
            told_from: source.revision,
            inventory_id: source.inventory_id,
            last_change: base.last_change(),
            replaced: RoaringBitmap::new(),
            columns: base.columns.clone(),
            later_ranks: LaterRanks::build(&base.order, &later.order),
            later_places: Vec::new(),
            later,
            base: Arc::new(base),
            vocabulary: source.vocabulary,
            geography,
        }
    }
}

/// The public form of a record, placed by the shapes in use; `None` where the record is not public.
pub(super) fn publish(site: Site, geography: &Geography) -> Option<PublicSite> {
    PublicSite::publish(site, |placement| geography.settle(placement), |id| geography.gazetteer().region(id))
}
