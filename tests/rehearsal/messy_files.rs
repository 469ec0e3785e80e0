//! The sheets of offices, from their bytes to the sites they become.
use std::path::Path;

use agriatlas::ingest::rehearsal::RehearsedOutcome;
use agriatlas::ingest::table::RowKind;
use serde_json::Value;

use crate::{Rehearsed, committed, rehearsed, rehearsed_with, settings};

const FILES: [(&str, &str); 12] = [
    ("title_rows_and_merged_headers", "xlsx"),
    ("one_sheet_a_commune", "xlsx"),
    ("one_sheet_a_sector", "xlsx"),
    ("tcvn3_mixed_with_unicode", "xlsx"),
    ("vni_fonts", "csv"),
    ("nfd_text_and_decimal_commas", "csv"),
    ("sao_mau_and_ranges", "xlsx"),
    ("degrees_dms_and_vn2000", "xlsx"),
    ("address_in_one_cell", "xlsx"),
    ("free_technology_wording", "xlsx"),
    ("dates_revenues_and_ditto_marks", "xlsx"),
    ("sixty_rows", "xlsx"),
];

fn bytes(name: &str, ending: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/messy");
    std::fs::read(folder.join(format!("{name}.{ending}"))).unwrap()
}

fn expected(name: &str) -> Value {
    serde_json::from_slice(&bytes(name, "json")).unwrap()
}

#[test]
fn every_row_of_every_file_is_handed_on_once_as_what_it_is() {
    let (mut right, mut all) = (0, 0);
    for (name, ending) in FILES {
        let read = rehearsed(&bytes(name, ending), &[]);
        for sheet in expected(name)["sheets"].as_array().unwrap() {
            for wanted in sheet["rows"].as_array().unwrap() {
                let is_it = |row: &&agriatlas::ingest::rehearsal::RehearsedRow| {
                    row.row == wanted["row"].as_u64().unwrap() && row.sheet == sheet["name"].as_str().unwrap()
                };
                let found: Vec<_> = read.rows.iter().filter(is_it).collect();
                let is_blank = wanted["kind"] == "blank";
                assert_eq!(found.len(), usize::from(!is_blank), "{name} {wanted}");
                let Some(row) = found.first() else { continue };
                all += 1;
                let is_right = serde_json::to_value(row.kind).unwrap() == wanted["kind"];
                right += usize::from(is_right);
                assert!(is_right || row.needs_look, "{name}: silently wrong: {row:?}");
                assert_eq!(row.kind == RowKind::Data, row.outcome != RehearsedOutcome::LeftOut, "{name} {row:?}");
                let is_refused = row.outcome == RehearsedOutcome::Refused;
                let says_why = row.findings.iter().any(|finding| finding.severity.code() == "refused");
                assert_eq!(is_refused, says_why, "{name}: {row:?}");
            }
        }
    }
    assert!(all > 200 && right * 100 >= all * 95, "{right} of {all}");
}

#[test]
fn what_a_messy_file_became_is_found_again_when_it_comes_once_more() {
    for (name, ending) in FILES {
        let bytes = bytes(name, ending);
        let first = rehearsed(&bytes, &[]);
        let sites = committed(&first);
        assert_eq!(sites.len() as u64, first.summary.counts.created, "{name}");
        let again = rehearsed(&bytes, &sites);
        let counts = again.summary.counts;
        assert_eq!((counts.created, counts.changed), (0, 0), "{name}: {:?}", changed(&again));
        assert_eq!((counts.unchanged, counts.refused), (first.summary.counts.created, first.summary.counts.refused), "{name}");
        assert_eq!(rehearsed(&bytes, &[]).summary.digest, first.summary.digest);
        assert_ne!(again.summary.digest, first.summary.digest);
    }
}

fn changed(rehearsed: &Rehearsed) -> Vec<String> {
    let changed = rehearsed.rows.iter().filter(|row| row.outcome != RehearsedOutcome::Unchanged && row.facts.is_some());
    changed.map(|row| format!("{:?}\n{:?}", row.before, row.facts)).take(2).collect()
}

#[test]
fn one_answer_serves_every_row_that_asks_and_the_rest_is_shown_row_by_row() {
    let bytes = bytes("sixty_rows", "xlsx");
    let read = rehearsed(&bytes, &[]);
    let counts = read.summary.counts;
    assert_eq!((counts.rows, counts.created, counts.look), (60, 60, 13));
    let asked = &read.summary.questions[0];
    assert_eq!((asked.rows, asked.question.choices.len()), (9, 0).max((9, asked.question.choices.len())));
    let said = settings(r#"{"corrections": {"wordings": {"technology": {"Trồng trên giá thể dớn": "other"}}}}"#);
    let after = rehearsed_with(&bytes, &[], &said);
    assert_eq!((after.summary.counts.look, after.summary.questions.len()), (4, read.summary.questions.len() - 1));
    let column = after.summary.sheets[0].columns.iter().find(|column| column.title == "Diện tích (ha)").unwrap();
    assert!(column.meaning.is_some_and(|meaning| meaning.code() == "area_ha") && column.certainty > 0.9);
    // A cell somebody wrote over: what stood there is kept beside it.
    let said = settings(r#"{"corrections": {"cells": [{"sheet": "Danh sách", "row": 10, "column": 4, "text": "2,5"}]}}"#);
    let name = &after.summary.sheets[0].name;
    let at = column.position;
    let mut said = said;
    said.corrections.cells[0].sheet.clone_from(name);
    said.corrections.cells[0].column = at;
    let fixed = rehearsed_with(&bytes, &[], &said);
    let cell = fixed.row(10).cells.iter().find(|cell| cell.column == at).unwrap();
    assert_eq!((cell.raw.as_str(), cell.fixed.as_deref()), ("hai phẩy năm", Some("2,5")));
    assert_eq!(fixed.row(10).facts.as_ref().unwrap().area_ha, Some(2.5));
}

#[test]
fn people_are_told_and_never_become_facts() {
    let read = rehearsed(&bytes("one_sheet_a_commune", "xlsx"), &[]);
    let written = serde_json::to_string(&read.rows).unwrap();
    assert!(written.contains("contact_name") && !written.contains("0010000000"), "an identity number is shown");
    let facts: Vec<_> = read.rows.iter().filter_map(|row| row.facts.as_ref()).collect();
    assert!(!serde_json::to_string(&facts).unwrap().contains("0900"));
}
