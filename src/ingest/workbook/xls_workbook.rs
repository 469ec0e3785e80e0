//! A binary Excel workbook: its stream in the compound file, and its sheets.
use std::io::Read;

use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::limits::Limits;
use super::sheet_info::{SheetInfo, SheetLayout};
use super::source::Source;
use super::xls_globals::XlsGlobals;
use super::xls_rows::{SheetIndex, XlsRows};

const NAME: &str = "XLS";

/// An opened workbook; the stream with all its sheets is in memory.
pub(super) struct XlsWorkbook {
    globals: XlsGlobals,
    /// Where the records of each sheet begin.
    starts: Vec<usize>,
    limits: Limits,
}

impl XlsWorkbook {
    /// Reads everything but the cells.
    pub fn open(source: &Source, limits: &Limits) -> Result<(Self, Vec<SheetInfo>, Vec<FileNotice>), FileRefusal> {
        let damaged = |error: std::io::Error| FileRefusal::of_read(error, NAME);
        let mut compound = cfb::CompoundFile::open(source.open()?).map_err(damaged)?;
        let has = |path: &str| compound.exists(path);
        if has("/EncryptedPackage") {
            return Err(FileRefusal::PasswordProtected);
        }
        let mut notices = Vec::new();
        if has("/_VBA_PROJECT_CUR") {
            notices.push(FileNotice::Macros);
        }
        let Some(path) = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|path| has(path)) else {
            return Err(FileRefusal::NotATable(ForeignContent::OfficeDocument));
        };
        let stream = compound.open_stream(path).map_err(damaged)?;
        let mut bytes = Vec::new();
        stream.take(limits.biff_bytes + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > limits.biff_bytes {
            return Err(FileRefusal::TooLarge { bytes: source.size()?, limit: limits.biff_bytes });
        }
        let (globals, sheets) = XlsGlobals::read(bytes, limits, &mut notices)?;
        let (starts, sheets) = sheets.into_iter().unzip();
        Ok((Self { globals, starts, limits: *limits }, sheets, notices))
    }

    /// The layout of a sheet.
    pub fn layout(&self, sheet: usize) -> Result<SheetLayout, FileRefusal> {
        Ok(self.index(sheet)?.layout)
    }

    /// The rows of a sheet.
    pub fn rows(&self, sheet: usize) -> Result<XlsRows<'_>, FileRefusal> {
        Ok(XlsRows::new(&self.globals, self.index(sheet)?, &self.limits))
    }

    fn index(&self, sheet: usize) -> Result<SheetIndex, FileRefusal> {
        let start = self.starts.get(sheet).ok_or(FileRefusal::NoSuchSheet { index: sheet })?;
        SheetIndex::of_sheet(&self.globals.stream, *start, &self.limits)
    }
}
