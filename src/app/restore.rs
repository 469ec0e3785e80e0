//! Restoring a backup into an empty database of either kind, checked before and after.
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::backup::refused;
use super::database_check::check_store;
use super::error::AppError;
use crate::audit::AuditReport;
use crate::geography::Geography;
use crate::store::{Census, DatabaseUrl, Store, damage_of_file};

/// How every SQLite file begins.
const SIGNATURE: &[u8] = b"SQLite format 3\0";

/// What became of a backup.
#[derive(Clone, Debug)]
pub enum Restored {
    /// The check of the backup found something, and nothing was written.
    Refused(AuditReport),
    /// Everything is in the database.
    Done {
        /// What there is now.
        census: Census,
        /// What a check of the database found.
        check: AuditReport,
    },
}

/// Restores `file` into the database at `url`, which must be empty or not there yet. A backup in which a check finds
/// something is restored only `despite_findings`.
pub async fn restore(
    url: &DatabaseUrl,
    geography: &Geography,
    file: &Path,
    despite_findings: bool,
) -> Result<Restored, AppError> {
    check_kind(file)?;
    // A copy, since it may have to be migrated, and the backup may lie where nobody can write.
    let folder = tempfile::tempdir().map_err(|source| AppError::Unwritable { path: std::env::temp_dir(), source })?;
    let copy = folder.path().join("backup.db");
    let copied = tokio::fs::copy(file, &copy).await;
    copied.map_err(|source| AppError::Unwritable { path: copy.clone(), source })?;
    if let Some(problem) = damage_of_file(&copy).await? {
        return Err(refused(
            format!("{} bị hỏng ({problem}). Hãy dùng bản sao lưu khác.", file.display()),
            format!("{} is damaged ({problem}); use another backup", file.display()),
        ));
    }
    let backup = Store::open(&DatabaseUrl::sqlite(&copy)).await?;
    let restored = restore_from(&backup, url, geography, file, despite_findings).await;
    backup.close().await;
    restored
}

/// A SQLite file by itself: what is in the log of a running database would be missing.
fn check_kind(file: &Path) -> Result<(), AppError> {
    let unreadable = |source| AppError::Unreadable { path: file.to_owned(), source };
    let mut start = Vec::new();
    let opened = File::open(file).map_err(unreadable)?;
    opened.take(SIGNATURE.len() as u64).read_to_end(&mut start).map_err(unreadable)?;
    if start != SIGNATURE {
        return Err(not_a_backup(file));
    }
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    match Path::new(&log).metadata() {
        Ok(log) if log.len() > 0 => Err(refused(
            format!("{} là cơ sở dữ liệu đang dùng. Hãy tạo bản sao lưu bằng agriatlas backup.", file.display()),
            format!("{} is a database in use; make a backup of it with `agriatlas backup`", file.display()),
        )),
        _ => Ok(()),
    }
}

async fn restore_from(
    backup: &Store,
    url: &DatabaseUrl,
    geography: &Geography,
    file: &Path,
    despite_findings: bool,
) -> Result<Restored, AppError> {
    if backup.migration_status().await?.applied == 0 {
        return Err(not_a_backup(file));
    }
    backup.migrate().await?;
    let before = check_store(backup, geography).await?;
    if !before.findings.is_empty() && !despite_findings {
        return Ok(Restored::Refused(before));
    }
    let store = Store::open(url).await?;
    let written = write(&store, backup, geography).await;
    store.close().await;
    written
}

async fn write(store: &Store, backup: &Store, geography: &Geography) -> Result<Restored, AppError> {
    store.migrate().await?;
    let census = store.copy_from(backup).await?;
    let check = check_store(store, geography).await?;
    Ok(Restored::Done { census, check })
}

fn not_a_backup(file: &Path) -> AppError {
    refused(
        format!("{} không phải bản sao lưu của AgriAtlas.", file.display()),
        format!("{} is not a backup of AgriAtlas", file.display()),
    )
}
