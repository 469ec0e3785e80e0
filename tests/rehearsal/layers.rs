//! Layers of GIS programs: the place of a feature reaches the engine with its coordinate system.
use agriatlas::ingest::rehearsal::RehearsedOutcome::Created;

use crate::rehearsed;

fn collection(crs: &str, features: &[&str]) -> Vec<u8> {
    format!(r#"{{"type": "FeatureCollection"{crs}, "features": [{}]}}"#, features.join(",")).into_bytes()
}

#[test]
fn a_layer_of_an_office_becomes_sites_at_their_points() {
    let plane = r#", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5897"}}"#;
    let feature = |name: &str, geometry: &str| {
        format!(
            r#"{{"type": "Feature", "geometry": {geometry}, "properties":
                {{"ten_mo_hinh": "{name}", "linh_vuc": "Trồng trọt", "xa": "Xã Đan Phượng", "huyen": "Đan Phượng", "tinh": "Hà Nội", "dien_tich_ha": 1.5}}}}"#
        )
    };
    let degrees = [
        feature("Mô hình hoa lan", r#"{"type": "Point", "coordinates": [105.68, 21.09]}"#),
        feature("Mô hình rau sạch", "null"),
        feature("Mô hình nấm", r#"{"type": "Polygon", "coordinates": [[[105.6,21.0],[105.7,21.0],[105.7,21.1],[105.6,21.0]]]}"#),
    ];
    let degrees: Vec<&str> = degrees.iter().map(String::as_str).collect();
    let read = rehearsed(&collection("", &degrees), &[]);
    assert_eq!(read.outcomes(), [Created, Created, Created], "{:?}", read.rows);
    let points: Vec<_> = read.sites().map(|row| row.facts.as_ref().unwrap().placement.accuracy.unwrap().code()).collect();
    assert_eq!(points, ["reported", "commune", "commune"]);
    let point = read.row(2).facts.as_ref().unwrap().placement.point.unwrap();
    assert_eq!((point.lon, point.lat), (105.68, 21.09));
    assert!(read.row(2).cells.iter().any(|cell| cell.title == "geometry" && cell.raw.contains("105.68")));
    for number in [3, 4] {
        assert!(read.codes(number).contains(&"unusable_geometry"), "{:?}", read.row(number));
    }
    let metres = feature("Mô hình hoa lan", r#"{"type": "Point", "coordinates": [570655.0, 2332376.0]}"#);
    let read = rehearsed(&collection(plane, &[&metres]), &[]);
    let point = read.row(2).facts.as_ref().unwrap().placement.point.unwrap();
    assert!((point.lon - 105.68).abs() < 0.01 && (point.lat - 21.09).abs() < 0.01, "{point:?}");
    assert!(read.summary.notices.iter().any(|finding| finding.code.code() == "system_used"));
}
