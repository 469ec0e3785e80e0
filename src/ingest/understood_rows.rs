//! The rows of an understood table to readings, by the same engine that reads a clean file: its findings point at the cells of
//! the office's own sheet, as they were.

use csv::StringRecord;

use super::columns::{Column, FileColumn, REQUIRED, settle};
use super::feature_place::{FeaturePlace, gives_place};
use super::file_row::{FileRow, Layer};
use super::reading::{RowReading, read_row};
use super::table::{Meaning, UnderstoodRow, UnderstoodTable};
use crate::domain::{Finding, Vocabulary};
use crate::geography::{Crs, Geography};

/// Reads every row of a table that holds a site. Rows that name no coordinate system have their coordinates in `crs`.
///
/// What was found while the table was understood stands before what the engine finds. Private contact fields stay behind: no
/// reading has them.
pub fn read_understood(
    table: &UnderstoodTable,
    vocabulary: &Vocabulary,
    geography: &Geography,
    crs: Option<Crs>,
) -> Vec<RowReading> {
    let read = |row| read_understood_row(table, row, &FeaturePlace::NotGeographic, vocabulary, geography, crs);
    table.data_rows().map(read).collect()
}

/// Reads one row. What it does not give changes nothing of a recorded site: a cell that was not understood clears no fact.
pub(super) fn read_understood_row(
    table: &UnderstoodTable,
    row: &UnderstoodRow,
    place: &FeaturePlace,
    vocabulary: &Vocabulary,
    geography: &Geography,
    crs: Option<Crs>,
) -> RowReading {
    let is_placed = matches!(place, FeaturePlace::Point { .. });
    let is_given = |meaning: &Meaning| {
        let column = meaning.column().filter(|column| *column != Column::Derived && !(is_placed && gives_place(*column)));
        column.is_some_and(|column| REQUIRED.contains(&column) || row.value(*meaning).is_some())
    };
    let names_today = row.value(Meaning::Province).is_none() && row.value(Meaning::CurrentProvince).is_some();
    let meanings: Vec<Meaning> =
        Meaning::ALL.iter().copied().filter(is_given).filter(|meaning| !(names_today && *meaning == Meaning::Province)).collect();
    let mut columns: Vec<FileColumn> =
        meanings.iter().map(|meaning| FileColumn { meaning: meaning.column(), title: title_of(table, row, *meaning) }).collect();
    let mut cells: StringRecord = meanings.iter().map(|meaning| row.value(*meaning).unwrap_or_default()).collect();
    if is_placed {
        columns.extend(FeaturePlace::columns());
        place.cells().iter().for_each(|cell| cells.push_field(cell));
    }
    settle(&mut columns);
    let layer = if is_placed { Layer::Feature } else { Layer::None };
    let source = FileRow { line: row.number, columns: columns.into(), cells, layer };
    let mut reading = read_row(source, vocabulary, geography, crs);
    let of_engine = std::mem::take(&mut reading.findings);
    reading.findings = findings_of(table, row);
    for finding in of_engine {
        let finding = at_the_sheet(finding, table, row, &meanings);
        let is_said = |known: &Finding| known.code == finding.code && known.column == finding.column;
        if !reading.findings.iter().any(is_said) {
            reading.findings.push(finding);
        }
    }
    reading
}

/// The title of the sheet's column that gives a fact; the name of the fact where none does.
fn title_of(table: &UnderstoodTable, row: &UnderstoodRow, meaning: Meaning) -> String {
    let of_meaning = || table.columns.iter().find(|column| column.meaning == Some(meaning));
    let giving = row.readings.iter().find(|reading| reading.given.iter().any(|given| given.fact == meaning));
    let giving = giving.and_then(|reading| table.columns.iter().find(|column| column.position == reading.column));
    giving.or_else(of_meaning).map_or_else(|| meaning.name().vi, |column| column.title.clone())
}

/// What was found in the cells of a row, each with the title of its column and the cell as it was.
fn findings_of(table: &UnderstoodTable, row: &UnderstoodRow) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        row.findings.iter().cloned().map(|finding| Finding { row: Some(row.number), ..finding }).collect();
    for reading in &row.readings {
        let title = table.columns.iter().find(|column| column.position == reading.column).map(|column| column.title.clone());
        for finding in &reading.findings {
            let finding = Finding { row: Some(row.number), ..finding.clone() };
            findings.push(finding.at(title.clone().unwrap_or_default(), reading.raw.clone()));
        }
    }
    findings
}

/// A finding of the engine about a value, at the cell that the value was made from.
fn at_the_sheet(finding: Finding, table: &UnderstoodTable, row: &UnderstoodRow, meanings: &[Meaning]) -> Finding {
    let meant = meanings.iter().find(|meaning| finding.column.as_deref() == Some(title_of(table, row, **meaning).as_str()));
    let reading =
        meant.and_then(|meaning| row.readings.iter().find(|reading| reading.given.iter().any(|given| given.fact == *meaning)));
    match reading {
        Some(reading) => {
            let column = table.columns.iter().find(|column| column.position == reading.column);
            let title = column.map_or_else(|| finding.column.clone().unwrap_or_default(), |column| column.title.clone());
            finding.at(title, reading.raw.clone())
        }
        None => finding,
    }
}
