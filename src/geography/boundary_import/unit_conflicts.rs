//! One shape for each unit: parts of a unit are joined, units that claim the same land are refused.
use std::collections::BTreeMap;

use geo::{BooleanOps, MultiPolygon};

use super::candidate::{Made, refused};
use super::overlaps::overlaps;
use super::repair::Repair;
use super::report::{BoundaryFinding, BoundaryFindingCode, BoundaryReport, BoundarySeverity};
use crate::domain::{Message, RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;
use crate::geography::polygon_sets::{area_m2, union};
use crate::geography::shapes::UnitShape;

/// Share of the smaller of two features of one unit that parts may have in common.
const PARTS_SHARE: f64 = 0.01;
/// Share of the smaller of two units above which their overlap is refused. Official files of the whole country have a few
/// overlaps of some percent; these are told, and the unit with the smaller code answers for the land in common.
const REFUSED_SHARE: f64 = 0.1;

/// Joins features of one unit that are its parts; those that overlap are both refused.
pub(super) fn one_per_unit(made: Vec<Made>, report: &mut BoundaryReport) -> Vec<Made> {
    let mut by_unit: BTreeMap<RegionId, Vec<Made>> = BTreeMap::new();
    for unit in made {
        by_unit.entry(unit.region).or_default().push(unit);
    }
    let mut single = Vec::with_capacity(by_unit.len());
    for (_, mut of_unit) in by_unit {
        if of_unit.len() == 1 {
            single.extend(of_unit.pop());
            continue;
        }
        let clash = of_unit.iter().enumerate().any(|(at, one)| of_unit.iter().skip(at + 1).any(|other| are_the_same(one, other)));
        if clash {
            let numbers: Vec<String> = of_unit.iter().map(|unit| unit.number.to_string()).collect();
            let numbers = numbers.join(", ");
            for unit in of_unit {
                let message = Message::new(
                    format!("các đối tượng {numbers} cùng là một đơn vị và chồng lên nhau"),
                    format!("features {numbers} are of one unit and overlap"),
                );
                report.refuse(refused(unit.number, unit.label, unit.region, BoundaryFindingCode::SameUnit, message));
            }
            continue;
        }
        let shapes: Vec<MultiPolygon<f64>> = of_unit.iter().map(|unit| unit.shape.clone()).collect();
        let mut repairs: Vec<Repair> = of_unit.iter().flat_map(|unit| unit.repairs.iter().copied()).collect();
        repairs.push(Repair::JoinedParts);
        repairs.sort_unstable();
        repairs.dedup();
        single.extend(of_unit.into_iter().next().map(|first| Made { shape: union(&shapes), repairs, ..first }));
    }
    single
}

fn are_the_same(one: &Made, other: &Made) -> bool {
    let common = area_m2(&one.shape.intersection(&other.shape));
    common > PARTS_SHARE * area_m2(&one.shape).min(area_m2(&other.shape))
}

/// Refuses units that overlap much of another of the file, or of one that an earlier file gave and this one does not; tells
/// smaller overlaps.
pub(super) fn without_overlaps(
    made: Vec<Made>,
    known: &[UnitShape],
    gazetteer: &Gazetteer,
    report: &mut BoundaryReport,
) -> Vec<Made> {
    let mut reasons: BTreeMap<usize, (bool, Message)> = BTreeMap::new();
    for level in RegionLevel::ALL {
        let own: Vec<(usize, &Made)> = made.iter().enumerate().filter(|(_, unit)| unit.region.level() == *level).collect();
        let Some(division) = own.first().map(|(_, unit)| unit.region.division()) else { continue };
        let is_kept = |shape: &&UnitShape| !own.iter().any(|(_, unit)| unit.region == shape.region);
        let is_beside = |shape: &&UnitShape| (shape.region.division(), shape.region.level()) == (division, *level);
        let earlier: Vec<&UnitShape> = known.iter().filter(is_beside).filter(is_kept).collect();
        let shapes: Vec<&MultiPolygon<f64>> =
            own.iter().map(|(_, unit)| &unit.shape).chain(earlier.iter().map(|shape| &*shape.geometry)).collect();
        for overlap in overlaps(&shapes) {
            let (first, second) = overlap.pair;
            let (km2, percent) = (overlap.area_m2 / 1e6, overlap.share * 100.0);
            let name = |at: usize| match own.get(at) {
                Some((_, unit)) => {
                    let label = &unit.label;
                    let number = unit.number;
                    Message::new(format!("đối tượng {number} [{label}]"), format!("feature {number} [{label}]"))
                }
                None => {
                    let region = earlier.get(at - own.len()).and_then(|shape| gazetteer.region(shape.region));
                    let name = region.map(|region| region.full_name.as_str()).unwrap_or_default();
                    Message::new(format!("{name} đã nhập trước đây"), format!("{name} imported before"))
                }
            };
            for (at, other) in [(first, second), (second, first)] {
                let Some((position, _)) = own.get(at) else { continue };
                let other = name(other);
                let is_refused = overlap.share > REFUSED_SHARE;
                let message = Message::new(
                    format!("chồng lên {} {km2:.2} km² ({percent:.0} % của đơn vị nhỏ hơn)", other.vi),
                    format!("overlaps {} by {km2:.2} km² ({percent:.0} % of the smaller one)", other.en),
                );
                let reason = reasons.entry(*position).or_insert_with(|| (is_refused, message.clone()));
                if is_refused && !reason.0 {
                    *reason = (true, message);
                }
            }
        }
    }
    let mut kept = Vec::with_capacity(made.len());
    for (at, unit) in made.into_iter().enumerate() {
        match reasons.remove(&at) {
            Some((true, message)) => {
                report.refuse(refused(unit.number, unit.label, unit.region, BoundaryFindingCode::Overlap, message));
            }
            Some((false, message)) => {
                let finding = refused(unit.number, unit.label.clone(), unit.region, BoundaryFindingCode::Overlap, message);
                report.findings.push(BoundaryFinding { severity: BoundarySeverity::Warning, ..finding });
                kept.push(unit);
            }
            None => kept.push(unit),
        }
    }
    kept
}
