//! Builds the file of cells from the shipped units and land alone.
use super::chains::chains;
use super::contour::Contour;
use super::labels::settle;
use super::membership::Membership;
use super::mesh::Mesh;
use super::thinning::weights;
use super::topojson;
use super::topology::Topology;
use crate::gazetteer::Gazetteer;
use crate::geography::error::GeographyError;
use crate::geography::land::Land;

/// A place is left out where the triangle it makes is smaller than this part of the smaller piece beside it.
const THIN: i64 = 60;
/// Doubled area that weights are measured in, in square steps of the grid.
const UNIT: i64 = 1 << 26;

/// The text of `cells.topojson`; the same units and land always give the same bytes.
///
/// # Errors
/// Where the shipped land is malformed, which the tests of this module rule out.
pub fn build(gazetteer: &Gazetteer) -> Result<String, GeographyError> {
    let membership = Membership::new(gazetteer, Land::shipped()?);
    let mut mesh = Mesh::new(&membership);
    settle(&mut mesh, &membership, gazetteer);
    let contour = Contour::new(&mesh, &membership);
    let mut topology = Topology::new(&chains(&contour), &contour.places);
    let areas = doubled_areas(&topology);
    let area = |piece: Option<u32>| areas.get(usize::try_from(piece?).ok()?).copied();
    let weights = weights(&topology.lines, |line| {
        let smaller = [area(line.left), area(line.right)].into_iter().flatten().min();
        UNIT / smaller.unwrap_or(UNIT).clamp(1, UNIT)
    });
    for (line, weights) in topology.lines.iter_mut().zip(&weights) {
        let mut weights = weights.iter();
        line.places.retain(|_| weights.next().is_some_and(|weight| *weight > UNIT / THIN));
    }
    Ok(topojson::write(&topology))
}

/// Twice the area of each piece.
fn doubled_areas(topology: &Topology) -> Vec<i64> {
    let mut areas = vec![0; topology.pieces.len()];
    for line in &topology.lines {
        let pairs = line.places.iter().zip(line.places.iter().skip(1));
        let swept: i64 = pairs.map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])).sum();
        for (piece, swept) in [(line.left, swept), (line.right, -swept)] {
            let area = piece.and_then(|piece| usize::try_from(piece).ok()).and_then(|piece| areas.get_mut(piece));
            if let Some(area) = area {
                *area += swept;
            }
        }
    }
    areas
}
