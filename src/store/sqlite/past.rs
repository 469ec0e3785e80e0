//! The past in SQLite: the inventory as it stood at a revision, which revision a time had, and what lies between two.
use futures_util::TryStreamExt;
use jiff::Timestamp;

use super::{SqliteStore, terms};
use crate::domain::{Difference, Site};
use crate::store::clock;
use crate::store::error::StoreError;
use crate::store::inventory::{Inventory, InventoryRow};
use crate::store::past_row::{DifferenceRow, PastSiteRow};

impl SqliteStore {
    pub async fn revision_at(&self, time: Timestamp) -> Result<i64, StoreError> {
        let query = sqlx::query_scalar(include_str!("read_revision_at.sql")).bind(clock::to_text(time));
        Ok(query.fetch_optional(&self.readers).await?.unwrap_or(0))
    }

    /// Everything as it stood at a revision, in one read transaction.
    pub async fn load_at(&self, revision: i64) -> Result<Inventory, StoreError> {
        let mut transaction = self.readers.begin_with(include_str!("begin_read.sql")).await?;
        let now: InventoryRow = sqlx::query_as(include_str!("read_inventory.sql")).fetch_one(&mut *transaction).await?;
        let then = now.at(revision);
        let query = sqlx::query_scalar(include_str!("read_boundaries_revision_at.sql")).bind(then.revision);
        let boundaries_revision = query.fetch_one(&mut *transaction).await?;
        let terms = terms(&mut transaction).await?;
        let sites = sqlx::query_as(include_str!("read_sites_at.sql"))
            .bind(then.revision)
            .fetch(&mut *transaction)
            .map_err(StoreError::from)
            .and_then(async |row: PastSiteRow| Site::try_from(row))
            .try_collect()
            .await?;
        then.with(boundaries_revision, terms, sites)
    }

    pub async fn differences(&self, from: i64, to: i64) -> Result<Vec<Difference>, StoreError> {
        sqlx::query_as(include_str!("read_differences.sql"))
            .bind(from)
            .bind(to)
            .fetch(&self.readers)
            .map_err(StoreError::from)
            .and_then(async |row: DifferenceRow| Difference::try_from(row))
            .try_collect()
            .await
    }
}
