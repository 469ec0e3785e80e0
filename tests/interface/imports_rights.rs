//! Who may know of an import and do what with it: every route, an open import and a committed one.
use axum::http::StatusCode;
use serde_json::json;

use crate::imports_support::{Walk, table, upload};
use crate::office::Office;

/// Every route of imports.
pub const IMPORTS: &[(&str, &str)] = &[
    ("GET", "/api/imports"),
    ("POST", "/api/imports"),
    ("GET", "/api/imports/template"),
    ("GET", "/api/imports/{id}"),
    ("PATCH", "/api/imports/{id}"),
    ("DELETE", "/api/imports/{id}"),
    ("GET", "/api/imports/{id}/progress"),
    ("POST", "/api/imports/{id}/cancel"),
    ("POST", "/api/imports/{id}/rehearse"),
    ("GET", "/api/imports/{id}/rows"),
    ("GET", "/api/imports/{id}/rows.geojson"),
    ("GET", "/api/imports/{id}/report"),
    ("GET", "/api/imports/{id}/marked"),
    ("GET", "/api/imports/{id}/file"),
    ("POST", "/api/imports/{id}/commit"),
    ("POST", "/api/imports/{id}/accept"),
    ("GET", "/api/imports/{id}/undo"),
    ("POST", "/api/imports/{id}/undo"),
];

/// Nobody, a viewer, the author (an extension worker), an officer of another district, the officer it is shared with, a reviewer
/// of Hà Nội, where the sites are, one of Hà Giang, an administrator.
const WHO: [&str; 8] = ["", "xem", "hoa", "lan", "nga", "minh", "tuan", "quan"];

/// A route below the import, and the status each one gets. A step names a version that never was: who may take it gets 412.
type Row = (&'static str, &'static str, [u16; 8]);

const OPEN: &[Row] = &[
    ("GET", "", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("GET", "/progress", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("GET", "/rows", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("GET", "/rows.geojson", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("GET", "/report", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("GET", "/marked", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("GET", "/file", [401, 403, 200, 404, 200, 404, 404, 200]),
    ("PATCH", "", [401, 403, 412, 404, 412, 404, 404, 412]),
    ("DELETE", "", [401, 403, 412, 404, 403, 404, 404, 412]),
    ("POST", "/commit", [401, 403, 412, 404, 412, 404, 404, 412]),
    ("POST", "/accept", [401, 403, 412, 404, 412, 404, 404, 412]),
    ("GET", "/undo", [401, 403, 409, 404, 409, 404, 404, 409]),
    ("POST", "/undo", [401, 403, 412, 404, 412, 404, 404, 412]),
];

/// What was committed is seen by who reviews where its sites are, who changes nothing but accepts and takes back.
const COMMITTED: &[Row] = &[
    ("GET", "", [401, 403, 200, 404, 200, 200, 404, 200]),
    ("GET", "/rows", [401, 403, 200, 404, 200, 200, 404, 200]),
    ("GET", "/file", [401, 403, 200, 404, 200, 200, 404, 200]),
    ("PATCH", "", [401, 403, 412, 404, 412, 403, 404, 412]),
    ("DELETE", "", [401, 403, 412, 404, 403, 403, 404, 412]),
    ("POST", "/commit", [401, 403, 412, 404, 412, 403, 404, 412]),
    ("POST", "/accept", [401, 403, 412, 404, 412, 412, 404, 412]),
    ("GET", "/undo", [401, 403, 200, 404, 200, 200, 404, 200]),
    ("POST", "/undo", [401, 403, 412, 404, 412, 412, 404, 412]),
];

async fn hold(walk: &Walk<'_>, table: &[Row]) {
    let mut wrong = Vec::new();
    for (method, rest, expected) in table {
        let mut got = [0; 8];
        for (column, who) in WHO.iter().enumerate() {
            let headers = [("content-type", "application/json"), ("if-match", "\"i999\"")];
            let body = if *method == "GET" || *method == "DELETE" { String::new() } else { json!({}).to_string() };
            got[column] = walk.office.send(who, method, &walk.path(rest), &headers, body).await.status.as_u16();
        }
        if got != *expected {
            wrong.push(format!("{method} {rest}: {got:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn an_import_is_for_its_author_who_it_is_shared_with_and_once_committed_for_the_reviewers_there() {
    let office = Office::open().await;
    let bytes = table(&[("Vườn mẫu A", "Xã Thọ An", "1,5"), ("Vườn mẫu B", "Xã Thọ Xuân", "2")]);
    let walk = Walk::begin(&office, "hoa", "ds.csv", bytes).await;
    walk.say("hoa", &json!({"share": ["nga"]})).await;
    hold(&walk, OPEN).await;
    let committed = walk.commit("hoa").await;
    assert_eq!((&committed["reach"], &committed["proposals"]["open"]), (&json!("draft"), &json!(2)), "{committed:#}");
    hold(&walk, COMMITTED).await;
    let list = |who| {
        let office = &office;
        async move { office.get(who, "/api/imports").await.json()["numberMatched"].as_i64().unwrap() }
    };
    assert_eq!((list("hoa").await, list("nga").await, list("minh").await, list("quan").await), (1, 1, 1, 1));
    assert_eq!((list("lan").await, list("tuan").await), (0, 0));
    assert_eq!(office.get("nga", "/api/imports?mine=true").await.json()["numberMatched"], 0);
    assert_eq!(office.get("hoa", "/api/imports?mine=true&state=open").await.json()["numberMatched"], 0);
}

#[tokio::test]
async fn rows_outside_the_region_are_refused_and_the_others_go_as_far_as_the_rights() {
    let office = Office::open().await;
    // An officer of Chương Mỹ sends sites of Đan Phượng.
    let bytes = table(&[("Vườn mẫu A", "Xã Thọ An", "1,5")]);
    let walk = Walk::begin(&office, "lan", "ds.csv", bytes).await;
    let import = walk.rehearsed("lan").await;
    assert_eq!((&import["summary"]["refused"], &import["summary"]["created"]), (&json!(1), &json!(0)), "{import:#}");
    let rows = walk.rows("lan", "finding=outside_region").await;
    assert_eq!((rows.len(), &rows[0]["outcome"]), (1, &json!("refused")));
    let may = import["may"].as_array().unwrap();
    assert!(!may.iter().any(|step| step.as_str().unwrap().starts_with("commit")), "{may:?}");
    assert_eq!(walk.step("lan", "/commit", &json!({})).await.status, StatusCode::CONFLICT);
    // The officer of Hà Nội sends the same for review, and may not publish.
    let bytes = table(&[("Vườn mẫu A", "Xã Thọ An", "1,5")]);
    let walk = Walk::begin(&office, "nga", "ds.csv", bytes).await;
    let may = walk.rehearsed("nga").await["may"].clone();
    assert_eq!(may, json!(["change", "share", "discard", "commit_draft", "commit_in_review"]));
    assert_eq!(walk.step("nga", "/commit", &json!({"reach": "published"})).await.status, StatusCode::FORBIDDEN);
    assert_eq!(walk.commit("nga").await["reach"], "in_review");
}

#[tokio::test]
async fn a_viewer_and_nobody_bring_no_files() {
    let office = Office::open().await;
    for (who, status) in [("", StatusCode::UNAUTHORIZED), ("xem", StatusCode::FORBIDDEN)] {
        assert_eq!(upload(&office, who, "ds.csv", table(&[])).await.status, status);
        assert_eq!(office.get(who, "/api/imports").await.status, status);
        assert_eq!(office.get(who, "/api/imports/template?region=01").await.status, status);
    }
}

#[tokio::test]
async fn an_import_is_shared_with_people_that_there_are() {
    let office = Office::open().await;
    let walk = Walk::begin(&office, "hoa", "ds.csv", table(&[("Vườn mẫu A", "Xã Thọ An", "1")])).await;
    for share in [json!(["khong-co-ai"]), json!(["!"])] {
        let tag = walk.tag("hoa").await;
        let answer = office.patch("hoa", &walk.path(""), &tag, &json!({"share": share})).await;
        assert_eq!((answer.status, answer.json()["parameter"].as_str().unwrap()), (StatusCode::BAD_REQUEST, "share"));
    }
    let import = walk.say("hoa", &json!({"share": ["nga", "NGA"]})).await;
    assert_eq!(import["shared_with"], json!(["nga"]));
    // Who it is shared with changes it, but shares it no further.
    let tag = walk.tag("nga").await;
    assert_eq!(office.patch("nga", &walk.path(""), &tag, &json!({"share": []})).await.status, StatusCode::FORBIDDEN);
    let import = walk.say("nga", &json!({"everywhere": [{"fact": "status", "value": "published"}]})).await;
    assert_eq!((&import["actor"], &import["version"]), (&json!("nga"), &json!(3)));
}
