//! Everything that is recorded, told row by row in one reading, for whoever checks whether it agrees with itself.
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};

use super::account_record::AccountRecord;
use super::boundary::BoundaryRow;
use super::erasure::ErasureStub;
use super::error::StoreError;
use super::history_row::RecordedBatch;
use super::import_file::KeptFile;
use super::proposals_in_store::Record;
use super::{Database, Store};
use crate::domain::{Change, Contact, Import, ImportStep, Proposal, ProposalStep, SiteKind, Term};

/// One row. They come in the order of this list, those of one kind in their own order.
#[derive(Clone, Debug)]
pub enum Examined {
    /// The revision of the inventory.
    Revision(i64),
    /// A vocabulary term.
    Term(Term),
    /// The last number given to a kind of site.
    LastNumber(SiteKind, u32),
    /// The stub of an erasure, the earliest first.
    Erasure(ErasureStub),
    /// A file of imports.
    ImportFile(KeptFile),
    /// An import, by number.
    Import(Box<Import>),
    /// A step of that import, by import and version.
    ImportStep(i64, ImportStep),
    /// A batch, the oldest first.
    Batch(RecordedBatch),
    /// An entry of the history, by sequence.
    Change(Box<Change>),
    /// A site as it is now, in no particular order.
    Site(Box<Record>),
    /// A proposal, by number.
    Proposal(Box<Proposal>),
    /// A step of that proposal, by proposal and version.
    Step(i64, Box<ProposalStep>),
    /// An account.
    Account(Box<AccountRecord>),
    /// The shape of a unit.
    Boundary(BoundaryRow),
    /// Somebody of a site, with what they agreed to; the log of reading is about people who are shown them.
    Contact(Box<Contact>),
    /// A row that cannot be read: its table or name, the column, and what is wrong.
    Unreadable {
        /// The table, with the key of the row where it has a number.
        row: String,
        /// The column.
        column: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Store {
    /// Tells every row, as all of them stood at one moment. A row that cannot be read is told as such and ends nothing.
    pub async fn examine(&self, mut tell: impl FnMut(Examined) + Send) -> Result<(), StoreError> {
        if self.migration_status().await?.pending > 0 {
            return Err(if self.migration_status().await?.applied == 0 {
                StoreError::NotMigrated
            } else {
                StoreError::OlderDatabase
            });
        }
        match &self.database {
            Database::Sqlite(store) => store.examine(&mut tell).await,
            Database::Postgres(store) => store.examine(&mut tell).await,
        }
    }
}

/// The row as the columns of `Columns` and then as what they stand for.
pub(super) fn examined<'r, R, Columns, Value>(
    table: &str,
    row: &'r R,
    wrap: impl FnOnce(Value) -> Examined,
) -> Result<Examined, StoreError>
where
    R: Row,
    Columns: FromRow<'r, R>,
    Value: TryFrom<Columns, Error = StoreError>,
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    let name = || row.try_get::<i64, _>(0).map_or_else(|_| table.to_owned(), |key| format!("{table} {key}"));
    match Columns::from_row(row) {
        Ok(columns) => or_unreadable(Value::try_from(columns).map(wrap), name),
        Err(sqlx::Error::ColumnDecode { index, source }) => {
            Ok(Examined::Unreadable { row: name(), column: index.trim_matches('"').to_owned(), problem: source.to_string() })
        }
        Err(error) => Err(error.into()),
    }
}

/// A failure to read one row is told, any other is one.
pub(super) fn or_unreadable(value: Result<Examined, StoreError>, name: impl FnOnce() -> String) -> Result<Examined, StoreError> {
    match value {
        // What names itself by more than its table keeps its name.
        Err(StoreError::Unreadable { row, column, problem }) => {
            let name = name();
            let row = if name.starts_with(&row) { name } else { row };
            Ok(Examined::Unreadable { row, column, problem })
        }
        other => other,
    }
}
