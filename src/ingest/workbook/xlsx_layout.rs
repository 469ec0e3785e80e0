//! Merged ranges, hidden columns and the last row of an Excel sheet; cells are passed over.
use std::io::BufRead;

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::sheet_info::{CellRange, SheetLayout};
use super::xml_events::{XmlEvents, XmlPiece};

/// Reads the layout of a sheet to its end: merged ranges stand after the cells.
pub(super) fn read_layout<R: BufRead>(mut xml: XmlEvents<R>, limits: &Limits) -> Result<SheetLayout, FileRefusal> {
    let mut layout = SheetLayout::default();
    loop {
        match xml.next()? {
            XmlPiece::Start(tag) => match tag.name() {
                "row" => {
                    layout.last_row = tag.number("r").unwrap_or(layout.last_row + 1).max(layout.last_row);
                    xml.skip()?;
                }
                "col" if tag.is_set("hidden") => {
                    let first: u32 = tag.number("min").unwrap_or(1).max(1) - 1;
                    let end: u32 = tag.number("max").unwrap_or(0);
                    layout.hidden_columns.extend(first..end.min(limits.columns));
                    if layout.hidden_columns.len() > limits.columns as usize {
                        layout.hidden_columns.sort_unstable();
                        layout.hidden_columns.dedup();
                    }
                }
                "mergeCell" => {
                    let Some(range) = tag.attribute("ref").and_then(|text| cell_range(&text)) else { continue };
                    if layout.merged.len() >= limits.merged {
                        return Err(FileRefusal::TooManyMerged { limit: limits.merged });
                    }
                    layout.merged.push(range);
                }
                _ => {}
            },
            XmlPiece::Finish => break,
            _ => {}
        }
    }
    layout.hidden_columns.sort_unstable();
    layout.hidden_columns.dedup();
    Ok(layout)
}

/// The column, counted from 0, and the row, counted from 1, of `B7`; the row may be missing.
pub(super) fn cell_place(text: &str) -> Option<(u32, Option<u64>)> {
    let text = text.trim_start_matches('$');
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    // Three letters go past the last column of Excel.
    let (name, number) = text.split_at_checked(letters).filter(|(name, _)| (1..=4).contains(&name.len()))?;
    let column = name.bytes().fold(0_u32, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let number = number.trim_start_matches('$');
    match number.is_empty() {
        true => Some((column - 1, None)),
        false => Some((column - 1, Some(number.parse().ok().filter(|row| *row > 0)?))),
    }
}

/// The range of `A1:C7`, or of one cell.
pub(super) fn cell_range(text: &str) -> Option<CellRange> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((first_column, first_row), (last_column, last_row)) = (cell_place(first)?, cell_place(last)?);
    let (first_row, last_row) = (first_row?, last_row?);
    let is_forward = first_row <= last_row && first_column <= last_column;
    is_forward.then_some(CellRange { first_row, last_row, first_column, last_column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        assert_eq!(cell_place("A1"), Some((0, Some(1))));
        assert_eq!(cell_place("xfd1048576"), Some((16_383, Some(1_048_576))));
        assert_eq!(cell_place("$B$7"), Some((1, Some(7))));
        for wrong in ["", "1", "A0", "A-1", "ABCDEF1", "ế1", "A1B"] {
            assert_eq!(cell_place(wrong), None, "{wrong}");
        }
        let range = CellRange { first_row: 1, last_row: 7, first_column: 0, last_column: 2 };
        assert_eq!(cell_range("A1:C7"), Some(range));
        assert_eq!(cell_range("C7:A1"), None);
    }
}
