//! A database of its own for each test, as the binary sees it and as an administrator counts in it.
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tempfile::TempDir;

use crate::program::{Outcome, command, run};

/// Holds the URL of a PostgreSQL database with PostGIS (`tests/postgres.sh start` prints one).
const POSTGRES_URL: &str = "AGRIATLAS_TEST_POSTGRES_URL";

/// A database that is not there yet (SQLite) or an empty schema (PostgreSQL), and a folder for files beside it.
pub struct Database {
    pub folder: TempDir,
    pub url: String,
    /// The administrator's address and the schema.
    postgres: Option<(String, String)>,
}

/// How much is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub revision: i64,
    pub sites: i64,
    pub history: i64,
    pub batches: i64,
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

impl Database {
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}/kho dữ liệu/agriatlas.db", folder.path().display());
        Self { folder, url, postgres: None }
    }

    pub fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let Some(base) = std::env::var(POSTGRES_URL).ok().filter(|url| !url.is_empty()) else {
            println!("skipped: {POSTGRES_URL} is not set");
            return None;
        };
        let schema = format!("command_line_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        execute(&base, format!("CREATE SCHEMA {schema}"));
        let separator = if base.contains('?') { '&' } else { '?' };
        let url = format!("{base}{separator}options=-c%20search_path%3D{schema}%2Cpublic");
        Some(Self { folder: TempDir::new().unwrap(), url, postgres: Some((base, schema)) })
    }

    /// Begins again with nothing in it.
    pub fn empty(&self) {
        match &self.postgres {
            None => drop(std::fs::remove_dir_all(self.file().parent().unwrap())),
            Some((base, schema)) => {
                execute(base, format!("DROP SCHEMA {schema} CASCADE"));
                execute(base, format!("CREATE SCHEMA {schema}"));
            }
        }
    }

    /// The SQLite file.
    pub fn file(&self) -> std::path::PathBuf {
        self.url.strip_prefix("sqlite://").unwrap().into()
    }

    pub fn is_sqlite(&self) -> bool {
        self.postgres.is_none()
    }

    /// The binary with this database.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command(arguments);
        command.env("AGRIATLAS_DATABASE_URL", &self.url);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        run(self.command(arguments))
    }

    /// Writes a file beside the database.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What one statement answers, as text; `None` where the tables are not there.
    pub fn ask(&self, sql: &'static str) -> Option<String> {
        wait(async {
            if self.is_sqlite() {
                let options = SqliteConnectOptions::new().filename(self.file());
                let mut connection: SqliteConnection = options.connect().await.ok()?;
                let answer = sqlx::query_scalar(sql).fetch_one(&mut connection).await.ok();
                connection.close().await.ok()?;
                answer
            } else {
                let mut connection = PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut connection).await.ok()
            }
        })
    }

    /// How much is recorded; `None` where there are no tables yet.
    pub fn recorded(&self) -> Option<Recorded> {
        const COUNTS: &str = "SELECT (SELECT CAST(revision AS TEXT) FROM inventory) || ',' \
             || (SELECT CAST(COUNT(*) AS TEXT) FROM site) || ',' \
             || (SELECT CAST(COUNT(*) AS TEXT) FROM site_history) || ',' || (SELECT CAST(COUNT(*) AS TEXT) FROM batch)";
        let counts = self.ask(COUNTS)?;
        let numbers: Vec<i64> = counts.split(',').map(|number| number.parse().unwrap()).collect();
        let [revision, sites, history, batches] = numbers[..] else { panic!("{counts}") };
        Some(Recorded { revision, sites, history, batches })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((base, schema)) = &self.postgres {
            execute(base, format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

fn execute(url: &str, sql: String) {
    wait(async {
        let mut connection = PgConnection::connect(url).await.unwrap();
        connection.execute("SET lock_timeout = '20s'; SET client_min_messages = warning").await.unwrap();
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    });
}
