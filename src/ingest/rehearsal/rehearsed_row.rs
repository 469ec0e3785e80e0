//! One row of a file with what it would do, what was read of it, and what was found.
use serde::{Deserialize, Serialize};

use super::settings::Decision;
use crate::domain::{FindingCode, ImportReach, Message, Severity, SiteFacts, SiteId};
use crate::ingest::table::{Given, Inherited, Question, RowKind};

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RehearsedOutcome {
    /// A new site.
    Created,
    /// New facts of a recorded site.
    Changed,
    /// Says what is recorded.
    Unchanged,
    /// Not taken; a finding says why.
    Refused,
    /// Not taken by decision, or put into an earlier row.
    Skipped,
    /// Holds no site.
    LeftOut,
}

impl RehearsedOutcome {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
            Self::Skipped => "skipped",
            Self::LeftOut => "left_out",
        }
    }

    /// What people call it.
    pub fn label(self) -> Message {
        let (vi, en) = match self {
            Self::Created => ("Thêm mới", "New"),
            Self::Changed => ("Thay đổi", "Changed"),
            Self::Unchanged => ("Không đổi", "Unchanged"),
            Self::Refused => ("Bị từ chối", "Refused"),
            Self::Skipped => ("Bỏ qua", "Skipped"),
            Self::LeftOut => ("Không phải điểm", "No site"),
        };
        Message::new(vi, en)
    }
}

/// One row of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RehearsedRow {
    /// Name of its sheet; empty in formats without sheets.
    pub sheet: String,
    /// Its number in the sheet, or the line on which it begins.
    pub row: u64,
    /// What the row is.
    pub kind: RowKind,
    /// What becomes of it.
    pub outcome: RehearsedOutcome,
    /// The recorded site that it speaks of.
    pub site: Option<SiteId>,
    /// The name that it gives, or the words of a row without a site; empty where there are none.
    pub name: String,
    /// Whether a person must look at it: something is uncertain, asked, warned of or refused.
    pub needs_look: bool,
    /// What somebody decided of it.
    pub decision: Option<Decision>,
    /// All facts of the site after it: of `Created` and `Changed` rows.
    pub facts: Option<Box<SiteFacts>>,
    /// What is recorded: of `Changed` rows.
    pub before: Option<Box<SiteFacts>>,
    /// How far its sender may take it: of `Created` and `Changed` rows.
    pub reach: Option<ImportReach>,
    /// Its cells that are not empty, from the left.
    pub cells: Vec<RehearsedCell>,
    /// What no cell of the row gives.
    pub inherited: Vec<Inherited>,
    /// What was found.
    pub findings: Vec<RowFinding>,
    /// Which sites it may be, too.
    pub duplicates: Vec<Duplicate>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RehearsedCell {
    /// Place of its column, from 0. The place of a feature follows its last column.
    pub column: usize,
    /// Title of the column.
    pub title: String,
    /// What stands in the file; masked where it must not be kept.
    pub raw: String,
    /// What somebody wrote in its place.
    pub fixed: Option<String>,
    /// From 0 to 1.
    pub certainty: f64,
    /// The facts it gives.
    pub gives: Vec<Given>,
    /// What somebody has to say.
    pub questions: Vec<Question>,
}

/// Something found in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowFinding {
    /// What kind of finding it is.
    pub code: FindingCode,
    /// What it means for the row.
    pub severity: Severity,
    /// A sentence for people.
    pub message: Message,
    /// Place of the column it is about, where it is about one cell.
    pub column: Option<usize>,
    /// Title of the column.
    pub title: Option<String>,
    /// The value as it was.
    pub value: Option<String>,
}

/// A site that a row may be, too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duplicate {
    /// The recorded site; else it is an earlier row.
    pub site: Option<SiteId>,
    /// Sheet of the earlier row.
    pub sheet: Option<String>,
    /// Number of the earlier row.
    pub row: Option<u64>,
    /// Its name.
    pub name: String,
    /// Metres between the two, where both have points of their own.
    pub distance_m: Option<f64>,
    /// Name of who runs it.
    pub operator: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_is_written() {
        use RehearsedOutcome::*;
        for outcome in [Created, Changed, Unchanged, Refused, Skipped, LeftOut] {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.code());
        }
    }
}
