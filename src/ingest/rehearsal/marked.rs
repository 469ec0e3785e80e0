//! The file as an Excel workbook with what was found in it: bad cells coloured, each with what is to be said of it.
use std::collections::{HashMap, HashSet};
use std::io;
use std::iter::Peekable;
use std::path::Path;

use rust_xlsxwriter::{Color, Format, Note, Workbook as Writer, Worksheet, XlsxError};

use super::rehearsed_row::{RehearsedCell, RehearsedOutcome, RehearsedRow};
use super::sheet_rows::{Fixes, SourceRow};
use crate::domain::{Language, Severity};
use crate::ingest::feature_place::TITLE;
use crate::ingest::table::LOOK_BELOW;
use crate::ingest::workbook::{FileRefusal, NumberFormat, RawCell, SheetInfo, SheetLayout, Workbook};

/// Most notes in a workbook; what comes after them is coloured only.
const NOTES_MAX: usize = 10_000;
/// Most characters of a note.
const NOTE_CHARS: usize = 1_000;
/// A sheet of more rows is written as it comes, so that ranges over several rows are not merged again.
const HELD_ROWS: u64 = 20_000;
/// The last row and column of an Excel sheet, from 0.
const LAST_ROW: u64 = 1_048_575;
const LAST_COLUMN: usize = 16_383;
/// Most characters of a cell.
const CELL_CHARS: usize = 32_767;

/// Why there is no marked workbook.
#[derive(Debug, thiserror::Error)]
pub enum MarkedError {
    /// The file cannot be read again.
    #[error(transparent)]
    File(#[from] FileRefusal),
    /// The rows of the rehearsal cannot be read.
    #[error("the rows cannot be read: {0}")]
    Rows(#[from] io::Error),
    /// The workbook cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Written(#[from] XlsxError),
}

/// How bad a cell is, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Mark {
    /// Somebody wrote another text.
    Repaired,
    /// A person should look.
    Look,
    /// It refuses its row.
    Refused,
}

impl Mark {
    const fn colour(self) -> Color {
        Color::RGB(match self {
            Self::Repaired => 0x9F_C9_F5,
            Self::Look => 0xFF_EC_99,
            Self::Refused => 0xF7_A6_A0,
        })
    }
}

/// Writes the sheets of a file anew, with what was found of its rows: `rows` are those of its rehearsal, in their order. Values
/// stay what they are; a formula is written as its kept value and never as a formula. Blocks.
///
/// # Errors
/// Where the file or the rows cannot be read, or the workbook cannot be written.
pub fn write_marked(
    workbook: &mut Workbook,
    rows: impl Iterator<Item = io::Result<RehearsedRow>>,
    language: Language,
    to: &Path,
) -> Result<(), MarkedError> {
    let mut writer = Writer::new();
    let mut marker = Marker { rows: rows.peekable(), formats: HashMap::new(), notes: 0, language };
    let (infos, mut names) = (workbook.sheets().to_vec(), HashSet::new());
    let any_shown = infos.iter().any(|info| !info.hidden);
    for (index, info) in infos.iter().enumerate() {
        let layout = workbook.layout(index)?;
        let is_held = layout.last_row > 0 && layout.last_row <= HELD_ROWS;
        let sheet = if is_held { writer.add_worksheet() } else { writer.add_worksheet_with_constant_memory()? };
        let name = sheet_name(info, index);
        let is_new = names.insert(name.to_lowercase());
        sheet.set_name(if is_new { name } else { numbered(index) })?;
        // A workbook needs one sheet that is seen.
        if info.hidden && any_shown {
            sheet.set_hidden(true);
        }
        for column in layout.hidden_columns.iter().filter_map(|column| u16::try_from(*column).ok()) {
            sheet.set_column_hidden(column)?;
        }
        if is_held {
            merge(sheet, &layout);
        }
        let fixes = Fixes::default();
        for row in workbook.rows(index)? {
            marker.write(sheet, &SourceRow::new(row?, &info.name, &fixes), &info.name)?;
        }
        // What is left of this sheet has no row any more.
        while marker.next_of(&info.name, u64::MAX)?.is_some() {}
    }
    writer.save(to)?;
    Ok(())
}

/// A name that Excel takes.
fn sheet_name(info: &SheetInfo, index: usize) -> String {
    let allowed: String = info.name.chars().filter(|character| !r"[]:*?/\'".contains(*character)).take(31).collect();
    if allowed.trim().is_empty() { numbered(index) } else { allowed }
}

fn numbered(index: usize) -> String {
    format!("Trang {}", index + 1)
}

/// Merges what the file merges.
fn merge(sheet: &mut Worksheet, layout: &SheetLayout) {
    for range in &layout.merged {
        let [first_row, last_row] =
            [range.first_row, range.last_row].map(|row| u32::try_from(row.saturating_sub(1)).unwrap_or(u32::MAX));
        let [first_column, last_column] =
            [range.first_column, range.last_column].map(|column| u16::try_from(column).unwrap_or(u16::MAX));
        let is_within = u64::from(last_row) <= LAST_ROW && usize::from(last_column) <= LAST_COLUMN;
        let is_range = (first_row, first_column) != (last_row, last_column) && is_within;
        if is_range {
            // Ranges that overlap are of no use to anybody; the first one counts.
            let _ = sheet.merge_range(first_row, first_column, last_row, last_column, "", &Format::new());
        }
    }
}

struct Marker<I: Iterator<Item = io::Result<RehearsedRow>>> {
    rows: Peekable<I>,
    formats: HashMap<(NumberFormatKey, Option<Mark>), Format>,
    notes: usize,
    language: Language,
}

/// A number format by its code; empty for none.
type NumberFormatKey = String;

impl<I: Iterator<Item = io::Result<RehearsedRow>>> Marker<I> {
    /// The next rehearsed row of the sheet up to a number.
    fn next_of(&mut self, sheet: &str, up_to: u64) -> Result<Option<RehearsedRow>, MarkedError> {
        let is_it = |row: &io::Result<RehearsedRow>| row.as_ref().map_or(true, |row| row.sheet == sheet && row.row <= up_to);
        Ok(self.rows.next_if(is_it).transpose()?)
    }

    fn write(&mut self, sheet: &mut Worksheet, row: &SourceRow, name: &str) -> Result<(), MarkedError> {
        let mut rehearsed = None;
        while let Some(next) = self.next_of(name, row.number)? {
            rehearsed = Some(next).filter(|next| next.row == row.number);
        }
        let Some(at) = row.number.checked_sub(1).filter(|at| *at <= LAST_ROW).and_then(|at| u32::try_from(at).ok()) else {
            return Ok(());
        };
        if row.is_hidden {
            sheet.set_row_hidden(at)?;
        }
        let marks = rehearsed.as_ref().map(|row| marks_of(row, self.language)).unwrap_or_default();
        let width = marks.keys().map(|column| column + 1).max().unwrap_or(0).max(row.cells.len()).min(LAST_COLUMN + 1);
        for (column, position) in (0..width).zip(0_u16..) {
            let said = marks.get(&column);
            let fixed = rehearsed.as_ref().and_then(|row| fix_of(row, column));
            let cell = match fixed {
                Some(text) => RawCell::Text(text.to_owned()),
                None => row.cells.get(column).cloned().unwrap_or_default(),
            };
            self.cell(sheet, (at, position), &cell, said.map(|(mark, _)| *mark))?;
            if let Some((_, text)) = said
                && self.notes < NOTES_MAX
            {
                self.notes += 1;
                sheet.insert_note(at, position, &Note::new(text.chars().take(NOTE_CHARS).collect::<String>()))?;
            }
        }
        Ok(())
    }

    fn cell(
        &mut self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &RawCell,
        mark: Option<Mark>,
    ) -> Result<(), MarkedError> {
        match cell {
            RawCell::Empty | RawCell::Formula { .. } => {
                if mark.is_some() {
                    sheet.write_blank(row, column, self.format("", mark))?;
                }
            }
            RawCell::Number { value, format } => {
                let code = code_of(format);
                sheet.write_number_with_format(row, column, *value, self.format(&code, mark))?;
            }
            RawCell::DateTime { serial: Some(serial), format, .. } => {
                let code = match code_of(format) {
                    code if code.is_empty() => "dd/mm/yyyy".to_owned(),
                    code => code,
                };
                sheet.write_number_with_format(row, column, *serial, self.format(&code, mark))?;
            }
            RawCell::Bool(value) => {
                sheet.write_boolean_with_format(row, column, *value, self.format("", mark))?;
            }
            // Written as a string, so that it is never read as a formula or a link.
            RawCell::Text(_) | RawCell::Error(_) | RawCell::DateTime { .. } => {
                let text: String = cell.to_text().chars().take(CELL_CHARS).collect();
                sheet.write_string_with_format(row, column, text, self.format("", mark))?;
            }
        }
        Ok(())
    }

    fn format(&mut self, code: &str, mark: Option<Mark>) -> &Format {
        self.formats.entry((code.to_owned(), mark)).or_insert_with(|| {
            let format = if code.is_empty() { Format::new() } else { Format::new().set_num_format(code) };
            match mark {
                Some(mark) => format.set_background_color(mark.colour()),
                None => format,
            }
        })
    }
}

fn code_of(format: &NumberFormat) -> String {
    match format {
        NumberFormat::General | NumberFormat::Currency => String::new(),
        NumberFormat::Percent => "0.##%".to_owned(),
        NumberFormat::Text => "@".to_owned(),
        NumberFormat::Date => "dd/mm/yyyy".to_owned(),
        NumberFormat::Code(code) => code.to_string(),
    }
}

fn fix_of(row: &RehearsedRow, column: usize) -> Option<&str> {
    row.cells.iter().find(|cell| cell.column == column)?.fixed.as_deref()
}

/// What is to be said of the cells of a row, by their columns. What concerns the row as a whole stands at its first cell.
fn marks_of(row: &RehearsedRow, language: Language) -> HashMap<usize, (Mark, String)> {
    let mut marks: HashMap<usize, (Mark, String)> = HashMap::new();
    let mut say = |column: usize, mark: Mark, text: &str| {
        let (worst, said) = marks.entry(column).or_insert_with(|| (mark, String::new()));
        *worst = (*worst).max(mark);
        if !said.is_empty() && !text.is_empty() {
            said.push('\n');
        }
        said.push_str(text);
    };
    let is_site = row.outcome != RehearsedOutcome::LeftOut;
    let first = row.cells.first().map_or(0, |cell| cell.column);
    let at_geometry = |column: &usize| row.cells.iter().any(|cell| cell.column == *column && cell.title == TITLE);
    for finding in row.findings.iter().filter(|finding| finding.severity != Severity::Note) {
        let mark = if finding.severity == Severity::Refused { Mark::Refused } else { Mark::Look };
        let column = finding.column.filter(|column| !at_geometry(column)).unwrap_or(first);
        say(column, mark, finding.message.in_language(language));
    }
    for cell in row.cells.iter().filter(|cell| is_site && cell.title != TITLE) {
        for question in &cell.questions {
            say(cell.column, Mark::Look, question.message.in_language(language));
        }
        if cell.certainty < LOOK_BELOW {
            say(cell.column, Mark::Look, &uncertain(cell, language));
        }
        if cell.fixed.is_some() {
            say(cell.column, Mark::Repaired, &was(&cell.raw, language));
        }
    }
    marks
}

fn uncertain(cell: &RehearsedCell, language: Language) -> String {
    let read: Vec<String> =
        cell.gives.iter().map(|given| format!("{}: {}", given.fact.name().in_language(language), given.value)).collect();
    match (language, read.is_empty()) {
        (_, true) => String::new(),
        (Language::Vietnamese, false) => format!("Hiểu là {}", read.join("; ")),
        (Language::English, false) => format!("Read as {}", read.join("; ")),
    }
}

fn was(raw: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Trong tệp: “{raw}”"),
        Language::English => format!("In the file: “{raw}”"),
    }
}
