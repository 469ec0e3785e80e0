//! A long list of an office on its whole way: uploaded, repaired, sent for review, accepted, and taken back.
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::imports_support::{Walk, messy, public_sites};
use crate::office::Office;

const SHEET: &str = "Danh sách";

/// How many rows have a finding.
fn found(import: &Value, code: &str) -> u64 {
    let findings = import["summary"]["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["code"] == code).map(|finding| finding["rows"].as_u64().unwrap()).sum()
}

/// Another text for a cell.
fn cell(row: u64, column: u64, text: &str) -> Value {
    json!({"sheet": SHEET, "row": row, "column": column, "text": text})
}

#[tokio::test]
async fn sixty_rows_go_in_by_an_officer_and_a_reviewer_and_come_back_but_for_what_was_edited() {
    let office = Office::open().await;
    let before = public_sites(&office).await;
    let walk = Walk::begin(&office, "nga", "Danh sách 60.xlsx", messy("sixty_rows.xlsx")).await;
    repair(&walk).await;

    // The officer sends everything for review; nothing public moves.
    let committed = walk.commit("nga").await;
    assert_eq!((&committed["state"], &committed["reach"]), (&json!("committed"), &json!("in_review")), "{committed:#}");
    assert_eq!((&committed["proposals"]["open"], &committed["may"]), (&json!(60), &json!(["undo"])));
    assert_eq!(public_sites(&office).await, before);
    let worklist = office.get("minh", "/api/proposals?limit=1").await.json();
    assert_eq!(worklist["numberMatched"], 60);
    assert_eq!(walk.step("nga", "/accept", &json!({})).await.status, StatusCode::FORBIDDEN);

    // The reviewer accepts all of it in one transaction.
    let shown = office.get("minh", &walk.path("?lang=en")).await.json();
    assert_eq!(shown["may"], json!(["accept", "undo"]), "{shown:#}");
    let accepted = walk.done("minh", "/accept", &json!({"comment": "đã đối chiếu"})).await;
    assert_eq!(public_sites(&office).await, before + 60);
    let batch = &accepted["batches"][0];
    assert_eq!((&batch["origin"], &batch["author"], &batch["reviewer"]), (&json!("import"), &json!("nga"), &json!("minh")));
    assert_eq!((&batch["created"], &accepted["proposals"]["accepted"]), (&json!(60), &json!(60)));
    let repeated = walk.step("minh", "/accept", &json!({})).await;
    assert_eq!((repeated.status, repeated.json()["code"].as_str().unwrap()), (StatusCode::CONFLICT, "conflict"));

    take_back(&walk, before).await;

    // What was said of the wording holds for the office's next file.
    let next = Walk::begin(&office, "nga", "Danh sách 60 (2).xlsx", messy("sixty_rows.xlsx")).await;
    assert_eq!(found(&next.rehearsed("nga").await, "unknown_term"), 0);
}

/// Four cells are typed anew, nine equal ones get one answer.
async fn repair(walk: &Walk<'_>) {
    let import = walk.rehearsed("nga").await;
    assert_eq!(import["progress"]["stage"], "done", "{import:#}");
    let summary = &import["summary"];
    assert_eq!((&summary["rows"], &summary["created"], &import["office"]), (&json!(60), &json!(60), &json!("01")));
    assert_eq!((found(&import, "unknown_term"), found(&import, "unread_value"), found(&import, "placed_at_district")), (9, 3, 1));
    let unknown =
        walk.rows("nga", "finding=unknown_term&severity=warning&sheet=Danh%20s%C3%A1ch&outcome=created&look=true").await;
    assert_eq!(unknown.len(), 9);
    let first = unknown[0]["cells"].as_array().unwrap().iter().find(|cell| cell["column"] == 7).unwrap();
    assert_eq!((&first["alike"], &first["raw"]), (&json!(9), &json!("Trồng trên giá thể dớn")));

    // One fix for all that say the same, and taken back again.
    let mut alike = cell(7, 7, "Nhà lưới");
    alike["alike"] = json!(true);
    let import = walk.say("nga", &json!({"cells": [alike]})).await;
    assert_eq!((found(&import, "unknown_term"), import["settings"]["cells"].as_array().unwrap().len()), (0, 9));
    let fixed = walk.rows("nga", "").await;
    let fixed = fixed.iter().find(|row| row["row"] == 7).unwrap()["cells"][7].clone();
    assert_eq!(
        (&fixed["fixed"], &fixed["raw"], &fixed["alike"]),
        (&json!("Nhà lưới"), &json!("Trồng trên giá thể dớn"), &json!(9))
    );
    let back = json!({"cells": [{"sheet": SHEET, "row": 7, "column": 7, "text": null, "alike": true}]});
    assert_eq!(found(&walk.say("nga", &back).await, "unknown_term"), 9);

    let key = &import["summary"]["questions"];
    assert!(key.as_array().unwrap().is_empty(), "nothing is asked once it is fixed: {key}");
    let key = json!({"wording": {"vocabulary": "technology", "wording": "trong tren gia the don"}});
    let said = json!({
        "answers": [{"key": key, "value": "net_house"}],
        "cells": [cell(10, 6, "2,5"), cell(24, 8, "2015"), cell(37, 5, "Ngọc Mỹ"), cell(51, 2, "Mô hình")],
    });
    let import = walk.say("nga", &said).await;
    assert_eq!((found(&import, "unknown_term"), found(&import, "unread_value"), found(&import, "placed_at_district")), (0, 0, 0));
    assert_eq!(import["settings"]["answers"], json!([{"key": key, "value": "net_house"}]));
    let row = walk.rows("nga", "").await.into_iter().find(|row| row["row"] == 10).unwrap();
    let given = &row["cells"][6]["gives"][0];
    assert_eq!((&given["meaning"], &given["value"]), (&json!("area_ha"), &json!("2.5")), "{row}");
    let points = walk.office.get("nga", &walk.path("/rows.geojson")).await;
    assert_eq!(
        (points.header("content-type"), points.json()["features"].as_array().unwrap().len()),
        ("application/geo+json", 60)
    );
}

/// What was edited since stays until it is named; the rest goes at once.
async fn take_back(walk: &Walk<'_>, before: u64) {
    let office = walk.office;
    let changes = office.store.import_changes(walk.id).await.unwrap();
    let site = changes[7].site.to_string();
    let tag = office.get("minh", &format!("/api/records/{site}")).await.header("etag").to_owned();
    let edit = json!({"properties": {"area_ha": 7.5}});
    let edited = office.patch("minh", &format!("/api/collections/sites/items/{site}"), &tag, &edit).await;
    assert_eq!(edited.status, StatusCode::OK, "{}", edited.text());

    let plan = office.get("minh", &walk.path("/undo")).await.json();
    assert_eq!(plan["counts"], json!({"withdraw": 59, "revert": 0, "keep": 1, "nothing": 0, "proposals": 0}));
    let kept = plan["sites"].as_array().unwrap().iter().find(|one| one["does"] == "keep").unwrap();
    assert_eq!((&kept["site"], &kept["why"], &kept["edits"][0]["author"]), (&json!(site), &json!("edited"), &json!("minh")));
    assert_eq!(kept["edits"][0]["fields"], json!(["area_ha"]));
    assert_eq!(walk.step("nga", "/undo", &json!({})).await.status, StatusCode::FORBIDDEN);
    let wrong = walk.step("minh", "/undo", &json!({"revert": ["m-00001"]})).await;
    assert_eq!((wrong.status, wrong.json()["parameter"].as_str()), (StatusCode::BAD_REQUEST, Some("revert")), "{}", wrong.text());

    let undone = walk.done("minh", "/undo", &json!({"reason": "nhầm tệp"})).await;
    assert_eq!((&undone["state"], &undone["batches"][1]["origin"]), (&json!("undone"), &json!("undo")), "{undone:#}");
    assert_eq!((&undone["batches"][1]["withdrawn"], public_sites(office).await), (&json!(59), before + 1));
    let plan = office.get("minh", &walk.path("/undo")).await.json();
    assert_eq!(plan["counts"], json!({"withdraw": 0, "revert": 0, "keep": 1, "nothing": 59, "proposals": 0}));
    walk.done("minh", "/undo", &json!({"revert": [site]})).await;
    assert_eq!(public_sites(office).await, before);
    let history = office.get("minh", &format!("/api/records/{site}/history")).await.json();
    let origins: Vec<&str> =
        history["changes"].as_array().unwrap().iter().map(|change| change["origin"].as_str().unwrap()).collect();
    assert_eq!(origins, ["import", "edit", "undo"]);
}

#[tokio::test]
async fn a_file_changes_what_is_recorded_and_undo_puts_it_back() {
    let office = Office::open().await;
    let file = "id,name,kind,sector,province,area_ha\nc-00021,{name},cooperative,{sector},{province},33\n";
    let site = office.store.load().await.unwrap().sites.into_iter().find(|site| site.id.to_string() == "c-00021").unwrap();
    let facts = site.facts.clone();
    let file = file.replace("{name}", &format!("\"{}\"", facts.name)).replace("{sector}", facts.sector.code());
    let file = file.replace("{province}", &format!("\"{}\"", facts.address.province.clone().unwrap()));
    let walk = Walk::begin(&office, "minh", "sửa.csv", file.into_bytes()).await;
    let rows = walk.rows("minh", "").await;
    assert_eq!((&rows[0]["outcome"], &rows[0]["site"]), (&json!("changed"), &json!("c-00021")), "{rows:#?}");
    let change = rows[0]["changes"].as_array().unwrap().iter().find(|change| change["field"] == "area_ha").unwrap();
    assert_eq!((&change["before"], &change["after"]), (&json!(facts.area_ha), &json!(33.0)));
    let committed = walk.commit("minh").await;
    assert_eq!(committed["batches"][0]["updated"], 1, "{committed:#}");
    let now = || async { office.store.record(site.id).await.unwrap().unwrap().site.facts };
    assert_eq!(now().await.area_ha, Some(33.0));
    let plan = office.get("minh", &walk.path("/undo")).await.json();
    assert_eq!(plan["counts"]["revert"], 1, "{plan:#}");
    walk.done("minh", "/undo", &json!({})).await;
    assert_eq!(now().await, facts);
}
