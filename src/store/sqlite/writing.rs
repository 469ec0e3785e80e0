//! Commits to SQLite: one transaction that holds the write lock from its first statement.
use std::collections::{BTreeSet, HashMap};

use sqlx::sqlite::SqliteConnection;
use sqlx::types::Json;

use super::{SqliteStore, imports, proposals, terms};
use crate::domain::{Batch, Operation, SiteFacts, SiteId, Term};
use crate::store::commit::{Along, Commit, Request};
use crate::store::error::StoreError;
use crate::store::history_row::{BatchRow, Place};
use crate::store::import::ImportRow;
use crate::store::inventory::{PositionsRow, SiteNumberRow, last_numbers};
use crate::store::plan::{Plan, Stored, named_sites};
use crate::store::proposals_along::{Beginning, Decision};
use crate::store::site_row::{SiteRow, site_in};

impl SqliteStore {
    /// Writes the request as one revision, or nothing.
    pub async fn commit(&self, request: Request<'_>) -> Result<(Commit, Option<ImportRow>), StoreError> {
        let mut transaction = self.writer.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        let found: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
        let Request { batch, expected_revision, writes, vocabulary, along } = request;
        if found != expected_revision {
            return Err(StoreError::RevisionMoved { expected: expected_revision, found });
        }
        let Along { accepts, abandons, begins, import: work } = along;
        let import = match &work {
            Some(work) => Some(imports::stepped(connection, work).await?),
            None => None,
        };
        let of_import = match (&import, accepts.first()) {
            (Some(import), _) => Some(import.id),
            (None, Some(acceptance)) => proposals::import_of(connection, acceptance.id).await?,
            (None, None) => None,
        };
        let stored = stored(connection, &named_sites(&writes)).await?;
        let mut plan = Plan::new(writes, vocabulary, stored)?;
        let named = std::mem::take(&mut plan.named);
        let commit = match plan.is_empty() {
            true => plan.outcome(found, None),
            false => write(connection, batch, plan, found + 1, of_import).await?,
        };
        let comment = work.as_ref().and_then(|work| work.seen.comment.as_ref());
        let actor = work.as_ref().map_or(&batch.author, |work| &work.seen.actor);
        let decisions = Decision::accepts(accepts, &named).chain(Decision::abandons(abandons, actor, comment)).collect();
        proposals::decide(connection, decisions, import.as_ref().map(|import| import.id)).await?;
        if let (Some((state, begun)), Some(import)) = (begins, &import) {
            let (author, reason) = (batch.author.as_str(), batch.reason.as_ref());
            proposals::begin(connection, begun, Beginning { import: import.id, state, author, reason, last: 0 }).await?;
        }
        if let (Some(work), Some(import)) = (work, &import) {
            imports::put_step(connection, import, work).await?;
        }
        transaction.commit().await?;
        Ok((commit, import))
    }
}

/// What the plan of a request that names these sites needs, read under the lock.
pub(super) async fn stored(connection: &mut SqliteConnection, named: &BTreeSet<SiteId>) -> Result<Stored, StoreError> {
    let rows = match named.is_empty() {
        true => Vec::new(),
        false => sqlx::query(include_str!("read_sites_by_id.sql")).bind(Json(named)).fetch_all(&mut *connection).await?,
    };
    let sites: Result<HashMap<SiteId, SiteFacts>, StoreError> =
        rows.iter().map(|row| site_in(row).map(|site| (site.id, site.facts))).collect();
    let numbers: Vec<SiteNumberRow> = sqlx::query_as(include_str!("read_site_numbers.sql")).fetch_all(&mut *connection).await?;
    Ok(Stored { sites: sites?, last_numbers: last_numbers(numbers)?, terms: terms(connection).await? })
}

/// Writes the plan as that revision, of that import; the caller holds the lock.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    batch: &Batch,
    plan: Plan,
    revision: i64,
    import_id: Option<i64>,
) -> Result<Commit, StoreError> {
    let positions: PositionsRow = sqlx::query_as(include_str!("read_positions.sql")).fetch_one(&mut *connection).await?;
    let now = positions.next_time()?;
    let batch_id = positions.last_batch + 1;
    let commit = plan.outcome(revision, Some(batch_id));
    let row = BatchRow { import_id, ..BatchRow::new(batch_id, batch, &commit, now) };
    insert_batch(connection, row).await?;
    for term in plan.terms {
        upsert_term(connection, term).await?;
    }
    let mut place = Place { last_sequence: positions.last_sequence, revision, batch_id, author: &batch.author, changed_at: now };
    for change in plan.changes {
        let row = SiteRow::new(change.site, &change.after, now, revision);
        let statement = match change.operation {
            Operation::Create => include_str!("insert_sites.sql"),
            Operation::Update | Operation::Close | Operation::Withdraw => include_str!("update_sites.sql"),
        };
        row.bind(sqlx::query(statement)).execute(&mut *connection).await?;
        place.next(change).bind(sqlx::query(include_str!("insert_changes.sql"))).execute(&mut *connection).await?;
    }
    for (kind, number) in plan.last_numbers {
        let query = sqlx::query(include_str!("raise_site_number.sql")).bind(kind.code()).bind(i64::from(number));
        query.execute(&mut *connection).await?;
    }
    sqlx::query(include_str!("raise_revision.sql")).bind(revision).execute(connection).await?;
    Ok(commit)
}

/// Adds a term, or gives a known one new labels.
pub(super) async fn upsert_term(connection: &mut SqliteConnection, term: Term) -> Result<(), StoreError> {
    sqlx::query(include_str!("upsert_term.sql"))
        .bind(term.vocabulary.code())
        .bind(term.code)
        .bind(term.label_vi)
        .bind(term.label_en)
        .bind(term.sector.map(|sector| sector.code()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Records what a commit was made under.
pub(super) async fn insert_batch(connection: &mut SqliteConnection, row: BatchRow) -> Result<(), StoreError> {
    sqlx::query(include_str!("insert_batch.sql"))
        .bind(row.id)
        .bind(row.revision)
        .bind(row.origin)
        .bind(row.author)
        .bind(row.file_name)
        .bind(row.file_sha256)
        .bind(row.reason)
        .bind(row.reviewer)
        .bind(row.recorded_at)
        .bind(row.created)
        .bind(row.updated)
        .bind(row.closed)
        .bind(row.withdrawn)
        .bind(row.terms)
        .bind(row.boundaries)
        .bind(row.import_id)
        .execute(connection)
        .await?;
    Ok(())
}
