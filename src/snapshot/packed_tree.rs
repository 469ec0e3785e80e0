//! A tree over points that come in an order in which neighbours stay together. What a node holds follows from its number, so
//! nothing is kept but boxes, and all that lies in a node are points one after the other.
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// Children of a node, and points of a leaf.
const FANOUT: usize = 16;
/// Squared distances that differ by less may be the same: rounding of coordinates about 1.
const ROUNDING: f64 = 1e-24;

#[derive(Clone, Copy)]
struct Bounds<const D: usize> {
    low: [f64; D],
    high: [f64; D],
}

impl<const D: usize> Bounds<D> {
    const NOTHING: Self = Self { low: [f64::INFINITY; D], high: [f64::NEG_INFINITY; D] };

    fn of_points(points: &[[f64; D]]) -> Self {
        points.iter().fold(Self::NOTHING, |bounds, point| bounds.joined(&Self { low: *point, high: *point }))
    }

    fn of_nodes(nodes: &[Self]) -> Self {
        nodes.iter().fold(Self::NOTHING, |bounds, node| bounds.joined(node))
    }

    fn joined(mut self, other: &Self) -> Self {
        self.low.iter_mut().zip(other.low).for_each(|(own, low)| *own = own.min(low));
        self.high.iter_mut().zip(other.high).for_each(|(own, high)| *own = own.max(high));
        self
    }

    fn distance_2(&self, from: &[f64; D]) -> f64 {
        let sides = self.low.iter().zip(&self.high).zip(from);
        sides.map(|((low, high), at)| (low - at).max(at - high).max(0.0)).map(|apart| apart * apart).sum()
    }

    fn meets(&self, area: &Self) -> bool {
        let (mut lows, mut highs) = (self.low.iter().zip(&area.high), self.high.iter().zip(&area.low));
        lows.all(|(low, end)| low <= end) && highs.all(|(high, start)| high >= start)
    }

    fn lies_in(&self, area: &Self) -> bool {
        let (mut lows, mut highs) = (self.low.iter().zip(&area.low), self.high.iter().zip(&area.high));
        lows.all(|(low, start)| low >= start) && highs.all(|(high, end)| high <= end)
    }
}

/// The tree; points are named by their position in the order they came in.
pub(super) struct PackedTree<const D: usize> {
    points: Vec<[f64; D]>,
    /// The boxes of so many points each, then of so many of these, until there is one.
    levels: Vec<Vec<Bounds<D>>>,
}

/// How many are wanted, and how far they may be.
pub(super) struct Wanted {
    /// At least so many, where there are so many.
    pub count: usize,
    /// The largest squared distance.
    pub most: f64,
    /// All whose squared distance is so many times that of the last one are wanted, too.
    pub slack: f64,
}

impl<const D: usize> PackedTree<D> {
    pub(super) fn new(points: Vec<[f64; D]>) -> Self {
        let mut levels = Vec::new();
        let mut level: Vec<Bounds<D>> = points.chunks(FANOUT).map(Bounds::of_points).collect();
        while level.len() > 1 {
            let above = level.chunks(FANOUT).map(Bounds::of_nodes).collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        levels.push(level);
        Self { points, levels }
    }

    /// How many points there are.
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// The point at a position.
    pub(super) fn point(&self, position: usize) -> Option<&[f64; D]> {
        self.points.get(position)
    }

    /// The positions of the points in a box, its edges included, in order.
    pub(super) fn within(&self, low: [f64; D], high: [f64; D]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        self.gather(self.levels.len() - 1, 0, &Bounds { low, high }, &mut found);
        found
    }

    fn gather(&self, level: usize, node: usize, area: &Bounds<D>, found: &mut Vec<Range<usize>>) {
        let Some(bounds) = self.bounds(level, node).filter(|bounds| bounds.meets(area)) else { return };
        let span = self.span(level, node);
        if bounds.lies_in(area) {
            return join(found, span);
        }
        match level.checked_sub(1) {
            Some(below) => (node * FANOUT..(node + 1) * FANOUT).for_each(|child| self.gather(below, child, area, found)),
            None => {
                let start = span.start;
                for (at, point) in self.points.get(span).unwrap_or_default().iter().enumerate() {
                    if (Bounds { low: *point, high: *point }).lies_in(area) {
                        join(found, start + at..start + at + 1);
                    }
                }
            }
        }
    }

    /// The points nearest to an origin by growing squared distance: those `wanted` of which `holds` is true. `may_hold` says
    /// of positions whether it may be true of any of them.
    pub(super) fn nearest(
        &self,
        origin: &[f64; D],
        wanted: &Wanted,
        holds: impl Fn(usize) -> bool,
        may_hold: impl Fn(Range<usize>) -> bool,
    ) -> Vec<(f64, usize)> {
        let mut found: Vec<(f64, usize)> = Vec::new();
        // The squared distances of the nearest so far, the largest first.
        let mut best: BinaryHeap<u64> = BinaryHeap::new();
        let mut reach = wanted.most;
        let top = self.levels.len() - 1;
        // Nodes still to be looked into, the nearest first: squared distance, level, number.
        let mut open: BinaryHeap<Reverse<(u64, usize, usize)>> = BinaryHeap::new();
        open.extend(self.bounds(top, 0).map(|bounds| Reverse((ordered(bounds.distance_2(origin)), top, 0))));
        while let Some(Reverse((distance, level, node))) = open.pop() {
            if distance > ordered(reach) {
                break;
            }
            let span = self.span(level, node);
            if let Some(below) = level.checked_sub(1) {
                if may_hold(span) {
                    let children = (node * FANOUT..(node + 1) * FANOUT)
                        .filter_map(|child| Some((child, self.bounds(below, child)?.distance_2(origin))))
                        .filter(|(_, distance)| *distance <= reach);
                    open.extend(children.map(|(node, distance)| Reverse((ordered(distance), below, node))));
                }
                continue;
            }
            let start = span.start;
            for (at, point) in self.points.get(span).unwrap_or_default().iter().enumerate() {
                let distance = distance_2(point, origin);
                if distance > reach || !holds(start + at) {
                    continue;
                }
                found.push((distance, start + at));
                if wanted.count < usize::MAX {
                    best.push(ordered(distance));
                    if best.len() > wanted.count {
                        best.pop();
                    }
                    if let (true, Some(last)) = (best.len() == wanted.count, best.peek()) {
                        reach = reach.min(f64::from_bits(*last) * wanted.slack + ROUNDING);
                    }
                }
            }
        }
        found.retain(|(distance, _)| *distance <= reach);
        found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        found
    }

    fn bounds(&self, level: usize, node: usize) -> Option<&Bounds<D>> {
        self.levels.get(level)?.get(node)
    }

    /// The positions of all points in a node.
    fn span(&self, level: usize, node: usize) -> Range<usize> {
        let width = FANOUT.pow(level as u32 + 1);
        (node * width).min(self.points.len())..((node + 1) * width).min(self.points.len())
    }
}

/// A squared distance as a whole number in the same order: that of the bits of numbers that are not negative.
const fn ordered(distance: f64) -> u64 {
    distance.to_bits()
}

/// The squared distance of two points.
pub(super) fn distance_2<const D: usize>(one: &[f64; D], other: &[f64; D]) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Adds positions that come after all that are there.
fn join(found: &mut Vec<Range<usize>>, span: Range<usize>) {
    match found.last_mut().filter(|last| last.end == span.start) {
        Some(last) => last.end = span.end,
        None => found.push(span),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points() -> impl Strategy<Value = Vec<[f64; 2]>> {
        prop::collection::vec([0..40_i32, 0..40_i32].prop_map(|[x, y]| [f64::from(x), f64::from(y)]), 0..700)
    }

    proptest! {
        #[test]
        fn the_same_as_looking_at_every_point(points in points(), a in [0..40_i32, 0..40_i32], b in [0..40_i32, 0..40_i32], count in 1..30_usize) {
            let tree = PackedTree::new(points.clone());
            let corner = |pick: fn(i32, i32) -> i32| [f64::from(pick(a[0], b[0])), f64::from(pick(a[1], b[1]))];
            let area = Bounds { low: corner(i32::min), high: corner(i32::max) };
            let inside: Vec<usize> = tree.within(area.low, area.high).into_iter().flatten().collect();
            let expected: Vec<usize> =
                (0..points.len()).filter(|at| (Bounds { low: points[*at], high: points[*at] }).lies_in(&area)).collect();
            prop_assert_eq!(inside, expected);

            let origin = [f64::from(a[0]) + 0.3, f64::from(a[1])];
            let is_even = |at: usize| at.is_multiple_of(2);
            let wanted = Wanted { count, most: 400.0, slack: 1.0 };
            let found = tree.nearest(&origin, &wanted, is_even, |_| true);
            let mut all: Vec<f64> =
                points.iter().step_by(2).map(|point| distance_2(point, &origin)).filter(|distance| *distance <= 400.0).collect();
            all.sort_by(f64::total_cmp);
            let expected: Vec<f64> = all.iter().copied().filter(|distance| all.get(count - 1).is_none_or(|last| distance <= last)).collect();
            prop_assert_eq!(found.iter().map(|(distance, _)| *distance).collect::<Vec<_>>(), expected);
        }
    }
}
