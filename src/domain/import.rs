//! A file somebody brought: kept from its upload on, rehearsed as often as needed, committed once, and perhaps taken back.
use jiff::Timestamp;
use serde_json::Value;

use super::code_enum::code_enum;
use super::{Language, RegionId};

code_enum! {
    /// How far an import has come.
    ImportState {
        /// The file is kept and can be rehearsed; nothing of it is in the inventory.
        Open => "open",
        /// What the file says was written: into the inventory, or into proposals.
        Committed => "committed",
        /// What it wrote was taken back, but for sites that were kept by choice.
        Undone => "undone",
        /// Given up before anything was written.
        Discarded => "discarded",
    }
}

code_enum! {
    /// How far a commit takes the rows of a file.
    ImportReach {
        /// Proposals that only their author works on.
        Draft => "draft",
        /// Proposals that wait for a reviewer.
        InReview => "in_review",
        /// Public at once.
        Published => "published",
    }
}

impl ImportState {
    /// The state in words.
    pub const fn label(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Open => ("Đang xem lại", "In repair"),
            Self::Committed => ("Đã ghi", "Committed"),
            Self::Undone => ("Đã hoàn tác", "Undone"),
            Self::Discarded => ("Đã bỏ", "Discarded"),
        };
        match language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }

    /// Whether an import may go from this state to that one. An open one may be written to in its state; what was undone in
    /// part may be undone further.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Open => matches!(next, Self::Open | Self::Committed | Self::Discarded),
            Self::Committed => matches!(next, Self::Committed | Self::Undone),
            Self::Undone => matches!(next, Self::Undone),
            Self::Discarded => false,
        }
    }
}

/// One file somebody brought, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Its number, growing.
    pub id: i64,
    /// Grows by one with every step; who changes it says which version they saw.
    pub version: i64,
    /// How far it has come.
    pub state: ImportState,
    /// Who brought the file.
    pub author: String,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file in hexadecimal; the file is kept under it.
    pub file_sha256: String,
    /// Length of the file.
    pub file_bytes: u64,
    /// Whose wordings are remembered: the unit that the author keeps; `None` for the whole country.
    pub office: Option<RegionId>,
    /// Names of the colleagues who may see and change it, too.
    pub shared_with: Vec<String>,
    /// What people said of the file: corrections, decisions, left out sheets; an object that `ingest` reads.
    pub settings: Value,
    /// The counts and findings of the rehearsal that was committed; an object.
    pub report: Option<Value>,
    /// How far its rows were taken; `None` before.
    pub reach: Option<ImportReach>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// When the file came.
    pub created_at: Timestamp,
    /// When the last step was taken.
    pub changed_at: Timestamp,
    /// Who took the last step.
    pub actor: String,
}

/// One entry of the append-only account of what happened to an import.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportStep {
    /// The version it made.
    pub version: i64,
    /// The state after it.
    pub state: ImportState,
    /// Who took it.
    pub actor: String,
    /// When.
    pub taken_at: Timestamp,
    /// What they said.
    pub comment: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_comes_back_from_where_it_was_taken() {
        for next in ImportState::ALL {
            assert!(!ImportState::Discarded.may_become(*next), "{next}");
            assert_eq!(ImportState::Undone.may_become(*next), *next == ImportState::Undone, "{next}");
            assert!(*next == ImportState::Open || !ImportState::Committed.may_become(ImportState::Open), "{next}");
        }
    }
}
