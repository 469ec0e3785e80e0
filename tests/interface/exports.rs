//! Downloads: exactly what is filtered, with the filter, date, count and licence in the file.
use crate::support::{content_type, get, json};

#[tokio::test]
async fn geojson_has_every_match_and_says_what_it_is() {
    let answer = get("/api/collections/sites/export.geojson?region=2024-277&sector=crop&lang=en").await;
    assert_eq!(content_type(&answer), "application/geo+json");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"agriatlas-sites-"));
    let file = answer.json();
    let matched =
        json("/api/collections/sites/items?limit=1&region=2024-277&sector=crop").await["numberMatched"].as_u64().unwrap();
    assert!(matched > 0);
    assert_eq!(file["features"].as_array().unwrap().len() as u64, matched);
    assert_eq!(file["export"]["count"], matched);
    assert_eq!(file["export"]["filter"], "Region: Huyện Chương Mỹ (former) → 7 communes; Sector: Crop");
    assert!(file["export"]["licence"].as_str().unwrap().contains("CC BY 4.0"));
    assert!(file["export"]["date"].as_str().unwrap().starts_with("20"));
}

#[tokio::test]
async fn everything_can_be_downloaded_at_once() {
    let file = get("/api/collections/sites/export.geojson").await.json();
    assert_eq!(file["features"].as_array().unwrap().len(), 249);
    let page = json("/api/collections/sites/items?limit=10000").await;
    assert_eq!(file["features"], page["features"], "the same features as in the list");
    let empty = get("/api/collections/sites/export.geojson?region=79").await.json();
    assert_eq!(empty["features"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn csv_opens_in_excel_and_says_what_it_is() {
    let answer = get("/api/collections/sites/export.csv?sector=fisheries&sortby=name").await;
    assert_eq!(content_type(&answer), "text/csv; charset=utf-8");
    let text = answer.text();
    assert!(text.starts_with("\u{feff}Mã,Tên,Loại hình"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let note = reader.headers().unwrap().iter().position(|title| title == "Ghi chú xuất tệp").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 32);
    assert!(
        rows[0][note].contains("Lĩnh vực: Thủy sản") && rows[0][note].contains("32 điểm") && rows[0][note].contains("CC BY 4.0")
    );
    assert!(rows[1..].iter().all(|row| row[note].is_empty()));
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let mut sites = crate::support::starter_sites();
    sites.truncate(1);
    sites[0].facts.name = "=HYPERLINK(\"http://x\")".to_owned();
    let state = agriatlas::http::SharedState::new("http://localhost".parse().unwrap());
    state.publish(std::sync::Arc::new(crate::support::snapshot_of(sites)));
    let app = agriatlas::http::build_router(state);
    let answer = crate::support::send(app, "GET", "/api/collections/sites/export.csv?lang=en", &[]).await;
    assert!(answer.text().contains(",\"'=HYPERLINK"), "{}", answer.text());
}
