//! What cannot be taken: each mistake named beside its property, nothing written, nothing lost.
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::office::Office;

const ITEMS: &str = "/api/collections/sites/items";
const SITE: &str = "/api/collections/sites/items/c-00021";

fn farm(more: &[(&str, Value)]) -> Value {
    let mut properties = json!({"name": "Trại thử", "kind": "model", "sector": "crop", "address": {"province": "Hà Nội"}});
    for (name, value) in more {
        properties[*name] = value.clone();
    }
    json!({"type": "Feature", "geometry": null, "properties": properties})
}

#[tokio::test]
async fn every_mistake_is_a_finding_beside_its_property() {
    let office = Office::open().await;
    let revision = office.store.revision().await.unwrap();
    for (name, value, property) in [
        ("name", json!(""), "name"),
        ("name", json!("x".repeat(301)), "name"),
        ("kind", json!("farm"), "kind"),
        ("sector", json!(null), "sector"),
        ("subsector", json!("pig"), "subsector"),
        ("technologies", json!(["laser"]), "technologies"),
        ("area_ha", json!(-1), "area_ha"),
        ("area_ha", json!("nhiều"), "area_ha"),
        ("herd_size", json!(1.5), "herd_size"),
        ("members", json!(99_999_999_999_i64), "members"),
        ("established_year", json!(1066), "established_year"),
        ("status", json!("draft"), "status"),
        ("verified_on", json!("30.2.2026"), "verified_on"),
        ("operator_id", json!("c-99999"), "operator_id"),
        ("sources", json!([{"url": "javascript:alert(1)"}]), "sources"),
        ("colour", json!("red"), "colour"),
        ("commune_id", json!("00004"), "commune_id"),
        ("address", json!({"street": "x"}), "address.street"),
    ] {
        let answer = office.post("minh", ITEMS, &farm(&[(name, value.clone())])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}: {}", answer.text());
        let findings = answer.json()["findings"].clone();
        let refused = findings.as_array().unwrap().iter().find(|finding| finding["severity"] == "refused").cloned().unwrap();
        assert_eq!(refused["property"], property, "{name}={value}: {findings}");
        assert!(refused["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
    let english = office.post("minh", &format!("{ITEMS}?lang=en"), &farm(&[("area_ha", json!(-1))])).await.json();
    assert!(english["findings"][0]["message"].as_str().unwrap().contains("number from 0"), "{english}");
    assert_eq!(office.store.revision().await.unwrap(), revision);
}

#[tokio::test]
async fn a_check_tells_the_findings_and_writes_nothing() {
    let office = Office::open().await;
    let far = json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [106.7, 10.8]},
        "properties": {"name": "Trại xa", "kind": "model", "sector": "crop", "address": {"province": "Hà Nội", "district": "Chương Mỹ"}}});
    let checked = office.post("lan", &format!("{ITEMS}?check=true"), &far).await;
    assert_eq!((checked.status, checked.json()["outcome"].as_str()), (StatusCode::OK, Some("checked")));
    let codes: Vec<String> = checked.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect();
    assert!(codes.contains(&"outside_declared_unit".to_owned()), "{codes:?}");
    let wrong = office.post("lan", &format!("{ITEMS}?check=true"), &farm(&[("area_ha", json!("?"))])).await;
    assert_eq!((wrong.status, wrong.json()["findings"][0]["property"].as_str()), (StatusCode::OK, Some("area_ha")));
    assert_eq!(office.get("quan", "/api/proposals").await.json()["numberMatched"], 0);
}

#[tokio::test]
async fn requests_that_cannot_be_taken_say_why() {
    let office = Office::open().await;
    let tag = office.get("minh", "/api/records/c-00021").await.header("etag").to_owned();
    let body = farm(&[]).to_string();
    let json_type = ("content-type", "application/json");
    let large = format!("{{\"reason\": \"{}\"}}", "x".repeat(10 * 1024 * 1024));
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    for (method, path, headers, body, status, code) in [
        ("POST", ITEMS, vec![("content-type", "text/plain")], body.as_str(), 415, "unsupported_media_type"),
        ("POST", ITEMS, vec![json_type], "{", 400, "invalid_body"),
        ("POST", ITEMS, vec![json_type], "[]", 422, "findings"),
        ("POST", ITEMS, vec![json_type], deep.as_str(), 400, "invalid_body"),
        ("POST", ITEMS, vec![json_type], large.as_str(), 413, "body_too_large"),
        ("POST", "/api/collections/sites/items?state=closed", vec![json_type], body.as_str(), 400, "invalid_value"),
        ("POST", "/api/collections/sites/items?check=maybe", vec![json_type], body.as_str(), 400, "invalid_value"),
        ("POST", "/api/collections/sites/items?colour=red", vec![json_type], body.as_str(), 400, "unknown_parameter"),
        ("PATCH", SITE, vec![json_type], "{}", 428, "precondition_required"),
        ("PATCH", SITE, vec![json_type, ("if-match", "\"x\"")], "{}", 412, "precondition_failed"),
        ("PATCH", SITE, vec![json_type, ("if-match", &tag)], "{\"id\": \"c-00022\"}", 422, "findings"),
        ("DELETE", SITE, vec![], "", 428, "precondition_required"),
        ("PATCH", "/api/collections/models/items/c-00021", vec![json_type, ("if-match", &tag)], "{}", 404, "not_found"),
        ("PATCH", "/api/collections/sites/items/c-99999", vec![json_type, ("if-match", &tag)], "{}", 404, "not_found"),
        ("POST", "/api/collections/regions/items", vec![json_type], "{}", 405, "method_not_allowed"),
        ("POST", "/api/proposals/1/steps", vec![json_type, ("if-match", "\"p1\"")], "{\"step\": \"accept\"}", 404, "not_found"),
        ("GET", "/api/proposals?state=accepted", vec![], "", 400, "invalid_value"),
        ("GET", "/api/proposals?region=99", vec![], "", 400, "unknown_region"),
        ("GET", "/api/proposals?waiting=-1", vec![], "", 400, "invalid_value"),
    ] {
        let answer = office.send("minh", method, path, &headers, body.to_owned()).await;
        let shown = (answer.status.as_u16(), answer.json()["code"].as_str().unwrap_or_default().to_owned());
        assert_eq!(shown, (status, code.to_owned()), "{method} {path}: {}", answer.text().chars().take(400).collect::<String>());
    }
}

#[tokio::test]
async fn a_collection_of_one_kind_takes_only_that_kind() {
    let office = Office::open().await;
    let other = office.post("minh", "/api/collections/cooperatives/items", &farm(&[])).await;
    assert_eq!(
        (other.status, other.json()["findings"][0]["property"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("kind"))
    );
    let silent = json!({"properties": {"name": "HTX mới", "sector": "crop", "address": {"province": "Hà Nội"}}});
    let made = office.post("minh", "/api/collections/cooperatives/items", &silent).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert!(made.json()["id"].as_str().unwrap().starts_with("c-"));
    assert!(
        made.header("location")
            .ends_with(&format!("/api/collections/cooperatives/items/{}", made.json()["id"].as_str().unwrap()))
    );
    let same = office.post("minh", "/api/collections/cooperatives/items", &silent).await;
    assert_eq!(
        (same.status, same.json()["findings"][0]["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("duplicate_row"))
    );
}

#[tokio::test]
async fn a_script_in_a_text_stays_a_text() {
    let office = Office::open().await;
    let script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    let made = office.post("minh", ITEMS, &farm(&[("name", json!(script)), ("abstract", json!(script))])).await.json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(office.get("", &format!("{ITEMS}/{id}")).await.json()["properties"]["name"], script);
    let page = office.get("", &format!("/sites/{id}")).await.text();
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
}
