//! Shapes as sets of points: their union and their area.
use geo::algorithm::unary_union;
use geo::{ChamberlainDuquetteArea, LineString, MultiPolygon, Orient, Polygon, orient::Direction};

/// The union of shapes, whatever the direction of their rings.
pub(super) fn union(shapes: &[MultiPolygon<f64>]) -> MultiPolygon<f64> {
    let oriented: Vec<MultiPolygon<f64>> = shapes.iter().map(|shape| shape.orient(Direction::Default)).collect();
    unary_union(&oriented)
}

/// The area in square metres, on a sphere: within a half percent.
pub(super) fn area_m2(shape: &MultiPolygon<f64>) -> f64 {
    shape.chamberlain_duquette_unsigned_area()
}

/// Square metres below which a part or a hole is left by rounding and not meant.
const ROUNDING_M2: f64 = 20.0;

/// A shape that is the outcome of set operations, without the threads and pinholes that rounding leaves.
pub(super) fn tidied(shape: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let is_meant =
        |ring: &LineString<f64>| Polygon::new(ring.clone(), Vec::new()).chamberlain_duquette_unsigned_area() > ROUNDING_M2;
    let polygons = shape.0.into_iter().filter_map(|polygon| {
        let (outer, holes) = polygon.into_inner();
        is_meant(&outer).then(|| Polygon::new(outer, holes.into_iter().filter(is_meant).collect()))
    });
    MultiPolygon(polygons.collect()).orient(Direction::Default)
}
