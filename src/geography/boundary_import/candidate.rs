//! The features of a file on their way to accepted units: matched, placed, converted, repaired, or refused with a finding.
use geo::{Coord, MultiPolygon};

use super::attribute_columns::SaidUnit;
use super::placing::{FAR_KM, Placed, Reading};
use super::repair::{Repair, ShapeRefusal, repair};
use super::report::{BoundaryFinding, BoundaryFindingCode, BoundarySeverity, SuggestedUnit};
use super::unit_matching::{MatchFault, MatchedBy, Matcher, NoMatch};
use crate::domain::{Message, Region, RegionId};
use crate::gazetteer::Gazetteer;
use crate::geography::boundary_file::{FileFeature, RawShape, ShapeFault};
use crate::geography::crs::{Crs, EastNorth};

/// A feature that was matched to a unit.
pub(super) struct Candidate {
    pub number: usize,
    pub label: String,
    pub region: RegionId,
    pub by: MatchedBy,
    pub shape: Result<RawShape, ShapeFault>,
}

/// A unit with the shape that the file gives it.
pub(super) struct Made {
    pub number: usize,
    pub label: String,
    pub region: RegionId,
    pub shape: MultiPolygon<f64>,
    pub repairs: Vec<Repair>,
}

/// Matches every feature; those without a unit become findings.
pub(super) fn match_features(features: Vec<FileFeature>, matcher: &Matcher<'_>) -> (Vec<Candidate>, Vec<BoundaryFinding>) {
    let (mut candidates, mut findings) = (Vec::new(), Vec::new());
    for feature in features {
        let said = SaidUnit::of(&feature);
        let label = said.label();
        match matcher.unit_of(&said) {
            Ok((region, by)) => {
                candidates.push(Candidate { number: feature.number, label, region, by, shape: feature.shape });
            }
            Err(no_match) => findings.push(unmatched(feature.number, label, no_match, matcher.gazetteer)),
        }
    }
    (candidates, findings)
}

fn unmatched(feature: usize, label: String, no_match: NoMatch, gazetteer: &Gazetteer) -> BoundaryFinding {
    let code = match no_match.fault {
        MatchFault::Nothing => BoundaryFindingCode::NoUnitNamed,
        MatchFault::Unknown => BoundaryFindingCode::UnknownUnit,
        MatchFault::Disagreement => BoundaryFindingCode::NameDisagrees,
        MatchFault::OtherDivision => BoundaryFindingCode::OtherDivision,
        MatchFault::Ambiguous => BoundaryFindingCode::AmbiguousName,
    };
    let suggested = |id: RegionId| {
        let above = gazetteer.ancestors(id).last().map(|region| format!(", {}", region.full_name)).unwrap_or_default();
        Some(SuggestedUnit { id, name: format!("{}{above}", gazetteer.region(id)?.full_name) })
    };
    let suggestions = no_match.suggestions.into_iter().filter_map(suggested).collect();
    let (severity, message) = (BoundarySeverity::Unmatched, no_match.message);
    BoundaryFinding { feature, label, region: None, severity, code, message, suggestions }
}

impl Candidate {
    /// The box of the feature beside the centre of its unit.
    pub fn placed(&self, gazetteer: &Gazetteer) -> Option<Placed> {
        let bounds = self.shape.as_ref().ok()?.bounds()?;
        Some(Placed { bounds, centre: gazetteer.region(self.region)?.centre })
    }

    /// Converts and repairs the shape.
    pub fn make(self, crs: Crs, region: &Region) -> Result<Made, BoundaryFinding> {
        let bounds = self.shape.as_ref().ok().and_then(RawShape::bounds);
        let (number, label, id) = (self.number, self.label, self.region);
        let refuse = |code, message| refused(number, label.clone(), id, code, message);
        let raw = match self.shape {
            Ok(raw) => raw,
            Err(fault @ ShapeFault::Unreadable(_)) => {
                return Err(refuse(BoundaryFindingCode::UnreadableGeometry, fault.message()));
            }
            Err(fault) => return Err(refuse(BoundaryFindingCode::NotPolygon, fault.message())),
        };
        let polygons = converted(&raw, crs).map_err(|[x, y]| {
            let message = Message::new(
                format!("tọa độ {x} {y} không phải số hoặc nằm ngoài vùng của {crs}"),
                format!("the coordinates {x} {y} are no numbers or lie outside the area of {crs}"),
            );
            refuse(BoundaryFindingCode::BadCoordinates, message)
        })?;
        if let Some(bounds) = bounds {
            let distance = Reading::plain(crs).distance_km(&Placed { bounds, centre: region.centre });
            if distance.is_some_and(|distance_km| distance_km > FAR_KM) {
                return Err(refuse(BoundaryFindingCode::FarAway, far_message(distance.unwrap_or_default(), region)));
            }
        }
        match repair(polygons, raw.is_grouped) {
            Ok((shape, repairs)) => Ok(Made { number, label, region: id, shape, repairs }),
            Err(ShapeRefusal::Empty) => {
                let message = Message::new("hình không có diện tích", "the shape has no area");
                Err(refuse(BoundaryFindingCode::EmptyArea, message))
            }
            Err(ShapeRefusal::Unrepairable) => {
                let message = Message::new("đường biên tự cắt và không sửa được", "the boundary crosses itself beyond repair");
                Err(refuse(BoundaryFindingCode::Unrepairable, message))
            }
        }
    }
}

/// How far a feature lies from its unit.
pub(super) fn far_message(distance_km: f64, region: &Region) -> Message {
    Message::new(
        format!("nằm cách {} khoảng {distance_km:.0} km", region.full_name),
        format!("lies about {distance_km:.0} km from {}", region.full_name),
    )
}

/// A finding that refuses its feature.
pub(super) fn refused(
    feature: usize,
    label: String,
    region: RegionId,
    code: BoundaryFindingCode,
    message: Message,
) -> BoundaryFinding {
    let severity = BoundarySeverity::Refused;
    BoundaryFinding { feature, label, region: Some(region), severity, code, message, suggestions: Vec::new() }
}

/// The points of a ring in degrees of WGS 84.
type PlacedRing = Vec<Coord<f64>>;

/// All points in degrees of WGS 84, or the first that has no place there.
fn converted(raw: &RawShape, crs: Crs) -> Result<Vec<Vec<PlacedRing>>, [f64; 2]> {
    let point = |place: &[f64; 2]| {
        let [east, north] = *place;
        crs.to_wgs84(EastNorth { east, north }).map(|point| Coord { x: point.lon, y: point.lat }).ok_or(*place)
    };
    let ring = |ring: &Vec<[f64; 2]>| ring.iter().map(point).collect::<Result<Vec<_>, _>>();
    raw.polygons.iter().map(|rings| rings.iter().map(ring).collect()).collect()
}
