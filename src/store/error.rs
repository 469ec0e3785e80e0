//! Everything that can go wrong with the database, each with what the caller can do about it.
use std::path::PathBuf;

use crate::domain::{ConsentPurpose, ImportState, ProposalState, SiteId};

/// Why the store did not do what it was asked. No text of it ever holds a password.
///
/// After every error of a commit nothing of that commit is stored, but after [`StoreError::Database`] while committing
/// the outcome may be unknown: compare the revision.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached or opened. The operator checks the address and that the server runs.
    #[error("the database {database} cannot be opened: {source}; check AGRIATLAS_DATABASE_URL and that the database is running")]
    Unreachable {
        /// The address without its password.
        database: String,
        /// What the driver says.
        source: sqlx::Error,
    },
    /// The folder for a new SQLite file cannot be made. The operator makes it or gives the program the right to.
    #[error("the folder {folder} for the database cannot be made: {source}; make it, or let the program write there")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The tables are missing. Run [`Store::migrate`](super::Store::migrate) first.
    #[error("the database has no inventory yet; run `agriatlas migrate`")]
    NotMigrated,
    /// A newer program has changed the database. Run that program, or a newer one.
    #[error(
        "the database was made by a newer version of agriatlas (its migration {version} is unknown here); run that version or a newer one"
    )]
    NewerDatabase {
        /// The migration this program does not know.
        version: i64,
    },
    /// A migration was changed after it was applied. Run the program that made the database.
    #[error(
        "migration {version} of the database differs from the one in this program; run the version of agriatlas that made the database"
    )]
    AlteredMigration {
        /// The migration.
        version: i64,
    },
    /// A migration failed and left the database as it was.
    #[error(
        "the database cannot be migrated: {source}; PostgreSQL needs PostGIS: an administrator may have to run CREATE EXTENSION postgis"
    )]
    Migration {
        /// What the driver says.
        source: sqlx::migrate::MigrateError,
    },
    /// Somebody else committed first. Load again, decide again, commit again.
    #[error(
        "the inventory is at revision {found}, not {expected}: somebody changed it meanwhile; load it again and repeat the change"
    )]
    RevisionMoved {
        /// The revision the caller worked from.
        expected: i64,
        /// The revision of the inventory.
        found: i64,
    },
    /// A change names a site that does not exist. Correct the identifier.
    #[error("there is no site {site}; correct the identifier")]
    UnknownSite {
        /// The identifier.
        site: SiteId,
    },
    /// A site is said to be run by one that does not exist. Record the operator first.
    #[error("the operator {operator} does not exist; record it first or correct the identifier")]
    UnknownOperator {
        /// The identifier.
        operator: SiteId,
    },
    /// There is no such proposal.
    #[error("there is no proposal {id}")]
    UnknownProposal {
        /// Its number.
        id: i64,
    },
    /// Somebody took a step of the proposal first. Read it again, decide again.
    #[error("proposal {id} is at version {found}, not {expected}: somebody changed it meanwhile; read it again")]
    ProposalMoved {
        /// Its number.
        id: i64,
        /// The version the caller saw.
        expected: i64,
        /// Its version.
        found: i64,
    },
    /// The step is not one from the state the proposal is in.
    #[error("proposal {id} is {state}; that step cannot be taken from there")]
    ProposalDecided {
        /// Its number.
        id: i64,
        /// Its state.
        state: ProposalState,
    },
    /// There is no such import.
    #[error("there is no import {id}")]
    UnknownImport {
        /// Its number.
        id: i64,
    },
    /// Somebody took a step of the import first. Read it again, decide again.
    #[error("import {id} is at version {found}, not {expected}: somebody changed it meanwhile; read it again")]
    ImportMoved {
        /// Its number.
        id: i64,
        /// The version the caller saw.
        expected: i64,
        /// Its version.
        found: i64,
    },
    /// The step is not one from the state the import is in.
    #[error("import {id} is {state}; that step cannot be taken from there")]
    ImportDecided {
        /// Its number.
        id: i64,
        /// Its state.
        state: ImportState,
    },
    /// The file of an import cannot be read from the disk, or written there. Make room, or let the program read and write there.
    #[error("the file {file} of an import cannot be read or written: {source}; check the folder for temporary files")]
    ImportFile {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// There is no such contact.
    #[error("{site} has no contact {number}")]
    UnknownContact {
        /// The site.
        site: SiteId,
        /// Its number.
        number: u32,
    },
    /// Somebody changed the contact first. Read it again, decide again.
    #[error("contact {number} of {site} is at version {found}: somebody changed it meanwhile; read it again")]
    ContactMoved {
        /// The site.
        site: SiteId,
        /// Its number.
        number: u32,
        /// Its version.
        found: i64,
    },
    /// The data of the contact were erased; nothing is written to what remains.
    #[error("the data of contact {number} of {site} were erased on request; record a new contact instead")]
    ContactErased {
        /// The site.
        site: SiteId,
        /// Its number.
        number: u32,
    },
    /// The contact agrees already. Withdraw that consent first, where another one is to take its place.
    #[error("the contact agrees to {purpose} already; withdraw that consent first")]
    ConsentStands {
        /// To what.
        purpose: ConsentPurpose,
    },
    /// There is no consent to withdraw.
    #[error("no consent of the contact to {purpose} stands")]
    NoConsent {
        /// To what.
        purpose: ConsentPurpose,
    },
    /// A value cannot be stored in both databases unchanged. Correct the value.
    #[error("{field} of “{name}” {problem}; correct it")]
    Inadmissible {
        /// The record: the name of a site, the code of a term, or the batch.
        name: String,
        /// The fact.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The facts break a rule of the database (a range, a length, a closed list). Correct them.
    #[error("the change breaks the rule {rule} of the database; correct the values it speaks of")]
    Refused {
        /// The name of the rule, as in `migrations/`.
        rule: String,
    },
    /// All identifiers of a kind are used up.
    #[error("every number for sites of kind {kind} is used up")]
    NumbersUsedUp {
        /// Code of the kind.
        kind: &'static str,
    },
    /// Another program holds the database, or all connections are in use. Try again.
    #[error("the database is busy: {source}; try again")]
    Busy {
        /// What the driver says.
        source: sqlx::Error,
    },
    /// A row does not say what it should: somebody changed it by hand. Correct the row.
    #[error("{column} of {row} in the database is unreadable: {problem}; correct it there or restore a backup")]
    Unreadable {
        /// The row: an identifier or a table.
        row: String,
        /// The column.
        column: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The disk is full. Nothing of the change is stored; make room and repeat it.
    #[error("the disk of the database is full: {source}; nothing of the change is stored; make room and repeat it")]
    DiskFull {
        /// What the driver says.
        source: sqlx::Error,
    },
    /// Something is to be restored into a database that holds something already.
    #[error("the database is not empty; restore only into an empty one: name a new file or a new database")]
    NotEmpty,
    /// The tables are of an older program. Migrate them, or use the program that made them.
    #[error(
        "the tables of the database are of an older version of agriatlas; run `agriatlas migrate`, or the version that made them"
    )]
    OlderDatabase,
    /// What was copied reads differently from what it was copied from; nothing was stored.
    #[error("the copy of the table {table} differs from what was copied; nothing was stored")]
    CopyDiffers {
        /// The table.
        table: &'static str,
    },
    /// Any other failure of the database; its own log may say more.
    #[error("the database failed: {source}")]
    Database {
        /// What the driver says.
        source: sqlx::Error,
    },
}

/// Codes by which SQLite says that another connection holds the file (`SQLITE_BUSY` and its extended forms), and
/// PostgreSQL that a lock was not granted, that transactions collided, or that it takes no more connections.
const BUSY_CODES: [&str; 8] = ["5", "261", "517", "773", "55P03", "40001", "40P01", "53300"];
/// Codes by which SQLite (`SQLITE_FULL`, and `SQLITE_IOERR_SHMSIZE` of the index beside its log) and PostgreSQL say that
/// there is no room.
const FULL_CODES: [&str; 3] = ["13", "4874", "53100"];
/// Codes by which PostgreSQL says that a table or a schema is missing.
const MISSING_CODES: [&str; 2] = ["42P01", "3F000"];

impl From<sqlx::Error> for StoreError {
    fn from(source: sqlx::Error) -> Self {
        let sqlx::Error::Database(error) = &source else {
            return match source {
                sqlx::Error::PoolTimedOut => Self::Busy { source },
                source => Self::Database { source },
            };
        };
        if error.kind() != sqlx::error::ErrorKind::Other {
            return Self::Refused { rule: broken_rule(&**error) };
        }
        let code = error.code().unwrap_or_default();
        if is_busy(&source) {
            Self::Busy { source }
        } else if FULL_CODES.contains(&&*code) {
            Self::DiskFull { source }
        } else if MISSING_CODES.contains(&&*code) || error.message().starts_with("no such table") {
            Self::NotMigrated
        } else {
            Self::Database { source }
        }
    }
}

/// Whether another program holds what is needed.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| BUSY_CODES.contains(&&*code))
}

/// The name of the broken rule: PostgreSQL says it apart, SQLite at the end of its sentence.
fn broken_rule(error: &dyn sqlx::error::DatabaseError) -> String {
    let said = || error.message().rsplit_once("failed: ").map_or(error.message(), |(_, rule)| rule);
    error.constraint().unwrap_or_else(said).to_owned()
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(source: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        match source {
            MigrateError::VersionMissing(version) => Self::NewerDatabase { version },
            MigrateError::VersionMismatch(version) => Self::AlteredMigration { version },
            MigrateError::Execute(error) => match Self::from(error) {
                Self::Database { source } => Self::Migration { source: MigrateError::Execute(source) },
                other => other,
            },
            source => Self::Migration { source },
        }
    }
}
