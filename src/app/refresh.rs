//! Keeps the snapshot at the revision of the store: waits for a change, builds the next snapshot aside, swaps it in.
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::inventory::read_snapshot;
use crate::geography::Geography;
use crate::http::SharedState;
use crate::store::Store;

/// How long to wait for a change before asking again.
const WAIT: Duration = Duration::from_secs(30);
/// How long to pause after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// Follows the store until the task is dropped. A failure is logged and counted; the snapshot before goes on being served.
pub async fn follow_store(store: Store, geography: Geography, state: SharedState) {
    loop {
        let seen = state.snapshot().map_or(-1, |snapshot| snapshot.revision());
        let refreshed = match store.wait_for_change(seen, WAIT).await {
            Ok(revision) if revision == seen => Ok(()),
            Ok(_) => refresh(&store, &geography, &state).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(cause) = refreshed {
            state.metrics.refresh_failed();
            tracing::error!(cause, "the snapshot could not be refreshed; the one before is still served");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Reads the store into a new snapshot and serves it.
pub(super) async fn refresh(store: &Store, geography: &Geography, state: &SharedState) -> Result<(), super::AppError> {
    let started = Instant::now();
    let snapshot = read_snapshot(store, geography).await?;
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
