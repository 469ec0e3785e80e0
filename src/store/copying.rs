//! Copies everything that one database holds into another, empty one, of either kind, and proves that nothing got lost.
use sqlx::{Postgres, Sqlite, Transaction};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::cell::{Fingerprint, Rows};
use super::copied_table::{COPIED, CopiedTable};
use super::error::StoreError;
use super::{Database, Store};

/// Rows that are read ahead of those that are written.
const CHUNKS_AHEAD: usize = 4;

/// How much a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCensus {
    /// The table.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
    fingerprint: [u8; 32],
}

/// What a database holds, in short: two with equal ones hold the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// The revision of the inventory.
    pub revision: i64,
    /// Every copied table.
    pub tables: Vec<TableCensus>,
}

impl Census {
    /// The rows of a table.
    pub fn rows(&self, table: &str) -> u64 {
        self.tables.iter().find(|census| census.table == table).map_or(0, |census| census.rows)
    }
}

/// A transaction of either database.
enum Open {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Open {
    async fn revision(&mut self) -> Result<i64, StoreError> {
        match self {
            Self::Sqlite(transaction) => super::sqlite::copied_revision(transaction).await,
            Self::Postgres(transaction) => super::postgres::copied_revision(transaction).await,
        }
    }

    /// Sends every row of a table, in order.
    async fn send(&mut self, table: &CopiedTable, rows: Sender<Rows>) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => super::sqlite::send_rows(transaction, table, rows).await,
            Self::Postgres(transaction) => super::postgres::send_rows(transaction, table, rows).await,
        }
    }

    async fn write(&mut self, table: &CopiedTable, rows: Rows) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => super::sqlite::write_rows(transaction, table, rows).await,
            Self::Postgres(transaction) => super::postgres::write_rows(transaction, table, rows).await,
        }
    }

    /// Sets the revision of a database into which everything was copied.
    async fn finish(&mut self, revision: i64) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => super::sqlite::set_revision(transaction, revision).await,
            Self::Postgres(transaction) => super::postgres::set_revision(transaction, revision).await,
        }
    }

    async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(transaction) => Ok(transaction.commit().await?),
            Self::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }

    async fn census(&mut self) -> Result<Census, StoreError> {
        let mut tables = Vec::with_capacity(COPIED.len());
        for table in COPIED {
            let (sender, receiver) = channel(CHUNKS_AHEAD);
            let (sent, census) = tokio::join!(self.send(table, sender), count(table, receiver));
            sent?;
            tables.push(census);
        }
        Ok(Census { revision: self.revision().await?, tables })
    }
}

async fn count(table: &CopiedTable, mut rows: Receiver<Rows>) -> TableCensus {
    let mut fingerprint = fingerprint_of(table);
    while let Some(chunk) = rows.recv().await {
        chunk.iter().for_each(|row| fingerprint.add(row));
    }
    census_of(table, fingerprint)
}

/// Writes what arrives and counts it.
async fn take(target: &mut Open, table: &CopiedTable, mut rows: Receiver<Rows>) -> Result<TableCensus, StoreError> {
    let mut fingerprint = fingerprint_of(table);
    while let Some(chunk) = rows.recv().await {
        chunk.iter().for_each(|row| fingerprint.add(row));
        target.write(table, chunk).await?;
    }
    Ok(census_of(table, fingerprint))
}

fn fingerprint_of(table: &CopiedTable) -> Fingerprint {
    // The statement that reads names the columns as the table does, in order.
    Fingerprint::new(table.columns().map(|column| table.json.contains(&column)).collect())
}

fn census_of(table: &CopiedTable, fingerprint: Fingerprint) -> TableCensus {
    let (rows, fingerprint) = fingerprint.finish();
    TableCensus { table: table.name, rows, fingerprint }
}

impl Store {
    async fn reading(&self) -> Result<Open, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.begin_reading().await.map(Open::Sqlite),
            Database::Postgres(store) => store.begin_reading().await.map(Open::Postgres),
        }
    }

    /// What the database holds, read in one transaction.
    pub async fn census(&self) -> Result<Census, StoreError> {
        self.reading().await?.census().await
    }

    /// Copies everything but sessions from a database as it stands at one revision into this one, which must be migrated and
    /// empty. One transaction: all of it, read back and found to be the same, or nothing.
    ///
    /// The identity of the inventory stays this database's own: after a restore the revisions above the restored one are
    /// given anew, and nobody may take an old answer for one of them.
    pub async fn copy_from(&self, source: &Self) -> Result<Census, StoreError> {
        let mut source = source.reading().await?;
        let (used, mut target) = match &self.database {
            Database::Sqlite(store) => store.begin_copy().await.map(|(used, open)| (used, Open::Sqlite(open)))?,
            Database::Postgres(store) => store.begin_copy().await.map(|(used, open)| (used, Open::Postgres(open)))?,
        };
        if used != 0 {
            return Err(StoreError::NotEmpty);
        }
        let mut tables = Vec::with_capacity(COPIED.len());
        for table in COPIED {
            let (sender, receiver) = channel(CHUNKS_AHEAD);
            let (sent, taken) = tokio::join!(source.send(table, sender), take(&mut target, table, receiver));
            // Where writing fails, sending only finds that nobody listens.
            tables.push(taken?);
            sent?;
        }
        let copied = Census { revision: source.revision().await?, tables };
        target.finish(copied.revision).await?;
        let found = target.census().await?;
        if let Some((table, _)) = copied.tables.iter().zip(&found.tables).find(|(copied, found)| copied != found) {
            return Err(StoreError::CopyDiffers { table: table.table });
        }
        target.commit().await?;
        self.committed.send_replace(copied.revision);
        Ok(copied)
    }
}
