//! The durable truth: the inventory, its vocabularies and its append-only history, and beside it the accounts; in SQLite or
//! in PostgreSQL.
//!
//! Readers take the whole inventory at one revision ([`Store::load`]) and keep it in memory. Writers say which revision
//! they worked from ([`Store::commit`]); one transaction writes everything and raises the revision by one, or nothing.
//! Every statement is a fixed `.sql` file, one for each database with the same name. The tables are made by `migrations/`.
#![deny(missing_docs)]

mod account_change;
mod account_record;
mod accounts_in_store;
mod admission;
mod backup_file;
mod boundary;
mod cell;
mod clock;
mod commit;
mod contact;
mod contacts_in_store;
mod copied_table;
mod copying;
mod database_url;
mod erasure;
mod error;
mod error_message;
mod examination;
mod geopackage;
mod history_row;
mod import;
mod import_commit;
mod import_file;
mod imports_in_store;
mod inventory;
mod migration;
mod past_row;
mod plan;
mod postgres;
mod proposal;
mod proposals_along;
mod proposals_in_store;
mod public_content;
mod site_row;
mod sqlite;
mod waiting;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

use self::boundary::BoundaryRequest;
use self::commit::{Along, Request};
use self::database_url::Target;
use self::import::ImportRow;
use self::postgres::PostgresStore;
use self::sqlite::SqliteStore;
use self::waiting::Pause;
use crate::domain::{Batch, Change, Difference, SiteId, Term};

pub use self::account_change::AccountChange;
pub use self::account_record::{AccountRecord, ApiToken, LinkedIdentity, PasswordHash, Session, TokenHash};
pub use self::backup_file::{damage_of_file, seal_backup};
pub use self::boundary::{BoundaryRow, BoundarySource};
pub use self::commit::{Commit, SiteWrite};
pub use self::contact::{ConsentWrite, ContactAccess, ContactVersion, ContactWrite, Reader};
pub use self::copied_table::{TableContent, backup_tables};
pub use self::copying::{Census, TableCensus};
pub use self::database_url::DatabaseUrl;
pub use self::erasure::{ErasureDone, ErasureRequest, ErasureStub, ErasureSubject};
pub use self::error::StoreError;
pub use self::examination::Examined;
pub use self::geopackage::{GeoPackageError, GeoPackageLayer, GeoPackageRow, read_geopackage};
pub use self::history_row::RecordedBatch;
pub use self::import::{ImportChange, ImportVersion, ImportedChange, NewImport, NewProposal};
pub use self::import_commit::{ImportCommit, ImportContent};
pub use self::import_file::KeptFile;
pub use self::inventory::Inventory;
pub use self::migration::MigrationReport;
pub use self::proposal::{Acceptance, ProposalWrite, Rewrite};
pub use self::proposals_in_store::Record;

/// An open database. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    database: Database,
    /// The last revision this program committed, to wake those of it who wait.
    committed: Arc<watch::Sender<i64>>,
}

/// The closed set of databases.
#[derive(Clone)]
enum Database {
    Sqlite(SqliteStore),
    Postgres(PostgresStore),
}

impl Store {
    /// Opens the database; makes a SQLite file and its folder where they are missing. It makes no tables: see
    /// [`Store::migrate`].
    pub async fn open(url: &DatabaseUrl) -> Result<Self, StoreError> {
        let database = match url.target() {
            Target::Sqlite(path) => Database::Sqlite(SqliteStore::open(path).await?),
            Target::Postgres(options) => Database::Postgres(PostgresStore::open(options, url.to_string()).await?),
        };
        Ok(Self { database, committed: Arc::new(watch::Sender::new(0)) })
    }

    /// `sqlite` or `postgres`.
    pub fn kind(&self) -> &'static str {
        match self.database {
            Database::Sqlite(_) => "sqlite",
            Database::Postgres(_) => "postgres",
        }
    }

    /// Makes or brings up to date the tables. Of several programs that do it at once one does the work and the others
    /// wait and find it done.
    pub async fn migrate(&self) -> Result<MigrationReport, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.migrate().await,
            Database::Postgres(store) => store.migrate().await,
        }
    }

    /// What [`Store::migrate`] would find, changing nothing.
    pub async fn migration_status(&self) -> Result<MigrationReport, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.migration_status().await,
            Database::Postgres(store) => store.migration_status().await,
        }
    }

    /// How far the inventory has come; 0 when nothing was ever recorded.
    pub async fn revision(&self) -> Result<i64, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.revision().await,
            Database::Postgres(store) => store.revision().await,
        }
    }

    /// Which inventory this is: random, made with the tables, never changed.
    pub async fn inventory_id(&self) -> Result<Uuid, StoreError> {
        let row = match &self.database {
            Database::Sqlite(store) => store.inventory().await?,
            Database::Postgres(store) => store.inventory().await?,
        };
        row.id()
    }

    /// Reads everything as it stands at one revision; commits made meanwhile are not in it.
    pub async fn load(&self) -> Result<Inventory, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.load().await,
            Database::Postgres(store) => store.load().await,
        }
    }

    /// The same as [`Store::load`], of the sites only those that changed after a revision; `None` where they are more than
    /// `most`.
    pub async fn load_since(&self, revision: i64, most: usize) -> Result<Option<Inventory>, StoreError> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
        let inventory = match &self.database {
            Database::Sqlite(store) => store.load_since(revision, limit).await?,
            Database::Postgres(store) => store.load_since(revision, limit).await?,
        };
        Ok((inventory.sites.len() <= most).then_some(inventory))
    }

    /// Reads everything as it stood at an earlier revision, from the history; at a revision that is yet to come, as it
    /// stands now. Vocabularies have no history: their labels are those of now.
    pub async fn load_at(&self, revision: i64) -> Result<Inventory, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.load_at(revision).await,
            Database::Postgres(store) => store.load_at(revision).await,
        }
    }

    /// How far the inventory had come at a time, that of a commit included; 0 before anything was recorded.
    pub async fn revision_at(&self, time: Timestamp) -> Result<i64, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.revision_at(time).await,
            Database::Postgres(store) => store.revision_at(time).await,
        }
    }

    /// What became of every site that changed after the revision `from` and up to `to`, in the order of identifiers. It
    /// holds drafts too: what may be public is for the caller to choose.
    pub async fn differences(&self, from: i64, to: i64) -> Result<Vec<Difference>, StoreError> {
        let mut differences = match &self.database {
            Database::Sqlite(store) => store.differences(from, to).await?,
            Database::Postgres(store) => store.differences(from, to).await?,
        };
        differences.sort_by_key(|difference| difference.site);
        Ok(differences)
    }

    /// Writes everything as one revision and one batch, or nothing.
    ///
    /// `expected_revision` is the revision the caller worked from. Sites whose facts are as recorded are left alone, and
    /// where nothing at all changes the revision stays. Several writes to one site are done in order and make one change.
    /// New vocabulary terms go after the known ones; known ones take the new labels. All changes bear one time.
    pub async fn commit(
        &self,
        batch: &Batch,
        expected_revision: i64,
        writes: Vec<SiteWrite>,
        vocabulary: Vec<Term>,
    ) -> Result<Commit, StoreError> {
        let request = Request { batch, expected_revision, writes, vocabulary, along: Along::default() };
        Ok(self.commit_request(request).await?.0)
    }

    /// The commit, and the import whose step it took.
    async fn commit_request(&self, request: Request<'_>) -> Result<(Commit, Option<ImportRow>), StoreError> {
        admission::admit(&request)?;
        let (commit, import) = match &self.database {
            Database::Sqlite(store) => store.commit(request).await?,
            Database::Postgres(store) => store.commit(request).await?,
        };
        self.committed.send_replace(commit.revision);
        Ok((commit, import))
    }

    /// The revision of the last commit that changed boundaries; 0 where every shape is the shipped one.
    pub async fn boundaries_revision(&self) -> Result<i64, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.boundaries_revision().await,
            Database::Postgres(store) => store.boundaries_revision().await,
        }
    }

    /// The revision of the boundaries, and every shape that is not the shipped one in the order of region identifiers.
    pub async fn boundaries(&self) -> Result<(i64, Vec<BoundaryRow>), StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.boundaries().await,
            Database::Postgres(store) => store.boundaries().await,
        }
    }

    /// Puts these shapes in the place of all stored ones as one revision and one batch, or nothing; none at all takes
    /// every unit back to its shipped shape. Where nothing is stored and nothing given the revision stays.
    pub async fn replace_boundaries(
        &self,
        batch: &Batch,
        expected_revision: i64,
        rows: Vec<BoundaryRow>,
    ) -> Result<Commit, StoreError> {
        admission::admit_batch(batch)?;
        let request = BoundaryRequest { batch, expected_revision, rows };
        let commit = match &self.database {
            Database::Sqlite(store) => store.replace_boundaries(request).await?,
            Database::Postgres(store) => store.replace_boundaries(request).await?,
        };
        self.committed.send_replace(commit.revision);
        Ok(commit)
    }

    /// What happened to a site, oldest first; empty for a site that never was.
    pub async fn history(&self, site: SiteId) -> Result<Vec<Change>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.history(site).await?,
            Database::Postgres(store) => store.history(site).await?,
        };
        rows.into_iter().map(Change::try_from).collect()
    }

    /// What changed after a revision, in order, at most `limit` entries. To go on, pass the sequence of the last entry
    /// as `after_sequence`; begin with 0. It holds changes of drafts too: what may be public is for the caller to choose.
    pub async fn changes_since(&self, revision: i64, after_sequence: i64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.changes_since(revision, after_sequence, limit).await?,
            Database::Postgres(store) => store.changes_since(revision, after_sequence, limit).await?,
        };
        rows.into_iter().map(Change::try_from).collect()
    }

    /// The latest batches, newest first.
    pub async fn batches(&self, limit: u32) -> Result<Vec<RecordedBatch>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.batches(limit).await?,
            Database::Postgres(store) => store.batches(limit).await?,
        };
        rows.into_iter().map(RecordedBatch::try_from).collect()
    }

    /// The batches that changed a site, oldest first.
    pub async fn batches_of(&self, site: SiteId) -> Result<Vec<RecordedBatch>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.batches_of(site).await?,
            Database::Postgres(store) => store.batches_of(site).await?,
        };
        rows.into_iter().map(RecordedBatch::try_from).collect()
    }

    /// Returns the revision as soon as it differs from `seen`, and after `timeout` in any case.
    ///
    /// A commit through this `Store` or a clone of it wakes at once, and so does PostgreSQL for commits of others; a
    /// SQLite file is asked four times a second.
    pub async fn wait_for_change(&self, seen: i64, timeout: Duration) -> Result<i64, StoreError> {
        let deadline = Instant::now() + timeout;
        let committed = self.committed.subscribe();
        let listening = match &self.database {
            Database::Sqlite(_) => None,
            Database::Postgres(store) => store.listen().await,
        };
        let mut pause = Pause { listening, committed };
        loop {
            let revision = self.revision().await?;
            let remaining = deadline.saturating_duration_since(Instant::now());
            if revision != seen || remaining.is_zero() {
                return Ok(revision);
            }
            pause.next(remaining).await;
        }
    }

    /// Ends every connection. A closed store answers every request with an error.
    pub async fn close(&self) {
        match &self.database {
            Database::Sqlite(store) => store.close().await,
            Database::Postgres(store) => store.close().await,
        }
    }
}
