//! The rows of a CSV text, strict about quotes: one that is not closed would swallow the rows after it.
use std::io::BufRead;

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::RawCell;
use super::row_builder::RowBuilder;
use super::sheet_info::{RawGeometry, RawRow};

/// Where the reader stands within a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    CellStart,
    /// In a cell without quotes, where a quote is a character like any other.
    Plain,
    /// In a quoted cell.
    Quoted,
    /// After a quote in a quoted cell: the end of the cell, or the first of two that stand for one.
    AfterQuote,
}

/// The rows of a text in UTF-8.
pub(super) struct CsvRows<R> {
    reader: R,
    delimiter: u8,
    limits: Limits,
    /// The line of the next byte, counted from 1.
    line: u64,
    /// Whether the byte before was a carriage return, so that a line feed belongs to it.
    after_return: bool,
    is_first: bool,
}

/// A cell and row in the making.
struct Unfinished {
    row: RowBuilder,
    column: u32,
    cell: Vec<u8>,
    state: State,
    opened_on: u64,
    is_begun: bool,
}

impl<R: BufRead> CsvRows<R> {
    pub fn new(reader: R, delimiter: u8, limits: &Limits) -> Self {
        Self { reader, delimiter, limits: *limits, line: 1, after_return: false, is_first: true }
    }

    fn next_row(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        loop {
            let Some(row) = self.record()? else { return Ok(None) };
            let is_directive = std::mem::take(&mut self.is_first) && is_separator_line(&row);
            if !is_directive && !row.cells.is_empty() {
                return Ok(Some(row));
            }
        }
    }

    /// The next row, which may be empty; `None` at the end.
    fn record(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        let mut unfinished = Unfinished {
            row: RowBuilder::new(&self.limits, self.line),
            column: 0,
            cell: Vec::new(),
            state: State::CellStart,
            opened_on: self.line,
            is_begun: false,
        };
        loop {
            let bytes = self.reader.fill_buf().map_err(|error| FileRefusal::of_read(error, "CSV"))?;
            if bytes.is_empty() {
                if unfinished.state == State::Quoted {
                    return Err(FileRefusal::Syntax { line: unfinished.opened_on });
                }
                if !unfinished.is_begun {
                    return Ok(None);
                }
                unfinished.end_cell()?;
                return Ok(Some(finished(unfinished)));
            }
            let mut used = 0;
            let mut is_ended = false;
            for byte in bytes {
                used += 1;
                let follows_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
                let is_second_half = *byte == b'\n' && follows_return;
                // The rest of the line end that ended the row before.
                if is_second_half && !unfinished.is_begun {
                    continue;
                }
                is_ended = unfinished.take(*byte, self.delimiter, self.line, &self.limits)?;
                self.line += u64::from(matches!(byte, b'\r' | b'\n') && !is_second_half);
                if is_ended {
                    break;
                }
            }
            self.reader.consume(used);
            if is_ended {
                return Ok(Some(finished(unfinished)));
            }
        }
    }
}

impl Unfinished {
    /// Takes a byte; true where it ends the row. `line` is the line on which it stands.
    fn take(&mut self, byte: u8, delimiter: u8, line: u64, limits: &Limits) -> Result<bool, FileRefusal> {
        let is_end = matches!(byte, b'\r' | b'\n');
        self.is_begun = true;
        match (self.state, byte) {
            (State::CellStart, b'"') => {
                self.opened_on = line;
                self.state = State::Quoted;
            }
            (State::Quoted, b'"') => self.state = State::AfterQuote,
            (State::AfterQuote, b'"') => {
                self.push(byte, limits)?;
                self.state = State::Quoted;
            }
            (State::Quoted, _) => self.push(byte, limits)?,
            (_, byte) if byte == delimiter => {
                self.end_cell()?;
                self.column = self.column.saturating_add(1);
                self.state = State::CellStart;
            }
            (_, _) if is_end => {
                self.end_cell()?;
                return Ok(true);
            }
            (State::AfterQuote, b' ' | b'\t') => {}
            (State::AfterQuote, _) => return Err(FileRefusal::Syntax { line: self.opened_on }),
            (State::CellStart | State::Plain, _) => {
                self.push(byte, limits)?;
                self.state = State::Plain;
            }
        }
        Ok(false)
    }

    fn push(&mut self, byte: u8, limits: &Limits) -> Result<(), FileRefusal> {
        if self.cell.len() >= limits.cell_chars.saturating_mul(4) {
            return Err(FileRefusal::CellTooLong { row: self.row.number(), column: self.column, limit: limits.cell_chars });
        }
        self.cell.push(byte);
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), FileRefusal> {
        let bytes = std::mem::take(&mut self.cell);
        if bytes.is_empty() {
            return Ok(());
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            FileRefusal::NotUtf8 { line: self.row.number(), before: String::from_utf8_lossy(valid).chars().take(40).collect() }
        })?;
        self.row.put(self.column, RawCell::Text(text))
    }
}

/// The row, even where it is empty: a blank line.
fn finished(unfinished: Unfinished) -> RawRow {
    let (number, written) = (unfinished.row.number(), Some(unfinished.column as usize + 1));
    let empty = || RawRow { number, hidden: false, cells: Vec::new(), cells_written: None, geometry: RawGeometry::NotGeographic };
    RawRow { cells_written: written, ..unfinished.row.finish().unwrap_or_else(empty) }
}

/// Whether a row is the line by which a file tells Excel its delimiter.
fn is_separator_line(row: &RawRow) -> bool {
    match row.cells.as_slice() {
        [RawCell::Text(only)] => row.number == 1 && only.starts_with("sep=") && only.len() <= 5,
        _ => false,
    }
}

impl<R: BufRead> Iterator for CsvRows<R> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, delimiter: u8) -> Result<Vec<(u64, Vec<String>)>, FileRefusal> {
        let rows = CsvRows::new(text.as_bytes(), delimiter, &Limits::DEFAULT);
        rows.map(|row| row.map(|row| (row.number, row.cells.iter().map(RawCell::to_text).collect()))).collect()
    }

    #[test]
    fn a_row_bears_the_line_it_begins_on() {
        for (end, expected) in [("\n", [1, 3, 5]), ("\r\n", [1, 3, 5]), ("\r", [1, 3, 5])] {
            let text = ["name,kind", "", "a,b,c,\"d", "e\"", "f,g,h,i", ""].join(end);
            let read = rows(&text, b',').unwrap();
            assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), expected, "{end:?}");
            assert_eq!(read[1].1[3], format!("d{end}e"));
        }
    }

    #[test]
    fn a_quote_must_be_closed_where_its_cell_ends() {
        let cells =
            |text: &str, delimiter| rows(text, delimiter).unwrap().into_iter().flat_map(|(_, cells)| cells).collect::<Vec<_>>();
        assert_eq!(cells("a,\"b \"\"c\"\" d\" ,e", b','), ["a", "b \"c\" d", "e"]);
        assert_eq!(cells("5\" pipe,b\n", b','), ["5\" pipe", "b"]);
        assert_eq!(cells("a\t\"b\"\tc", b'\t'), ["a", "b", "c"]);
        assert_eq!(cells("sep=;\na;b\n", b';'), ["a", "b"]);
        assert_eq!(cells(",,x,,\n", b','), ["", "", "x"]);
        for (text, on) in [("a,\"b", 1), ("a\nb,\"c\nd,\"e\"\n", 2), ("a\nb\n\"c\"d\n", 3)] {
            assert!(matches!(rows(text, b','), Err(FileRefusal::Syntax { line }) if line == on), "{text}");
        }
    }

    #[test]
    fn a_cell_of_endless_text_is_refused_early() {
        let limits = Limits { cell_chars: 10, ..Limits::DEFAULT };
        let text = format!("a,{}\n", "x".repeat(100_000));
        let refusal = CsvRows::new(text.as_bytes(), b',', &limits).next().unwrap().unwrap_err();
        assert!(matches!(refusal, FileRefusal::CellTooLong { row: 1, column: 1, limit: 10 }), "{refusal}");
    }
}
