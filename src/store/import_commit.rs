//! What the commit of an import takes: the sites or proposals of its file, and what is kept of the rehearsal.
use serde_json::Value;

use super::commit::SiteWrite;
use super::import::{ImportVersion, NewProposal};
use crate::domain::{ImportReach, ProposalState};

/// What the commit of an import writes.
#[derive(Clone, Debug)]
pub enum ImportContent {
    /// Sites, public or not.
    Sites(Vec<SiteWrite>),
    /// Proposals of the import's author.
    Proposals {
        /// `draft` or `in_review`.
        state: ProposalState,
        /// One for each site.
        proposals: Vec<NewProposal>,
    },
}

/// The commit of an import; all of it is written, or nothing.
#[derive(Clone, Debug)]
pub struct ImportCommit {
    /// The import, as it was seen.
    pub seen: ImportVersion,
    /// How far its rows are taken.
    pub reach: ImportReach,
    /// The counts and findings of the rehearsal; an object.
    pub report: Value,
    /// The office (a unit, or `vn`) and what is remembered for its next file; an object.
    pub remember: Option<(String, Value)>,
    /// What is written.
    pub content: ImportContent,
}
