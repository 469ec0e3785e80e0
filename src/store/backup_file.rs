//! Backups: one SQLite file with everything, or with what everybody may see, made while commits go on.
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::copying::Census;
use super::database_url::DatabaseUrl;
use super::error::StoreError;
use super::public_content::{PublicContent, Publish};
use super::sqlite::SqliteStore;
use super::{Database, Store};

/// How often boundaries are read again because somebody replaced them meanwhile.
const ATTEMPTS: u32 = 5;

impl Store {
    /// Writes everything but sessions, as it stands at one revision, into a SQLite file that is empty or not there yet.
    ///
    /// Once it is sealed ([`seal_backup`]), the file is an inventory of its own: either database can be restored from it ([`Store::copy_from`]).
    pub async fn back_up(&self, file: &Path) -> Result<Census, StoreError> {
        self.refuse_unless_current().await?;
        match &self.database {
            Database::Sqlite(store) => {
                store.vacuum_into(file).await?;
                let mut copy = connect(file).await?;
                sqlx::query(include_str!("backup_file/delete_sessions.sql")).execute(&mut copy).await?;
                copy.close().await?;
            }
            Database::Postgres(_) => {
                let copy = Self::open(&DatabaseUrl::sqlite(file)).await?;
                let copied = match copy.migrate().await {
                    Ok(_) => copy.copy_from(self).await,
                    Err(error) => Err(error),
                };
                copy.close().await;
                copied?;
            }
        }
        census_of(file).await
    }

    /// Writes what everybody may see into a SQLite file that is empty or not there yet: an inventory whose only commits
    /// are the seed of the public sites as they are now and, where there are any, the shapes of units. `publish` gives the
    /// public form of a record.
    pub async fn back_up_public(&self, file: &Path, publish: &Publish<'_>) -> Result<Census, StoreError> {
        self.refuse_unless_current().await?;
        let content = self.public_content(publish).await?;
        let copy = SqliteStore::open(file).await?;
        let written = match copy.migrate().await {
            Ok(_) => copy.write_public(content).await,
            Err(error) => Err(error),
        };
        copy.close().await;
        written?;
        census_of(file).await
    }

    /// A table or a column that this program does not know, or the database does not have yet, would be missed.
    async fn refuse_unless_current(&self) -> Result<(), StoreError> {
        match self.migration_status().await?.pending {
            0 => Ok(()),
            _ => Err(StoreError::OlderDatabase),
        }
    }

    async fn public_content(&self, publish: &Publish<'_>) -> Result<PublicContent, StoreError> {
        let mut attempt = 1;
        loop {
            let inventory = self.load().await?;
            let (revision, boundaries) = self.boundaries().await?;
            if revision == inventory.boundaries_revision {
                return Ok(PublicContent::of(inventory, boundaries, publish));
            }
            if attempt == ATTEMPTS {
                return Err(StoreError::RevisionMoved { expected: inventory.boundaries_revision, found: revision });
            }
            attempt += 1;
        }
    }
}

/// Says what a copy holds.
async fn census_of(file: &Path) -> Result<Census, StoreError> {
    let copy = Store::open(&DatabaseUrl::sqlite(file)).await?;
    let census = copy.census().await;
    copy.close().await;
    census
}

/// Makes a SQLite file that nobody has open whole by itself, without a log beside it, and proves that its pages are sound.
pub async fn seal_backup(file: &Path) -> Result<(), StoreError> {
    let mut connection = connect(file).await?;
    sqlx::query(include_str!("backup_file/end_log.sql")).execute(&mut connection).await?;
    connection.close().await?;
    match damage_of_file(file).await? {
        None => Ok(()),
        Some(problem) => Err(StoreError::Unreadable { row: file.display().to_string(), column: "SQLite".to_owned(), problem }),
    }
}

async fn connect(file: &Path) -> Result<SqliteConnection, StoreError> {
    Ok(SqliteConnectOptions::new().filename(file).disable_statement_logging().connect().await?)
}

/// Says what is wrong with the pages of a SQLite file; `None` where nothing is.
pub async fn damage_of_file(file: &Path) -> Result<Option<String>, StoreError> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).disable_statement_logging();
    let mut connection = options.connect().await?;
    let found: String = sqlx::query_scalar(include_str!("backup_file/check_file.sql")).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok((found != "ok").then_some(found))
}
