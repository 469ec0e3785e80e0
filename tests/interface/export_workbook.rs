//! The Excel download: real numbers and dates, labels that import reads, code lists, and what the file is.
use std::io::Cursor;

use agriatlas::domain::Vocabulary;
use agriatlas::ingest::{RowOutcome, plan_import, read_rows, starter_vocabulary};
use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};

use crate::export_inputs::{HOSTILE, app_with, hostile};
use crate::support::{Answer, GEOGRAPHY, content_type, get, json, send, starter_sites};

fn sheet(answer: &Answer, index: usize) -> Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(answer.body.clone())).unwrap();
    workbook.worksheet_range_at(index).unwrap().unwrap()
}

fn cell(range: &Range<Data>, row: usize, heading: &str) -> Data {
    let headings: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let column = headings.iter().position(|title| title == heading).unwrap_or_else(|| panic!("{heading}: {headings:?}"));
    range.get((row, column)).cloned().unwrap_or(Data::Empty)
}

#[tokio::test]
async fn cells_have_their_types() {
    let answer = hostile("export.xlsx?lang=en&sortby=id").await;
    let table = sheet(&answer, 0);
    assert_eq!(table.height(), 1 + HOSTILE.len());
    assert_eq!(cell(&table, 1, "area_ha"), Data::Float(12.345));
    assert_eq!(cell(&table, 1, "established_year"), Data::Float(2020.0));
    assert_eq!(cell(&table, 1, "lat"), Data::Float(21.0));
    assert_eq!(cell(&table, 1, "current_province_id"), Data::String("01".to_owned()));
    let Data::DateTime(day) = cell(&table, 1, "verified_on") else { panic!("{:?}", cell(&table, 1, "verified_on")) };
    assert_eq!(day.to_ymd_hms_milli().0, 2026);
    assert!(matches!(cell(&table, 1, "updated_at"), Data::DateTime(_)));
    assert!(matches!(cell(&table, 1, "commune_is_certain"), Data::Bool(_) | Data::Empty));
    let mut names: Vec<String> = (1..=HOSTILE.len()).map(|row| cell(&table, row, "name").to_string()).collect();
    let mut expected = HOSTILE.map(str::to_owned).to_vec();
    names.sort();
    expected.sort();
    assert_eq!(names, expected, "every character is kept");
    let unplaced = (1..=HOSTILE.len()).filter(|row| cell(&table, *row, "lon") == Data::Empty).count();
    assert_eq!(unplaced, 1, "a site without a point is not lost");
}

#[tokio::test]
async fn labels_stand_in_the_cells_and_the_lists_say_their_codes() {
    let answer = get("/api/collections/cooperatives/export.xlsx?sector=livestock").await;
    assert_eq!(content_type(&answer), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let matched = json("/api/collections/cooperatives/items?sector=livestock&limit=1").await["numberMatched"].as_u64().unwrap();
    let table = sheet(&answer, 0);
    assert_eq!(table.height() as u64, matched + 1);
    assert_eq!(cell(&table, 1, "Lĩnh vực").to_string(), "Chăn nuôi");
    assert_eq!(cell(&table, 1, "Loại hình").to_string(), "Hợp tác xã");
    let lists = sheet(&answer, 1);
    assert!(lists.rows().any(|row| row.iter().map(ToString::to_string).eq(["sector", "livestock", "Chăn nuôi", "Livestock"])));
    let about = sheet(&answer, 2);
    let about: Vec<String> = about.rows().map(|row| format!("{}: {}", row[0], row[1])).collect();
    assert!(about.iter().any(|line| line.starts_with("Bộ lọc:") && line.contains("Chăn nuôi")), "{about:?}");
    assert!(about.contains(&format!("Số điểm: {matched}")), "{about:?}");
    let address = "Địa chỉ: https://atlas.example.vn/ban-do/api/collections/cooperatives/export.xlsx?sector=livestock";
    assert!(about.iter().any(|line| line == address), "{about:?}");
    assert!(about.iter().any(|line| line.contains("CC BY 4.0")));
}

#[tokio::test]
async fn the_sheet_opens_frozen_and_filtered() {
    let answer = get("/api/collections/sites/export.xlsx").await;
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.body.clone())).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut text).unwrap();
    assert!(text.contains("state=\"frozen\"") && text.contains("<autoFilter ref=\"A1:AM250\""), "{}", &text[..600]);
    assert!(text.contains("<col min=") && !text.contains("<f>"));
}

#[tokio::test]
async fn nothing_found_is_a_workbook_too() {
    let table = sheet(&get("/api/collections/sites/export.xlsx?region=79").await, 0);
    assert_eq!(table.height(), 1);
}

#[tokio::test]
async fn import_reads_the_labels_of_a_workbook() {
    let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
    let known = starter_sites();
    for language in ["vi", "en"] {
        let path = format!("/api/collections/sites/export.xlsx?lang={language}");
        let table = sheet(&send(app_with(known.clone()), "GET", &path, &[]).await, 0);
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in table.rows() {
            let plain = |cell: &Data| match cell {
                Data::DateTime(day) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    format!("{year:04}-{month:02}-{day:02}")
                }
                other => other.to_string(),
            };
            writer.write_record(row.iter().map(plain)).unwrap();
        }
        let (readings, unknown) = read_rows(&writer.into_inner().unwrap(), &vocabulary, &GEOGRAPHY).unwrap();
        assert_eq!(unknown, Vec::<String>::new());
        for row in plan_import(readings, &known, &GEOGRAPHY).rows {
            assert!(matches!(row.outcome, RowOutcome::Unchanged(_)), "{language}: {:?} {:?}", row.outcome, row.findings);
        }
    }
}
