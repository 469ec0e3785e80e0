//! An empty database of its own for each test: a SQLite file in a temporary folder, or a schema in PostgreSQL.
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use agriatlas::store::{DatabaseUrl, Store};
use sqlx::AssertSqlSafe;
use sqlx::Executor;
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use tempfile::TempDir;

/// Holds the URL of a PostgreSQL database with PostGIS (`tests/postgres.sh start` prints one).
const POSTGRES_URL: &str = "AGRIATLAS_TEST_POSTGRES_URL";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// The database of one test.
#[derive(Clone)]
pub struct Fixture {
    /// Migrated and empty.
    pub store: Store,
    pub backend: Backend,
    /// The address, password included.
    pub address: String,
    raw: Raw,
    _folder: Option<Arc<TempDir>>,
}

/// A connection beside the store, as an administrator would have it.
#[derive(Clone)]
enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Fixture {
    /// The same database, opened once more, as another program would.
    pub async fn another(&self) -> Store {
        open(&self.address).await
    }

    /// Does what an administrator types.
    pub async fn execute(&self, sql: &'static str) -> Result<u64, sqlx::Error> {
        match &self.raw {
            Raw::Sqlite(pool) => Ok(pool.execute(sql).await?.rows_affected()),
            Raw::Postgres(pool) => Ok(pool.execute(sql).await?.rows_affected()),
        }
    }

    /// Does what an administrator types between BEGIN and COMMIT.
    pub async fn transact(&self, statements: &[&'static str]) -> Result<(), sqlx::Error> {
        match &self.raw {
            Raw::Sqlite(pool) => {
                let mut transaction = pool.begin().await?;
                for statement in statements {
                    transaction.execute(*statement).await?;
                }
                transaction.commit().await
            }
            Raw::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                for statement in statements {
                    transaction.execute(*statement).await?;
                }
                transaction.commit().await
            }
        }
    }

    /// The same between BEGIN and ROLLBACK.
    pub async fn rehearse(&self, statements: &[&'static str]) -> Result<(), sqlx::Error> {
        match &self.raw {
            Raw::Sqlite(pool) => {
                let mut transaction = pool.begin().await?;
                for statement in statements {
                    transaction.execute(*statement).await?;
                }
                transaction.rollback().await
            }
            Raw::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                for statement in statements {
                    transaction.execute(*statement).await?;
                }
                transaction.rollback().await
            }
        }
    }

    /// What an administrator is answered, the first column as text.
    pub async fn texts(&self, sql: &'static str) -> Vec<String> {
        match &self.raw {
            Raw::Sqlite(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
            Raw::Postgres(pool) => sqlx::query_scalar(sql).fetch_all(pool).await.unwrap(),
        }
    }

    /// Changes a table by hand in a way that no rule of the database would let pass; see [`Fixture::without_triggers`].
    pub async fn damage(&self, sql: &'static str) {
        match &self.raw {
            Raw::Sqlite(pool) => {
                // In the same connection as the statement, whichever of the pool that is.
                let statements = format!("PRAGMA foreign_keys = OFF; {sql}; PRAGMA foreign_keys = ON");
                pool.execute(AssertSqlSafe(statements)).await.unwrap();
            }
            Raw::Postgres(pool) => assert_eq!(pool.execute(sql).await.unwrap().rows_affected(), 1, "{sql}"),
        }
    }

    /// Takes the guard off tables, as somebody would who means to change them by hand.
    pub async fn without_triggers(&self, tables: &[&str]) {
        let of_table = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1";
        for table in tables {
            match &self.raw {
                Raw::Sqlite(pool) => {
                    let triggers: Vec<String> = sqlx::query_scalar(of_table).bind(table).fetch_all(pool).await.unwrap();
                    for trigger in triggers {
                        pool.execute(AssertSqlSafe(format!("DROP TRIGGER {trigger}"))).await.unwrap();
                    }
                }
                Raw::Postgres(pool) => {
                    let statement = format!("ALTER TABLE {table} DISABLE TRIGGER ALL");
                    pool.execute(AssertSqlSafe(statement)).await.unwrap();
                }
            }
        }
    }

    /// Counts what an administrator would see.
    pub async fn count(&self, sql: &'static str) -> i64 {
        match &self.raw {
            Raw::Sqlite(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
            Raw::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        }
    }
}

pub async fn open(address: &str) -> Store {
    Store::open(&address.parse::<DatabaseUrl>().unwrap()).await.unwrap()
}

/// The URL of the PostgreSQL database for tests, where one is given.
pub fn postgres_url() -> Option<String> {
    std::env::var(POSTGRES_URL).ok().filter(|url| !url.is_empty())
}

/// Runs one test of the contract on an empty, migrated database, and removes the database whatever happens.
pub fn run<F: Future<Output = ()> + Send + 'static>(backend: Backend, test: impl FnOnce(Fixture) -> F + Send + 'static) {
    run_unmigrated(backend, async move |fixture: Fixture| {
        fixture.store.migrate().await.unwrap();
        test(fixture).await;
    });
}

/// Like [`run`], before anything was migrated.
pub fn run_unmigrated<F: Future<Output = ()> + Send + 'static>(
    backend: Backend,
    test: impl FnOnce(Fixture) -> F + Send + 'static,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match backend {
        Backend::Sqlite => runtime.block_on(async {
            let folder = TempDir::new().unwrap();
            let address = format!("sqlite://{}/new folder/agriatlas.db", folder.path().display());
            let store = open(&address).await;
            let path = format!("{}/new folder/agriatlas.db", folder.path().display());
            let raw = SqlitePool::connect_with(sqlx::sqlite::SqliteConnectOptions::new().filename(path)).await.unwrap();
            let raw = Raw::Sqlite(raw);
            test(Fixture { store, backend, address, raw, _folder: Some(Arc::new(folder)) }).await;
        }),
        Backend::Postgres => {
            let Some(base) = postgres_url() else {
                println!("skipped: {POSTGRES_URL} is not set");
                return;
            };
            runtime.block_on(in_own_schema(base, test));
        }
    }
}

async fn in_own_schema<F: Future<Output = ()> + Send + 'static>(base: String, test: impl FnOnce(Fixture) -> F + Send + 'static) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let schema = format!("contract_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let administrator = PgPool::connect(&base).await.unwrap();
    administrator.execute(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).await.unwrap();
    let separator = if base.contains('?') { '&' } else { '?' };
    let address = format!("{base}{separator}options=-c%20search_path%3D{schema}%2Cpublic");
    let raw = Raw::Postgres(PgPool::connect(&address).await.unwrap());
    let store = open(&address).await;
    let fixture = Fixture { store, backend: Backend::Postgres, address, raw, _folder: None };
    let outcome = tokio::spawn(async move { test(fixture).await }).await;
    administrator.execute(AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE"))).await.unwrap();
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
}
