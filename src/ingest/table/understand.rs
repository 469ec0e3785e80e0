//! A sheet to its tables, whole: header found, columns decided, rows told apart and read under what titles and headings say.
use super::reference::Reference;
use super::sheet::Sheet;
use super::sheet_stream::SheetStream;
use super::understood::UnderstoodTable;

/// The tables of a sheet, from the top; none where it holds nothing.
///
/// Nothing in a sheet makes it fail: what cannot be understood is in the result as it was, with a finding.
pub fn understand(sheet: &Sheet, reference: Reference<'_>) -> Vec<UnderstoodTable> {
    let frame = Sheet { rows: Vec::new(), ..sheet.clone() };
    SheetStream::new(frame, reference).window(sheet.rows.clone(), true).0
}
