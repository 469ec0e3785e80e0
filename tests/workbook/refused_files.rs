//! Files that are refused, each with a sentence in both languages that says why and what is allowed.
use std::io::Write;

use agriatlas::ingest::workbook::{FileRefusal, ForeignContent, Limits, ReadOptions, Workbook};
use zip::write::SimpleFileOptions;

use crate::packing::{XlsxParts, compound, ods, zipped};
use crate::{fixture, open, read_all};

fn refusal(bytes: &[u8], limits: &Limits) -> FileRefusal {
    let refusal = match Workbook::open_bytes(bytes.to_vec(), &ReadOptions::default(), limits) {
        Ok(mut workbook) => read_all(&mut workbook).unwrap_err(),
        Err(refusal) => refusal,
    };
    let message = refusal.message();
    assert!(message.vi.len() > 10 && message.en.len() > 10 && message.vi != message.en, "{refusal:?}");
    refusal
}

fn refused(bytes: &[u8]) -> FileRefusal {
    refusal(bytes, &Limits::DEFAULT)
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, content) in [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), ForeignContent::Image("PNG")),
        (b"%PDF-1.7\n".to_vec(), ForeignContent::Pdf),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), ForeignContent::Html),
        (b"<?xml version=\"1.0\"?><kml/>".to_vec(), ForeignContent::Kml),
        (b"\x1f\x8b\x08\0".to_vec(), ForeignContent::Archive("gzip")),
        (b"\0\0\x27\x0a\0\0".to_vec(), ForeignContent::LoneShapefile),
        (b"\x09\x08\x10\0\0\x06\x05\0".to_vec(), ForeignContent::OldExcel),
        (b"[{\"a\":1}]".to_vec(), ForeignContent::Json),
        (b"{\"a\":1}".to_vec(), ForeignContent::Json),
        (vec![0, 1, 2, 3, 0, 5], ForeignContent::Binary),
        (compound(&[("/WordDocument", b"x")]), ForeignContent::OfficeDocument),
        (zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]), ForeignContent::OfficeDocument),
        (zipped(&[("[Content_Types].xml", b""), ("xl/workbook.bin", b"")]), ForeignContent::Xlsb),
        (zipped(&[("readme.md", b"x")]), ForeignContent::ZipWithoutTable),
        (zipped(&[("doc.kml", b"x")]), ForeignContent::Kml),
    ] {
        let refusal = refused(&bytes);
        assert!(matches!(&refusal, FileRefusal::NotATable(found) if *found == content), "{content:?}: {refusal:?}");
        assert!(refusal.message().vi.contains(".xlsx"));
    }
    assert!(matches!(refused(b""), FileRefusal::Empty));
    assert!(matches!(refused(b"  \n"), FileRefusal::Empty));
}

#[test]
fn archives_that_reach_outside_or_hold_archives_are_refused() {
    for name in ["../xl/workbook.xml", "/etc/passwd", "a/../../b", "..\\b", "C:\\b"] {
        assert!(matches!(refused(&zipped(&[(name, b"x")])), FileRefusal::UnsafePath { .. }), "{name}");
    }
    let inner = zipped(&[("a.csv", b"a,b\n")]);
    assert!(matches!(refused(&zipped(&[("b.zip", &inner)])), FileRefusal::NestedFile { name } if name == "b.zip"));
    let parts: Vec<(String, Vec<u8>)> = (0..20).map(|number| (format!("{number}.txt"), Vec::new())).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let limits = Limits { entries: 19, ..Limits::DEFAULT };
    assert!(matches!(refusal(&zipped(&parts), &limits), FileRefusal::TooManyEntries { limit: 19 }));
}

#[test]
fn a_zip_bomb_is_met_while_it_unpacks() {
    // Sixty-four megabytes of spaces pack to less than two hundred kilobytes.
    let spaces = " ".repeat(64 * 1024);
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    bomb.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    bomb.write_all(b"<workbook><sheets><sheet name='a' id='r1'/></sheets></workbook>").unwrap();
    bomb.start_file("xl/_rels/workbook.xml.rels", SimpleFileOptions::default()).unwrap();
    bomb.write_all(b"<r><Relationship Id='r1' Type='x/worksheet' Target='s.xml'/></r>").unwrap();
    bomb.start_file("xl/s.xml", SimpleFileOptions::default()).unwrap();
    bomb.write_all(b"<worksheet><sheetData><row><c><v>1</v></c></row>").unwrap();
    for _ in 0..1024 {
        bomb.write_all(spaces.as_bytes()).unwrap();
        bomb.write_all(b"<a/>").unwrap();
    }
    let bytes = bomb.finish().unwrap().into_inner();
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    assert!(matches!(refused(&bytes), FileRefusal::PackedTooTightly { limit: 200, .. }));
    let limits = Limits { unpacked_bytes: 1024 * 1024, ..Limits::DEFAULT };
    assert!(matches!(refusal(&bytes, &limits), FileRefusal::UnpacksTooLarge { .. }));
}

#[test]
fn traps_of_xml_are_refused_in_every_part() {
    let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>";
    assert!(matches!(refused(&XlsxParts::of_sheet(bomb).packed()), FileRefusal::XmlEntities { .. }));
    let strings = Some("<!DOCTYPE sst SYSTEM 'file:///etc/passwd'><sst/>");
    let sheet = "<worksheet><sheetData/></worksheet>";
    assert!(matches!(refused(&XlsxParts { strings, ..XlsxParts::of_sheet(sheet) }.packed()), FileRefusal::XmlEntities { .. }));
    assert!(matches!(refused(&XlsxParts::of_sheet(&"<a>".repeat(500)).packed()), FileRefusal::XmlTrap { .. }));
    assert!(matches!(refused(&ods(&"<a>".repeat(500))), FileRefusal::XmlTrap { .. }));
}

#[test]
fn limits_are_kept_for_sheets_rows_columns_cells_and_texts() {
    let limits = Limits { rows: 2, columns: 3, cell_chars: 5, row_bytes: 8, file_bytes: 10_000, ..Limits::DEFAULT };
    let xlsx = |rows: &str| refusal(&XlsxParts::of_rows(rows), &limits);
    let cell = |text: &str| format!("<c t='str'><v>{text}</v></c>");
    let row = |cells: &str| format!("<row>{cells}</row>");
    assert!(matches!(xlsx(&row(&cell("a")).repeat(3)), FileRefusal::TooManyRows { limit: 2 }));
    assert!(matches!(xlsx(&row(&cell("a").repeat(4))), FileRefusal::TooManyColumns { row: 1, limit: 3 }));
    assert!(matches!(xlsx(&row(&cell("ắắắắắắ"))), FileRefusal::CellTooLong { row: 1, column: 0, limit: 5 }));
    assert!(matches!(xlsx(&row(&cell("abcde").repeat(2))), FileRefusal::RowTooLarge { row: 1, .. }));
    assert!(matches!(refusal(b"a,b,c,d\n", &limits), FileRefusal::TooManyColumns { .. }));
    assert!(matches!(refusal(b"a\nb\nc\n", &limits), FileRefusal::TooManyRows { .. }));
    assert!(matches!(refusal(&vec![b'a'; 20_000], &limits), FileRefusal::TooLarge { bytes: 20_000, limit: 10_000 }));
    // Empty cells far out and empty rows far down are only format.
    let mut workbook = Workbook::open_bytes(
        XlsxParts::of_rows("<row><c r='XFD1' s='1'/><c r='A1'><v>1</v></c></row><row r='1048576'/>"),
        &ReadOptions::default(),
        &limits,
    )
    .unwrap();
    assert_eq!(read_all(&mut workbook).unwrap(), 1);
    let one_sheet = Limits { sheets: 1, ..Limits::DEFAULT };
    for name in ["merged_hidden_dates.xls", "formula_without_value.xlsx", "repeated_rows_and_spaces.ods"] {
        assert!(matches!(refusal(&fixture(name), &one_sheet), FileRefusal::TooManySheets { limit: 1 }), "{name}");
    }
}

#[test]
fn a_text_shared_by_many_cells_cannot_fill_the_memory() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let cells = "<c t='s'><v>0</v></c>".repeat(1000);
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", format!("<row>{cells}</row>").repeat(100));
    let bytes = XlsxParts { strings: Some(&strings), ..XlsxParts::of_sheet(&sheet) }.packed();
    assert!(matches!(refused(&bytes), FileRefusal::RowTooLarge { row: 1, .. }));
    let limits = Limits { row_bytes: 64 * 1024 * 1024, unpacked_bytes: 100 * 1024 * 1024, ..Limits::DEFAULT };
    assert!(matches!(refusal(&bytes, &limits), FileRefusal::UnpacksTooLarge { .. }));
}

#[test]
fn a_missing_part_is_named() {
    let bytes = zipped(&[("[Content_Types].xml", b"<Types/>")]);
    assert!(matches!(open(&bytes), Err(FileRefusal::MissingPart { part }) if part == "xl/workbook.xml"));
    let bytes = zipped(&[("a.shp", b"x")]);
    assert!(matches!(open(&bytes), Err(FileRefusal::MissingPart { part }) if part == "a.dbf"));
}
