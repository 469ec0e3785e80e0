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
    // The library adds holes that run against their outer ring, as they should, instead of taking them away.
    let holes = |polygon: &Polygon<f64>| polygon.interiors().iter().map(ring_area_m2).sum::<f64>();
    shape.0.iter().map(|polygon| ring_area_m2(polygon.exterior()) - holes(polygon)).sum()
}

fn ring_area_m2(ring: &LineString<f64>) -> f64 {
    Polygon::new(ring.clone(), Vec::new()).chamberlain_duquette_unsigned_area()
}

/// Square metres below which a part or a hole is left by rounding and not meant.
const ROUNDING_M2: f64 = 20.0;

/// A shape that is the outcome of set operations, without the threads and pinholes that rounding leaves.
pub(super) fn tidied(shape: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let is_meant = |ring: &LineString<f64>| ring_area_m2(ring) > ROUNDING_M2;
    let polygons = shape.0.into_iter().filter_map(|polygon| {
        let (outer, holes) = polygon.into_inner();
        is_meant(&outer).then(|| Polygon::new(outer, holes.into_iter().filter(is_meant).collect()))
    });
    MultiPolygon(polygons.collect()).orient(Direction::Default)
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn a_hole_is_taken_away_whatever_its_direction() {
        let outer = polygon![(x: 105.0, y: 21.0), (x: 105.2, y: 21.0), (x: 105.2, y: 21.2), (x: 105.0, y: 21.2)];
        let inner = polygon![(x: 105.05, y: 21.05), (x: 105.15, y: 21.05), (x: 105.15, y: 21.15), (x: 105.05, y: 21.15)];
        let (whole, hole) = (area_m2(&MultiPolygon(vec![outer.clone()])), area_m2(&MultiPolygon(vec![inner.clone()])));
        for direction in [Direction::Default, Direction::Reversed] {
            let ring = inner.orient(direction).exterior().clone();
            let holed = MultiPolygon(vec![Polygon::new(outer.exterior().clone(), vec![ring])]);
            assert!((area_m2(&holed) - (whole - hole)).abs() < 1.0, "{} m²", area_m2(&holed));
        }
    }
}
