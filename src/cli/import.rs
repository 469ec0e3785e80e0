//! `agriatlas import FILE`: a CSV file into the inventory, with a report.
use std::path::PathBuf;

use clap::Args;

use super::coordinate_arguments::CoordinateArguments;
use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print_report};
use crate::app::{self, AppError, ImportFile};
use crate::domain::Language;
use crate::geography::Geography;

/// Who imports where nobody says so.
const UNNAMED: &str = "agriatlas import";

/// Nhập tệp CSV: dòng đúng được ghi thành một lô trong một giao dịch, dòng sai được liệt kê với dòng, cột, lý do và giá trị.
///
/// Imports a CSV file (UTF-8; comma, semicolon or tab; English or Vietnamese headers). Good rows are committed as one batch in
/// one transaction; the others are listed with row, column, reason and value. Importing the same file twice changes nothing.
/// Exit status: 0 no findings, 1 findings, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas import mo-hinh.csv --dry-run\n  agriatlas import mo-hinh.csv --author \"Sở NN&MT Hà Nội\"\n  agriatlas import toa-do.csv --meridian 105.75\n  agriatlas import utm.csv --crs EPSG:3405"
)]
pub(super) struct Import {
    /// Tệp CSV / the CSV file
    file: PathBuf,
    /// Chỉ chạy thử, không ghi gì / rehearse only, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Người nhập, ghi vào lịch sử / who imports, kept in the history
    #[arg(long, env = "USER", default_value = UNNAMED)]
    author: String,
    /// Báo cáo dạng JSON / the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    coordinates: CoordinateArguments,
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(import: Import, language: Language) -> Result<Outcome, AppError> {
    let settings = import.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    // Before the database is touched: a mistyped name must not leave a new one behind.
    let crs = import.coordinates.system().map_err(AppError::Setting)?;
    let file = ImportFile::read(import.file).await?.in_system(crs);
    let geography = Geography::shipped()?;
    let report = if import.dry_run {
        app::rehearse_import(&settings.database_url, settings.seed, &geography, &file).await?
    } else {
        let author = Some(import.author.trim()).filter(|author| !author.is_empty()).unwrap_or(UNNAMED);
        let store = app::open_inventory(&settings.database_url, &geography, settings.seed).await?;
        let report = app::import_file(&store, &geography, &file, author).await;
        store.close().await;
        report?
    };
    Ok(print_report(&report, import.json, language))
}
