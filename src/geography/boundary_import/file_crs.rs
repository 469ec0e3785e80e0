//! In which coordinate system the numbers of a file are read, and the refusal of a file that then lies elsewhere.
use super::candidate::{Candidate, far_message, refused};
use super::placing::{Placed, Reading, best_of};
use super::report::{BoundaryFindingCode, BoundaryReport};
use crate::domain::Message;
use crate::gazetteer::Gazetteer;
use crate::geography::boundary_file::DeclaredCrs;
use crate::geography::crs::Crs;

/// How many features are named where the whole file lies elsewhere.
const NAMED_MAX: usize = 5;

/// The system to read the numbers in; where there is none the report says why and what would do.
pub(super) fn settle_crs(
    asked: Option<Crs>,
    declared: &DeclaredCrs,
    placed: &[Placed],
    report: &mut BoundaryReport,
) -> Option<Crs> {
    let advice = || best_of(placed).map(|reading| (reading, reading.message()));
    let option = |reading: Reading| format!("--crs {}", reading.crs);
    match (asked, declared) {
        (Some(crs), _) => Some(crs),
        (None, DeclaredCrs::Known(crs)) => Some(*crs),
        (None, DeclaredCrs::Silent) => {
            let best = advice();
            if let Some((Reading { crs: Crs::CRS84, is_swapped: false }, _)) = best {
                report.notes.push(Message::new(
                    "Tệp không ghi hệ tọa độ; vị trí các đơn vị cho thấy là WGS 84.",
                    "The file names no coordinate system; where its units lie says WGS 84.",
                ));
                return Some(Crs::CRS84);
            }
            let (vi, en) = match &best {
                Some((reading, label)) => (
                    format!("; vị trí các đơn vị cho thấy là {}: hãy thêm {}", label.vi, option(*reading)),
                    format!("; where its units lie says {}: add {}", label.en, option(*reading)),
                ),
                None => ("; hãy ghi rõ bằng --crs".to_owned(), "; name it with --crs".to_owned()),
            };
            report.refusal =
                Some(Message::new(format!("Tệp không ghi hệ tọa độ{vi}"), format!("The file names no coordinate system{en}")));
            None
        }
        (None, DeclaredCrs::Unknown(text)) => {
            let allowed: Vec<String> = Crs::ALL.iter().map(ToString::to_string).collect();
            let allowed = allowed.join(", ");
            let (vi, en) = match advice() {
                Some((reading, label)) => (
                    format!(" Vị trí các đơn vị cho thấy là {}: hãy thêm {}.", label.vi, option(reading)),
                    format!(" Where its units lie says {}: add {}.", label.en, option(reading)),
                ),
                None => Default::default(),
            };
            report.refusal = Some(Message::new(
                format!("Không đọc được hệ tọa độ “{text}” của tệp. Được phép: {allowed}.{vi}"),
                format!("The coordinate system “{text}” of the file is not known. Allowed: {allowed}.{en}"),
            ));
            None
        }
    }
}

/// The file as a whole lies elsewhere: some features are named, and the system that would put them right.
pub(super) fn refuse_place(
    candidates: &[Candidate],
    crs: Crs,
    middle_km: f64,
    better: Option<Reading>,
    gazetteer: &Gazetteer,
    report: &mut BoundaryReport,
) {
    for candidate in candidates.iter().take(NAMED_MAX) {
        let Some((region, placed)) = gazetteer.region(candidate.region).zip(candidate.placed(gazetteer)) else { continue };
        let [west, south, ..] = placed.bounds;
        let message = Reading::plain(crs).distance_km(&placed).map_or_else(
            || {
                Message::new(
                    format!("tọa độ {west} {south} không có trong {crs}"),
                    format!("the coordinates {west} {south} do not exist in {crs}"),
                )
            },
            |distance_km| far_message(distance_km, region),
        );
        let (label, code) = (candidate.label.clone(), BoundaryFindingCode::FarAway);
        report.findings.push(refused(candidate.number, label, candidate.region, code, message));
    }
    report.refused = candidates.len();
    let how_far = if middle_km.is_finite() {
        Message::new(format!("lệch khoảng {middle_km:.0} km"), format!("about {middle_km:.0} km off"))
    } else {
        Message::new("tọa độ không có trong hệ đó", "the coordinates do not exist in it")
    };
    let advice = match better {
        Some(reading @ Reading { is_swapped: false, crs }) => {
            let label = reading.message();
            Message::new(
                format!("Đọc theo {} thì đúng chỗ: hãy thêm --crs {crs}.", label.vi),
                format!("Read in {} they lie right: add --crs {crs}.", label.en),
            )
        }
        Some(reading) => {
            let label = reading.message();
            Message::new(
                format!("Đúng chỗ nếu đọc theo {}: hãy xuất lại tệp với trục đông (kinh độ) trước.", label.vi),
                format!("They lie right in {}: export the file again with east (longitude) first.", label.en),
            )
        }
        None => Message::new(
            "Không hệ tọa độ nào trong danh mục đưa các đơn vị về đúng chỗ.",
            "No known coordinate system puts the units in their place.",
        ),
    };
    let label = Reading::plain(crs).message();
    report.refusal = Some(Message::new(
        format!("Các đơn vị không nằm đúng chỗ khi đọc theo {} ({}). {}", label.vi, how_far.vi, advice.vi),
        format!("The units do not lie where they should when read in {} ({}). {}", label.en, how_far.en, advice.en),
    ));
}

/// All features are moved by less than a neighbour's width.
pub(super) fn doubt_message(crs: Crs, shift_km: f64, better: Reading) -> Message {
    let (label, other, metres) = (Reading::plain(crs).message(), better.message(), shift_km * 1_000.0);
    Message::new(
        format!(
            "Đọc theo {}, mọi đơn vị lệch cùng một hướng khoảng {metres:.0} m; đọc theo {} thì khớp. Hãy ghi rõ bằng --crs {} hoặc --crs {crs}.",
            label.vi, other.vi, better.crs
        ),
        format!(
            "Read in {}, all units are off by about {metres:.0} m in one direction; read in {} they fit. Say which with --crs {} or --crs {crs}.",
            label.en, other.en, better.crs
        ),
    )
}
