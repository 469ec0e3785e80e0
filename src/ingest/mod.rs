//! Files people bring to records, with findings by row and column; nothing is refused silently and nothing is written here.

mod cells;
mod columns;
mod draft;
mod file;
mod identity;
mod plan;
mod report;
mod row;
mod starter;

pub use file::FileError;
pub use plan::{ImportPlan, PlannedRow, RowOutcome, plan_import};
pub use report::ImportReport;
pub use row::{RowReading, read_rows};
pub use starter::{starter_file, starter_vocabulary};
