//! A file to readings: every row with its draft, its findings and what was taken for granted, and the columns not understood.
use std::sync::Arc;

use super::assumption::Assumption;
use super::columns::{Column, FileColumn};
use super::coordinate_pair::pair_in_one_cell;
use super::draft::Draft;
use super::file::{FileError, Table, read_table};
use super::file_row::FileRow;
use super::row::Row;
use crate::domain::{Finding, SiteId, Vocabulary, text};
use crate::geography::{Crs, Geography};

/// Titles of columns that may hold words as well as coordinates.
const DESCRIPTIONS: &[&str] = &["vi tri", "location"];

/// What one row of a file says.
#[derive(Clone, Debug)]
pub struct RowReading {
    /// Line of the file on which the row begins.
    pub row: u64,
    /// The identifier the row names.
    pub id: Option<SiteId>,
    /// The facts; `None` when the row is refused.
    pub draft: Option<Draft>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was taken for granted about its coordinates.
    pub(super) assumptions: Vec<Assumption>,
    /// The row as it was, for what the inventory finds against it.
    pub(super) source: FileRow,
}

/// The readings of all rows, and the titles of columns that were not understood.
pub fn read_rows(
    bytes: &[u8],
    vocabulary: &Vocabulary,
    geography: &Geography,
) -> Result<(Vec<RowReading>, Vec<String>), FileError> {
    let mut table = read_table(bytes)?;
    leave_descriptions_alone(&mut table);
    let unknown = unknown_columns(&table);
    let columns: Arc<[FileColumn]> = table.columns.into();
    let read = |(line, cells)| read_row(FileRow::of_table(line, Arc::clone(&columns), cells), vocabulary, geography, None);
    Ok((table.rows.into_iter().map(read).collect(), unknown))
}

/// Reads one row, whichever way it came.
pub(super) fn read_row(source: FileRow, vocabulary: &Vocabulary, geography: &Geography, crs: Option<Crs>) -> RowReading {
    let mut row = Row { source: &source, vocabulary, geography, crs, findings: Vec::new(), assumptions: Vec::new() };
    let (id, draft) = row.read();
    let (findings, assumptions) = (row.findings, row.assumptions);
    RowReading { row: source.line, id, draft, findings, assumptions, source }
}

/// Whether a column of coordinates may as well describe the place in words.
pub(super) fn may_describe(column: &FileColumn) -> bool {
    column.meaning == Some(Column::Coordinates) && DESCRIPTIONS.contains(&text::fold(&column.title).as_str())
}

/// A column called place or location holds coordinates only where some cell does; else it describes the place in words.
fn leave_descriptions_alone(table: &mut Table) {
    for (position, column) in table.columns.iter_mut().enumerate() {
        let is_pair = |cell: &str| pair_in_one_cell(cell, |_| true).is_ok();
        if may_describe(column) && !table.rows.iter().any(|(_, cells)| cells.get(position).is_some_and(is_pair)) {
            column.meaning = None;
        }
    }
}

/// The titles that mean nothing to us. A column without a title is named by its place, unless it is empty all the way down.
fn unknown_columns(table: &Table) -> Vec<String> {
    let holds_text =
        |position| table.rows.iter().any(|(_, cells)| cells.get(position).is_some_and(|cell| !cell.trim().is_empty()));
    let unknown = table.columns.iter().enumerate().filter(|(_, column)| column.meaning.is_none());
    let titled = unknown.filter_map(|(position, column)| match column.title.as_str() {
        "" => holds_text(position).then(|| format!("(cột/column {})", position + 1)),
        title => Some(title.to_owned()),
    });
    titled.collect()
}
