//! Opening the inventory: migrate, and seed an empty database in one transaction; reading it into a snapshot.
use std::sync::Arc;

use super::boundaries::on_a_thread;
use super::error::AppError;
use super::first_content::first_writes;
use super::settings::Seed;
use super::shapes_in_use::ShapesInUse;
use crate::domain::{Batch, BatchOrigin};
use crate::geography::Geography;
use crate::ingest::{starter_file, starter_vocabulary};
use crate::snapshot::{Snapshot, SnapshotSource};
use crate::store::{DatabaseUrl, Inventory, Store, StoreError};

/// Opens the database, brings its tables up to date and gives an empty one its first content.
pub async fn open_inventory(url: &DatabaseUrl, geography: &Geography, seed: Seed) -> Result<Store, AppError> {
    let store = Store::open(url).await?;
    let migrations = store.migrate().await?;
    if migrations.newly_applied > 0 {
        tracing::info!(database = store.kind(), applied = migrations.newly_applied, "database migrated");
    }
    if store.revision().await? == 0 {
        seed_store(&store, geography, seed).await?;
    }
    Ok(store)
}

async fn seed_store(store: &Store, geography: &Geography, seed: Seed) -> Result<(), AppError> {
    let terms = starter_vocabulary().map_err(AppError::Starter)?;
    let (file_name, bytes) = starter_file();
    let sites = first_writes(geography, seed)?;
    let batch = Batch {
        file_name: (seed == Seed::Starter).then(|| file_name.to_owned()),
        file_sha256: (seed == Seed::Starter).then(|| super::fingerprint::sha256(bytes)),
        ..Batch::new(BatchOrigin::Seed, "agriatlas")
    };
    match store.commit(&batch, 0, sites, terms).await {
        Ok(commit) => tracing::info!(sites = commit.created.len(), revision = commit.revision, "empty database seeded"),
        // Another process seeded it meanwhile.
        Err(StoreError::RevisionMoved { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Reads everything public into a new snapshot; the stored boundaries are laid over the shapes of `shipped`.
pub async fn read_snapshot(store: &Store, shipped: &Geography) -> Result<Snapshot, AppError> {
    new_snapshot(store, &mut ShapesInUse::shipped(shipped.clone())).await
}

/// The snapshot after the one before, out of what changed since where that is little, else read anew.
pub(super) async fn next_snapshot(
    store: &Store,
    shapes: &mut ShapesInUse,
    before: Option<Arc<Snapshot>>,
) -> Result<Snapshot, AppError> {
    if let Some(before) = before
        && let Some(changes) = store.load_since(before.revision(), before.room()).await?
        && changes.boundaries_revision == shapes.revision()
        && let Some(next) = on_a_thread(move || before.with_changes(source(changes))).await?
    {
        return Ok(next);
    }
    new_snapshot(store, shapes).await
}

/// Reads everything public, and the boundaries where they changed.
async fn new_snapshot(store: &Store, shapes: &mut ShapesInUse) -> Result<Snapshot, AppError> {
    let inventory = store.load().await?;
    let geography = shapes.at(store, inventory.boundaries_revision).await?;
    on_a_thread(move || Snapshot::build(source(inventory), geography)).await
}

fn source(inventory: Inventory) -> SnapshotSource {
    SnapshotSource {
        revision: inventory.revision,
        inventory_id: inventory.inventory_id.simple().to_string(),
        vocabulary: inventory.vocabulary,
        sites: inventory.sites,
    }
}
