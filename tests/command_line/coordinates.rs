//! What is made of coordinates in sheets: VN-2000 in any order and notation, degrees in any notation, and the checks on place.
use std::io::Write;
use std::sync::{Arc, LazyLock};

use agriatlas::app::ImportReport;
use agriatlas::domain::{Finding, GeoPoint, ImportReach, Language, PositionAccuracy, RegionId, RegionLevel, SiteFacts};
use agriatlas::geography::{Crs, Geography, Shapes, UnitShape};
use agriatlas::importing::{Basis, Rights, rehearse_file};
use agriatlas::ingest::rehearsal::{ImportSettings, Progress};
use agriatlas::ingest::table::Corrections;
use geo::{MultiPolygon, Rect, coord};

use crate::database::Database;
use crate::fixtures::{GEOGRAPHY, VOCABULARY};
use crate::program::{command, fixture, run};

/// Xã Đan Phượng, another commune of Hà Nội and one of Phú Thọ as boxes, so that the answers do not hang on any boundary.
static BOXES: LazyLock<Geography> = LazyLock::new(|| {
    let shape = |id: &str, [west, south, east, north]: [f64; 4]| UnitShape {
        region: id.parse::<RegionId>().unwrap(),
        geometry: Arc::new(MultiPolygon::from(vec![
            Rect::new(coord! { x: west, y: south }, coord! { x: east, y: north }).to_polygon(),
        ])),
        is_official: true,
    };
    let shapes = [
        shape("09784", [105.63, 21.05, 105.70, 21.13]),
        shape("10015", [105.66, 20.87, 105.75, 20.96]),
        shape("04792", [104.80, 20.90, 105.10, 21.20]),
    ];
    GEOGRAPHY.with_shapes(Arc::new(Shapes::new(shapes, |id| id.level() == RegionLevel::Commune)))
});

struct Reading {
    taken: Vec<SiteFacts>,
    report: ImportReport,
}

fn read_text(text: &[u8], crs: Option<Crs>, geography: &Geography) -> Reading {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text).unwrap();
    let settings = ImportSettings { crs: crs.map(|crs| crs.to_string()), ..ImportSettings::default() };
    let basis = Basis { vocabulary: VOCABULARY.clone(), geography: geography.clone(), sites: Some(Vec::new()), revision: 0 };
    let rights = Rights { reach: Box::new(|_, _| Some(ImportReach::Published)), knows: Box::new(|_| true) };
    let (office, progress) = (Corrections::default(), Progress::new());
    let rehearsed = rehearse_file(file.path(), "tệp.csv", &basis, &settings, &office, &rights, &progress).unwrap();
    let report = ImportReport::new("tệp.csv", true, &rehearsed).unwrap();
    let taken = rehearsed.spool.rows().filter_map(|row| row.unwrap().facts).map(|facts| *facts).collect();
    Reading { taken, report }
}

fn read(name: &str, crs: Option<Crs>) -> Reading {
    read_text(&std::fs::read(fixture(name)).unwrap(), crs, &BOXES)
}

impl Reading {
    fn findings(&self, code: &str) -> Vec<&Finding> {
        self.report.findings.iter().map(|found| &found.finding).filter(|finding| finding.code.code() == code).collect()
    }

    /// Line, column and value of every refusal.
    fn refusals(&self) -> Vec<(u64, &str, &str)> {
        let findings = self.report.findings.iter().map(|found| &found.finding);
        let refusals = findings.filter(|finding| finding.severity.code() == "refused");
        refusals
            .map(|finding| (finding.row.unwrap(), finding.column.as_deref().unwrap(), finding.value.as_deref().unwrap()))
            .collect()
    }

    fn assert_near(&self, lon: f64, lat: f64, metres: f64) {
        assert!(!self.taken.is_empty());
        for facts in &self.taken {
            let distance = facts.placement.point.unwrap().metres_to(GeoPoint { lon, lat });
            assert!(distance <= metres, "{}: {distance} m", facts.name);
            assert_eq!(facts.placement.accuracy, Some(PositionAccuracy::Reported), "{}", facts.name);
        }
    }
}

#[test]
fn exchanged_x_and_y_are_understood_and_told() {
    let reading = read("vn2000_x_y_swapped.csv", None);
    assert_eq!(reading.refusals(), []);
    reading.assert_near(105.68, 21.09, 250.0);
    assert!(reading.taken[0].placement.point.unwrap().metres_to(GeoPoint { lon: 105.68, lat: 21.09 }) < 0.01);
    let [note] = &reading.findings("exchanged_axes")[..] else { panic!("{:?}", reading.report.findings) };
    assert_eq!((note.severity.code(), note.row), ("note", None));
    assert!(note.message.vi.contains("“Tọa độ X (m)”") && note.message.en.ends_with("2 rows."), "{note:?}");
    let [guess] = &reading.findings("system_used")[..] else { panic!("{:?}", reading.report.findings) };
    assert_eq!((guess.severity.code(), guess.row), ("warning", None));
    assert!(
        guess.message.vi.contains("kinh tuyến trục 105°00′, múi 3° (EPSG:5897)")
            && guess.message.vi.contains("Thành phố Hà Nội: 2 dòng."),
        "{guess:?}"
    );
    assert!(guess.message.vi.contains("suy từ Thành phố Hà Nội"), "{guess:?}");
    let text = reading.report.text(Language::Vietnamese);
    assert!(text.contains("cả tệp: lưu ý: ") && text.contains("cả tệp: ghi chú: "), "{text}");
}

#[test]
fn decimal_commas_and_thousands_are_understood() {
    let reading = read("vn2000_decimal_comma.csv", None);
    assert_eq!((reading.refusals(), reading.taken.len()), (vec![], 5));
    reading.assert_near(105.68, 21.09, 0.5);
    // Whoever stands on the spot of another is told, once for each row but the first.
    assert_eq!(reading.findings("same_spot").len(), 4, "{:?}", reading.report.findings);
    assert!(reading.findings("outside_declared_unit").is_empty());
}

#[test]
fn a_wrong_meridian_is_suspected_and_the_right_one_named() {
    let reading = read("vn2000_wrong_meridian.csv", None);
    assert_eq!(reading.refusals(), [(4, "ktt", "105°20'")]);
    let [wrong] = &reading.findings("wrong_meridian")[..] else { panic!("{:?}", reading.report.findings) };
    assert_eq!((wrong.row, wrong.severity.code(), wrong.value.as_deref()), (Some(2), "warning", Some("2332918.747")));
    for words in
        ["105°00′, múi 3° (EPSG:5897)", "Xã Đan Phượng, Thành phố Hà Nội", "theo kinh tuyến trục 105°45′, múi 3° (EPSG:9210)"]
    {
        assert!(wrong.message.vi.contains(words), "{words}: {}", wrong.message.vi);
    }
    let by_column: Vec<&str> = reading.findings("system_used").iter().map(|finding| finding.message.en.as_str()).collect();
    assert_eq!(by_column.len(), 3, "one for each meridian and for the guess: {by_column:?}");
    assert!(by_column.iter().any(|text| text.contains("column “ktt”") && text.contains("105°45′") && text.ends_with("1 row.")));
    // The person who imports may say what the file does not.
    let text = "name,kind,sector,province,district,commune,x,y\nVườn mẫu,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,2332918.747,492531.491\n";
    let chosen = read_text(text.as_bytes(), Crs::tm3(105.75), &BOXES);
    chosen.assert_near(105.68, 21.09, 0.01);
    assert!(!chosen.report.has_findings(), "{:?}", chosen.report.findings);
    assert_eq!(read_text(text.as_bytes(), None, &BOXES).findings("wrong_meridian").len(), 1, "a guess may be wrong too");
}

#[test]
fn six_degree_zones_are_read_where_somebody_says_so() {
    read("vn2000_utm.csv", Some(Crs::UTM_48N)).assert_near(105.68, 21.09, 0.01);
    // In the 3° zone of the same meridian the point lies 700 m north.
    let guessed = read("vn2000_utm.csv", None);
    let metres = guessed.taken[0].placement.point.unwrap().metres_to(GeoPoint { lon: 105.68, lat: 21.09 });
    assert!((650.0..750.0).contains(&metres), "{metres}");
    let degrees = "name,kind,sector,province,lon,lat\nVườn mẫu,model,crop,Thành phố Hà Nội,105.6781161,21.0909838\n";
    read_text(degrees.as_bytes(), Some(Crs::VN2000), &BOXES).assert_near(105.68, 21.09, 0.05);
}

#[test]
fn degrees_are_read_in_every_notation() {
    let reading = read("degrees_minutes_seconds.csv", None);
    assert_eq!(reading.refusals(), [(9, "Kinh độ", "105°61'"), (10, "Kinh độ", "105°40'48\"N")]);
    assert_eq!(reading.taken.len(), 7);
    reading.assert_near(105.68, 21.09, 0.01);
    assert_eq!(reading.findings("exchanged_axes").len(), 1, "letters tell which is which");
}

#[test]
fn both_coordinates_may_stand_in_one_cell() {
    let reading = read("coordinates_in_one_cell.csv", None);
    assert_eq!(reading.refusals(), [(8, "Tọa độ", "21.09"), (9, "Tọa độ", "48.86, 2.35")]);
    let (placed, unplaced): (Vec<_>, Vec<_>) =
        reading.taken.iter().partition(|facts| facts.placement.accuracy == Some(PositionAccuracy::Reported));
    assert_eq!((placed.len(), unplaced.len()), (5, 1));
    for facts in placed {
        assert!(facts.placement.point.unwrap().metres_to(GeoPoint { lon: 105.68, lat: 21.09 }) < 0.01, "{}", facts.name);
    }
    // A column that describes the place in words is none of coordinates.
    let text = "name,kind,sector,province,Vị trí\nVườn mẫu,model,crop,Thành phố Hà Nội,cạnh đình làng\n";
    let described = read_text(text.as_bytes(), None, &BOXES);
    assert_eq!((described.taken.len(), described.report.unknown_columns), (1, vec!["Vị trí".to_owned()]));
}

#[test]
fn what_is_no_coordinate_is_refused_with_the_value_as_it_was() {
    let reading = read("coordinates_that_are_none.csv", None);
    assert_eq!(
        reading.refusals(),
        [
            (2, "x", "chưa đo"),
            (4, "x", "NaN"),
            (5, "x", "inf"),
            (6, "x", "0"),
            (7, "x", "99999999"),
            (8, "x", ""),
            (9, "x", "2.333E6"),
            (10, "x", "-2333067.099"),
        ]
    );
    assert_eq!(reading.taken.len(), 1);
    assert!(reading.findings("outside_vietnam").iter().any(|finding| finding.message.vi.contains("Hãy để trống")));
}

#[test]
fn a_point_outside_its_commune_is_told_with_the_distance_and_the_other_commune() {
    let head = "name,kind,sector,province,district,commune,lon,lat\n";
    let at = |lon: f64, lat: f64| {
        let row = format!("{head}Vườn mẫu,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,{lon},{lat}\n");
        let findings = read_text(row.as_bytes(), None, &BOXES).report.findings;
        findings.into_iter().map(|found| found.finding).collect::<Vec<Finding>>()
    };
    assert_eq!(at(105.68, 21.09), []);
    let [elsewhere] = &at(105.70, 20.90)[..] else { panic!() };
    assert_eq!((elsewhere.code.code(), elsewhere.severity.code()), ("outside_declared_unit", "warning"));
    for words in ["16,6 km", "ranh giới chính thức", "thuộc Phường Chương Mỹ, Thành phố Hà Nội"] {
        assert!(elsewhere.message.vi.contains(words), "{words}: {}", elsewhere.message.vi);
    }
    let [sea] = &at(107.5, 20.0)[..] else { panic!() };
    assert_eq!(sea.code.code(), "at_sea");
    assert!(at(105.7005, 21.09).is_empty(), "a few steps over the border are none");
}

#[test]
fn the_same_site_under_another_name_is_suspected() {
    let text = "name,kind,sector,province,district,commune,lon,lat
HTX Hoa Lan Mẫu,cooperative,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.68,21.09
Hợp tác xã nông nghiệp hoa lan Mẫu,cooperative,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.683,21.09
Hợp tác xã hoa lan Mẫu,cooperative,crop,Thành phố Hà Nội,Huyện Chương Mỹ,Thị trấn Chúc Sơn,105.70,20.90
Hợp tác xã rau Khác,cooperative,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.6801,21.09
";
    let reading = read_text(text.as_bytes(), None, &BOXES);
    let [duplicate] = &reading.findings("probable_duplicate")[..] else { panic!("{:?}", reading.report.findings) };
    assert_eq!((duplicate.row, duplicate.column.as_deref()), (Some(3), Some("name")));
    assert!(duplicate.message.vi.contains("dòng 2 “HTX Hoa Lan Mẫu”") && duplicate.message.vi.contains("312 m"), "{duplicate:?}");
}

#[test]
fn two_positions_that_differ_are_told() {
    let text = "name,kind,sector,province,lon,lat,x,y,epsg
Vườn mẫu Một,model,crop,Thành phố Hà Nội,105.68,21.09,2333067.099,570455.375,5897
Vườn mẫu Hai,model,crop,Thành phố Hà Nội,105.68,21.09,2333077.099,570455.375,5897
";
    let reading = read_text(text.as_bytes(), None, &GEOGRAPHY.with_shapes(Arc::new(Shapes::new([], |_| false))));
    let [conflict] = &reading.findings("conflicting_coordinates")[..] else { panic!("{:?}", reading.report.findings) };
    assert_eq!((conflict.row, conflict.column.as_deref(), conflict.value.as_deref()), (Some(3), Some("x"), Some("2333077.099")));
    assert!(reading.taken.iter().all(|facts| facts.placement.point == GeoPoint::new(105.68, 21.09)));
}

#[test]
fn the_flags_are_checked_before_anything_is_read() {
    let path = fixture("vn2000_utm.csv");
    for (arguments, words) in [
        (["check", &path, "--meridian", "105.2"], "105°45′"),
        (["check", &path, "--crs", "EPSG:6957"], "EPSG:5897"),
        (["import", &path, "--crs", "utm"], "EPSG:3405"),
    ] {
        let outcome = run(command(&arguments));
        assert_eq!(outcome.code, Some(2), "{outcome:?}");
        assert!(outcome.err.contains(words), "{}", outcome.err);
    }
    let chosen = run(command(&["check", &path, "--crs", "EPSG:3405", "--json"]));
    assert_eq!(chosen.counts(), [1, 0, 0, 0], "{chosen:?}");
    assert!(chosen.report()["findings"][0]["message"]["vi"].as_str().unwrap().contains("EPSG:3405"));
}

/// Plane coordinates that an export wrote bring the recorded point back, even where longitude and latitude were deleted.
pub fn an_export_without_degrees_changes_nothing(database: &Database) {
    let text = "name,kind,sector,province,district,commune,lon,lat
Vườn mẫu Đo Đạc,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,105.6801234567,21.0912345678
";
    let path = database.write("đo.csv", text);
    assert_eq!(database.run(&["import", &path, "--json"]).counts(), [1, 0, 0, 0]);
    let zone = Crs::tm3(105.0).unwrap().of_wgs84(GeoPoint { lon: 105.680_123_456_7, lat: 21.091_234_567_8 }).unwrap();
    let row = format!("{:.3},{:.3},105,5897", zone.north, zone.east);
    let text = text.replace("lon,lat", "vn2000_x_north,vn2000_y_east,vn2000_meridian,vn2000_epsg");
    let path = database.write("phẳng.csv", text.replace("105.6801234567,21.0912345678", &row));
    assert_eq!(database.run(&["import", &path, "--json"]).counts(), [0, 0, 1, 0]);
}
