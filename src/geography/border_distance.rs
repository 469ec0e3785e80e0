//! How far a point lies outside a unit, in kilometres along the ellipsoid.
use geo::{Contains, Intersects, LineString, MultiPolygon, Point};

use super::shapes::Shapes;
use crate::domain::{GeoPoint, RegionId};

/// How far a point lies outside a unit: 0 inside and on its border, `None` where the unit has no shape.
pub fn km_outside(shapes: &Shapes, point: GeoPoint, id: RegionId) -> Option<f64> {
    shapes.get(id).map(|shape| km_to(point, &shape.geometry))
}

/// How far a point lies from an area; 0 inside.
pub(super) fn km_to(point: GeoPoint, area: &MultiPolygon<f64>) -> f64 {
    let place = Point::new(point.lon, point.lat);
    if area.contains(&place) || area.intersects(&place) {
        return 0.0;
    }
    // Near the point a degree of longitude is so much shorter than one of latitude; that suffices to find the nearest spot.
    let shrink = point.lat.to_radians().cos();
    let rings = area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let nearest = rings.filter_map(|ring| nearest_on(ring, point, shrink)).min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map_or(f64::INFINITY, |(_, spot)| point.metres_to(spot) / 1_000.0)
}

/// The nearest spot of a line, with the square of its distance in degrees of latitude.
fn nearest_on(ring: &LineString<f64>, point: GeoPoint, shrink: f64) -> Option<(f64, GeoPoint)> {
    let spots = ring.lines().map(|line| {
        let (from, along) = (line.start - geo::coord! { x: point.lon, y: point.lat }, line.delta());
        let (fx, fy, ax, ay) = (from.x * shrink, from.y, along.x * shrink, along.y);
        let length = ax * ax + ay * ay;
        let share = if length > 0.0 { (-(fx * ax + fy * ay) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (dx, dy) = (fx + share * ax, fy + share * ay);
        (dx * dx + dy * dy, GeoPoint { lon: line.start.x + share * along.x, lat: line.start.y + share * along.y })
    });
    spots.min_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Polygon, Rect, coord};

    fn square() -> MultiPolygon<f64> {
        let outer = Rect::new(coord! { x: 105.0, y: 20.0 }, coord! { x: 106.0, y: 21.0 }).to_polygon();
        let hole = Rect::new(coord! { x: 105.4, y: 20.4 }, coord! { x: 105.6, y: 20.6 }).to_polygon();
        MultiPolygon::from(vec![Polygon::new(outer.exterior().clone(), vec![hole.exterior().clone()])])
    }

    #[test]
    fn distances_are_geodesic_and_holes_are_outside() {
        for (lon, lat, km) in [
            (105.1, 20.1, 0.0),
            (105.0, 20.5, 0.0),
            (105.5, 21.1, 11.072),
            (106.1, 20.5, 10.438),
            (106.1, 21.1, 15.189),
            (105.5, 20.45, 5.535),
        ] {
            let found = km_to(GeoPoint { lon, lat }, &square());
            assert!((found - km).abs() <= 0.02 * km + 1e-9, "{lon} {lat}: {found}");
        }
        assert_eq!(km_to(GeoPoint { lon: 105.0, lat: 20.0 }, &MultiPolygon::new(vec![])), f64::INFINITY);
    }
}
