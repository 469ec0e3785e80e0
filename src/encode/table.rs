//! A table of typed cells, as it goes to a spreadsheet or to CSV.
use super::csv::line;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words; never read as a formula.
    Text(String),
    /// A whole number.
    Integer(u64),
    /// A measured number, shown with two decimals.
    Number(f64),
    /// A share, where 1 is the whole.
    Share(f64),
}

impl Cell {
    /// Words, or nothing.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// The cell as CSV has it: numbers with a decimal point and without separators.
    fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) | Self::Share(number) => number.to_string(),
        }
    }
}

/// A column: its heading and how wide it is, in characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// About how many characters are seen.
    pub width: u16,
}

impl Column {
    /// A column.
    pub fn new(heading: impl Into<String>, width: u16) -> Self {
        Self { heading: heading.into(), width }
    }
}

/// A table; every row has a cell for each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name, as the sheet shows it: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// The last row, which is no row like the others.
    pub total: Option<Vec<Cell>>,
}

impl Table {
    /// The table as CSV: UTF-8 with BOM so that Excel reads Vietnamese, no cell that a spreadsheet would run as a formula.
    /// `note` is a heading and a text: one more column, filled in the first row.
    pub fn csv(&self, note: (&str, &str)) -> Vec<u8> {
        let headings = self.columns.iter().map(|column| column.heading.clone());
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        bytes.extend(line(headings.chain([note.0.to_owned()])));
        for (position, row) in self.rows.iter().chain(&self.total).enumerate() {
            let said = if position == 0 { note.1 } else { "" };
            bytes.extend(line(row.iter().map(Cell::plain).chain([said.to_owned()])));
        }
        bytes
    }
}
