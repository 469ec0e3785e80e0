//! The SQLite back end: opening, migrating and reading; the modules below do the rest.
mod accounts;
mod boundaries;
mod contacts;
mod copied_rows;
mod erasing;
mod examination;
mod imports;
mod past;
mod proposals;
mod public_rows;
mod writing;

use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use sqlx::Connection;
use sqlx::migrate::Migrate;
use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::error::{StoreError, is_busy};
use super::history_row::{BatchRow, ChangeRow};
use super::inventory::{Inventory, InventoryRow, TermRow};
use super::migration::{self, MigrationReport};
use super::site_row::site_in;
use crate::domain::{SiteId, Term};

pub(super) use self::copied_rows::{copied_revision, send_rows, set_revision, write_rows};

/// How long a connection waits for another program that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a commit waits for its turn behind the commits of this program.
const TURN_TIMEOUT: Duration = Duration::from_secs(60);
/// How long to wait before asking again for a lock that SQLite does not wait for by itself.
const PAUSE: Duration = Duration::from_millis(50);
/// Connections that read at the same time; each is a thread.
const READERS: u32 = 4;

/// The connection that writes. SQLite does not wait for the lock that a change of the journal mode takes, so two programs
/// that open a fresh file at once would trip over each other: this asks again.
async fn open_writer(options: SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    let started = Instant::now();
    loop {
        let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(TURN_TIMEOUT);
        // On a full disk SQLite itself ends the transaction, and the driver, whose own end of it then fails, would believe for
        // ever that one is open: such a connection is closed, and the next commit opens another.
        let pool = pool.after_release(|connection, _| {
            Box::pin(async {
                // Answered once what was asked before is done, the end of the transaction too.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        });
        match pool.connect_with(options.clone()).await {
            Err(error) if is_busy(&error) && started.elapsed() < BUSY_TIMEOUT => tokio::time::sleep(PAUSE).await,
            opened => return opened,
        }
    }
}

/// One file, opened by one connection that writes and a few that read.
///
/// SQLite lets one connection write at a time. With a single writing connection the commits of this program queue up in
/// order; only another program makes them wait on the file lock.
#[derive(Clone)]
pub(super) struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the file; makes it and its folder where they are missing.
    ///
    /// `journal_mode = WAL` lets readers go on while a commit is written. `synchronous = FULL` makes a commit wait until
    /// the disk has it: what was acknowledged survives both a killed program and a power cut. (`NORMAL` would survive
    /// only the former.) It costs a few milliseconds per commit, and commits are edits and imports by people.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|source| StoreError::Folder { folder: folder.to_owned(), source })?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .synchronous(SqliteSynchronous::Full);
        // What is deleted or rewritten is overwritten in the file: what was erased is to be gone.
        let writer = options.clone().journal_mode(SqliteJournalMode::Wal).pragma("secure_delete", "ON");
        let writer = open_writer(writer);
        let unreachable = |source| StoreError::Unreachable { database: format!("sqlite://{}", path.display()), source };
        let writer = writer.await.map_err(unreachable)?;
        // The file keeps its journal mode, so readers need not ask for it.
        let readers = SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(options);
        Ok(Self { writer, readers })
    }

    /// Applies what is pending, all or nothing, under the write lock of the file.
    pub async fn migrate(&self) -> Result<MigrationReport, StoreError> {
        let mut transaction = self.writer.begin_with(include_str!("sqlite/begin_write.sql")).await?;
        transaction.ensure_migrations_table(migration::TABLE).await?;
        let report = in_place(&mut transaction).await?;
        migration::SQLITE.run_direct(None, &mut *transaction, false).await?;
        transaction.commit().await?;
        Ok(report.completed())
    }

    /// What is in place, changing nothing.
    pub async fn migration_status(&self) -> Result<MigrationReport, StoreError> {
        let mut connection = self.readers.acquire().await?;
        match in_place(&mut connection).await {
            Err(StoreError::NotMigrated) => migration::report(&migration::SQLITE, &[]),
            report => report,
        }
    }

    pub async fn revision(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(include_str!("sqlite/read_revision.sql")).fetch_one(&self.readers).await?)
    }

    pub async fn inventory(&self) -> Result<InventoryRow, StoreError> {
        Ok(sqlx::query_as(include_str!("sqlite/read_inventory.sql")).fetch_one(&self.readers).await?)
    }

    pub async fn load(&self) -> Result<Inventory, StoreError> {
        self.load_with(sqlx::query(include_str!("sqlite/read_sites.sql"))).await
    }

    pub async fn load_since(&self, revision: i64, limit: i64) -> Result<Inventory, StoreError> {
        let sites = sqlx::query(include_str!("sqlite/read_sites_changed_since.sql"));
        self.load_with(sites.bind(revision).bind(limit)).await
    }

    /// Everything, of the sites those that a query gives, in one read transaction.
    async fn load_with(&self, sites: Query<'_, sqlx::Sqlite, SqliteArguments>) -> Result<Inventory, StoreError> {
        let mut transaction = self.readers.begin_with(include_str!("sqlite/begin_read.sql")).await?;
        let inventory: InventoryRow =
            sqlx::query_as(include_str!("sqlite/read_inventory.sql")).fetch_one(&mut *transaction).await?;
        let boundaries_revision =
            sqlx::query_scalar(include_str!("sqlite/read_boundaries_revision.sql")).fetch_one(&mut *transaction).await?;
        let terms = terms(&mut transaction).await?;
        let sites =
            sites.fetch(&mut *transaction).map_err(StoreError::from).and_then(async |row| site_in(&row)).try_collect().await?;
        inventory.with(boundaries_revision, terms, sites)
    }

    pub async fn history(&self, site: SiteId) -> Result<Vec<ChangeRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("sqlite/read_history.sql")).bind(site.to_string()).fetch_all(&self.readers).await?)
    }

    pub async fn changes_since(&self, revision: i64, after: i64, limit: u32) -> Result<Vec<ChangeRow>, StoreError> {
        let query = sqlx::query_as(include_str!("sqlite/read_changes_since.sql")).bind(revision).bind(after);
        Ok(query.bind(i64::from(limit)).fetch_all(&self.readers).await?)
    }

    pub async fn batches_of(&self, site: SiteId) -> Result<Vec<BatchRow>, StoreError> {
        let query = sqlx::query_as(include_str!("sqlite/read_batches_of_site.sql")).bind(site.to_string());
        Ok(query.fetch_all(&self.readers).await?)
    }

    pub async fn batches(&self, limit: u32) -> Result<Vec<BatchRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("sqlite/read_batches.sql")).bind(i64::from(limit)).fetch_all(&self.readers).await?)
    }

    /// Writes everything into another file, which is empty or not there yet.
    pub async fn vacuum_into(&self, file: &Path) -> Result<(), StoreError> {
        let file = file.to_string_lossy();
        sqlx::query(include_str!("backup_file/vacuum_into.sql")).bind(&*file).execute(&self.readers).await?;
        Ok(())
    }

    /// Ends every connection; the last one folds the log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn in_place(connection: &mut SqliteConnection) -> Result<MigrationReport, StoreError> {
    let applied = connection.list_applied_migrations(migration::TABLE).await?;
    migration::report(&migration::SQLITE, &applied)
}

async fn terms(connection: &mut SqliteConnection) -> Result<Vec<Term>, StoreError> {
    let rows: Vec<TermRow> = sqlx::query_as(include_str!("sqlite/read_vocabulary.sql")).fetch_all(connection).await?;
    rows.into_iter().map(Term::try_from).collect()
}
