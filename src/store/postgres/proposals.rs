//! Proposals in PostgreSQL: small reads, and steps written together with their account.
use sqlx::Row;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::PostgresStore;
use crate::domain::SiteId;
use crate::store::clock;
use crate::store::error::StoreError;
use crate::store::import::NewProposal;
use crate::store::proposal::{ProposalRow, ProposalWrite, StepRow};
use crate::store::proposals_along::{Beginning, Decision, PROPOSALS_AT_ONCE, decided};
use crate::store::proposals_in_store::Record;
use crate::store::site_row::site_in;

impl PostgresStore {
    pub async fn record(&self, id: SiteId) -> Result<Option<Record>, StoreError> {
        let query = sqlx::query(include_str!("read_sites_by_id.sql")).bind(Json([id]));
        let Some(row) = query.fetch_optional(&self.pool).await? else { return Ok(None) };
        Ok(Some(Record { site: site_in(&row)?, revision: row.try_get("revision")? }))
    }

    pub async fn proposal(&self, id: i64) -> Result<Option<ProposalRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_proposal.sql")).bind(id).fetch_optional(&self.pool).await?)
    }

    pub async fn open_proposals(&self) -> Result<Vec<ProposalRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_open_proposals.sql")).fetch_all(&self.pool).await?)
    }

    pub async fn proposals_of(&self, site: SiteId) -> Result<Vec<ProposalRow>, StoreError> {
        let query = sqlx::query_as(include_str!("read_proposals_of_site.sql")).bind(site.to_string());
        Ok(query.fetch_all(&self.pool).await?)
    }

    pub async fn proposal_steps(&self, id: i64) -> Result<Vec<StepRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_proposal_steps.sql")).bind(id).fetch_all(&self.pool).await?)
    }

    /// Writes the proposal and its step, or neither.
    pub async fn write_proposal(&self, write: ProposalWrite) -> Result<ProposalRow, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        // Numbers are given, and versions compared, one write after the other.
        let _: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
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
pub(super) async fn import_of(connection: &mut PgConnection, id: i64) -> Result<Option<i64>, StoreError> {
    Ok(stored(connection, id).await?.and_then(|row| row.import_id))
}

/// Takes the last step of these proposals; where an import is given, only of its own.
pub(super) async fn decide(
    connection: &mut PgConnection,
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
    connection: &mut PgConnection,
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

async fn last(connection: &mut PgConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(include_str!("read_last_proposal.sql")).fetch_one(connection).await?)
}

async fn stored(connection: &mut PgConnection, id: i64) -> Result<Option<ProposalRow>, StoreError> {
    Ok(sqlx::query_as(include_str!("read_proposal.sql")).bind(id).fetch_optional(connection).await?)
}

/// Writes the proposals and their last steps.
async fn put(connection: &mut PgConnection, statement: &'static str, rows: &[ProposalRow]) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query(statement).bind(Json(rows)).execute(&mut *connection).await?;
    sqlx::query(include_str!("insert_proposal_steps.sql")).bind(Json(rows)).execute(connection).await?;
    Ok(())
}
