//! Proposals in SQLite: small reads, and steps written together with their account.
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;
use sqlx::types::Json;

use super::SqliteStore;
use crate::domain::SiteId;
use crate::store::clock;
use crate::store::error::StoreError;
use crate::store::import::NewProposal;
use crate::store::proposal::{ProposalRow, ProposalWrite, StepRow};
use crate::store::proposals_along::{Beginning, Decision, PROPOSALS_AT_ONCE, decided};
use crate::store::proposals_in_store::Record;
use crate::store::site_row::site_in;

impl SqliteStore {
    pub async fn record(&self, id: SiteId) -> Result<Option<Record>, StoreError> {
        let query = sqlx::query(include_str!("read_sites_by_id.sql")).bind(Json([id]));
        let Some(row) = query.fetch_optional(&self.readers).await? else { return Ok(None) };
        Ok(Some(Record { site: site_in(&row)?, revision: row.try_get("revision")? }))
    }

    pub async fn proposal(&self, id: i64) -> Result<Option<ProposalRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_proposal.sql")).bind(id).fetch_optional(&self.readers).await?)
    }

    pub async fn open_proposals(&self) -> Result<Vec<ProposalRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_open_proposals.sql")).fetch_all(&self.readers).await?)
    }

    pub async fn proposals_of(&self, site: SiteId) -> Result<Vec<ProposalRow>, StoreError> {
        let query = sqlx::query_as(include_str!("read_proposals_of_site.sql")).bind(site.to_string());
        Ok(query.fetch_all(&self.readers).await?)
    }

    pub async fn proposal_steps(&self, id: i64) -> Result<Vec<StepRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_proposal_steps.sql")).bind(id).fetch_all(&self.readers).await?)
    }

    /// Writes the proposal and its step, or neither.
    pub async fn write_proposal(&self, write: ProposalWrite) -> Result<ProposalRow, StoreError> {
        let mut transaction = self.writer.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        let (stored, statement) = match &write {
            ProposalWrite::Begin { .. } => (None, include_str!("insert_proposals.sql")),
            ProposalWrite::Step { id, .. } => (stored(connection, *id).await?, include_str!("update_proposals.sql")),
        };
        let row = [ProposalRow::after(write, stored, last(connection).await? + 1, clock::now())?];
        put(connection, statement, &row).await?;
        transaction.commit().await?;
        let [row] = row;
        Ok(row)
    }
}

/// The import that a proposal is of.
pub(super) async fn import_of(connection: &mut SqliteConnection, id: i64) -> Result<Option<i64>, StoreError> {
    Ok(stored(connection, id).await?.and_then(|row| row.import_id))
}

/// Takes the last step of these proposals; where an import is given, only of its own.
pub(super) async fn decide(
    connection: &mut SqliteConnection,
    decisions: Vec<Decision>,
    import: Option<i64>,
) -> Result<(), StoreError> {
    let mut rest = decisions.into_iter().peekable();
    while rest.peek().is_some() {
        let chunk: Vec<Decision> = rest.by_ref().take(PROPOSALS_AT_ONCE).collect();
        let ids: Vec<i64> = chunk.iter().map(|decision| decision.id).collect();
        let query = sqlx::query_as(include_str!("read_proposals_by_id.sql")).bind(Json(ids));
        let rows = decided(chunk, query.fetch_all(&mut *connection).await?, import)?;
        put(connection, include_str!("update_proposals.sql"), &rows).await?;
    }
    Ok(())
}

/// Begins the proposals of an import.
pub(super) async fn begin(
    connection: &mut SqliteConnection,
    proposals: Vec<NewProposal>,
    mut beginning: Beginning<'_>,
) -> Result<(), StoreError> {
    beginning.last = last(connection).await?;
    let mut rest = proposals.into_iter().peekable();
    while rest.peek().is_some() {
        let chunk: Vec<NewProposal> = rest.by_ref().take(PROPOSALS_AT_ONCE).collect();
        let sites: Vec<SiteId> = chunk.iter().filter_map(|proposal| proposal.site).collect();
        let query = sqlx::query_as(include_str!("read_open_proposals_of_author.sql")).bind(beginning.author).bind(Json(sites));
        let (rewritten, new) = beginning.rows(chunk, query.fetch_all(&mut *connection).await?)?;
        put(connection, include_str!("update_proposals.sql"), &rewritten).await?;
        put(connection, include_str!("insert_proposals.sql"), &new).await?;
    }
    Ok(())
}

async fn last(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(include_str!("read_last_proposal.sql")).fetch_one(connection).await?)
}

async fn stored(connection: &mut SqliteConnection, id: i64) -> Result<Option<ProposalRow>, StoreError> {
    Ok(sqlx::query_as(include_str!("read_proposal.sql")).bind(id).fetch_optional(connection).await?)
}

/// Writes the proposals and their last steps.
async fn put(connection: &mut SqliteConnection, statement: &'static str, rows: &[ProposalRow]) -> Result<(), StoreError> {
    for row in rows {
        sqlx::query(statement)
            .bind(row.id)
            .bind(row.version)
            .bind(row.site_id.as_ref())
            .bind(&row.state)
            .bind(&row.author)
            .bind(row.reason.as_ref())
            .bind(row.facts_before.as_ref())
            .bind(&row.facts_after)
            .bind(&row.created_at)
            .bind(&row.changed_at)
            .bind(&row.actor)
            .bind(row.comment.as_ref())
            .bind(row.import_id)
            .execute(&mut *connection)
            .await?;
        sqlx::query(include_str!("insert_proposal_steps.sql"))
            .bind(row.id)
            .bind(row.version)
            .bind(&row.state)
            .bind(&row.actor)
            .bind(&row.changed_at)
            .bind(row.comment.as_ref())
            .bind(&row.facts_after)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
