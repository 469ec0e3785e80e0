//! The migrations that are built into the program, and what applying them did.
//!
//! The back ends apply them with `Migrator::run_direct`: the future of `Migrator::run` cannot be sent to another thread.
use std::collections::BTreeSet;

use sqlx::migrate::{AppliedMigration, Migrator};

use super::error::StoreError;

/// The migrations for SQLite.
pub(super) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
/// The migrations for PostgreSQL, same numbers and meaning.
pub(super) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The table in which sqlx keeps what it applied.
pub(super) const TABLE: &str = "_sqlx_migrations";

/// How far the tables of a database are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MigrationReport {
    /// How many migrations are in place.
    pub applied: usize,
    /// How many of them this call applied; 0 when there was nothing to do.
    pub newly_applied: usize,
    /// How many are known to this program and not in place; 0 after a migration.
    pub pending: usize,
}

/// Compares what the program knows with what is in place.
pub(super) fn report(migrator: &Migrator, in_place: &[AppliedMigration]) -> Result<MigrationReport, StoreError> {
    let known: BTreeSet<i64> = migrator.iter().map(|migration| migration.version).collect();
    let applied: BTreeSet<i64> = in_place.iter().map(|migration| migration.version).collect();
    if let Some(version) = applied.difference(&known).next() {
        return Err(StoreError::NewerDatabase { version: *version });
    }
    Ok(MigrationReport { applied: applied.len(), newly_applied: 0, pending: known.len() - applied.len() })
}

impl MigrationReport {
    /// The report after everything pending was applied.
    pub(super) fn completed(self) -> Self {
        Self { applied: self.applied + self.pending, newly_applied: self.pending, pending: 0 }
    }
}
