//! The PostgreSQL back end: connecting, migrating, reading and listening; the modules below do the rest.
mod accounts;
mod boundaries;
mod contacts;
mod copied_rows;
mod erasing;
mod examination;
mod imports;
mod past;
mod proposals;
mod writing;

use std::sync::Arc;
use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::Connection;
use sqlx::migrate::Migrate;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgListener, PgPool, PgPoolOptions};
use sqlx::query::Query;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::error::StoreError;
use super::history_row::{BatchRow, ChangeRow};
use super::inventory::{Inventory, InventoryRow, TermRow};
use super::migration::{self, MigrationReport};
use super::site_row::site_in;
use crate::domain::{SiteId, Term};

pub(super) use self::copied_rows::{copied_revision, send_rows, set_revision, write_rows};

/// How long the first connection and a free connection are waited for.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// Connections of one server: a few reads, a commit, and the one that listens.
const CONNECTIONS: u32 = 10;
/// The channel on which a trigger announces each new revision.
const CHANNEL: &str = "agriatlas_revision";

/// A pool of connections, one of which listens for changes once somebody waits for one.
#[derive(Clone)]
pub(super) struct PostgresStore {
    pool: PgPool,
    listener: Arc<Mutex<Option<PgListener>>>,
}

impl PostgresStore {
    /// Connects; `shown` is the address without its password.
    pub async fn open(options: &PgConnectOptions, shown: String) -> Result<Self, StoreError> {
        let mut options = options.clone();
        if options.get_application_name().is_none() {
            options = options.application_name("agriatlas");
        }
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(CONNECT_TIMEOUT);
        let pool = pool.connect_with(options).await.map_err(|source| StoreError::Unreachable { database: shown, source })?;
        Ok(Self { pool, listener: Arc::default() })
    }

    /// Applies what is pending, each migration whole, under the advisory lock that sqlx keeps for this.
    pub async fn migrate(&self) -> Result<MigrationReport, StoreError> {
        // The lock belongs to the connection and outlives an error, so the connection never goes back to the pool.
        let mut connection = self.pool.acquire().await?.detach();
        connection.lock().await?;
        connection.ensure_migrations_table(migration::TABLE).await?;
        let report = in_place(&mut connection).await?;
        migration::POSTGRES.run_direct(None, &mut connection, false).await?;
        connection.close().await?;
        Ok(report.completed())
    }

    /// What is in place, changing nothing.
    pub async fn migration_status(&self) -> Result<MigrationReport, StoreError> {
        let mut connection = self.pool.acquire().await?;
        match in_place(&mut connection).await {
            Err(StoreError::NotMigrated) => migration::report(&migration::POSTGRES, &[]),
            report => report,
        }
    }

    pub async fn revision(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(include_str!("postgres/read_revision.sql")).fetch_one(&self.pool).await?)
    }

    pub async fn inventory(&self) -> Result<InventoryRow, StoreError> {
        Ok(sqlx::query_as(include_str!("postgres/read_inventory.sql")).fetch_one(&self.pool).await?)
    }

    pub async fn load(&self) -> Result<Inventory, StoreError> {
        self.load_with(sqlx::query(include_str!("postgres/read_sites.sql"))).await
    }

    pub async fn load_since(&self, revision: i64, limit: i64) -> Result<Inventory, StoreError> {
        let sites = sqlx::query(include_str!("postgres/read_sites_changed_since.sql"));
        self.load_with(sites.bind(revision).bind(limit)).await
    }

    /// Everything, of the sites those that a query gives, in one read transaction.
    async fn load_with(&self, sites: Query<'_, sqlx::Postgres, PgArguments>) -> Result<Inventory, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("postgres/begin_read.sql")).await?;
        let inventory: InventoryRow =
            sqlx::query_as(include_str!("postgres/read_inventory.sql")).fetch_one(&mut *transaction).await?;
        let boundaries_revision =
            sqlx::query_scalar(include_str!("postgres/read_boundaries_revision.sql")).fetch_one(&mut *transaction).await?;
        let terms = terms(&mut transaction).await?;
        let sites =
            sites.fetch(&mut *transaction).map_err(StoreError::from).and_then(async |row| site_in(&row)).try_collect().await?;
        inventory.with(boundaries_revision, terms, sites)
    }

    pub async fn history(&self, site: SiteId) -> Result<Vec<ChangeRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("postgres/read_history.sql")).bind(site.to_string()).fetch_all(&self.pool).await?)
    }

    pub async fn changes_since(&self, revision: i64, after: i64, limit: u32) -> Result<Vec<ChangeRow>, StoreError> {
        let query = sqlx::query_as(include_str!("postgres/read_changes_since.sql")).bind(revision).bind(after);
        Ok(query.bind(i64::from(limit)).fetch_all(&self.pool).await?)
    }

    pub async fn batches_of(&self, site: SiteId) -> Result<Vec<BatchRow>, StoreError> {
        let query = sqlx::query_as(include_str!("postgres/read_batches_of_site.sql")).bind(site.to_string());
        Ok(query.fetch_all(&self.pool).await?)
    }

    pub async fn batches(&self, limit: u32) -> Result<Vec<BatchRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("postgres/read_batches.sql")).bind(i64::from(limit)).fetch_all(&self.pool).await?)
    }

    /// The connection that hears of every new revision from now on; `None` while somebody else of this program has it,
    /// or where the server cannot be listened to (behind some connection poolers).
    pub async fn listen(&self) -> Option<Listening> {
        let mut slot = Arc::clone(&self.listener).try_lock_owned().ok()?;
        if slot.is_none() {
            match self.new_listener().await {
                Ok(listener) => *slot = Some(listener),
                Err(error) => {
                    tracing::debug!(%error, "cannot listen for changes; asking for the revision instead");
                    return None;
                }
            }
        }
        Some(Listening(slot))
    }

    async fn new_listener(&self) -> Result<PgListener, sqlx::Error> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    }

    /// Ends every connection. Closing the pool first wakes whoever listens, which frees the listening connection.
    pub async fn close(&self) {
        let release = async { *self.listener.lock().await = None };
        tokio::join!(self.pool.close(), release);
    }
}

/// The right to the listening connection, for as long as it is kept.
pub(super) struct Listening(OwnedMutexGuard<Option<PgListener>>);

impl Listening {
    /// Returns when something was announced, or when the connection was lost and something may have been missed.
    pub async fn announcement(&mut self) {
        if let Some(listener) = self.0.as_mut() {
            if let Err(error) = listener.try_recv().await {
                tracing::debug!(%error, "the listening connection is lost");
                *self.0 = None;
            }
        } else {
            std::future::pending().await
        }
    }
}

async fn in_place(connection: &mut PgConnection) -> Result<MigrationReport, StoreError> {
    let applied = connection.list_applied_migrations(migration::TABLE).await?;
    migration::report(&migration::POSTGRES, &applied)
}

async fn terms(connection: &mut PgConnection) -> Result<Vec<Term>, StoreError> {
    let rows: Vec<TermRow> = sqlx::query_as(include_str!("postgres/read_vocabulary.sql")).fetch_all(connection).await?;
    rows.into_iter().map(Term::try_from).collect()
}
