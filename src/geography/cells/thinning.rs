//! Which places of the lines can be left out first: Visvalingam's order, kept from ever making borders touch or units vanish.
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::topology::{Line, Place, turn};

/// The weight of a place that is never left out.
pub(super) const KEPT: i64 = i64::MAX;
/// Twice the area in square steps above which nothing is left out any more.
const LARGEST: i64 = 2 * 20_000 * 20_000;
/// Side of the squares that places are sorted into, as a power of two.
const SQUARE: i32 = 10;

/// For each place of each line the weight at which it goes: twice the area of the triangle with its neighbours. Leaving out
/// all places up to any one weight gives lines that meet where they met before, and nowhere else; no ring has less than
/// three corners. `scale` multiplies the weights of a line.
pub(super) fn weights(lines: &[Line], scale: impl Fn(&Line) -> i64) -> Vec<Vec<i64>> {
    let mut thinning = Thinning::new(lines, lines.iter().map(scale).collect());
    thinning.run();
    let mut weights = thinning.weights.into_iter();
    lines.iter().map(|line| weights.by_ref().take(line.places.len()).collect()).collect()
}

/// The lines one after the other, each place linked to those next to it that are still there.
struct Thinning {
    places: Vec<Place>,
    line: Vec<usize>,
    previous: Vec<usize>,
    next: Vec<usize>,
    weights: Vec<i64>,
    is_gone: Vec<bool>,
    /// Places left in each line, and how many a line must keep.
    left: Vec<usize>,
    fewest: Vec<usize>,
    scale: Vec<i64>,
    squares: HashMap<[i32; 2], Vec<usize>>,
}

impl Thinning {
    fn new(lines: &[Line], scale: Vec<i64>) -> Self {
        let mut ends: HashMap<[Option<Place>; 2], usize> = HashMap::new();
        let key = |line: &Line| {
            let (first, last) = (line.places.first().copied(), line.places.last().copied());
            [first.min(last), first.max(last)]
        };
        for line in lines {
            *ends.entry(key(line)).or_default() += 1;
        }
        let fewest = lines.iter().map(|line| match key(line) {
            [first, last] if first == last => 4,
            both if ends.get(&both).is_some_and(|count| *count > 1) => 3,
            _ => 2,
        });
        let fewest = fewest.collect();
        let places: Vec<Place> = lines.iter().flat_map(|line| line.places.iter().copied()).collect();
        let line = (0..).zip(lines).flat_map(|(index, line)| std::iter::repeat_n(index, line.places.len())).collect();
        let mut squares: HashMap<[i32; 2], Vec<usize>> = HashMap::new();
        for (index, place) in places.iter().enumerate() {
            squares.entry(place.map(|value| value >> SQUARE)).or_default().push(index);
        }
        let count = places.len();
        Self {
            line,
            previous: (0..count).map(|index| index.wrapping_sub(1)).collect(),
            next: (1..=count).collect(),
            weights: vec![KEPT; count],
            is_gone: vec![false; count],
            left: lines.iter().map(|line| line.places.len()).collect(),
            fewest,
            scale,
            squares,
            places,
        }
    }

    fn run(&mut self) {
        let mut queue: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        let mut due: Vec<i64> = vec![KEPT; self.places.len()];
        for index in 0..self.places.len() {
            self.enqueue(index, 0, &mut queue, &mut due);
        }
        while let Some(Reverse((weight, index))) = queue.pop() {
            if due.get(index) != Some(&weight) || weight > LARGEST {
                continue;
            }
            if self.may_go(index) {
                self.leave_out(index, weight);
                for neighbour in [self.previous.get(index).copied(), self.next.get(index).copied()].into_iter().flatten() {
                    self.enqueue(neighbour, weight, &mut queue, &mut due);
                }
            } else if let Some(due) = due.get_mut(index) {
                // What is in the way may go later.
                *due = weight + weight / 2 + 1;
                queue.push(Reverse((*due, index)));
            }
        }
    }

    /// The place and those next to it; none for the ends of a line.
    fn triangle(&self, index: usize) -> Option<[usize; 3]> {
        let (previous, next) = (*self.previous.get(index)?, *self.next.get(index)?);
        let line = self.line.get(index)?;
        (self.line.get(previous)? == line && self.line.get(next)? == line).then_some([previous, index, next])
    }

    fn at(&self, index: usize) -> Place {
        self.places.get(index).copied().unwrap_or_default()
    }

    fn enqueue(&self, index: usize, floor: i64, queue: &mut BinaryHeap<Reverse<(i64, usize)>>, due: &mut [i64]) {
        let Some([a, b, c]) = self.triangle(index) else { return };
        let scale = self.line.get(index).and_then(|line| self.scale.get(*line)).copied().unwrap_or(1);
        let weight = turn(self.at(a), self.at(b), self.at(c)).abs().saturating_mul(scale).max(floor);
        if let Some(due) = due.get_mut(index) {
            *due = weight;
            queue.push(Reverse((weight, index)));
        }
    }

    /// Whether the place can go: its line keeps enough others, and none lies in the triangle that is cut off.
    fn may_go(&self, index: usize) -> bool {
        let Some(triangle) = self.triangle(index) else { return false };
        let line = self.line.get(index).copied().unwrap_or_default();
        if self.left.get(line) <= self.fewest.get(line) {
            return false;
        }
        let corners = triangle.map(|corner| self.at(corner));
        let range = |axis: fn(&Place) -> i32| {
            let low = corners.iter().map(axis).min().unwrap_or_default();
            let high = corners.iter().map(axis).max().unwrap_or_default();
            (low >> SQUARE)..=(high >> SQUARE)
        };
        let squares = range(|place| place[0]).flat_map(|x| range(|place| place[1]).map(move |y| [x, y]));
        let near = squares.filter_map(|square| self.squares.get(&square)).flatten();
        let mut others = near.filter(|other| self.is_gone.get(**other) == Some(&false)).map(|other| self.at(*other));
        !others.any(|place| !corners.contains(&place) && is_within(place, corners))
    }

    fn leave_out(&mut self, index: usize, weight: i64) {
        let Some([previous, _, next]) = self.triangle(index) else { return };
        for (links, at, to) in [(&mut self.next, previous, next), (&mut self.previous, next, previous)] {
            if let Some(link) = links.get_mut(at) {
                *link = to;
            }
        }
        if let Some(gone) = self.is_gone.get_mut(index) {
            *gone = true;
        }
        if let Some(kept) = self.weights.get_mut(index) {
            *kept = weight;
        }
        if let Some(left) = self.line.get(index).and_then(|line| self.left.get_mut(*line)) {
            *left -= 1;
        }
    }
}

/// Whether a place lies in a triangle or on its sides.
fn is_within(place: Place, [a, b, c]: [Place; 3]) -> bool {
    let turns = [turn(a, b, place), turn(b, c, place), turn(c, a, place)];
    if turn(a, b, c) == 0 {
        let within = |axis: fn(&Place) -> i32| {
            let (low, high) = (axis(&a).min(axis(&b)).min(axis(&c)), axis(&a).max(axis(&b)).max(axis(&c)));
            (low..=high).contains(&axis(&place))
        };
        return turns.iter().all(|turn| *turn == 0) && within(|place| place[0]) && within(|place| place[1]);
    }
    turns.iter().all(|turn| *turn >= 0) || turns.iter().all(|turn| *turn <= 0)
}
