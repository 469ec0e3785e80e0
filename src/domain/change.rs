//! The history of the inventory: batches, and in each the changes with who, when, before and after.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::code_enum::code_enum;
use super::{SiteFacts, SiteId, Status};

code_enum! {
    /// What brought a batch of changes.
    BatchOrigin {
        /// The starter inventory, on the first start.
        Seed => "seed",
        /// A file somebody imported.
        Import => "import",
        /// A change by hand.
        Edit => "edit",
        /// Official boundaries somebody imported, or their removal.
        Boundaries => "boundaries",
        /// What an import wrote, taken back.
        Undo => "undo",
    }
}

code_enum! {
    /// What a change did to its site.
    Operation {
        /// Recorded for the first time.
        Create => "create",
        /// Facts changed.
        Update => "update",
        /// Marked as no longer working.
        Close => "close",
        /// Taken out of the inventory.
        Withdraw => "withdraw",
    }
}

/// What turns one state of a site into another; `None` where nothing does.
pub fn net_operation(before: Option<&SiteFacts>, after: &SiteFacts) -> Option<Operation> {
    let became = |before: &SiteFacts, status| before.status != status && after.status == status;
    match before {
        None => Some(Operation::Create),
        Some(before) if before == after => None,
        Some(before) if became(before, Status::Closed) => Some(Operation::Close),
        Some(before) if became(before, Status::Withdrawn) => Some(Operation::Withdraw),
        Some(_) => Some(Operation::Update),
    }
}

/// What one commit is recorded under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// What brought it.
    pub origin: BatchOrigin,
    /// Who made it: a user's name, or the program.
    pub author: String,
    /// Name of the file, for imports.
    pub file_name: Option<String>,
    /// SHA-256 of the file in hexadecimal, for imports.
    pub file_sha256: Option<String>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// Who accepted what somebody else proposed.
    pub reviewer: Option<String>,
}

impl Batch {
    /// A batch without a file, a reason and a reviewer.
    pub fn new(origin: BatchOrigin, author: impl Into<String>) -> Self {
        Self { origin, author: author.into(), file_name: None, file_sha256: None, reason: None, reviewer: None }
    }
}

/// One entry of the append-only history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Place in the history, growing.
    pub sequence: i64,
    /// Revision of the inventory that the change belongs to.
    pub revision: i64,
    /// Batch of the change.
    pub batch: i64,
    /// The site.
    pub site: SiteId,
    /// What was done.
    pub operation: Operation,
    /// Who did it.
    pub author: String,
    /// When.
    pub changed_at: Timestamp,
    /// The facts before; `None` for a new site.
    pub before: Option<SiteFacts>,
    /// The facts after.
    pub after: SiteFacts,
}

/// What became of a site from one state of the inventory to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The site.
    pub site: SiteId,
    /// The facts in the earlier state; `None` where it was not recorded yet.
    pub before: Option<SiteFacts>,
    /// The facts in the later state.
    pub after: SiteFacts,
    /// When it last changed between the two.
    pub changed_at: Timestamp,
}
