//! How right each sheet of `tests/fixtures/messy/` is read, cell by cell, against what a careful person reads in it.
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use agriatlas::domain::{Vocabulary, text};
use agriatlas::gazetteer::Gazetteer;
use agriatlas::ingest::rehearsal::table_sheets;
use agriatlas::ingest::starter_vocabulary;
use agriatlas::ingest::table::{
    Corrections, Given, LOOK_BELOW, Meaning, QuestionKey, Reference, RowKind, Sheet, SheetCell, SheetRow, UnderstoodRow,
    UnderstoodTable, understand,
};
use agriatlas::ingest::workbook::{Limits, ReadOptions, Workbook};
use serde_json::Value;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::shipped().unwrap());
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::new(starter_vocabulary().unwrap()));

/// The facts that are compared.
const FACTS: &[Meaning] = &[
    Meaning::Name,
    Meaning::Kind,
    Meaning::Sector,
    Meaning::Subsector,
    Meaning::Technologies,
    Meaning::Certifications,
    Meaning::AreaHa,
    Meaning::HerdSize,
    Meaning::Members,
    Meaning::EstablishedYear,
    Meaning::Revenue,
    Meaning::Status,
    Meaning::Province,
    Meaning::District,
    Meaning::Commune,
    Meaning::Lon,
    Meaning::Lat,
    Meaning::X,
    Meaning::Y,
    Meaning::Coordinates,
    Meaning::ContactName,
    Meaning::Phone,
];

const FILES: [&str; 12] = [
    "title_rows_and_merged_headers.xlsx",
    "one_sheet_a_commune.xlsx",
    "one_sheet_a_sector.xlsx",
    "tcvn3_mixed_with_unicode.xlsx",
    "vni_fonts.csv",
    "nfd_text_and_decimal_commas.csv",
    "sao_mau_and_ranges.xlsx",
    "degrees_dms_and_vn2000.xlsx",
    "address_in_one_cell.xlsx",
    "free_technology_wording.xlsx",
    "dates_revenues_and_ditto_marks.xlsx",
    "sixty_rows.xlsx",
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/messy")
}

pub fn sheets(file: &str) -> Vec<Sheet> {
    let mut workbook = Workbook::open_path(&folder().join(file), &ReadOptions::default(), &Limits::DEFAULT).unwrap();
    table_sheets(&mut workbook).unwrap()
}

fn read(file: &str, corrections: &Corrections) -> Vec<(String, Vec<UnderstoodTable>)> {
    let reference = Reference { vocabulary: &VOCABULARY, gazetteer: &GAZETTEER, corrections };
    sheets(file).iter().map(|sheet| (sheet.name.clone(), understand(sheet, reference))).collect()
}

fn expected(file: &str) -> Value {
    let stem = file.split('.').next().unwrap();
    serde_json::from_slice(&std::fs::read(folder().join(format!("{stem}.json"))).unwrap()).unwrap()
}

/// A value as it is compared: units without their type words, lists in order, numbers as numbers.
fn comparable(fact: Meaning, value: &str) -> String {
    match fact {
        Meaning::Province | Meaning::District | Meaning::Commune => {
            let folded = text::fold(value);
            let types = [
                "thanh pho ",
                "thi tran ",
                "thi xa ",
                "tinh ",
                "huyen ",
                "quan ",
                "phuong ",
                "xa ",
                "tp ",
                "tx ",
                "tt ",
                "h ",
                "x ",
                "p ",
            ];
            types.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded).to_owned()
        }
        Meaning::Technologies | Meaning::Certifications => {
            value.split(';').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(";")
        }
        Meaning::AreaHa => format!("{:.6}", value.parse::<f64>().unwrap()),
        Meaning::Name | Meaning::ContactName => unicode_normalization::UnicodeNormalization::nfc(value).collect(),
        _ => value.to_owned(),
    }
}

fn expected_value(fact: Meaning, value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
            items.join(";")
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    (!text.is_empty()).then(|| comparable(fact, &text))
}

fn read_value(row: &UnderstoodRow, fact: Meaning) -> Option<String> {
    if fact == Meaning::Phone {
        let given: Vec<&str> = row
            .readings
            .iter()
            .flat_map(|reading| &reading.given)
            .filter(|given| given.fact == fact)
            .map(|given| given.value.as_str())
            .collect();
        return (!given.is_empty()).then(|| given.join(";"));
    }
    row.value(fact).map(|value| comparable(fact, value))
}

/// Whether a person is made to look at the fact: a certainty below the mark, a finding, a question.
fn is_told(row: &UnderstoodRow, fact: Meaning) -> bool {
    let gives = |given: &Given| given.fact == fact;
    let of_cell = row.readings.iter().find(|reading| reading.given.iter().any(gives));
    match of_cell {
        Some(reading) => reading.certainty < LOOK_BELOW || !reading.findings.is_empty() || !reading.questions.is_empty(),
        None => match row.certainty(fact) {
            Some(certainty) => certainty < LOOK_BELOW,
            // Nothing was read: some cell that gives nothing must say so.
            None => {
                let says = |reading: &agriatlas::ingest::table::Reading| {
                    reading.certainty < LOOK_BELOW && !(reading.findings.is_empty() && reading.questions.is_empty())
                };
                let is_named = row.findings.iter().any(|finding| finding.column.as_deref() == Some(fact.code()));
                is_named || row.readings.iter().any(says)
            }
        },
    }
}

#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    faults: Vec<String>,
    silent: Vec<String>,
}

fn score(file: &str) -> Score {
    let mut score = Score::default();
    let read = read(file, &Corrections::default());
    for sheet in expected(file)["sheets"].as_array().unwrap() {
        let name = sheet["name"].as_str().unwrap();
        let tables = &read.iter().find(|(known, _)| known == name).unwrap().1;
        let rows: Vec<&UnderstoodRow> = tables.iter().flat_map(|table| &table.rows).collect();
        for expected in sheet["rows"].as_array().unwrap() {
            let number = expected["row"].as_u64().unwrap();
            let row =
                *rows.iter().find(|row| row.number == number).unwrap_or_else(|| panic!("{file} {name} row {number} is gone"));
            let kind = serde_json::to_value(row.kind).unwrap();
            score.all += 1;
            if kind != expected["kind"] {
                let fault = format!("{name} row {number}: {kind} for {}", expected["kind"]);
                // A site that is taken for something else is lost unless somebody is told; the reverse shows itself.
                if expected["kind"] == "data" && row.findings.is_empty() || row.kind == RowKind::Data && !row.needs_a_look() {
                    score.silent.push(fault.clone());
                }
                score.faults.push(fault);
                continue;
            }
            score.right += 1;
            if row.kind != RowKind::Data {
                continue;
            }
            let asked: Vec<&str> = expected["asked"].as_array().unwrap().iter().map(|fact| fact.as_str().unwrap()).collect();
            for fact in FACTS {
                let wanted = expected_value(*fact, &expected["facts"][fact.code()]);
                let got = read_value(row, *fact);
                if asked.contains(&fact.code()) {
                    score.all += 1;
                    match is_told(row, *fact) {
                        true => score.right += 1,
                        false => score.silent.push(format!("{name} row {number} {}: not asked for ({got:?})", fact.code())),
                    }
                    continue;
                }
                if wanted.is_none() && got.is_none() {
                    continue;
                }
                score.all += 1;
                if wanted == got {
                    score.right += 1;
                    continue;
                }
                let fault = format!("{name} row {number} {}: {got:?} for {wanted:?} ({:?})", fact.code(), row.certainty(*fact));
                if !is_told(row, *fact) {
                    score.silent.push(fault.clone());
                }
                score.faults.push(fault);
            }
        }
    }
    score
}

#[test]
fn ninety_five_cells_of_a_hundred_are_right_and_none_is_wrong_in_silence() {
    let (mut right, mut all) = (0, 0);
    let (mut report, mut silent) = (String::new(), Vec::new());
    for file in FILES {
        let score = score(file);
        let share = score.right as f64 / score.all as f64 * 100.0;
        writeln!(report, "{file}: {} of {} right ({share:.1} %), {} silent", score.right, score.all, score.silent.len()).unwrap();
        score.faults.iter().for_each(|fault| writeln!(report, "    {fault}").unwrap());
        silent.extend(score.silent.into_iter().map(|fault| format!("{file}: {fault}")));
        right += score.right;
        all += score.all;
    }
    let share = right as f64 / all as f64;
    println!("{report}all: {right} of {all} ({:.2} %)", share * 100.0);
    assert!(all > 2_000, "{all} cells are too few");
    assert!(silent.is_empty(), "wrong without a word: {silent:#?}");
    assert!(share >= 0.95, "{share}");
}

#[test]
fn identity_numbers_leave_no_trace() {
    let read = read("one_sheet_a_commune.xlsx", &Corrections::default());
    let shown = serde_json::to_string(&read.iter().map(|(_, tables)| tables).collect::<Vec<_>>()).unwrap();
    assert!(shown.contains("VietGAP"));
    assert!(!shown.contains("0010000000"), "an identity number is in what is shown");
}

#[test]
fn one_answer_serves_all_cells_alike() {
    let read_technologies = |corrections: &Corrections| {
        let read = read("sixty_rows.xlsx", corrections);
        let tables: Vec<UnderstoodTable> = read.into_iter().flat_map(|(_, tables)| tables).collect();
        let rows: Vec<UnderstoodRow> = tables.iter().flat_map(UnderstoodTable::data_rows).cloned().collect();
        rows
    };
    let key = QuestionKey::Wording {
        vocabulary: agriatlas::domain::VocabularyName::Technology,
        wording: text::fold("Trồng trên giá thể dớn"),
    };
    let asks =
        |row: &&UnderstoodRow| row.readings.iter().flat_map(|reading| &reading.questions).any(|question| question.key == key);
    let before = read_technologies(&Corrections::default());
    assert_eq!(before.len(), 60);
    assert_eq!(before.iter().filter(asks).count(), 9);
    assert_eq!(before.iter().filter(|row| row.needs_a_look()).count(), 13);
    let corrections: Corrections =
        serde_json::from_str(r#"{"wordings": {"technology": {"Trồng trên giá thể dớn": "other"}}}"#).unwrap();
    let after = read_technologies(&corrections);
    assert_eq!(after.iter().filter(asks).count(), 0);
    assert_eq!(after.iter().filter(|row| row.needs_a_look()).count(), 4);
    assert_eq!(after.iter().filter(|row| row.value(Meaning::Technologies) == Some("other")).count(), 9);
}

#[test]
fn corrections_of_an_office_come_before_every_guess() {
    let corrections: Corrections = serde_json::from_str(
        r#"{"land_units_m2": {"sao": 500}, "decimal_marks": {"Diện tích (ha)": "."},
            "cells": [{"sheet": "Danh sách", "row": 5, "column": 1, "text": "Mô hình đổi tên"}],
            "meanings": {"Năm thực hiện": null}}"#,
    )
    .unwrap();
    let read = read("sao_mau_and_ranges.xlsx", &corrections);
    let table = read.iter().find(|(name, _)| name == "Danh sách").unwrap().1.first().unwrap();
    let rows: Vec<&UnderstoodRow> = table.data_rows().collect();
    let areas: Vec<Option<&str>> = rows.iter().map(|row| row.value(Meaning::AreaHa)).collect();
    assert_eq!(areas, [Some("0.25"), Some("1"), Some("0.35"), Some("1.5")]);
    assert_eq!(rows[2].value(Meaning::Name), Some("Mô hình đổi tên"));
    assert!(rows.iter().all(|row| row.value(Meaning::EstablishedYear).is_none()));
}

#[test]
fn what_a_sheet_hides_is_read_and_told() {
    let text = |cells: &[&str]| cells.iter().map(|cell| SheetCell::Text((*cell).to_owned())).collect();
    let row = |number, is_hidden, cells: &[&str]| SheetRow { number, is_hidden, cells: text(cells) };
    let sheet = Sheet {
        name: "Xã Thọ An".to_owned(),
        hidden_columns: vec![2],
        rows: vec![
            row(1, false, &["STT", "Tên mô hình", "Diện tích (ha)", "Lĩnh vực"]),
            row(2, false, &["1", "Mô hình A", "1,5", "Trồng trọt"]),
            row(3, true, &["2", "Mô hình B", "2,5", "Trồng trọt"]),
        ],
        ..Sheet::default()
    };
    let corrections: Corrections = serde_json::from_str(r#"{"everywhere": {"province": "Hà Nội"}}"#).unwrap();
    let tables = understand(&sheet, Reference { vocabulary: &VOCABULARY, gazetteer: &GAZETTEER, corrections: &corrections });
    let told = |finding: &agriatlas::domain::Finding| finding.code.code() == "hidden_part";
    assert!(tables[0].findings.iter().any(told) && tables[0].columns[2].is_hidden);
    let rows: Vec<&UnderstoodRow> = tables[0].data_rows().collect();
    let hidden: Vec<bool> = rows.iter().map(|row| row.findings.iter().any(told)).collect();
    assert_eq!(hidden, [false, true]);
    assert_eq!(rows[1].value(Meaning::AreaHa), Some("2.5"));
    assert_eq!((rows[1].value(Meaning::Commune), rows[1].value(Meaning::Province)), (Some("Xã Thọ An"), Some("Hà Nội")));
}

#[test]
fn a_list_without_numbers_of_rows_loses_none_of_them() {
    let text = |cells: &[&str]| cells.iter().map(|cell| SheetCell::Text((*cell).to_owned())).collect();
    let rows = [
        ["ma", "Tên HTX", "Năm 2022 / DT (ha)", "dt_ha"],
        ["H1", "HTX A, xã Vân Nội, Đông Anh, Hà Nội", "1,5", "2,5"],
        ["H2", "HTX B, xã Vân Nội, Đông Anh, Hà Nội", "1,0", "1,2"],
    ];
    let row = |(at, cells): (usize, &[&str; 4])| SheetRow { number: at as u64 + 1, is_hidden: false, cells: text(&cells[1..]) };
    let sheet = Sheet { rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() };
    let corrections = Corrections::default();
    let tables = understand(&sheet, Reference { vocabulary: &VOCABULARY, gazetteer: &GAZETTEER, corrections: &corrections });
    assert_eq!(tables[0].data_rows().count(), 2);
}
