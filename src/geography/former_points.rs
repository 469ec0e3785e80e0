//! Known points of units, and the division of a shape among units by the nearest of those points.
use std::collections::{BTreeMap, HashMap};

use geo::{
    Area, BooleanOps, BoundingRect, Closest, ClosestPoint, Contains, Coord, InteriorPoint, MapCoords, MultiPoint, MultiPolygon,
    Point, Polygon, Rect, Voronoi,
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
    /// Where even that gains it nothing, as among islets, it gets half of the largest polygon.
    pub fn divide_among_all(&self, shape: &MultiPolygon<f64>, units: &[RegionId]) -> Vec<(RegionId, MultiPolygon<f64>)> {
        let mut parts = self.divide(shape, units);
        let left_out = |parts: &[(RegionId, MultiPolygon<f64>)]| -> Vec<RegionId> {
            units.iter().copied().filter(|unit| !parts.iter().any(|(owner, _)| owner == unit)).collect()
        };
        let inside: Vec<(RegionId, GeoPoint)> =
            left_out(&parts).into_iter().filter_map(|unit| Some((unit, self.point_inside(unit, shape)?))).collect();
        if !inside.is_empty() {
            parts = self.divide_with(shape, units, &inside);
        }
        for unit in left_out(&parts) {
            self.give_half(unit, &mut parts);
        }
        parts
    }

    /// Gives a unit half of the largest polygon of all parts: the half nearer to its first point.
    fn give_half(&self, unit: RegionId, parts: &mut Vec<(RegionId, MultiPolygon<f64>)>) {
        let polygons = parts.iter().enumerate().flat_map(|(at, (_, part))| {
            part.0.iter().enumerate().map(move |(place, polygon)| (at, place, polygon.unsigned_area()))
        });
        let Some((at, place, _)) = polygons.max_by(|one, other| one.2.total_cmp(&other.2)) else { return };
        let Some((_, part)) = parts.get_mut(at) else { return };
        let largest = MultiPolygon(vec![part.0.remove(place)]);
        let Some(area) = largest.bounding_rect() else { return };
        let known = self.of_unit.get(&unit).and_then(|points| points.first()).copied();
        let halves = if area.width() > area.height() { area.split_x() } else { area.split_y() };
        let is_nearer_to_second = known.is_some_and(|point| {
            let middle = area.center();
            if area.width() > area.height() { point.lon > middle.x } else { point.lat > middle.y }
        });
        let [own, others] = if is_nearer_to_second { [halves[1], halves[0]] } else { halves };
        part.0.extend(tidied(largest.intersection(&others.to_polygon())).0);
        let own = tidied(largest.intersection(&own.to_polygon()));
        if !own.0.is_empty() {
            parts.push((unit, own));
        }
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

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    fn square(west: f64, south: f64, size: f64) -> Polygon<f64> {
        polygon![(x: west, y: south), (x: west + size, y: south), (x: west + size, y: south + size), (x: west, y: south + size)]
    }

    #[test]
    fn every_unit_gets_land_even_among_islets_far_from_its_points() {
        let islets = MultiPolygon(vec![square(112.0, 9.0, 0.01), square(114.0, 11.0, 0.02)]);
        let units: Vec<RegionId> = ["2024-22736", "2024-22737", "2024-22739"].map(|id| id.parse().unwrap()).to_vec();
        // All three are known by points at sea, two of them by one and the same.
        let points = [(115.5, 8.0), (113.0, 10.0), (113.0, 10.0)].map(|(lon, lat)| vec![GeoPoint { lon, lat }]);
        let known = FormerPoints { of_unit: units.iter().copied().zip(points).collect() };
        let parts = known.divide_among_all(&islets, &units);
        for unit in &units {
            assert!(parts.iter().any(|(owner, part)| owner == unit && part.unsigned_area() > 0.0), "{unit} has nothing");
        }
        let area: f64 = parts.iter().map(|(_, part)| part.unsigned_area()).sum();
        assert!((area / islets.unsigned_area() - 1.0).abs() < 1e-6, "{area}");
    }
}
