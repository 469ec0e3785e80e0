//! Downloads of administrative units: as many as `items` matches in every format, with their shapes and what these are.
use agriatlas::store::read_geopackage;
use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use geo::{Area, BoundingRect};
use geojson::{FeatureCollection, GeoJson};
use geozero_area::area_of;

use crate::export_inputs::FORMATS;
use crate::support::{Answer, GEOGRAPHY, content_type, get, json};

const QUERIES: [&str; 6] = [
    "level=province",
    "level=province&at=2025-06-30",
    "level=commune&parent=01&resolution=200",
    "level=district&division=former&parent=2024-01&q=dong",
    "level=province&bbox=105,20,106,21",
    "filter=area_km2%20%3E%20500",
];

async fn export(file: &str) -> Answer {
    let answer = get(&format!("/api/collections/regions/export.{file}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{file}: {}", String::from_utf8_lossy(&answer.body));
    answer
}

/// The identifiers of every unit that `items` lists.
async fn listed(query: &str) -> Vec<String> {
    let items = json(&format!("/api/collections/regions/items?limit=20000&{query}")).await;
    let features = items["features"].as_array().unwrap();
    assert_eq!(items["numberMatched"], features.len());
    features.iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

fn rows(answer: &Answer) -> (Vec<String>, Vec<csv::StringRecord>) {
    let text = answer.text();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let titles = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (titles, reader.records().map(Result::unwrap).collect())
}

/// The identifiers in a download, in the order in which they stand in it.
async fn identifiers(extension: &str, query: &str) -> Vec<String> {
    let answer = export(&format!("{extension}?{query}")).await;
    let between = |text: &str, from: &str, to: char| -> Vec<String> {
        text.split(from).skip(1).map(|rest| rest.split(to).next().unwrap().to_owned()).collect()
    };
    match extension {
        "geojson" => {
            let file = answer.json();
            file["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
        }
        "geojsonl" => between(&answer.text(), "\u{1e}{\"type\":\"Feature\",\"id\":\"", '"'),
        "csv" => rows(&answer).1.iter().map(|row| row[0].to_owned()).collect(),
        "xlsx" => {
            let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(answer.body)).unwrap();
            let sheet = book.worksheet_range_at(0).unwrap().unwrap();
            sheet.rows().skip(1).map(|row| row[0].to_string()).collect()
        }
        "kml" => between(&answer.text(), "<Placemark id=\"u-", '"'),
        "gpkg" => {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &answer.body).unwrap();
            let layer = read_geopackage(file.path()).await.unwrap();
            let id = |cells: &[(String, String)]| cells.iter().find(|(name, _)| name == "id").unwrap().1.clone();
            assert!(layer.rows.iter().all(|(_, geometry)| geometry.is_some()));
            layer.rows.iter().map(|(cells, _)| id(cells)).collect()
        }
        "fgb" => {
            let mut features = FgbReader::open(answer.body.as_slice()).unwrap().select_all_seq().unwrap();
            let mut found = Vec::new();
            while let Some(feature) = features.next().unwrap() {
                found.push(feature.properties().unwrap().remove("id").unwrap());
            }
            found
        }
        _ => panic!("{extension}"),
    }
}

#[tokio::test]
async fn every_format_has_the_units_that_items_lists() {
    for query in QUERIES {
        let mut expected = listed(query).await;
        assert!(!expected.is_empty(), "{query}");
        for (extension, _) in FORMATS.into_iter().filter(|(extension, _)| *extension != "gpx") {
            // A table has no shapes that could be simplified.
            let query =
                if ["csv", "xlsx"].contains(&extension) { query.replace("&resolution=200", "") } else { query.to_owned() };
            let mut found = identifiers(extension, &query).await;
            if extension == "fgb" {
                found.sort_unstable();
                expected.sort_unstable();
            }
            assert_eq!(found, expected, "{extension} {query}");
        }
    }
}

#[tokio::test]
async fn a_layer_has_the_whole_shape_and_nothing_else() {
    let expected: f64 = GEOGRAPHY.shapes().get("01".parse().unwrap()).unwrap().geometry.unsigned_area();
    let file = export("geojson?level=province&q=ha+noi").await;
    let GeoJson::FeatureCollection(FeatureCollection { features, .. }) = file.text().parse().unwrap() else { panic!("no list") };
    let shape: geo::Geometry<f64> = features[0].geometry.clone().unwrap().try_into().unwrap();
    assert!((shape.unsigned_area() - expected).abs() < 1e-5);
    let binary = export("fgb?level=province&q=ha+noi").await;
    assert!((area_of(&binary.body) - expected).abs() < 1e-9);
    let bounds = GEOGRAPHY.shapes().get("01".parse().unwrap()).unwrap().geometry.bounding_rect().unwrap();
    let reader = FgbReader::open(binary.body.as_slice()).unwrap();
    let header = reader.header();
    assert_eq!((header.features_count(), header.index_node_size()), (1, 16));
    let envelope: Vec<f64> = header.envelope().unwrap().iter().collect();
    assert_eq!(envelope, [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]);
    let sizes = ["", "&resolution=2000"].map(|form| format!("geojson?level=province&properties=code{form}"));
    let [full, coarse] = [export(&sizes[0]).await.body.len(), export(&sizes[1]).await.body.len()];
    assert!(coarse < full / 2, "{coarse} {full}");
}

#[tokio::test]
async fn every_file_says_that_its_shapes_are_approximate() {
    let told = "34 boundaries are approximate, made by AgriAtlas, without legal meaning";
    let filter = "Map: of today; Level: provinces";
    for extension in ["csv", "kml", "geojson"] {
        let text = export(&format!("{extension}?level=province&lang=en")).await.text();
        assert!(
            text.contains(told) && text.contains(filter) && text.contains("34 units") | text.contains("\"count\":34"),
            "{extension}"
        );
        assert!(text.contains("CC BY 4.0") && text.contains("administrative units of Vietnam"), "{extension}");
    }
    let head = export("geojson?level=province&lang=en&resolution=500").await.json();
    assert_eq!(head["export"]["notes"][1], "Borders are simplified, off by at most 500 m");
    assert_eq!(head["features"][0]["properties"]["boundary_note"], "approximate boundary");
    let binary = export("fgb?level=province&lang=en").await;
    let reader = FgbReader::open(binary.body.as_slice()).unwrap();
    assert!(reader.header().description().unwrap().contains(told));
    let first = export("geojsonl?level=province").await.text();
    assert!(first.lines().next().unwrap().contains("34 ranh giới là gần đúng"));
}

#[tokio::test]
async fn tables_take_properties_and_systems() {
    let (titles, found) = rows(&export("csv?level=province&lang=en&properties=full_name,predecessors&crs=EPSG:5897").await);
    let columns =
        ["id", "full_name", "predecessor_id", "predecessor", "predecessor_extent", "lon", "lat", "x_north_m", "y_east_m", "crs"];
    assert_eq!(titles[..columns.len()], columns);
    let phu_tho = found.iter().find(|row| &row[1] == "Tỉnh Phú Thọ").unwrap();
    assert_eq!(phu_tho[2].split(" | ").count(), 3);
    assert!(phu_tho[3].contains("Tỉnh Vĩnh Phúc") && phu_tho[4].contains("whole") && &phu_tho[9] == "EPSG:5897");
    let (titles, _) = rows(&export("csv?level=province").await);
    assert_eq!(titles[..3], ["Mã đơn vị", "Tên đầy đủ", "Loại đơn vị"]);
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_with_the_reason() {
    for (query, status, reason) in [
        ("gpx", StatusCode::NOT_FOUND, "GPX holds points and lines only"),
        ("shp", StatusCode::NOT_FOUND, "export.gpkg"),
        ("kml?crs=EPSG:5897", StatusCode::BAD_REQUEST, "WGS 84 by definition"),
        ("csv?resolution=100", StatusCode::BAD_REQUEST, "a table has no borders"),
        ("gpkg?sortby=name", StatusCode::BAD_REQUEST, "no parameter"),
        ("gpkg?limit=5", StatusCode::BAD_REQUEST, "no parameter"),
        ("gpkg?sector=crop", StatusCode::BAD_REQUEST, "no parameter"),
        ("gpkg?properties=area_ha", StatusCode::BAD_REQUEST, "area_km2"),
    ] {
        let separator = if query.contains('?') { '&' } else { '?' };
        let answer = get(&format!("/api/collections/regions/export.{query}{separator}lang=en")).await;
        assert_eq!(answer.status, status, "{query}");
        assert!(answer.text().contains(reason), "{query}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_collection_links_to_every_file() {
    let collection = json("/api/collections/regions").await;
    let links = collection["links"].as_array().unwrap();
    let files: Vec<&str> = links
        .iter()
        .filter(|link| link["rel"] == "enclosure")
        .map(|link| link["href"].as_str().unwrap().rsplit("export.").next().unwrap())
        .collect();
    assert_eq!(files, ["xlsx", "csv", "gpkg", "geojson", "geojsonl", "fgb", "kml"]);
    for (extension, media_type) in FORMATS.into_iter().filter(|(extension, _)| files.contains(extension)) {
        let answer = export(&format!("{extension}?level=province")).await;
        assert_eq!(content_type(&answer), media_type);
        let name = answer.header("content-disposition");
        assert!(name.starts_with("attachment; filename=\"agriatlas-regions-20"), "{name}");
    }
}

/// The area of every feature of a FlatGeobuf, added up.
mod geozero_area {
    use flatgeobuf::geozero::{GeomProcessor, GeozeroGeometry, error::Result};
    use flatgeobuf::{FallibleStreamingIterator, FgbReader};

    /// Twice the signed area of each ring, by the shoelace formula; outer rings run against the clock, holes with it.
    #[derive(Default)]
    struct Shoelace {
        last: Option<(f64, f64)>,
        doubled: f64,
    }

    impl GeomProcessor for Shoelace {
        fn linestring_begin(&mut self, _: bool, _: usize, _: usize) -> Result<()> {
            self.last = None;
            Ok(())
        }

        fn xy(&mut self, x: f64, y: f64, _: usize) -> Result<()> {
            if let Some((before_x, before_y)) = self.last.replace((x, y)) {
                self.doubled += before_x * y - x * before_y;
            }
            Ok(())
        }
    }

    pub fn area_of(bytes: &[u8]) -> f64 {
        let mut sum = Shoelace::default();
        let mut features = FgbReader::open(bytes).unwrap().select_all_seq().unwrap();
        while let Some(feature) = features.next().unwrap() {
            feature.process_geom(&mut sum).unwrap();
        }
        sum.doubled.abs() / 2.0
    }
}
