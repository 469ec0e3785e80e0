//! `agriatlas backup FILE`: the whole database, or what is public of it, in one file.
use std::path::PathBuf;

use clap::Args;

use super::audit_report::{self, census_json};
use super::inventory_arguments::{InventoryArguments, NO_ADDRESS};
use super::{Outcome, print};
use crate::app::{self, AppError};
use crate::domain::Language;
use crate::geography::Geography;

/// Sao lưu cơ sở dữ liệu vào một tệp, cả khi máy chủ đang chạy.
///
/// Backs the database up into one SQLite file while the server runs; `restore` puts it into SQLite or PostgreSQL. The file holds
/// one revision whole, is checked, and gets its name only once it is complete on the disk. With --public it holds only what
/// everybody may see. Exit status: 0 done, 1 done and the check found something, 2 failure.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  agriatlas backup /var/backups/agriatlas-$(date +%F).db\n  agriatlas backup --public public.db --force"
)]
pub(super) struct Backup {
    /// Tệp sao lưu / the file to write
    file: PathBuf,
    /// Chỉ phần công khai: không tài khoản, đề xuất, bản nháp, người sửa / only what is public: no accounts, proposals, drafts, authors
    #[arg(long)]
    public: bool,
    /// Thay thế tệp đã có / replace a file that is there
    #[arg(long)]
    force: bool,
    /// Kết quả dạng JSON / the outcome as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    inventory: InventoryArguments,
}

pub(super) async fn run(backup: Backup, language: Language) -> Result<Outcome, AppError> {
    let settings = backup.inventory.settings(NO_ADDRESS, None).map_err(AppError::Setting)?;
    let geography = Geography::shipped()?;
    let report = app::back_up(&settings.database_url, &geography, &backup.file, backup.public, backup.force).await?;
    let (file, bytes, revision) = (backup.file.display(), report.bytes, report.census.revision);
    if backup.json {
        let mut answer = census_json(&report.census, &report.check);
        if let Some(members) = answer.as_object_mut() {
            members.insert("file".to_owned(), file.to_string().into());
            members.insert("bytes".to_owned(), bytes.into());
            members.insert("public".to_owned(), backup.public.into());
        }
        print(&format!("{answer}\n"));
    } else {
        print(&match (language, backup.public) {
            (Language::Vietnamese, false) => format!("Đã sao lưu phiên bản {revision} vào {file} ({bytes} byte).\n"),
            (Language::Vietnamese, true) => format!("Đã sao lưu phần công khai vào {file} ({bytes} byte).\n"),
            (Language::English, false) => format!("Revision {revision} is backed up in {file} ({bytes} bytes).\n"),
            (Language::English, true) => format!("What is public is backed up in {file} ({bytes} bytes).\n"),
        });
        print(&audit_report::text(&report.check, language));
    }
    Ok(audit_report::outcome(&report.check))
}
