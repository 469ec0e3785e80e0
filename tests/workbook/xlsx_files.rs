//! Excel workbooks as different programs write them.
use agriatlas::ingest::workbook::{
    CellRange, DateKind, FileFormat, FileNotice, FileRefusal, FormulaReach, NumberFormat, RawCell,
};

use crate::packing::XlsxParts;
use crate::{fixture, open, read_all, rows, texts};

#[test]
fn a_workbook_of_openpyxl_keeps_what_it_hides_and_merges() {
    let mut workbook = open(&fixture("formula_without_value.xlsx")).unwrap();
    assert_eq!(workbook.format(), FileFormat::Xlsx);
    let sheets: Vec<_> = workbook.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("Hà Nội", false), ("Ẩn", true)]);
    assert_eq!(workbook.sheets()[0].row_count_hint, Some(5));
    let layout = workbook.layout(0).unwrap();
    assert_eq!(layout.merged, [CellRange { first_row: 4, last_row: 5, first_column: 0, last_column: 1 }]);
    assert_eq!((layout.hidden_columns, layout.last_row), (vec![2], 5));
    let read = rows(&mut workbook, 0);
    assert_eq!(read.iter().map(|row| (row.number, row.hidden)).collect::<Vec<_>>(), [(1, false), (2, true), (4, false)]);
    let cells = &read[1].cells;
    let RawCell::DateTime { value, kind: DateKind::Date, serial: Some(45413.0), format: NumberFormat::Code(code) } = &cells[1]
    else {
        panic!("{cells:?}")
    };
    assert_eq!((value.to_string().as_str(), &**code), ("2024-05-01T00:00:00", "dd/mm/yyyy"));
    assert_eq!(cells[2], RawCell::Number { value: 0.125, format: NumberFormat::Percent });
    // openpyxl calculates nothing, so there is no value.
    let formula =
        RawCell::Formula { cached: Box::new(RawCell::Empty), text: Some("SUM(C2:C2)".to_owned()), reach: FormulaReach::Sheet };
    assert_eq!(cells[3], formula);
    assert!(cells[3].is_empty());
    assert_eq!(rows(&mut workbook, 1), []);
}

#[test]
fn cells_of_every_kind_are_read() {
    let sheet = "<x:worksheet xmlns:x='m'><x:sheetData><x:row>\
        <x:c t='inlineStr'><x:is><x:r><x:t>Hợp </x:t></x:r><x:r><x:t>tác &amp; xã</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c>\
        <x:c t='s'><x:v>1</x:v></x:c><x:c><x:v>1.5e3</x:v></x:c><x:c t='b'><x:v>1</x:v></x:c><x:c t='e'><x:v>#REF!</x:v></x:c>\
        <x:c t='d'><x:v>2024-05-01</x:v></x:c><x:c t='str'><x:f>A1</x:f><x:v>a_x000D_b</x:v></x:c><x:c r='J1' s='1'><x:v>0.5</x:v></x:c>\
        <x:c s='9'/></x:row></x:sheetData></x:worksheet>";
    let strings = "<sst><si><t>no</t></si><si><t xml:space='preserve'> có khoảng trắng </t></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='h:mm'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
        <cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>";
    let parts = XlsxParts { strings: Some(strings), styles: Some(styles), ..XlsxParts::of_sheet(sheet) };
    let read = rows(&mut open(&parts.packed()).unwrap(), 0);
    assert_eq!(read.len(), 1);
    let shown: Vec<String> = read[0].cells.iter().map(RawCell::to_text).collect();
    let expected = ["Hợp tác & xã", " có khoảng trắng ", "1500", "TRUE", "#REF!", "2024-05-01", "a\rb", "", "", "12:00:00"];
    assert_eq!(shown, expected);
    assert!(matches!(&read[0].cells[6], RawCell::Formula { text: Some(text), .. } if text == "A1"));
}

#[test]
fn days_count_from_1904_where_the_workbook_says_so() {
    let sheet = "<worksheet><sheetData><row><c s='0'><v>43951</v></c></row></sheetData></worksheet>";
    let styles = Some("<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>");
    let parts = XlsxParts { settings: "<workbookPr date1904='1'/>", styles, ..XlsxParts::of_sheet(sheet) };
    assert_eq!(texts(&parts.packed()), [(1, vec!["2024-05-01".to_owned()])]);
}

#[test]
fn formulas_that_leave_the_file_are_known_by_their_reach() {
    let reach = |formula: &str| {
        let cells = format!(
            "<row><c t='str'><f>{formula}</f><v>x</v></c><c><f t='shared' si='0'>{formula}</f></c><c><f t='shared' si='0'/></c></row>"
        );
        let read = rows(&mut open(&XlsxParts::of_rows(&cells)).unwrap(), 0);
        read[0]
            .cells
            .iter()
            .map(|cell| match cell {
                RawCell::Formula { reach, .. } => *reach,
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(reach("A2+1"), [FormulaReach::Sheet; 3]);
    assert_eq!(reach("cmd|'/c calc'!A0"), [FormulaReach::Program; 3]);
    assert_eq!(reach("[1]Sheet1!A1"), [FormulaReach::OtherFile; 3]);
    assert_eq!(reach("HYPERLINK(&quot;http://x&quot;)"), [FormulaReach::Network; 3]);
}

#[test]
fn macros_links_and_charts_are_told() {
    let related = b"<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>\
        <Relationship Id='r2' Type='x/chartsheet' Target='chartsheets/sheet1.xml'/>\
        <Relationship Id='r3' Type='x/externalLink' Target='externalLinks/externalLink1.xml'/></Relationships>";
    let book =
        "<workbook xmlns:r='r'><sheets><sheet name='Biểu đồ' r:id='r2'/><sheet name='Bảng' r:id='r1'/></sheets></workbook>";
    let bytes = crate::packing::zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='7'><c r='B7'><v>1</v></c></row></sheetData></worksheet>"),
        ("xl/vbaProject.bin", b"never run"),
    ]);
    let mut workbook = open(&bytes).unwrap();
    let chart = FileNotice::NotATable { name: "Biểu đồ".to_owned() };
    assert_eq!(workbook.notices(), [FileNotice::Macros, FileNotice::ExternalLinks, chart]);
    assert_eq!(workbook.sheets()[0].name, "Bảng");
    assert_eq!(rows(&mut workbook, 0)[0].number, 7);
    assert!(workbook.notices().iter().all(|notice| !notice.message().vi.is_empty() && !notice.message().en.is_empty()));
}

#[test]
fn what_contradicts_itself_is_damaged() {
    for rows in [
        "<row r='2'><c><v>1</v></c></row><row r='2'><c><v>2</v></c></row>",
        "<row><c t='s'><v>7</v></c></row>",
        "<row><c t='s'><v>x</v></c></row>",
        "<row><c r='1'><v>1</v></c></row>",
        "<row><c><v>1</v></row>",
    ] {
        let refusal = read_all(&mut open(&XlsxParts::of_rows(rows)).unwrap()).unwrap_err();
        assert!(matches!(refusal, FileRefusal::Damaged { .. }), "{rows}: {refusal}");
    }
}

#[test]
fn rows_may_be_taken_twice_and_left_in_the_middle() {
    let mut workbook = open(&XlsxParts::of_rows("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")).unwrap();
    assert_eq!(workbook.rows(0).unwrap().next().unwrap().unwrap().number, 1);
    assert_eq!(rows(&mut workbook, 0).len(), 2);
    assert!(matches!(workbook.rows(1), Err(FileRefusal::NoSuchSheet { index: 1 })));
}
