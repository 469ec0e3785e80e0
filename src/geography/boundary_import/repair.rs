//! From rings as a file has them to a valid multipolygon, with a list of what had to be repaired.
use geo::{
    Area, BooleanOps, Coord, Intersects, LineString, MakeValid, MapCoords, MultiPolygon, Orient, Point, Polygon, Validation,
    orient::Direction,
};
use serde::Serialize;

use crate::domain::Message;
use crate::geography::polygon_sets::union;

/// Islands and holes smaller than this many square metres come from drawing, not from the land.
const CRUMB_M2: f64 = 50.0;
/// Degrees are repaired as numbers this much larger: the repair joins points that lie within 0.0001 of each other, which
/// would be eleven metres. A power of two, so that no number changes on the way.
const REPAIR_SCALE: f64 = 131_072.0;

/// Metres of a degree of latitude, near enough to tell a crumb.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// What was repaired in a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// The last point of a ring was not its first.
    UnclosedRing,
    /// A point stood twice in a row.
    RepeatedPoint,
    /// Outer rings ran clockwise or holes counter-clockwise.
    RingOrder,
    /// A ring of fewer than three different points was left out.
    DegenerateRing,
    /// Rings touched or crossed themselves or each other.
    SelfTouching,
    /// An island of a few square metres was left out.
    Sliver,
    /// A hole of a few square metres was filled.
    TinyHole,
    /// Several features of one unit were joined.
    JoinedParts,
}

impl Repair {
    /// What was done, for people.
    pub fn message(self) -> Message {
        let (vi, en) = match self {
            Self::UnclosedRing => ("đã khép vòng", "closed a ring"),
            Self::RepeatedPoint => ("đã bỏ điểm lặp", "left out repeated points"),
            Self::RingOrder => ("đã đổi chiều vòng", "turned rings round"),
            Self::DegenerateRing => ("đã bỏ vòng không có diện tích", "left out rings without area"),
            Self::SelfTouching => ("đã gỡ chỗ tự chạm hoặc tự cắt", "mended rings that touch or cross themselves"),
            Self::Sliver => ("đã bỏ mảnh vụn dưới 50 m²", "left out slivers under 50 m²"),
            Self::TinyHole => ("đã lấp lỗ dưới 50 m²", "filled holes under 50 m²"),
            Self::JoinedParts => ("đã ghép các phần của một đơn vị", "joined the parts of one unit"),
        };
        Message::new(vi, en)
    }
}

/// Why a shape cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShapeRefusal {
    /// Nothing is left that has an area.
    Empty,
    /// The repair did not succeed.
    Unrepairable,
}

/// Makes a valid multipolygon of rings in degrees of WGS 84: for each polygon its outer ring and holes, or where they are
/// not grouped one list of all rings. Outer rings come out counter-clockwise. A valid shape keeps its numbers to the bit.
pub(super) fn repair(
    polygons: Vec<Vec<Vec<Coord<f64>>>>,
    is_grouped: bool,
) -> Result<(MultiPolygon<f64>, Vec<Repair>), ShapeRefusal> {
    let mut repairs = Vec::new();
    let cleaned: Vec<Vec<LineString<f64>>> =
        polygons.into_iter().map(|rings| rings.into_iter().filter_map(|ring| clean(ring, &mut repairs)).collect()).collect();
    let grouped: Vec<Polygon<f64>> = if is_grouped {
        cleaned.into_iter().filter_map(|rings| polygon_of(rings, &mut repairs)).collect()
    } else {
        group(cleaned.into_iter().flatten().collect())
    };
    let shape = valid(MultiPolygon(grouped), &mut repairs)?;
    let shape = without_crumbs(shape, &mut repairs);
    repairs.sort_unstable();
    repairs.dedup();
    if shape.0.is_empty() { Err(ShapeRefusal::Empty) } else { Ok((shape.orient(Direction::Default), repairs)) }
}

/// A ring that is closed, without repeated points; `None` where it has no area to enclose.
fn clean(mut ring: Vec<Coord<f64>>, repairs: &mut Vec<Repair>) -> Option<LineString<f64>> {
    if ring.first() != ring.last() {
        repairs.push(Repair::UnclosedRing);
        ring.extend(ring.first().copied());
    }
    let count = ring.len();
    ring.dedup();
    if ring.len() < count {
        repairs.push(Repair::RepeatedPoint);
    }
    if ring.len() < 4 {
        repairs.push(Repair::DegenerateRing);
        return None;
    }
    Some(LineString(ring))
}

/// The first ring is the outer one, the others are its holes.
fn polygon_of(rings: Vec<LineString<f64>>, repairs: &mut Vec<Repair>) -> Option<Polygon<f64>> {
    let is_reversed = |ring: &LineString<f64>, is_hole: bool| (signed_area(ring) < 0.0) != is_hole;
    if rings.iter().enumerate().any(|(at, ring)| is_reversed(ring, at > 0)) {
        repairs.push(Repair::RingOrder);
    }
    let mut rings = rings.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}

fn signed_area(ring: &LineString<f64>) -> f64 {
    // Around its own first point: far from the origin the products would lose the small differences.
    let Some(origin) = ring.0.first().copied() else { return 0.0 };
    ring.lines()
        .map(|line| (line.start - origin).x * (line.end - origin).y - (line.end - origin).x * (line.start - origin).y)
        .sum::<f64>()
        / 2.0
}

/// Rings in any order and direction, as a shapefile has them: one inside an even number of others is an outer ring.
fn group(rings: Vec<LineString<f64>>) -> Vec<Polygon<f64>> {
    let mut rings: Vec<(f64, Polygon<f64>)> =
        rings.into_iter().map(|ring| (signed_area(&ring).abs(), Polygon::new(ring, Vec::new()))).collect();
    rings.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut outer: Vec<Polygon<f64>> = Vec::new();
    let mut depths: Vec<(Polygon<f64>, usize, Option<usize>)> = Vec::new();
    for (_, ring) in rings {
        // A corner may lie on the border of a neighbour, so most of the corners decide.
        let lies_in = |other: &Polygon<f64>| {
            let corners = &ring.exterior().0;
            let inside = corners.iter().filter(|corner| other.intersects(&Point::from(**corner))).count();
            2 * inside > corners.len()
        };
        let around: Vec<&(Polygon<f64>, usize, Option<usize>)> = depths.iter().filter(|(other, ..)| lies_in(other)).collect();
        let depth = around.len();
        let parent = around.last().and_then(|(_, _, outer)| *outer);
        let own = if depth.is_multiple_of(2) {
            outer.push(ring.clone());
            Some(outer.len() - 1)
        } else {
            if let Some(parent) = parent.and_then(|at| outer.get_mut(at)) {
                parent.interiors_push(ring.exterior().clone());
            }
            None
        };
        depths.push((ring, depth, own));
    }
    outer
}

fn valid(shape: MultiPolygon<f64>, repairs: &mut Vec<Repair>) -> Result<MultiPolygon<f64>, ShapeRefusal> {
    if shape.is_valid() {
        return Ok(shape);
    }
    repairs.push(Repair::SelfTouching);
    let mut mended = Vec::with_capacity(shape.0.len());
    for polygon in shape.0 {
        if polygon.is_valid() {
            mended.push(MultiPolygon(vec![polygon]));
            continue;
        }
        let (outer, holes) = polygon.into_inner();
        let land = mend(Polygon::new(outer, Vec::new()))?;
        let holes: Result<Vec<_>, _> = holes.into_iter().map(|hole| mend(Polygon::new(hole, Vec::new()))).collect();
        let holes = holes?;
        mended.push(if holes.is_empty() { land } else { land.difference(&union(&holes)) });
    }
    let joined = union(&mended);
    if joined.is_valid() {
        return Ok(joined);
    }
    let joined = scaled(&joined, REPAIR_SCALE).make_valid().map_err(|_| ShapeRefusal::Unrepairable)?;
    let joined = scaled(&joined, 1.0 / REPAIR_SCALE);
    if joined.is_valid() { Ok(joined) } else { Err(ShapeRefusal::Unrepairable) }
}

fn mend(ring: Polygon<f64>) -> Result<MultiPolygon<f64>, ShapeRefusal> {
    let mended = scaled(&MultiPolygon(vec![ring]), REPAIR_SCALE).make_valid().map_err(|_| ShapeRefusal::Unrepairable)?;
    Ok(scaled(&mended, 1.0 / REPAIR_SCALE))
}

fn scaled(shape: &MultiPolygon<f64>, factor: f64) -> MultiPolygon<f64> {
    shape.map_coords(|point| Coord { x: point.x * factor, y: point.y * factor })
}

/// Square metres as on a flat map: on a sphere even a ring along one line would enclose something.
fn plain_m2(polygon: &Polygon<f64>) -> f64 {
    let latitude = polygon.exterior().0.first().map_or(0.0, |point| point.y);
    polygon.unsigned_area() * latitude.to_radians().cos() * METRES_PER_DEGREE * METRES_PER_DEGREE
}

fn without_crumbs(shape: MultiPolygon<f64>, repairs: &mut Vec<Repair>) -> MultiPolygon<f64> {
    let largest = shape.0.iter().map(Area::unsigned_area).fold(0.0, f64::max);
    let mut kept = Vec::with_capacity(shape.0.len());
    for polygon in shape.0 {
        // A unit may be nothing but a rock; its largest part stays whatever its size.
        if polygon.unsigned_area() < largest && plain_m2(&polygon) < CRUMB_M2 {
            repairs.push(Repair::Sliver);
            continue;
        }
        let (outer, holes) = polygon.into_inner();
        let count = holes.len();
        let holes: Vec<LineString<f64>> =
            holes.into_iter().filter(|hole| plain_m2(&Polygon::new(hole.clone(), Vec::new())) >= CRUMB_M2).collect();
        if holes.len() < count {
            repairs.push(Repair::TinyHole);
        }
        kept.push(Polygon::new(outer, holes));
    }
    kept.retain(|polygon| plain_m2(polygon) > 1.0);
    MultiPolygon(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geography::polygon_sets::area_m2;

    fn ring(points: &[(f64, f64)]) -> Vec<Coord<f64>> {
        points.iter().map(|(x, y)| Coord { x: 105.0 + x, y: 21.0 + y }).collect()
    }

    fn square(west: f64, south: f64, size: f64) -> Vec<Coord<f64>> {
        let (east, north) = (west + size, south + size);
        ring(&[(west, south), (east, south), (east, north), (west, north), (west, south)])
    }

    fn reversed(mut ring: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
        ring.reverse();
        ring
    }

    fn km2(shape: &MultiPolygon<f64>) -> f64 {
        area_m2(shape) / 1e6
    }

    #[test]
    fn a_valid_shape_keeps_its_numbers() {
        let given = vec![vec![square(0.0, 0.0, 0.1), reversed(square(0.02, 0.02, 0.02))]];
        let (shape, repairs) = repair(given.clone(), true).unwrap();
        assert_eq!((repairs, shape.0.len()), (Vec::new(), 1));
        assert_eq!(shape.0[0].exterior().0, given[0][0]);
        assert_eq!(shape.0[0].interiors()[0].0, given[0][1]);
    }

    #[test]
    fn rings_are_closed_turned_and_freed_of_repeated_points() {
        let mut open = reversed(square(0.0, 0.0, 0.1));
        open.pop();
        open.insert(1, open[1]);
        let (shape, repairs) = repair(vec![vec![open, square(0.02, 0.02, 0.02)]], true).unwrap();
        assert_eq!(repairs, [Repair::UnclosedRing, Repair::RepeatedPoint, Repair::RingOrder]);
        assert!(shape.is_valid() && signed_area(shape.0[0].exterior()) > 0.0 && shape.0[0].interiors().len() == 1);
    }

    #[test]
    fn what_touches_or_crosses_itself_is_mended() {
        // Two squares that meet in a corner, drawn in one stroke; and a bow tie.
        let eight =
            ring(&[(0.0, 0.0), (0.05, 0.05), (0.1, 0.05), (0.1, 0.1), (0.05, 0.1), (0.05, 0.05), (0.0, 0.05), (0.0, 0.0)]);
        let tie = ring(&[(0.0, 0.0), (0.1, 0.1), (0.1, 0.0), (0.0, 0.1), (0.0, 0.0)]);
        for given in [eight, tie] {
            let (shape, repairs) = repair(vec![vec![given]], true).unwrap();
            assert!(repairs.contains(&Repair::SelfTouching) && shape.is_valid(), "{repairs:?}");
            assert!(km2(&shape) > 10.0);
        }
        // Overlapping parts of one feature are one piece of land, not a hole.
        let parts = vec![vec![square(0.0, 0.0, 0.1)], vec![square(0.05, 0.05, 0.1)]];
        let (shape, repairs) = repair(parts, true).unwrap();
        assert_eq!((repairs, shape.0.len()), (vec![Repair::SelfTouching], 1));
        assert!((km2(&shape) / km2(&repair(vec![vec![square(0.0, 0.0, 0.1)]], true).unwrap().0) - 1.75).abs() < 0.001);
        // A hole that reaches beyond the outer ring takes away what lies inside only.
        let (shape, _) = repair(vec![vec![square(0.0, 0.0, 0.1), reversed(square(0.05, 0.05, 0.1))]], true).unwrap();
        assert!((km2(&shape) / km2(&repair(vec![vec![square(0.0, 0.0, 0.1)]], true).unwrap().0) - 0.75).abs() < 0.001);
    }

    #[test]
    fn rings_without_groups_find_their_outer_ring() {
        // An island in a lake on an island, and an island beside; all in one direction.
        let rings = vec![square(0.04, 0.04, 0.02), square(0.0, 0.0, 0.1), square(0.3, 0.0, 0.1), square(0.02, 0.02, 0.06)];
        let (shape, _) = repair(vec![rings], false).unwrap();
        let mut holes: Vec<usize> = shape.0.iter().map(|polygon| polygon.interiors().len()).collect();
        holes.sort_unstable();
        assert_eq!(holes, [0, 0, 1]);
        assert!(shape.is_valid());
    }

    #[test]
    fn crumbs_go_and_nothing_else_is_left_is_refused() {
        let given = vec![vec![square(0.0, 0.0, 0.1), reversed(square(0.02, 0.02, 0.00005))], vec![square(0.2, 0.2, 0.00005)]];
        let (shape, repairs) = repair(given, true).unwrap();
        assert_eq!((repairs, shape.0.len(), shape.0[0].interiors().len()), (vec![Repair::Sliver, Repair::TinyHole], 1, 0));
        let line = ring(&[(0.0, 0.0), (0.1, 0.1), (0.0, 0.0)]);
        assert_eq!(repair(vec![vec![line]], true), Err(ShapeRefusal::Empty));
        let flat = ring(&[(0.0, 0.0), (0.1, 0.1), (0.2, 0.2), (0.0, 0.0)]);
        assert_eq!(repair(vec![vec![flat]], true), Err(ShapeRefusal::Empty));
        assert_eq!(repair(Vec::new(), true), Err(ShapeRefusal::Empty));
    }
}
