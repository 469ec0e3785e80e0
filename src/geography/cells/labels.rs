//! Puts the labels of a mesh in order: every unit keeps one connected body, its islands, and at least one point.
use std::collections::{BTreeMap, BTreeSet};

use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::membership::{Membership, Piece};
use super::mesh::Mesh;
use crate::domain::{Division, RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;

/// Water enclosed by land is kept from so many points on; smaller gaps are closed.
const SMALLEST_WATER: usize = 60;

type Label = Option<Piece>;

/// The points next to each point, in order.
struct Neighbours {
    starts: Vec<usize>,
    targets: Vec<usize>,
}

impl Neighbours {
    fn new(mesh: &Mesh) -> Self {
        let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(mesh.triangles.len() * 6);
        for [a, b, c] in &mesh.triangles {
            pairs.extend([(*a, *b), (*b, *a), (*b, *c), (*c, *b), (*c, *a), (*a, *c)]);
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; mesh.points.len() + 1];
        for (from, _) in &pairs {
            if let Some(count) = starts.get_mut(from + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, targets: pairs.into_iter().map(|(_, to)| to).collect() }
    }

    fn of(&self, point: usize) -> &[usize] {
        let (Some(start), Some(end)) = (self.starts.get(point), self.starts.get(point + 1)) else { return &[] };
        self.targets.get(*start..*end).unwrap_or_default()
    }
}

/// Joins stray bits to what surrounds them, and gives every unit that was left without a point the one nearest to it.
pub(super) fn settle(mesh: &mut Mesh, membership: &Membership, gazetteer: &Gazetteer) {
    let neighbours = Neighbours::new(mesh);
    for _ in 0..3 {
        join_stray_bits(mesh, &neighbours);
    }
    give_points(mesh, membership, gazetteer);
}

/// Every connected run of points with one label.
fn bodies(mesh: &Mesh, neighbours: &Neighbours) -> Vec<(Label, Vec<usize>)> {
    let mut is_seen = vec![false; mesh.points.len()];
    let mut bodies = Vec::new();
    for (start, label) in mesh.labels.iter().enumerate() {
        let mut open = vec![start];
        let mut body = Vec::new();
        while let Some(point) = open.pop() {
            let Some(seen) = is_seen.get_mut(point) else { continue };
            if !*seen && mesh.labels.get(point) == Some(label) {
                *seen = true;
                body.push(point);
                open.extend(neighbours.of(point));
            }
        }
        if !body.is_empty() {
            bodies.push((*label, body));
        }
    }
    bodies
}

fn join_stray_bits(mesh: &mut Mesh, neighbours: &Neighbours) {
    let bodies = bodies(mesh, neighbours);
    let mut largest: BTreeMap<Label, (usize, usize)> = BTreeMap::new();
    for (index, (label, body)) in bodies.iter().enumerate() {
        let entry = largest.entry(*label).or_insert((body.len(), index));
        if body.len() > entry.0 {
            *entry = (body.len(), index);
        }
    }
    for (index, (label, body)) in bodies.iter().enumerate() {
        let is_main = largest.get(label).is_some_and(|(_, main)| *main == index);
        if is_main || (label.is_none() && body.len() >= SMALLEST_WATER) {
            continue;
        }
        let around = body.iter().flat_map(|point| neighbours.of(*point)).filter_map(|point| mesh.labels.get(*point).copied());
        let mut counts: BTreeMap<Piece, usize> = BTreeMap::new();
        for piece in around.flatten().filter(|piece| Some(*piece) != *label) {
            *counts.entry(piece).or_default() += 1;
        }
        if let Some((piece, _)) = counts.into_iter().max_by_key(|(piece, count)| (*count, std::cmp::Reverse(*piece))) {
            for point in body {
                if let Some(label) = mesh.labels.get_mut(*point) {
                    *label = Some(piece);
                }
            }
        }
    }
}

/// Gives each former unit and each commune of today without a point the nearest one that its owner can spare.
fn give_points(mesh: &mut Mesh, membership: &Membership, gazetteer: &Gazetteer) {
    let mut counts: BTreeMap<Piece, usize> = BTreeMap::new();
    for piece in mesh.labels.iter().flatten() {
        *counts.entry(*piece).or_default() += 1;
    }
    let formers: BTreeSet<RegionId> = counts.keys().map(|piece| piece.former).collect();
    let mut wanting: Vec<([f64; 2], Piece)> = Vec::new();
    for believed in membership.boxes().iter().filter(|believed| !formers.contains(&believed.former)) {
        wanting.push((believed.centre, membership.piece(believed, believed.centre)));
    }
    let mut currents: BTreeSet<RegionId> = counts.keys().map(|piece| piece.current).collect();
    currents.extend(wanting.iter().map(|(_, piece)| piece.current));
    for region in gazetteer.regions() {
        let is_wanting = region.id.division() == Division::Current
            && region.id.level() == RegionLevel::Commune
            && !currents.contains(&region.id);
        let from = gazetteer.predecessors(region.id);
        if let (true, Some(step)) = (is_wanting, from.first()) {
            let piece = Piece { former: step.predecessor, current: region.id };
            wanting.push(([region.centre.lon, region.centre.lat], piece));
        }
    }
    let mut given: BTreeSet<usize> = BTreeSet::new();
    let points = mesh.points.iter().enumerate().map(|(index, point)| GeomWithData::new(*point, index));
    let points = RTree::bulk_load(points.collect());
    for (centre, piece) in wanting {
        let can_spare = |index: usize| {
            let owner = mesh.labels.get(index).copied().flatten();
            !given.contains(&index) && owner.is_none_or(|owner| counts.get(&owner).is_none_or(|count| *count > 3))
        };
        let nearest = points.nearest_neighbor_iter(centre).map(|point| point.data).find(|index| can_spare(*index));
        let Some(index) = nearest else { continue };
        given.insert(index);
        if let Some(label) = mesh.labels.get_mut(index) {
            if let Some(count) = label.and_then(|owner| counts.get_mut(&owner)) {
                *count -= 1;
            }
            *label = Some(piece);
            counts.insert(piece, 1);
        }
    }
}
