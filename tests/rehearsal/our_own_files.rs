//! Files of our own layout: read strictly, with the findings that they always had.
use agriatlas::ingest::RowOutcome;
use agriatlas::ingest::rehearsal::RehearsedOutcome::{Created, Refused};

use crate::{GEOGRAPHY, VOCABULARY, rehearsed, rehearsed_with, settings};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// Both ways through one engine: what the plan of a whole file says, the rehearsal says row by row.
#[test]
fn clean_files_have_the_findings_they_always_had() {
    for name in [
        "semicolon_and_vietnamese_headers.csv",
        "tab_separated_with_bom.csv",
        "formula_cell.csv",
        "swapped_longitude_and_latitude.csv",
        "ragged_rows.csv",
        "surplus_empty_cells.csv",
        "unknown_terms.csv",
        "duplicate_rows.csv",
        "new_style_address_without_district.csv",
        "ended_commune.csv",
        "ambiguous_commune.csv",
        "decimal_comma.csv",
        "dates_and_sources.csv",
        "names_of_today_only.csv",
        "operator_of_itself.csv",
        "untitled_column_with_text.csv",
        "header_only.csv",
        "coordinates_in_one_cell.csv",
        "coordinates_that_are_none.csv",
        "degrees_minutes_seconds.csv",
        "vn2000_decimal_comma.csv",
        "vn2000_utm.csv",
        "vn2000_wrong_meridian.csv",
        "vn2000_x_y_swapped.csv",
    ] {
        let bytes = fixture(name);
        let (readings, unknown) = agriatlas::ingest::read_rows(&bytes, &VOCABULARY, &GEOGRAPHY).unwrap();
        let plan = agriatlas::ingest::plan_import(readings, &[], &GEOGRAPHY);
        let read = rehearsed(&bytes, &[]);
        let sheet = &read.summary.sheets[0];
        assert!(sheet.is_own_layout, "{name}");
        let was: Vec<_> = plan
            .rows
            .iter()
            .flat_map(|row| {
                row.findings.iter().map(|finding| (row.row, finding.code, finding.message.clone(), finding.value.clone()))
            })
            .collect();
        let is: Vec<_> = read
            .rows
            .iter()
            .flat_map(|row| {
                row.findings.iter().map(|finding| (row.row, finding.code, finding.message.clone(), finding.value.clone()))
            })
            .collect();
        assert_eq!(is, was, "{name}");
        let counts = read.summary.counts;
        let count = |is: fn(&RowOutcome) -> bool| plan.rows.iter().filter(|row| is(&row.outcome)).count() as u64;
        let created = count(|outcome| matches!(outcome, RowOutcome::Create(_)));
        let refused = count(|outcome| matches!(outcome, RowOutcome::Refused));
        assert_eq!((counts.created, counts.refused), (created, refused), "{name}");
        let titles: Vec<&str> =
            sheet.columns.iter().filter(|column| column.meaning.is_none()).map(|column| column.title.as_str()).collect();
        assert_eq!(titles, unknown, "{name}");
    }
}

#[test]
fn a_slip_in_a_list_names_the_term_that_was_meant() {
    let csv = "name,kind,sector,province,technologies\nA,model,crop,Hà Nội,greenhose\n";
    let read = rehearsed(csv.as_bytes(), &[]);
    let finding = read.row(2).findings.iter().find(|finding| finding.code.code() == "unknown_term").unwrap();
    assert!(finding.message.en.contains("Perhaps") && finding.message.en.contains("(greenhouse)"), "{finding:?}");
}

#[test]
fn a_cell_somebody_wrote_over_counts_and_what_stood_there_is_kept() {
    let csv = "name,kind,sector,province,area_ha\nA,model,crop,Hà Nội,hai\nB,model,crop,Hà Nội,2\n";
    let before = rehearsed(csv.as_bytes(), &[]);
    assert_eq!(before.outcomes(), [Refused, Created]);
    let said = settings(r#"{"corrections": {"cells": [{"sheet": "", "row": 2, "column": 4, "text": "2"}]}}"#);
    let after = rehearsed_with(csv.as_bytes(), &[], &said);
    assert_eq!(after.outcomes(), [Created, Created]);
    let cell = &after.row(2).cells[4];
    assert_eq!((cell.raw.as_str(), cell.fixed.as_deref()), ("hai", Some("2")));
    // A column that means something else by what somebody said.
    let csv = "name,kind,sector,province,nội dung\nA,model,crop,Hà Nội,Tưới nhỏ giọt\n";
    let said = settings(r#"{"corrections": {"meanings": {"nội dung": "abstract"}}}"#);
    let read = rehearsed_with(csv.as_bytes(), &[], &said);
    assert_eq!(read.row(2).facts.as_ref().unwrap().abstract_text.as_deref(), Some("Tưới nhỏ giọt"));
}
