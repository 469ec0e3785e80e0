//! Shapes as sets of points: their union and their area.
use geo::algorithm::unary_union;
use geo::{ChamberlainDuquetteArea, MultiPolygon, Orient, orient::Direction};

/// The union of shapes, whatever the direction of their rings.
pub(super) fn union(shapes: &[MultiPolygon<f64>]) -> MultiPolygon<f64> {
    let oriented: Vec<MultiPolygon<f64>> = shapes.iter().map(|shape| shape.orient(Direction::Default)).collect();
    unary_union(&oriented)
}

/// The area in square metres, on a sphere: within a half percent.
pub(super) fn area_m2(shape: &MultiPolygon<f64>) -> f64 {
    shape.chamberlain_duquette_unsigned_area()
}
