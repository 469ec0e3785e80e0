//! What a caller asks to be written, and what became of it.
use super::import::{ImportWork, NewProposal};
use super::proposal::Acceptance;
use crate::domain::{Batch, ProposalState, SiteFacts, SiteId, Term};

/// One change to one site.
#[derive(Clone, Debug, PartialEq)]
pub enum SiteWrite {
    /// Record a new site; it gets the next number of its kind.
    Create(SiteFacts),
    /// Put these facts in the place of the recorded ones.
    Update {
        /// The site.
        id: SiteId,
        /// All its facts.
        facts: SiteFacts,
    },
    /// Mark the site as no longer working; its other facts stay.
    Close {
        /// The site.
        id: SiteId,
    },
}

/// What a commit did. A site counts once, by what the commit as a whole did to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// The revision of the inventory after it.
    pub revision: i64,
    /// The batch it is recorded under; `None` when nothing changed.
    pub batch_id: Option<i64>,
    /// New sites, in the order of their writes.
    pub created: Vec<SiteId>,
    /// Sites whose facts changed.
    pub updated: Vec<SiteId>,
    /// Sites whose status became `closed`, whether by [`SiteWrite::Close`] or by an update.
    pub closed: Vec<SiteId>,
    /// Sites whose status became `withdrawn`.
    pub withdrawn: Vec<SiteId>,
    /// How many sites were named and are as they were.
    pub unchanged: usize,
    /// How many vocabulary terms were added or changed.
    pub terms: usize,
    /// How many units got their official boundary from this commit, or lost it by a reset.
    pub boundaries: usize,
}

/// Everything a back end needs to commit.
pub(super) struct Request<'a> {
    pub batch: &'a Batch,
    pub expected_revision: i64,
    pub writes: Vec<SiteWrite>,
    pub vocabulary: Vec<Term>,
    pub along: Along,
}

/// What a commit writes beside sites and terms, in the same transaction.
#[derive(Default)]
pub(super) struct Along {
    /// The proposals that the writes carry out, each the write in its place.
    pub accepts: Vec<Acceptance>,
    /// Proposals that are given up, each with the version that was seen.
    pub abandons: Vec<(i64, i64)>,
    /// The state and the facts of proposals that are begun, in the name of the batch.
    pub begins: Option<(ProposalState, Vec<NewProposal>)>,
    /// The step of the import whose commit it is.
    pub import: Option<ImportWork>,
}
