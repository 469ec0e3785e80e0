//! What every handler shares: the current snapshot, the public address, the metrics, the history and the tiles that are kept.
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use super::links::PublicUrl;
use super::metrics::Metrics;
use crate::snapshot::Snapshot;
use crate::store::Store;
use crate::tiles::TileCache;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct SharedState {
    snapshot: Arc<ArcSwapOption<Snapshot>>,
    /// The one public address.
    pub public_url: Arc<PublicUrl>,
    /// What is measured.
    pub metrics: Arc<Metrics>,
    history: Option<Store>,
    /// Tiles kept for who asks next.
    pub tiles: Arc<TileCache>,
}

impl SharedState {
    /// State without a snapshot yet.
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            snapshot: Arc::default(),
            public_url: Arc::new(public_url),
            metrics: Arc::default(),
            history: None,
            tiles: Arc::default(),
        }
    }

    /// Tells of changes from the history of this store.
    pub fn with_history(self, store: Store) -> Self {
        Self { history: Some(store), ..self }
    }

    /// The store whose history is told.
    pub(super) fn history(&self) -> Option<&Store> {
        self.history.as_ref()
    }

    /// Serves this snapshot from now on; requests in flight end on the one they began with.
    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        self.metrics.published(&snapshot);
        self.snapshot.store(Some(Arc::clone(&snapshot)));
        self.tiles.keep_only(&snapshot);
    }

    /// The snapshot of this moment.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.load_full()
    }
}
