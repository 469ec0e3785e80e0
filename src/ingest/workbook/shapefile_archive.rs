//! Shapefiles in a zip archive: each is a sheet, its table and shapes read side by side.
use std::io::BufReader;
use std::sync::Arc;

use super::archive::{Archive, Part};
use super::dbf_table::{DbfHead, DbfRecords};
use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::RawCell;
use super::row_builder::RowBuilder;
use super::sheet_info::{RawGeometry, RawRow, SheetInfo};
use super::shp_shapes::ShpShapes;
use super::source::Source;
use super::text_encoding::TextEncoding;

/// Largest .prj and .cpg that are read.
const SIDE_FILE_BYTES: usize = 64 * 1024;

/// An opened archive.
pub(super) struct ShapefileArchive {
    /// The archive twice, as shapes and table are unpacked at the same time.
    shapes: Archive,
    tables: Archive,
    layers: Vec<Layer>,
    limits: Limits,
}

struct Layer {
    /// Path without its ending.
    stem: String,
    head: DbfHead,
    encoding: TextEncoding,
    crs: Option<Arc<str>>,
}

impl ShapefileArchive {
    /// The paths of the shapefiles in an archive, without their endings.
    pub fn stems(archive: &Archive) -> Vec<String> {
        let is_hidden = |name: &str| name.starts_with("__MACOSX") || name.rsplit('/').next().unwrap_or_default().starts_with('.');
        let shapes = archive.names().iter().filter(|name| name.to_lowercase().ends_with(".shp") && !is_hidden(name));
        let mut stems: Vec<String> = shapes.filter_map(|name| name.get(..name.len() - ".shp".len()).map(str::to_owned)).collect();
        stems.sort_unstable();
        stems
    }

    /// Reads what describes the layers.
    pub fn open(
        mut archive: Archive,
        source: &Source,
        encoding: Option<TextEncoding>,
        limits: &Limits,
    ) -> Result<(Self, Vec<SheetInfo>, Vec<FileNotice>), FileRefusal> {
        let stems = Self::stems(&archive);
        if stems.len() > limits.sheets {
            return Err(FileRefusal::TooManySheets { limit: limits.sheets });
        }
        let (mut layers, mut sheets, mut notices) = (Vec::new(), Vec::new(), Vec::new());
        for stem in stems {
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
            let crs = archive.small(&format!("{stem}.prj"), SIDE_FILE_BYTES)?.map(text).filter(|text| !text.is_empty());
            let named = archive.small(&format!("{stem}.cpg"), SIDE_FILE_BYTES)?.map(text);
            let table = format!("{stem}.dbf");
            let head = DbfHead::read(&mut BufReader::new(archive.needed(&table)?), &table, limits)?;
            let stated = encoding.or_else(|| encoding_named(&named?));
            let encoding = match stated {
                Some(stated) => stated,
                None => {
                    let mut records = DbfRecords::new(BufReader::new(archive.needed(&table)?), &table, limits)?;
                    let guessed = records.guess_encoding()?;
                    if guessed != TextEncoding::Utf8 && !notices.contains(&FileNotice::EncodingGuessed(guessed)) {
                        notices.push(FileNotice::EncodingGuessed(guessed));
                    }
                    guessed
                }
            };
            let name = stem.rsplit('/').next().unwrap_or_default().to_owned();
            let row_count_hint = Some(u64::from(head.records) + 1);
            sheets.push(SheetInfo { name, hidden: false, row_count_hint });
            layers.push(Layer { stem, head, encoding, crs: crs.map(Arc::from) });
        }
        let tables = Archive::open(source, limits)?;
        Ok((Self { shapes: archive, tables, layers, limits: *limits }, sheets, notices))
    }

    /// How the texts of the first layer are read.
    pub fn encoding(&self) -> Option<TextEncoding> {
        self.layers.first().map(|layer| layer.encoding)
    }

    /// The rows of a layer: the names of its fields, then the features.
    pub fn rows(&mut self, sheet: usize) -> Result<ShapefileRows<'_>, FileRefusal> {
        let layer = self.layers.get(sheet).ok_or(FileRefusal::NoSuchSheet { index: sheet })?;
        let (shapes_name, table_name) = (format!("{}.shp", layer.stem), format!("{}.dbf", layer.stem));
        let shapes = BufReader::new(self.shapes.needed(&shapes_name)?);
        let records = BufReader::new(self.tables.needed(&table_name)?);
        Ok(ShapefileRows {
            head: &layer.head,
            encoding: layer.encoding,
            shapes: ShpShapes::new(shapes, &shapes_name, layer.crs.clone())?,
            records: DbfRecords::new(records, &table_name, &self.limits)?,
            number: 0,
            limits: self.limits,
        })
    }
}

/// The encoding that a .cpg file names.
fn encoding_named(name: &str) -> Option<TextEncoding> {
    let name = name.to_lowercase();
    match name.as_str() {
        "" => None,
        utf if utf.contains("utf") || utf.contains("65001") => Some(TextEncoding::Utf8),
        windows if windows.contains("1258") => Some(TextEncoding::Windows1258),
        _ => Some(TextEncoding::SingleByte),
    }
}

/// The rows of a layer.
pub(super) struct ShapefileRows<'a> {
    head: &'a DbfHead,
    encoding: TextEncoding,
    shapes: ShpShapes<BufReader<Part<'a>>>,
    records: DbfRecords<BufReader<Part<'a>>>,
    number: u64,
    limits: Limits,
}

impl ShapefileRows<'_> {
    fn next_row(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        loop {
            self.number += 1;
            let mut row = RowBuilder::new(&self.limits, self.number);
            if self.number == 1 {
                for (field, column) in self.head.fields.iter().zip(0..) {
                    row.put(column, RawCell::Text(field.name.clone()))?;
                }
                if let Some(names) = row.finish() {
                    return Ok(Some(names));
                }
                continue;
            }
            let record = self.records.next_record()?;
            let shape = self.shapes.next_shape()?;
            let (record, shape) = match (record, shape) {
                (Some(record), Some(shape)) => (record, shape),
                (None, None) => return Ok(None),
                (record, _) => {
                    let shorter = if record.is_some() { ".shp" } else { ".dbf" };
                    return Err(FileRefusal::damaged(shorter, "fewer features than in the other file"));
                }
            };
            // A deleted row keeps its place, so that shapes and rows stay side by side.
            if record.is_deleted {
                continue;
            }
            for (field, column) in self.head.fields.iter().zip(0..) {
                row.put(column, field.cell(&record, self.encoding))?;
            }
            row.place(if matches!(shape, RawGeometry::NotGeographic) { RawGeometry::Missing } else { shape });
            return Ok(row.finish());
        }
    }
}

impl Iterator for ShapefileRows<'_> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}
