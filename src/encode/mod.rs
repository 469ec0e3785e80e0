//! Public records and tables to the formats people open: GeoJSON, CSV, Excel, KML, GPX, GeoPackage and FlatGeobuf.

mod category;
mod columns;
mod csv;
mod flatgeobuf;
mod geojson;
mod geopackage;
mod gpx;
mod kml;
mod provenance;
mod qgis_style;
mod record;
mod record_workbook;
mod region_columns;
mod region_record;
mod sector_symbol;
mod site_columns;
mod subject;
mod table;
mod value;
mod workbook;
mod xml;

pub use columns::RecordColumns;
pub use csv::{CsvExport, spreadsheet_safe};
pub use flatgeobuf::{FlatGeobufError, flatgeobuf};
pub use geojson::{extend_properties, feature_in, rounded, write_feature};
pub use geopackage::write_geopackage;
pub use gpx::{GPX_CLOSING, gpx_opening, gpx_waypoint};
pub use kml::KmlExport;
pub use provenance::Provenance;
pub use record::{Geometry, Record, RecordColumn};
pub use record_workbook::{WORKBOOK_RECORDS_MAX, record_workbook};
pub use region_record::{RegionRecord, RelatedUnit, region_boundary};
pub use subject::Subject;
pub use table::{Cell, Column, Table};
pub use value::{Labels, Value, ValueKind};
pub use workbook::{About, workbook};
