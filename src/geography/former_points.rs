//! Known points of units, and the division of a shape among units by the nearest of those points.
use std::collections::{BTreeMap, HashMap};

use geo::{
    BooleanOps, BoundingRect, Closest, ClosestPoint, Contains, Coord, InteriorPoint, MapCoords, MultiPoint, MultiPolygon, Point,
    Polygon, Rect, Voronoi,
};

use super::polygon_sets::{tidied, union};
use crate::domain::{Division, GeoPoint, Region, RegionId};
use crate::gazetteer::Gazetteer;

/// How far from the centre of a box the eight points around it lie, as a share of its half-width and half-height.
const ELLIPSE: f64 = 0.45;
/// How far towards the middle of a shape a point is put that shall be inside, as a share of the way.
const INWARD: f64 = 0.1;
/// How many times the size of the divided shape the outer points lie away, beyond any influence on it.
const AWAY: f64 = 4.0;

/// Points of units: nine for a unit with a box, one for the others.
pub(super) struct FormerPoints {
    of_unit: HashMap<RegionId, Vec<GeoPoint>>,
}

impl FormerPoints {
    /// The points of the former units.
    pub fn of_former(gazetteer: &Gazetteer) -> Self {
        let former = gazetteer.regions().filter(|region| region.id.division() == Division::Former);
        Self { of_unit: former.map(|region| (region.id, points_of(region))).collect() }
    }

    /// The points of the communes of today: those of the former units that became them by default, and their centres.
    pub fn of_current(gazetteer: &Gazetteer) -> Self {
        let mut of_unit: HashMap<RegionId, Vec<GeoPoint>> = HashMap::new();
        for region in gazetteer.regions().filter(|region| region.id.division() == Division::Current) {
            let defaults = gazetteer.predecessors(region.id).into_iter().filter(|step| step.is_default);
            let mut points: Vec<GeoPoint> =
                defaults.filter_map(|step| gazetteer.region(step.predecessor)).flat_map(points_of).collect();
            if points.is_empty() {
                points.push(region.centre);
            }
            of_unit.insert(region.id, points);
        }
        Self { of_unit }
    }

    /// Divides a shape among units: each gets what lies nearest to one of its points. What has no known point gets nothing;
    /// where none has, the first unit gets all.
    pub fn divide(&self, shape: &MultiPolygon<f64>, units: &[RegionId]) -> Vec<(RegionId, MultiPolygon<f64>)> {
        self.divide_with(shape, units, &[])
    }

    /// The same, but no unit gets nothing: one whose points all lie too far away gets a point inside the shape, towards it.
    pub fn divide_among_all(&self, shape: &MultiPolygon<f64>, units: &[RegionId]) -> Vec<(RegionId, MultiPolygon<f64>)> {
        let parts = self.divide(shape, units);
        let is_left_out = |unit: &&RegionId| !parts.iter().any(|(owner, _)| owner == *unit);
        let inside: Vec<(RegionId, GeoPoint)> =
            units.iter().filter(is_left_out).filter_map(|unit| Some((*unit, self.point_inside(*unit, shape)?))).collect();
        if inside.is_empty() { parts } else { self.divide_with(shape, units, &inside) }
    }

    fn point_inside(&self, unit: RegionId, shape: &MultiPolygon<f64>) -> Option<GeoPoint> {
        let known = self.of_unit.get(&unit)?.first()?;
        let middle = shape.interior_point()?;
        let spot = match shape.closest_point(&Point::new(known.lon, known.lat)) {
            Closest::Intersection(spot) | Closest::SinglePoint(spot) => spot,
            Closest::Indeterminate => middle,
        };
        let towards = |from: f64, to: f64| from + (to - from) * INWARD;
        Some(GeoPoint { lon: towards(spot.x(), middle.x()), lat: towards(spot.y(), middle.y()) })
    }

    fn divide_with(
        &self,
        shape: &MultiPolygon<f64>,
        units: &[RegionId],
        more: &[(RegionId, GeoPoint)],
    ) -> Vec<(RegionId, MultiPolygon<f64>)> {
        let Some(first) = units.first() else { return Vec::new() };
        let whole = || vec![(*first, shape.clone())];
        let Some(area) = shape.bounding_rect().filter(|_| units.len() > 1) else { return whole() };
        // Degrees of longitude are shorter than those of latitude.
        let shrink = area.center().y.to_radians().cos();
        let mut owners: BTreeMap<[u64; 2], (RegionId, Coord<f64>)> = BTreeMap::new();
        let known = units.iter().flat_map(|unit| self.of_unit.get(unit).into_iter().flatten().map(|point| (*unit, *point)));
        for (unit, point) in more.iter().copied().chain(known) {
            let place = Coord { x: point.lon * shrink, y: point.lat };
            // Two units with one point: the first keeps it.
            owners.entry([place.x.to_bits(), place.y.to_bits()]).or_insert((unit, place));
        }
        let owners: Vec<(RegionId, Coord<f64>)> = owners.into_values().collect();
        let Some(cells) = cells(&owners, &area, shrink) else { return whole() };
        let mut parts = Vec::new();
        for (unit, cells) in cells {
            let land = union(&cells).map_coords(|place| Coord { x: place.x / shrink, y: place.y });
            let part = tidied(shape.intersection(&land));
            if !part.0.is_empty() {
                parts.push((unit, part));
            }
        }
        if parts.is_empty() { whole() } else { parts }
    }
}

/// The Voronoi cells of the points by unit; `None` where the points make none.
fn cells(owners: &[(RegionId, Coord<f64>)], area: &Rect<f64>, shrink: f64) -> Option<BTreeMap<RegionId, Vec<MultiPolygon<f64>>>> {
    let mut low = Coord { x: area.min().x * shrink, y: area.min().y };
    let mut high = Coord { x: area.max().x * shrink, y: area.max().y };
    for (_, place) in owners {
        low = Coord { x: low.x.min(place.x), y: low.y.min(place.y) };
        high = Coord { x: high.x.max(place.x), y: high.y.max(place.y) };
    }
    let reach = ((high.x - low.x) + (high.y - low.y)) * AWAY + 0.01;
    // Four points around: with them no set of points lies on one line, and every other cell is bounded.
    let around = [(low.x - reach, low.y), (high.x + reach, high.y), (low.x, high.y + reach), (high.x, low.y - reach)];
    let points: Vec<Point<f64>> = owners.iter().map(|(_, place)| Point::from(*place)).chain(around.map(Point::from)).collect();
    let found: Vec<Polygon<f64>> = MultiPoint(points).voronoi_cells().ok()?;
    let mut by_unit: BTreeMap<RegionId, Vec<MultiPolygon<f64>>> = BTreeMap::new();
    for (unit, place) in owners {
        let cell = found.iter().find(|cell| cell.contains(&Point::from(*place)))?;
        by_unit.entry(*unit).or_default().push(MultiPolygon(vec![cell.clone()]));
    }
    Some(by_unit)
}

/// The middle of the unit's box and eight points around it, or its centre where it has no box.
fn points_of(region: &Region) -> Vec<GeoPoint> {
    let Some(area) = region.bbox else { return vec![region.centre] };
    let middle = GeoPoint { lon: (area.west + area.east) / 2.0, lat: (area.south + area.north) / 2.0 };
    let (width, height) = ((area.east - area.west) / 2.0 * ELLIPSE, (area.north - area.south) / 2.0 * ELLIPSE);
    let around = (0..8).map(|step| {
        let (sine, cosine) = (f64::from(step) * std::f64::consts::FRAC_PI_4).sin_cos();
        GeoPoint { lon: middle.lon + width * cosine, lat: middle.lat + height * sine }
    });
    std::iter::once(middle).chain(around).collect()
}
