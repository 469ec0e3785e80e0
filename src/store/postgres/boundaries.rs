//! The shapes of units in Postgres: read whole, replaced whole in one transaction that raises the revision.
use futures_util::TryStreamExt;
use sqlx::postgres::PgConnection;

use super::PostgresStore;
use super::writing::insert_batch;
use crate::store::boundary::{BoundaryColumns, BoundaryCounts, BoundaryRequest, BoundaryRow};
use crate::store::commit::Commit;
use crate::store::error::StoreError;
use crate::store::history_row::BatchRow;
use crate::store::inventory::PositionsRow;

impl PostgresStore {
    pub async fn boundaries_revision(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(include_str!("read_boundaries_revision.sql")).fetch_one(&self.pool).await?)
    }

    /// The revision of the boundaries and the shapes themselves, in one read transaction.
    pub async fn boundaries(&self) -> Result<(i64, Vec<BoundaryRow>), StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_read.sql")).await?;
        let revision = sqlx::query_scalar(include_str!("read_boundaries_revision.sql")).fetch_one(&mut *transaction).await?;
        let rows = sqlx::query_as(include_str!("read_boundaries.sql"))
            .fetch(&mut *transaction)
            .map_err(StoreError::from)
            .and_then(async |row: BoundaryColumns| row.try_into())
            .try_collect()
            .await?;
        Ok((revision, rows))
    }

    /// Puts the rows in the place of the stored ones as one revision, or nothing.
    pub async fn replace_boundaries(&self, request: BoundaryRequest<'_>) -> Result<Commit, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        let found: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
        if found != request.expected_revision {
            return Err(StoreError::RevisionMoved { expected: request.expected_revision, found });
        }
        let before: BoundaryCounts = sqlx::query_as(include_str!("count_boundaries.sql")).fetch_one(&mut *connection).await?;
        if before.stored == 0 && request.rows.is_empty() {
            return Ok(Commit { revision: found, ..Commit::default() });
        }
        let positions: PositionsRow = sqlx::query_as(include_str!("read_positions.sql")).fetch_one(&mut *connection).await?;
        let batch_id = positions.last_batch + 1;
        let boundaries = request.touched(before.given);
        let commit = Commit { revision: found + 1, batch_id: Some(batch_id), boundaries, ..Commit::default() };
        insert_batch(connection, BatchRow::new(batch_id, request.batch, &commit, positions.next_time()?)).await?;
        sqlx::query(include_str!("delete_boundaries.sql")).execute(&mut *connection).await?;
        insert(connection, batch_id, request.rows).await?;
        sqlx::query(include_str!("raise_revision.sql")).bind(commit.revision).execute(connection).await?;
        transaction.commit().await?;
        Ok(commit)
    }
}

/// Rows per statement: their geometry stays at a few megabytes.
const ROWS_PER_STATEMENT: usize = 500;

async fn insert(connection: &mut PgConnection, batch_id: i64, rows: Vec<BoundaryRow>) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let (mut regions, mut geometries, mut officials, mut givers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in rows.by_ref().take(ROWS_PER_STATEMENT) {
            regions.push(row.region.to_string());
            geometries.push(row.geometry);
            officials.push(row.is_official);
            givers.push(row.source.batch(batch_id));
        }
        let query =
            sqlx::query(include_str!("insert_boundaries.sql")).bind(regions).bind(geometries).bind(officials).bind(givers);
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
