//! Public records and tables to the formats people open: GeoJSON, CSV and Excel.

mod csv;
mod geojson;
mod table;
mod workbook;

pub use csv::{CsvExport, spreadsheet_safe};
pub use geojson::{extend_properties, feature, feature_in, rounded};
pub use table::{Cell, Column, Table};
pub use workbook::{About, workbook};
