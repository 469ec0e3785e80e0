//! What a check of the database finds: a closed list of codes, each with what it is about and a sentence.
use serde::Serialize;

use crate::domain::Message;

macro_rules! audit_codes {
    ($($(#[$meta:meta])* $variant:ident => $code:literal),+ $(,)?) => {
        /// The closed list of codes of a check.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum AuditCode { $($(#[$meta])* $variant),+ }

        impl AuditCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

audit_codes! {
    /// A row does not say what it should.
    UnreadableRow => "unreadable_row",
    /// The history lacks an entry, or has one twice.
    HistoryGap => "history_gap",
    /// A batch is missing.
    BatchGap => "batch_gap",
    /// The revision of the inventory is not that of the last batch, or a batch made another one than it should.
    RevisionDiffers => "revision_differs",
    /// An entry of the history does not say what its batch says.
    EntryUnlikeBatch => "entry_unlike_batch",
    /// A batch counts other changes than the history has.
    BatchCounts => "batch_counts",
    /// An entry of the history does not go on from the one before.
    BrokenHistory => "broken_history",
    /// An entry of the history is older than the one before it.
    TimeGoesBack => "time_goes_back",
    /// A site is not what its history says.
    SiteDiffers => "site_differs",
    /// A site of the history is not there.
    SiteMissing => "site_missing",
    /// A site has no history.
    SiteWithoutHistory => "site_without_history",
    /// A number would be given a second time.
    NumberBehind => "number_behind",
    /// A site is run by one that is not there.
    UnknownOperator => "unknown_operator",
    /// A code is in no vocabulary.
    UnknownTerm => "unknown_term",
    /// There is no such administrative unit.
    UnknownUnit => "unknown_unit",
    /// The units of a site contradict each other.
    UnitsDisagree => "units_disagree",
    /// A proposal, or a step of one, is missing.
    ProposalGap => "proposal_gap",
    /// A proposal is not what its last step says.
    ProposalDiffers => "proposal_differs",
    /// A step could not be taken from where the proposal was.
    StepImpossible => "step_impossible",
    /// A proposal is about a site that is not there.
    ProposalSite => "proposal_site",
    /// An import, or a step of one, is missing.
    ImportGap => "import_gap",
    /// An import is not what its last step says.
    ImportDiffers => "import_differs",
    /// A batch or a proposal is of an import that is not there.
    UnknownImport => "unknown_import",
    /// Of the file of an import not every piece is there.
    FileDamaged => "file_damaged",
    /// A contact of a site is missing.
    ContactGap => "contact_gap",
    /// A site says that its people agree to something else than they do.
    ConsentsDiffer => "consents_differ",
    /// A role is held in a unit that does not exist.
    GrantUnit => "grant_unit",
    /// The shape of a unit comes from a batch that brought none, or belongs to no unit.
    BoundarySource => "boundary_source",
    /// What would be served is not what is public.
    SnapshotDiffers => "snapshot_differs",
}

/// Something that does not agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AuditFinding {
    /// What kind of finding it is.
    #[serde(serialize_with = "as_code")]
    pub code: AuditCode,
    /// What it is about: a site, a batch, an entry, a proposal, an account or a unit.
    pub subject: String,
    /// A sentence for people.
    pub message: Message,
}

fn as_code<S: serde::Serializer>(code: &AuditCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.code())
}

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<AuditFinding>);

impl Findings {
    pub fn add(&mut self, code: AuditCode, subject: impl ToString, vi: impl Into<String>, en: impl Into<String>) {
        self.0.push(AuditFinding { code, subject: subject.to_string(), message: Message::new(vi, en) });
    }

    pub fn into_list(self) -> Vec<AuditFinding> {
        self.0
    }
}
