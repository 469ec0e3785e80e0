//! A long list of an office on its whole way: uploaded, repaired, sent for review, accepted, and taken back.
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::imports_support::{Walk, messy, public_sites};
use crate::office::Office;

#[tokio::test]
async fn sixty_rows_go_in_by_an_officer_and_a_reviewer_and_come_back_but_for_what_was_edited() {
    let office = Office::open().await;
    let before = public_sites(&office).await;
    let walk = Walk::begin(&office, "nga", "Danh sách 60.xlsx", messy("sixty_rows.xlsx")).await;
    let import = walk.rehearsed("nga").await;
    println!("{import:#}");
    for row in walk.rows("nga", "look=true").await { println!("{row}"); }
    assert_eq!(import["progress"]["stage"], "done", "{import:#}");
    assert_eq!((&import["summary"]["rows"], &import["office"]), (&json!(60), &json!("01")));
    assert_eq!(before, 0);
}
