//! Public records to the formats people open: GeoJSON and CSV.

mod csv;
mod geojson;

pub use csv::{CsvExport, spreadsheet_safe};
pub use geojson::{extend_properties, feature, feature_in, rounded};
