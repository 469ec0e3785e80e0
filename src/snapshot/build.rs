//! How a snapshot is made: settle by the shapes in use, publish, put into slots.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::beside::beside;
use super::order::LaterRanks;
use super::segment::Segment;
use super::slot_facts::Units;
use super::unit_names::UnitNames;
use crate::domain::{Placement, PositionAccuracy, PublicSite, Site, Vocabulary};
use crate::geography::Geography;

/// Placements as they were given and as they were settled, by what they are at the middle of.
type SettledPlaces = HashMap<(Option<PositionAccuracy>, Units), (Placement, Placement)>;

/// Of fewer records a thread costs more than it saves.
const WORTH_A_THREAD: usize = 4_000;

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
        let unit_names = Arc::new(UnitNames::new(geography.gazetteer()));
        Self::build_with(source, geography, unit_names)
    }

    /// The same where the names of the units are there already.
    pub(super) fn build_with(source: SnapshotSource, geography: Geography, unit_names: Arc<UnitNames>) -> Self {
        let sites = publish_all(source.sites, &Publisher { geography: &geography, unit_names: &unit_names });
        let base = Segment::build(0, sites, &source.vocabulary);
        let later = Segment::build(base.end(), Vec::new(), &source.vocabulary);
        Self {
            revision: source.revision,
            told_from: source.revision,
            inventory_id: source.inventory_id,
            last_change: base.last_change(),
            replaced: RoaringBitmap::new(),
            columns: base.columns.clone(),
            later_ranks: LaterRanks::default(),
            later_places: Vec::new(),
            later,
            base: Arc::new(base),
            vocabulary: source.vocabulary,
            geography,
            unit_names,
        }
    }

    /// Makes the public forms of records.
    pub(super) fn publisher(&self) -> Publisher<'_> {
        Publisher { geography: &self.geography, unit_names: &self.unit_names }
    }
}

/// Makes the public forms of records, placed by the shapes in use.
pub(super) struct Publisher<'a> {
    geography: &'a Geography,
    unit_names: &'a UnitNames,
}

impl Publisher<'_> {
    /// The public form of a record; `None` where the record is not public.
    pub(super) fn publish(&self, site: Site) -> Option<PublicSite> {
        self.publish_settled(site, |placement| self.geography.settle(placement))
    }

    fn publish_settled(&self, site: Site, settle: impl Fn(Placement) -> Placement) -> Option<PublicSite> {
        PublicSite::publish(site, settle, |id| self.unit_names.full(id))
    }

    /// The public forms of many records. Those that stand at the middle of a unit are settled once for each.
    fn publish_each(&self, sites: Vec<Site>) -> Vec<PublicSite> {
        let known: RefCell<SettledPlaces> = RefCell::default();
        let settle = |placement: Placement| {
            if placement.accuracy.is_none_or(PositionAccuracy::is_own_point) {
                return self.geography.settle(placement);
            }
            let key = (placement.accuracy, Units::of(&placement));
            if let Some((given, settled)) = known.borrow().get(&key)
                && *given == placement
            {
                return settled.clone();
            }
            let settled = self.geography.settle(placement.clone());
            known.borrow_mut().insert(key, (placement, settled.clone()));
            settled
        };
        sites.into_iter().filter_map(|site| self.publish_settled(site, settle)).collect()
    }
}

fn publish_all(mut sites: Vec<Site>, publisher: &Publisher<'_>) -> Vec<PublicSite> {
    if sites.len() < WORTH_A_THREAD {
        return publisher.publish_each(sites);
    }
    let rest = sites.split_off(sites.len() / 2);
    let (rest, mut public) = beside(true, || publisher.publish_each(rest), || publisher.publish_each(sites));
    public.extend(rest);
    public
}
