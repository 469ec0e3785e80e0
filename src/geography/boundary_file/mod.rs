//! Files of boundaries: GeoJSON (also gzipped), zipped shapefiles, and the rows of a GeoPackage, read into features.
mod boundary_file_error;
mod declared_crs;
mod feature;
mod geojson_layer;
mod layer;
mod shapefile_archive;
mod well_known_binary;

pub use boundary_file_error::BoundaryFileError;
pub(super) use declared_crs::DeclaredCrs;
pub(super) use feature::{FileFeature, RawShape, ShapeFault};
pub use layer::{BoundaryFile, BoundaryFormat, TableRow};
pub(super) use well_known_binary::{read_shape, write_shape};
