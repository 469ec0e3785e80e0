//! Importing a file: rehearsed, held against the inventory, committed as one batch; a rehearsal and a check write nothing.
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use tokio::io::AsyncReadExt;

use super::error::AppError;
use super::first_content::first_sites;
use super::import_report::ImportReport;
use super::settings::Seed;
use super::shapes_in_use::ShapesInUse;
use crate::domain::{Import, ImportReach, Language, Message, RegionId, Vocabulary};
use crate::geography::{Crs, Geography};
use crate::importing::{
    Basis, CommitWish, FILE_MAX, ImportFailure, ReceivedFile, Receiving, Rehearsed, Rights, commit_rehearsed, rehearse_file,
};
use crate::ingest::rehearsal::{ImportSettings, Progress, write_template};
use crate::ingest::starter_vocabulary;
use crate::ingest::table::Corrections;
use crate::ingest::workbook::FileRefusal;
use crate::store::{DatabaseUrl, ImportChange, ImportVersion, Inventory, NewImport, Store, StoreError};

/// How often an import is planned anew because somebody else committed meanwhile.
const ATTEMPTS: usize = 5;
/// How much of a file is read at a time.
const PIECE: usize = 256 * 1024;

/// A file to import or to check, as it was when it was read.
#[derive(Clone)]
pub struct ImportFile {
    name: String,
    received: Arc<ReceivedFile>,
    settings: ImportSettings,
    /// How many rows are read.
    pub progress: Arc<Progress>,
}

impl ImportFile {
    /// Reads a file; one that is too large or no table is refused.
    pub async fn read(path: PathBuf) -> Result<Self, AppError> {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let unreadable = |source| AppError::Unreadable { path: path.clone(), source };
        let refused = |source| AppError::Import { what: path.display().to_string(), source };
        let mut file = tokio::fs::File::open(&path).await.map_err(unreadable)?;
        let metadata = file.metadata().await.map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
        }
        if metadata.len() > FILE_MAX {
            let too_large = FileRefusal::TooLarge { bytes: metadata.len(), limit: FILE_MAX };
            return Err(refused(ImportFailure::File(too_large)));
        }
        // A pipe does not know its size.
        let mut receiving = Receiving::begin().map_err(refused)?;
        let mut piece = Vec::with_capacity(PIECE);
        loop {
            piece.clear();
            (&mut file).take(PIECE as u64).read_to_end(&mut piece).await.map_err(unreadable)?;
            if piece.is_empty() {
                break;
            }
            receiving.take(&piece).await.map_err(refused)?;
        }
        let received = Arc::new(receiving.finish(&name).await.map_err(refused)?);
        Ok(Self { name, received, settings: ImportSettings::default(), progress: Arc::new(Progress::new()) })
    }

    /// The same file, whose rows have their coordinates in this system where they name none.
    #[must_use]
    pub fn in_system(mut self, crs: Option<Crs>) -> Self {
        self.settings.crs = crs.map(|crs| crs.to_string());
        self
    }

    /// The same file without these sheets.
    #[must_use]
    pub fn without_sheets(mut self, names: Vec<String>) -> Self {
        self.settings.left_out_sheets = names;
        self
    }

    async fn rehearse(&self, basis: Basis) -> Result<Arc<Rehearsed>, AppError> {
        let (file, failed) = (self.clone(), |source| AppError::Import { what: self.name.clone(), source });
        let working = tokio::task::spawn_blocking(move || {
            let (path, office, rights) = (file.received.path(), Corrections::default(), operator_rights());
            rehearse_file(path, &file.name, &basis, &file.settings, &office, &rights, &file.progress).map(Arc::new)
        });
        let rehearsed = working.await.map_err(|error| AppError::Server(std::io::Error::other(error)))?.map_err(failed)?;
        let summary = &rehearsed.summary;
        let holds_nothing = summary.counts.rows + summary.counts.left_out == 0;
        if holds_nothing && summary.sheets.iter().all(|sheet| sheet.columns.is_empty() && sheet.findings.is_empty()) {
            return Err(failed(ImportFailure::File(FileRefusal::Empty)));
        }
        Ok(rehearsed)
    }

    fn report(&self, is_rehearsal: bool, rehearsed: &Rehearsed) -> Result<ImportReport, AppError> {
        let failed = |source| AppError::Import { what: self.name.clone(), source: ImportFailure::Disk(source) };
        ImportReport::new(&self.name, is_rehearsal, rehearsed).map_err(failed)
    }
}

/// Who runs the program on the machine of the database may do everything.
fn operator_rights() -> Rights {
    Rights { reach: Box::new(|_, _| Some(ImportReach::Published)), knows: Box::new(|_| true) }
}

/// Imports a file. Rows that are refused are in the report; the others are committed together, and the file is kept with what
/// was found. Where nothing is to be written nothing is kept.
pub async fn import_file(
    store: &Store,
    geography: &Geography,
    file: &ImportFile,
    author: &str,
) -> Result<ImportReport, AppError> {
    let mut shapes = ShapesInUse::shipped(geography.clone());
    let mut begun: Option<Import> = None;
    for attempt in 1.. {
        let inventory = store.load().await?;
        let geography = shapes.at(store, inventory.boundaries_revision).await?;
        let rehearsed = file.rehearse(Basis::of(inventory, geography)).await?;
        let report = file.report(false, &rehearsed)?;
        if report.created + report.changed == 0 {
            give_up(store, begun.as_ref()).await?;
            return Ok(report);
        }
        let import = match begun.take() {
            Some(import) => import,
            None => begin(store, file, author).await?,
        };
        let wish = CommitWish {
            actor: author.to_owned(),
            version: import.version,
            reach: Some(ImportReach::Published),
            reason: None,
            remember: false,
        };
        match commit_rehearsed(store, &import, &rehearsed, &Arc::new(operator_rights()), &wish).await {
            Ok(_) => return Ok(report),
            Err(ImportFailure::Store(StoreError::RevisionMoved { .. })) if attempt < ATTEMPTS => begun = Some(import),
            Err(source) => {
                give_up(store, Some(&import)).await?;
                return Err(AppError::Import { what: file.name.clone(), source });
            }
        }
    }
    Err(AppError::Import { what: file.name.clone(), source: ImportFailure::Busy })
}

async fn begin(store: &Store, file: &ImportFile, author: &str) -> Result<Import, AppError> {
    let new = NewImport {
        author: author.to_owned(),
        file_name: file.name.clone(),
        file_sha256: file.received.sha256().to_owned(),
        file: file.received.path().to_owned(),
        office: None,
        settings: json!(file.settings),
    };
    Ok(store.begin_import(new).await?)
}

async fn give_up(store: &Store, import: Option<&Import>) -> Result<(), AppError> {
    if let Some(import) = import {
        let seen = ImportVersion { id: import.id, version: import.version, actor: import.author.clone(), comment: None };
        store.change_import(seen, ImportChange::Discard).await?;
    }
    Ok(())
}

/// Finds what an import would do and writes nothing, not even the tables of a database that is not there yet: its first
/// content is then worked out in memory.
pub async fn rehearse_import(
    url: &DatabaseUrl,
    seed: Seed,
    geography: &Geography,
    file: &ImportFile,
) -> Result<ImportReport, AppError> {
    let basis = match recorded(url, geography).await? {
        Some((inventory, geography)) => Basis::of(inventory, geography),
        None => Basis {
            vocabulary: Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?),
            sites: Some(first_sites(geography, seed)?),
            geography: geography.clone(),
            revision: 0,
        },
    };
    file.report(true, file.rehearse(basis).await?.as_ref())
}

/// The inventory as it stands, with its boundaries over the shipped shapes; `None` where nothing was ever recorded.
async fn recorded(url: &DatabaseUrl, shipped: &Geography) -> Result<Option<(Inventory, Geography)>, AppError> {
    if url.sqlite_path().is_some_and(|path| !path.exists()) {
        return Ok(None);
    }
    let store = Store::open(url).await?;
    let loaded = load(&store, shipped).await;
    store.close().await;
    match loaded {
        Ok(loaded) => Ok(Some(loaded).filter(|(inventory, _)| inventory.revision > 0)),
        Err(AppError::Store(StoreError::NotMigrated)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn load(store: &Store, shipped: &Geography) -> Result<(Inventory, Geography), AppError> {
    let inventory = store.load().await?;
    let geography = ShapesInUse::shipped(shipped.clone()).at(store, inventory.boundaries_revision).await?;
    Ok((inventory, geography))
}

/// Reads a file against the shipped code lists and finds what is wrong with it; needs no database and writes nothing.
pub async fn check_file(geography: &Geography, file: &ImportFile) -> Result<ImportReport, AppError> {
    let vocabulary = Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?);
    let basis = Basis { vocabulary, geography: geography.clone(), sites: None, revision: 0 };
    file.report(true, file.rehearse(basis).await?.as_ref())
}

/// A workbook to fill in, with the shipped code lists.
pub fn template(geography: &Geography, region: Option<RegionId>, language: Language) -> Result<Vec<u8>, AppError> {
    if let Some(region) = region.filter(|region| geography.gazetteer().region(*region).is_none()) {
        return Err(AppError::Setting(Message::new(
            format!("Không có đơn vị hành chính {region}."),
            format!("There is no unit {region}."),
        )));
    }
    let vocabulary = Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?);
    let written = write_template(region, &vocabulary, geography.gazetteer(), language);
    written.map_err(|error| AppError::Server(std::io::Error::other(error)))
}
