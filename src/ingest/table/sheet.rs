//! A sheet as it reaches the understanding: cells with what the file knows of them, merged ranges, what is hidden.
use jiff::civil::Date;

/// One sheet of a file, its wholly empty rows left out.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name; empty for files of one table.
    pub name: String,
    /// Whether the file hides it.
    pub is_hidden: bool,
    /// The ranges that show one cell.
    pub merged: Vec<MergedRange>,
    /// Places of hidden columns, from 0.
    pub hidden_columns: Vec<usize>,
    /// The rows, from the top.
    pub rows: Vec<SheetRow>,
}

/// A merged range, its corners inside: rows from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedRange {
    /// Number of the first row.
    pub first_row: u64,
    /// Number of the last row.
    pub last_row: u64,
    /// Place of the first column.
    pub first_column: usize,
    /// Place of the last column.
    pub last_column: usize,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct SheetRow {
    /// Its number in the sheet, or its line in a text file, from 1.
    pub number: u64,
    /// Whether the file hides it.
    pub is_hidden: bool,
    /// Its cells from the first column on.
    pub cells: Vec<SheetCell>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetCell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stands.
    Text(String),
    /// A number, so that its marks are no question.
    Number {
        /// Its value.
        value: f64,
        /// Whether it is shown as a percentage.
        is_percent: bool,
    },
    /// A number shown as a date.
    Date(Date),
    /// `#REF!` and the like; also a formula whose value the file does not keep.
    Error(String),
}

impl SheetCell {
    /// The cell as people see it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number { value, is_percent: true } => format!("{}%", plain(value * 100.0)),
            Self::Number { value, .. } => plain(*value),
            Self::Date(date) => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
        }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}').is_empty(),
            _ => false,
        }
    }
}

impl MergedRange {
    /// Whether the cell lies in the range.
    pub(super) fn covers(&self, row: u64, column: usize) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (self.first_column..=self.last_column).contains(&column)
    }
}

/// A number without an exponent and without the noise of binary fractions.
pub(super) fn plain(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    let value = if value.abs() < 1e6 && rounded.is_finite() { rounded } else { value };
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}
