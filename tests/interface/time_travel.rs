//! A past day: every resource answers as it then would have, links and files say so, and what was withdrawn stays untold.
use agriatlas::domain::Status;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::recorded::{DAYS, Recorded, id, router_over};
use crate::support::{Answer, link, local, send};

/// Every resource that takes `at`, with a query.
const RESOURCES: [&str; 16] = [
    "/api/collections/sites/items?limit=1000",
    "/api/collections/models/items?sector=crop&sortby=name&limit=40",
    "/api/collections/sites/items?filter=area_ha%20%3E%2010&properties=name,area_ha",
    "/api/collections/cooperatives/items/c-00001?crs=EPSG:5897",
    "/api/collections/sites/nearest?lon=105.7&lat=20.9&k=30",
    "/api/collections/sites/facets?by=sector,kind,province,former_district",
    "/api/collections/sites/export.geojson?sortby=id",
    "/api/collections/sites/export.geojsonl?q=rau",
    "/api/collections/sites/tiles?f=json",
    "/api/collections/sites/tiles/WebMercatorQuad?region=01",
    "/api/collections/sites/tiles/WebMercatorQuad/5/14/25",
    "/api/collections/sites/tiles/WebMercatorQuad/12/1805/3249?sector=crop",
    "/api/tiles/models.json",
    "/api/statistics?by=province",
    "/api/statistics?by=technology&sector=crop",
    "/api/statistics/gaps?by=province&max_km=30&sector=livestock",
];

fn at(path: &str, at: &str) -> String {
    format!("{path}{}at={at}", if path.contains('?') { '&' } else { '?' })
}

/// What an answer says beside when it was asked, and where it leads.
fn said(answer: &Answer) -> Value {
    assert!([200, 204].contains(&answer.status.as_u16()), "{}", String::from_utf8_lossy(&answer.body));
    let Ok(mut said) = serde_json::from_slice::<Value>(&answer.body) else {
        // A text of lines has its facts in all but the first, which says what it is; tiles have nothing else.
        let lines = answer
            .body
            .split(|byte| *byte == b'\n')
            .skip(usize::from(answer.body.starts_with(b"{") || answer.body.starts_with(b"\x1e")));
        return json!(lines.map(<[u8]>::to_vec).collect::<Vec<_>>());
    };
    let members = said.as_object_mut().unwrap();
    for asked in ["links", "timeStamp", "at", "filter", "tiles", "tilesets", "export"] {
        members.remove(asked);
    }
    said
}

/// The inventory as a store gave it at a revision, without what is not public any more.
async fn then(atlas: &Recorded, revision: i64) -> axum::Router {
    let now = atlas.store.load().await.unwrap().sites;
    let mut inventory = atlas.store.load_at(revision).await.unwrap();
    inventory.sites.retain(|site| now.iter().any(|one| one.id == site.id && one.facts.status.is_public()));
    router_over(inventory)
}

#[tokio::test]
async fn every_resource_answers_as_it_would_have_that_day() {
    let atlas = Recorded::busy_year().await;
    for (day, revision) in DAYS {
        let router = then(&atlas, revision).await;
        for path in RESOURCES {
            let expected = send(router.clone(), "GET", path, &[]).await;
            let answered = atlas.get(&at(path, day)).await;
            assert_eq!(answered.status, expected.status, "{path} at {day}");
            assert_eq!(said(&answered), said(&expected), "{path} at {day}");
        }
    }
    // The days differ, so that the above says something.
    let sector =
        async |day: &str| atlas.json(&at("/api/collections/sites/items/m-00001", day)).await["properties"]["sector"].clone();
    assert_ne!(sector("2026-03-09").await, sector("2026-03-10").await);
    let status =
        async |day: &str| atlas.json(&at("/api/collections/sites/items/m-00002", day)).await["properties"]["status"].clone();
    assert_eq!((status("2026-04-01").await, status("2026-04-02").await), (json!("published"), json!("closed")));
    let count = async |day: &str| atlas.json(&at("/api/collections/sites/items", day)).await["numberMatched"].clone();
    assert_eq!(
        (count("2026-04-01").await, count("2026-04-02").await),
        (json!(248), json!(249)),
        "a new one, without the withdrawn"
    );
}

#[tokio::test]
async fn a_day_ends_in_vietnam_and_an_instant_is_exact() {
    let atlas = Recorded::busy_year().await;
    atlas.date(2, "2026-03-10T16:59:59.999999Z").await;
    let revision = async |asked: &str| atlas.json(&at("/api/collections/sites/items?limit=1", asked)).await["revision"].clone();
    for (asked, expected) in [
        ("2026-03-09", 1),
        ("2026-03-10", 2),
        ("2026-03-10T16:59:59Z", 1),
        ("2026-03-10T17:00:00Z", 2),
        ("2026-03-11T00:00:00%2B07:00", 2),
        ("2026-05-20T03:00:00Z", 4),
        ("2026-05-20T02:59:59.999999Z", 3),
    ] {
        assert_eq!(revision(asked).await, expected, "{asked}");
    }
    let today = agriatlas::domain::local_time::day_of(jiff::Timestamp::now()).to_string();
    assert_eq!(revision(&today).await, 5, "today is told as far as it has come");
    assert_eq!(revision(&jiff::Timestamp::now().to_string()).await, 5);
}

#[tokio::test]
async fn before_the_first_record_there_is_an_empty_inventory() {
    let atlas = Recorded::busy_year().await;
    for path in RESOURCES.into_iter().filter(|path| !path.contains("c-00001")) {
        let answer = atlas.get(&at(path, "2026-02-28")).await;
        let expected = if path.contains("/5/14/25") || path.contains("/12/1805") { 204 } else { 200 };
        assert_eq!(answer.status.as_u16(), expected, "{path}");
        if let Ok(body) = serde_json::from_slice::<Value>(&answer.body) {
            let matched = body.get("numberMatched").cloned().unwrap_or(json!(0));
            assert_eq!(matched, 0, "{path}: {body}");
        }
    }
    assert_eq!(atlas.get("/api/collections/sites/items/c-00001?at=2026-02-28").await.status, 404);
    let former = atlas.json("/api/statistics?by=province&zeros=true&at=2025-06-30").await;
    assert_eq!((&former["division"], &former["at"]), (&json!("former"), &json!("2025-06-30")));
    assert_eq!((former["rows"].as_array().unwrap().len(), &former["total"]["total"]), (63, &json!(0)));
    let in_old_units = atlas.json("/api/statistics?by=province&division=former&at=2026-03-01").await;
    assert_eq!((&in_old_units["division"], &in_old_units["total"]["total"]), (&json!("former"), &json!(248)));
}

#[tokio::test]
async fn what_is_to_come_or_no_day_is_refused_everywhere() {
    let atlas = Recorded::busy_year().await;
    let today = agriatlas::domain::local_time::day_of(jiff::Timestamp::now());
    for path in RESOURCES.into_iter().chain(["/sites/c-00001"]) {
        let path = format!("{path}{}lang=en&", if path.contains('?') { '&' } else { '?' });
        for (asked, words) in [
            ("2100-01-01", format!("one can ask until {today}")),
            ("2100-01-01T00:00:00Z", "one can ask until 20".to_owned()),
            ("hom+nay", "such as 2025-06-30".to_owned()),
            ("2026-02-30", "such as 2025-06-30".to_owned()),
            ("01/03/2026", "such as 2025-06-30".to_owned()),
        ] {
            let answer = atlas.get(&format!("{path}at={asked}")).await;
            let problem = answer.json();
            assert_eq!(
                (answer.status, &problem["parameter"]),
                (StatusCode::BAD_REQUEST, &json!("at")),
                "{path}{asked}: {problem}"
            );
            assert!(problem["detail"].as_str().unwrap().contains(&words), "{path}{asked}: {problem}");
        }
    }
    for path in ["/api/changes", "/api/vocabularies", "/api/suggest?q=rau", "/api/regions/01"] {
        let refused = atlas.get(&at(path, "2026-03-01")).await;
        assert_eq!(refused.json()["code"], "unknown_parameter", "{path}: not obeyed, so refused");
    }
}

#[tokio::test]
async fn links_files_and_pages_keep_the_day_and_say_it() {
    let atlas = Recorded::busy_year().await;
    let (mut path, mut seen) = (Some(at("/api/collections/sites/items?limit=50", "2026-03-05")), Vec::new());
    while let Some(current) = path {
        let page = atlas.json(&current).await;
        for rel in ["self", "alternate"] {
            assert!(link(&page, rel).unwrap().contains("at=2026-03-05"), "{page}");
        }
        seen.extend(page["features"].as_array().unwrap().iter().map(|feature| feature["id"].as_str().unwrap().to_owned()));
        path = link(&page, "next").map(local);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 248, "every page is of that day");
    let cursor = local(link(&atlas.json("/api/collections/sites/items?limit=50&at=2026-03-05").await, "next").unwrap());
    assert_eq!(atlas.get(&cursor.replace("2026-03-05", "2026-05-20")).await.json()["code"], "cursor_mismatch");

    let tiles = atlas.json("/api/tiles/sites.json?at=2026-03-05").await;
    assert!(tiles["tiles"][0].as_str().unwrap().ends_with("?at=2026-03-05"), "{tiles}");
    assert_eq!(tiles["version"], "1.0.0");
    let item = atlas.json("/api/collections/sites/items/c-00001?at=2026-03-05").await;
    assert!(link(&item, "self").unwrap().ends_with("at=2026-03-05"), "{item}");
    assert!(link(&item, "alternate").unwrap().ends_with("/sites/c-00001?at=2026-03-05"), "{item}");
    let csv = atlas.get("/api/collections/sites/export.csv?at=2026-03-05").await.text();
    assert!(csv.contains("Tất cả các điểm; Tình trạng đến hết ngày 05/03/2026"), "{csv}");
    let kml = atlas.get("/api/collections/sites/export.kml?at=2026-03-10T03:00:00Z&lang=en").await.text();
    assert!(kml.contains("As of 2026-03-10 10:00:00 (UTC+7)"), "{kml}");
    let statistics = atlas.json("/api/statistics?by=sector&at=2026-03-05&lang=en").await;
    assert_eq!(
        (&statistics["filter"], &statistics["at"]),
        (&json!("All sites; As of the end of 2026-03-05"), &json!("2026-03-05"))
    );
    let alternates = statistics["links"].as_array().unwrap();
    assert!(alternates.iter().all(|link| link["href"].as_str().unwrap().contains("at=2026-03-05")), "{statistics}");

    let list = atlas.get("/api/collections/sites/items?f=html&at=2026-03-05").await.text();
    assert!(list.contains("Tình trạng đến hết ngày 05/03/2026"));
    let links: Vec<&str> = list.split("/ban-do/sites/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(links.len() == 100 && links.iter().all(|link| link.ends_with("?at=2026-03-05")), "each site as it was: {links:?}");
    assert!(list.contains("export.xlsx?at=2026-03-05"));
    let page = atlas.get("/sites/m-00001?at=2026-03-05").await.text();
    assert!(page.contains("Tình trạng đến hết ngày 05/03/2026") && !page.contains("Mô hình đổi hướng"), "{page}");

    let tag = |answer: &Answer| answer.header("etag").to_owned();
    let items = "/api/collections/sites/items";
    let [now, then, later] =
        [atlas.get(items).await, atlas.get(&at(items, "2026-03-05")).await, atlas.get(&at(items, "2026-03-06")).await];
    assert!(tag(&now) != tag(&then) && tag(&then) != tag(&later), "{} {}", tag(&then), tag(&later));
    let router = agriatlas::http::build_router(atlas.state.clone());
    let again = send(router, "GET", &at(items, "2026-03-05"), &[("if-none-match", &tag(&then))]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_is_withdrawn_is_no_longer_told_of_any_day() {
    let atlas = Recorded::busy_year().await;
    let has = async |site: &str| {
        let tile = atlas.get("/api/collections/sites/tiles/WebMercatorQuad/14/0/0?at=2026-03-05").await;
        assert!(tile.status.is_success());
        let all = atlas.get("/api/collections/sites/export.geojsonl?at=2026-03-05").await.text();
        all.contains(&format!("\"{site}\""))
    };
    assert!(!has("m-00003").await && has("m-00005").await);
    assert_eq!(atlas.get("/api/collections/sites/items/m-00003?at=2026-03-05").await.status, 404);
    assert_eq!(atlas.get("/sites/m-00003?at=2026-03-05").await.status, 404);
    // A past state that is kept knows of it at once.
    atlas.withdraw("m-00005").await;
    assert!(!has("m-00005").await);
    let back = agriatlas::domain::SiteFacts { status: Status::Published, ..atlas.facts("m-00005").await };
    atlas.write([("m-00005", back)]).await;
    assert!(has("m-00005").await, "and is told again once it is public again");
    assert!(atlas.store.load_at(1).await.unwrap().sites.iter().any(|site| site.id == id("m-00003")), "nothing is forgotten");
}
