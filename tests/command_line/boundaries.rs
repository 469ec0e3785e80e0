//! Official boundaries with the binary: what is taken, what is refused with which sentence, and what a server makes of it.
use std::path::Path;

use agriatlas::geography::Crs;
use serde_json::{Value, json};

use crate::boundary_files::*;
use crate::database::{Database, Recorded};
use crate::program::Outcome;
use crate::server::Server;

/// Communes of Hà Nội and Tuyên Quang whose squares do not meet.
const UNITS: [&str; 4] = ["00004", "09784", "00199", "00691"];

fn import(database: &Database, path: &str, more: &[&str]) -> Outcome {
    database.run(&[&["boundaries", "import", path, "--json", "--author", "Sở mẫu"], more].concat())
}

fn status(database: &Database) -> Value {
    database.run(&["boundaries", "status", "--json"]).report()
}

/// Units of a kind with official boundaries.
fn official(status: &Value, division: &str, level: &str) -> u64 {
    let counts = status["counts"].as_array().unwrap();
    let count = counts.iter().find(|count| (&count["division"], &count["level"]) == (&json!(division), &json!(level)));
    count.unwrap()["official"].as_u64().unwrap()
}

fn recorded(revision: i64, batches: i64) -> Recorded {
    Recorded { revision, sites: 249, history: 249, batches }
}

/// A good file is one revision and one batch; a second one adds to it and replaces; `reset` goes back and is recorded too.
pub fn boundaries_are_imported_added_to_and_reset(database: &Database) {
    let path = database.write("xã.geojson", collection(&[unit("00004"), unit("09784")]));
    let rehearsal = import(database, &path, &["--dry-run"]);
    assert_eq!((rehearsal.code, &rehearsal.report()["units"]), (Some(0), &json!(2)), "{rehearsal:?}");
    assert_eq!(database.recorded(), None, "a rehearsal writes nothing");

    let first = import(database, &path, &[]);
    let report = first.report();
    assert_eq!((first.code, &report["is_accepted"], &report["matched_by_code"]), (Some(0), &json!(true), &json!(2)), "{first:?}");
    assert_eq!(database.recorded(), Some(recorded(2, 2)));
    let batch = "SELECT origin || '|' || author || '|' || file_name || '|' || CAST(boundaries AS TEXT) FROM batch WHERE id = 2";
    assert_eq!(database.ask(batch).as_deref(), Some("boundaries|Sở mẫu|xã.geojson|2"));

    let path = database.write("thêm.geojson", collection(&[unit("09784"), unit("00691")]));
    assert_eq!(import(database, &path, &[]).code, Some(0));
    let after = status(database);
    assert_eq!((official(&after, "current", "commune"), official(&after, "current", "province")), (3, 0));
    let files: Vec<_> = after["files"].as_array().unwrap().iter().map(|file| (&file["file"], &file["units"])).collect();
    assert_eq!(files, [(&json!("thêm.geojson"), &json!(2)), (&json!("xã.geojson"), &json!(1))]);

    let reset = database.run(&["boundaries", "reset", "--lang", "en"]);
    assert_eq!(
        (reset.code, reset.out.as_str()),
        (Some(0), "Dropped the official boundaries of 3 units; all are approximate again.\n")
    );
    assert_eq!(database.recorded(), Some(recorded(4, 4)));
    assert_eq!(official(&status(database), "current", "commune"), 0);
    assert_eq!(database.run(&["boundaries", "reset", "--lang", "en"]).out, "No boundaries were imported.\n");
    assert_eq!(database.recorded(), Some(recorded(4, 4)));
}

/// A running server answers by the new boundaries without a restart, and by the old shapes after a reset.
pub fn a_running_server_follows_boundaries(database: &Database) {
    let server = Server::start(database);
    let middle = centre("00004");
    let locate = || server.get(&format!("/api/regions/locate?lon={}&lat={}", middle.lon, middle.lat)).json();
    let before = locate();
    let path = database.write("ba đình.geojson", collection(&[unit("00004")]));
    assert_eq!(import(database, &path, &[]).code, Some(0));
    let waited = |expected: &dyn Fn(&Value) -> bool| {
        let started = std::time::Instant::now();
        loop {
            let answer = locate();
            if expected(&answer) {
                return answer;
            }
            assert!(started.elapsed() < crate::server::PATIENCE, "{answer}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    let after = waited(&|answer| answer["current"]["boundary"] == "official");
    assert_eq!(after["current"]["commune"]["id"], "00004");
    assert_eq!(database.run(&["boundaries", "reset"]).code, Some(0));
    assert_eq!(waited(&|answer| answer["current"] == before["current"])["former"], before["former"]);
}

/// Every format and system that offices have leads to the same units.
#[test]
fn every_format_is_read() {
    let database = Database::sqlite();
    let tm3 = Crs::tm3(105.0).unwrap();
    let units: Vec<Value> = UNITS.iter().map(|id| unit(id)).collect();
    let heights: Vec<Value> = units
        .iter()
        .map(|unit| {
            let mut unit = unit.clone();
            unit["geometry"]["coordinates"][0].as_array_mut().unwrap().iter_mut().for_each(|point| {
                point.as_array_mut().unwrap().push(json!(7.5));
            });
            unit
        })
        .collect();
    let names: Vec<Value> = UNITS
        .iter()
        .map(|id| {
            let province = if *id == "00691" { "Tuyên Quang" } else { "TP Hà Nội" };
            let name = full_name(id).to_uppercase();
            feature(json!({ "TEN_XA": name, "TEN_TINH": province }), polygon(&[square(centre(id), HALF)]))
        })
        .collect();
    let gpkg = database.folder.path().join("xã.gpkg");
    geopackage(&gpkg, &UNITS, 5897, tm3);
    let prj = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]]]";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, collection(&units).as_bytes()).unwrap();
    let files = [
        (database.write("wgs84.geojson", collection(&units)), "GeoJSON", "CRS84"),
        (database.write("bom.json", format!("\u{feff}{}", collection(&units))), "GeoJSON", "CRS84"),
        (database.write("nén.geojson.gz", gzip.finish().unwrap()), "GeoJSON (gzip)", "CRS84"),
        (database.write("heights.geojson", collection(&heights)), "GeoJSON", "CRS84"),
        (database.write("names_only.geojson", collection(&names)), "GeoJSON", "CRS84"),
        (database.write("vn2000_metres.geojson", in_crs(&units, tm3, false)), "GeoJSON", "EPSG:5897"),
        (gpkg.to_str().unwrap().to_owned(), "GeoPackage", "EPSG:5897"),
        (database.write("utf8.zip", shapefile(&UNITS, prj, |text| text.as_bytes().to_vec())), "shapefile (zip)", "CRS84"),
        (database.write("windows_1258.zip", shapefile(&UNITS, "", windows_1258)), "shapefile (zip)", "CRS84"),
    ];
    for (path, format, crs) in files {
        let outcome = import(&database, &path, &["--dry-run"]);
        let report = outcome.report();
        assert_eq!((outcome.code, &report["units"]), (Some(0), &json!(4)), "{path}: {outcome:?}");
        assert_eq!((&report["format"], &report["crs"]), (&json!(format), &json!(crs)), "{path}");
        assert_eq!(report["matched_by_name"] == 4, path.ends_with("names_only.geojson"), "{path}");
        let had_heights = report["notes"].to_string().contains("Heights");
        assert_eq!(had_heights, path.ends_with("heights.geojson") || path.ends_with(".gpkg"), "{path}");
    }
}

/// A file that cannot be read ends with 2 and a sentence that says why, and makes no database.
#[test]
fn what_cannot_be_read_says_why() {
    let database = Database::sqlite();
    let whole = collection(&[unit("00004")]);
    let large = database.folder.path().join("300 MB.geojson");
    std::fs::File::create(&large).unwrap().set_len(300_000_000).unwrap();
    let zeros = vec![0_u8; 520_000_000];
    let bomb = archive(&[("a.shp", &zeros), ("a.dbf", b"x")]);
    drop(zeros);
    let point = feature(json!({ "code": "00004" }), json!({ "type": "Point", "coordinates": [105.8, 21.0] }));
    let mut cut_zip = shapefile(&["00004"], "", windows_1258);
    cut_zip.truncate(cut_zip.len() / 2);
    let gpkg = database.folder.path().join("cut.gpkg");
    geopackage(&gpkg, &["00004"], 4326, Crs::CRS84);
    let mut bytes = std::fs::read(&gpkg).unwrap();
    bytes.truncate(bytes.len() / 2);
    for (path, sentence) in [
        (large.to_str().unwrap().to_owned(), "at most 256 MB"),
        (database.write("bomb.zip", &bomb), "unpacks to more than 512 MB"),
        (database.write("truncated.geojson", &whole[..whole.len() - 30]), "truncated"),
        (database.write("truncated.zip", &cut_zip), "truncated"),
        (database.write("truncated.gpkg", &bytes), "GeoPackage cannot be read"),
        (database.write("empty.geojson", ""), "the file is empty"),
        (database.write("no_features.geojson", collection(&[])), "no features"),
        (database.write("points.geojson", collection(&[point])), "no feature is a polygon; the first one is a Point"),
        (database.write("nan.geojson", whole.replacen("105.8", "NaN", 1)), "NaN"),
        (database.write("feature.geojson", unit("00004").to_string()), "no FeatureCollection"),
        (database.write("null.geojson", r#"{"type":"FeatureCollection","features":null}"#), "has no list of “features”"),
        (database.write("without.geojson", r#"{"type":"FeatureCollection"}"#), "has no list of “features”"),
        (database.write("alone.shp", [0, 0, 0x27, 0x0a, 0, 0]), "put .shp, .dbf, .prj"),
        (database.write("no_dbf.zip", archive(&[("a.shp", b"x")])), "lacks the .dbf"),
        (database.write("two.zip", archive(&[("a.shp", b"x"), ("b.shp", b"x")])), "a.shp, b.shp"),
        (database.write("other.csv", "code,name\n"), "allowed are GeoJSON"),
        (database.folder.path().to_str().unwrap().to_owned(), "directory"),
        ("/nowhere/xa.geojson".to_owned(), "cannot be read"),
    ] {
        let outcome = database.run(&["boundaries", "import", &path, "--lang", "en"]);
        assert_eq!(outcome.code, Some(2), "{path}: {outcome:?}");
        assert!(outcome.err.contains(sentence), "{path}: {outcome:?}");
        let vietnamese = database.run(&["boundaries", "import", &path]);
        assert!(vietnamese.code == Some(2) && vietnamese.err != outcome.err, "{path}: {vietnamese:?}");
    }
    let wrong = database.run(&["boundaries", "import", large.to_str().unwrap(), "--crs", "EPSG:32648", "--lang", "en"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("--crs") && wrong.err.contains("EPSG:5897"), "{wrong:?}");
    assert!(!database.file().exists(), "a file that cannot be read made a database");
}

/// A file in another system is refused as a whole, with features named and the system that would be right.
#[test]
fn a_file_in_another_system_is_refused_with_advice() {
    let database = Database::sqlite();
    let units: Vec<Value> = UNITS.iter().map(|id| unit(id)).collect();
    let (tm3, zone) = (Crs::tm3(105.0).unwrap(), Crs::tm3(105.75).unwrap());
    let unnamed = |text: String| text.replacen("\"crs\"", "\"krs\"", 1);
    for (path, more, advice) in [
        (database.write("metres.geojson", unnamed(in_crs(&units, tm3, false))), vec![], "--crs EPSG:5897"),
        (database.write("wrong_meridian.geojson", in_crs(&units, zone, false)), vec!["--crs", "EPSG:5897"], "--crs EPSG:9210"),
        (database.write("swapped.geojson", unnamed(in_crs(&units, Crs::WGS84, true))), vec![], "axes exchanged"),
        (database.write("swapped_metres.geojson", in_crs(&units, tm3, true)), vec![], "axes exchanged"),
        (
            database.write("unknown.geojson", in_crs(&units, tm3, false).replacen("EPSG::5897", "EPSG::32648", 1)),
            vec![],
            "add --crs EPSG:5897",
        ),
    ] {
        let outcome = import(&database, &path, &more);
        let report = outcome.report();
        let refusal = report["refusal"]["en"].as_str().unwrap_or_default();
        assert!(outcome.code == Some(1) && report["is_accepted"] == false, "{path}: {outcome:?}");
        assert!(refusal.contains(advice), "{path}: {refusal}");
        let forced = import(&database, &path, &[more, vec!["--leave-out-refused"]].concat());
        assert_eq!((forced.code, &forced.report()["is_accepted"]), (Some(1), &json!(false)), "{path}");
    }
    assert_eq!(database.recorded(), Some(recorded(1, 1)));
}

/// Each fault of a feature has its finding; all of the file is refused, or what is left is taken on demand.
#[test]
fn faulty_features_are_named_and_may_be_left_out() {
    let database = Database::sqlite();
    let named =
        |code: &str, name: &str, at: &str| feature(json!({ "code": code, "name": name }), polygon(&[square(centre(at), HALF)]));
    let shape = |id: &str, ring: Vec<[f64; 2]>| feature(json!({ "code": id, "name": full_name(id) }), polygon(&[ring]));
    let moved = |id: &str, by: f64| {
        let middle = centre(id);
        square(agriatlas::domain::GeoPoint { lon: middle.lon + by, ..middle }, HALF)
    };
    let hanoi = ["00199", "09784", "00691"].map(unit);
    for (fault, severity, features) in [
        ("unknown_unit", "unmatched", vec![named("99999", "Xã Không Có", "00004")]),
        ("name_disagrees", "unmatched", vec![named("00004", "Phường Ngọc Hà", "00004")]),
        ("no_unit_named", "unmatched", vec![feature(json!({ "area": 3 }), polygon(&[square(centre("00004"), HALF)]))]),
        ("ambiguous_name", "unmatched", vec![feature(json!({ "name": "Tân Thành" }), polygon(&[square(centre("00004"), HALF)]))]),
        ("far_away", "refused", vec![shape("00004", moved("00004", 1.0))]),
        ("empty_area", "refused", vec![shape("00004", vec![[105.8, 21.0], [105.9, 21.1], [105.8, 21.0]])]),
        ("bad_coordinates", "refused", vec![shape("00004", [moved("00004", 0.0), vec![[105.8, 1e9]]].concat())]),
        (
            "unreadable_geometry",
            "refused",
            vec![feature(
                json!({ "code": "00004" }),
                json!({ "type": "Polygon", "coordinates": [[["105,8", "21"], [105, 21]]] }),
            )],
        ),
        (
            "not_polygon",
            "refused",
            vec![feature(json!({ "code": "00004" }), json!({ "type": "Point", "coordinates": [105.8, 21] }))],
        ),
        ("not_polygon", "refused", vec![feature(json!({ "code": "00004" }), Value::Null)]),
        ("same_unit", "refused", vec![unit("00004"), shape("00004", moved("00004", HALF))]),
        ("overlap", "refused", vec![unit("00004"), shape("00008", moved("00004", HALF))]),
    ] {
        let path = database.write("faulty.geojson", collection(&[hanoi.to_vec(), features.clone()].concat()));
        let outcome = import(&database, &path, &["--dry-run"]);
        let report = outcome.report();
        assert_eq!((outcome.code, &report["is_accepted"]), (Some(1), &json!(false)), "{fault}: {outcome:?}");
        let findings = report["findings"].as_array().unwrap();
        let expected: Vec<_> = (4..4 + features.len()).collect();
        let found: Vec<usize> = findings
            .iter()
            .filter(|finding| finding["code"] == fault && finding["severity"] == severity)
            .map(|finding| usize::try_from(finding["feature"].as_u64().unwrap()).unwrap())
            .collect();
        assert_eq!(found, expected, "{fault}: {outcome:?}");
        let rest = import(&database, &path, &["--dry-run", "--leave-out-refused"]);
        assert_eq!(
            (rest.code, &rest.report()["units"], &rest.report()["is_accepted"]),
            (Some(1), &json!(3), &json!(true)),
            "{fault}"
        );
    }
    let path =
        database.write("overlap.geojson", collection(&[unit("00004"), shape("00008", moved("00004", HALF)), unit("09784")]));
    let text = database.run(&["boundaries", "import", &path, "--lang", "en"]).out;
    assert!(text.contains("feature 1 [Phường Ba Đình (00004)]: refused: overlaps feature 2 [Phường Ngọc Hà (00008)]"), "{text}");
    assert!(text.contains("--leave-out-refused"), "{text}");
    assert_eq!(database.recorded(), Some(recorded(1, 1)), "nothing was taken");
    let path = database.write("overlap_only.geojson", collection(&[unit("00004"), shape("00008", moved("00004", HALF))]));
    assert_eq!(import(&database, &path, &["--leave-out-refused"]).report()["is_accepted"], false, "nothing is left to take");
    let suggestion = database.write("gần.geojson", collection(&[named("99999", "Phường Ba Đình", "00004")]));
    let report = import(&database, &suggestion, &[]).report();
    assert_eq!(report["findings"][0]["suggestions"][0]["id"], "00004", "{report}");
}

/// Shapes that can be repaired are, and the report says how; parts of one unit are joined; holes stay.
#[test]
fn repairs_are_counted_and_holes_stay() {
    let database = Database::sqlite();
    let middle = centre("00004");
    let place = |x: f64, y: f64| [middle.lon + x * HALF, middle.lat + y * HALF];
    let eight = vec![
        place(-1.0, -1.0),
        place(0.0, 0.0),
        place(1.0, 0.0),
        place(1.0, 1.0),
        place(0.0, 1.0),
        place(0.0, 0.0),
        place(-1.0, 0.0),
    ];
    let mut hole = square(centre("09784"), HALF / 2.0);
    hole.reverse();
    let mut outer = square(centre("09784"), HALF);
    outer.reverse();
    let part = |by: f64| {
        let middle = centre("00691");
        let middle = agriatlas::domain::GeoPoint { lon: middle.lon + by, ..middle };
        feature(json!({ "ma_xa": 691, "ten_xa": "Xã" }), polygon(&[square(middle, HALF / 2.0)]))
    };
    let said = |id: &str, rings: &[Vec<[f64; 2]>]| feature(json!({ "code": id, "name": full_name(id) }), polygon(rings));
    let name = full_name("00691");
    let mut parts = [part(-HALF), part(HALF)];
    parts.iter_mut().for_each(|part| part["properties"]["ten_xa"] = json!(name));
    let features = [said("00004", &[eight]), said("09784", &[outer, hole])].into_iter().chain(parts).collect::<Vec<_>>();
    let path = database.write("sửa được.geojson", collection(&features));
    let outcome = import(&database, &path, &[]);
    let report = outcome.report();
    assert_eq!((outcome.code, &report["units"]), (Some(0), &json!(3)), "{outcome:?}");
    let repaired: Vec<&str> =
        report["repaired"].as_array().unwrap().iter().map(|count| count["repair"].as_str().unwrap()).collect();
    for repair in ["unclosed_ring", "self_touching", "ring_order", "joined_parts"] {
        assert!(repaired.contains(&repair), "{repair}: {repaired:?}");
    }
    let server = Server::start(&database);
    let item = |id: &str| server.get(&format!("/api/collections/regions/items/{id}")).json();
    let rings = |id: &str| item(id)["geometry"]["coordinates"].as_array().unwrap().len();
    assert_eq!((item("09784")["geometry"]["type"].as_str(), rings("09784")), (Some("Polygon"), 2), "the hole is there");
    assert_eq!((item("00691")["geometry"]["type"].as_str(), rings("00691")), (Some("MultiPolygon"), 2), "both parts are there");
    assert_eq!(item("00004")["properties"]["boundary"], "official");
}

/// Codes of 2024 are recognised, and the same file is taken as one of the former units.
#[test]
fn a_file_of_2024_is_recognised() {
    let database = Database::sqlite();
    let path = database.write("xã 2024.geojson", collection(&[unit("2024-00004"), unit("2024-00001"), unit("00691")]));
    for more in [&[][..], &["--leave-out-refused"]] {
        let outcome = import(&database, &path, more);
        let report = outcome.report();
        assert_eq!((outcome.code, &report["is_accepted"]), (Some(1), &json!(false)), "{outcome:?}");
        assert!(report["refusal"]["en"].as_str().unwrap().contains("--division former"), "{report}");
        assert!(report["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == "other_division"), "{report}");
    }
    let path = database.write("cũ.geojson", collection(&[unit("2024-00004"), unit("2024-08824")]));
    let outcome = import(&database, &path, &["--division", "former"]);
    assert_eq!((outcome.code, &outcome.report()["units"]), (Some(0), &json!(2)), "{outcome:?}");
    assert_eq!(official(&status(&database), "former", "commune"), 2);
}

/// The report for people is in the asked language and never lets a file draw on the terminal.
#[test]
fn the_report_speaks_both_languages() {
    let database = Database::sqlite();
    let odd = feature(json!({ "code": "99999", "name": "Xã\u{1b}[31m\nlạ" }), polygon(&[square(centre("00004"), HALF)]));
    let path = database.write("lạ.geojson", collection(&[unit("00004"), odd]));
    let vietnamese = database.run(&["boundaries", "import", &path, "--dry-run"]).out;
    for part in ["2 đối tượng: 1 khớp theo mã", "đối tượng 2", "không khớp", "Không thay đổi gì"] {
        assert!(vietnamese.contains(part), "{part}: {vietnamese}");
    }
    assert!(!vietnamese.contains('\u{1b}'), "{vietnamese}");
    let english = database.run(&["boundaries", "import", &path, "--dry-run", "--lang", "en", "--leave-out-refused"]).out;
    for part in ["2 features: 1 matched by code", "feature 2", "Rehearsal: 1 units would get", "Thành phố Hà Nội: 1/126 communes"]
    {
        assert!(english.contains(part), "{part}: {english}");
    }
    assert!(!Path::new(&database.file()).exists());
}
