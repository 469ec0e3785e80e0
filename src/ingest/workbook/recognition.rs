//! Tells what a file is by its content, whatever its name says.
use std::io::Read;

use super::archive::Archive;
use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::limits::Limits;
use super::shapefile_archive::ShapefileArchive;
use super::source::Source;

/// How much of the beginning is looked at.
const HEAD_BYTES: u64 = 4096;

/// What a file is; an archive is open already.
pub(super) enum Recognised {
    Csv,
    GeoJson,
    GeoPackage,
    Xls,
    Xlsx(Archive),
    Ods(Archive),
    Shapefiles(Archive),
}

/// Tells what a file is.
pub(super) fn recognise(source: &Source, limits: &Limits) -> Result<Recognised, FileRefusal> {
    let bytes = source.size()?;
    if bytes > limits.file_bytes {
        return Err(FileRefusal::TooLarge { bytes, limit: limits.file_bytes });
    }
    let head = source.head(HEAD_BYTES)?;
    if head.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if let [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] = head.as_slice() {
        return archive(source, limits);
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Ok(Recognised::Xls);
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Ok(Recognised::GeoPackage);
    }
    if let Some(content) = ForeignContent::of(&head) {
        return Err(FileRefusal::NotATable(content));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    let text = text.strip_prefix(b"\x1e").unwrap_or(text).trim_ascii_start();
    match text.first() {
        Some(b'{') => Ok(Recognised::GeoJson),
        // A table does not begin with two brackets or a bracket and a brace.
        Some(b'[') if matches!(text.get(1..).unwrap_or_default().trim_ascii_start().first(), Some(b'{' | b'[')) => {
            Err(FileRefusal::NotATable(ForeignContent::Json))
        }
        _ => Ok(Recognised::Csv),
    }
}

fn archive(source: &Source, limits: &Limits) -> Result<Recognised, FileRefusal> {
    let mut archive = Archive::open(source, limits)?;
    if archive.names().is_empty() {
        return Err(FileRefusal::Empty);
    }
    if archive.has("mimetype") {
        let mut kind = String::new();
        let read = archive.needed("mimetype")?.take(200).read_to_string(&mut kind);
        read.map_err(|error| FileRefusal::of_read(error, "mimetype"))?;
        return match kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            true => Ok(Recognised::Ods(archive)),
            false => Err(FileRefusal::NotATable(ForeignContent::OfficeDocument)),
        };
    }
    if archive.has("[Content_Types].xml") {
        let begins = |folder: &str| archive.names().iter().any(|name| name.to_lowercase().starts_with(folder));
        return match () {
            () if archive.has("xl/workbook.bin") => Err(FileRefusal::NotATable(ForeignContent::Xlsb)),
            () if begins("word/") || begins("ppt/") => Err(FileRefusal::NotATable(ForeignContent::OfficeDocument)),
            () => Ok(Recognised::Xlsx(archive)),
        };
    }
    if !ShapefileArchive::stems(&archive).is_empty() {
        return Ok(Recognised::Shapefiles(archive));
    }
    Err(without_table(&archive))
}

/// What an archive without a workbook or shapefile holds instead.
fn without_table(archive: &Archive) -> FileRefusal {
    const TABLES_AND_ARCHIVES: [&str; 14] =
        ["zip", "rar", "7z", "gz", "xlsx", "xlsm", "xls", "ods", "csv", "tsv", "gpkg", "geojson", "json", "kmz"];
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if archive.names().iter().any(|name| ending(name) == "kml") {
        return FileRefusal::NotATable(ForeignContent::Kml);
    }
    match archive.names().iter().find(|name| TABLES_AND_ARCHIVES.contains(&ending(name).as_str())) {
        Some(name) => FileRefusal::NestedFile { name: name.chars().take(100).collect() },
        None => FileRefusal::NotATable(ForeignContent::ZipWithoutTable),
    }
}
