//! Public records and tables to the formats people open: GeoJSON, CSV, Excel, KML, GPX, GeoPackage and FlatGeobuf.

mod csv;
mod flatgeobuf;
mod geojson;
mod geopackage;
mod gpx;
mod kml;
mod provenance;
mod qgis_style;
mod sector_symbol;
mod site_columns;
mod site_workbook;
mod table;
mod value;
mod workbook;
mod xml;

pub use csv::{CsvExport, spreadsheet_safe};
pub use flatgeobuf::{FlatGeobufError, flatgeobuf};
pub use geojson::{extend_properties, feature, feature_in, rounded};
pub use geopackage::write_geopackage;
pub use gpx::{GPX_CLOSING, gpx_opening, gpx_waypoint};
pub use kml::KmlExport;
pub use provenance::Provenance;
pub use site_columns::{SiteColumn, SiteColumns};
pub use site_workbook::{WORKBOOK_SITES_MAX, site_workbook};
pub use table::{Cell, Column, Table};
pub use value::{Labels, Value, ValueKind};
pub use workbook::{About, workbook};
