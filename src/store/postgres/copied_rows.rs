//! Whole tables of PostgreSQL on their way to or from another database.
use futures_util::TryStreamExt;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use sqlx::{Postgres, Transaction};
use tokio::sync::mpsc::Sender;

use super::PostgresStore;
use crate::store::cell::{Cell, Gathered, Rows};
use crate::store::copied_table::CopiedTable;
use crate::store::error::StoreError;

impl PostgresStore {
    pub async fn begin_reading(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        Ok(self.pool.begin_with(include_str!("begin_read.sql")).await?)
    }

    /// A transaction that holds the write lock, and how much is there already.
    pub async fn begin_copy(&self) -> Result<(i64, Transaction<'static, Postgres>), StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let _: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *transaction).await?;
        let used = sqlx::query_scalar(include_str!("copy/count_contents.sql")).fetch_one(&mut *transaction).await?;
        Ok((used, transaction))
    }
}

pub async fn copied_revision(connection: &mut PgConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(include_str!("read_revision.sql")).fetch_one(connection).await?)
}

/// Sends every row of a table, in order, until nobody takes them any more.
pub async fn send_rows(connection: &mut PgConnection, table: &CopiedTable, rows: Sender<Rows>) -> Result<(), StoreError> {
    let statement = table.postgres.read;
    let mut found = sqlx::query(statement).fetch(connection);
    let mut gathered = Gathered::default();
    while let Some(row) = found.try_next().await? {
        if let Some(chunk) = gathered.add(Cell::of_postgres(&row)?)
            && rows.send(chunk).await.is_err()
        {
            return Ok(());
        }
    }
    let _ = rows.send(gathered.rest()).await;
    Ok(())
}

pub async fn write_rows(connection: &mut PgConnection, table: &CopiedTable, rows: Rows) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let statement = table.postgres.write;
    let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(Cell::to_json).collect()).collect();
    sqlx::query(statement).bind(Json(rows)).execute(connection).await?;
    Ok(())
}

pub async fn set_revision(connection: &mut PgConnection, revision: i64) -> Result<(), StoreError> {
    sqlx::query(include_str!("copy/open_revision.sql")).execute(&mut *connection).await?;
    sqlx::query(include_str!("copy/set_revision.sql")).bind(revision).execute(&mut *connection).await?;
    sqlx::query(include_str!("copy/close_revision.sql")).execute(connection).await?;
    Ok(())
}
