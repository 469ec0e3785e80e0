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

/// Places are left out up to this doubled area in square metres or so.
const THIN: i64 = 2 * 90 * 90;

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
    let weights = weights(&topology.lines);
    for (line, weights) in topology.lines.iter_mut().zip(&weights) {
        let mut weights = weights.iter();
        line.places.retain(|_| weights.next().is_some_and(|weight| *weight > THIN));
    }
    Ok(topojson::write(&topology))
}
