//! What is known of a sheet beside its cells, and a row of it.
use std::sync::Arc;

use super::raw_cell::RawCell;
use crate::domain::Message;

/// A sheet, table or layer of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; empty where the format knows none.
    pub name: String,
    /// Whether the file hides it.
    pub hidden: bool,
    /// How many rows the file says it has: for a progress bar only, as it may be a lie.
    pub row_count_hint: Option<u64>,
}

/// How a sheet is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLayout {
    /// Merged ranges, in the order of the file.
    pub merged: Vec<CellRange>,
    /// Hidden columns, counted from 0, ascending.
    pub hidden_columns: Vec<u32>,
    /// Number of the last row that stands in the file, formatted empty ones included; 0 for none.
    pub last_row: u64,
}

/// A range of cells; the last row and column belong to it. Rows are counted from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRange {
    /// First row, as [`RawRow::number`].
    pub first_row: u64,
    /// Last row.
    pub last_row: u64,
    /// First column, a place in [`RawRow::cells`].
    pub first_column: u32,
    /// Last column.
    pub last_column: u32,
}

/// A row with content.
#[derive(Clone, Debug, PartialEq)]
pub struct RawRow {
    /// As the user sees it: the number of the row in its sheet, the line on which a row of a CSV file begins; of features 1 for
    /// the names of the properties, 2 for the first feature.
    pub number: u64,
    /// Whether the file hides it, as a filter does.
    pub hidden: bool,
    /// From the first column on; empty cells at the end are left out.
    pub cells: Vec<RawCell>,
    /// How many cells the row has in a text file, empty ones at its end included; `None` in formats without such a number.
    pub cells_written: Option<usize>,
    /// Where it lies, in geographic formats.
    pub geometry: RawGeometry,
}

/// The geometry of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RawGeometry {
    /// The format has none, or the row holds the names of the properties.
    #[default]
    NotGeographic,
    /// The feature has none.
    Missing,
    /// A point.
    Point(RawPoint),
    /// Something else, by the name of its kind: `Polygon`.
    Other(String),
    /// It cannot be read, and why.
    Unreadable(Message),
}

/// A point in the numbers of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPoint {
    /// The first number: longitude or easting.
    pub x: f64,
    /// The second: latitude or northing.
    pub y: f64,
    /// `EPSG:5897`, a name as GeoJSON of 2008 has it, or well-known text; `None` where the file is silent.
    pub crs: Option<Arc<str>>,
}
