//! What is asked about one shape: fewer points for maps from afar, a point inside, how far away a place is.
use std::borrow::Cow;

use geo::{Area, Coord, InteriorPoint, Intersects, LineString, MultiPolygon, Point, SimplifyVwPreserve};
use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::shapes::Shapes;
use crate::domain::{GeoPoint, RegionId};

/// Metres of a degree along a meridian, roughly.
const METRES_PER_DEGREE: f64 = 111_320.0;

impl Shapes {
    /// The shape of a unit, its border off by about so many metres at most; 0 for the full shape. Never empty; shipped cells
    /// keep the very same borders as their neighbours.
    pub fn simplified(&self, id: RegionId, metres: f64) -> Option<Cow<'_, MultiPolygon<f64>>> {
        let shape = self.get(id)?;
        if metres <= 0.0 {
            return Some(Cow::Borrowed(&shape.geometry));
        }
        if let Some(simplified) = self.network(id).and_then(|network| network.simplified(id, metres)) {
            return Some(Cow::Owned(simplified));
        }
        let degrees = metres / METRES_PER_DEGREE;
        Some(Cow::Owned(shape.geometry.simplify_vw_preserve(degrees * degrees)))
    }

    /// A point inside the unit, near the middle of its largest part.
    pub fn representative_point(&self, id: RegionId) -> Option<GeoPoint> {
        let polygons = self.get(id)?.geometry.iter();
        let largest = polygons.max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
        let point = largest.interior_point()?;
        GeoPoint::new(point.x(), point.y())
    }

    /// How far outside a unit a place is, in kilometres along the ellipsoid to the nearest border; 0 inside.
    pub fn km_outside(&self, place: GeoPoint, id: RegionId) -> Option<f64> {
        let shape = self.get(id)?;
        if shape.geometry.intersects(&Point::new(place.lon, place.lat)) {
            return Some(0.0);
        }
        let rings = shape.geometry.iter().map(|polygon| polygon.exterior());
        let nearest = rings.filter_map(|ring| nearest_on(ring, place)).min_by(|a, b| a.0.total_cmp(&b.0))?.1;
        let metres: f64 = Geodesic::wgs84().inverse(place.lat, place.lon, nearest.y, nearest.x);
        Some(metres / 1000.0)
    }
}

/// The point of a ring that is nearest to a place on a plane that touches the earth there, and its squared distance.
fn nearest_on(ring: &LineString<f64>, place: GeoPoint) -> Option<(f64, Coord<f64>)> {
    let shrink = place.lat.to_radians().cos();
    let candidates = ring.lines().map(|line| {
        let (dx, dy) = ((line.end.x - line.start.x) * shrink, line.end.y - line.start.y);
        let (px, py) = ((place.lon - line.start.x) * shrink, place.lat - line.start.y);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (rx, ry) = (px - share * dx, py - share * dy);
        let nearest = line.start + (line.end - line.start) * share;
        (rx * rx + ry * ry, nearest)
    });
    candidates.min_by(|a, b| a.0.total_cmp(&b.0))
}
