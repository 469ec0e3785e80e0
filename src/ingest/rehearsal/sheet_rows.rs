//! Rows as a file has them to rows as they are read: fixes put in, formulas by their kept values, dates and numbers told apart.
use std::collections::{BTreeMap, HashMap};

use crate::ingest::table::{Corrections, MergedRange, Sheet, SheetCell, SheetRow, masked};
use crate::ingest::workbook::{
    DateKind, FileRefusal, FormulaReach, Limits, NumberFormat, RawCell, RawGeometry, RawRow, Workbook,
};

/// Columns of the widest sheet.
const COLUMNS_MAX: usize = Limits::DEFAULT.columns as usize;

/// What people wrote in the place of single cells, by sheet, row and column.
#[derive(Debug, Default)]
pub(super) struct Fixes(HashMap<String, HashMap<u64, BTreeMap<usize, String>>>);

impl Fixes {
    pub fn of(corrections: &Corrections) -> Self {
        let mut fixes = Self::default();
        for cell in &corrections.cells {
            let of_sheet = fixes.0.entry(cell.sheet.clone()).or_default();
            of_sheet.entry(cell.row).or_default().insert(cell.column, cell.text.clone());
        }
        fixes
    }

    fn of_row(&self, sheet: &str, row: u64) -> impl Iterator<Item = (usize, &str)> {
        let of_row = self.0.get(sheet).and_then(|rows| rows.get(&row));
        of_row.into_iter().flatten().map(|(column, text)| (*column, text.as_str()))
    }
}

/// A row of a file.
#[derive(Clone, Debug)]
pub(super) struct SourceRow {
    pub number: u64,
    pub is_hidden: bool,
    /// Values only: a formula stands as its kept value, as an error where the file keeps none.
    pub cells: Vec<RawCell>,
    /// How many cells a text file has in the row.
    pub cells_written: Option<usize>,
    pub geometry: RawGeometry,
    /// What stood in cells that people wrote over.
    pub replaced: Vec<(usize, String)>,
    /// Formulas that leave their sheet.
    pub foreign: Vec<(usize, FormulaReach)>,
}

impl SourceRow {
    pub fn new(row: RawRow, sheet: &str, fixes: &Fixes) -> Self {
        let mut foreign = Vec::new();
        let mut cells = Vec::with_capacity(row.cells.len());
        for (column, cell) in row.cells.into_iter().enumerate() {
            if let RawCell::Formula { reach, .. } = &cell
                && *reach != FormulaReach::Sheet
            {
                foreign.push((column, *reach));
            }
            cells.push(valued(cell));
        }
        let mut replaced = Vec::new();
        for (column, text) in fixes.of_row(sheet, row.number) {
            // A place beyond the last column of any sheet is none.
            if column >= COLUMNS_MAX {
                continue;
            }
            if cells.len() <= column {
                cells.resize(column + 1, RawCell::Empty);
            }
            if let Some(cell) = cells.get_mut(column) {
                let raw = sheet_cell(cell).shown();
                replaced.push((column, masked(&raw).unwrap_or(raw)));
                *cell = if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) };
            }
        }
        let (number, is_hidden, cells_written) = (row.number, row.hidden, row.cells_written);
        Self { number, is_hidden, cells, cells_written, geometry: row.geometry, replaced, foreign }
    }

    /// Whether nothing stands in it, nor ever stood.
    pub fn is_empty(&self) -> bool {
        let is_blank = |cell: &RawCell| match cell {
            RawCell::Text(text) => text.trim().is_empty(),
            other => other.is_empty(),
        };
        self.cells.iter().all(is_blank) && self.replaced.is_empty() && matches!(self.geometry, RawGeometry::NotGeographic)
    }

    /// What stood in a cell that people wrote over.
    pub fn raw_of(&self, column: usize) -> Option<&str> {
        self.replaced.iter().find(|(at, _)| *at == column).map(|(_, raw)| raw.as_str())
    }

    /// The row as the understanding of tables takes it.
    pub fn sheet_row(&self) -> SheetRow {
        SheetRow { number: self.number, is_hidden: self.is_hidden, cells: self.cells.iter().map(sheet_cell).collect() }
    }
}

/// A cell without the fact that it was calculated.
fn valued(cell: RawCell) -> RawCell {
    match cell {
        RawCell::Formula { cached, text, .. } => match *cached {
            RawCell::Empty => RawCell::Error(text.map_or_else(|| "=?".to_owned(), |text| format!("={text}"))),
            value => value,
        },
        other => other,
    }
}

fn sheet_cell(cell: &RawCell) -> SheetCell {
    match cell {
        RawCell::Empty => SheetCell::Empty,
        RawCell::Text(text) => SheetCell::Text(text.clone()),
        RawCell::Number { value, format } => SheetCell::Number { value: *value, is_percent: *format == NumberFormat::Percent },
        RawCell::DateTime { value, kind: DateKind::Date | DateKind::DateTime, .. } => SheetCell::Date(value.date()),
        RawCell::Error(error) => SheetCell::Error(error.clone()),
        other => SheetCell::Text(other.to_text()),
    }
}

/// Every sheet of a file as the understanding of tables takes it, whole.
///
/// # Errors
/// Where the file cannot be read to its end.
pub fn table_sheets(workbook: &mut Workbook) -> Result<Vec<Sheet>, FileRefusal> {
    let infos = workbook.sheets().to_vec();
    let mut sheets = Vec::new();
    for (index, info) in infos.into_iter().enumerate() {
        let layout = workbook.layout(index)?;
        let fixes = Fixes::default();
        let mut rows = Vec::new();
        for row in workbook.rows(index)? {
            let row = SourceRow::new(row?, &info.name, &fixes);
            if !row.is_empty() {
                rows.push(row.sheet_row());
            }
        }
        sheets.push(Sheet {
            merged: merged(&layout.merged),
            hidden_columns: layout.hidden_columns.iter().map(|column| *column as usize).collect(),
            name: info.name,
            is_hidden: info.hidden,
            rows,
        });
    }
    Ok(sheets)
}

/// Merged ranges as the understanding of tables takes them.
pub(super) fn merged(ranges: &[crate::ingest::workbook::CellRange]) -> Vec<MergedRange> {
    let range = |range: &crate::ingest::workbook::CellRange| MergedRange {
        first_row: range.first_row,
        last_row: range.last_row,
        first_column: range.first_column as usize,
        last_column: range.last_column as usize,
    };
    ranges.iter().map(range).collect()
}
