//! Puts the cells of a row together and keeps to the limits while doing so.
use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::RawCell;
use super::sheet_info::{RawGeometry, RawRow};

/// A row in the making.
#[derive(Debug)]
pub(super) struct RowBuilder {
    columns: u32,
    cell_chars: usize,
    row_bytes: usize,
    row: RawRow,
    bytes: usize,
}

impl RowBuilder {
    pub fn new(limits: &Limits, number: u64) -> Self {
        let row = RawRow { number, hidden: false, cells: Vec::new(), cells_written: None, geometry: RawGeometry::NotGeographic };
        Self { columns: limits.columns, cell_chars: limits.cell_chars, row_bytes: limits.row_bytes, row, bytes: 0 }
    }

    /// Number of the row.
    pub fn number(&self) -> u64 {
        self.row.number
    }

    pub fn hide(&mut self, hidden: bool) {
        self.row.hidden = hidden;
    }

    pub fn place(&mut self, geometry: RawGeometry) {
        self.row.geometry = geometry;
    }

    /// Puts a cell into a column, counted from 0. Empty cells are not kept, wherever they stand.
    pub fn put(&mut self, column: u32, cell: RawCell) -> Result<(), FileRefusal> {
        if cell == RawCell::Empty || matches!(&cell, RawCell::Text(text) if text.is_empty()) {
            return Ok(());
        }
        let row = self.row.number;
        if column >= self.columns {
            return Err(FileRefusal::TooManyColumns { row, limit: self.columns });
        }
        self.bytes += cell.text_bytes();
        if let RawCell::Text(text) = cell.value()
            && text.len() > self.cell_chars
            && text.chars().count() > self.cell_chars
        {
            return Err(FileRefusal::CellTooLong { row, column, limit: self.cell_chars });
        }
        if self.bytes > self.row_bytes {
            return Err(FileRefusal::RowTooLarge { row, limit: self.row_bytes });
        }
        let at = column as usize;
        if self.row.cells.len() <= at {
            self.row.cells.resize(at + 1, RawCell::Empty);
        }
        if let Some(place) = self.row.cells.get_mut(at) {
            *place = cell;
        }
        Ok(())
    }

    /// The row; `None` where it holds nothing at all.
    pub fn finish(self) -> Option<RawRow> {
        let is_placed = !matches!(self.row.geometry, RawGeometry::NotGeographic);
        (is_placed || !self.row.cells.is_empty()).then_some(self.row)
    }
}
