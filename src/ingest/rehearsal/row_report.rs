//! Every row of a rehearsal with its outcome and findings, as JSON, CSV and an Excel workbook.
use std::io::{self, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::json;

use super::rehearsed_row::RehearsedRow;
use super::summary::RehearsalSummary;
use crate::domain::{Language, Severity};

/// The titles of the report.
const TITLES: [[&str; 2]; 7] = [
    ["Trang", "sheet"],
    ["Dòng", "row"],
    ["Kết quả", "outcome"],
    ["Mã điểm", "site"],
    ["Tên", "name"],
    ["Cần xem", "look"],
    ["Ghi nhận", "findings"],
];
/// Most rows of an Excel sheet below its titles.
const SHEET_ROWS: u32 = 1_048_575;
/// Most characters of a cell.
const CELL_CHARS: usize = 32_000;

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The rows cannot be read, or the report cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The workbook cannot be written.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
}

/// One line of the report.
fn line(row: &RehearsedRow, language: Language) -> [String; 7] {
    let findings: Vec<String> = row
        .findings
        .iter()
        .map(|finding| {
            let place = finding.title.as_deref().map(|title| format!("{title}: ")).unwrap_or_default();
            format!("{place}{}", finding.message.in_language(language))
        })
        .collect();
    let look = match (row.needs_look, language) {
        (false, _) => "",
        (true, Language::Vietnamese) => "có",
        (true, Language::English) => "yes",
    };
    [
        row.sheet.clone(),
        row.row.to_string(),
        row.outcome.label().in_language(language).to_owned(),
        row.site.map(|site| site.to_string()).unwrap_or_default(),
        row.name.clone(),
        look.to_owned(),
        findings.join("\n"),
    ]
}

fn titles(language: Language) -> [&'static str; 7] {
    TITLES.map(|[vi, en]| match language {
        Language::Vietnamese => vi,
        Language::English => en,
    })
}

/// The report as one JSON object: the summary, and every row with outcome and findings but without its cells.
///
/// # Errors
/// Where the rows cannot be read or the report cannot be written.
pub fn write_report_json(
    summary: &RehearsalSummary,
    rows: impl Iterator<Item = io::Result<RehearsedRow>>,
    language: Language,
    to: &mut dyn Write,
) -> Result<(), ReportError> {
    write!(to, "{{\"summary\":{},\"rows\":[", json!(summary))?;
    for (position, row) in rows.enumerate() {
        let row = row?;
        let findings = row.findings.iter().map(|finding| {
            let is_refused = finding.severity == Severity::Refused;
            json!({"code": finding.code, "severity": finding.severity, "is_refused": is_refused, "column": finding.column,
                "title": finding.title, "value": finding.value, "message": finding.message.in_language(language)})
        });
        let findings: Vec<serde_json::Value> = findings.collect();
        let told = json!({"sheet": row.sheet, "row": row.row, "outcome": row.outcome, "site": row.site, "name": row.name,
            "needs_look": row.needs_look, "findings": findings});
        write!(to, "{}{told}", if position > 0 { ",\n" } else { "" })?;
    }
    to.write_all(b"]}\n")?;
    Ok(())
}

/// The report as CSV: UTF-8 with BOM, no cell that a spreadsheet would run.
///
/// # Errors
/// As [`write_report_json`].
pub fn write_report_csv(
    rows: impl Iterator<Item = io::Result<RehearsedRow>>,
    language: Language,
    to: &mut dyn Write,
) -> Result<(), ReportError> {
    to.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    writer.write_record(titles(language)).map_err(io::Error::from)?;
    for row in rows {
        writer.write_record(line(&row?, language).map(|cell| safe(&cell))).map_err(io::Error::from)?;
    }
    writer.flush()?;
    Ok(())
}

/// A text that no spreadsheet runs.
fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The report as an Excel workbook, in as many sheets as it needs.
///
/// # Errors
/// As [`write_report_json`].
pub fn write_report_xlsx(
    rows: impl Iterator<Item = io::Result<RehearsedRow>>,
    language: Language,
    to: &Path,
) -> Result<(), ReportError> {
    let bold = Format::new().set_bold();
    let mut workbook = Workbook::new();
    let mut rows = rows.peekable();
    let mut part = 0;
    while part == 0 || rows.peek().is_some() {
        part += 1;
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for ((title, width), column) in titles(language).into_iter().zip([16, 8, 16, 12, 40, 10, 100]).zip(0_u16..) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, title, &bold)?;
        }
        for at in 1..=SHEET_ROWS {
            let Some(row) = rows.next().transpose()? else { break };
            for (cell, column) in line(&row, language).into_iter().zip(0_u16..) {
                match (column, cell.parse::<f64>()) {
                    (1, Ok(number)) => sheet.write_number(at, column, number)?,
                    // Written as a string, so that it is never read as a formula.
                    _ => sheet.write_string(at, column, cell.chars().take(CELL_CHARS).collect::<String>())?,
                };
            }
        }
    }
    workbook.save(to)?;
    Ok(())
}
