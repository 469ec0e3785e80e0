//! What a rehearsal comes to: counts, findings, columns, questions, and a digest of what would be written.
use serde::{Deserialize, Serialize};

use crate::domain::{Finding, FindingCode, Message, Severity};
use crate::ingest::table::{Meaning, Question};

/// What a rehearsal comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RehearsalSummary {
    /// How many rows do what.
    #[serde(flatten)]
    pub counts: RowCounts,
    /// How far the rows that write may be taken.
    pub by_reach: ReachCounts,
    /// What was found, by code and severity: the worst first, then the commonest.
    pub findings: Vec<FindingCount>,
    /// The sheets, in the order of the file.
    pub sheets: Vec<SheetReport>,
    /// What somebody has to say, each once: what most rows wait for first.
    pub questions: Vec<OpenQuestion>,
    /// What is to be said of the file as a whole, among it what was taken for granted about its coordinates.
    pub notices: Vec<Finding>,
    /// SHA-256 in hexadecimal over what each row would do: equal digests, equal effect.
    pub digest: String,
}

/// How many rows do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// Rows that hold sites.
    pub rows: u64,
    /// New sites.
    pub created: u64,
    /// Changed sites.
    pub changed: u64,
    /// Rows that say what is recorded.
    pub unchanged: u64,
    /// Rows not taken.
    pub refused: u64,
    /// Rows not taken by decision.
    pub skipped: u64,
    /// Rows that hold no site.
    pub left_out: u64,
    /// Rows that a person must look at.
    pub look: u64,
}

/// How far the rows that write may be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachCounts {
    /// As drafts.
    pub draft: u64,
    /// To review.
    pub in_review: u64,
    /// To everybody.
    pub published: u64,
}

/// In how many rows a kind of finding stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingCount {
    /// The kind.
    pub code: FindingCode,
    /// What people call it.
    pub label: Message,
    /// What it means for its rows.
    pub severity: Severity,
    /// How many rows have it.
    pub rows: u64,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetReport {
    /// Its name; empty in formats without sheets.
    pub name: String,
    /// Whether the file hides it.
    pub is_hidden: bool,
    /// Whether it was read: not where people left it out, nor where it belongs to our own files and holds no sites.
    pub is_read: bool,
    /// Whether its titles are our own, so that nothing had to be guessed.
    pub is_own_layout: bool,
    /// Rows that hold sites.
    pub rows: u64,
    /// Its columns: of several tables one after the other.
    pub columns: Vec<ColumnReport>,
    /// What is to be said of the sheet and its columns.
    pub findings: Vec<Finding>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnReport {
    /// Number of the last row of the header it belongs to.
    pub header_row: u64,
    /// Its place, from 0.
    pub position: usize,
    /// Its title.
    pub title: String,
    /// Whether the file hides it.
    pub is_hidden: bool,
    /// What it means; `None` where nothing fits.
    pub meaning: Option<Meaning>,
    /// The meaning in words.
    pub label: Option<Message>,
    /// From 0 to 1.
    pub certainty: f64,
    /// What else it may mean, the likeliest first.
    pub alternatives: Vec<AlternativeMeaning>,
}

/// What else a column may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlternativeMeaning {
    /// The meaning.
    pub meaning: Meaning,
    /// The meaning in words.
    pub label: Message,
    /// From 0 to 1.
    pub certainty: f64,
}

/// A question with the number of rows that wait for its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenQuestion {
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// How many rows ask it.
    pub rows: u64,
}
