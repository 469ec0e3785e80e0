//! Keeps the snapshot at the revision of the store: waits for a change, builds the next snapshot aside, swaps it in.
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::inventory::next_snapshot;
use super::shapes_in_use::ShapesInUse;
use crate::geography::Geography;
use crate::http::SharedState;
use crate::store::Store;

/// How long to wait for a change before asking again.
const WAIT: Duration = Duration::from_secs(30);
/// How long to pause after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// Follows the store until the task is dropped, with the stored boundaries over the shapes of `shipped`. A failure is logged
/// and counted; the snapshot before goes on being served.
pub async fn follow_store(store: Store, shipped: Geography, state: SharedState) {
    follow(store, ShapesInUse::shipped(shipped), state).await;
}

/// The same, where the boundaries may have been read already.
pub(super) async fn follow(store: Store, mut shapes: ShapesInUse, state: SharedState) {
    loop {
        let seen = state.snapshot().map_or(-1, |snapshot| snapshot.revision());
        let refreshed = match store.wait_for_change(seen, WAIT).await {
            Ok(revision) if revision == seen => Ok(()),
            Ok(_) => refresh(&store, &mut shapes, &state).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(cause) = refreshed {
            state.metrics.refresh_failed();
            tracing::error!(cause, "the snapshot could not be refreshed; the one before is still served");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Brings the snapshot to the revision of the store and serves it.
pub(super) async fn refresh(store: &Store, shapes: &mut ShapesInUse, state: &SharedState) -> Result<(), super::AppError> {
    let started = Instant::now();
    let snapshot = next_snapshot(store, shapes, state.snapshot()).await?;
    let duration = started.elapsed();
    state.metrics.built(duration);
    tracing::info!(
        revision = snapshot.revision(),
        sites = snapshot.len(),
        duration_ms = duration.as_secs_f64() * 1_000.0,
        "snapshot served"
    );
    state.publish(Arc::new(snapshot));
    Ok(())
}
