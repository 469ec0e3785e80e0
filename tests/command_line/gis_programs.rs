//! The program that QGIS and most other GIS read files with (GDAL) opens every download of the real binary.
use std::path::Path;
use std::process::Command;

use crate::database::Database;
use crate::server::Server;

/// GDAL's word on a file: its layer `sites` or the only one, and not a single warning.
fn ogrinfo(path: &Path, arguments: &[&str]) -> String {
    let output = Command::new("ogrinfo").args(["-ro"]).args(arguments).arg(path).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success() && err.is_empty(), "{}: {err}\n{out}", path.display());
    assert!(!out.contains("Warning") && !out.contains("ERROR"), "{out}");
    out
}

/// Whether GDAL is there; `tests/install.sh gdal` installs it.
fn has_gdal() -> bool {
    let is_there = Command::new("ogrinfo").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: ogrinfo is not installed");
    }
    is_there
}

fn downloaded(server: &Server, database: &Database, extension: &str, query: &str) -> std::path::PathBuf {
    let answer = server.get(&format!("/api/collections/sites/export.{extension}?{query}"));
    assert_eq!(answer.status, 200, "{extension}: {}", String::from_utf8_lossy(&answer.body));
    let path = database.folder.path().join(format!("tải về.{extension}"));
    std::fs::write(&path, &answer.body).unwrap();
    path
}

/// `Feature Count: …` of every layer, added up.
fn feature_count(summary: &str) -> u64 {
    summary.lines().filter_map(|line| line.strip_prefix("Feature Count: ")).map(|count| count.parse::<u64>().unwrap()).sum()
}

#[test]
fn gdal_reads_every_format_with_all_its_sites_and_types() {
    if !has_gdal() {
        return;
    }
    let database = Database::sqlite();
    let server = Server::start(&database);
    let everything = server.number_matched();
    for (extension, layers, types) in [
        (
            "geojson",
            "",
            &["area_ha: Real", "herd_size: Integer", "commune_is_certain: Integer(Boolean)", "updated_at: DateTime"][..],
        ),
        ("geojsonl", "", &["area_ha: Real", "herd_size: Integer", "updated_at: DateTime"]),
        ("kml", "", &["Name: String", "area_ha: Real", "established_year: Integer"]),
        ("gpx", "waypoints", &["name: String", "sym: String"]),
        ("fgb", "", &["area_ha: Real", "members: Integer64", "commune_is_certain: Integer(Boolean)", "updated_at: DateTime"]),
        (
            "gpkg",
            "sites",
            &[
                "area_ha: Real",
                "members: Integer64",
                "commune_is_certain: Integer(Boolean)",
                "verified_on: Date ",
                "updated_at: DateTime",
            ],
        ),
    ] {
        for query in ["", "sector=livestock&lang=en"] {
            let path = downloaded(&server, &database, extension, query);
            let arguments: &[&str] =
                if extension == "kml" || extension == "gpx" { &["-so", "-al"] } else { &["-so", "-al", "-noextent"] };
            let summary = ogrinfo(&path, arguments);
            let counted = match layers {
                "" => feature_count(&summary),
                layer => {
                    let of_layer = summary.split("Layer name: ").find(|part| part.lines().next() == Some(layer));
                    feature_count(
                        of_layer.unwrap_or_else(|| panic!("{extension}: {summary}")).split("Layer name: ").next().unwrap(),
                    )
                }
            };
            let matched =
                server.get(&format!("/api/collections/sites/items?limit=1&{query}")).json()["numberMatched"].as_u64().unwrap();
            assert_eq!(counted, matched, "{extension} {query}: {summary}");
            assert!(matched <= everything && (extension == "kml" || summary.contains("Point")), "{extension}: {summary}");
            for wanted in types {
                assert!(summary.contains(wanted), "{extension}: {wanted}: {summary}");
            }
        }
    }
}

#[test]
fn gdal_knows_every_coordinate_system_of_ours() {
    if !has_gdal() {
        return;
    }
    let database = Database::sqlite();
    let server = Server::start(&database);
    for crs in agriatlas::geography::Crs::ALL {
        let code = crs.epsg().unwrap_or(4326);
        let query = format!("region=2024-277&properties=name&crs={crs}");
        let projected = ["gpkg", "fgb", "geojson"];
        let formats = if crs.is_degrees() { &projected[..2] } else { &projected[..] };
        for extension in formats {
            let path = downloaded(&server, &database, extension, &query);
            let summary = ogrinfo(&path, &["-so", "-al"]);
            assert!(summary.contains(&format!("ID[\"EPSG\",{code}]]")), "{extension} {crs}: {summary}");
        }
        // The definition itself, without its code, is the same system to PROJ.
        let compared = Command::new("gdalsrsinfo").args(["-o", "proj4"]).arg(crs.well_known_text()).output().unwrap();
        let official = Command::new("gdalsrsinfo").args(["-o", "proj4"]).arg(format!("EPSG:{code}")).output().unwrap();
        assert_eq!(String::from_utf8(compared.stdout).unwrap(), String::from_utf8(official.stdout).unwrap(), "{crs}");
    }
}

#[test]
fn a_point_comes_back_to_its_degrees_through_gdal() {
    if !has_gdal() {
        return;
    }
    let database = Database::sqlite();
    let server = Server::start(&database);
    let items = server.get("/api/collections/sites/items?limit=1&sortby=id").json();
    let [lon, lat] = [0, 1].map(|axis| items["features"][0]["geometry"]["coordinates"][axis].as_f64().unwrap());
    let id = items["features"][0]["id"].as_str().unwrap();
    let path = downloaded(&server, &database, "gpkg", "crs=EPSG:3857");
    let back = database.folder.path().join("lại.csv");
    let status = Command::new("ogr2ogr")
        .args(["-f", "CSV", "-lco", "GEOMETRY=AS_XY", "-t_srs", "EPSG:4326", "-where", &format!("id = '{id}'")])
        .args([&back, &path])
        .arg("sites")
        .status()
        .unwrap();
    assert!(status.success());
    let text = std::fs::read_to_string(&back).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let record = reader.records().next().unwrap().unwrap();
    let [x, y] = [0, 1].map(|column| record[column].parse::<f64>().unwrap());
    assert!((x - lon).abs() < 2e-6 && (y - lat).abs() < 2e-6, "{x} {y}, {lon} {lat}");
}

#[test]
fn a_geopackage_tells_gdal_what_it_is_and_can_be_edited() {
    if !has_gdal() {
        return;
    }
    let database = Database::sqlite();
    let server = Server::start(&database);
    let path = downloaded(&server, &database, "gpkg", "lang=en");
    let summary = ogrinfo(&path, &["-so", "-al"]);
    assert!(summary.contains("Layer name: layer_styles") && summary.contains("CC BY 4.0"), "{summary}");
    assert!(summary.contains("FID Column = fid") && summary.contains("Geometry Column = geom"), "{summary}");
    // The triggers of the spatial index hold while GDAL changes features.
    for statement in ["UPDATE sites SET name = 'Khác' WHERE fid = 1", "DELETE FROM sites WHERE fid = 2"] {
        let output = Command::new("ogrinfo").arg(&path).args(["-q", "-sql", statement]).output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(ogrinfo(&path, &["-so", "-al"]).contains("Feature Count: 248"));
}
