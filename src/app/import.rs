//! Importing a file: read, hold against the inventory, commit as one batch; a rehearsal and a check write nothing.
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use super::error::AppError;
use super::fingerprint::sha256;
use super::first_content::{first_sites, writes};
use super::settings::Seed;
use super::shapes_in_use::ShapesInUse;
use crate::domain::{Batch, BatchOrigin, Vocabulary};
use crate::geography::{Crs, Geography};
use crate::ingest::{
    FILE_BYTES_MAX, FileError, ImportReport, RowReading, plan_import, plan_without_inventory, read_rows_in, starter_vocabulary,
};
use crate::store::{DatabaseUrl, Inventory, Store, StoreError};

/// How often an import is planned anew because somebody else committed meanwhile.
const ATTEMPTS: usize = 5;

/// A file to import or to check, read whole.
#[derive(Clone, Debug)]
pub struct ImportFile {
    path: PathBuf,
    bytes: Vec<u8>,
    /// The coordinate system of rows that name none.
    crs: Option<Crs>,
}

impl ImportFile {
    /// Reads a file; one that is too large is refused before it is read.
    pub async fn read(path: PathBuf) -> Result<Self, AppError> {
        let reading = tokio::task::spawn_blocking(move || read(path)).await;
        reading.map_err(|error| AppError::Server(std::io::Error::other(error)))?
    }

    /// The same file, whose rows have their coordinates in this system where they name none.
    #[must_use]
    pub fn in_system(self, crs: Option<Crs>) -> Self {
        Self { crs, ..self }
    }

    fn name(&self) -> String {
        self.path.file_name().map_or_else(|| self.path.display().to_string(), |name| name.to_string_lossy().into_owned())
    }

    fn rows(&self, vocabulary: &Vocabulary, geography: &Geography) -> Result<(Vec<RowReading>, Vec<String>), AppError> {
        let read = read_rows_in(&self.bytes, vocabulary, geography, self.crs);
        read.map_err(|source| AppError::File { path: self.path.clone(), source })
    }
}

fn read(path: PathBuf) -> Result<ImportFile, AppError> {
    let unreadable = |source| AppError::Unreadable { path: path.clone(), source };
    let too_large = |bytes| AppError::File { path: path.clone(), source: FileError::TooLarge { bytes } };
    let file = File::open(&path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    if metadata.len() > FILE_BYTES_MAX {
        return Err(too_large(metadata.len()));
    }
    // A pipe does not know its size.
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(ImportFile { path, bytes, crs: None })
}

/// Imports a file. Rows that are refused are in the report; the others are committed together.
pub async fn import_file(
    store: &Store,
    geography: &Geography,
    file: &ImportFile,
    author: &str,
) -> Result<ImportReport, AppError> {
    let batch =
        Batch { file_name: Some(file.name()), file_sha256: Some(sha256(&file.bytes)), ..Batch::new(BatchOrigin::Import, author) };
    let mut shapes = ShapesInUse::shipped(geography.clone());
    let mut attempt = 1;
    loop {
        let inventory = store.load().await?;
        let geography = &shapes.at(store, inventory.boundaries_revision).await?;
        let (readings, unknown_columns) = file.rows(&inventory.vocabulary, geography)?;
        let plan = plan_import(readings, &inventory.sites, geography);
        let report = ImportReport::new(&file.name(), false, &plan, unknown_columns);
        match store.commit(&batch, inventory.revision, writes(plan), Vec::new()).await {
            Err(StoreError::RevisionMoved { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error.into()),
            Ok(_) => return Ok(report),
        }
    }
}

/// Finds what an import would do and writes nothing, not even the tables of a database that is not there yet: its first
/// content is then worked out in memory.
pub async fn rehearse_import(
    url: &DatabaseUrl,
    seed: Seed,
    geography: &Geography,
    file: &ImportFile,
) -> Result<ImportReport, AppError> {
    let (vocabulary, sites, geography) = match recorded(url, geography).await? {
        Some((inventory, geography)) => (inventory.vocabulary, inventory.sites, geography),
        None => {
            let vocabulary = Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?);
            (vocabulary, first_sites(geography, seed)?, geography.clone())
        }
    };
    let (readings, unknown_columns) = file.rows(&vocabulary, &geography)?;
    Ok(ImportReport::new(&file.name(), true, &plan_import(readings, &sites, &geography), unknown_columns))
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
pub fn check_file(geography: &Geography, file: &ImportFile) -> Result<ImportReport, AppError> {
    let vocabulary = Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?);
    let (readings, unknown_columns) = file.rows(&vocabulary, geography)?;
    Ok(ImportReport::new(&file.name(), true, &plan_without_inventory(readings, geography), unknown_columns))
}
