//! Downloads for GIS: GeoPackage and FlatGeobuf, read again with their own libraries.
use agriatlas::geography::{Crs, EastNorth};
use agriatlas::store::{GeoPackageLayer, read_geopackage};
use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, query_scalar};
use tempfile::NamedTempFile;

use crate::export_inputs::{HOSTILE, hostile};
use crate::support::{Answer, get, json};

fn kept(answer: &Answer) -> NamedTempFile {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &answer.body).unwrap();
    file
}

async fn layer(answer: &Answer) -> GeoPackageLayer {
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    read_geopackage(kept(answer).path()).await.unwrap()
}

fn values<'a>(layer: &'a GeoPackageLayer, name: &str) -> Vec<&'a str> {
    layer.rows.iter().flat_map(|(cells, _)| cells.iter().filter(|(key, _)| key == name).map(|(_, text)| text.as_str())).collect()
}

/// The position in the geometry of a GeoPackage, easting first.
fn place(geometry: &[u8]) -> EastNorth {
    let number = |at: usize| f64::from_le_bytes(geometry[at..at + 8].try_into().unwrap());
    assert_eq!(&geometry[..4], b"GP\x00\x01");
    EastNorth { east: number(13), north: number(21) }
}

#[tokio::test]
async fn a_geopackage_has_every_site_with_its_types() {
    let layer = layer(&hostile("export.gpkg?sortby=id").await).await;
    assert_eq!(layer.crs.as_deref(), Some("EPSG:4326"));
    let mut names = values(&layer, "name");
    names.sort_unstable();
    let mut expected = HOSTILE.to_vec();
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(values(&layer, "area_ha"), ["12.345"; 5]);
    assert_eq!(values(&layer, "established_year"), ["2020"; 5]);
    let placed: Vec<_> = layer.rows.iter().filter_map(|(_, geometry)| geometry.as_deref()).map(place).collect();
    assert_eq!(placed, [EastNorth { east: 105.123_456_7, north: 21.0 }; 4], "the fifth has no point and is there all the same");
}

#[tokio::test]
async fn a_geopackage_keeps_filter_order_and_system() {
    let path = "/api/collections/sites/export.gpkg?region=2024-277&sortby=-name&crs=EPSG:5897";
    let answer = get(path).await;
    assert_eq!(answer.header("content-crs"), "<http://www.opengis.net/def/crs/EPSG/0/5897>");
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    let layer = layer(&answer).await;
    assert_eq!(layer.crs.as_deref(), Some("EPSG:5897"));
    let items = json("/api/collections/sites/items?region=2024-277&sortby=-name&crs=EPSG:5897").await;
    let ids: Vec<&str> = items["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap()).collect();
    assert_eq!(values(&layer, "id"), ids);
    let first = place(layer.rows[0].1.as_deref().unwrap());
    let expected = &items["features"][0]["geometry"]["coordinates"];
    assert_eq!([expected[0].as_f64().unwrap(), expected[1].as_f64().unwrap()], [first.east, first.north]);
}

#[tokio::test]
async fn every_system_comes_with_its_definition() {
    for crs in Crs::ALL {
        let answer = get(&format!("/api/collections/sites/export.gpkg?region=2024-277&properties=name&crs={crs}")).await;
        let file = kept(&answer);
        let options = SqliteConnectOptions::new().filename(file.path()).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let definition: String = query_scalar(
            "SELECT definition FROM gpkg_spatial_ref_sys INNER JOIN gpkg_geometry_columns USING (srs_id) WHERE table_name = 'sites'",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap();
        assert_eq!(definition, crs.well_known_text(), "{crs}");
    }
}

#[tokio::test]
async fn a_geopackage_is_one_for_qgis_too() {
    let file = kept(&get("/api/collections/sites/export.gpkg?lang=en&sector=crop").await);
    let options = SqliteConnectOptions::new().filename(file.path()).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    let style: String = query_scalar("SELECT styleQML FROM layer_styles WHERE f_table_name = 'sites' AND useAsDefault")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let style = roxmltree::Document::parse_with_options(
        &style,
        roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() },
    )
    .unwrap()
    .descendants()
    .filter(|node| node.has_tag_name("category"))
    .map(|node| format!("{}: {}", node.attribute("value").unwrap(), node.attribute("label").unwrap()))
    .collect::<Vec<_>>();
    assert_eq!(style, ["crop: Crop", "livestock: Livestock", "fisheries: Fisheries"]);
    let about: String = query_scalar("SELECT description FROM gpkg_contents WHERE table_name = 'sites'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(about.contains("Filter: Sector: Crop") && about.contains("CC BY 4.0"), "{about}");
    let indexed: i64 = query_scalar("SELECT count(*) FROM rtree_sites_geom").fetch_one(&mut connection).await.unwrap();
    let sites: i64 = query_scalar("SELECT count(*) FROM sites WHERE geom IS NOT NULL").fetch_one(&mut connection).await.unwrap();
    assert_eq!(indexed, sites);
    let whole: String = query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
    assert_eq!(whole, "ok");
}

#[tokio::test]
async fn chosen_properties_are_the_only_columns() {
    let layer = layer(&get("/api/collections/sites/export.gpkg?properties=name,area_ha&region=2024-277").await).await;
    let columns: Vec<&str> = layer.rows.iter().flat_map(|(cells, _)| cells.iter().map(|(name, _)| name.as_str())).collect();
    assert!(columns.iter().all(|name| ["fid", "id", "name", "area_ha"].contains(name)), "{columns:?}");
    assert!(columns.contains(&"area_ha"));
}

/// The values of a column of a FlatGeobuf, and how many features it has.
fn column(bytes: &[u8], name: &str) -> Vec<String> {
    let mut features = FgbReader::open(bytes).unwrap().select_all_seq().unwrap();
    let mut found = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        found.push(feature.properties().unwrap().remove(name).unwrap_or_default());
    }
    found
}

#[tokio::test]
async fn a_flatgeobuf_has_every_site_and_an_index_where_all_are_placed() {
    let answer = get("/api/collections/sites/export.fgb?sector=fisheries&lang=en").await;
    assert_eq!(column(&answer.body, "name").len(), 32);
    let reader = FgbReader::open(answer.body.as_slice()).unwrap();
    let header = reader.header();
    assert_eq!((header.features_count(), header.index_node_size()), (32, 16));
    assert!(header.description().unwrap().contains("Sector: Fisheries"));
    assert_eq!(header.crs().unwrap().code(), 4326);
    let odd = hostile("export.fgb").await;
    let mut names = column(&odd.body, "name");
    names.sort_unstable();
    let mut expected = HOSTILE.to_vec();
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(FgbReader::open(odd.body.as_slice()).unwrap().header().index_node_size(), 0);
}

#[tokio::test]
async fn nothing_found_is_a_layer_too() {
    assert!(layer(&get("/api/collections/sites/export.gpkg?region=79").await).await.rows.is_empty());
    assert!(column(&get("/api/collections/sites/export.fgb?region=79").await.body, "name").is_empty());
}

#[tokio::test]
async fn gdal_reads_sites_without_a_point_and_layers_without_sites() {
    if std::process::Command::new("ogrinfo").arg("--version").output().is_err() {
        println!("skipped: ogrinfo is not installed");
        return;
    }
    for extension in ["gpkg", "fgb", "kml", "geojson", "geojsonl"] {
        let odd = hostile(&format!("export.{extension}")).await;
        let none = get(&format!("/api/collections/sites/export.{extension}?region=79")).await;
        for (answer, count) in [(odd, HOSTILE.len()), (none, 0)] {
            // GDAL knows an empty sequence for no layer, and a document without folders for one.
            if count == 0 && ["kml", "geojsonl"].contains(&extension) {
                continue;
            }
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(format!("sites.{extension}"));
            std::fs::write(&path, &answer.body).unwrap();
            let output = std::process::Command::new("ogrinfo").args(["-ro", "-al"]).arg(&path).output().unwrap();
            let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success() && err.is_empty(), "{extension}: {err}");
            let found = out.matches("OGRFeature(").count() - out.matches("OGRFeature(layer_styles)").count();
            assert_eq!(found, count, "{extension}: {out}");
            assert_eq!(out.matches("POINT (105.").count(), count.saturating_sub(1), "{extension}: {out}");
        }
    }
}
