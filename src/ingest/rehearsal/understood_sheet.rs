//! A sheet of an office's own shape: understood window by window, and its rows handed on.
use std::collections::HashMap;
use std::sync::Arc;

use super::file_remarks::{foreign_formula, no_table};
use super::rehearsal_error::RehearsalError;
use super::rehearsed_row::RehearsedCell;
use super::row_sink::{RowSink, SiteRow};
use super::sheet_reading::{OpenSheet, SheetReading};
use super::sheet_rows::{SourceRow, merged};
use super::summary::{AlternativeMeaning, ColumnReport, SheetReport};
use crate::domain::Finding;
use crate::ingest::feature_place::{FeaturePlace, TITLE, bare_feature, missing};
use crate::ingest::table::{
    Given, Meaning, Reading, Reference, RowKind, Sheet, SheetStream, UnderstoodColumn, UnderstoodRow, UnderstoodTable,
};
use crate::ingest::understood_rows::read_understood_row;
use crate::ingest::workbook::{RawCell, SheetRows};

/// Rows of a window: so many are held at a time.
pub(super) const WINDOW_ROWS: usize = 2_000;
/// A window of long texts ends earlier: bytes of text.
const WINDOW_BYTES: usize = 8 * 1024 * 1024;
/// A sheet of so few columns without a header is no list that somebody would miss.
const NARROW: usize = 2;

/// A sheet that has to be understood.
pub(super) struct UnderstoodSheet<'a> {
    sheet: &'a OpenSheet<'a>,
    reading: SheetReading<'a>,
    stream: SheetStream<'a>,
    /// What the rows of a window have beside their cells.
    beside: HashMap<u64, Beside>,
    width: usize,
}

/// What a row has beside the cells that are understood.
struct Beside {
    place: FeaturePlace,
    replaced: Vec<(usize, String)>,
    foreign: Vec<(usize, Finding)>,
}

impl<'a> UnderstoodSheet<'a> {
    pub fn new(sheet: &'a OpenSheet<'a>, reading: SheetReading<'a>) -> Self {
        let frame = Sheet {
            name: sheet.info.name.clone(),
            is_hidden: sheet.info.hidden,
            merged: merged(&sheet.layout.merged),
            hidden_columns: sheet.layout.hidden_columns.iter().map(|column| *column as usize).collect(),
            rows: Vec::new(),
        };
        let reference = Reference {
            vocabulary: reading.vocabulary,
            gazetteer: reading.geography.gazetteer(),
            corrections: reading.corrections,
        };
        Self { sheet, reading, stream: SheetStream::new(frame, reference), beside: HashMap::new(), width: 0 }
    }

    /// Reads every row.
    pub fn read(
        mut self,
        rows: SheetRows<'_>,
        window_rows: usize,
        sink: &mut RowSink<'_>,
        report: &mut SheetReport,
    ) -> Result<(), RehearsalError> {
        let name = Arc::clone(&self.sheet.name);
        let mut window = Vec::new();
        let (mut fresh, mut bytes) = (0, 0);
        let reading = self.reading;
        for row in reading.rows(rows, &name) {
            let row = row?;
            bytes += row.cells.iter().map(text_bytes).sum::<usize>();
            self.width = self.width.max(row.cells.len());
            window.push(row.sheet_row());
            fresh += 1;
            self.put_beside(row);
            if fresh >= window_rows || bytes >= WINDOW_BYTES {
                let (tables, held_back) = self.stream.window(std::mem::take(&mut window), false);
                (window, fresh, bytes) = (held_back, 0, 0);
                self.hand_on(tables, sink, report)?;
            }
        }
        let (tables, _) = self.stream.window(window, true);
        self.hand_on(tables, sink, report)
    }

    fn put_beside(&mut self, row: SourceRow) {
        let value = |column: usize| row.cells.get(column).map(RawCell::to_text).unwrap_or_default();
        let foreign: Vec<(usize, Finding)> = row
            .foreign
            .iter()
            .map(|(column, reach)| (*column, Finding { value: Some(value(*column)), ..foreign_formula(*reach) }))
            .collect();
        let place = FeaturePlace::of(&row.geometry, self.reading.crs);
        if place != FeaturePlace::NotGeographic || !foreign.is_empty() || !row.replaced.is_empty() {
            self.beside.insert(row.number, Beside { place, replaced: row.replaced, foreign });
        }
    }

    fn hand_on(
        &mut self,
        tables: Vec<UnderstoodTable>,
        sink: &mut RowSink<'_>,
        report: &mut SheetReport,
    ) -> Result<(), RehearsalError> {
        for table in tables {
            self.tell(&table, report);
            for row in &table.rows {
                let beside = self.beside.remove(&row.number);
                match row.kind {
                    RowKind::Data => sink.site(&self.sheet.name, self.site_row(&table, row, beside))?,
                    RowKind::Blank => {
                        if let Some(shown) = beside.and_then(|beside| beside.place.shown()) {
                            let cells = vec![place_cell(&table, shown)];
                            sink.left_out(&self.sheet.name, row.number, row.kind, cells, vec![bare_feature()])?;
                        }
                    }
                    kind => {
                        let cells = row.readings.iter().map(|reading| cell(&table, reading, beside.as_ref())).collect();
                        sink.left_out(&self.sheet.name, row.number, kind, cells, row.findings.clone())?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Says of a table once what its columns are.
    fn tell(&self, table: &UnderstoodTable, report: &mut SheetReport) {
        let Some(header_row) = table.header_rows.last().copied() else {
            if report.findings.is_empty() {
                report.findings.push(no_table(self.width <= NARROW));
            }
            return;
        };
        if report.columns.iter().any(|column| column.header_row == header_row) {
            return;
        }
        report.columns.extend(table.columns.iter().map(|column| told_column(column, header_row)));
        report.findings.extend(table.findings.iter().cloned());
    }

    fn site_row(&self, table: &UnderstoodTable, row: &UnderstoodRow, beside: Option<Beside>) -> SiteRow {
        let place = beside.as_ref().map_or(&FeaturePlace::NotGeographic, |beside| &beside.place);
        let SheetReading { vocabulary, geography, crs, .. } = self.reading;
        let mut reading = read_understood_row(table, row, place, vocabulary, geography, crs);
        let mut cells: Vec<RehearsedCell> = row.readings.iter().map(|reading| cell(table, reading, beside.as_ref())).collect();
        match place {
            FeaturePlace::Missing => reading.findings.push(missing().at(TITLE, "")),
            FeaturePlace::Unusable(finding) => reading.findings.push(finding.clone().at(TITLE, "")),
            FeaturePlace::NotGeographic | FeaturePlace::Point { .. } => {}
        }
        if let Some(shown) = place.shown() {
            cells.push(place_cell(table, shown));
        }
        for (column, finding) in beside.map(|beside| beside.foreign).unwrap_or_default() {
            reading.findings.push(Finding { column: Some(title_at(table, column)), ..finding });
        }
        SiteRow { reading, cells, inherited: row.inherited.clone() }
    }
}

/// The place of a feature, after its last column.
fn place_cell(table: &UnderstoodTable, shown: String) -> RehearsedCell {
    let gives = vec![Given { fact: Meaning::Coordinates, value: shown.clone() }];
    let (column, title) = (table.columns.len(), TITLE.to_owned());
    RehearsedCell { column, title, raw: shown, fixed: None, certainty: 1.0, gives, questions: Vec::new() }
}

fn text_bytes(cell: &RawCell) -> usize {
    match cell {
        RawCell::Text(text) | RawCell::Error(text) => text.len() + 64,
        _ => 64,
    }
}

fn title_at(table: &UnderstoodTable, position: usize) -> String {
    let column = table.columns.iter().find(|column| column.position == position);
    column.map(|column| column.title.clone()).unwrap_or_default()
}

fn cell(table: &UnderstoodTable, reading: &Reading, beside: Option<&Beside>) -> RehearsedCell {
    let replaced = beside.and_then(|beside| beside.replaced.iter().find(|(column, _)| *column == reading.column));
    let (raw, fixed) = match replaced {
        Some((_, raw)) => (raw.clone(), Some(reading.raw.clone())),
        None => (reading.raw.clone(), None),
    };
    RehearsedCell {
        column: reading.column,
        title: title_at(table, reading.column),
        raw,
        fixed,
        certainty: reading.certainty,
        gives: reading.given.clone(),
        questions: reading.questions.clone(),
    }
}

fn told_column(column: &UnderstoodColumn, header_row: u64) -> ColumnReport {
    let alternative = |(meaning, certainty): &(Meaning, f64)| AlternativeMeaning {
        meaning: *meaning,
        label: meaning.name(),
        certainty: *certainty,
    };
    ColumnReport {
        header_row,
        position: column.position,
        title: column.title.clone(),
        is_hidden: column.is_hidden,
        meaning: column.meaning,
        label: column.meaning.map(Meaning::name),
        certainty: column.certainty,
        alternatives: column.alternatives.iter().map(alternative).collect(),
    }
}
