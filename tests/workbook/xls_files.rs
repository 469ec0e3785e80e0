//! Binary Excel workbooks, of Excel 97 and older.
use agriatlas::ingest::workbook::{CellRange, DateKind, FileFormat, FileNotice, FileRefusal, NumberFormat, RawCell};

use crate::packing::{compound, record};
use crate::{fixture, open, rows};

#[test]
fn a_workbook_of_xlwt_keeps_dates_merges_and_what_is_hidden() {
    let mut workbook = open(&fixture("merged_hidden_dates.xls")).unwrap();
    assert_eq!(workbook.format(), FileFormat::Xls);
    let sheets: Vec<_> = workbook.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("Hà Nội", false), ("Ẩn", true)]);
    assert_eq!(workbook.sheets()[0].row_count_hint, Some(5));
    let layout = workbook.layout(0).unwrap();
    assert_eq!(layout.merged, [CellRange { first_row: 1, last_row: 1, first_column: 0, last_column: 3 }]);
    assert_eq!((layout.hidden_columns, layout.last_row), (vec![7], 5));
    let read = rows(&mut workbook, 0);
    assert_eq!(
        read.iter().map(|row| (row.number, row.hidden)).collect::<Vec<_>>(),
        [(1, false), (2, false), (3, false), (5, true)]
    );
    assert_eq!(read[1].cells[6], RawCell::Text("Công thức".to_owned()));
    let cells = &read[2].cells;
    assert_eq!(cells[0], RawCell::Text("Hợp tác xã Đồng Tâm".to_owned()));
    assert_eq!(cells[1], RawCell::Number { value: 12.5, format: NumberFormat::General });
    assert_eq!(cells[2], RawCell::Number { value: 0.125, format: NumberFormat::Percent });
    assert!(matches!(cells[3], RawCell::DateTime { kind: DateKind::Date, serial: Some(45413.0), .. }), "{:?}", cells[3]);
    assert_eq!(cells[4].to_text(), "2024-05-01 07:30:00");
    assert_eq!(cells[5], RawCell::Bool(true));
    assert!(matches!(&cells[6], RawCell::Formula { text: None, .. }), "{:?}", cells[6]);
    assert_eq!(cells[7].to_text(), "42");
    assert_eq!(rows(&mut workbook, 1)[0].cells, [RawCell::Text("x".to_owned())]);
}

#[test]
fn texts_that_run_on_into_further_records_are_whole() {
    let mut workbook = open(&fixture("texts_across_records.xls")).unwrap();
    let read = rows(&mut workbook, 0);
    assert_eq!(read.len(), 3000);
    for (row, number) in read.iter().zip(0..) {
        let expected = format!("Xã thứ {number} {}{}", "ế".repeat(number % 40), "a".repeat(number % 7));
        assert_eq!(row.cells, [RawCell::Text(expected)]);
    }
}

/// A workbook of Excel 95 with one sheet.
fn excel_95(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u8| record(0x809, &[0, 5, kind, 0, 0, 0, 0, 0]);
    let sheet = |start: u32| record(0x85, &[&start.to_le_bytes()[..], &[0, 0, 3], b"So1"].concat());
    let end = record(0x0a, &[]);
    let before = begin(5).len() + globals.concat().len();
    let start = before + sheet(0).len() + end.len();
    let stream = [begin(5), globals.concat(), sheet(start as u32), end.clone(), begin(0x10), cells.concat(), end].concat();
    compound(&[("/Book", &stream)])
}

#[test]
fn a_workbook_of_excel_95_keeps_the_bytes_of_its_texts() {
    // Row 1, column 0: a text of bytes in the letters of TCVN3; then whole, broken and compact numbers.
    let label = record(0x204, &[&[0, 0, 0, 0, 0, 0, 6, 0][..], b"H\xb5 N\xe9i"].concat());
    let number = record(0x203, &[&[0, 0, 1, 0, 0, 0][..], &12.5_f64.to_le_bytes()].concat());
    let compact = |value: u32| [&[0_u8, 0][..], &value.to_le_bytes()].concat();
    let several = [&[1, 0, 0, 0][..], &compact((7 << 2) | 2), &compact((1234 << 2) | 3), &[1, 0]].concat();
    let error = record(0x205, &[1, 0, 2, 0, 0, 0, 0x17, 1]);
    let formula = record(0x06, &[&[2, 0, 0, 0, 0, 0][..], &[0, 0, 0, 0, 0, 0, 0xff, 0xff], &[0; 8]].concat());
    let text = record(0x207, b"\x03\0a\xb5b");
    let bytes = excel_95(&[], &[label, number, record(0xbd, &several), error, formula, text]);
    let read = rows(&mut open(&bytes).unwrap(), 0);
    let shown: Vec<Vec<String>> = read.iter().map(|row| row.cells.iter().map(RawCell::to_text).collect()).collect();
    assert_eq!(shown, [vec!["Hµ Néi", "12.5"], vec!["7", "12.34", "#REF!"], vec!["aµb"]]);
    assert!(matches!(read[2].cells[0], RawCell::Formula { .. }));
}

#[test]
fn links_are_told_and_passwords_asked_to_be_removed() {
    let linked = excel_95(&[record(0x1ae, &[1, 0, 9, 0, 0, b'x'])], &[]);
    assert_eq!(open(&linked).unwrap().notices(), [FileNotice::ExternalLinks]);
    let protected = excel_95(&[record(0x2f, &[1, 0, 1, 0])], &[]);
    assert!(matches!(open(&protected), Err(FileRefusal::PasswordProtected)));
    let encrypted = compound(&[("/EncryptionInfo", b"x"), ("/EncryptedPackage", b"y")]);
    let refusal = open(&encrypted).err().unwrap();
    assert!(matches!(refusal, FileRefusal::PasswordProtected));
    assert!(refusal.message().vi.contains("mật khẩu") && refusal.message().en.contains("password"));
}
