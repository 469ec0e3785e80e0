//! The points that stand for the former units, each with the unit and with what became of it there.
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::membership::Membership;
use crate::domain::{GeoPoint, RegionId};
use crate::gazetteer::Gazetteer;
use crate::geography::error::GeographyError;
use crate::geography::land::Land;

/// Part of the half-width and half-height at which the eight outer points of a box stand.
const RADIUS: f64 = 0.45;
/// Half the square root of two: a step along both axes at once.
const DIAGONAL: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// A point that stands for a part of a former unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generator {
    /// Where it is.
    pub point: GeoPoint,
    /// The former commune, or one of the former districts that had none.
    pub former: RegionId,
    /// The commune of today that this part belongs to.
    pub current: RegionId,
}

/// Nine points for each former unit, in the middle of its box and on an ellipse about it; to divide what is known to be
/// one commune of today among the former units it came from, give each place to the nearest point.
#[derive(Debug)]
pub struct Generators {
    points: Vec<Generator>,
    tree: RTree<GeomWithData<[f64; 2], usize>>,
}

impl Generators {
    /// The points of the shipped units.
    ///
    /// # Errors
    /// Where the shipped land is malformed, which the tests of this module rule out.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self, GeographyError> {
        let membership = Membership::new(gazetteer, Land::shipped()?);
        let mut points = Vec::new();
        for believed in membership.boxes() {
            for [dx, dy] in offsets() {
                let place =
                    [believed.centre[0] + dx * RADIUS * believed.half[0], believed.centre[1] + dy * RADIUS * believed.half[1]];
                let piece = membership.piece(believed, place);
                points.push(Generator {
                    point: GeoPoint { lon: place[0], lat: place[1] },
                    former: piece.former,
                    current: piece.current,
                });
            }
        }
        points.extend(membership.islands().map(|(piece, place)| Generator {
            point: GeoPoint { lon: place[0], lat: place[1] },
            former: piece.former,
            current: piece.current,
        }));
        let tree =
            points.iter().enumerate().map(|(at, generator)| GeomWithData::new([generator.point.lon, generator.point.lat], at));
        let tree = RTree::bulk_load(tree.collect());
        Ok(Self { points, tree })
    }

    /// All points, by former unit in the order of ids, the archipelagos last.
    pub fn points(&self) -> &[Generator] {
        &self.points
    }

    /// The point nearest to a place, in degrees.
    pub fn nearest(&self, place: GeoPoint) -> Option<&Generator> {
        let nearest = self.tree.nearest_neighbor([place.lon, place.lat])?;
        self.points.get(nearest.data)
    }
}

fn offsets() -> [[f64; 2]; 9] {
    [
        [0.0, 0.0],
        [1.0, 0.0],
        [DIAGONAL, DIAGONAL],
        [0.0, 1.0],
        [-DIAGONAL, DIAGONAL],
        [-1.0, 0.0],
        [-DIAGONAL, -DIAGONAL],
        [0.0, -1.0],
        [DIAGONAL, -DIAGONAL],
    ]
}
