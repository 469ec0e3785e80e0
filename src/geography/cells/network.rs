//! The shipped cells, read: every unit of both divisions by the lines of border it shares with its neighbours.
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::membership::Piece;
use super::rings::polygons;
use super::thinning;
use super::topojson::{self, walked};
use super::topology::{Place, STEPS_PER_DEGREE, Side, Topology};
use crate::domain::{RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;
use crate::geography::error::GeographyError;
use crate::geography::shapes::UnitShape;

const FILE: &str = "geodata/cells.topojson";
const SHIPPED: &str = include_str!("../../../geodata/cells.topojson");
/// Metres of a step of the grid.
const METRES_PER_STEP: f64 = 111_000.0 / STEPS_PER_DEGREE;

/// The lines of all cells and which of them bound each unit.
#[derive(Debug)]
pub struct Network {
    topology: Topology,
    sides: BTreeMap<RegionId, Vec<Side>>,
    weights: OnceLock<Vec<Vec<i64>>>,
}

impl Network {
    /// The cells that ship with the program.
    ///
    /// # Errors
    /// Where the shipped file is malformed, which the tests of this module rule out.
    pub fn shipped(gazetteer: &Gazetteer) -> Result<Self, GeographyError> {
        let topology = topojson::read(SHIPPED).map_err(|what| GeographyError::malformed(FILE, &what))?;
        let above = |unit: RegionId, level: RegionLevel| {
            let mut chain = std::iter::once(unit).chain(gazetteer.ancestors(unit).map(|region| region.id));
            chain.find(|id| id.level() == level)
        };
        let mut sides = BTreeMap::new();
        for level in [RegionLevel::Province, RegionLevel::District, RegionLevel::Commune] {
            for finest in [|piece: &Piece| piece.former, |piece: &Piece| piece.current] {
                let units: Vec<Option<RegionId>> = topology.pieces.iter().map(|piece| above(finest(piece), level)).collect();
                let unit = |piece: u32| usize::try_from(piece).ok().and_then(|piece| units.get(piece).copied()).flatten();
                sides.extend(topology.sides_by(unit));
            }
        }
        Ok(Self { topology, sides, weights: OnceLock::new() })
    }

    /// The shape of every unit.
    pub fn shapes(&self) -> impl Iterator<Item = UnitShape> {
        self.sides.iter().map(|(region, sides)| {
            let geometry = shape(sides, |side| walked(&self.topology.lines, side));
            UnitShape { region: *region, geometry: Arc::new(geometry), is_official: false }
        })
    }

    /// In which order places are left out; worked out when it is first asked for, which takes about a second.
    pub fn weights(&self) -> &[Vec<i64>] {
        self.weights.get_or_init(|| thinning::weights(&self.topology.lines, |_| 1))
    }

    /// The shape of a unit with fewer places: its borders off by about so many metres at most, and still the very same as
    /// those of its neighbours. Never empty.
    pub fn simplified(&self, region: RegionId, metres: f64) -> Option<MultiPolygon<f64>> {
        let sides = self.sides.get(&region)?;
        let weights = self.weights();
        let steps = metres / METRES_PER_STEP;
        let limit = 2.0 * steps * steps;
        let kept = |side: Side| {
            let index = usize::try_from(side.line).ok();
            let (line, weights) = index.and_then(|index| self.topology.lines.get(index).zip(weights.get(index)))?;
            #[allow(clippy::cast_precision_loss, reason = "areas of triangles are small")]
            let places = line.places.iter().zip(weights).filter(|(_, weight)| **weight as f64 > limit);
            let mut places: Vec<Place> = places.map(|(place, _)| *place).collect();
            if !side.is_forward {
                places.reverse();
            }
            Some(places)
        };
        Some(shape(sides, |side| kept(side).unwrap_or_default()))
    }
}

fn shape(sides: &[Side], places: impl Fn(Side) -> Vec<Place>) -> MultiPolygon<f64> {
    let polygons = polygons(sides, places).into_iter().map(|rings| {
        let mut rings = rings.into_iter().map(|ring| ring.places.into_iter().map(degrees).collect::<LineString<f64>>());
        Polygon::new(rings.next().unwrap_or_else(|| LineString::new(Vec::new())), rings.collect())
    });
    polygons.collect()
}

fn degrees([x, y]: Place) -> Coord<f64> {
    Coord { x: f64::from(x) / STEPS_PER_DEGREE, y: f64::from(y) / STEPS_PER_DEGREE }
}
