//! A file of any format that is read, opened: its sheets, and the rows of each as a stream.
use std::path::Path;

use super::csv_text::CsvText;
use super::file_format::FileFormat;
use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::geojson_file::GeoJsonFile;
use super::geopackage_file::GeoPackageFile;
use super::limits::Limits;
use super::ods_package::OdsPackage;
use super::recognition::{Recognised, recognise};
use super::shapefile_archive::ShapefileArchive;
use super::sheet_info::{RawRow, SheetInfo, SheetLayout};
use super::source::Source;
use super::text_encoding::TextEncoding;
use super::xls_workbook::XlsWorkbook;
use super::xlsx_package::XlsxPackage;

/// How to read a file, where the guess would be wrong.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Its name, for the notice that name and content disagree.
    pub file_name: Option<String>,
    /// How the texts of a CSV file or shapefile are encoded; `None` to guess.
    pub encoding: Option<TextEncoding>,
    /// What stands between the cells of a CSV file; `None` to guess.
    pub delimiter: Option<u8>,
}

/// An opened file.
pub struct Workbook {
    reader: Reader,
    format: FileFormat,
    sheets: Vec<SheetInfo>,
    notices: Vec<FileNotice>,
    limits: Limits,
}

enum Reader {
    Csv(CsvText),
    Xlsx(Box<XlsxPackage>),
    Xls(XlsWorkbook),
    Ods(Box<OdsPackage>),
    GeoJson(GeoJsonFile),
    GeoPackage(GeoPackageFile),
    Shapefiles(Box<ShapefileArchive>),
}

impl Workbook {
    /// Opens a file on disk, which must stay as it is while rows are taken. Blocks.
    ///
    /// # Errors
    /// Where it is no table, damaged, protected, or beyond a limit.
    pub fn open_path(path: &Path, options: &ReadOptions, limits: &Limits) -> Result<Self, FileRefusal> {
        Self::open(Source::of_path(path), options, limits)
    }

    /// Opens a file in memory. Blocks.
    ///
    /// # Errors
    /// As [`Workbook::open_path`].
    pub fn open_bytes(bytes: impl Into<bytes::Bytes>, options: &ReadOptions, limits: &Limits) -> Result<Self, FileRefusal> {
        Self::open(Source::Bytes(bytes.into()), options, limits)
    }

    fn open(source: Source, options: &ReadOptions, limits: &Limits) -> Result<Self, FileRefusal> {
        let (format, reader, sheets, mut notices) = match recognise(&source, limits)? {
            Recognised::Csv => {
                let (text, notices) = CsvText::open(source, options.encoding, options.delimiter, limits)?;
                (FileFormat::Csv, Reader::Csv(text), vec![SheetInfo::default()], notices)
            }
            Recognised::Xlsx(archive) => {
                let (package, sheets, notices) = XlsxPackage::open(archive, limits)?;
                (FileFormat::Xlsx, Reader::Xlsx(Box::new(package)), sheets, notices)
            }
            Recognised::Ods(archive) => {
                let (package, sheets, notices) = OdsPackage::open(archive, limits)?;
                (FileFormat::Ods, Reader::Ods(Box::new(package)), sheets, notices)
            }
            Recognised::Xls => {
                let (workbook, sheets, notices) = XlsWorkbook::open(&source, limits)?;
                (FileFormat::Xls, Reader::Xls(workbook), sheets, notices)
            }
            Recognised::GeoJson => {
                let (file, sheets) = GeoJsonFile::open(source, limits)?;
                (FileFormat::GeoJson, Reader::GeoJson(file), sheets, Vec::new())
            }
            Recognised::GeoPackage => {
                let (file, sheets) = GeoPackageFile::open(&source, limits)?;
                (FileFormat::GeoPackage, Reader::GeoPackage(file), sheets, Vec::new())
            }
            Recognised::Shapefiles(archive) => {
                let (archive, sheets, notices) = ShapefileArchive::open(archive, &source, options.encoding, limits)?;
                (FileFormat::ShapefileZip, Reader::Shapefiles(Box::new(archive)), sheets, notices)
            }
        };
        notices.extend(disagreement(options.file_name.as_deref(), format));
        Ok(Self { reader, format, sheets, notices, limits: *limits })
    }

    /// What the file is.
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// Its sheets in the order of the tabs, hidden ones included. A CSV or GeoJSON file has one without a name; a GeoPackage has
    /// one for each table, an archive of shapefiles one for each.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Facts about the whole file.
    pub fn notices(&self) -> &[FileNotice] {
        &self.notices
    }

    /// How the bytes of a CSV file, or of the first of several shapefiles, are read as text.
    pub fn encoding(&self) -> Option<TextEncoding> {
        match &self.reader {
            Reader::Csv(text) => Some(text.encoding),
            Reader::Shapefiles(archive) => archive.encoding(),
            _ => None,
        }
    }

    /// What stands between the cells of a CSV file.
    pub fn delimiter(&self) -> Option<u8> {
        match &self.reader {
            Reader::Csv(text) => Some(text.delimiter),
            _ => None,
        }
    }

    /// The layout of a sheet, for which a spreadsheet is passed over once; nothing in formats without one. Blocks.
    ///
    /// # Errors
    /// Where the sheet does not exist, is damaged, or beyond a limit.
    pub fn layout(&mut self, sheet: usize) -> Result<SheetLayout, FileRefusal> {
        match &mut self.reader {
            Reader::Xlsx(package) => package.layout(sheet),
            Reader::Xls(workbook) => workbook.layout(sheet),
            Reader::Ods(package) => package.layout(sheet),
            _ => Ok(SheetLayout::default()),
        }
    }

    /// The rows of a sheet from the first one on; each call begins anew. Blocks.
    ///
    /// # Errors
    /// Where the sheet does not exist or its beginning is damaged; what is wrong further on is an item.
    pub fn rows(&mut self, sheet: usize) -> Result<SheetRows<'_>, FileRefusal> {
        let rows: Box<dyn Iterator<Item = Result<RawRow, FileRefusal>> + Send + '_> = match &mut self.reader {
            _ if sheet >= self.sheets.len() => return Err(FileRefusal::NoSuchSheet { index: sheet }),
            Reader::Csv(text) => Box::new(text.rows()?),
            Reader::Xlsx(package) => Box::new(package.rows(sheet)?),
            Reader::Xls(workbook) => Box::new(workbook.rows(sheet)?),
            Reader::Ods(package) => Box::new(package.rows(sheet)?),
            Reader::GeoJson(file) => Box::new(file.rows()?),
            Reader::GeoPackage(file) => Box::new(file.rows(sheet)?),
            Reader::Shapefiles(archive) => Box::new(archive.rows(sheet)?),
        };
        Ok(SheetRows { rows, limits: self.limits, count: 0, size: 0, is_over: false })
    }
}

/// Where the ending of a name is that of another format.
fn disagreement(name: Option<&str>, format: FileFormat) -> Option<FileNotice> {
    let ending = name?.rsplit_once('.')?.1.to_lowercase();
    let is_known = FileFormat::ALL.iter().any(|format| format.endings().contains(&ending.as_str()));
    (is_known && !format.endings().contains(&ending.as_str())).then_some(FileNotice::NameDisagrees { ending, format })
}

/// The rows of a sheet; wholly empty ones are left out, and nothing follows an error.
pub struct SheetRows<'a> {
    rows: Box<dyn Iterator<Item = Result<RawRow, FileRefusal>> + Send + 'a>,
    limits: Limits,
    count: u64,
    /// Bytes of text and places of cells given out so far.
    size: u64,
    is_over: bool,
}

impl SheetRows<'_> {
    /// A small file may repeat a row or text endlessly, so what is given out is counted, too.
    fn counted(&mut self, row: RawRow) -> Result<RawRow, FileRefusal> {
        self.count += 1;
        if self.count > self.limits.rows {
            return Err(FileRefusal::TooManyRows { limit: self.limits.rows });
        }
        self.size += row.cells.iter().map(|cell| cell.text_bytes() as u64 + 8).sum::<u64>();
        match self.size > self.limits.unpacked_bytes {
            true => Err(FileRefusal::UnpacksTooLarge { limit: self.limits.unpacked_bytes }),
            false => Ok(row),
        }
    }
}

impl Iterator for SheetRows<'_> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.rows.next().map(|row| row.and_then(|row| self.counted(row)));
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}
