//! Wires the parts together: settings, logging, the first start, imports, the refresh of the snapshot, and serving.

mod backup;
mod boundaries;
mod database_check;
mod error;
mod fingerprint;
mod first_content;
mod import;
mod import_report;
mod imports;
mod inventory;
mod logging;
mod oidc_settings;
mod person;
mod refresh;
mod restore;
mod serve;
mod settings;
mod shapes_in_use;
mod synthesize;

pub use backup::{BackupReport, back_up};
pub use boundaries::{
    BoundaryInput, BoundaryStatus, BoundarySupplier, OfficialCount, boundaries_status, import_boundaries, rehearse_boundaries,
    reset_boundaries,
};
pub use database_check::{check_database, check_store, open_existing};
pub use error::AppError;
pub use import::{ImportFile, check_file, import_file, rehearse_import, template};
pub use import_report::{ImportReport, ReportedFinding};
pub use imports::{KeptImport, list_imports, rehearse_undo, show_import, undo_import};
pub use inventory::{open_inventory, read_snapshot};
pub use logging::start_logging;
pub use oidc_settings::RawOidcSettings;
pub use person::{ErasedSubject, FoundContact, FoundText, PersonData, PersonQuery, erase_person, find_person};
pub use refresh::follow_store;
pub use restore::{Restored, restore};
pub use serve::serve;
pub use settings::{LogFormat, RawSettings, Seed, Settings};
pub use synthesize::synthesize;
