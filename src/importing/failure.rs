//! Why something asked of an import was not done.
use crate::domain::{ImportReach, Message, SiteId};
use crate::ingest::workbook::FileRefusal;
use crate::store::StoreError;

/// Why an import, a rehearsal, a commit or an undo did not come about. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportFailure {
    /// The database failed or refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] FileRefusal),
    /// The disk failed.
    #[error("the disk failed: {0}")]
    Disk(#[from] std::io::Error),
    /// The work was ended on request.
    #[error("cancelled")]
    Cancelled,
    /// Too many rehearsals wait.
    #[error("too many files are being read")]
    Busy,
    /// Something kept in the database is not what this program writes.
    #[error("{what} cannot be understood: {source}")]
    Unintelligible {
        /// What.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// There is no finished rehearsal at hand.
    #[error("there is no finished rehearsal")]
    NotRehearsed,
    /// Something that cannot be said of a file.
    #[error("{member}: {reason}")]
    Unsayable {
        /// The member that says it.
        member: &'static str,
        /// What is wrong with it.
        reason: Message,
    },
    /// A row would do something else now than was shown.
    #[error("the inventory moved: a row would do something else than was shown")]
    RehearsalMoved,
    /// No row of the file can be taken.
    #[error("no row of the file can be taken")]
    NothingToCommit,
    /// The sender may not take the rows so far.
    #[error("the rows may be taken to {most} at most")]
    TooFar {
        /// How far they may.
        most: ImportReach,
    },
    /// The sender may not do this where one of the sites is.
    #[error("not allowed where “{name}” is")]
    NotTheirs {
        /// The name of that site.
        name: String,
    },
    /// Records moved in fields that proposals change, too.
    #[error("{} proposals meet records that moved", proposals.len())]
    Conflicts {
        /// The proposals.
        proposals: Vec<i64>,
    },
    /// A site named in `revert` is none that the import wrote.
    #[error("{site} is no site of this import")]
    NotOfThisImport {
        /// The site.
        site: SiteId,
    },
}
