//! `agriatlas import FILE`: a file of any format into the inventory, with a report.
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::coordinate_arguments::CoordinateArguments;
use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print_report};
use crate::app::{self, AppError, ImportFile};
use crate::domain::Language;
use crate::geography::Geography;

/// Who imports where nobody says so.
const UNNAMED: &str = "agriatlas import";

/// How often progress is told on a terminal.
const EVERY: Duration = Duration::from_millis(500);

/// Nhập tệp bảng tính hoặc địa lý: dòng đúng được ghi thành một lô trong một giao dịch, dòng sai được liệt kê với dòng, cột, lý do và giá trị.
///
/// Imports Excel, OpenDocument, CSV, GeoJSON, GeoPackage or zipped shapefiles, in our own layout or an office's. Good rows are
/// committed as one batch in one transaction, and the file is kept; the others are listed with row, column, reason and value.
/// Importing the same file twice changes nothing. `agriatlas imports` lists what was imported and takes it back.
/// Exit status: 0 no findings, 1 findings, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas import ds.xlsx --dry-run\n  agriatlas import ds.xlsx --without-sheet \"Ghi chú\"\n  agriatlas import mo-hinh.csv --author \"Sở NN&MT Hà Nội\"\n  agriatlas import toa-do.csv --meridian 105.75\n  agriatlas import utm.csv --crs EPSG:3405"
)]
pub(super) struct Import {
    /// Tệp cần nhập / the file
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
    /// Trang tính không đọc, nêu được nhiều lần / a sheet that is not read, may be repeated
    #[arg(long, value_name = "NAME")]
    without_sheet: Vec<String>,
    #[command(flatten)]
    coordinates: CoordinateArguments,
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(import: Import, language: Language) -> Result<Outcome, AppError> {
    let settings = import.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    // Before the database is touched: a mistyped name must not leave a new one behind.
    let crs = import.coordinates.system().map_err(AppError::Setting)?;
    let file = ImportFile::read(import.file).await?.in_system(crs).without_sheets(import.without_sheet);
    let telling = tell_progress(&file);
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
    if let Some(telling) = telling {
        telling.abort();
        eprint!("\r\u{1b}[K");
    }
    Ok(print_report(&report, import.json, language))
}

/// Tells people who watch how many rows are read.
fn tell_progress(file: &ImportFile) -> Option<tokio::task::JoinHandle<()>> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let progress = Arc::clone(&file.progress);
    Some(tokio::spawn(async move {
        loop {
            tokio::time::sleep(EVERY).await;
            let (done, total) = progress.told();
            let total = total.map(|total| format!(" / {total}")).unwrap_or_default();
            eprint!("\r{done}{total}");
            let _ = std::io::stderr().flush();
        }
    }))
}
