//! Draws the borders between the labels of a mesh: through the sides of its triangles where the label changes.
use std::collections::HashMap;

use super::membership::{Membership, Piece};
use super::mesh::Mesh;

/// Borders keep this part of a side away from its ends, so that no two of them ever touch.
const MARGIN: f64 = 0.15;
/// How often the place where the label changes is halved.
const STEPS: usize = 6;

/// A straight bit of border between two places, with what lies on its left and on its right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub from: usize,
    pub to: usize,
    pub left: Option<Piece>,
    pub right: Option<Piece>,
}

/// The borders of a mesh. At a place two borders meet, or three where three pieces do, and never more: so no ring can touch
/// itself or another one.
#[derive(Debug, Default)]
pub(super) struct Contour {
    pub places: Vec<[f64; 2]>,
    pub segments: Vec<Segment>,
}

impl Contour {
    pub fn new(mesh: &Mesh, membership: &Membership) -> Self {
        let mut contour = Self::default();
        let mut crossings: HashMap<(usize, usize), usize> = HashMap::new();
        for triangle in &mesh.triangles {
            contour.cross(*triangle, mesh, membership, &mut crossings);
        }
        contour
    }

    fn cross(
        &mut self,
        [a, b, c]: [usize; 3],
        mesh: &Mesh,
        membership: &Membership,
        crossings: &mut HashMap<(usize, usize), usize>,
    ) {
        let label = |point: usize| mesh.labels.get(point).copied().flatten();
        let mut met = Vec::with_capacity(3);
        for (from, to) in [(a, b), (b, c), (c, a)] {
            if label(from) != label(to) {
                let key = (from.min(to), from.max(to));
                let place = *crossings.entry(key).or_insert_with(|| {
                    self.places.push(crossing(key, mesh, membership));
                    self.places.len() - 1
                });
                met.push((place, label(from), label(to)));
            }
        }
        match met.as_slice() {
            // Going round the triangle counter-clockwise, the first side leaves a label and the second one enters it
            // again: the border runs from the first to the second with that label on its left or its right.
            [(first, left, right), (second, ..)] => {
                self.segments.push(Segment { from: *first, to: *second, left: *left, right: *right });
            }
            [first, second, third] => {
                let at = |place: usize| self.places.get(place).copied().unwrap_or_default();
                let corners = [at(first.0), at(second.0), at(third.0)];
                let middle = [0, 1].map(|axis: usize| {
                    corners.iter().map(|corner| if axis == 0 { corner[0] } else { corner[1] }).sum::<f64>() / 3.0
                });
                let centre = self.places.len();
                self.places.push(middle);
                for (place, left, right) in [first, second, third] {
                    self.segments.push(Segment { from: *place, to: centre, left: *left, right: *right });
                }
            }
            _ => {}
        }
    }
}

/// Where along a side the label changes.
fn crossing((from, to): (usize, usize), mesh: &Mesh, membership: &Membership) -> [f64; 2] {
    let point = |index: usize| mesh.points.get(index).copied().unwrap_or_default();
    let label = |index: usize| mesh.labels.get(index).copied().flatten();
    let (start, end) = (point(from), point(to));
    let along = |share: f64| [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share];
    // Whether the place still belongs to the start; unknown where a label was given by hand.
    let belongs = |share: f64| match (label(from), label(to)) {
        (Some(first), Some(second)) => membership.between(first, second, along(share)).map(|excess| excess < 0.0),
        (first, _) => Some(membership.at(along(share)).is_some() == first.is_some()),
    };
    if belongs(0.0) != Some(true) || belongs(1.0) != Some(false) {
        return along(0.5);
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if belongs(middle) == Some(true) {
            low = middle;
        } else {
            high = middle;
        }
    }
    along(f64::midpoint(low, high).clamp(MARGIN, 1.0 - MARGIN))
}
