//! Imports beside each other and beside edits: commits at once, rehearsals ended, followed, and worked out anew.
use std::time::Duration;

use agriatlas::domain::{Batch, BatchOrigin, SiteFacts};
use agriatlas::store::SiteWrite;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::imports_support::{Walk, public_sites, table};
use crate::office::Office;

const TWO: &[(&str, &str, &str)] = &[("Vườn mẫu A", "Xã Thọ An", "1,5"), ("Vườn mẫu B", "Xã Thọ Xuân", "2")];

/// Somebody edits a site that no file speaks of.
async fn edit_another(office: &Office) {
    let site = office.store.load().await.unwrap().sites.swap_remove(0);
    let facts = SiteFacts { members: Some(site.facts.members.unwrap_or(0) + 1), ..site.facts };
    let (batch, revision) = (Batch::new(BatchOrigin::Edit, "test"), office.store.revision().await.unwrap());
    office.store.commit(&batch, revision, vec![SiteWrite::Update { id: site.id, facts }], Vec::new()).await.unwrap();
}

#[tokio::test]
async fn of_two_commits_of_the_same_rows_at_once_one_writes_and_the_other_is_shown_what_became_of_it() {
    let office = Office::open().await;
    let before = public_sites(&office).await;
    let one = Walk::begin(&office, "minh", "một.csv", table(TWO)).await;
    let other = Walk::begin(&office, "minh", "hai.csv", table(TWO)).await;
    let (wish_one, wish_other) = (json!({}), json!({}));
    let (first, second) = tokio::join!(one.step("minh", "/commit", &wish_one), other.step("minh", "/commit", &wish_other));
    let mut statuses = [first.status, second.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT], "{} {}", first.text(), second.text());
    let (late, problem) = if first.status == StatusCode::CONFLICT { (&one, first) } else { (&other, second) };
    assert_eq!(problem.json()["code"], "rehearsal_moved", "{}", problem.text());
    assert_eq!(public_sites(&office).await, before + 2);
    // The new rehearsal is shown: everything is there already.
    let import = late.rehearsed("minh").await;
    assert_eq!((&import["state"], &import["summary"]["unchanged"]), (&json!("open"), &json!(2)), "{import:#}");
    late.commit("minh").await;
    assert_eq!(public_sites(&office).await, before + 2);
}

#[tokio::test]
async fn an_edit_elsewhere_does_not_stand_in_the_way_of_a_commit() {
    let office = Office::open().await;
    let walk = Walk::begin(&office, "minh", "ds.csv", table(TWO)).await;
    edit_another(&office).await;
    let committed = walk.commit("minh").await;
    assert_eq!((&committed["state"], &committed["reach"]), (&json!("committed"), &json!("published")), "{committed:#}");
    assert_eq!(committed["batches"][0]["created"], 2);
    // What was committed stays to be read as it was.
    assert_eq!(committed["summary"]["created"], 2);
    let answer = walk.step("minh", "/commit", &json!({})).await;
    assert_eq!((answer.status, answer.json()["code"].as_str().unwrap()), (StatusCode::CONFLICT, "conflict"));
}

#[tokio::test]
async fn steps_name_the_version_they_saw() {
    let office = Office::open().await;
    let walk = Walk::begin(&office, "minh", "ds.csv", table(TWO)).await;
    let said = json!({"crs": "EPSG:5897"});
    let without = office.send("minh", "PATCH", &walk.path(""), &[("content-type", "application/json")], said.to_string()).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    walk.say("minh", &said).await;
    let late = office.patch("minh", &walk.path(""), "\"i1\"", &json!({"crs": null})).await;
    assert_eq!((late.status, &late.json()["version"]), (StatusCode::PRECONDITION_FAILED, &json!(2)));
    let import = walk.say("minh", &json!({"crs": null})).await;
    assert!(import["settings"]["crs"].is_null(), "{import:#}");
    for (said, member) in [
        (json!({"crs": "HN-72"}), "crs"),
        (json!({"columns": [{"title": "Xã", "meaning": "planet"}]}), "columns"),
        (json!({"sheets": [{"name": "Không có", "is_read": false}]}), "sheets"),
        (json!({"decisions": [{"sheet": "", "row": 2, "decision": "maybe"}]}), "decisions"),
        (json!({"everywhere": [{"fact": "phone", "value": "0"}]}), "everywhere"),
        (json!({"share": ["nga"], "crs": null}), "share"),
    ] {
        let answer = office.patch("minh", &walk.path(""), &walk.tag("minh").await, &said).await;
        assert_eq!((answer.status, answer.json()["parameter"].as_str()), (StatusCode::BAD_REQUEST, Some(member)), "{said}");
    }
    let unknown = office.patch("minh", &walk.path(""), &walk.tag("minh").await, &json!({"colums": []})).await;
    assert_eq!((unknown.status, unknown.json()["code"].as_str()), (StatusCode::BAD_REQUEST, Some("invalid_body")));
    let discarded = office.send("minh", "DELETE", &walk.path(""), &[("if-match", &walk.tag("minh").await)], "").await;
    assert_eq!(discarded.status, StatusCode::NO_CONTENT, "{}", discarded.text());
    assert_eq!(walk.rehearsed("minh").await["state"], "discarded");
    assert_eq!(office.get("minh", &walk.path("/file")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_rehearsal_is_followed_ended_and_begun_anew() {
    let office = Office::open().await;
    let names: Vec<String> = (0..3_000).map(|number| format!("Vườn mẫu {number}")).collect();
    let rows: Vec<(&str, &str, &str)> = names.iter().map(|name| (name.as_str(), "Xã Thọ An", "1,5")).collect();
    let sent = crate::imports_support::upload(&office, "minh", "dài.csv", table(&rows)).await;
    let walk = Walk { office: &office, id: sent.json()["id"].as_i64().unwrap() };
    let early = office.get("minh", &walk.path("/rows")).await;
    assert_eq!((early.status, early.json()["code"].as_str().unwrap()), (StatusCode::CONFLICT, "not_rehearsed"));
    let cancelled = office.send("minh", "POST", &walk.path("/cancel"), &[], "").await;
    assert_eq!(cancelled.status, StatusCode::NO_CONTENT);
    assert_eq!(walk.rehearsed("minh").await["progress"]["stage"], "cancelled");
    let ended = walk.step("minh", "/commit", &json!({})).await;
    assert_eq!((ended.status, ended.json()["code"].as_str().unwrap()), (StatusCode::CONFLICT, "not_rehearsed"));
    assert_eq!(office.send("minh", "POST", &walk.path("/rehearse"), &[], "").await.status, StatusCode::ACCEPTED);
    // The line of events ends with the rehearsal.
    let events = office.get("minh", &walk.path("/progress")).await;
    assert_eq!((events.status, events.header("content-type")), (StatusCode::OK, "text/event-stream"));
    let text = events.text();
    let told: Vec<Value> = text
        .split("\n\n")
        .filter(|event| !event.is_empty())
        .map(|event| serde_json::from_str(event.strip_prefix("event: progress\ndata: ").unwrap()).unwrap())
        .collect();
    let last = told.last().unwrap();
    assert_eq!(last["stage"], "done", "{text}");
    assert!(told.iter().rev().skip(1).all(|event| event["stage"] == "queued" || event["stage"] == "reading"), "{text}");
    let page = office.get("minh", &walk.path("/rows?limit=7&offset=2995")).await.json();
    assert_eq!((&page["numberMatched"], &page["numberReturned"]), (&json!(3_000), &json!(5)));
}

#[tokio::test]
async fn a_new_server_works_the_rehearsal_out_anew() {
    let office = Office::open().await;
    let walk = Walk::begin(&office, "minh", "ds.csv", table(TWO)).await;
    let before = walk.rehearsed("minh").await["summary"].clone();
    let later = office.restarted().await;
    let walk = Walk { office: &later, id: walk.id };
    let early = later.get("minh", &walk.path("/rows")).await.status;
    assert_eq!(early, StatusCode::CONFLICT);
    assert_eq!(walk.rehearsed("minh").await["summary"], before);
    assert_eq!(walk.rows("minh", "").await.len(), 2);
    walk.commit("minh").await;
    // What was committed is shown as it was held against the inventory then.
    let again = later.restarted().await;
    let walk = Walk { office: &again, id: walk.id };
    assert_eq!(again.get("minh", &walk.path("/rows")).await.status, StatusCode::CONFLICT);
    while walk.rehearsed("minh").await["progress"]["stage"] != "done" {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(walk.rows("minh", "outcome=created").await.len(), 2);
}
