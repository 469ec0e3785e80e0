//! A file from its first row to its last: each row read, held against the inventory, and handed on at once.
use std::io;

use super::columns_known::own_columns;
use super::companion_sheets::holds_no_sites;
use super::file_remarks::{left_out_sheet, notice};
use super::own_rows::read_own_rows;
use super::progress::Progress;
use super::rehearsal_error::RehearsalError;
use super::rehearsed_row::RehearsedRow;
use super::row_sink::{Completions, RowSink, Said};
use super::settings::{Decision, ImportSettings};
use super::sheet_reading::{OpenSheet, SheetReading};
use super::sheet_rows::Fixes;
use super::summary::{RehearsalSummary, SheetReport};
use super::understood_sheet::{UnderstoodSheet, WINDOW_ROWS};
use crate::domain::{ImportReach, Site, SiteFacts, Vocabulary};
use crate::geography::Geography;
use crate::ingest::planner::Planner;
use crate::ingest::table::Corrections;
use crate::ingest::workbook::{RawCell, Workbook};

/// What a file is held against.
#[derive(Clone, Copy)]
pub struct Rehearsing<'a> {
    /// The closed lists.
    pub vocabulary: &'a Vocabulary,
    /// The administrative units and their shapes.
    pub geography: &'a Geography,
    /// The recorded sites; `None` where no inventory is at hand: identifiers are then taken on trust.
    pub sites: Option<&'a [Site]>,
    /// What people said of the file.
    pub settings: &'a ImportSettings,
    /// What the office said of earlier files; what people said of this one comes first.
    pub office: &'a Corrections,
    /// How far the sender may take a site from what is recorded of it to what the row says; `None`: nowhere.
    pub may: &'a (dyn Fn(Option<&SiteFacts>, &SiteFacts) -> Option<ImportReach> + Sync),
}

/// Works out what a file would do. Each row goes to `sink` as soon as it is known; nothing is written anywhere else. Blocks.
///
/// What is kept while it runs: one window of a sheet whose columns have to be understood, and of every row of the file that
/// holds a site some hundred bytes by which later rows are found to be the same.
///
/// # Errors
/// Where the file cannot be read to its end, the sink fails, or somebody cancelled.
pub fn rehearse(
    workbook: &mut Workbook,
    with: Rehearsing<'_>,
    progress: &Progress,
    sink: &mut dyn FnMut(RehearsedRow) -> io::Result<()>,
) -> Result<RehearsalSummary, RehearsalError> {
    rehearse_in_windows(workbook, with, WINDOW_ROWS, progress, sink)
}

/// The same with windows of so many rows.
pub(super) fn rehearse_in_windows(
    workbook: &mut Workbook,
    with: Rehearsing<'_>,
    window_rows: usize,
    progress: &Progress,
    sink: &mut dyn FnMut(RehearsedRow) -> io::Result<()>,
) -> Result<RehearsalSummary, RehearsalError> {
    let crs = with.settings.coordinate_system().map_err(RehearsalError::Settings)?;
    let fixes = Fixes::of(&with.settings.corrections);
    let corrections = with.settings.corrections.without_cells().over(with.office);
    let Rehearsing { vocabulary, geography, sites, .. } = with;
    let reading = SheetReading { vocabulary, geography, crs, corrections: &corrections, fixes: &fixes, progress };
    let pass = Pass { left_out: &with.settings.left_out_sheets, reading, window_rows };
    let decisions = with.settings.decided();
    let mut completions = Completions::new();
    if decisions.values().any(|decision| matches!(decision, Decision::Merge { .. })) {
        // A row that completes an earlier one comes after it: the first pass finds both, the second tells.
        let said = Said { decisions: &decisions, completions: &Completions::new(), may: with.may, progress };
        let mut ignore = |_| Ok(());
        let mut rows = RowSink::new(Planner::new(sites, geography), said, &mut ignore);
        pass.read(workbook, &mut rows)?;
        completions = rows.into_completions();
    }
    let said = Said { decisions: &decisions, completions: &completions, may: with.may, progress };
    let mut rows = RowSink::new(Planner::new(sites, geography), said, sink);
    let sheets = pass.read(workbook, &mut rows)?;
    let notices = workbook.notices().iter().map(notice).collect();
    Ok(rows.into_sums().summary(sheets, notices))
}

/// One way through all sheets.
struct Pass<'a> {
    left_out: &'a [String],
    reading: SheetReading<'a>,
    window_rows: usize,
}

impl Pass<'_> {
    fn read(&self, workbook: &mut Workbook, rows: &mut RowSink<'_>) -> Result<Vec<SheetReport>, RehearsalError> {
        let infos = workbook.sheets().to_vec();
        self.reading.progress.expect(infos.iter().filter_map(|sheet| sheet.row_count_hint).sum());
        let mut reports = Vec::new();
        for (index, info) in infos.iter().enumerate() {
            let mut report = SheetReport {
                name: info.name.clone(),
                is_hidden: info.hidden,
                is_read: false,
                is_own_layout: false,
                rows: 0,
                columns: Vec::new(),
                findings: Vec::new(),
            };
            if self.left_out.contains(&info.name) {
                report.findings.push(left_out_sheet());
            } else {
                let layout = workbook.layout(index)?;
                let sheet = OpenSheet { index, name: info.name.as_str().into(), info, layout: &layout };
                self.read_sheet(workbook, &sheet, rows, &mut report)?;
            }
            reports.push(report);
        }
        Ok(reports)
    }

    fn read_sheet(
        &self,
        workbook: &mut Workbook,
        sheet: &OpenSheet<'_>,
        rows: &mut RowSink<'_>,
        report: &mut SheetReport,
    ) -> Result<(), RehearsalError> {
        let first = self.reading.rows(workbook.rows(sheet.index)?, &sheet.name).next().transpose()?;
        let titles: Vec<RawCell> = match first {
            Some(first) => pad(first.cells, first.cells_written),
            None => Vec::new(),
        };
        if let Some(finding) = holds_no_sites(&sheet.info.name, &titles) {
            report.findings.push(finding);
            return Ok(());
        }
        report.is_read = true;
        let before = rows.sites_seen();
        match own_columns(&titles, workbook.format(), self.reading.corrections) {
            Some(own) => {
                report.is_own_layout = true;
                read_own_rows(workbook, sheet, own, self.reading, rows, report)?;
            }
            None => {
                let understood = UnderstoodSheet::new(sheet, self.reading);
                understood.read(workbook.rows(sheet.index)?, self.window_rows, rows, report)?;
            }
        }
        report.rows = rows.sites_seen() - before;
        Ok(())
    }
}

/// The cells with those that a text file leaves empty at the end of a row.
fn pad(mut cells: Vec<RawCell>, written: Option<usize>) -> Vec<RawCell> {
    cells.resize(written.unwrap_or_default().max(cells.len()), RawCell::Empty);
    cells
}
