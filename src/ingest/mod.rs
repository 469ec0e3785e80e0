//! Files people bring to records, with findings by row and column; nothing is refused silently and nothing is written here.

mod cells;
mod columns;
mod draft;
mod field;
mod file;
mod file_row;
mod given_sources;
mod identity;
mod plan;
mod position;
mod report;
mod row;
mod starter;
mod syntax;
mod wordings;

pub use file::{FILE_BYTES_MAX, FileError};
pub use plan::{ImportPlan, PlannedRow, RowOutcome, plan_import, plan_without_inventory};
pub use report::ImportReport;
pub use row::{RowReading, read_rows};
pub use starter::{starter_file, starter_vocabulary};
