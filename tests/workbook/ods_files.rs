//! OpenDocument spreadsheets.
use agriatlas::ingest::workbook::{
    CellRange, DateKind, FileFormat, FileNotice, FileRefusal, FormulaReach, NumberFormat, RawCell,
};

use crate::packing::{ods, zipped};
use crate::{fixture, open, read_all, rows, texts};

#[test]
fn a_spreadsheet_of_odfpy_keeps_values_spaces_and_repetitions() {
    let mut workbook = open(&fixture("repeated_rows_and_spaces.ods")).unwrap();
    assert_eq!(workbook.format(), FileFormat::Ods);
    let sheets: Vec<_> = workbook.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("Hà Nội", false), ("Ẩn", true)]);
    let layout = workbook.layout(0).unwrap();
    assert_eq!(layout.merged, [CellRange { first_row: 1, last_row: 1, first_column: 0, last_column: 2 }]);
    assert_eq!((layout.hidden_columns, layout.last_row), (vec![2], 7));
    let read = rows(&mut workbook, 0);
    let numbers: Vec<_> = read.iter().map(|row| (row.number, row.hidden)).collect();
    assert_eq!(numbers, [(1, false), (5, false), (6, true), (7, true)]);
    let cells = &read[1].cells;
    assert_eq!(cells[0], RawCell::Text("một\nhai dòng".to_owned()));
    assert_eq!(cells[1], RawCell::Text("hai  cách\nliên kết".to_owned()));
    assert_eq!(cells[2], RawCell::Number { value: 12.5, format: NumberFormat::General });
    assert_eq!(cells[3], RawCell::Number { value: 0.125, format: NumberFormat::Percent });
    assert_eq!(cells[4], RawCell::Number { value: 1_000_000.0, format: NumberFormat::Currency });
    assert!(matches!(cells[5], RawCell::DateTime { kind: DateKind::Date, serial: None, .. }));
    assert_eq!(cells[6].to_text(), "2024-05-01 07:30:00");
    assert_eq!(cells[7].to_text(), "07:30:00");
    assert_eq!(cells[8], RawCell::Bool(true));
    let cached = Box::new(RawCell::Number { value: 25.0, format: NumberFormat::General });
    assert_eq!(cells[9], RawCell::Formula { cached, text: Some("[.C5]*2".to_owned()), reach: FormulaReach::Sheet });
    assert_eq!(read[3].cells.iter().map(RawCell::to_text).collect::<Vec<_>>(), ["7", "7", "7"]);
}

#[test]
fn errors_notes_and_links_are_told_apart() {
    let bytes = ods("<t:dde-links/><t:table t:name=\"A\"><t:table-header-rows><t:table-row>\
        <t:table-cell office:value-type='string' calcext:value-type='error' t:formula='of:=1/0'><x:p>#DIV/0!</x:p></t:table-cell>\
        <t:table-cell office:value-type='string'><o:annotation><x:p>ghi chú</x:p></o:annotation><x:p>Mỹ <x:span>Đức</x:span></x:p></t:table-cell>\
        </t:table-row></t:table-header-rows></t:table><t:table t:name=\"'file:///a.ods'#B\"/>");
    let mut workbook = open(&bytes).unwrap();
    assert_eq!(workbook.notices(), [FileNotice::ExternalLinks]);
    assert_eq!(workbook.sheets().len(), 1);
    let read = rows(&mut workbook, 0);
    assert_eq!(*read[0].cells[0].value(), RawCell::Error("#DIV/0!".to_owned()));
    assert_eq!(read[0].cells[1], RawCell::Text("Mỹ Đức".to_owned()));
    assert_eq!(texts(&bytes)[0].0, 1);
}

#[test]
fn a_row_repeated_without_end_is_refused() {
    let row = |rows: &str, columns: &str| {
        ods(&format!(
            "<t:table><t:table-row t:number-rows-repeated='{rows}'><t:table-cell t:number-columns-repeated='{columns}' \
            o:value-type='float' o:value='1'/></t:table-row></t:table>"
        ))
    };
    let refusal = |bytes: &[u8]| read_all(&mut open(bytes).unwrap()).unwrap_err();
    assert!(matches!(refusal(&row("18446744073709551615", "1")), FileRefusal::TooManyRows { .. }));
    assert!(matches!(refusal(&row("1", "4294967295")), FileRefusal::TooManyColumns { row: 1, .. }));
}

#[test]
fn a_password_is_seen_in_the_manifest() {
    let kind: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
    let manifest: (&str, &[u8]) = ("META-INF/manifest.xml", b"<m><e><encryption-data/></e></m>");
    for bytes in [zipped(&[kind, manifest, ("content.xml", b"???")]), zipped(&[kind, ("encrypted-package", b"?")])] {
        assert!(matches!(open(&bytes), Err(FileRefusal::PasswordProtected)));
    }
}
