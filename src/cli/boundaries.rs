//! `agriatlas boundaries`: official boundaries into the inventory, out of it again, and how things stand.
use std::fmt::Write;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::{self, AppError, BoundaryInput, BoundaryStatus};
use crate::domain::{Division, Language, Message, RegionLevel};
use crate::geography::{BoundaryOptions, Crs, Geography};

/// Who imports where nobody says so.
const UNNAMED: &str = "agriatlas boundaries";

/// Ranh giới chính thức của các đơn vị hành chính: nhập, xem, trả về ranh giới gần đúng.
///
/// Official boundaries of administrative units. The program ships approximate ones only; an office imports its own file.
#[derive(Debug, Args)]
pub(super) struct Boundaries {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Nhập tệp ranh giới / import a boundary file
    Import(Import),
    /// Bỏ mọi ranh giới đã nhập, trở về ranh giới gần đúng / drop what was imported, back to the approximate shapes
    Reset(Reset),
    /// Đơn vị nào có ranh giới chính thức, từ tệp nào / which units have official boundaries, and from which files
    Status(Status),
}

/// Nhập ranh giới: tất cả hoặc không gì cả. Từ đó mọi hình, câu hỏi “điểm này thuộc xã nào” và thống kê dùng ranh giới này.
///
/// Imports GeoJSON (also .gz), GeoPackage or a zipped shapefile, in WGS 84 or VN-2000. Features are matched to units by code, then
/// by name and parent; the report says what matched, what was repaired, what did not match or was refused and why. Unless
/// everything is accepted nothing changes. A second file adds to the first, or replaces its units. Half a country is fine: the
/// rest stays approximate. Exit status: 0 accepted, 1 features refused or unmatched, 2 the file cannot be read.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas boundaries import ranh-gioi-xa.gpkg --dry-run\n  agriatlas boundaries import xa.zip --crs EPSG:5897\n  \
    agriatlas boundaries import xa_2024.geojson --division former"
)]
struct Import {
    /// Tệp GeoJSON, GeoPackage hoặc shapefile .zip / a GeoJSON, GeoPackage or zipped shapefile
    file: PathBuf,
    /// Chỉ chạy thử, không ghi gì / rehearse only, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Tệp theo đơn vị hiện nay hay đơn vị trước 01/07/2025 / units of today, or of before 2025-07-01
    #[arg(long, default_value = "current", value_parser = PossibleValuesParser::new(["current", "former"]))]
    division: String,
    /// Hệ tọa độ của tệp, nếu tệp không ghi hoặc ghi sai (ví dụ EPSG:5897) / the file's coordinate system, over what it says
    #[arg(long)]
    crs: Option<String>,
    /// Bỏ các đối tượng bị từ chối hoặc không khớp, nhập phần còn lại / leave refused and unmatched features out, import the rest
    #[arg(long)]
    leave_out_refused: bool,
    /// Người nhập, ghi vào lịch sử / who imports, kept in the history
    #[arg(long, env = "USER", default_value = UNNAMED)]
    author: String,
    /// Báo cáo dạng JSON / the report as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

/// Bỏ mọi ranh giới đã nhập; lịch sử giữ lại việc này.
///
/// Drops every imported boundary; all units have their approximate shapes again. The history keeps a record.
#[derive(Debug, Args)]
struct Reset {
    /// Người thực hiện, ghi vào lịch sử / who does it, kept in the history
    #[arg(long, env = "USER", default_value = UNNAMED)]
    author: String,
    /// Kết quả dạng JSON / the outcome as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

/// Số đơn vị có ranh giới chính thức và các tệp đã cho ranh giới đó.
///
/// How many units have official boundaries, and the files these came from.
#[derive(Debug, Args)]
struct Status {
    /// Kết quả dạng JSON / the outcome as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(boundaries: Boundaries, language: Language) -> Result<Outcome, AppError> {
    match boundaries.action {
        Action::Import(import) => run_import(import, language).await,
        Action::Reset(reset) => run_reset(reset, language).await,
        Action::Status(status) => run_status(status, language).await,
    }
}

async fn run_import(import: Import, language: Language) -> Result<Outcome, AppError> {
    let settings = import.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let named =
        |reason: Message| AppError::Setting(Message::new(format!("--crs: {}", reason.vi), format!("--crs: {}", reason.en)));
    let crs = import.crs.as_deref().map(|text| text.parse::<Crs>().map_err(named)).transpose()?;
    let division: Division = import.division.parse().map_err(AppError::Setting)?;
    let options = BoundaryOptions { division, crs, leaves_out_refused: import.leave_out_refused };
    // Before the database is touched: a mistyped name must not leave a new one behind.
    let input = BoundaryInput::read(import.file).await?;
    let geography = Geography::shipped()?;
    let report = if import.dry_run {
        app::rehearse_boundaries(&settings.database_url, &geography, &input, options).await?
    } else {
        let store = app::open_inventory(&settings.database_url, &geography, settings.seed).await?;
        let report = app::import_boundaries(&store, &geography, &input, options, author(&import.author)).await;
        store.close().await;
        report?
    };
    if import.json {
        print(&format!("{}\n", serde_json::json!(report)));
    } else {
        print(&report.text(language));
    }
    Ok(if report.has_refusals() { Outcome::Findings } else { Outcome::Fine })
}

fn author(given: &str) -> &str {
    Some(given.trim()).filter(|author| !author.is_empty()).unwrap_or(UNNAMED)
}

async fn run_reset(reset: Reset, language: Language) -> Result<Outcome, AppError> {
    let settings = reset.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let store = app::open_inventory(&settings.database_url, &Geography::shipped()?, settings.seed).await?;
    let units = app::reset_boundaries(&store, author(&reset.author)).await;
    store.close().await;
    let units = units?;
    if reset.json {
        print(&format!("{}\n", serde_json::json!({ "units": units })));
    } else {
        print(&match (language, units) {
            (Language::Vietnamese, 0) => "Không có ranh giới nào đã nhập.\n".to_owned(),
            (Language::English, 0) => "No boundaries were imported.\n".to_owned(),
            (Language::Vietnamese, units) => format!("Đã bỏ ranh giới chính thức của {units} đơn vị; tất cả trở về gần đúng.\n"),
            (Language::English, units) => {
                format!("Dropped the official boundaries of {units} units; all are approximate again.\n")
            }
        });
    }
    Ok(Outcome::Fine)
}

async fn run_status(status: Status, language: Language) -> Result<Outcome, AppError> {
    let settings = status.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let geography = Geography::shipped()?;
    let store = app::open_inventory(&settings.database_url, &geography, settings.seed).await?;
    let found = app::boundaries_status(&store, &geography).await;
    store.close().await;
    let found = found?;
    if status.json {
        print(&format!("{}\n", serde_json::json!(found)));
    } else {
        print(&text(&found, language));
    }
    Ok(Outcome::Fine)
}

fn text(status: &BoundaryStatus, language: Language) -> String {
    let pick = |vi: &'static str, en: &'static str| if language == Language::Vietnamese { vi } else { en };
    let mut text = String::new();
    for count in &status.counts {
        let kind = match (count.division, count.level) {
            (Division::Current, RegionLevel::Province) => pick("tỉnh, thành phố", "provinces"),
            (Division::Current, _) => pick("xã, phường, đặc khu", "communes"),
            (Division::Former, RegionLevel::Province) => pick("tỉnh, thành phố cũ", "former provinces"),
            (Division::Former, RegionLevel::District) => pick("quận, huyện cũ", "former districts"),
            (Division::Former, RegionLevel::Commune) => pick("xã, phường cũ", "former communes"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{kind}: {}/{} {}, {} {}",
            count.official,
            count.units,
            pick("có ranh giới chính thức", "have official boundaries"),
            count.given,
            pick("trực tiếp từ tệp", "directly from a file"),
        );
    }
    for file in &status.files {
        let _ = writeln!(
            text,
            "{}: {} {}, {}, {}",
            file.file,
            file.units,
            pick("đơn vị", "units"),
            file.author,
            file.recorded_at.strftime("%Y-%m-%d %H:%M UTC")
        );
    }
    if status.files.is_empty() {
        text.push_str(pick(
            "Chưa nhập tệp ranh giới nào; mọi hình đều gần đúng.\n",
            "No boundary file is in use; every shape is approximate.\n",
        ));
    }
    text
}
