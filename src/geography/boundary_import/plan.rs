//! From a boundary file to the units it gives shapes to, and the report; decides whether the whole is accepted.
use std::collections::BTreeSet;
use std::sync::Arc;

use geo::MultiPolygon;

use super::candidate::{Candidate, Made, match_features, refused};
use super::file_crs::{doubt_message, refuse_place, settle_crs};
use super::overlaps::gaps;
use super::placing::{Placed, Reading, Verdict, judge};
use super::repair::Repair;
use super::report::{BoundaryFinding, BoundaryFindingCode, BoundaryReport, BoundarySeverity, CoveredProvince, RepairCount};
use super::unit_conflicts::{one_per_unit, without_overlaps};
use super::unit_matching::{MatchedBy, Matcher};
use crate::domain::{Division, Language, Message, RegionId, RegionLevel};
use crate::gazetteer::Gazetteer;
use crate::geography::boundary_file::BoundaryFile;
use crate::geography::crs::Crs;
use crate::geography::polygon_sets::area_m2;
use crate::geography::shapes::UnitShape;

/// Share of features with codes of the other division at which the file is one of that division.
const OTHER_DIVISION_SHARE: f64 = 0.1;
/// Share of the known area by which a shape may differ without a word.
const AREA_SHARE: f64 = 0.5;

/// What the caller asks of an import.
#[derive(Clone, Copy, Debug)]
pub struct BoundaryOptions {
    /// The division the units of the file belong to.
    pub division: Division,
    /// The coordinate system of the file, over what the file itself says.
    pub crs: Option<Crs>,
    /// Whether features that are refused or unmatched are left out, instead of refusing the whole file.
    pub leaves_out_refused: bool,
}

/// What an import would take, and the report.
#[derive(Clone, Debug)]
pub struct BoundaryPlan {
    /// The units with their new shapes, in the order of ids; empty where the import is not accepted.
    pub accepted: Vec<UnitShape>,
    /// What was found.
    pub report: BoundaryReport,
}

/// Works out what the file gives. `known` are the boundaries that other files gave before: a new one may take the place of
/// its own, but may not overlap those of others.
pub fn plan_boundaries(
    file_name: &str,
    file: BoundaryFile,
    gazetteer: &Gazetteer,
    known: &[UnitShape],
    options: BoundaryOptions,
) -> BoundaryPlan {
    let had_heights = file.features.iter().filter_map(|feature| feature.shape.as_ref().ok()).any(|shape| shape.had_heights);
    let mut report = BoundaryReport {
        file: file_name.to_owned(),
        format: file.format.name(),
        crs: None,
        division: options.division,
        is_rehearsal: false,
        is_accepted: false,
        features: file.features.len(),
        matched_by_code: 0,
        matched_by_name: 0,
        unmatched: 0,
        refused: 0,
        units: 0,
        repaired: Vec::new(),
        refusal: None,
        notes: Vec::new(),
        provinces: Vec::new(),
        findings: Vec::new(),
    };
    if had_heights {
        report.notes.push(Message::new("Đã bỏ độ cao (z) của các điểm.", "Heights (z) of points were left out."));
    }
    let (candidates, findings) = match_features(file.features, &Matcher { gazetteer, division: options.division });
    let by = |by| candidates.iter().filter(|candidate| candidate.by == by).count();
    (report.matched_by_code, report.matched_by_name) = (by(MatchedBy::Code), by(MatchedBy::Name));
    report.unmatched = findings.len();
    report.findings = findings;

    let placed: Vec<Placed> = candidates.iter().filter_map(|candidate| candidate.placed(gazetteer)).collect();
    let accepted = match settle_crs(options.crs, &file.declared, &placed, &mut report) {
        Some(crs) => {
            report.crs = Some(crs.to_string());
            make_units(candidates, (crs, options.crs.is_some()), &placed, gazetteer, known, &mut report)
        }
        None => Vec::new(),
    };
    refuse_other_division(&mut report);
    report.findings.sort_by_key(|finding| finding.feature);
    report.units = accepted.len();
    let is_whole = !report.has_refusals() || (options.leaves_out_refused && report.refusal.is_none());
    report.is_accepted = is_whole && !accepted.is_empty();
    let accepted: Vec<UnitShape> = if report.is_accepted { accepted } else { Vec::new() };
    report.provinces = covered(&accepted, known, gazetteer);
    BoundaryPlan { accepted, report }
}

fn make_units(
    candidates: Vec<Candidate>,
    (crs, is_asked): (Crs, bool),
    placed: &[Placed],
    gazetteer: &Gazetteer,
    known: &[UnitShape],
    report: &mut BoundaryReport,
) -> Vec<UnitShape> {
    match judge(Reading::plain(crs), placed) {
        Verdict::Right => {}
        Verdict::Wrong { middle_km, better } => {
            refuse_place(&candidates, crs, middle_km, better, gazetteer, report);
            return Vec::new();
        }
        Verdict::Doubtful { shift_km, better } => {
            let doubt = doubt_message(crs, shift_km, better);
            // Whoever names the system has looked at it.
            if !is_asked {
                report.refused = candidates.len();
                report.refusal = Some(doubt);
                return Vec::new();
            }
            report.notes.push(doubt);
        }
    }
    let mut made: Vec<Made> = Vec::new();
    for candidate in candidates {
        let Some(region) = gazetteer.region(candidate.region) else { continue };
        match candidate.make(crs, region) {
            Ok(unit) => made.push(unit),
            Err(finding) => report.refuse(finding),
        }
    }
    let made = one_per_unit(made, report);
    let made = without_overlaps(made, known, gazetteer, report);
    for unit in &made {
        warn_of_area(unit, gazetteer, report);
        for repair in &unit.repairs {
            count_repair(*repair, report);
        }
        // The direction of rings is a habit of a program and concerns all features alike; its count says enough.
        let told: Vec<Repair> = unit.repairs.iter().copied().filter(|repair| *repair != Repair::RingOrder).collect();
        if !told.is_empty() {
            let [vi, en] = [Language::Vietnamese, Language::English].map(|language| {
                told.iter().map(|repair| repair.message().in_language(language).to_owned()).collect::<Vec<_>>().join(", ")
            });
            note(unit, BoundarySeverity::Repaired, BoundaryFindingCode::Repaired, Message::new(vi, en), report);
        }
    }
    note_gaps(&made, report);
    let shape = |unit: Made| UnitShape { region: unit.region, geometry: Arc::new(unit.shape), is_official: true };
    let mut shapes: Vec<UnitShape> = made.into_iter().map(shape).collect();
    shapes.sort_by_key(|shape| shape.region);
    shapes
}

fn note(unit: &Made, severity: BoundarySeverity, code: BoundaryFindingCode, message: Message, report: &mut BoundaryReport) {
    let finding = refused(unit.number, unit.label.clone(), unit.region, code, message);
    report.findings.push(BoundaryFinding { severity, ..finding });
}

fn count_repair(repair: Repair, report: &mut BoundaryReport) {
    match report.repaired.iter_mut().find(|count| count.repair == repair) {
        Some(count) => count.features += 1,
        None => report.repaired.push(RepairCount { repair, features: 1 }),
    }
}

fn warn_of_area(unit: &Made, gazetteer: &Gazetteer, report: &mut BoundaryReport) {
    let Some(known_km2) = gazetteer.region(unit.region).and_then(|region| region.area_km2).filter(|area| *area > 0.0) else {
        return;
    };
    let km2 = area_m2(&unit.shape) / 1e6;
    if (km2 / known_km2 - 1.0).abs() > AREA_SHARE {
        let message = Message::new(
            format!("diện tích {km2:.2} km², theo danh mục là {known_km2:.2} km²"),
            format!("its area is {km2:.2} km², {known_km2:.2} km² by the list of units"),
        );
        note(unit, BoundarySeverity::Warning, BoundaryFindingCode::AreaDiffers, message, report);
    }
}

fn note_gaps(made: &[Made], report: &mut BoundaryReport) {
    for level in RegionLevel::ALL {
        let shapes: Vec<&MultiPolygon<f64>> =
            made.iter().filter(|unit| unit.region.level() == *level).map(|unit| &unit.shape).collect();
        let (count, area_m2) = gaps(&shapes);
        if count > 0 {
            let km2 = area_m2 / 1e6;
            report.notes.push(Message::new(
                format!("Có {count} chỗ hở giữa các đơn vị, tổng {km2:.2} km²."),
                format!("There are {count} gaps between units, {km2:.2} km² in all."),
            ));
        }
    }
}

/// A file with codes of the other division is one of that division, even where some codes and names are the same in both.
fn refuse_other_division(report: &mut BoundaryReport) {
    let count = report.findings.iter().filter(|finding| finding.code == BoundaryFindingCode::OtherDivision).count();
    if count == 0 || (count as f64) < OTHER_DIVISION_SHARE * report.features as f64 || report.refusal.is_some() {
        return;
    }
    report.refusal = Some(match report.division {
        Division::Current => Message::new(
            format!(
                "{count} đối tượng mang mã của năm 2024: tệp theo đơn vị cũ. Hãy thêm --division former, hoặc dùng tệp sau 01/07/2025."
            ),
            format!(
                "{count} features have codes of 2024: the file is of the former units. Add --division former, or use a file of after 2025-07-01."
            ),
        ),
        Division::Former => Message::new(
            format!("{count} đối tượng mang mã của hiện nay: hãy bỏ --division former."),
            format!("{count} features have codes of today: leave out --division former."),
        ),
    });
}

/// The provinces that the accepted units touch, and how many communes of each are official then.
fn covered(accepted: &[UnitShape], known: &[UnitShape], gazetteer: &Gazetteer) -> Vec<CoveredProvince> {
    let province = |id: RegionId| gazetteer.ancestors(id).last().map_or(id, |region| region.id);
    let touched: BTreeSet<RegionId> = accepted.iter().map(|shape| province(shape.region)).collect();
    let official: BTreeSet<RegionId> =
        accepted.iter().chain(known).map(|shape| shape.region).filter(|id| id.level() == RegionLevel::Commune).collect();
    let is_commune_of = |id: RegionId, of: RegionId| id.level() == RegionLevel::Commune && province(id) == of;
    let row = |id: RegionId| {
        let communes = gazetteer.regions().filter(|region| is_commune_of(region.id, id)).count();
        let official = official.iter().filter(|commune| province(**commune) == id).count();
        Some(CoveredProvince { id, name: gazetteer.region(id)?.full_name.clone(), official, communes })
    };
    touched.into_iter().filter_map(row).collect()
}
