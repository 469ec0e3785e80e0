//! A change on its way: written, reviewed, published, seen by everybody at once, and told by the history.
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::office::Office;

/// A co-operative in Huyện Chương Mỹ.
const SITE: &str = "/api/collections/sites/items/c-00021";

fn new_farm() -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [105.7012, 20.9031]},
        "properties": {
            "name": "Trại nấm thử nghiệm", "kind": "model", "sector": "crop", "subsector": "mushroom", "technologies": ["greenhouse"],
            "area_ha": 1.234, "position_accuracy": "surveyed", "sources": [{"title": "Báo cáo xã", "url": null, "date": "2026-05"}],
        },
        "reason": "khảo sát tháng 5",
    })
}

#[tokio::test]
async fn an_officer_proposes_a_reviewer_accepts_and_everybody_sees_it() {
    let office = Office::open().await;
    let before = office.get("", "/api/collections/sites/items?limit=1").await.json();
    let sent = office.post("lan", "/api/collections/sites/items", &new_farm()).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
    assert_eq!((sent.json()["outcome"].as_str(), sent.json()["id"].is_null()), (Some("proposed"), true));
    let id = Office::proposal(&sent);
    assert_eq!(sent.header("location"), format!("https://atlas.example.vn/api/proposals/{id}"));
    assert_eq!(sent.header("cache-control"), "no-store");
    // Nothing public moved.
    assert_eq!(office.get("", "/api/collections/sites/items?limit=1").await.json()["revision"], before["revision"]);

    let list = office.get("minh", "/api/proposals?state=in_review&region=2024-277").await.json();
    assert_eq!((list["numberMatched"].as_i64(), list["proposals"][0]["name"].as_str()), (Some(1), Some("Trại nấm thử nghiệm")));
    assert_eq!(list["proposals"][0]["may"], json!(["accept", "return", "rewrite", "abandon"]));
    assert_eq!(office.get("tuan", "/api/proposals").await.json()["numberMatched"], 0);
    assert_eq!(office.get("tuan", &format!("/api/proposals/{id}")).await.status, StatusCode::NOT_FOUND);

    let shown = office.get("minh", &format!("/api/proposals/{id}")).await;
    assert_eq!(shown.header("etag"), "\"p1\"");
    let shown = shown.json();
    assert_eq!(shown["after"]["properties"]["area_ha"], 1.234);
    assert_eq!((shown["before"].is_null(), shown["current"].is_null()), (true, true));
    // The commune was found from the point.
    assert_eq!(shown["after"]["properties"]["address"]["province"], "Thành phố Hà Nội");
    assert!(shown["units"]["commune"].as_str().is_some(), "{}", shown["units"]);

    let returned = office.step("minh", id, "\"p1\"", &json!({"step": "return", "comment": "thiếu năm thành lập"})).await;
    assert_eq!(
        (returned.status, returned.json()["state"].as_str().unwrap_or_default().to_owned()),
        (StatusCode::OK, "returned".into())
    );
    let path = format!("/api/proposals/{id}?state=in_review");
    let written = office.patch("lan", &path, "\"p2\"", &json!({"properties": {"established_year": 2021}})).await;
    assert_eq!(written.status, StatusCode::OK, "{}", written.text());
    let accepted = office.step("minh", id, "\"p3\"", &json!({"step": "accept", "comment": "đã gọi xác nhận"})).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text());
    let site = accepted.json()["site"].as_str().unwrap().to_owned();

    let public = office.get("", &format!("/api/collections/models/items/{site}")).await.json();
    assert_eq!(
        (public["properties"]["established_year"].as_i64(), public["properties"]["area_ha"].as_f64()),
        (Some(2021), Some(1.234))
    );
    assert_eq!(public["geometry"]["coordinates"], json!([105.7012, 20.9031]));
    let history = office.get("minh", &format!("/api/records/{site}/history")).await.json();
    let change = &history["changes"][0];
    let told =
        [&change["author"], &change["reviewer"], &change["reason"], &change["operation"]].map(|value| value.as_str().unwrap());
    assert_eq!(told, ["lan", "minh", "khảo sát tháng 5", "create"]);
    let steps = &office.get("lan", &format!("/api/proposals/{id}")).await.json()["steps"];
    let states: Vec<&str> = steps.as_array().unwrap().iter().map(|step| step["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["in_review", "returned", "in_review", "accepted"]);
}

#[tokio::test]
async fn who_publishes_reads_their_own_write() {
    let office = Office::open().await;
    for number in 0..5 {
        let tag = office.get("minh", "/api/records/c-00021").await.header("etag").to_owned();
        let changed = office.patch("minh", SITE, &tag, &json!({"properties": {"members": 40 + number}})).await;
        assert_eq!(
            (changed.status, changed.json()["outcome"].as_str()),
            (StatusCode::OK, Some("published")),
            "{}",
            changed.text()
        );
        let public = office.get("", SITE).await.json();
        assert_eq!(public["properties"]["members"], 40 + number);
        assert_eq!(changed.header("etag"), office.get("minh", "/api/records/c-00021").await.header("etag"));
    }
}

#[tokio::test]
async fn what_was_read_can_be_sent_back_and_changes_nothing() {
    let office = Office::open().await;
    let items = office.get("", "/api/collections/sites/items?limit=10000").await.json();
    for item in items["features"].as_array().unwrap() {
        let id = item["id"].as_str().unwrap();
        let record = office.get("quan", &format!("/api/records/{id}")).await;
        let tag = record.header("etag").to_owned();
        let path = format!("/api/collections/sites/items/{id}");
        let headers = [("content-type", "application/geo+json"), ("if-match", tag.as_str())];
        let whole = office.send("quan", "PUT", &path, &headers, record.json()["feature"].to_string()).await;
        assert_eq!(
            (whole.status, whole.json()["outcome"].as_str()),
            (StatusCode::OK, Some("unchanged")),
            "{id}: {}",
            whole.text()
        );
        // As QGIS would: the public feature, with everything that was worked out.
        let public = office.get("", &path).await;
        let patched = office.patch("quan", &path, public.header("etag"), &public.json()).await;
        assert_eq!(
            (patched.status, patched.json()["outcome"].as_str()),
            (StatusCode::OK, Some("unchanged")),
            "{id}: {}",
            patched.text()
        );
    }
    assert_eq!(office.store.revision().await.unwrap(), items["revision"].as_i64().unwrap());
}

#[tokio::test]
async fn the_second_of_two_is_told_what_changed_and_loses_nothing() {
    let office = Office::open().await;
    let tag = office.get("lan", "/api/records/c-00021").await.header("etag").to_owned();
    let public_tag = office.get("", SITE).await.header("etag").to_owned();
    assert_eq!(office.patch("minh", SITE, &tag, &json!({"properties": {"members": 41}})).await.status, StatusCode::OK);
    for tag in [tag.as_str(), public_tag.as_str()] {
        let late = office.patch("lan", SITE, tag, &json!({"properties": {"members": 50}})).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let problem = late.json();
        assert_eq!(
            (problem["code"].as_str(), problem["changes"].as_array().map(Vec::len)),
            (Some("precondition_failed"), Some(1))
        );
        assert_eq!(problem["changes"][0], json!({"field": "members", "label": "Số thành viên", "before": 36, "now": 41}));
        let again = format!("\"r{}\"", problem["revision"]);
        let sent = office.patch("lan", SITE, &again, &json!({"properties": {"members": 50}})).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
    }
    // Both times it went into the one open proposal of the officer.
    assert_eq!(office.get("lan", "/api/proposals?mine=true").await.json()["numberMatched"], 1);
    assert_eq!(office.get("lan", "/api/proposals?waiting=0").await.json()["numberMatched"], 1);
    assert_eq!(office.get("lan", "/api/proposals?waiting=1").await.json()["numberMatched"], 0, "it came a moment ago");
}

#[tokio::test]
async fn a_conflict_is_told_field_by_field_and_a_part_can_be_accepted() {
    let office = Office::open().await;
    let tag = office.get("lan", "/api/records/c-00021").await.header("etag").to_owned();
    let wanted = json!({"properties": {"members": 50, "established_year": 2015, "abstract": "Rau hữu cơ"}});
    let id = Office::proposal(&office.patch("lan", SITE, &tag, &wanted).await);
    office.patch("minh", SITE, &tag, &json!({"properties": {"members": 41}})).await;
    let refused = office.step("minh", id, "\"p1\"", &json!({"step": "accept"})).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (StatusCode::CONFLICT, Some("conflict")));
    let conflicts: Vec<Value> =
        refused.json()["changes"].as_array().unwrap().iter().filter(|c| c["conflict"] == true).cloned().collect();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(
        [&conflicts[0]["before"], &conflicts[0]["after"], &conflicts[0]["now"]].map(|value| value.as_i64()),
        [Some(36), Some(50), Some(41)]
    );
    let unknown = office.step("minh", id, "\"p1\"", &json!({"step": "accept", "fields": ["sector"]})).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let accepted = office.step("minh", id, "\"p1\"", &json!({"step": "accept", "fields": ["established_year"]})).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text());
    let public = office.get("", SITE).await.json();
    assert_eq!(
        (public["properties"]["members"].as_i64(), public["properties"]["established_year"].as_i64()),
        (Some(41), Some(2015))
    );
    let twice = office.step("minh", id, "\"p2\"", &json!({"step": "accept"})).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_withdrawn_site_leaves_a_tombstone() {
    let office = Office::open().await;
    let tag = office.get("", SITE).await.header("etag").to_owned();
    let gone =
        office.send("minh", "DELETE", &format!("{SITE}?reason=nh%E1%BA%ADp%20tr%C3%B9ng"), &[("if-match", &tag)], "").await;
    assert_eq!((gone.status, gone.json()["outcome"].as_str()), (StatusCode::OK, Some("published")), "{}", gone.text());
    assert_eq!(office.get("", SITE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.get("hoa", "/api/records/c-00021").await.status, StatusCode::NOT_FOUND);
    let record = office.get("lan", "/api/records/c-00021").await;
    assert_eq!(record.json()["status"], "withdrawn");
    let history = office.get("lan", "/api/records/c-00021/history").await.json();
    let last = history["changes"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["operation"].as_str(), last["reason"].as_str()), (Some("withdraw"), Some("nhập trùng")));
    let changes = office.get("", "/api/changes?since=1").await.json();
    assert_eq!((changes["changes"][0]["operation"].as_str(), changes["changes"][0]["name"].is_null()), (Some("withdraw"), true));
    // A reviewer can bring it back.
    let back = office.patch("minh", SITE, record.header("etag"), &json!({"properties": {"status": "published"}})).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text());
    assert_eq!(office.get("", SITE).await.status, StatusCode::OK);
}
