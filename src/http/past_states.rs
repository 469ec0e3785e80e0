//! Past states of the inventory: read from the history when somebody asks, built aside one at a time, few of them kept.
//!
//! Memory: an inventory only grows, so a past state takes at most what the served one takes. At most [`KEPT`] are kept for
//! who asks next and at most [`ALIVE_MAX`] exist at all, those included that slow downloads still hold.
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use super::problem::{Problem, ProblemCode};
use crate::domain::Message;
use crate::snapshot::Snapshot;
use crate::store::Store;

/// Most past states kept for who asks next.
const KEPT: usize = 4;
/// Most past states in memory.
const ALIVE_MAX: usize = 8;

/// The past states of a server.
#[derive(Default)]
pub struct PastStates {
    states: Mutex<States>,
    /// Held by the one who builds, so that of many who ask one does the work and the others find it done.
    building: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct States {
    /// The last asked first.
    kept: VecDeque<Arc<Snapshot>>,
    /// Every one that was built and may still be in use.
    alive: Vec<Weak<Snapshot>>,
}

impl PastStates {
    /// The inventory at a revision that `live` has passed.
    pub(super) async fn at(
        self: &Arc<Self>,
        live: &Arc<Snapshot>,
        store: Option<&Store>,
        revision: i64,
    ) -> Result<Arc<Snapshot>, Problem> {
        if let Some(found) = self.find(live, revision) {
            return Ok(found);
        }
        let turn = Arc::clone(&self.building).lock_owned().await;
        if let Some(found) = self.find(live, revision) {
            return Ok(found);
        }
        if self.count_alive() >= ALIVE_MAX {
            return Err(too_many());
        }
        let (states, live, store) = (Arc::clone(self), Arc::clone(live), store.cloned());
        // A task of its own: the work is not lost where the one who asked goes away, and nobody builds beside it.
        let task = tokio::spawn(async move {
            let started = Instant::now();
            let sites = match store.filter(|_| revision > 0) {
                Some(store) => store.load_at(revision).await.map_err(Problem::internal)?.sites,
                None => Vec::new(),
            };
            let build = tokio::task::spawn_blocking(move || live.as_it_was(revision, sites));
            let built = Arc::new(build.await.map_err(Problem::internal)?);
            states.keep(&built);
            let duration_ms = started.elapsed().as_secs_f64() * 1_000.0;
            tracing::info!(revision, sites = built.len(), duration_ms, "past state built");
            drop(turn);
            Ok(built)
        });
        task.await.map_err(Problem::internal)?
    }

    /// Lets go of everything that was not told from this snapshot.
    pub(super) fn keep_only(&self, live: &Snapshot) {
        self.states().kept.retain(|past| past.told_from() == live.revision());
    }

    fn find(&self, live: &Snapshot, revision: i64) -> Option<Arc<Snapshot>> {
        let mut states = self.states();
        let is_meant = |past: &Snapshot| (past.told_from(), past.revision()) == (live.revision(), revision);
        if let Some(position) = states.kept.iter().position(|past| is_meant(past)) {
            let found = states.kept.remove(position)?;
            states.kept.push_front(Arc::clone(&found));
            return Some(found);
        }
        let mut alive = states.alive.iter().filter_map(Weak::upgrade);
        alive.find(|past| is_meant(past))
    }

    fn keep(&self, built: &Arc<Snapshot>) {
        let mut states = self.states();
        states.alive.push(Arc::downgrade(built));
        states.kept.push_front(Arc::clone(built));
        states.kept.truncate(KEPT);
    }

    fn count_alive(&self) -> usize {
        let mut states = self.states();
        states.alive.retain(|past| past.strong_count() > 0);
        states.alive.len()
    }

    fn states(&self) -> MutexGuard<'_, States> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn too_many() -> Problem {
    let detail = Message::new(
        "Máy chủ đang trả lời về quá nhiều thời điểm đã qua, hãy thử lại sau ít giây.",
        "The server is telling of too many past days at once; try again in a few seconds.",
    );
    Problem::new(ProblemCode::NotReady, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Vocabulary;
    use crate::geography::Geography;
    use crate::snapshot::SnapshotSource;

    fn live(revision: i64) -> Arc<Snapshot> {
        let vocabulary = Vocabulary::new([]);
        let source = SnapshotSource { revision, inventory_id: "0123456789abcdef".into(), vocabulary, sites: Vec::new() };
        Arc::new(Snapshot::build(source, Geography::shipped().unwrap()))
    }

    #[tokio::test]
    async fn many_who_ask_for_one_state_share_it() {
        let (states, live) = (Arc::new(PastStates::default()), live(100));
        let mut asking = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (states, live) = (Arc::clone(&states), Arc::clone(&live));
            asking.spawn(async move { states.at(&live, None, 3).await.unwrap() });
        }
        let found = asking.join_all().await;
        assert!(found.iter().all(|state| Arc::ptr_eq(state, &found[0])));
        assert_eq!((found[0].revision(), found[0].told_from()), (3, 100));
        assert_eq!(states.count_alive(), 1);
    }

    #[tokio::test]
    async fn few_are_kept_and_few_exist() {
        let (states, live) = (Arc::new(PastStates::default()), live(100));
        for revision in 0..20 {
            states.at(&live, None, revision).await.unwrap();
            assert!(states.count_alive() <= KEPT, "nobody holds them but the states kept");
        }
        let mut held = Vec::new();
        while held.len() < ALIVE_MAX {
            held.push(states.at(&live, None, 20 + i64::try_from(held.len()).unwrap()).await.unwrap());
        }
        assert_eq!(states.at(&live, None, 90).await.err().unwrap().code, ProblemCode::NotReady);
        assert!(Arc::ptr_eq(&states.at(&live, None, 20).await.unwrap(), &held[0]), "what exists is still given");
        drop(held);
        states.at(&live, None, 90).await.unwrap();
    }

    #[tokio::test]
    async fn a_new_present_tells_the_past_anew() {
        let (states, earlier, later) = (Arc::new(PastStates::default()), live(100), live(101));
        let before = states.at(&earlier, None, 3).await.unwrap();
        assert_eq!(states.at(&later, None, 3).await.unwrap().told_from(), 101);
        states.keep_only(&later);
        drop(before);
        assert_eq!(states.count_alive(), 1);
    }
}
