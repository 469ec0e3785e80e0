//! Changes that somebody proposed and a reviewer has still to accept; until then nothing public moves.
use jiff::Timestamp;

use super::code_enum::code_enum;
use super::{SiteFacts, SiteId};

code_enum! {
    /// How far a proposal has come.
    ProposalState {
        /// Being written; seen by its author and by those who may read drafts there.
        Draft => "draft",
        /// Waiting for a reviewer.
        InReview => "in_review",
        /// Sent back by a reviewer with a comment.
        Returned => "returned",
        /// Accepted, whole or in part; the inventory has it.
        Accepted => "accepted",
        /// Given up.
        Abandoned => "abandoned",
    }
}

impl ProposalState {
    /// Whether it still waits for something.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::InReview | Self::Returned)
    }

    /// Whether a proposal may go from this state to that one. An open one may be written to in its state.
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::Draft => matches!(self, Self::Draft | Self::Returned | Self::InReview),
            Self::InReview => self.is_open(),
            Self::Returned | Self::Accepted => matches!(self, Self::InReview),
            Self::Abandoned => self.is_open(),
        }
    }
}

/// A proposed change to one site, or a proposed new site.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its number, growing.
    pub id: i64,
    /// Grows by one with every step; who changes it says which version they saw.
    pub version: i64,
    /// The site; of a new one only once it is accepted.
    pub site: Option<SiteId>,
    /// How far it has come.
    pub state: ProposalState,
    /// Who wrote it.
    pub author: String,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// The facts it was written from; `None` for a new site.
    pub before: Option<SiteFacts>,
    /// The facts it wants.
    pub after: SiteFacts,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When the last step was taken.
    pub changed_at: Timestamp,
    /// Who took the last step.
    pub actor: String,
    /// What they said.
    pub comment: Option<String>,
    /// The import it came with.
    pub import: Option<i64>,
}

/// One entry of the append-only account of what happened to a proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposalStep {
    /// The version it made.
    pub version: i64,
    /// The state after it.
    pub state: ProposalState,
    /// Who took it.
    pub actor: String,
    /// When.
    pub taken_at: Timestamp,
    /// What they said.
    pub comment: Option<String>,
    /// The facts wanted after it.
    pub after: SiteFacts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decided_stays_decided() {
        for state in ProposalState::ALL.iter().filter(|state| !state.is_open()) {
            assert!(ProposalState::ALL.iter().all(|next| !state.may_become(*next)), "{state}");
        }
    }

    #[test]
    fn only_what_waits_for_a_reviewer_is_decided_by_one() {
        for state in ProposalState::ALL {
            let waits = *state == ProposalState::InReview;
            assert_eq!(state.may_become(ProposalState::Accepted), waits, "{state}");
            assert_eq!(state.may_become(ProposalState::Returned), waits, "{state}");
        }
    }
}
