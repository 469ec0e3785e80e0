//! Shapes of degrees to rings of whole units of a tile: cut at its edges, wound as tiles want them, without what has no area.
use geo::{BooleanOps, BoundingRect, Coord, CoordsIter, LineString, MapCoords, MultiPolygon, Polygon, Rect};

use super::mercator::{EXTENT, Tile};
use super::vector_tile::Ring;

/// Units by which shapes reach over the edges of a tile, so that no outline is drawn along them.
pub(super) const BUFFER: u32 = 64;

/// Most times a shape is cut anew because rounding made its lines cross.
const ROUNDS_MAX: u32 = 4;
/// How far from whole a coordinate of the cut may be and still count as whole.
const WHOLE: f64 = 1e-3;

/// The rings of a shape in a tile: outer rings clockwise as seen on the screen, each followed by its holes.
pub(super) fn rings(shape: &MultiPolygon<f64>, tile: Tile) -> Vec<Ring> {
    let window = window();
    let projected = shape.map_coords(|place| {
        let [x, y] = tile.units(place.x, place.y);
        Coord { x, y }
    });
    let is_near = |polygon: &Polygon<f64>| polygon.bounding_rect().is_some_and(|area| meet(area, window));
    let near: MultiPolygon<f64> = projected.into_iter().filter(is_near).collect();
    let mut rings = Vec::new();
    if !near.0.is_empty() {
        cut(&near, window).iter().for_each(|part| write(&mut rings, part));
    }
    rings
}

/// The part of a shape in the window, in whole units, its lines neither crossing nor touching each other.
fn cut(shape: &MultiPolygon<f64>, window: Rect<f64>) -> MultiPolygon<f64> {
    let window = window.to_polygon();
    let mut parts = rounded(shape);
    for _ in 0..ROUNDS_MAX {
        let cut = parts.intersection(&window);
        parts = rounded(&cut);
        let is_whole = |(exact, whole): (Coord<f64>, Coord<f64>)| (exact.x - whole.x).abs() + (exact.y - whole.y).abs() < WHOLE;
        if cut.coords_iter().zip(parts.coords_iter()).all(is_whole) {
            break;
        }
    }
    parts
}

fn rounded(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    shape.map_coords(|place| Coord { x: place.x.round(), y: place.y.round() })
}

fn window() -> Rect<f64> {
    let (buffer, extent) = (f64::from(BUFFER), f64::from(EXTENT));
    Rect::new(Coord { x: -buffer, y: -buffer }, Coord { x: extent + buffer, y: extent + buffer })
}

fn meet(a: Rect<f64>, b: Rect<f64>) -> bool {
    a.min().x <= b.max().x && b.min().x <= a.max().x && a.min().y <= b.max().y && b.min().y <= a.max().y
}

fn write(rings: &mut Vec<Ring>, polygon: &Polygon<f64>) {
    let Some(outer) = ring(polygon.exterior(), true) else { return };
    rings.push(outer);
    rings.extend(polygon.interiors().iter().filter_map(|hole| ring(hole, false)));
}

/// A ring in whole units; `None` where nothing is left of it.
fn ring(line: &LineString<f64>, is_outer: bool) -> Option<Ring> {
    #[allow(clippy::cast_possible_truncation, reason = "the window is a few thousand units wide")]
    let mut ring: Ring = line.coords().map(|place| [place.x.round() as i32, place.y.round() as i32]).collect();
    ring.dedup();
    if ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    let doubled = doubled_area(&ring);
    if ring.len() < 3 || doubled == 0 {
        return None;
    }
    // With y to the south, a positive area is clockwise on the screen.
    if (doubled > 0) != is_outer {
        ring.reverse();
    }
    Some(ring)
}

fn doubled_area(ring: &[[i32; 2]]) -> i64 {
    let following = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(following)
        .map(|([x, y], [next_x, next_y])| i64::from(*x) * i64::from(*next_y) - i64::from(*next_x) * i64::from(*y))
        .sum()
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    /// A tile of Vietnam, and the degrees of a place in it.
    fn tile() -> (Tile, impl Fn(f64, f64) -> Coord<f64>) {
        let tile = Tile::new(8, 112, 203).unwrap();
        let area = tile.bounds(0.0);
        let place = move |east: f64, south: f64| Coord {
            x: area.west + (area.east - area.west) * east,
            y: area.north - (area.north - area.south) * south,
        };
        (tile, place)
    }

    #[test]
    fn outer_rings_are_clockwise_and_holes_are_not() {
        let (tile, at) = tile();
        let outer = LineString::new(vec![at(0.1, 0.1), at(0.1, 0.9), at(0.9, 0.9), at(0.9, 0.1)]);
        let hole = LineString::new(vec![at(0.4, 0.4), at(0.4, 0.6), at(0.6, 0.6), at(0.6, 0.4)]);
        for flip in [false, true] {
            let mut lines = [outer.clone(), hole.clone()];
            if flip {
                lines.iter_mut().for_each(|line| line.0.reverse());
            }
            let [outer, hole] = lines;
            let rings = rings(&MultiPolygon(vec![Polygon::new(outer, vec![hole])]), tile);
            let areas: Vec<i64> = rings.iter().map(|ring| doubled_area(ring)).collect();
            assert!(matches!(areas.as_slice(), [outer, hole] if *outer > 0 && *hole < 0), "{areas:?}");
        }
    }

    #[test]
    fn a_shape_is_cut_a_little_beyond_the_edges() {
        let (tile, at) = tile();
        let large = Polygon::new(LineString::new(vec![at(-2.0, -2.0), at(-2.0, 3.0), at(3.0, 3.0), at(3.0, -2.0)]), Vec::new());
        let rings = rings(&MultiPolygon(vec![large]), tile);
        let [ring] = rings.as_slice() else { panic!("{rings:?}") };
        let mut places = ring.clone();
        places.sort_unstable();
        assert_eq!(places, [[-64, -64], [-64, 4_160], [4_160, -64], [4_160, 4_160]]);
    }

    #[test]
    fn what_has_no_area_and_what_is_elsewhere_is_left_out() {
        let (tile, at) = tile();
        let speck = Polygon::new(LineString::new(vec![at(0.5, 0.5), at(0.500_01, 0.5), at(0.5, 0.500_01)]), Vec::new());
        let far = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 0.0, y: 1.0)];
        assert!(rings(&MultiPolygon(vec![speck, far]), tile).is_empty());
    }
}
