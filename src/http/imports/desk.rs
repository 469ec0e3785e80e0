//! What the handlers of imports share: rehearsals at hand, room for uploads, and where the sites of committed imports are.
use std::collections::BTreeSet;
use std::sync::Arc;

use quick_cache::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::{Import, Placement};
use crate::geography::Geography;
use crate::http::editing::store_problem;
use crate::http::problem::Problem;
use crate::importing::Rehearsals;
use crate::store::Store;

/// How many files may come at once: together they take no more of the disk than this many times the longest.
const UPLOADS: usize = 8;
/// Of how many imports the places are kept.
const FOOTPRINTS: usize = 512;

/// Where the sites of an import are, by its number and version.
type Footprints = Cache<(i64, i64), Arc<Vec<Placement>>>;

/// Shared by the handlers of imports; cheap to clone.
#[derive(Clone)]
pub(in crate::http) struct ImportDesk {
    /// The rehearsals of this process.
    pub(super) rehearsals: Rehearsals,
    uploads: Arc<Semaphore>,
    footprints: Arc<Footprints>,
}

impl Default for ImportDesk {
    fn default() -> Self {
        Self {
            rehearsals: Rehearsals::default(),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
            footprints: Arc::new(Cache::new(FOOTPRINTS)),
        }
    }
}

impl ImportDesk {
    /// A place for an upload, while there is one.
    pub(super) fn place_for_an_upload(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.uploads).try_acquire_owned().ok()
    }

    /// The units in which the sites are that an import wrote or would write, each combination once and without points.
    pub(super) async fn footprint(
        &self,
        store: &Store,
        import: &Import,
        geography: &Geography,
    ) -> Result<Arc<Vec<Placement>>, Problem> {
        let key = (import.id, import.version);
        if let Some(known) = self.footprints.get(&key) {
            return Ok(known);
        }
        let changes = store.import_changes(import.id).await.map_err(store_problem)?;
        let proposals = store.import_proposals(import.id).await.map_err(store_problem)?;
        let of_sites = changes.into_iter().flat_map(|change| [change.before, Some(change.after)]).flatten();
        let of_proposals = proposals.into_iter().flat_map(|proposal| [proposal.before, Some(proposal.after)]).flatten();
        let (mut seen, mut places) = (BTreeSet::new(), Vec::new());
        for facts in of_sites.chain(of_proposals) {
            let place = geography.settle(facts.placement);
            if seen.insert(place.regions().collect::<Vec<_>>()) {
                places.push(Placement { point: None, accuracy: None, ..place });
            }
        }
        let places = Arc::new(places);
        self.footprints.insert(key, Arc::clone(&places));
        Ok(places)
    }
}
