//! Who may change what: every role inside and outside its region, and what is not granted is refused or not there.
use axum::http::StatusCode;
use serde_json::json;

use crate::office::Office;

/// A co-operative in Huyện Chương Mỹ, Hà Nội.
const INSIDE: &str = "/api/collections/sites/items/c-00021";

#[tokio::test]
async fn each_role_takes_a_change_as_far_as_it_may() {
    let office = Office::open().await;
    let outside = site_of(&office, "2024-02").await;
    let (inside_tag, outside_path) = (tag(&office, "c-00021").await, format!("/api/collections/sites/items/{outside}"));
    let outside_tag = tag(&office, &outside).await;
    for (who, path, tag, wished, expected) in [
        ("", INSIDE, &inside_tag, "", 401),
        ("xem", INSIDE, &inside_tag, "", 403),
        ("hoa", INSIDE, &inside_tag, "", 202),
        ("hoa", INSIDE, &inside_tag, "state=published", 403),
        ("lan", INSIDE, &inside_tag, "", 202),
        ("lan", INSIDE, &inside_tag, "state=draft", 202),
        ("lan", INSIDE, &inside_tag, "state=published", 403),
        ("lan", &outside_path, &outside_tag, "", 403),
        ("minh", &outside_path, &outside_tag, "", 403),
        ("tuan", INSIDE, &inside_tag, "", 403),
        ("tuan", &outside_path, &outside_tag, "", 200),
        ("minh", INSIDE, &inside_tag, "state=in_review", 202),
        ("minh", INSIDE, &inside_tag, "", 200),
    ] {
        let answer = office.patch(who, &format!("{path}?{wished}"), tag, &json!({"properties": {"members": 77}})).await;
        assert_eq!(answer.status.as_u16(), expected, "{who} {path} {wished}: {}", answer.text());
    }
    let states = office.get("quan", "/api/proposals").await.json();
    let told: Vec<(&str, &str)> = states["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|proposal| (proposal["author"].as_str().unwrap(), proposal["state"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("hoa", "draft"), ("lan", "draft"), ("minh", "in_review")]);
}

#[tokio::test]
async fn a_site_moves_to_another_region_only_with_the_right_at_both_places() {
    let office = Office::open().await;
    let moved = json!({"properties": {"address": {"province": "Hà Giang", "district": "Vị Xuyên", "commune": null}}});
    let tag = tag(&office, "c-00021").await;
    assert_eq!(office.patch("minh", &format!("{INSIDE}?state=published"), &tag, &moved).await.status, StatusCode::FORBIDDEN);
    let sent = office.patch("minh", INSIDE, &tag, &moved).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", sent.text());
    let id = Office::proposal(&sent);
    for who in ["minh", "tuan"] {
        assert_eq!(office.get(who, &format!("/api/proposals/{id}")).await.status, StatusCode::OK, "{who}");
        assert_eq!(office.step(who, id, "\"p1\"", &json!({"step": "accept"})).await.status, StatusCode::FORBIDDEN, "{who}");
    }
    let accepted = office.step("quan", id, "\"p1\"", &json!({"step": "accept"})).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text());
    assert!(accepted.json()["moved_m"].as_f64().is_some_and(|metres| metres > 100_000.0), "it is told how far it moved");
    assert_eq!(office.get("", INSIDE).await.json()["properties"]["former_province_id"], "2024-02");
}

#[tokio::test]
async fn drafts_are_seen_by_their_author_and_by_who_keeps_the_region() {
    let office = Office::open().await;
    let farm = json!({"properties": {"name": "Nháp kín", "kind": "model", "sector": "crop", "address": {"province": "Hà Nội", "district": "Chương Mỹ"}}});
    let id = Office::proposal(&office.post("hoa", "/api/collections/sites/items?state=draft", &farm).await);
    let path = format!("/api/proposals/{id}");
    for (who, expected) in [("", 401), ("xem", 403), ("hoa", 200), ("lan", 200), ("minh", 200), ("tuan", 404), ("quan", 200)] {
        assert_eq!(office.get(who, &path).await.status.as_u16(), expected, "{who}");
    }
    for (who, step, expected) in
        [("tuan", "abandon", 404), ("hoa", "accept", 403), ("lan", "accept", 403), ("hoa", "submit", 200)]
    {
        let answer = office.step(who, id, "\"p1\"", &json!({"step": step})).await;
        assert_eq!(answer.status.as_u16(), expected, "{who} {step}: {}", answer.text());
    }
    for public in ["/api/collections/sites/items?q=nhap%20kin", "/api/suggest?q=nhap%20kin", "/api/changes?since=0"] {
        assert!(!office.get("", public).await.text().contains("Nháp kín"), "{public}");
    }
}

#[tokio::test]
async fn a_role_taken_away_takes_effect_with_the_next_request() {
    let office = Office::open().await;
    let tag = tag(&office, "c-00021").await;
    let change = json!({"properties": {"members": 50}});
    let id = Office::proposal(&office.patch("lan", INSIDE, &tag, &change).await);
    let access = agriatlas::access::Access::new(office.store.clone());
    let officer = agriatlas::domain::Grant::new(agriatlas::domain::Role::Officer, "2024-277".parse().ok()).unwrap();
    assert!(access.revoke(&"lan".parse().unwrap(), officer, "quan").await.unwrap());
    assert_eq!(office.patch("lan", INSIDE, &tag, &change).await.status, StatusCode::FORBIDDEN);
    // What they proposed is not lost: it waits for a reviewer.
    assert_eq!(office.step("minh", id, "\"p1\"", &json!({"step": "accept"})).await.status, StatusCode::OK);
}

async fn site_of(office: &Office, region: &str) -> String {
    let items = office.get("", &format!("/api/collections/sites/items?limit=1&region={region}")).await.json();
    items["features"][0]["id"].as_str().unwrap().to_owned()
}

async fn tag(office: &Office, id: &str) -> String {
    office.get("quan", &format!("/api/records/{id}")).await.header("etag").to_owned()
}
