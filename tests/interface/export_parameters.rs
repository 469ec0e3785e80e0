//! What downloads obey and what they refuse: systems, properties, order; `HEAD`, 304, names, lengths, compression.
use agriatlas::geography::Crs;
use axum::http::StatusCode;

use crate::export_inputs::{FORMATS, app_with};
use crate::support::{Answer, GEOGRAPHY, STARTER, content_type, get, get_with, json, router, send, starter_sites};

fn export(file: &str) -> String {
    format!("/api/collections/sites/export.{file}")
}

#[tokio::test]
async fn every_format_has_a_name_a_type_and_a_tag() {
    for (extension, media_type) in FORMATS {
        let answer = get(&export(extension)).await;
        assert_eq!((answer.status, content_type(&answer)), (StatusCode::OK, media_type));
        let name = answer.header("content-disposition");
        assert!(
            name.starts_with("attachment; filename=\"agriatlas-sites-20") && name.ends_with(&format!(".{extension}\"")),
            "{name}"
        );
        let tag = answer.header("etag").to_owned();
        let again = get_with(&export(extension), &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        let head = send(router(), "HEAD", &export(extension), &[]).await;
        assert_eq!((head.status, content_type(&head), head.header("etag")), (StatusCode::OK, media_type, tag.as_str()));
        assert_eq!((head.header("content-length"), head.body.len()), ("", 0), "{extension}: the file is not built");
        assert_eq!(head.header("content-disposition"), name);
    }
}

#[tokio::test]
async fn built_files_tell_their_length_and_a_workbook_is_not_compressed_twice() {
    for extension in ["xlsx", "gpkg", "fgb"] {
        let answer = get(&export(extension)).await;
        assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{extension}");
    }
    let encoding = |answer: &Answer| answer.header("content-encoding").to_owned();
    assert_eq!(encoding(&get_with(&export("xlsx"), &[("accept-encoding", "gzip")]).await), "");
    assert_eq!(encoding(&get_with(&export("gpkg"), &[("accept-encoding", "gzip")]).await), "gzip");
}

#[tokio::test]
async fn an_unknown_file_gets_the_list_of_all() {
    let answer = get("/api/collections/sites/export.shp?lang=en").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(FORMATS.iter().all(|(extension, _)| detail.contains(&format!("export.{extension}"))), "{detail}");
}

#[tokio::test]
async fn what_a_format_cannot_do_is_refused_with_the_reason() {
    for (query, parameter, reason) in [
        ("kml?crs=EPSG:5897", "crs", "WGS 84 by definition"),
        ("gpx?crs=EPSG:4326", "crs", "WGS 84 by definition"),
        ("gpx?properties=name", "properties", "GPX only has"),
        ("fgb?sortby=name", "sortby", "spatial index"),
        ("csv?properties=nonsense", "properties", "Allowed"),
        ("xlsx?crs=EPSG:9999", "crs", "EPSG:5897"),
        ("gpkg?limit=5", "limit", "no parameter"),
    ] {
        let separator = if query.contains('?') { '&' } else { '?' };
        let answer = get(&format!("{}{separator}lang=en", export(query))).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        let problem = answer.json();
        assert_eq!(problem["parameter"], parameter, "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(reason), "{query}: {problem}");
    }
    assert_eq!(get(&export("kml?crs=CRS84")).await.status, StatusCode::OK);
}

/// The header and the rows of a CSV.
fn table(answer: &Answer) -> (Vec<String>, Vec<csv::StringRecord>) {
    let text = answer.text();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let titles = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (titles, reader.records().map(Result::unwrap).collect())
}

#[tokio::test]
async fn csv_takes_properties_and_systems() {
    let (titles, rows) = table(&get(&export("csv?properties=area_ha,former_district&lang=en&sortby=id")).await);
    assert_eq!(titles, ["id", "area_ha", "former_district", "lon", "lat", "export_note"]);
    assert_eq!(rows.len(), 249);
    let (titles, rows) = table(&get(&export("csv?crs=EPSG:5897&lang=en&properties=name")).await);
    assert_eq!(titles, ["id", "name", "lon", "lat", "x_north_m", "y_east_m", "crs", "export_note"]);
    let place: Vec<f64> = rows[0].iter().skip(2).take(4).map(|cell| cell.parse().unwrap()).collect();
    let [lon, lat, north, east] = place[..] else { panic!("{place:?}") };
    let exact = Crs::tm3(105.0).unwrap().of_wgs84(agriatlas::domain::GeoPoint { lon, lat }).unwrap();
    assert!((exact.north - north).abs() < 0.001 && (exact.east - east).abs() < 0.001);
    assert_eq!(&rows[0][6], "EPSG:5897");
}

#[tokio::test]
async fn geojson_takes_systems_in_the_order_of_their_axes() {
    for crs in ["EPSG:5897", "EPSG:4756", "EPSG:3857"] {
        let answer = get(&export(&format!("geojson?region=2024-277&crs={crs}"))).await;
        let code = &crs[5..];
        assert_eq!(answer.header("content-crs"), format!("<http://www.opengis.net/def/crs/EPSG/0/{code}>"));
        let file = answer.json();
        let items = json(&format!("/api/collections/sites/items?region=2024-277&crs={crs}")).await;
        assert_eq!(file["features"], items["features"]);
        assert_eq!(file["export"]["crs"], format!("http://www.opengis.net/def/crs/EPSG/0/{code}"));
        assert_eq!(file["crs"].is_object(), crs != "EPSG:4756", "only where programs expect the order of the axes");
    }
    assert!(get(&export("geojson")).await.json().get("crs").is_none());
}

#[tokio::test]
async fn every_table_with_a_system_is_read_back_to_the_same_points() {
    use agriatlas::domain::Vocabulary;
    use agriatlas::ingest::{RowOutcome, plan_import, read_rows, starter_vocabulary};
    let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
    let known: Vec<_> = starter_sites().into_iter().step_by(10).collect();
    for crs in Crs::ALL {
        let path = format!("/api/collections/sites/export.csv?crs={crs}");
        let file = send(app_with(known.clone()), "GET", &path, &[]).await;
        let (readings, unknown) = read_rows(&file.body, &vocabulary, &GEOGRAPHY).unwrap();
        assert_eq!(unknown, Vec::<String>::new(), "{crs}");
        for row in plan_import(readings, &known, &GEOGRAPHY).rows {
            assert!(matches!(row.outcome, RowOutcome::Unchanged(_)), "{crs}: {:?} {:?}", row.outcome, row.findings);
        }
    }
}

#[tokio::test]
async fn every_format_counts_the_same_sites() {
    for filter in ["sector=livestock", "region=2024-277", "q=htx rau", "region=79"] {
        let filter = filter.replace(' ', "+");
        let matched = json(&format!("/api/collections/sites/items?limit=1&{filter}")).await["numberMatched"].as_u64().unwrap();
        for (extension, mark) in [("kml", "<Placemark "), ("gpx", "<wpt "), ("geojsonl", "\u{1e}")] {
            let text = get(&format!("{}?{filter}", export(extension))).await.text();
            assert_eq!(text.matches(mark).count() as u64, matched, "{extension} {filter}");
        }
        let (_, rows) = table(&get(&format!("{}?{filter}", export("csv"))).await);
        assert_eq!(rows.len() as u64, matched);
    }
    assert_eq!(STARTER.len(), 249);
}
