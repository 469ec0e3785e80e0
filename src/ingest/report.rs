//! The report of an import: how many rows were accepted, changed and refused, and each finding with row, column, reason and value.
use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::assumption::Assumption;
use super::plan::{ImportPlan, RowOutcome};
use crate::domain::{Finding, Language, Severity};

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// Name of the file.
    pub file: String,
    /// Whether nothing was written on purpose.
    pub is_rehearsal: bool,
    /// Rows of data in the file.
    pub rows: usize,
    /// Rows that became new sites.
    pub created: usize,
    /// Rows that changed a recorded site.
    pub changed: usize,
    /// Rows that say what is already recorded.
    pub unchanged: usize,
    /// Rows not taken.
    pub refused: usize,
    /// Columns of the file that were not understood.
    pub unknown_columns: Vec<String>,
    /// Everything found: what concerns the whole file, then the rows in their order.
    pub findings: Vec<Finding>,
}

impl ImportReport {
    /// Sums up a plan.
    pub fn new(file: &str, is_rehearsal: bool, plan: &ImportPlan, unknown_columns: Vec<String>) -> Self {
        let count = |test: fn(&RowOutcome) -> bool| plan.rows.iter().filter(|row| test(&row.outcome)).count();
        Self {
            file: file.to_owned(),
            is_rehearsal,
            rows: plan.rows.len(),
            created: count(|outcome| matches!(outcome, RowOutcome::Create(_))),
            changed: count(|outcome| matches!(outcome, RowOutcome::Update(..))),
            unchanged: count(|outcome| matches!(outcome, RowOutcome::Unchanged(_))),
            refused: count(|outcome| matches!(outcome, RowOutcome::Refused)),
            unknown_columns,
            findings: taken_for_granted(plan).chain(plan.rows.iter().flat_map(|row| row.findings.iter().cloned())).collect(),
        }
    }

    /// Whether there is something to look at; a note only says how something was understood.
    pub fn has_findings(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity != Severity::Note) || !self.unknown_columns.is_empty()
    }

    /// The report for people.
    pub fn text(&self, language: Language) -> String {
        let is_vietnamese = language == Language::Vietnamese;
        let pick = |vietnamese: &'static str, english: &'static str| if is_vietnamese { vietnamese } else { english };
        let mut text = format!("{}\n", self.file);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} {}: {} {}, {} {}, {} {}, {} {}{}",
            self.rows,
            pick("dòng", "rows"),
            self.created,
            pick("thêm mới", "accepted as new"),
            self.changed,
            pick("thay đổi", "changed"),
            self.unchanged,
            pick("không đổi", "unchanged"),
            self.refused,
            pick("bị từ chối", "refused"),
            if self.is_rehearsal { pick(" (chạy thử, chưa ghi gì)", " (rehearsal, nothing written)") } else { "" },
        );
        if !self.unknown_columns.is_empty() {
            let _ = writeln!(
                text,
                "{}: {}",
                pick("Cột không hiểu, bỏ qua", "Columns not understood, left out"),
                on_one_line(&self.unknown_columns.join(", "))
            );
        }
        for finding in &self.findings {
            let severity = match finding.severity {
                Severity::Refused => pick("từ chối", "refused"),
                Severity::Warning => pick("lưu ý", "warning"),
                Severity::Note => pick("ghi chú", "note"),
            };
            let row = finding
                .row
                .map_or_else(|| pick("cả tệp", "whole file").to_owned(), |row| format!("{} {row}", pick("dòng", "line")));
            let column = finding
                .column
                .as_deref()
                .map(|column| format!(", {} {}", pick("cột", "column"), on_one_line(column)))
                .unwrap_or_default();
            let value = finding.value.as_deref().map(|value| format!(" [{}]", on_one_line(value))).unwrap_or_default();
            let _ = writeln!(text, "  {row}{column}: {severity}: {}{value}", on_one_line(finding.message.in_language(language)));
        }
        text
    }
}

/// What was taken for granted about the coordinates, once for the file with the number of rows.
fn taken_for_granted(plan: &ImportPlan) -> impl Iterator<Item = Finding> {
    let mut rows: BTreeMap<&Assumption, usize> = BTreeMap::new();
    for assumption in plan.rows.iter().flat_map(|row| &row.assumptions) {
        *rows.entry(assumption).or_default() += 1;
    }
    rows.into_iter().map(|(assumption, rows)| assumption.finding(rows))
}

/// The text with line ends and other control characters shown as escapes: a value must not draw on the reader's terminal.
fn on_one_line(text: &str) -> String {
    let shown = |character: char| match character.is_control() {
        true => character.escape_default().collect::<String>(),
        false => character.to_string(),
    };
    text.chars().map(shown).collect()
}
