//! The proposals that a commit decides or begins along the way: which rows are written, worked out from those stored.
use std::collections::HashMap;

use sqlx::types::Json;

use super::clock;
use super::error::StoreError;
use super::import::NewProposal;
use super::proposal::{Acceptance, ProposalRow, ProposalWrite};
use crate::domain::{ProposalState, SiteId};

/// Proposals that are read and written together: enough that a round trip does not count, few enough that their JSON stays
/// small.
pub(super) const PROPOSALS_AT_ONCE: usize = 1_000;

/// What becomes of a proposal by a commit.
pub(super) struct Decision {
    pub id: i64,
    version: i64,
    state: ProposalState,
    /// The site that carries it out.
    site: Option<SiteId>,
    actor: String,
    comment: Option<String>,
}

impl Decision {
    /// The proposals that the writes to these sites carry out.
    pub fn accepts(accepts: Vec<Acceptance>, named: &[SiteId]) -> impl Iterator<Item = Self> {
        accepts.into_iter().zip(named).map(|(acceptance, site)| {
            let Acceptance { id, version, actor, comment } = acceptance;
            Self { id, version, state: ProposalState::Accepted, site: Some(*site), actor, comment }
        })
    }

    /// The proposals that somebody gives up.
    pub fn abandons(abandons: Vec<(i64, i64)>, actor: &str, comment: Option<&String>) -> impl Iterator<Item = Self> {
        abandons.into_iter().map(move |(id, version)| Self {
            id,
            version,
            state: ProposalState::Abandoned,
            site: None,
            actor: actor.to_owned(),
            comment: comment.cloned(),
        })
    }
}

/// The rows that decisions make of those stored; where they are those of an import, only of its own.
pub(super) fn decided(
    decisions: Vec<Decision>,
    stored: Vec<ProposalRow>,
    import: Option<i64>,
) -> Result<Vec<ProposalRow>, StoreError> {
    let mut stored: HashMap<i64, ProposalRow> = stored.into_iter().map(|row| (row.id, row)).collect();
    let now = clock::to_text(clock::now());
    let mut rows = Vec::with_capacity(decisions.len());
    for Decision { id, version, state, site, actor, comment } in decisions {
        let row = stored.remove(&id).filter(|row| import.is_none() || row.import_id == import);
        let mut row = row.ok_or(StoreError::UnknownProposal { id })?;
        row.step(version, state, actor, comment, now.clone())?;
        row.site_id = site.map(|site| site.to_string()).or(row.site_id);
        rows.push(row);
    }
    Ok(rows)
}

/// What proposals that an import begins have in common.
pub(super) struct Beginning<'a> {
    pub import: i64,
    pub state: ProposalState,
    pub author: &'a str,
    pub reason: Option<&'a String>,
    /// The last number given.
    pub last: i64,
}

impl Beginning<'_> {
    /// The rows of the given proposals: those of the author that are open and become these, and those that are new.
    pub fn rows(
        &mut self,
        proposals: Vec<NewProposal>,
        open: Vec<ProposalRow>,
    ) -> Result<(Vec<ProposalRow>, Vec<ProposalRow>), StoreError> {
        let mut open: HashMap<String, ProposalRow> =
            open.into_iter().filter_map(|row| Some((row.site_id.clone()?, row))).collect();
        let now = clock::now();
        let (mut rewritten, mut new) = (Vec::new(), Vec::new());
        for NewProposal { site, before, after } in proposals {
            let (author, reason) = (self.author.to_owned(), self.reason.cloned());
            match site.and_then(|site| open.remove(&site.to_string())) {
                Some(mut row) => {
                    row.step(row.version, self.state, author, None, clock::to_text(now))?;
                    (row.reason, row.facts_before, row.facts_after) = (reason, before.map(|facts| Json(*facts)), Json(*after));
                    row.import_id = Some(self.import);
                    rewritten.push(row);
                }
                None => {
                    self.last += 1;
                    let begin = ProposalWrite::Begin { site, state: self.state, author, reason, before, after };
                    let row = ProposalRow::after(begin, None, self.last, now)?;
                    new.push(ProposalRow { import_id: Some(self.import), ..row });
                }
            }
        }
        Ok((rewritten, new))
    }
}
