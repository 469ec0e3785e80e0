//! Records as CSV: UTF-8 with BOM so that Excel reads Vietnamese, no cell that Excel would run as a formula, and, of sites,
//! headers that import understands, so that an export can be corrected and brought back.
use super::columns::RecordColumns;
use super::provenance::Provenance;
use super::record::Record;
use crate::domain::Language;

/// The header of the column that says what the file is.
const fn note_heading(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "Ghi chú xuất tệp",
        Language::English => "export_note",
    }
}

/// Writes an export row by row, so that it can be streamed.
pub struct CsvExport<R: Record> {
    columns: RecordColumns<R>,
    note: String,
    language: Language,
}

impl<R: Record> CsvExport<R> {
    /// An export whose first row also says what the file is.
    pub fn new(columns: RecordColumns<R>, language: Language, provenance: &Provenance) -> Self {
        Self { columns, note: provenance.sentence(language), language }
    }

    /// The byte-order mark and the header.
    pub fn header(&self) -> Vec<u8> {
        let headings = self.columns.iter().map(|column| column.heading(self.language)).chain([note_heading(self.language)]);
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        bytes.extend(line(headings.map(str::to_owned)));
        bytes
    }

    /// One record; the note is written in the first only.
    pub fn row(&self, record: &R, is_first: bool) -> Vec<u8> {
        let note = if is_first { self.note.clone() } else { String::new() };
        line(self.columns.values(record).map(|(_, value)| value.plain()).chain([note]))
    }
}

/// One line of CSV, every cell safe in a spreadsheet.
pub(super) fn line(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let safe: Vec<String> = cells.map(|cell| spreadsheet_safe(&cell)).collect();
    // Writing to a vector cannot fail.
    let _ = writer.write_record(&safe);
    writer.into_inner().unwrap_or_default()
}

/// The text with an apostrophe before it where a spreadsheet would take it for a formula; plain numbers stay numbers.
pub fn spreadsheet_safe(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if is_formula && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_a_number_stays_one() {
        assert_eq!(spreadsheet_safe("=1+1"), "'=1+1");
        assert_eq!(spreadsheet_safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(spreadsheet_safe("-12.5"), "-12.5");
        assert_eq!(spreadsheet_safe("- Rau"), "'- Rau");
        assert_eq!(spreadsheet_safe("Rau"), "Rau");
    }
}
