//! What reading the rows of a sheet needs to know.
use std::sync::Arc;

use super::progress::Progress;
use super::rehearsal_error::RehearsalError;
use super::sheet_rows::{Fixes, SourceRow};
use crate::domain::Vocabulary;
use crate::geography::{Crs, Geography};
use crate::ingest::table::Corrections;
use crate::ingest::workbook::{SheetInfo, SheetLayout, SheetRows};

/// What the rows of every sheet are held against.
#[derive(Clone, Copy)]
pub(super) struct SheetReading<'a> {
    pub vocabulary: &'a Vocabulary,
    pub geography: &'a Geography,
    /// The coordinate system of rows that name none.
    pub crs: Option<Crs>,
    /// What was said of this file and of earlier ones, without single cells: those are put in while rows are taken.
    pub corrections: &'a Corrections,
    pub fixes: &'a Fixes,
    pub progress: &'a Progress,
}

/// One sheet.
pub(super) struct OpenSheet<'a> {
    pub index: usize,
    pub name: Arc<str>,
    pub info: &'a SheetInfo,
    pub layout: &'a SheetLayout,
}

impl<'a> SheetReading<'a> {
    /// The rows of a sheet that hold something, with what people wrote into their cells.
    ///
    /// Ends with an error where somebody cancelled.
    pub fn rows<'r>(
        self,
        rows: SheetRows<'r>,
        sheet: &'r str,
    ) -> impl Iterator<Item = Result<SourceRow, RehearsalError>> + use<'a, 'r> {
        rows.map(move |row| {
            if self.progress.is_cancelled() {
                return Err(RehearsalError::Cancelled);
            }
            Ok(SourceRow::new(row?, sheet, self.fixes))
        })
        .filter(|row| !matches!(row, Ok(row) if row.is_empty()))
    }
}
