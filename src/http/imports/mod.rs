//! Spreadsheets in, over HTTP: uploaded, rehearsed, repaired, committed, accepted, taken back. `docs/import.md` is the contract.

mod answering;
mod committing;
mod desk;
mod downloads;
mod import_json;
mod import_problem;
mod progress;
mod row_json;
mod rows;
mod saying;
mod settings_json;
mod showing;
mod standing;
mod summary_json;
mod undoing;
mod upload;

pub(super) use committing::{accept_import, commit_import, discard_import};
pub(super) use desk::ImportDesk;
pub(super) use downloads::{download_file, download_marked, download_report, download_template};
pub(super) use progress::{cancel_rehearsal, follow_progress, rehearse_anew};
pub(super) use rows::{list_rows, map_rows};
pub(super) use saying::say_more;
pub(super) use showing::{list_imports, show_import};
pub(super) use undoing::{show_undo, undo_import};
pub(super) use upload::upload_file;
