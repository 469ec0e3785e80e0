//! Proposals as the store takes and gives them: a new one, a step of one, and the one that a commit carries out.
use jiff::Timestamp;
use serde::Serialize;
use sqlx::types::Json;

use super::clock;
use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Proposal, ProposalState, ProposalStep, SiteFacts, SiteId};

/// What is written of a proposal.
#[derive(Clone, Debug)]
pub enum ProposalWrite {
    /// Begins one.
    Begin {
        /// The site it would change; `None` for a new one.
        site: Option<SiteId>,
        /// `draft` or `in_review`.
        state: ProposalState,
        /// Who writes it.
        author: String,
        /// Why.
        reason: Option<String>,
        /// The facts the author saw.
        before: Option<Box<SiteFacts>>,
        /// The facts the author wants.
        after: Box<SiteFacts>,
    },
    /// Takes a step.
    Step {
        /// The proposal.
        id: i64,
        /// The version that was seen.
        version: i64,
        /// The state after the step.
        state: ProposalState,
        /// Who takes it.
        actor: String,
        /// What they say.
        comment: Option<String>,
        /// Other facts and another reason, where the proposal is rewritten.
        rewrite: Option<Box<Rewrite>>,
    },
}

/// What a step puts in the place of what a proposal said.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// Why.
    pub reason: Option<String>,
    /// The facts of the site as they were when it was rewritten.
    pub before: Option<SiteFacts>,
    /// The facts wanted.
    pub after: SiteFacts,
}

/// The proposal that a commit carries out; both are written, or neither.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The proposal.
    pub id: i64,
    /// The version that was seen.
    pub version: i64,
    /// Who accepts it.
    pub actor: String,
    /// What they say.
    pub comment: Option<String>,
}

/// The columns of `proposal`.
#[derive(sqlx::FromRow, Serialize)]
pub(super) struct ProposalRow {
    pub id: i64,
    pub version: i64,
    pub site_id: Option<String>,
    pub state: String,
    pub author: String,
    pub reason: Option<String>,
    pub facts_before: Option<Json<SiteFacts>>,
    pub facts_after: Json<SiteFacts>,
    pub created_at: String,
    pub changed_at: String,
    pub actor: String,
    pub comment: Option<String>,
    pub import_id: Option<i64>,
}

impl ProposalRow {
    /// The row that a write makes of what is stored, of which a step needs the proposal and a beginning its number.
    pub fn after(write: ProposalWrite, stored: Option<Self>, next_id: i64, now: Timestamp) -> Result<Self, StoreError> {
        let now = clock::to_text(now);
        match write {
            ProposalWrite::Begin { site, state, author, reason, before, after } => Ok(Self {
                id: next_id,
                version: 1,
                site_id: site.map(|site| site.to_string()),
                state: state.to_string(),
                actor: author.clone(),
                author,
                reason,
                facts_before: before.map(|facts| Json(*facts)),
                facts_after: Json(*after),
                created_at: now.clone(),
                changed_at: now,
                comment: None,
                import_id: None,
            }),
            ProposalWrite::Step { id, version, state, actor, comment, rewrite } => {
                let mut row = stored.ok_or(StoreError::UnknownProposal { id })?;
                row.step(version, state, actor, comment, now)?;
                if let Some(Rewrite { reason, before, after }) = rewrite.map(|rewrite| *rewrite) {
                    (row.reason, row.facts_before, row.facts_after) = (reason, before.map(Json), Json(after));
                }
                Ok(row)
            }
        }
    }

    /// Takes a step from the version that was seen.
    pub fn step(
        &mut self,
        seen: i64,
        state: ProposalState,
        actor: String,
        comment: Option<String>,
        now: String,
    ) -> Result<(), StoreError> {
        let from: ProposalState = read("proposal", "state", &self.state)?;
        if self.version != seen {
            return Err(StoreError::ProposalMoved { id: self.id, expected: seen, found: self.version });
        }
        if !from.may_become(state) {
            return Err(StoreError::ProposalDecided { id: self.id, state: from });
        }
        (self.version, self.state) = (self.version + 1, state.to_string());
        // Times of one form sort as text; a clock that was set back does not take the account backwards.
        let changed_at = std::mem::take(&mut self.changed_at).max(now);
        (self.actor, self.comment, self.changed_at) = (actor, comment, changed_at);
        Ok(())
    }
}

impl TryFrom<ProposalRow> for Proposal {
    type Error = StoreError;

    fn try_from(row: ProposalRow) -> Result<Self, StoreError> {
        let name = format!("proposal {}", row.id);
        Ok(Self {
            id: row.id,
            version: row.version,
            site: row.site_id.map(|id| read(&name, "site_id", &id)).transpose()?,
            state: read(&name, "state", &row.state)?,
            author: row.author,
            reason: row.reason,
            before: row.facts_before.map(|facts| facts.0),
            after: row.facts_after.0,
            created_at: read(&name, "created_at", &row.created_at)?,
            changed_at: read(&name, "changed_at", &row.changed_at)?,
            actor: row.actor,
            comment: row.comment,
            import: row.import_id,
        })
    }
}

/// The columns of `proposal_step` that are read.
#[derive(sqlx::FromRow)]
pub(super) struct StepRow {
    pub version: i64,
    state: String,
    actor: String,
    taken_at: String,
    pub comment: Option<String>,
    pub facts_after: Json<SiteFacts>,
}

impl TryFrom<StepRow> for ProposalStep {
    type Error = StoreError;

    fn try_from(row: StepRow) -> Result<Self, StoreError> {
        Ok(Self {
            version: row.version,
            state: read("proposal_step", "state", &row.state)?,
            actor: row.actor,
            taken_at: read("proposal_step", "taken_at", &row.taken_at)?,
            comment: row.comment,
            after: row.facts_after.0,
        })
    }
}
