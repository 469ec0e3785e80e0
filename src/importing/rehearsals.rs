//! The rehearsals at hand: a few at a time run, a bounded number is kept, the longest unused ones go first.
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use super::failure::ImportFailure;
use super::rehearsal_job::{Means, RehearsalJob};
use super::rehearsed::Rights;
use crate::domain::Import;
use crate::geography::Geography;
use crate::store::Store;

/// How many run at once.
const AT_ONCE: usize = 2;
/// How many finished ones are kept.
const KEPT: usize = 8;
/// How many bytes of the disk their rows take together, but for the last one.
const BYTES_KEPT: u64 = 4 * 1024 * 1024 * 1024;
/// How many may wait.
const WAITING_MAX: usize = 32;

/// Rehearsals by the number of their import.
type Jobs = Vec<(i64, Arc<RehearsalJob>)>;

/// The rehearsals of this process; cheap to clone.
#[derive(Clone)]
pub struct Rehearsals {
    places: Arc<Semaphore>,
    /// At most one for each import, the last used one last.
    jobs: Arc<Mutex<Jobs>>,
}

impl Default for Rehearsals {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), jobs: Arc::default() }
    }
}

impl Rehearsals {
    /// The rehearsal of an import as it is now said to be read, where one was begun.
    pub fn at_hand(&self, import: &Import) -> Option<Arc<RehearsalJob>> {
        let mut jobs = self.jobs();
        let place = jobs.iter().position(|(id, job)| *id == import.id && job.is_of(import))?;
        let entry = jobs.remove(place);
        let job = Arc::clone(&entry.1);
        jobs.push(entry);
        Some(job)
    }

    /// The rehearsal at hand, else a new one.
    ///
    /// # Errors
    /// Where too many wait.
    pub fn ensure(
        &self,
        import: &Import,
        actor: &str,
        store: &Store,
        geography: &Geography,
        rights: &Arc<Rights>,
    ) -> Result<Arc<RehearsalJob>, ImportFailure> {
        self.at_hand(import).map_or_else(|| self.begin(import, actor, store, geography, rights), Ok)
    }

    /// Begins a rehearsal in the place of the one before, which ends.
    ///
    /// # Errors
    /// Where too many wait.
    pub fn begin(
        &self,
        import: &Import,
        actor: &str,
        store: &Store,
        geography: &Geography,
        rights: &Arc<Rights>,
    ) -> Result<Arc<RehearsalJob>, ImportFailure> {
        let job = Arc::new(RehearsalJob::new(import.clone(), actor));
        {
            let mut jobs = self.jobs();
            forget(&mut jobs, import.id);
            if jobs.iter().filter(|(_, job)| job.is_under_way()).count() >= WAITING_MAX + AT_ONCE {
                return Err(ImportFailure::Busy);
            }
            jobs.push((import.id, Arc::clone(&job)));
            let_go(&mut jobs);
        }
        let (running, places) = (Arc::clone(&job), Arc::clone(&self.places));
        let means = Means { store: store.clone(), geography: geography.clone(), rights: Arc::clone(rights) };
        tokio::spawn(async move { running.run(means, &places).await });
        Ok(job)
    }

    /// Ends the rehearsal of an import and lets go of it.
    pub fn forget(&self, import: i64) {
        forget(&mut self.jobs(), import);
    }

    /// No step leaves the list half changed.
    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn forget(jobs: &mut Jobs, import: i64) {
    jobs.retain(|(id, job)| {
        let goes = *id == import;
        if goes && job.is_under_way() {
            job.cancel();
        }
        !goes
    });
}

/// Lets finished ones go, the longest unused first, while they are too many or take too much.
fn let_go(jobs: &mut Jobs) {
    let (mut kept, mut bytes) = (0, 0);
    let mut stays: Vec<bool> = Vec::with_capacity(jobs.len());
    for (_, job) in jobs.iter().rev() {
        if job.is_under_way() {
            stays.push(true);
            continue;
        }
        bytes += job.rehearsed().map_or(0, |rehearsed| rehearsed.spool.bytes());
        kept += 1;
        stays.push(kept <= KEPT && (kept == 1 || bytes <= BYTES_KEPT));
    }
    let mut stays = stays.into_iter().rev();
    jobs.retain(|_| stays.next().unwrap_or_default());
}
