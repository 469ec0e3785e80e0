//! What the rehearsal writes: the template that comes back as it was filled in, the marked workbook, the reports.
use agriatlas::domain::{Language, RegionId};
use agriatlas::ingest::rehearsal::{
    RehearsedOutcome, write_marked, write_report_csv, write_report_json, write_report_xlsx, write_template,
};
use agriatlas::ingest::workbook::{RawCell, Workbook};
use calamine::{Data, Reader};
use rust_xlsxwriter::Workbook as Writer;

use crate::{GEOGRAPHY, Rehearsed, VOCABULARY, open, rehearsed, rehearsed_with, settings};

fn template(language: Language) -> Vec<u8> {
    let hanoi: RegionId = "01".parse().unwrap();
    write_template(Some(hanoi), &VOCABULARY, GEOGRAPHY.gazetteer(), language).unwrap()
}

fn texts(workbook: &mut Workbook, sheet: usize) -> Vec<Vec<String>> {
    let rows = workbook.rows(sheet).unwrap().map(|row| row.unwrap().cells.iter().map(RawCell::to_text).collect());
    rows.collect()
}

/// The template with rows below its titles, as a program fills it in.
fn filled(template: &[u8], rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = open(template);
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let mut writer = Writer::new();
    for (index, name) in names.iter().enumerate() {
        let sheet = writer.add_worksheet().set_name(name).unwrap();
        let mut texts = texts(&mut book, index);
        if index == 0 {
            texts.extend(rows.iter().cloned());
        }
        for (cells, row) in texts.iter().zip(0..) {
            for (cell, column) in cells.iter().zip(0..) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    writer.save_to_buffer().unwrap()
}

#[test]
fn every_choice_of_the_template_is_taken_without_a_question() {
    for language in [Language::Vietnamese, Language::English] {
        let template = template(language);
        let mut book = open(&template);
        let empty = rehearsed(&template, &[]);
        assert_eq!((empty.summary.counts.rows, empty.summary.sheets.len()), (0, 4));
        assert!(empty.summary.sheets[0].is_own_layout && empty.summary.sheets.iter().skip(1).all(|sheet| !sheet.is_read));
        // The examples are rows that could be imported, but for their sheet.
        let examples: Vec<Vec<String>> = texts(&mut book, 1).into_iter().skip(1).collect();
        assert_eq!(examples.len(), 3);
        let read = rehearsed(&filled(&template, &examples), &[]);
        assert_eq!(read.outcomes(), [RehearsedOutcome::Created; 3], "{:?}", findings(&read));
        assert!(read.summary.questions.is_empty());
        let first = read.row(2).facts.as_ref().unwrap();
        assert_eq!((first.technologies.len(), first.area_ha, first.members), (2, Some(2.5), Some(35)));
        assert!(first.placement.commune.is_some());
        // Each value of each list, one row each.
        let titles = texts(&mut book, 0)[0].clone();
        let lists = texts(&mut book, 3);
        let choosable = [
            "Loại hình",
            "Lĩnh vực",
            "Tỉnh",
            "Xã",
            "Ngành hàng",
            "Công nghệ",
            "Chứng nhận",
            "Trạng thái",
            "Chủ thể",
            "Độ chính xác công khai",
            "Độ tin cậy",
        ];
        let english = [
            "kind",
            "sector",
            "province",
            "commune",
            "subsector",
            "technologies",
            "certifications",
            "status",
            "holder",
            "public_precision",
            "confidence",
        ];
        let chosen = if language == Language::Vietnamese { choosable } else { english };
        let mut rows = Vec::new();
        for (list, title) in chosen.iter().enumerate() {
            let column = titles.iter().position(|known| known == title).unwrap();
            for value in lists.iter().filter_map(|row| row.get(list)).filter(|value| !value.is_empty()) {
                let mut row = examples[2].clone();
                row.resize(titles.len(), String::new());
                row[0] = format!("Mô hình {}", rows.len());
                row[column].clone_from(value);
                rows.push(row);
            }
        }
        assert!(rows.len() > 150, "{}", rows.len());
        let read = rehearsed(&filled(&template, &rows), &[]);
        let wrong: Vec<_> = read
            .rows
            .iter()
            .flat_map(|row| &row.findings)
            .filter(|finding| !["sector_mismatch", "commune_uncertain", "probable_duplicate"].contains(&finding.code.code()))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

fn findings(read: &Rehearsed) -> Vec<String> {
    read.rows.iter().flat_map(|row| &row.findings).map(|finding| finding.message.en.clone()).collect()
}

#[test]
fn the_template_offers_lists_and_protects_its_titles() {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(template(Language::Vietnamese))).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut xml).unwrap();
    assert!(xml.contains("<sheetProtection") && xml.matches("<dataValidation ").count() > 20);
    assert!(xml.contains("type=\"list\"") && xml.contains("Danh mục để chọn"));
}

#[test]
fn a_marked_workbook_is_the_file_with_what_was_found_in_it() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("Danh sách").unwrap();
    for (cells, row) in [
        ["Tên", "Loại hình", "Lĩnh vực", "Tỉnh", "Diện tích (ha)", "Tóm tắt"],
        ["A", "model", "crop", "Hà Nội", "hai", "=1+1"],
        ["B", "model", "crop", "Hà Nội", "3", ""],
    ]
    .iter()
    .zip(0..)
    {
        for (cell, column) in cells.iter().zip(0..) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    sheet.write_formula(2, 5, rust_xlsxwriter::Formula::new("=CONCAT(\"x\",\"y\")").set_result("xy")).unwrap();
    sheet.merge_range(4, 0, 5, 1, "Hết", &rust_xlsxwriter::Format::new()).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    let said = settings(r#"{"corrections": {"cells": [{"sheet": "Danh sách", "row": 3, "column": 4, "text": "3,5"}]}}"#);
    let read = rehearsed_with(&bytes, &[], &said);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marked.xlsx");
    write_marked(&mut open(&bytes), read.rows.iter().cloned().map(Ok), Language::English, &path).unwrap();
    let mut marked = calamine::open_workbook_auto(&path).unwrap();
    let range = marked.worksheet_range("Danh sách").unwrap();
    assert_eq!(range.get_value((1, 5)), Some(&Data::String("=1+1".to_owned())));
    assert_eq!(range.get_value((2, 4)), Some(&Data::String("3,5".to_owned())));
    assert_eq!(range.get_value((2, 5)), Some(&Data::String("xy".to_owned())));
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && sheet.contains("mergeCell") && sheet.contains("hidden=\"1\""));
    let notes = part("xl/comments1.xml");
    assert!(notes.contains("must be a number") && notes.contains("In the file: “3”"), "{notes}");
    let styles = part("xl/styles.xml");
    assert!(styles.contains("FFF7A6A0") && styles.contains("FF9FC9F5"), "{styles}");
}

#[test]
fn a_report_has_every_row_in_every_format() {
    let csv = "name,kind,sector,province,area_ha\n\"'=A\",model,crop,Hà Nội,hai\nB,model,crop,Hà Nội,2\n";
    let read = rehearsed(csv.as_bytes(), &[]);
    let rows = || read.rows.iter().cloned().map(Ok);
    let mut json = Vec::new();
    write_report_json(&read.summary, rows(), Language::English, &mut json).unwrap();
    let told: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((told["rows"].as_array().unwrap().len(), &told["rows"][0]["outcome"]), (2, &serde_json::json!("refused")));
    let findings = told["rows"][0]["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["column"] == 4 && finding["code"] == "invalid_value"), "{findings:?}");
    let mut table = Vec::new();
    write_report_csv(rows(), Language::Vietnamese, &mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    assert!(
        table.starts_with("\u{feff}Trang,Dòng,Kết quả") && table.contains("Bị từ chối") && table.contains("'=A")
            || table.contains("''=A"),
        "{table}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.xlsx");
    write_report_xlsx(rows(), Language::Vietnamese, &path).unwrap();
    let mut book = calamine::open_workbook_auto(&path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!((range.height(), range.get_value((2, 2))), (3, Some(&Data::String("Thêm mới".to_owned()))));
}
