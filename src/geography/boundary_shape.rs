//! Shapes of units as bytes for the store, and back.
use std::sync::Arc;

use geo::MultiPolygon;

use super::boundary_file::{read_shape, write_shape};
use super::shapes::UnitShape;
use crate::domain::RegionId;

/// The shape as little-endian well-known binary, a multipolygon; `None` where it cannot be written, which does not happen.
pub fn write_unit_shape(shape: &UnitShape) -> Option<Vec<u8>> {
    write_shape(&shape.geometry)
}

/// A multipolygon as little-endian well-known binary; `None` where it cannot be written, which does not happen.
pub fn well_known_binary(area: &MultiPolygon<f64>) -> Option<Vec<u8>> {
    write_shape(area)
}

/// The shape of a unit from such bytes.
///
/// # Errors
/// Where they are not the well-known binary of a multipolygon; why, as the reader says it.
pub fn read_unit_shape(region: RegionId, bytes: &[u8], is_official: bool) -> Result<UnitShape, String> {
    Ok(UnitShape { region, geometry: Arc::new(read_shape(bytes)?), is_official })
}
