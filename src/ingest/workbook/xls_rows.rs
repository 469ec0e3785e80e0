//! The rows of a binary Excel sheet, made from an index of its records, so that no cell is kept twice.
use super::biff_records::{Cursor, Record, Records, kind};
use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::{FormulaReach, RawCell};
use super::row_builder::RowBuilder;
use super::sheet_info::{CellRange, RawRow, SheetLayout};
use super::xls_globals::XlsGlobals;

/// Records that may stand between a formula and the text it gives: shared and array formulas, tables, continuations.
const BETWEEN_MAX: usize = 16;

/// Where the cells of a sheet are, row by row.
pub(super) struct SheetIndex {
    pub layout: SheetLayout,
    /// Row, counted from 0, and place of each record with cells; in the order of rows.
    cells: Vec<(u16, u32)>,
    hidden_rows: Vec<bool>,
}

impl SheetIndex {
    /// Goes through the records of a sheet once.
    pub fn of_sheet(stream: &[u8], start: usize, limits: &Limits) -> Result<Self, FileRefusal> {
        let mut index = Self { layout: SheetLayout::default(), cells: Vec::new(), hidden_rows: Vec::new() };
        let mut records = Records::from(stream, start);
        if records.next().is_none_or(|record| record.kind != kind::BEGIN) {
            return Err(FileRefusal::damaged("XLS", "a sheet does not begin where it should"));
        }
        // Charts in a sheet are streams within it.
        let mut depth = 1;
        for record in records {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::EOF => depth -= 1,
                _ if depth > 1 => {}
                kind::FORMULA
                | kind::MULTIPLE_RK
                | kind::RICH_TEXT
                | kind::SHARED_TEXT
                | kind::NUMBER
                | kind::LABEL
                | kind::BOOL_OR_ERROR
                | kind::RK => {
                    let place = u32::try_from(record.start).map_err(|error| FileRefusal::damaged("XLS", error))?;
                    index.cells.push((record.u16(0), place));
                }
                kind::ROW => index.row(&record),
                kind::COLUMNS if record.u16(8) & 1 != 0 => {
                    let (first, last) = (u32::from(record.u16(0)), u32::from(record.u16(2)).min(255));
                    index.layout.hidden_columns.extend(first..=last);
                }
                kind::MERGED => index.merged(&record, limits)?,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        if depth != 0 {
            return Err(FileRefusal::damaged("XLS", "a sheet ends midway"));
        }
        index.cells.sort_by_key(|(row, _)| *row);
        let last_row = index.cells.last().map_or(0, |(row, _)| u64::from(*row) + 1);
        index.layout.last_row = index.layout.last_row.max(last_row);
        index.layout.hidden_columns.sort_unstable();
        index.layout.hidden_columns.dedup();
        Ok(index)
    }

    fn row(&mut self, record: &Record<'_>) {
        let row = usize::from(record.u16(0));
        self.layout.last_row = self.layout.last_row.max(row as u64 + 1);
        if record.u16(12) & 0x20 != 0 {
            if self.hidden_rows.len() <= row {
                self.hidden_rows.resize(row + 1, false);
            }
            if let Some(hidden) = self.hidden_rows.get_mut(row) {
                *hidden = true;
            }
        }
    }

    fn merged(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), FileRefusal> {
        for at in (2..record.data.len().saturating_sub(7)).step_by(8).take(record.u16(0).into()) {
            if self.layout.merged.len() >= limits.merged {
                return Err(FileRefusal::TooManyMerged { limit: limits.merged });
            }
            self.layout.merged.push(CellRange {
                first_row: u64::from(record.u16(at)) + 1,
                last_row: u64::from(record.u16(at + 2)) + 1,
                first_column: record.u16(at + 4).into(),
                last_column: record.u16(at + 6).into(),
            });
        }
        Ok(())
    }
}

/// The rows of a sheet.
pub(super) struct XlsRows<'a> {
    globals: &'a XlsGlobals,
    index: SheetIndex,
    next: usize,
    limits: Limits,
}

impl<'a> XlsRows<'a> {
    pub fn new(globals: &'a XlsGlobals, index: SheetIndex, limits: &Limits) -> Self {
        Self { globals, index, next: 0, limits: *limits }
    }

    fn next_row(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        while let Some(&(number, _)) = self.index.cells.get(self.next) {
            let mut row = RowBuilder::new(&self.limits, u64::from(number) + 1);
            row.hide(self.index.hidden_rows.get(usize::from(number)).copied().unwrap_or(false));
            while let Some(&(_, place)) = self.index.cells.get(self.next).filter(|(row, _)| *row == number) {
                self.next += 1;
                self.put(place, &mut row)?;
            }
            if let Some(row) = row.finish() {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    fn put(&self, place: u32, row: &mut RowBuilder) -> Result<(), FileRefusal> {
        let mut records = Records::from(&self.globals.stream, place as usize);
        let Some(record) = records.next() else { return Ok(()) };
        let column = u32::from(record.u16(2));
        if record.kind == kind::MULTIPLE_RK {
            // Row and first column before, last column behind.
            let numbers = (4..record.data.len().saturating_sub(7)).step_by(6);
            for (at, column) in numbers.zip(column..) {
                row.put(column, self.number(record.u16(at), compact_number(record.u32(at + 2))))?;
            }
            return Ok(());
        }
        let style = record.u16(4);
        let cell = match record.kind {
            kind::NUMBER => self.number(style, record.f64(6)),
            kind::RK => self.number(style, compact_number(record.u32(6))),
            kind::BOOL_OR_ERROR if record.u8(7) == 0 => RawCell::Bool(record.u8(6) != 0),
            kind::BOOL_OR_ERROR => error_cell(record.u8(6)),
            kind::SHARED_TEXT => {
                let place = self.globals.texts.get(record.u32(6) as usize);
                let text = place.and_then(|place| Cursor::at(&self.globals.stream, *place).unicode(2));
                RawCell::Text(text.ok_or_else(|| FileRefusal::damaged("XLS", "a shared text is missing"))?)
            }
            kind::FORMULA => {
                let cached = Box::new(self.cached(&record, style, records)?);
                RawCell::Formula { cached, text: None, reach: FormulaReach::Sheet }
            }
            _ => RawCell::Text(self.text(&record, 6)?),
        };
        row.put(column, cell)
    }

    fn text(&self, record: &Record<'_>, skipped: usize) -> Result<String, FileRefusal> {
        let biff = self.globals.biff;
        let text = Cursor::within(&self.globals.stream, record, skipped).text(biff, 2);
        text.ok_or_else(|| FileRefusal::damaged("XLS", "a text ends midway"))
    }

    fn number(&self, style: u16, value: f64) -> RawCell {
        self.globals.styles.get(usize::from(style)).cloned().unwrap_or_default().cell(value, self.globals.epoch)
    }

    /// The value a formula had when the file was written; a text stands in a record after it.
    fn cached(&self, record: &Record<'_>, style: u16, following: Records<'_>) -> Result<RawCell, FileRefusal> {
        if record.u16(12) != 0xffff {
            return Ok(self.number(style, record.f64(6)));
        }
        Ok(match record.u8(6) {
            0 => {
                let mut following = following.take(BETWEEN_MAX);
                match following.find(|record| matches!(record.kind, kind::FORMULA_TEXT | kind::FORMULA | kind::EOF)) {
                    Some(record) if record.kind == kind::FORMULA_TEXT => RawCell::Text(self.text(&record, 0)?),
                    _ => RawCell::Empty,
                }
            }
            1 => RawCell::Bool(record.u8(8) != 0),
            2 => error_cell(record.u8(8)),
            _ => RawCell::Empty,
        })
    }
}

impl Iterator for XlsRows<'_> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}

/// The number in four bytes: an integer or the upper half of a number, perhaps in hundredths.
fn compact_number(bits: u32) -> f64 {
    let value = match bits & 2 != 0 {
        true => f64::from(bits.cast_signed() >> 2),
        false => f64::from_bits(u64::from(bits & !3) << 32),
    };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

fn error_cell(code: u8) -> RawCell {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    RawCell::Error(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_numbers_are_whole_broken_or_in_hundredths() {
        assert_eq!(compact_number((7 << 2) | 2), 7.0);
        assert_eq!(compact_number((-7_i32 << 2).cast_unsigned() | 2), -7.0);
        assert_eq!(compact_number((1234 << 2) | 3), 12.34);
        assert_eq!(compact_number((1.5_f64.to_bits() >> 32) as u32), 1.5);
    }
}
