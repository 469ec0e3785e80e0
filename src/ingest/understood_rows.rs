//! The rows of an understood table to readings, by the same engine that reads a clean file: its findings point at the cells of
//! the office's own sheet, as they were.
use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Column, FileColumn, REQUIRED, settle};
use super::file_row::FileRow;
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
    let meanings = meanings_of(table);
    let mut columns: Vec<FileColumn> =
        meanings.iter().map(|meaning| FileColumn { meaning: meaning.column(), title: title_of(table, *meaning) }).collect();
    settle(&mut columns);
    let columns: Arc<[FileColumn]> = columns.into();
    let rows = table.data_rows().map(|row| {
        let cells: StringRecord = meanings.iter().map(|meaning| row.value(*meaning).unwrap_or_default()).collect();
        let source = FileRow { line: row.number, columns: Arc::clone(&columns), cells };
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
    });
    rows.collect()
}

/// The facts that some row gives, and those that every site must have, so that their lack is told.
fn meanings_of(table: &UnderstoodTable) -> Vec<Meaning> {
    let is_given = |meaning: &Meaning| table.data_rows().any(|row| row.value(*meaning).is_some());
    let is_wanted = |column: Column| column != Column::Derived;
    let known = Meaning::ALL.iter().copied().filter(|meaning| meaning.column().is_some_and(is_wanted));
    known.filter(|meaning| meaning.column().is_some_and(|column| REQUIRED.contains(&column)) || is_given(meaning)).collect()
}

/// The title of the sheet's column that gives a fact; the name of the fact where none does.
fn title_of(table: &UnderstoodTable, meaning: Meaning) -> String {
    let of_meaning = table.columns.iter().find(|column| column.meaning == Some(meaning));
    let giving = || {
        let mut readings = table.data_rows().flat_map(|row| &row.readings);
        let reading = readings.find(|reading| reading.given.iter().any(|given| given.fact == meaning))?;
        table.columns.iter().find(|column| column.position == reading.column)
    };
    of_meaning.or_else(giving).map_or_else(|| meaning.name().vi, |column| column.title.clone())
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
    let meant = meanings.iter().find(|meaning| finding.column.as_deref() == Some(title_of(table, **meaning).as_str()));
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
