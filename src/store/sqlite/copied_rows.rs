//! Whole tables of SQLite on their way to or from another database.
use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteConnection;
use sqlx::{Sqlite, Transaction};
use tokio::sync::mpsc::Sender;

use super::SqliteStore;
use crate::store::cell::{Cell, Gathered, Rows};
use crate::store::copied_table::CopiedTable;
use crate::store::error::StoreError;

impl SqliteStore {
    pub async fn begin_reading(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.readers.begin_with(include_str!("begin_read.sql")).await?)
    }

    /// A transaction that holds the write lock, and how much is there already.
    pub async fn begin_copy(&self) -> Result<(i64, Transaction<'static, Sqlite>), StoreError> {
        let mut transaction = self.writer.begin_with(include_str!("begin_write.sql")).await?;
        let used = sqlx::query_scalar(include_str!("copy/count_contents.sql")).fetch_one(&mut *transaction).await?;
        Ok((used, transaction))
    }
}

pub async fn copied_revision(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(include_str!("read_revision.sql")).fetch_one(connection).await?)
}

/// Sends every row of a table, in order, until nobody takes them any more.
pub async fn send_rows(connection: &mut SqliteConnection, table: &CopiedTable, rows: Sender<Rows>) -> Result<(), StoreError> {
    let statement = table.sqlite.read;
    let mut found = sqlx::query(statement).fetch(connection);
    let mut gathered = Gathered::default();
    while let Some(row) = found.try_next().await? {
        if let Some(chunk) = gathered.add(Cell::of_sqlite(&row)?)
            && rows.send(chunk).await.is_err()
        {
            return Ok(());
        }
    }
    let _ = rows.send(gathered.rest()).await;
    Ok(())
}

pub async fn write_rows(connection: &mut SqliteConnection, table: &CopiedTable, rows: Rows) -> Result<(), StoreError> {
    let statement = table.sqlite.write;
    for row in rows {
        let mut query = sqlx::query(statement);
        for cell in row {
            query = match cell {
                Cell::Null => query.bind(None::<String>),
                Cell::Integer(number) => query.bind(number),
                Cell::Real(number) => query.bind(number),
                Cell::Text(text) => query.bind(text),
                Cell::Blob(bytes) => query.bind(bytes),
            };
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

pub async fn set_revision(connection: &mut SqliteConnection, revision: i64) -> Result<(), StoreError> {
    sqlx::query(include_str!("copy/open_revision.sql")).execute(&mut *connection).await?;
    sqlx::query(include_str!("copy/set_revision.sql")).bind(revision).execute(&mut *connection).await?;
    sqlx::query(include_str!("copy/close_revision.sql")).execute(connection).await?;
    Ok(())
}
