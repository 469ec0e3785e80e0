//! Walks the sides of a unit to closed rings, and puts outer rings and holes together to polygons.
use std::collections::BTreeMap;

use super::topology::{Place, Side};

/// A closed walk: the sides in order and the places they pass, the first one repeated at the end.
#[derive(Clone, Debug)]
pub(super) struct Ring {
    pub sides: Vec<Side>,
    pub places: Vec<Place>,
}

impl Ring {
    /// Twice the area; positive for outer rings, negative for holes.
    fn doubled_area(&self) -> i64 {
        let pairs = self.places.iter().zip(self.places.iter().skip(1));
        pairs.map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])).sum()
    }

    fn encloses(&self, place: Place) -> bool {
        let [x, y] = place.map(i128::from);
        let pairs = self.places.iter().zip(self.places.iter().skip(1));
        let crossed = pairs.filter(|(a, b)| {
            let ([ax, ay], [bx, by]) = (a.map(i128::from), b.map(i128::from));
            let lies_west = (x - ax) * (by - ay) < (bx - ax) * (y - ay);
            (ay > y) != (by > y) && lies_west == (by > ay)
        });
        crossed.count() % 2 == 1
    }
}

/// The polygons of the unit that has these sides, each its outer ring and then its holes. The unit's inside always on the left: every place on the border of a unit is
/// entered once and left once, so there is only one way to go on.
pub(super) fn polygons(sides: &[Side], places: impl Fn(Side) -> Vec<Place>) -> Vec<Vec<Ring>> {
    let mut open: BTreeMap<Place, (Side, Vec<Place>)> = BTreeMap::new();
    for side in sides {
        let walked = places(*side);
        if let Some(start) = walked.first() {
            open.insert(*start, (*side, walked));
        }
    }
    let mut rings = Vec::new();
    while let Some((start, (side, walked))) = open.pop_first() {
        let mut ring = Ring { sides: vec![side], places: walked };
        while let Some((side, walked)) = ring.places.last().filter(|end| **end != start).and_then(|end| open.remove(end)) {
            ring.sides.push(side);
            ring.places.extend(walked.into_iter().skip(1));
        }
        rings.push(ring);
    }
    nested(rings)
}

/// Each hole with the smallest outer ring about it.
fn nested(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    let (outer, holes): (Vec<Ring>, Vec<Ring>) = rings.into_iter().partition(|ring| ring.doubled_area() > 0);
    let mut polygons: Vec<Vec<Ring>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let about = polygons
            .iter_mut()
            .filter(|polygon| polygon.first().zip(hole.places.first()).is_some_and(|(outer, place)| outer.encloses(*place)));
        if let Some(polygon) = about.min_by_key(|polygon| polygon.first().map(Ring::doubled_area)) {
            polygon.push(hole);
        }
    }
    polygons
}
