//! Pieces and the lines of border they share, on a grid of whole numbers.
use std::collections::BTreeMap;

use super::chains::Chain;
use super::membership::Piece;

/// Steps of the grid in a degree; a step is about five metres.
pub(super) const STEPS_PER_DEGREE: f64 = 20_000.0;

/// A place on the grid: steps east of Greenwich and north of the equator.
pub(super) type Place = [i32; 2];

/// A line of border, from one meeting of pieces to the next, and which pieces lie on its sides (`None`: outside).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub places: Vec<Place>,
    pub left: Option<u32>,
    pub right: Option<u32>,
}

/// A use of a line by what lies on its left when it is walked that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    pub line: u32,
    pub is_forward: bool,
}

/// All pieces and all lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Topology {
    pub pieces: Vec<Piece>,
    pub lines: Vec<Line>,
}

impl Topology {
    /// The topology of these arcs.
    pub fn new(chains: &[Chain], places: &[[f64; 2]]) -> Self {
        let sides = chains.iter().flat_map(|chain| [chain.left, chain.right]).flatten();
        let numbered: BTreeMap<Piece, u32> = sides.map(|piece| (piece, 0)).collect();
        let pieces: Vec<Piece> = numbered.into_keys().collect();
        let number = |piece: Option<Piece>| u32::try_from(pieces.binary_search(&piece?).ok()?).ok();
        let lines = chains.iter().map(|chain| Line {
            places: chain.places.iter().filter_map(|place| places.get(*place)).map(|point| point.map(on_grid)).collect(),
            left: number(chain.left),
            right: number(chain.right),
        });
        let mut lines: Vec<Line> = lines.collect();
        lines.sort_by(|a, b| (a.left, a.right, &a.places).cmp(&(b.left, b.right, &b.places)));
        Self { pieces, lines }
    }

    /// The sides of each of some units that pieces are put together to: a line between two pieces of one unit is none.
    pub fn sides_by<K: Ord + Copy>(&self, unit: impl Fn(u32) -> Option<K>) -> BTreeMap<K, Vec<Side>> {
        let mut sides: BTreeMap<K, Vec<Side>> = BTreeMap::new();
        for (number, line) in (0..).zip(&self.lines) {
            let (left, right) = (line.left.and_then(&unit), line.right.and_then(&unit));
            if left != right {
                for (unit, is_forward) in [(left, true), (right, false)] {
                    if let Some(unit) = unit {
                        sides.entry(unit).or_default().push(Side { line: number, is_forward });
                    }
                }
            }
        }
        sides
    }
}

#[allow(clippy::cast_possible_truncation, reason = "degrees times steps fit")]
fn on_grid(degrees: f64) -> i32 {
    (degrees * STEPS_PER_DEGREE).round() as i32
}

/// Twice the area of a triangle, positive where it turns left.
pub(super) fn turn(a: Place, b: Place, c: Place) -> i64 {
    let [ax, ay] = a.map(i64::from);
    let [bx, by] = b.map(i64::from);
    let [cx, cy] = c.map(i64::from);
    (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}
