//! The report of an import: how many rows were accepted, changed and refused, and each finding with sheet, row, column, reason and
//! value.
use std::fmt::Write;
use std::io;

use serde::Serialize;

use crate::domain::{Finding, Language, Severity};
use crate::importing::Rehearsed;
use crate::ingest::rehearsal::RehearsedOutcome;

/// What an import did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// Name of the file.
    pub file: String,
    /// Whether nothing was written on purpose.
    pub is_rehearsal: bool,
    /// Rows of data in the file.
    pub rows: u64,
    /// Rows that became new sites.
    pub created: u64,
    /// Rows that changed a recorded site.
    pub changed: u64,
    /// Rows that say what is already recorded.
    pub unchanged: u64,
    /// Rows not taken.
    pub refused: u64,
    /// Columns of the file that were not understood.
    pub unknown_columns: Vec<String>,
    /// Everything found: what concerns the whole file, then the rows in their order.
    pub findings: Vec<ReportedFinding>,
}

/// A finding, in its sheet where the file has several.
#[derive(Clone, Debug, Serialize)]
pub struct ReportedFinding {
    /// The sheet, where the file has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
}

impl ImportReport {
    /// Tells of a rehearsal, whose rows are read back from the disk.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn new(file: &str, is_rehearsal: bool, rehearsed: &Rehearsed) -> io::Result<Self> {
        let summary = &rehearsed.summary;
        let read = summary.sheets.iter().filter(|sheet| sheet.is_read);
        let has_sheets = read.clone().count() > 1;
        let named = |sheet: &str| has_sheets.then(|| sheet.to_owned());
        let mut unknown_columns: Vec<String> = Vec::new();
        for column in read.flat_map(|sheet| &sheet.columns).filter(|column| column.meaning.is_none()) {
            if !unknown_columns.contains(&column.title) {
                unknown_columns.push(column.title.clone());
            }
        }
        let whole_file = summary.notices.iter().map(|finding| ReportedFinding { sheet: None, finding: finding.clone() });
        let whole_sheets = summary.sheets.iter().flat_map(|sheet| {
            sheet.findings.iter().map(|finding| ReportedFinding { sheet: named(&sheet.name), finding: finding.clone() })
        });
        let mut findings: Vec<ReportedFinding> = whole_file.chain(whole_sheets).collect();
        for row in rehearsed.spool.rows() {
            let row = row?;
            if row.outcome == RehearsedOutcome::LeftOut && row.findings.is_empty() {
                continue;
            }
            let sheet = named(&row.sheet);
            findings.extend(row.findings.into_iter().map(|found| ReportedFinding {
                sheet: sheet.clone(),
                finding: Finding {
                    row: Some(row.row),
                    column: found.title,
                    code: found.code,
                    severity: found.severity,
                    message: found.message,
                    value: found.value,
                },
            }));
        }
        let counts = &summary.counts;
        Ok(Self {
            file: file.to_owned(),
            is_rehearsal,
            rows: counts.rows,
            created: counts.created,
            changed: counts.changed,
            unchanged: counts.unchanged,
            refused: counts.refused,
            unknown_columns,
            findings,
        })
    }

    /// Whether there is something to look at; a note only says how something was understood.
    pub fn has_findings(&self) -> bool {
        self.findings.iter().any(|found| found.finding.severity != Severity::Note) || !self.unknown_columns.is_empty()
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
        for ReportedFinding { sheet, finding } in &self.findings {
            let severity = match finding.severity {
                Severity::Refused => pick("từ chối", "refused"),
                Severity::Warning => pick("lưu ý", "warning"),
                Severity::Note => pick("ghi chú", "note"),
            };
            let sheet = sheet
                .as_deref()
                .map(|sheet| format!("{} “{}”, ", pick("trang", "sheet"), on_one_line(sheet)))
                .unwrap_or_default();
            let row = finding.row.map_or_else(
                || if sheet.is_empty() { pick("cả tệp", "whole file") } else { pick("cả trang", "all of it") }.to_owned(),
                |row| format!("{} {row}", pick("dòng", "line")),
            );
            let column = finding
                .column
                .as_deref()
                .map(|column| format!(", {} {}", pick("cột", "column"), on_one_line(column)))
                .unwrap_or_default();
            let value = finding.value.as_deref().map(|value| format!(" [{}]", on_one_line(value))).unwrap_or_default();
            let message = on_one_line(finding.message.in_language(language));
            let _ = writeln!(text, "  {sheet}{row}{column}: {severity}: {message}{value}");
        }
        text
    }
}

/// The text with line ends and other control characters shown as escapes: a value must not draw on the reader's terminal.
fn on_one_line(text: &str) -> String {
    let shown = |character: char| match character.is_control() {
        true => character.escape_default().collect::<String>(),
        false => character.to_string(),
    };
    text.chars().map(shown).collect()
}
