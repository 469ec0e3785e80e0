//! Joins the bits of border into arcs: lines from one meeting of three pieces to the next, or closed ones.
use super::contour::{Contour, Segment};
use super::membership::Piece;

/// A line of border with what lies on its left and on its right.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub places: Vec<usize>,
    pub left: Option<Piece>,
    pub right: Option<Piece>,
}

/// All arcs of a contour, in the order of their first bits; those between meetings before the closed ones.
pub(super) fn chains(contour: &Contour) -> Vec<Chain> {
    let mut at: Vec<Vec<usize>> = vec![Vec::new(); contour.places.len()];
    for (index, segment) in contour.segments.iter().enumerate() {
        for place in [segment.from, segment.to] {
            if let Some(incident) = at.get_mut(place) {
                incident.push(index);
            }
        }
    }
    let is_meeting = |place: usize| at.get(place).is_some_and(|incident| incident.len() != 2);
    let mut is_used = vec![false; contour.segments.len()];
    let mut chains = Vec::new();
    for only_meetings in [true, false] {
        for (index, segment) in contour.segments.iter().enumerate() {
            let start = if is_meeting(segment.to) { segment.to } else { segment.from };
            if is_used.get(index) == Some(&false) && (!only_meetings || is_meeting(start)) {
                chains.push(follow(start, index, contour, &at, &mut is_used));
            }
        }
    }
    chains
}

/// The arc that leaves a place along a bit of border.
fn follow(start: usize, first: usize, contour: &Contour, at: &[Vec<usize>], is_used: &mut [bool]) -> Chain {
    let mut chain = Chain { places: vec![start], left: None, right: None };
    let (mut place, mut index) = (start, first);
    while let Some(segment) = contour.segments.get(index) {
        let forward = segment.from == place;
        if chain.places.len() == 1 {
            (chain.left, chain.right) = sides(segment, forward);
        }
        if let Some(used) = is_used.get_mut(index) {
            *used = true;
        }
        place = if forward { segment.to } else { segment.from };
        chain.places.push(place);
        let incident = at.get(place).map(Vec::as_slice).unwrap_or_default();
        let next = incident.iter().find(|other| is_used.get(**other) == Some(&false));
        match next {
            Some(next) if place != start && incident.len() == 2 => index = *next,
            _ => break,
        }
    }
    chain
}

fn sides(segment: &Segment, forward: bool) -> (Option<Piece>, Option<Piece>) {
    if forward { (segment.left, segment.right) } else { (segment.right, segment.left) }
}
