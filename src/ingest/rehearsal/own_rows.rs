//! The rows of a sheet of our own layout: every cell means what its title says, row by row, with nothing guessed.
use std::sync::Arc;

use csv::StringRecord;

use super::columns_known::OwnColumns;
use super::file_remarks::{beyond_the_titles, error_cell, foreign_formula, hidden_row};
use super::own_cells::{json_list, json_sources, own_text};
use super::rehearsal_error::RehearsalError;
use super::rehearsed_row::RehearsedCell;
use super::row_sink::{RowSink, SiteRow};
use super::sheet_reading::{OpenSheet, SheetReading};
use super::sheet_rows::SourceRow;
use super::summary::{ColumnReport, SheetReport};
use crate::domain::Finding;
use crate::ingest::columns::{Column, FileColumn};
use crate::ingest::coordinate_pair::pair_in_one_cell;
use crate::ingest::feature_place::{FeaturePlace, TITLE};
use crate::ingest::file_row::{FileRow, Layer};
use crate::ingest::reading::{may_describe, read_row};
use crate::ingest::table::{Given, Meaning, masked};
use crate::ingest::workbook::{RawCell, Workbook};

/// The titles of sources that a layer holds in one member.
const SOURCES: [Column; 3] = [Column::SourceTitle, Column::SourceUrl, Column::SourceDate];

/// Reads the rows below the titles of a sheet.
pub(super) fn read_own_rows(
    workbook: &mut Workbook,
    sheet: &OpenSheet<'_>,
    mut own: OwnColumns,
    reading: SheetReading<'_>,
    sink: &mut RowSink<'_>,
    report: &mut SheetReport,
) -> Result<(), RehearsalError> {
    leave_descriptions_alone(workbook, sheet, &mut own, reading)?;
    let reader = OwnRowReader::new(own, reading);
    let mut is_below_titles = false;
    let mut header_row = 0;
    let mut untitled: Vec<usize> = Vec::new();
    for row in reading.rows(workbook.rows(sheet.index)?, &sheet.name) {
        let row = row?;
        if !std::mem::replace(&mut is_below_titles, true) {
            header_row = row.number;
            continue;
        }
        for (position, _) in reader.own.columns.iter().enumerate().filter(|(_, column)| column.title.is_empty()) {
            if row.cells.get(position).is_some_and(|cell| !cell.is_empty()) && !untitled.contains(&position) {
                untitled.push(position);
            }
        }
        sink.site(&sheet.name, reader.read(row))?;
    }
    let columns = reader.own.columns.iter().enumerate();
    let told = columns.filter(|(position, column)| !column.title.is_empty() || untitled.contains(position));
    report.columns = told.map(|(position, column)| told_column(position, column, header_row, sheet)).collect();
    Ok(())
}

/// A column as the summary has it; one without a title is called by its place.
fn told_column(position: usize, column: &FileColumn, header_row: u64, sheet: &OpenSheet<'_>) -> ColumnReport {
    let meaning = column.meaning.and_then(meaning_of);
    let title = match column.title.is_empty() {
        true => format!("(cột/column {})", position + 1),
        false => column.title.clone(),
    };
    ColumnReport {
        header_row,
        position,
        title,
        is_hidden: sheet.layout.hidden_columns.iter().any(|hidden| *hidden as usize == position),
        label: meaning.map(Meaning::name),
        meaning,
        certainty: 1.0,
        alternatives: Vec::new(),
    }
}

fn meaning_of(column: Column) -> Option<Meaning> {
    Meaning::ALL.iter().copied().find(|meaning| meaning.column() == Some(column))
}

/// A column called place or location holds coordinates only where some cell does; to know, the sheet is passed over once more.
fn leave_descriptions_alone(
    workbook: &mut Workbook,
    sheet: &OpenSheet<'_>,
    own: &mut OwnColumns,
    reading: SheetReading<'_>,
) -> Result<(), RehearsalError> {
    let describing: Vec<usize> =
        own.columns.iter().enumerate().filter(|(_, column)| may_describe(column)).map(|(position, _)| position).collect();
    for position in describing {
        let mut holds_pairs = false;
        for row in reading.rows(workbook.rows(sheet.index)?, &sheet.name).skip(1) {
            let row = row?;
            let text = row.cells.get(position).map(RawCell::to_text).unwrap_or_default();
            if pair_in_one_cell(&text, |_| true).is_ok() {
                holds_pairs = true;
                break;
            }
        }
        if let Some(column) = own.columns.get_mut(position).filter(|_| !holds_pairs) {
            column.meaning = None;
        }
    }
    Ok(())
}

struct OwnRowReader<'a> {
    own: OwnColumns,
    /// The columns of the file and of its sources.
    of_file: Arc<[FileColumn]>,
    /// The same, and those of the place of a feature.
    with_place: Arc<[FileColumn]>,
    meanings: Vec<Option<Meaning>>,
    reading: SheetReading<'a>,
}

impl<'a> OwnRowReader<'a> {
    fn new(own: OwnColumns, reading: SheetReading<'a>) -> Self {
        let mut columns = own.columns.clone();
        if let Some(title) = own.sources.and_then(|at| own.columns.get(at)).map(|column| column.title.clone()) {
            columns.extend(SOURCES.map(|column| FileColumn { meaning: Some(column), title: title.clone() }));
        }
        let of_file: Arc<[FileColumn]> = columns.clone().into();
        columns.extend(FeaturePlace::columns());
        let meanings = own.columns.iter().map(|column| column.meaning.and_then(meaning_of)).collect();
        Self { own, of_file, with_place: columns.into(), meanings, reading }
    }

    fn read(&self, row: SourceRow) -> SiteRow {
        let place = FeaturePlace::of(&row.geometry, self.reading.crs);
        let mut findings: Vec<Finding> = Vec::new();
        let titled = self.own.columns.len();
        let title = |position: usize| self.own.columns.get(position).map(|column| column.title.clone()).unwrap_or_default();
        let mut texts: Vec<String> = Vec::with_capacity(titled + 5);
        let mut cells: Vec<RehearsedCell> = Vec::new();
        for (position, cell) in row.cells.iter().enumerate() {
            let column = self.own.columns.get(position).and_then(|column| column.meaning);
            let is_typed = row.cells_written.is_none() && row.raw_of(position).is_none();
            let mut text = own_text(cell, column, is_typed);
            if let RawCell::Error(error) = cell
                && column.is_some_and(|column| column != Column::Derived)
            {
                findings.push(error_cell(error).at(title(position), error.clone()));
            }
            let is_list = matches!(column, Some(Column::Technologies | Column::Certifications));
            if let Some(list) = json_list(&text).filter(|_| is_list && self.own.layer != Layer::None) {
                text = list;
            }
            if !cell.is_empty() || row.raw_of(position).is_some() {
                cells.push(self.cell(&row, position, &title(position), &text));
            }
            texts.push(text);
        }
        self.fit(&row, &mut texts, &mut findings);
        if let Some(at) = self.own.sources {
            let sources = row.cells.get(at).map(RawCell::to_text).unwrap_or_default();
            texts.extend(json_sources(&sources));
        }
        let columns = if place.speaks() { &self.with_place } else { &self.of_file };
        if place.speaks() {
            texts.extend(place.cells());
        }
        if let Some(shown) = place.shown() {
            let gives = vec![Given { fact: Meaning::Coordinates, value: shown.clone() }];
            cells.push(RehearsedCell {
                column: titled,
                title: TITLE.to_owned(),
                raw: shown,
                fixed: None,
                certainty: 1.0,
                gives,
                questions: Vec::new(),
            });
        }
        findings.extend(row.foreign.iter().map(|(column, reach)| {
            let value = row.cells.get(*column).map(RawCell::to_text).unwrap_or_default();
            foreign_formula(*reach).at(title(*column), value)
        }));
        findings.extend(row.is_hidden.then(hidden_row));
        if let FeaturePlace::Unusable(finding) = &place {
            findings.push(finding.clone().at(TITLE, ""));
        }
        let record: StringRecord = texts.iter().map(String::as_str).collect();
        let source = FileRow { line: row.number, columns: Arc::clone(columns), cells: record, layer: self.own.layer };
        let mut reading = read_row(source, self.reading.vocabulary, self.reading.geography, self.reading.crs);
        if findings.iter().any(|finding| finding.severity == crate::domain::Severity::Refused) {
            reading.draft = None;
        }
        findings.append(&mut reading.findings);
        reading.findings = findings;
        SiteRow { reading, cells, inherited: Vec::new() }
    }

    /// As many texts as there are titles. A text file that has fewer or more in a row has lost its columns; of a sheet, what
    /// stands beyond the titles is told.
    fn fit(&self, row: &SourceRow, texts: &mut Vec<String>, findings: &mut Vec<Finding>) {
        let titled = self.own.columns.len();
        match row.cells_written {
            Some(written) => texts.resize(written.max(texts.len()), String::new()),
            None => {
                let beyond = texts.iter().skip(titled).find(|text| !text.trim().is_empty());
                findings.extend(beyond.map(|text| Finding { value: Some(text.clone()), ..beyond_the_titles() }));
                texts.resize(titled, String::new());
            }
        }
    }

    fn cell(&self, row: &SourceRow, position: usize, title: &str, text: &str) -> RehearsedCell {
        let raw = row.raw_of(position).map_or_else(|| row.cells.get(position).map(RawCell::to_text), |raw| Some(raw.to_owned()));
        let raw = raw.unwrap_or_default();
        let shown = |text: &str| masked(text).unwrap_or_else(|| text.to_owned());
        let fact = self.meanings.get(position).copied().flatten().filter(|_| !text.trim().is_empty());
        RehearsedCell {
            column: position,
            title: title.to_owned(),
            fixed: row.raw_of(position).map(|_| shown(text)),
            raw: shown(&raw),
            certainty: 1.0,
            gives: fact.map(|fact| Given { fact, value: text.trim().to_owned() }).into_iter().collect(),
            questions: Vec::new(),
        }
    }
}
