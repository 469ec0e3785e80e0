//! What every handler shares: the current snapshot, the public address, the metrics, the history, the accounts, and the tiles
//! and past states that are kept.
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::watch;

use super::imports::ImportDesk;
use super::links::PublicUrl;
use super::metrics::Metrics;
use super::past_states::PastStates;
use super::trusted_proxies::TrustedProxies;
use crate::access::Access;
use crate::identity_provider::IdentityProvider;
use crate::snapshot::Snapshot;
use crate::store::Store;
use crate::tiles::TileCache;

/// How long who wrote something waits for everybody to see it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct SharedState {
    snapshot: Arc<ArcSwapOption<Snapshot>>,
    /// The revision of the snapshot, to wake those who wait for it.
    revision: Arc<watch::Sender<i64>>,
    /// The one public address.
    pub public_url: Arc<PublicUrl>,
    /// What is measured.
    pub metrics: Arc<Metrics>,
    history: Option<Store>,
    access: Option<Access>,
    provider: Option<Arc<IdentityProvider>>,
    /// Who may say for whom a request is.
    pub(super) proxies: Arc<TrustedProxies>,
    /// Tiles kept for who asks next.
    pub tiles: Arc<TileCache>,
    /// Past states kept for who asks next.
    pub(super) past: Arc<PastStates>,
    /// Rehearsals of imports, and room for uploads.
    pub(super) imports: ImportDesk,
}

impl SharedState {
    /// State without a snapshot yet.
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            snapshot: Arc::default(),
            revision: Arc::new(watch::Sender::new(-1)),
            public_url: Arc::new(public_url),
            metrics: Arc::default(),
            history: None,
            access: None,
            provider: None,
            proxies: Arc::default(),
            tiles: Arc::default(),
            past: Arc::default(),
            imports: ImportDesk::default(),
        }
    }

    /// Tells of changes from the history of this store.
    pub fn with_history(self, store: Store) -> Self {
        Self { history: Some(store), ..self }
    }

    /// Lets people with accounts sign in. Without this everybody is nobody.
    pub fn with_access(self, access: Access) -> Self {
        Self { access: Some(access), ..self }
    }

    /// Lets people sign in by an identity provider, too.
    pub fn with_identity_provider(self, provider: IdentityProvider) -> Self {
        Self { provider: Some(Arc::new(provider)), ..self }
    }

    /// Believes these proxies, and no other, when they say for whom a request is.
    pub fn with_trusted_proxies(self, proxies: TrustedProxies) -> Self {
        Self { proxies: Arc::new(proxies), ..self }
    }

    /// Who signs people in, where anybody can.
    pub(super) fn access(&self) -> Option<&Access> {
        self.access.as_ref()
    }

    /// The provider by which people sign in, where there is one.
    pub(super) fn identity_provider(&self) -> Option<&IdentityProvider> {
        self.provider.as_deref()
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
        self.past.keep_only(&snapshot);
        self.revision.send_replace(snapshot.revision());
    }

    /// Waits until everybody sees this revision, so that who wrote it reads their own write. A snapshot that takes longer than
    /// this comes later all the same.
    pub(super) async fn served(&self, revision: i64) {
        let mut served = self.revision.subscribe();
        let reached = served.wait_for(|served| *served >= revision);
        if tokio::time::timeout(PATIENCE, reached).await.is_err() {
            tracing::warn!(revision, "a commit is not served yet");
        }
    }

    /// The snapshot of this moment.
    pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.load_full()
    }
}
