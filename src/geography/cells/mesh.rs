//! The points at which membership is asked: many where units are small or meet, few elsewhere; joined to triangles.
use spade::{DelaunayTriangulation, Point2, Triangulation};

use super::archipelagos::ISLANDS;
use super::membership::{Membership, Piece};

/// Side of the largest squares in degrees; a power of two, so that every point is exact.
const ROOT: f64 = 0.25;
/// Squares that a unit's border runs through are split down to this part of the smaller side of its box.
const FINE: f64 = 0.16;
/// And the others down to this part.
const COARSE: f64 = 0.45;
/// Squares at the edge of the land are never larger, in degrees.
const SHORE: f64 = 0.01;
/// No square is smaller, in degrees.
const SMALLEST: f64 = 0.000_5;
/// Where Vietnam's mainland and near islands lie: west, south, east, north.
const FRAME: [f64; 4] = [102.0, 8.0, 110.0, 23.75];

/// Points with the piece each belongs to, and triangles between them, counter-clockwise.
#[derive(Debug)]
pub(super) struct Mesh {
    pub points: Vec<[f64; 2]>,
    pub labels: Vec<Option<Piece>>,
    pub triangles: Vec<[usize; 3]>,
}

impl Mesh {
    /// The mesh; the triangulation of finitely many distinct points cannot fail.
    pub fn new(membership: &Membership) -> Self {
        let (mut points, mut labels) = (Vec::new(), Vec::new());
        for root in roots() {
            split(root, ROOT / 2.0, membership, &mut points, &mut labels);
        }
        let triangulation =
            DelaunayTriangulation::<Point2<f64>>::bulk_load_stable(points.iter().map(|[x, y]| Point2::new(*x, *y)).collect())
                .unwrap_or_default();
        let triangles = triangulation.inner_faces().map(|face| face.vertices().map(|vertex| vertex.index())).collect();
        Self { points, labels, triangles }
    }
}

/// The middles of the largest squares, row by row, and those about the islands far out.
fn roots() -> Vec<[f64; 2]> {
    let [west, south, east, north] = FRAME;
    let mut roots = Vec::new();
    let mut add = |x: f64, y: f64| {
        let root = [((x / ROOT).floor() + 0.5) * ROOT, ((y / ROOT).floor() + 0.5) * ROOT];
        if !roots.contains(&root) {
            roots.push(root);
        }
    };
    let mut y = south;
    while y < north {
        let mut x = west;
        while x < east {
            add(x, y);
            x += ROOT;
        }
        y += ROOT;
    }
    for island in ISLANDS {
        for dy in [-ROOT, 0.0, ROOT] {
            for dx in [-ROOT, 0.0, ROOT] {
                add(island.lon + dx, island.lat + dy);
            }
        }
    }
    roots
}

fn split(centre: [f64; 2], half: f64, membership: &Membership, points: &mut Vec<[f64; 2]>, labels: &mut Vec<Option<Piece>>) {
    let label = membership.at(centre);
    if half > SMALLEST && is_to_be_split(centre, half, label, membership) {
        let quarter = half / 2.0;
        for [dx, dy] in [[-quarter, -quarter], [quarter, -quarter], [-quarter, quarter], [quarter, quarter]] {
            split([centre[0] + dx, centre[1] + dy], quarter, membership, points, labels);
        }
    } else {
        points.push(centre);
        labels.push(label);
    }
}

fn is_to_be_split(centre: [f64; 2], half: f64, label: Option<Piece>, membership: &Membership) -> bool {
    let smallest = membership.smallest_side(centre, half);
    let side = smallest.unwrap_or(ROOT);
    if smallest.is_some() && 2.0 * half > COARSE * side {
        return true;
    }
    let is_fine = 2.0 * half <= FINE * side;
    let is_shore_fine = 2.0 * half <= SHORE;
    if is_fine && is_shore_fine {
        return false;
    }
    let (mut meets_others, mut meets_shore) = (false, false);
    for [dx, dy] in [[-1.0, -1.0], [0.0, -1.0], [1.0, -1.0], [-1.0, 0.0], [1.0, 0.0], [-1.0, 1.0], [0.0, 1.0], [1.0, 1.0]] {
        let other = membership.at([centre[0] + dx * 1.4 * half, centre[1] + dy * 1.4 * half]);
        meets_others |= other != label;
        meets_shore |= other.is_none() != label.is_none();
        if (meets_others && !is_fine) || (meets_shore && !is_shore_fine) {
            return true;
        }
    }
    let holds_island = ISLANDS
        .iter()
        .any(|island| (island.lon - centre[0]).abs() < half + SHORE && (island.lat - centre[1]).abs() < half + SHORE);
    holds_island && !is_shore_fine
}
