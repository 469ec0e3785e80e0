//! Importing a file: read, hold against the inventory, commit as one batch; a rehearsal stops before the commit.
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::AppError;
use crate::domain::{Batch, BatchOrigin, Vocabulary};
use crate::gazetteer::Gazetteer;
use crate::ingest::{ImportPlan, ImportReport, RowOutcome, plan_import, read_rows, starter_vocabulary};
use crate::store::{SiteWrite, Store, StoreError};

/// How often an import is planned anew because somebody else committed meanwhile.
const ATTEMPTS: usize = 5;

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The file.
    pub path: PathBuf,
    /// Who imports it.
    pub author: String,
    /// Whether nothing shall be written.
    pub is_rehearsal: bool,
}

/// Imports a file, or rehearses it. Rows that are refused are in the report; the others are committed together.
pub async fn import_file(store: &Store, gazetteer: &Gazetteer, request: &ImportRequest) -> Result<ImportReport, AppError> {
    let bytes = read_file(&request.path).await?;
    let name = file_name(&request.path);
    let batch = Batch {
        origin: BatchOrigin::Import,
        author: request.author.clone(),
        file_name: Some(name.clone()),
        file_sha256: Some(sha256(&bytes)),
    };
    let mut attempt = 1;
    loop {
        let inventory = store.load().await?;
        let read = read_rows(&bytes, &inventory.vocabulary, gazetteer);
        let (readings, unknown_columns) = read.map_err(|source| AppError::File { path: request.path.clone(), source })?;
        let plan = plan_import(readings, &inventory.sites);
        let report = ImportReport::new(&name, request.is_rehearsal, &plan, unknown_columns);
        if request.is_rehearsal {
            return Ok(report);
        }
        match store.commit(&batch, inventory.revision, writes(plan), Vec::new()).await {
            Err(StoreError::RevisionMoved { .. }) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error.into()),
            Ok(_) => return Ok(report),
        }
    }
}

/// Reads a file against the shipped code lists and finds what is wrong with it; needs no database and writes nothing.
pub async fn check_file(gazetteer: &Gazetteer, path: &Path) -> Result<ImportReport, AppError> {
    let bytes = read_file(path).await?;
    let vocabulary = Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?);
    let read = read_rows(&bytes, &vocabulary, gazetteer);
    let (readings, unknown_columns) = read.map_err(|source| AppError::File { path: path.to_owned(), source })?;
    Ok(ImportReport::new(&file_name(path), true, &plan_import(readings, &[]), unknown_columns))
}

/// What a plan asks the store to write.
pub(super) fn writes(plan: ImportPlan) -> Vec<SiteWrite> {
    let write = |outcome: RowOutcome| match outcome {
        RowOutcome::Create(facts) => Some(SiteWrite::Create(*facts)),
        RowOutcome::Update(id, facts) => Some(SiteWrite::Update { id, facts: *facts }),
        RowOutcome::Unchanged(_) | RowOutcome::Refused => None,
    };
    plan.rows.into_iter().filter_map(|row| write(row.outcome)).collect()
}

/// The SHA-256 of a file in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn read_file(path: &Path) -> Result<Vec<u8>, AppError> {
    tokio::fs::read(path).await.map_err(|source| AppError::Unreadable { path: path.to_owned(), source })
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
