//! Backups: one file that is whole or not there at all, checked before it gets its name.
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::NamedTempFile;

use super::database_check::{check_store, open_existing};
use super::error::AppError;
use super::shapes_in_use::ShapesInUse;
use crate::audit::AuditReport;
use crate::domain::{Message, PublicSite, Site};
use crate::geography::Geography;
use crate::store::{Census, DatabaseUrl, Store, seal_backup};

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct BackupReport {
    /// What is in it.
    pub census: Census,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// What a check of it found: what is wrong in the backup is wrong in the database.
    pub check: AuditReport,
}

/// Backs the database up into `file` while others commit; `public` leaves out what is not for everybody, `force` replaces a
/// file that is there.
pub async fn back_up(
    url: &DatabaseUrl,
    geography: &Geography,
    file: &Path,
    public: bool,
    force: bool,
) -> Result<BackupReport, AppError> {
    if url.sqlite_path().is_some_and(|database| is_same_file(database, file)) {
        return Err(refused(
            format!("{} chính là cơ sở dữ liệu. Hãy chọn tệp khác.", file.display()),
            format!("{} is the database itself; name another file", file.display()),
        ));
    }
    if !force && file.exists() {
        return Err(already_there(file));
    }
    let store = open_existing(url).await?;
    let made = make(&store, geography, file, public).await;
    store.close().await;
    let (part, report) = made?;
    give_name(part, file, force)?;
    Ok(report)
}

/// Makes the backup beside its place.
async fn make(
    store: &Store,
    geography: &Geography,
    file: &Path,
    public: bool,
) -> Result<(NamedTempFile, BackupReport), AppError> {
    let unwritable = |source| AppError::Unwritable { path: file.to_owned(), source };
    let part = tempfile::Builder::new().prefix(".agriatlas-").suffix(".part").tempfile_in(folder_of(file)).map_err(unwritable)?;
    let census = match public {
        true => {
            let revision = store.boundaries_revision().await?;
            let geography = ShapesInUse::shipped(geography.clone()).at(store, revision).await?;
            store.back_up_public(part.path(), &|site| public_form(site, &geography)).await?
        }
        false => store.back_up(part.path()).await?,
    };
    let copy = Store::open(&DatabaseUrl::sqlite(part.path())).await?;
    let check = check_store(&copy, geography).await;
    copy.close().await;
    seal_backup(part.path()).await?;
    // The disk has all of it before the name says that there is a backup.
    part.as_file().sync_all().map_err(unwritable)?;
    let bytes = part.as_file().metadata().map_err(unwritable)?.len();
    Ok((part, BackupReport { census, bytes, check: check? }))
}

/// The record as everybody may know it, with the shapes in use.
fn public_form(site: Site, geography: &Geography) -> Option<Site> {
    let name = |id| geography.gazetteer().region(id).map(|unit| Arc::from(unit.full_name.as_str()));
    let public = PublicSite::publish(site, |placement| geography.settle(placement), name);
    public.map(|public| public.site)
}

fn give_name(part: NamedTempFile, file: &Path, force: bool) -> Result<(), AppError> {
    let named = if force { part.persist(file) } else { part.persist_noclobber(file) };
    named.map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => already_there(file),
        _ => AppError::Unwritable { path: file.to_owned(), source: error.error },
    })?;
    // The name itself survives a power cut once the folder is on the disk.
    let synced = std::fs::File::open(folder_of(file)).and_then(|folder| folder.sync_all());
    synced.map_err(|source| AppError::Unwritable { path: file.to_owned(), source })
}

fn folder_of(file: &Path) -> PathBuf {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn already_there(file: &Path) -> AppError {
    refused(
        format!("{} đã có. Hãy chọn tên khác, hoặc dùng --force để thay thế.", file.display()),
        format!("{} is there already; name another file, or replace it with --force", file.display()),
    )
}

/// A refusal in both languages.
pub(super) fn refused(vi: String, en: String) -> AppError {
    AppError::Setting(Message::new(vi, en))
}
