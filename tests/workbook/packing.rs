//! Puts files together by hand: archives, and packages of spreadsheets with as little in them as a program may write.
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip archive of these files.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a workbook with one sheet.
pub struct XlsxParts<'a> {
    pub sheet: &'a str,
    pub strings: Option<&'a str>,
    pub styles: Option<&'a str>,
    /// In the element `workbook`, before the sheets.
    pub settings: &'a str,
    pub more: Vec<(&'a str, &'a [u8])>,
}

impl<'a> XlsxParts<'a> {
    pub fn of_sheet(sheet: &'a str) -> Self {
        Self { sheet, strings: None, styles: None, settings: "", more: Vec::new() }
    }

    /// The sheet whose cells are these.
    pub fn of_rows(rows: &str) -> Vec<u8> {
        XlsxParts::of_sheet(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")).packed()
    }

    pub fn packed(&self) -> Vec<u8> {
        let workbook = format!(
            "<workbook xmlns:r=\"r\">{}<sheets><sheet name=\"Hà Nội\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            self.settings
        );
        let related = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>\
             <Relationship Id=\"r3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
        let mut files: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", b"<Types/>"),
            (
                "_rels/.rels",
                b"<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", related.as_bytes()),
            ("xl/worksheets/sheet1.xml", self.sheet.as_bytes()),
        ];
        files.extend(self.strings.map(|text| ("xl/sharedStrings.xml", text.as_bytes())));
        files.extend(self.styles.map(|text| ("xl/styles.xml", text.as_bytes())));
        files.extend(self.more.iter().copied());
        zipped(&files)
    }
}

/// An OpenDocument spreadsheet with this content in its body.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!("<o:document-content><o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>");
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// A compound file with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

/// A record of a binary workbook.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}
