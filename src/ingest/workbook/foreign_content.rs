//! What people bring instead of a table, told by its first bytes, with what to do about it.
use crate::domain::Message;

/// Content that is no table of a format that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignContent {
    /// A picture; its kind.
    Image(&'static str),
    /// A PDF document.
    Pdf,
    /// A web page, which many programs write and call `.xls`.
    Html,
    /// A workbook of Excel 2003 in XML.
    SpreadsheetXml,
    /// A binary workbook, `.xlsb`.
    Xlsb,
    /// A workbook older than Excel 5.
    OldExcel,
    /// A document or presentation of an office program.
    OfficeDocument,
    /// A compressed file or archive of another kind; its kind.
    Archive(&'static str),
    /// A zip archive without a table in it.
    ZipWithoutTable,
    /// KML or KMZ.
    Kml,
    /// XML of another kind.
    Xml,
    /// JSON that is no GeoJSON.
    Json,
    /// A `.shp` without its other files.
    LoneShapefile,
    /// A `.dbf` without its other files.
    LoneTable,
    /// A SQLite database that is no GeoPackage.
    Sqlite,
    /// Anything else.
    Binary,
}

const ALLOWED_VI: &str = "Được phép: CSV, Excel (.xlsx, .xls), OpenDocument (.ods), GeoJSON, GeoPackage, shapefile nén (.zip).";
const ALLOWED_EN: &str = "Allowed are CSV, Excel (.xlsx, .xls), OpenDocument (.ods), GeoJSON, GeoPackage and zipped shapefiles.";

impl ForeignContent {
    /// What these first bytes of a file are, where they are known and no table; at least 512 bytes are asked for.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let begins = |opening: &[u8]| text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
        let holds = |word: &[u8]| head.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
        Some(match head {
            [0x89, b'P', b'N', b'G', ..] => Self::Image("PNG"),
            [0xff, 0xd8, 0xff, ..] => Self::Image("JPEG"),
            [b'G', b'I', b'F', b'8', ..] => Self::Image("GIF"),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Self::Image("WebP"),
            [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => Self::Image("TIFF"),
            [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] => Self::Image("HEIC"),
            [b'%', b'P', b'D', b'F', b'-', ..] => Self::Pdf,
            [0x1f, 0x8b, ..] => Self::Archive("gzip"),
            [b'R', b'a', b'r', b'!', ..] => Self::Archive("RAR"),
            [b'7', b'z', 0xbc, 0xaf, ..] => Self::Archive("7z"),
            [b'B', b'Z', b'h', b'1'..=b'9', ..] => Self::Archive("bzip2"),
            [0xfd, b'7', b'z', b'X', b'Z', ..] => Self::Archive("xz"),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Archive("zstd"),
            [0, 0, 0x27, 0x0a, ..] => Self::LoneShapefile,
            // BIFF of Excel 2 to 4 stands by itself.
            [9, 0 | 2 | 4 | 8, 4 | 6 | 8 | 16, 0, ..] => Self::OldExcel,
            [3 | 0x83 | 0x8b | 0xf5, _, 1..=12, 1..=31, ..] if is_dbf(head) => Self::LoneTable,
            _ if !text.starts_with(b"<") => return None,
            _ if holds(b"<html") || holds(b"<!doctype html") || begins(b"<table") || begins(b"<meta") => Self::Html,
            _ if holds(b"urn:schemas-microsoft-com:office:spreadsheet") => Self::SpreadsheetXml,
            _ if holds(b"<kml") => Self::Kml,
            _ => Self::Xml,
        })
    }

    /// The sentence for people: what it is and what to do.
    pub fn message(&self) -> Message {
        let (vi, en) = match self {
            Self::Image(kind) => {
                (format!("Tệp là ảnh {kind}, không phải bảng tính."), format!("The file is a {kind} picture, not a table."))
            }
            Self::Pdf => (
                "Tệp là PDF; hãy xin tệp bảng tính gốc.".to_owned(),
                "The file is a PDF; ask for the table it was made from.".to_owned(),
            ),
            Self::Html => (
                "Tệp thật ra là trang web (HTML), dù tên là .xls. Hãy mở bằng Excel rồi lưu dạng .xlsx.".to_owned(),
                "The file is really a web page (HTML), even if it is called .xls. Open it in Excel and save it as .xlsx."
                    .to_owned(),
            ),
            Self::SpreadsheetXml => (
                "Tệp là “XML Spreadsheet 2003”. Hãy mở bằng Excel rồi lưu dạng .xlsx.".to_owned(),
                "The file is an “XML Spreadsheet 2003”. Open it in Excel and save it as .xlsx.".to_owned(),
            ),
            Self::Xlsb => (
                "Tệp là sổ tính nhị phân .xlsb. Hãy lưu dạng .xlsx.".to_owned(),
                "The file is a binary workbook, .xlsb. Save it as .xlsx.".to_owned(),
            ),
            Self::OldExcel => (
                "Tệp của Excel đời trước 1995. Hãy mở bằng Excel hoặc LibreOffice rồi lưu dạng .xlsx.".to_owned(),
                "The file is of an Excel before 1995. Open it in Excel or LibreOffice and save it as .xlsx.".to_owned(),
            ),
            Self::OfficeDocument => (
                "Tệp là văn bản hoặc bản trình chiếu. Hãy chép bảng sang Excel.".to_owned(),
                "The file is a document or presentation. Copy its table into Excel.".to_owned(),
            ),
            Self::Archive(kind) => {
                (format!("Tệp nén {kind}; hãy giải nén trước."), format!("The file is packed ({kind}); unpack it first."))
            }
            Self::ZipWithoutTable => (
                "Tệp nén không có sổ tính hay shapefile nào bên trong.".to_owned(),
                "The archive holds neither a workbook nor a shapefile.".to_owned(),
            ),
            Self::Kml => (
                "Tệp là KML; hãy chuyển sang GeoJSON hoặc GeoPackage, ví dụ bằng QGIS.".to_owned(),
                "The file is KML; convert it to GeoJSON or GeoPackage, with QGIS for example.".to_owned(),
            ),
            Self::Xml => ("Tệp là XML, không phải bảng tính.".to_owned(), "The file is XML, not a table.".to_owned()),
            Self::Json => ("Tệp là JSON nhưng không phải GeoJSON.".to_owned(), "The file is JSON, but not GeoJSON.".to_owned()),
            Self::LoneShapefile => (
                "Tệp .shp đứng một mình; hãy nén .shp, .dbf, .prj (và .cpg) cùng nhau thành một tệp .zip.".to_owned(),
                "A .shp by itself; put .shp, .dbf, .prj (and .cpg) together into one .zip.".to_owned(),
            ),
            Self::LoneTable => (
                "Tệp .dbf đứng một mình; hãy nén cùng .shp thành một tệp .zip, hoặc lưu dạng .xlsx.".to_owned(),
                "A .dbf by itself; put it into one .zip with its .shp, or save it as .xlsx.".to_owned(),
            ),
            Self::Sqlite => (
                "Tệp là cơ sở dữ liệu SQLite nhưng không phải GeoPackage.".to_owned(),
                "The file is a SQLite database, but not a GeoPackage.".to_owned(),
            ),
            Self::Binary => ("Không nhận ra loại tệp.".to_owned(), "The file is of no known kind.".to_owned()),
        };
        Message::new(format!("{vi} {ALLOWED_VI}"), format!("{en} {ALLOWED_EN}"))
    }
}

/// Whether the lengths in the head of a dBASE table fit each other.
fn is_dbf(head: &[u8]) -> bool {
    let (Some(&[low, high]), Some(&[first, second])) = (head.get(8..10), head.get(10..12)) else { return false };
    let (header, record) = (u16::from_le_bytes([low, high]), u16::from_le_bytes([first, second]));
    header >= 33 && record >= 2 && head.get(12..14) == Some(&[0, 0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_openings_are_told_apart() {
        for (head, expected) in [
            (b"\x89PNG\r\n\x1a\n\0\0".as_slice(), Some(ForeignContent::Image("PNG"))),
            (b"\xef\xbb\xbf \n<HTML><body>", Some(ForeignContent::Html)),
            (b"<?xml version='1.0'?><kml>", Some(ForeignContent::Kml)),
            (b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", Some(ForeignContent::SpreadsheetXml)),
            (b"name,kind\n", None),
            (b"", None),
        ] {
            assert_eq!(ForeignContent::of(head), expected);
        }
    }
}
