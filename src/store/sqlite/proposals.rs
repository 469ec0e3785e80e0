//! Proposals in SQLite: small reads, and steps written together with their account.
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;
use sqlx::types::Json;

use super::SqliteStore;
use crate::domain::SiteId;
use crate::store::clock;
use crate::store::error::StoreError;
use crate::store::proposal::{Acceptance, ProposalRow, ProposalWrite, StepRow};
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
            ProposalWrite::Begin { .. } => (None, include_str!("insert_proposal.sql")),
            ProposalWrite::Step { id, .. } => (stored(connection, *id).await?, include_str!("update_proposal.sql")),
        };
        let last: i64 = sqlx::query_scalar(include_str!("read_last_proposal.sql")).fetch_one(&mut *connection).await?;
        let row = ProposalRow::after(write, stored, last + 1, clock::now())?;
        put(connection, statement, &row).await?;
        transaction.commit().await?;
        Ok(row)
    }
}

/// Marks the proposal as carried out by the commit that is being written.
pub(super) async fn accept(connection: &mut SqliteConnection, acceptance: Acceptance, site: SiteId) -> Result<(), StoreError> {
    let id = acceptance.id;
    let stored = stored(connection, id).await?.ok_or(StoreError::UnknownProposal { id })?;
    let row = stored.accepted(acceptance, site, clock::now())?;
    put(connection, include_str!("update_proposal.sql"), &row).await
}

async fn stored(connection: &mut SqliteConnection, id: i64) -> Result<Option<ProposalRow>, StoreError> {
    Ok(sqlx::query_as(include_str!("read_proposal.sql")).bind(id).fetch_optional(connection).await?)
}

async fn put(connection: &mut SqliteConnection, statement: &'static str, row: &ProposalRow) -> Result<(), StoreError> {
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
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("insert_proposal_step.sql"))
        .bind(row.id)
        .bind(row.version)
        .bind(&row.state)
        .bind(&row.actor)
        .bind(&row.changed_at)
        .bind(row.comment.as_ref())
        .bind(&row.facts_after)
        .execute(connection)
        .await?;
    Ok(())
}
