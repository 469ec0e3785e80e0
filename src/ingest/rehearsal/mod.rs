//! A file in any shape, held against the inventory: row by row what it would do, streamed, with nothing written anywhere.

mod columns_known;
mod companion_sheets;
mod file_remarks;
mod marked;
mod own_cells;
mod own_rows;
mod progress;
mod rehearsal_error;
mod rehearse;
mod rehearsed_row;
mod row_report;
mod row_sink;
mod settings;
mod sheet_reading;
mod sheet_rows;
mod summary;
mod summing_up;
mod template;
mod template_choices;
mod template_columns;
mod understood_sheet;

pub use marked::{MarkedError, write_marked};
pub use progress::Progress;
pub use rehearsal_error::RehearsalError;
pub use rehearse::{Rehearsing, rehearse};
pub use rehearsed_row::{Duplicate, RehearsedCell, RehearsedOutcome, RehearsedRow, RowFinding};
pub use row_report::{ReportError, write_report_csv, write_report_json, write_report_xlsx};
pub use settings::{Decision, ImportSettings, RowDecision};
pub use sheet_rows::table_sheets;
pub use summary::{
    AlternativeMeaning, ColumnReport, FindingCount, OpenQuestion, ReachCounts, RehearsalSummary, RowCounts, SheetReport,
};
pub use template::write_template;
