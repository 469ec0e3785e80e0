//! One rehearsal from its request to its end: queued, reading, done; with progress for those who wait, and cancelled on request.
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::{Semaphore, watch};

use super::failure::ImportFailure;
use super::rehearsed::{Basis, Rehearsed, Rights, office_key, rehearse_file};
use crate::domain::{Import, ImportState};
use crate::geography::Geography;
use crate::ingest::rehearsal::{ImportSettings, Progress};
use crate::ingest::table::Corrections;
use crate::store::Store;

/// How far a rehearsal has come.
#[derive(Clone)]
pub enum Stage {
    /// It waits for others.
    Queued,
    /// It runs.
    Reading,
    /// It is at hand.
    Done(Arc<Rehearsed>),
    /// It came to nothing.
    Failed(Arc<ImportFailure>),
    /// Somebody ended it.
    Cancelled,
}

/// One try to rehearse an import.
pub struct RehearsalJob {
    import: Import,
    actor: String,
    progress: Arc<Progress>,
    stage: watch::Sender<Stage>,
}

/// What a rehearsal needs beside the import itself.
pub(super) struct Means {
    pub store: Store,
    pub geography: Geography,
    pub rights: Arc<Rights>,
}

impl RehearsalJob {
    pub(super) fn new(import: Import, actor: &str) -> Self {
        let stage = watch::Sender::new(Stage::Queued);
        Self { import, actor: actor.to_owned(), progress: Arc::new(Progress::new()), stage }
    }

    /// Whether it is about this import as it is now said to be read.
    pub fn is_of(&self, import: &Import) -> bool {
        self.import.id == import.id && self.import.settings == import.settings
    }

    /// With whose rights it was worked out.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The rehearsal, once it is done.
    pub fn rehearsed(&self) -> Option<Arc<Rehearsed>> {
        match &*self.stage.borrow() {
            Stage::Done(rehearsed) => Some(Arc::clone(rehearsed)),
            _ => None,
        }
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        self.stage.borrow().clone()
    }

    /// Tells of each stage from now on.
    pub fn watch(&self) -> watch::Receiver<Stage> {
        self.stage.subscribe()
    }

    /// How many rows are read, and of how many where that is known.
    pub fn told(&self) -> (u64, Option<u64>) {
        self.progress.told()
    }

    /// Whether it waits or runs.
    pub fn is_under_way(&self) -> bool {
        matches!(&*self.stage.borrow(), Stage::Queued | Stage::Reading)
    }

    /// Ends it, where it has not ended.
    pub fn cancel(&self) {
        self.progress.cancel();
        self.enter(Stage::Cancelled);
    }

    /// Waits until it has ended.
    pub async fn ended(&self) -> Stage {
        let mut stage = self.stage.subscribe();
        let ended = stage.wait_for(|stage| !matches!(stage, Stage::Queued | Stage::Reading)).await;
        ended.map_or(Stage::Cancelled, |stage| stage.clone())
    }

    /// What has ended stays as it ended.
    fn enter(&self, next: Stage) {
        self.stage.send_if_modified(|stage| {
            let goes_on = matches!(stage, Stage::Queued | Stage::Reading);
            if goes_on {
                *stage = next;
            }
            goes_on
        });
    }

    pub(super) async fn run(&self, means: Means, places: &Semaphore) {
        let mut stage = self.stage.subscribe();
        let place = tokio::select! {
            place = places.acquire() => place,
            _ = stage.wait_for(|stage| matches!(stage, Stage::Cancelled)) => return,
        };
        if place.is_err() || !self.is_under_way() {
            return;
        }
        self.enter(Stage::Reading);
        let end = match self.work(means).await {
            Ok(rehearsed) => Stage::Done(Arc::new(rehearsed)),
            Err(ImportFailure::Cancelled) => Stage::Cancelled,
            Err(failure) => {
                tracing::warn!(import = self.import.id, cause = %failure, "a rehearsal failed");
                Stage::Failed(Arc::new(failure))
            }
        };
        self.enter(end);
    }

    async fn work(&self, means: Means) -> Result<Rehearsed, ImportFailure> {
        let Means { store, geography, rights } = means;
        let import = &self.import;
        let settings: ImportSettings = understood("the settings of an import", import.settings.clone())?;
        let office = office_corrections(&store, import).await?;
        // What was committed is shown as it was held against the inventory then.
        let held_against = import.report.as_ref().filter(|_| import.state != ImportState::Open);
        let inventory = match held_against.and_then(|report| report.get("revision")).and_then(Value::as_i64) {
            Some(revision) => store.load_at(revision).await?,
            None => store.load().await?,
        };
        let path = tempfile::Builder::new().prefix("agriatlas-import-").tempfile()?.into_temp_path();
        if !store.write_import_file(&import.file_sha256, &path).await? {
            return Err(ImportFailure::Disk(std::io::ErrorKind::NotFound.into()));
        }
        let (progress, file_name) = (Arc::clone(&self.progress), import.file_name.clone());
        let basis = Basis::of(inventory, geography);
        let working = move || rehearse_file(&path, &file_name, &basis, &settings, &office, &rights, &progress);
        tokio::task::spawn_blocking(working).await.map_err(std::io::Error::other)?
    }
}

/// What the office of an import said of its files before.
pub(super) async fn office_corrections(store: &Store, import: &Import) -> Result<Corrections, ImportFailure> {
    let kept = store.office_wordings(&office_key(import.office)).await?;
    kept.map_or_else(|| Ok(Corrections::default()), |kept| understood("the wordings of an office", kept))
}

/// JSON of the database as what it was written from.
pub(super) fn understood<T: serde::de::DeserializeOwned>(what: &'static str, value: Value) -> Result<T, ImportFailure> {
    serde_json::from_value(value).map_err(|source| ImportFailure::Unintelligible { what, source })
}
