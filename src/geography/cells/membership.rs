//! Which unit a point belongs to, by the boxes of the former units and the centres of today's communes.
use std::collections::{BTreeMap, HashMap};

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::archipelagos::{ISLANDS, island_at};
use super::boxes::{Believed, believed_boxes};
use super::plane::square_km_per_square_degree;
use crate::domain::{GeoPoint, RegionId};
use crate::gazetteer::Gazetteer;
use crate::geography::land::{Ground, Land};

/// How far beyond its box a unit may reach, in half-widths and half-heights.
const REACH: f64 = 2.2;
const SQUARES_PER_DEGREE: f64 = 40.0;
/// Distance up to which a box makes land where the coarse coastline has none.
const DEEP_INSIDE: f64 = 0.5;

/// A part of a former unit that became part of one commune of today: the smallest thing that has a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub former: RegionId,
    pub current: RegionId,
}

/// A commune of today that a former unit went to in part.
#[derive(Debug)]
struct Claim {
    current: RegionId,
    centre: [f64; 2],
    area_km2: f64,
}

/// The knowledge that tells a point's unit.
#[derive(Debug)]
pub(super) struct Membership {
    boxes: Vec<Believed>,
    by_former: BTreeMap<RegionId, usize>,
    /// Whether a box makes land where the coastline has none.
    makes_land: Vec<bool>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    nearby: Nearby,
    /// The successors of former units that were split.
    claims: BTreeMap<RegionId, Vec<Claim>>,
    islands: Vec<Piece>,
    land: Land,
}

impl Membership {
    pub fn new(gazetteer: &Gazetteer, land: Land) -> Self {
        let boxes = believed_boxes(gazetteer);
        let tree = boxes.iter().enumerate().map(|(index, believed)| {
            let ([x, y], [width, height]) = (believed.centre, believed.half);
            GeomWithData::new(Rectangle::from_corners([x - width, y - height], [x + width, y + height]), index)
        });
        let tree = RTree::bulk_load(tree.collect());
        let nearby = Nearby::new(&boxes);
        let claims = boxes.iter().filter_map(|believed| Some((believed.former, claims(gazetteer, believed.former)?)));
        let is_off_land = |centre: [f64; 2]| land.ground(GeoPoint { lon: centre[0], lat: centre[1] }) != Ground::Vietnam;
        let makes_land = boxes.iter().map(|believed| believed.is_given || is_off_land(believed.centre)).collect();
        let islands = ISLANDS.iter().filter_map(|island| {
            let former: RegionId = island.former.parse().ok()?;
            let step = gazetteer.successors(former).into_iter().find(|step| step.is_default)?;
            Some(Piece { former, current: step.successor })
        });
        let islands = islands.collect();
        let by_former = boxes.iter().enumerate().map(|(index, believed)| (believed.former, index)).collect();
        Self { claims: claims.collect(), by_former, boxes, makes_land, tree, nearby, islands, land }
    }

    /// The former units and their boxes, in the order of ids; without the archipelagos.
    pub fn boxes(&self) -> &[Believed] {
        &self.boxes
    }

    /// The smaller side of the smallest box that meets the square, in degrees.
    pub fn smallest_side(&self, centre: [f64; 2], half: f64) -> Option<f64> {
        let square = AABB::from_corners([centre[0] - half, centre[1] - half], [centre[0] + half, centre[1] + half]);
        let meeting = self.tree.locate_in_envelope_intersecting(square).filter_map(|entry| self.boxes.get(entry.data));
        meeting.map(|believed| 2.0 * believed.half[0].min(believed.half[1])).min_by(f64::total_cmp)
    }

    /// The piece at a point; nothing at sea and abroad.
    pub fn at(&self, point: [f64; 2]) -> Option<Piece> {
        if let Some(former) = island_at(point) {
            return self.islands.iter().find(|piece| piece.former.to_string() == former).copied();
        }
        let mut nearest: Option<(f64, usize)> = None;
        let mut is_deep = false;
        for index in self.nearby.at(point) {
            let Some(believed) = self.boxes.get(*index).filter(|believed| reaches(believed, point)) else { continue };
            let distance = distance(believed, point);
            is_deep |= distance < DEEP_INSIDE && self.makes_land.get(*index).copied().unwrap_or_default();
            if nearest.is_none_or(|best| (distance, *index) < best) {
                nearest = Some((distance, *index));
            }
        }
        if !is_deep && self.land.ground(GeoPoint { lon: point[0], lat: point[1] }) != Ground::Vietnam {
            return None;
        }
        let index = nearest.map(|(_, index)| index).or_else(|| self.tree.nearest_neighbor(point).map(|entry| entry.data))?;
        self.boxes.get(index).map(|believed| self.piece(believed, point))
    }

    /// By how much the point is nearer to the first piece than to the second one: negative where it belongs to the first.
    pub fn between(&self, first: Piece, second: Piece, point: [f64; 2]) -> Option<f64> {
        if first.former == second.former {
            let claims = self.claims.get(&first.former)?;
            let of = |id| claims.iter().find(|claim| claim.current == id).map(|claim| claim.distance(point));
            return Some(of(first.current)? - of(second.current)?);
        }
        let of = |piece: Piece| Some(distance(self.boxes.get(*self.by_former.get(&piece.former)?)?, point));
        Some(of(first)? - of(second)?)
    }

    /// The piece of a former unit at a point that is known to lie in it.
    pub fn piece(&self, believed: &Believed, point: [f64; 2]) -> Piece {
        let claims = self.claims.get(&believed.former).map(Vec::as_slice).unwrap_or_default();
        let nearest = claims.iter().min_by(|a, b| a.distance(point).total_cmp(&b.distance(point)));
        Piece { former: believed.former, current: nearest.map_or(believed.default, |claim| claim.current) }
    }
}

impl Claim {
    /// Squared distance to the commune's centre, in parts of its area.
    fn distance(&self, point: [f64; 2]) -> f64 {
        let (dx, dy) = (point[0] - self.centre[0], point[1] - self.centre[1]);
        let (east, north) = square_km_per_square_degree(self.centre[1]);
        (dx * dx * east + dy * dy * north) / self.area_km2
    }
}

/// The boxes that may reach each square of a grid.
#[derive(Debug)]
struct Nearby {
    squares: HashMap<[i32; 2], Vec<usize>>,
}

impl Nearby {
    fn new(boxes: &[Believed]) -> Self {
        let mut squares: HashMap<[i32; 2], Vec<usize>> = HashMap::new();
        for (index, believed) in boxes.iter().enumerate() {
            let ([x, y], [width, height]) = (believed.centre, believed.half.map(|half| half * REACH));
            let ([west, south], [east, north]) = (square_of([x - width, y - height]), square_of([x + width, y + height]));
            for row in south..=north {
                for column in west..=east {
                    squares.entry([column, row]).or_default().push(index);
                }
            }
        }
        Self { squares }
    }

    fn at(&self, point: [f64; 2]) -> &[usize] {
        self.squares.get(&square_of(point)).map(Vec::as_slice).unwrap_or_default()
    }
}

#[allow(clippy::cast_possible_truncation, reason = "degrees times forty fit")]
fn square_of(point: [f64; 2]) -> [i32; 2] {
    point.map(|degrees| (degrees * SQUARES_PER_DEGREE).floor() as i32)
}

fn reaches(believed: &Believed, point: [f64; 2]) -> bool {
    (point[0] - believed.centre[0]).abs() <= REACH * believed.half[0]
        && (point[1] - believed.centre[1]).abs() <= REACH * believed.half[1]
}

/// The communes a former unit was split among.
fn claims(gazetteer: &Gazetteer, former: RegionId) -> Option<Vec<Claim>> {
    let steps = gazetteer.successors(former);
    let claims = steps.iter().filter_map(|step| {
        let region = gazetteer.region(step.successor)?;
        let area_km2 = region.area_km2.filter(|area| *area > 1.0).unwrap_or(50.0);
        Some(Claim { current: region.id, centre: [region.centre.lon, region.centre.lat], area_km2 })
    });
    (steps.len() > 1).then(|| claims.collect())
}

/// How far a point is from the middle of a box in its half-widths and half-heights: the sum of the third powers, a measure
/// between ellipse and rectangle; 1 in the middle of each side.
fn distance(believed: &Believed, point: [f64; 2]) -> f64 {
    let x = (point[0] - believed.centre[0]).abs() / believed.half[0];
    let y = (point[1] - believed.centre[1]).abs() / believed.half[1];
    x * x * x + y * y * y
}
