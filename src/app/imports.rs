//! The imports that are kept, for who runs the program: listed, shown, and taken back.
use std::collections::BTreeSet;

use super::error::AppError;
use crate::domain::{Import, ImportStep, SiteId};
use crate::importing::{UndoPlan, plan_undo, undo};
use crate::store::{Commit, ImportVersion, RecordedBatch, Store, StoreError};

/// How many are read at a time.
const AT_A_TIME: u32 = 200;

/// An import with what happened to it.
pub struct KeptImport {
    /// The import.
    pub import: Import,
    /// Its steps, oldest first.
    pub steps: Vec<ImportStep>,
    /// What it wrote.
    pub batches: Vec<RecordedBatch>,
}

/// Every import, the latest first.
pub async fn list_imports(store: &Store) -> Result<Vec<Import>, AppError> {
    let mut imports: Vec<Import> = Vec::new();
    loop {
        let more = store.imports(AT_A_TIME, imports.last().map(|import| import.id)).await?;
        if more.is_empty() {
            return Ok(imports);
        }
        imports.extend(more);
    }
}

/// One import.
pub async fn show_import(store: &Store, id: i64) -> Result<KeptImport, AppError> {
    let import = store.import(id).await?.ok_or(StoreError::UnknownImport { id })?;
    let (steps, batches) = (store.import_steps(id).await?, store.import_batches(id).await?);
    Ok(KeptImport { import, steps, batches })
}

/// What taking an import back would do; sites in `revert` go back although somebody edited them since.
pub async fn rehearse_undo(store: &Store, id: i64, revert: &BTreeSet<SiteId>) -> Result<UndoPlan, AppError> {
    let import = show_import(store, id).await?.import;
    plan_undo(store, &import, revert).await.map_err(|source| AppError::Import { what: id.to_string(), source })
}

/// Takes an import back.
pub async fn undo_import(
    store: &Store,
    id: i64,
    revert: &BTreeSet<SiteId>,
    author: &str,
    reason: Option<String>,
) -> Result<Commit, AppError> {
    let import = show_import(store, id).await?.import;
    let seen = ImportVersion { id, version: import.version, actor: author.to_owned(), comment: reason };
    let undone = undo(store, &import, &seen, revert, &|_, _| true).await;
    undone.map(|(commit, _)| commit).map_err(|source| AppError::Import { what: id.to_string(), source })
}
