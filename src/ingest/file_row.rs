//! One row of a file as it was: its line, its cells, and the titles its columns bear in the file.
use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Column, FileColumn};
use crate::domain::Finding;

/// A row that findings can point into.
#[derive(Clone, Debug)]
pub(super) struct FileRow {
    pub line: u64,
    pub columns: Arc<[FileColumn]>,
    pub cells: StringRecord,
    /// What its coordinates and its units are.
    pub layer: Layer,
}

/// Whether a row is a feature of a layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Layer {
    /// It is a row of a table.
    #[default]
    None,
    /// A feature, whose coordinates are rounded.
    Feature,
    /// A feature of our own that tells the names of the units it lies in and not the address as it was written.
    FeatureWithUnits,
}

impl FileRow {
    /// A row of a table.
    pub fn of_table(line: u64, columns: Arc<[FileColumn]>, cells: StringRecord) -> Self {
        Self { line, columns, cells, layer: Layer::None }
    }

    /// The cell of a column without outer white space; `None` where the file lacks the column.
    pub fn cell(&self, column: Column) -> Option<&str> {
        self.find(column).map(|(_, cell)| cell.trim())
    }

    /// The finding, pointing at a cell of this row: the title as the file has it, the value as it was. Where the file lacks
    /// the column, the finding bears its English name.
    pub fn at(&self, column: Column, mut finding: Finding) -> Finding {
        finding.row = Some(self.line);
        match self.find(column) {
            Some((title, cell)) => finding.at(title, cell),
            None => Finding { column: column.name().map(|name| name.replace(' ', "_")), ..finding },
        }
    }

    /// The column a finding about the row's point belongs to: the first that gives one.
    pub fn point_column(&self) -> Column {
        let gives = |column: &Column| self.cell(*column).is_some_and(|cell| !cell.is_empty());
        [Column::Lon, Column::X, Column::Coordinates].into_iter().find(gives).unwrap_or(Column::Lon)
    }

    /// What the file calls the column.
    pub fn title(&self, column: Column) -> Option<&str> {
        self.find(column).map(|(title, _)| title)
    }

    fn find(&self, column: Column) -> Option<(&str, &str)> {
        let position = self.columns.iter().position(|candidate| candidate.meaning == Some(column))?;
        Some((self.columns.get(position)?.title.as_str(), self.cells.get(position)?))
    }
}
