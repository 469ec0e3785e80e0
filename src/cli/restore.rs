//! `agriatlas restore FILE`: a backup into an empty database.
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::audit_report::{self, census_json};
use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::{self, AppError, Restored};
use crate::domain::Language;
use crate::geography::Geography;

/// Khôi phục bản sao lưu vào cơ sở dữ liệu trống, SQLite hoặc PostgreSQL.
///
/// Restores a backup into an empty database, SQLite or PostgreSQL, whichever the backup was made of. The backup is checked before
/// anything is written; what was written is read back and checked. Everybody has to sign in again.
/// Exit status: 0 done, 1 the check found something, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas restore agriatlas-2026-11-22.db --database-url sqlite://data/agriatlas.db\n  \
    AGRIATLAS_DATABASE_URL=postgres://agriatlas@db/agriatlas agriatlas restore agriatlas-2026-11-22.db"
)]
pub(super) struct Restore {
    /// Tệp sao lưu / the backup
    file: PathBuf,
    /// Khôi phục cả khi kiểm tra bản sao lưu có phát hiện / restore even where the check of the backup finds something
    #[arg(long)]
    despite_findings: bool,
    /// Kết quả dạng JSON / the outcome as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(restore: Restore, language: Language) -> Result<Outcome, AppError> {
    let settings = restore.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let geography = Geography::shipped()?;
    let url = &settings.database_url;
    let (census, check) = match app::restore(url, &geography, &restore.file, restore.despite_findings).await? {
        Restored::Done { census, check } => (Some(census), check),
        Restored::Refused(check) => (None, check),
    };
    if restore.json {
        let answer = census.as_ref().map_or_else(|| json!({"check": check}), |census| census_json(census, &check));
        print(&format!("{answer}\n"));
        return Ok(audit_report::outcome(&check));
    }
    print(&match (language, &census) {
        (Language::Vietnamese, Some(census)) => format!("Đã khôi phục phiên bản {} vào {url}.\n", census.revision),
        (Language::English, Some(census)) => format!("Revision {} is restored into {url}.\n", census.revision),
        (Language::Vietnamese, None) => {
            "Chưa khôi phục gì: kiểm tra bản sao lưu có phát hiện. Vẫn khôi phục: --despite-findings.\n".to_owned()
        }
        (Language::English, None) => {
            "Nothing is restored: the check of the backup found something. To restore it all the same: --despite-findings.\n"
                .to_owned()
        }
    });
    print(&audit_report::text(&check, language));
    Ok(audit_report::outcome(&check))
}
