//! The rows of a rehearsal on disk, one a line, and beside them in memory the little that filters and pages need.
use std::collections::HashMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::FileExt;

use crate::domain::{FindingCode, Severity};
use crate::ingest::rehearsal::{RehearsedCell, RehearsedOutcome, RehearsedRow};
use crate::ingest::table::LOOK_BELOW;

/// Which rows are wanted; what is not said does not count.
#[derive(Clone, Debug, Default)]
pub struct RowFilter {
    /// With one of these outcomes; with any where there are none.
    pub outcomes: Vec<RehearsedOutcome>,
    /// With this finding.
    pub finding: Option<FindingCode>,
    /// With a finding of this severity.
    pub severity: Option<Severity>,
    /// Of this sheet.
    pub sheet: Option<String>,
    /// At which a person must look, or need not.
    pub look: Option<bool>,
}

/// What is kept of a row in memory.
#[derive(Clone, Copy)]
struct RowMark {
    offset: u64,
    length: u32,
    sheet: u32,
    row: u64,
    outcome: RehearsedOutcome,
    /// A bit for each code of findings.
    findings: u128,
    /// A bit for each severity.
    severities: u8,
    needs_look: bool,
}

/// Rows on their way to the disk.
pub struct SpoolWriter {
    file: BufWriter<File>,
    offset: u64,
    marks: Vec<RowMark>,
    sheets: Vec<String>,
    /// How many cells have the same text in the same column: by a hash, as the texts themselves would fill the memory.
    alike: HashMap<u64, u32>,
}

/// The rows, in the order of the file.
pub struct Spool {
    file: File,
    marks: Vec<RowMark>,
    sheets: Vec<String>,
    alike: HashMap<u64, u32>,
}

impl SpoolWriter {
    /// An empty spool in a file without a name, which goes with the process.
    ///
    /// # Errors
    /// Where the disk gives none.
    pub fn new() -> io::Result<Self> {
        let file = BufWriter::with_capacity(256 * 1024, tempfile::tempfile()?);
        Ok(Self { file, offset: 0, marks: Vec::new(), sheets: Vec::new(), alike: HashMap::new() })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where the disk takes no more.
    pub fn add(&mut self, row: &RehearsedRow) -> io::Result<()> {
        let mut line = serde_json::to_vec(row)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        let sheet = match self.sheets.iter().rposition(|sheet| *sheet == row.sheet) {
            Some(known) => known,
            None => {
                self.sheets.push(row.sheet.clone());
                self.sheets.len() - 1
            }
        };
        for cell in row.cells.iter().filter(|cell| is_counted(row, cell)) {
            *self.alike.entry(hash_of(sheet, cell.column, &cell.raw)).or_default() += 1;
        }
        let bits = |bits: u128, bit: usize| bits | 1u128.checked_shl(u32::try_from(bit).unwrap_or(u32::MAX)).unwrap_or_default();
        self.marks.push(RowMark {
            offset: self.offset,
            length: u32::try_from(line.len()).map_err(io::Error::other)?,
            sheet: u32::try_from(sheet).map_err(io::Error::other)?,
            row: row.row,
            outcome: row.outcome,
            findings: row.findings.iter().map(|finding| finding.code as usize).fold(0, bits),
            severities: row.findings.iter().fold(0, |bits, finding| bits | severity_bit(finding.severity)),
            needs_look: row.needs_look,
        });
        self.offset += line.len() as u64;
        Ok(())
    }

    /// The spool, to be read from now on.
    ///
    /// # Errors
    /// Where the disk takes no more.
    pub fn finish(self) -> io::Result<Spool> {
        let Self { file, marks, sheets, mut alike, .. } = self;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        alike.retain(|_, count| *count > 1);
        alike.shrink_to_fit();
        Ok(Spool { file, marks, sheets, alike })
    }
}

impl Spool {
    /// The places of the rows that a filter lets through, in the order of the file.
    pub fn matching(&self, filter: &RowFilter) -> Vec<usize> {
        let sheet = match &filter.sheet {
            Some(name) => match self.sheets.iter().position(|sheet| sheet == name) {
                Some(position) => Some(position as u32),
                None => return Vec::new(),
            },
            None => None,
        };
        let passes = |mark: &RowMark| {
            (filter.outcomes.is_empty() || filter.outcomes.contains(&mark.outcome))
                && filter.finding.is_none_or(|code| mark.findings & 1u128.checked_shl(code as u32).unwrap_or_default() != 0)
                && filter.severity.is_none_or(|severity| mark.severities & severity_bit(severity) != 0)
                && sheet.is_none_or(|sheet| mark.sheet == sheet)
                && filter.look.is_none_or(|look| mark.needs_look == look)
        };
        self.marks.iter().enumerate().filter(|(_, mark)| passes(mark)).map(|(place, _)| place).collect()
    }

    /// The row at a place.
    ///
    /// # Errors
    /// Where there is none, or the disk fails.
    pub fn row(&self, place: usize) -> io::Result<RehearsedRow> {
        let mark = self.marks.get(place).ok_or(io::ErrorKind::NotFound)?;
        let mut line = vec![0; mark.length as usize];
        self.file.read_exact_at(&mut line, mark.offset)?;
        Ok(serde_json::from_slice(&line)?)
    }

    /// The row of a sheet with that number.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn find(&self, sheet: &str, row: u64) -> io::Result<Option<RehearsedRow>> {
        let is_it = |mark: &RowMark| mark.row == row && self.sheets.get(mark.sheet as usize).is_some_and(|name| name == sheet);
        self.marks.iter().position(is_it).map(|place| self.row(place)).transpose()
    }

    /// Every row, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = io::Result<RehearsedRow>> + '_ {
        (0..self.marks.len()).map(|place| self.row(place))
    }

    /// How many cells of its column have the text of a cell; told of cells alone that somebody may want to look at.
    pub fn alike(&self, row: &RehearsedRow, cell: &RehearsedCell) -> Option<u32> {
        if !is_counted(row, cell) {
            return None;
        }
        let sheet = self.sheets.iter().position(|known| *known == row.sheet)?;
        Some(self.alike.get(&hash_of(sheet, cell.column, &cell.raw)).copied().unwrap_or(1))
    }

    /// How much of the disk they take.
    pub fn bytes(&self) -> u64 {
        self.marks.last().map_or(0, |mark| mark.offset + u64::from(mark.length))
    }
}

/// Cells that nobody has to look at are not counted: nearly all of a good file.
fn is_counted(row: &RehearsedRow, cell: &RehearsedCell) -> bool {
    let is_found = || row.findings.iter().any(|finding| finding.column == Some(cell.column));
    cell.certainty < LOOK_BELOW || !cell.questions.is_empty() || cell.fixed.is_some() || is_found()
}

fn hash_of(sheet: usize, column: usize, raw: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (sheet, column, raw.trim()).hash(&mut hasher);
    hasher.finish()
}

const fn severity_bit(severity: Severity) -> u8 {
    match severity {
        Severity::Refused => 1,
        Severity::Warning => 2,
        Severity::Note => 4,
    }
}
