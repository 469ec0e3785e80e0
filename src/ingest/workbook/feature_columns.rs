//! The columns of a table of features: the names of their properties, in the order in which they are first met.
use std::collections::HashMap;

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::RawCell;
use super::row_builder::RowBuilder;

/// The columns of a table of features.
#[derive(Debug, Default)]
pub(super) struct FeatureColumns {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl FeatureColumns {
    /// Adds a column, unless it is there.
    pub fn add(&mut self, name: &str, limits: &Limits) -> Result<(), FileRefusal> {
        if self.places.contains_key(name) {
            return Ok(());
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        if place >= limits.columns {
            return Err(FileRefusal::TooManyColumns { row: 1, limit: limits.columns });
        }
        if name.chars().count() > limits.cell_chars {
            return Err(FileRefusal::CellTooLong { row: 1, column: place, limit: limits.cell_chars });
        }
        self.places.insert(name.to_owned(), place);
        self.names.push(name.to_owned());
        Ok(())
    }

    /// The place of a column, counted from 0.
    pub fn place(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// Puts the names into a row.
    pub fn put_names(&self, row: &mut RowBuilder) -> Result<(), FileRefusal> {
        for (name, column) in self.names.iter().zip(0..) {
            row.put(column, RawCell::Text(name.clone()))?;
        }
        Ok(())
    }
}
