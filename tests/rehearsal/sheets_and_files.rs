//! Sheets without a table, sheets left out, formulas that leave the file, and files that are none.
use agriatlas::ingest::rehearsal::{Progress, RehearsalError, RehearsedOutcome, Rehearsing, rehearse};
use agriatlas::ingest::table::Corrections;
use agriatlas::ingest::workbook::{FileRefusal, Limits, ReadOptions, Workbook};
use rust_xlsxwriter::{Formula, Workbook as Writer};

use crate::{GEOGRAPHY, VOCABULARY, everything, open, rehearsed, rehearsed_with, settings};

fn write(sheet: &mut rust_xlsxwriter::Worksheet, rows: &[&[&str]]) {
    for (cells, row) in rows.iter().zip(0..) {
        for (cell, column) in cells.iter().zip(0..) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

const LIST: &[&[&str]] = &[
    &["STT", "Tên mô hình", "Xã", "Huyện", "Tỉnh", "Lĩnh vực"],
    &["1", "Mô hình hoa lan", "Đan Phượng", "Đan Phượng", "Hà Nội", "Trồng trọt"],
];

#[test]
fn notes_are_no_list_and_what_is_left_out_is_not_read() {
    let mut writer = Writer::new();
    write(writer.add_worksheet().set_name("Danh sách").unwrap(), LIST);
    write(writer.add_worksheet().set_name("Ghi chú").unwrap(), &[&["Gửi chị Lan", "", "rất gấp"], &["Nhớ kiểm tra lại"]]);
    let bytes = writer.save_to_buffer().unwrap();
    let read = rehearsed(&bytes, &[]);
    assert_eq!(read.outcomes(), [RehearsedOutcome::Created]);
    let [list, notes] = &read.summary.sheets[..] else { panic!() };
    assert_eq!((list.rows, list.is_read, notes.rows, notes.is_read), (1, true, 0, true));
    assert_eq!(notes.findings[0].code.code(), "no_table");
    assert_eq!(read.rows.iter().filter(|row| row.sheet == "Ghi chú").count(), 2, "nothing is lost");
    let read = rehearsed_with(&bytes, &[], &settings(r#"{"left_out_sheets": ["Danh sách"]}"#));
    assert_eq!((read.outcomes().len(), read.summary.sheets[0].is_read), (0, false));
}

#[test]
fn two_titles_alike_and_no_title_at_all_are_told() {
    let mut writer = Writer::new();
    let rows: Vec<Vec<&str>> = LIST.iter().map(|cells| [cells, &cells[1..2]].concat()).collect();
    let mut rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let second = [rows[1], &[]].concat();
    rows[1] = &second;
    write(writer.add_worksheet(), &rows);
    let read = rehearsed(&writer.save_to_buffer().unwrap(), &[]);
    assert!(read.summary.sheets[0].findings.iter().any(|finding| finding.code.code() == "unclear_value"), "{:?}", read.summary);
    let mut writer = Writer::new();
    write(writer.add_worksheet(), &[&["1", "Hoa lan", "2,5", "9"], &["2", "Rau", "1,5", "8"]]);
    let read = rehearsed(&writer.save_to_buffer().unwrap(), &[]);
    assert_eq!((read.summary.counts.rows, read.summary.counts.left_out), (0, 2));
    assert_eq!(read.summary.sheets[0].findings[0].severity.code(), "warning");
}

#[test]
fn a_formula_is_its_kept_value_and_told_where_it_leaves_the_file() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    write(sheet, &[&["Tên", "Loại hình", "Lĩnh vực", "Tỉnh", "Diện tích (ha)"], &["A", "model", "crop", "Hà Nội"]]);
    sheet.write_formula(1, 4, Formula::new("=[1]Sheet1!A1*2").set_result("2.5")).unwrap();
    write(sheet, &[]);
    let read = rehearsed(&writer.save_to_buffer().unwrap(), &[]);
    assert_eq!(read.row(2).facts.as_ref().unwrap().area_ha, Some(2.5));
    assert_eq!(read.codes(2)[0], "foreign_formula");
    assert_eq!(read.row(2).findings[0].column, Some(4));
}

#[test]
fn files_that_are_no_tables_are_refused_in_words() {
    let refusal = |bytes: &[u8]| Workbook::open_bytes(bytes.to_vec(), &ReadOptions::default(), &Limits::DEFAULT).err().unwrap();
    let picture = [&b"\x89PNG\r\n\x1a\n"[..], &[0; 64]].concat();
    assert!(matches!(refusal(&picture), FileRefusal::NotATable(_)));
    for bytes in [&picture[..], b"", b"%PDF-1.7 ...."] {
        let message = refusal(bytes).message();
        assert!(!message.vi.is_empty() && message.vi != message.en);
    }
}

#[test]
fn a_rehearsal_can_be_cancelled_and_says_how_far_it_is() {
    let csv = "name,kind,sector,province\nA,model,crop,Hà Nội\nB,model,crop,Hà Nội\nC,model,crop,Hà Nội\n";
    let progress = Progress::new();
    let (office, settings) = (Corrections::default(), Default::default());
    let with = Rehearsing {
        vocabulary: &VOCABULARY,
        geography: &GEOGRAPHY,
        sites: None,
        settings: &settings,
        office: &office,
        may: &everything,
    };
    let mut seen = 0;
    let ended = rehearse(&mut open(csv.as_bytes()), with, &progress, &mut |_| {
        seen += 1;
        progress.cancel();
        Ok(())
    });
    assert!(matches!(ended, Err(RehearsalError::Cancelled)) && seen == 1 && progress.told().0 == 1);
    let full = rehearse(&mut open(csv.as_bytes()), with, &Progress::new(), &mut |_| Err(std::io::Error::other("full")));
    assert!(matches!(full, Err(RehearsalError::Io(_))));
    let wrong = crate::settings(r#"{"crs": "HN-72"}"#);
    let with = Rehearsing { settings: &wrong, ..with };
    assert!(matches!(
        rehearse(&mut open(b"a,b\n1,2\n"), with, &Progress::new(), &mut |_| Ok(())),
        Err(RehearsalError::Settings(_))
    ));
}
