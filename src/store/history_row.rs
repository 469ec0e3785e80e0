//! Rows of the append-only tables `batch` and `site_history`, the same for both databases.
use jiff::Timestamp;
use serde::Serialize;
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::types::Json;

use super::clock;
use super::commit::Commit;
use super::error::StoreError;
use super::plan::PlannedChange;
use super::site_row::read;
use crate::domain::{Batch, Change, SiteFacts};

/// A recorded commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedBatch {
    /// Its number, growing.
    pub id: i64,
    /// The revision it made.
    pub revision: i64,
    /// What brought it and who made it.
    pub batch: Batch,
    /// When.
    pub recorded_at: Timestamp,
    /// How many sites it recorded.
    pub created: i64,
    /// How many sites it changed.
    pub updated: i64,
    /// How many sites it closed.
    pub closed: i64,
    /// How many sites it took out of the inventory.
    pub withdrawn: i64,
    /// How many vocabulary terms it added or changed.
    pub terms: i64,
    /// How many units got or lost an official boundary.
    pub boundaries: i64,
    /// The import it is a commit of.
    pub import: Option<i64>,
}

/// The columns of `batch` in their order.
#[derive(sqlx::FromRow)]
pub(super) struct BatchRow {
    pub id: i64,
    pub revision: i64,
    pub origin: String,
    pub author: String,
    pub file_name: Option<String>,
    pub file_sha256: Option<String>,
    pub reason: Option<String>,
    pub reviewer: Option<String>,
    pub recorded_at: String,
    pub created: i64,
    pub updated: i64,
    pub closed: i64,
    pub withdrawn: i64,
    pub terms: i64,
    pub boundaries: i64,
    pub import_id: Option<i64>,
}

impl BatchRow {
    /// The row of a commit made at that time, of no import.
    pub fn new(id: i64, batch: &Batch, commit: &Commit, recorded_at: Timestamp) -> Self {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Self {
            id,
            revision: commit.revision,
            origin: batch.origin.to_string(),
            author: batch.author.clone(),
            file_name: batch.file_name.clone(),
            file_sha256: batch.file_sha256.clone(),
            reason: batch.reason.clone(),
            reviewer: batch.reviewer.clone(),
            recorded_at: clock::to_text(recorded_at),
            created: count(commit.created.len()),
            updated: count(commit.updated.len()),
            closed: count(commit.closed.len()),
            withdrawn: count(commit.withdrawn.len()),
            terms: count(commit.terms),
            boundaries: count(commit.boundaries),
            import_id: None,
        }
    }
}

impl TryFrom<BatchRow> for RecordedBatch {
    type Error = StoreError;

    fn try_from(row: BatchRow) -> Result<Self, StoreError> {
        let origin = read("batch", "origin", &row.origin)?;
        Ok(Self {
            id: row.id,
            revision: row.revision,
            batch: Batch {
                origin,
                author: row.author,
                file_name: row.file_name,
                file_sha256: row.file_sha256,
                reason: row.reason,
                reviewer: row.reviewer,
            },
            recorded_at: read("batch", "recorded_at", &row.recorded_at)?,
            created: row.created,
            updated: row.updated,
            closed: row.closed,
            withdrawn: row.withdrawn,
            terms: row.terms,
            boundaries: row.boundaries,
            import: row.import_id,
        })
    }
}

/// The columns of `site_history` in their order.
#[derive(sqlx::FromRow, Serialize)]
pub(super) struct ChangeRow {
    pub sequence: i64,
    revision: i64,
    batch_id: i64,
    site_id: String,
    operation: String,
    author: String,
    changed_at: String,
    pub facts_before: Option<Json<SiteFacts>>,
    pub facts_after: Json<SiteFacts>,
}

/// Where in the history the entries of one commit stand.
pub(super) struct Place<'a> {
    pub last_sequence: i64,
    pub revision: i64,
    pub batch_id: i64,
    pub author: &'a str,
    pub changed_at: Timestamp,
}

impl Place<'_> {
    /// The next entry.
    pub fn next(&mut self, change: PlannedChange) -> ChangeRow {
        self.last_sequence += 1;
        ChangeRow {
            sequence: self.last_sequence,
            revision: self.revision,
            batch_id: self.batch_id,
            site_id: change.site.to_string(),
            operation: change.operation.to_string(),
            author: self.author.to_owned(),
            changed_at: clock::to_text(self.changed_at),
            facts_before: change.before.map(Json),
            facts_after: Json(change.after),
        }
    }
}

impl ChangeRow {
    /// Gives the columns, in order, to a statement of SQLite.
    pub fn bind(self, query: Query<'static, Sqlite, SqliteArguments>) -> Query<'static, Sqlite, SqliteArguments> {
        query
            .bind(self.sequence)
            .bind(self.revision)
            .bind(self.batch_id)
            .bind(self.site_id)
            .bind(self.operation)
            .bind(self.author)
            .bind(self.changed_at)
            .bind(self.facts_before)
            .bind(self.facts_after)
    }
}

impl TryFrom<ChangeRow> for Change {
    type Error = StoreError;

    fn try_from(row: ChangeRow) -> Result<Self, StoreError> {
        Ok(Self {
            sequence: row.sequence,
            revision: row.revision,
            batch: row.batch_id,
            site: read("site_history", "site_id", &row.site_id)?,
            operation: read("site_history", "operation", &row.operation)?,
            author: row.author,
            changed_at: read("site_history", "changed_at", &row.changed_at)?,
            before: row.facts_before.map(|facts| facts.0),
            after: row.facts_after.0,
        })
    }
}
