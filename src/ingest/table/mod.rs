//! A sheet of an office to the table it means: rows and columns told apart, each cell in the notation the import engine reads,
//! with its certainty; no file is opened here and nothing is decided that a person has not been told.

mod address_cell;
mod cell_reader;
mod column_meanings;
mod corrections;
mod grid;
mod header_match;
mod header_wordings;
mod land_units;
mod layout;
mod legacy_text;
mod meaning;
mod numerals;
mod open_table;
mod personal;
mod place_words;
mod places;
#[cfg(test)]
mod properties;
mod quantity;
mod reference;
mod remarks;
mod row_kinds;
mod row_reader;
mod sheet;
mod sheet_stream;
mod size_cell;
#[cfg(test)]
mod stream_properties;
mod syllable;
mod term_wordings;
mod terms;
mod understand;
mod understood;
mod unit;
mod year;

pub use corrections::{CellCorrection, Corrections};
pub(in crate::ingest) use header_match::title_meaning;
pub use legacy_text::Encoding;
pub use meaning::Meaning;
pub(in crate::ingest) use personal::masked;
pub use reference::Reference;
pub use sheet::{MergedRange, Sheet, SheetCell, SheetRow};
pub use sheet_stream::SheetStream;
pub use understand::understand;
pub use understood::{
    Choice, Given, Inherited, LOOK_BELOW, Question, QuestionKey, Reading, RowKind, UnderstoodColumn, UnderstoodRow,
    UnderstoodTable,
};
pub use unit::Unit;
