//! Units that claim the same land, and the holes that nobody claims.
use geo::{BooleanOps, BoundingRect, LineString, MultiPolygon, Polygon, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::geography::polygon_sets::{area_m2, union};

/// An overlap is told where it is more than this share of the smaller unit …
const SHARE_MIN: f64 = 0.02;
/// … and more than this many square metres.
const AREA_MIN_M2: f64 = 50_000.0;
/// Square metres of a gap worth a word.
const GAP_MIN_M2: f64 = 10_000.0;
/// Square metres of the box of one square degree at the equator, to pass over boxes that cannot hold an overlap.
const DEGREE_M2: f64 = 111_400.0 * 111_400.0;

/// Two shapes that overlap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Overlap {
    /// Positions in the list of shapes.
    pub pair: (usize, usize),
    /// Square metres in common.
    pub area_m2: f64,
    /// Their share of the smaller one.
    pub share: f64,
}

/// Every pair of shapes that overlap by more than drawing explains; each pair once, in order.
pub(super) fn overlaps(shapes: &[&MultiPolygon<f64>]) -> Vec<Overlap> {
    let boxes = shapes.iter().enumerate().filter_map(|(at, shape)| Some(entry(&shape.bounding_rect()?, at)));
    let tree = RTree::bulk_load(boxes.collect());
    let mut found = Vec::new();
    for (at, shape) in shapes.iter().enumerate() {
        let Some(own) = shape.bounding_rect() else { continue };
        let envelope = AABB::from_corners([own.min().x, own.min().y], [own.max().x, own.max().y]);
        let others = tree.locate_in_envelope_intersecting(envelope).map(|entry| entry.data).filter(|other| *other > at);
        for other in others {
            let Some(neighbour) = shapes.get(other) else { continue };
            if neighbour.bounding_rect().is_none_or(|theirs| common_box_m2(&own, &theirs) <= AREA_MIN_M2) {
                continue;
            }
            let common = area_m2(&shape.intersection(*neighbour));
            let share = common / area_m2(shape).min(area_m2(neighbour));
            if common > AREA_MIN_M2 && share > SHARE_MIN {
                found.push(Overlap { pair: (at, other), area_m2: common, share });
            }
        }
    }
    found.sort_by_key(|overlap| overlap.pair);
    found
}

fn entry(area: &Rect<f64>, at: usize) -> GeomWithData<Rectangle<[f64; 2]>, usize> {
    GeomWithData::new(Rectangle::from_corners([area.min().x, area.min().y], [area.max().x, area.max().y]), at)
}

fn common_box_m2(a: &Rect<f64>, b: &Rect<f64>) -> f64 {
    let side = |low: f64, high: f64| (high - low).max(0.0);
    let width = side(a.min().x.max(b.min().x), a.max().x.min(b.max().x));
    width * side(a.min().y.max(b.min().y), a.max().y.min(b.max().y)) * DEGREE_M2
}

/// The gaps between shapes: how many there are and their square metres in all. A hole that one of the shapes draws itself
/// is a lake or an enclave of its own, not a gap.
pub(super) fn gaps(shapes: &[&MultiPolygon<f64>]) -> (usize, f64) {
    let owned: Vec<MultiPolygon<f64>> = shapes.iter().map(|shape| (*shape).clone()).collect();
    let joined = union(&owned);
    let own: Vec<Rect<f64>> =
        shapes.iter().flat_map(|shape| &shape.0).flat_map(Polygon::interiors).filter_map(|hole| hole.bounding_rect()).collect();
    let is_own = |hole: &LineString<f64>| hole.bounding_rect().is_none_or(|area| own.iter().any(|other| is_same(&area, other)));
    let holes = joined.0.iter().flat_map(Polygon::interiors).filter(|hole| !is_own(hole));
    let areas = holes.map(|hole| area_m2(&MultiPolygon(vec![Polygon::new(hole.clone(), Vec::new())])));
    areas.filter(|area| *area > GAP_MIN_M2).fold((0, 0.0), |(count, sum), area| (count + 1, sum + area))
}

fn is_same(a: &Rect<f64>, b: &Rect<f64>) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
    near(a.min().x, b.min().x) && near(a.min().y, b.min().y) && near(a.max().x, b.max().x) && near(a.max().y, b.max().y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
        let (east, north) = (west + size, south + size);
        let ring = vec![(west, south), (east, south), (east, north), (west, north), (west, south)];
        MultiPolygon(vec![Polygon::new(ring.into(), Vec::new())])
    }

    #[test]
    fn only_what_is_large_in_both_ways_is_an_overlap() {
        let (base, beside) = (square(105.0, 21.0, 0.1), square(105.1, 21.0, 0.1));
        let (slightly, much, inside) = (square(105.0999, 21.0, 0.1), square(105.05, 21.0, 0.1), square(105.02, 21.02, 0.01));
        assert!(overlaps(&[&base, &beside, &slightly]).iter().all(|overlap| overlap.pair != (0, 1) && overlap.pair != (0, 2)));
        let found = overlaps(&[&base, &much, &inside]);
        let pairs: Vec<_> = found.iter().map(|overlap| overlap.pair).collect();
        assert_eq!(pairs, [(0, 1), (0, 2)]);
        assert!((found[0].share - 0.5).abs() < 0.01 && (found[1].share - 1.0).abs() < 0.01);
    }

    #[test]
    fn gaps_between_shapes_are_counted() {
        let places = [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)];
        let mut shapes: Vec<MultiPolygon<f64>> =
            places.iter().map(|(x, y)| square(105.0 + f64::from(*x) * 0.1, 21.0 + f64::from(*y) * 0.1, 0.1)).collect();
        let (count, sum) = gaps(&shapes.iter().collect::<Vec<_>>());
        assert_eq!(count, 1);
        assert!((sum / area_m2(&square(105.1, 21.1, 0.1)) - 1.0).abs() < 0.01);
        // A lake within one unit is its own.
        shapes.push(square(105.1, 21.1, 0.1).difference(&square(105.14, 21.14, 0.02)));
        assert_eq!(gaps(&shapes.iter().collect::<Vec<_>>()).0, 0);
    }
}
