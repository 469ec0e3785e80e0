//! How a snapshot is made: settle by the shapes in use, publish, order along the Hilbert curve, write the features, fill the indexes.

use super::columns::Columns;
use super::order::SortOrders;
use super::spatial::SpatialIndex;
use super::text_index::TextIndex;
use super::{Snapshot, spatial};
use crate::domain::{PublicSite, Site, Vocabulary};
use crate::encode;
use crate::geography::Geography;

/// What a snapshot is made from: one consistent reading of the store.
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
        let mut sites: Vec<PublicSite> = source.sites.into_iter().filter_map(|site| publish(site, &geography)).collect();
        sites.sort_by_cached_key(|public| (spatial::curve(public.site.facts.placement.point), public.site.id));

        let mut features = Vec::new();
        let mut feature_starts = vec![0];
        for public in &sites {
            features.extend_from_slice(&encode::feature(public, None));
            feature_starts.push(features.len());
        }
        Self {
            revision: source.revision,
            told_from: source.revision,
            inventory_id: source.inventory_id,
            last_change: sites.iter().map(|public| public.site.updated_at).max(),
            slots: sites.iter().zip(0..).map(|(public, slot)| (public.site.id, slot)).collect(),
            features: features.into(),
            feature_starts,
            columns: Columns::build(&sites),
            text: TextIndex::of_everything(&sites, &source.vocabulary),
            names: TextIndex::of_names(&sites),
            spatial: SpatialIndex::build(&sites),
            order: SortOrders::build(&sites),
            vocabulary: source.vocabulary,
            geography,
            sites,
        }
    }
}

/// The public form of a record, placed by the shapes in use; `None` where the record is not public.
pub(super) fn publish(site: Site, geography: &Geography) -> Option<PublicSite> {
    PublicSite::publish(site, |placement| geography.settle(placement), |id| geography.gazetteer().region(id))
}
