//! Files people bring to records, with findings by row and column; nothing is refused silently and nothing is written here.

mod angle;
mod assumption;
mod cells;
mod columns;
mod coordinate_pair;
mod draft;
mod edit;
mod field;
mod file;
mod file_row;
mod given_point;
mod given_sources;
mod identity;
mod metres;
mod plan;
mod point_findings;
mod position;
mod reading;
mod report;
mod row;
mod starter;
mod syntax;
pub mod table;
mod understood_rows;
mod wordings;
pub mod workbook;
mod zone;

pub use edit::{GivenSite, PlannedEdit, plan_edit};
pub use file::{FILE_BYTES_MAX, FileError};
pub use plan::{ImportPlan, PlannedRow, RowOutcome, plan_import, plan_without_inventory};
pub use reading::{RowReading, read_rows, read_rows_in};
pub use report::ImportReport;
pub use starter::{starter_file, starter_vocabulary};
pub use understood_rows::read_understood;
pub use zone::meridian;
