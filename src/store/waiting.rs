//! Waits for the next revision: told by this program's own commits, by PostgreSQL, and by asking now and then.
use std::time::Duration;

use super::postgres::Listening;

/// How often the revision is asked for where nobody announces changes; the statement reads one row.
const ASKING: Duration = Duration::from_millis(250);
/// How often it is asked for beside announcements, should one be lost.
const ASKING_BESIDE_ANNOUNCEMENTS: Duration = Duration::from_secs(2);

/// What can end a pause between two looks at the revision.
pub(super) struct Pause {
    /// The listening connection of PostgreSQL, where there is one.
    pub listening: Option<Listening>,
    /// The revisions this program commits.
    pub committed: tokio::sync::watch::Receiver<i64>,
}

impl Pause {
    /// Returns when it is worth looking at the revision again, at the latest after `remaining`.
    pub async fn next(&mut self, remaining: Duration) {
        let interval = if self.listening.is_some() { ASKING_BESIDE_ANNOUNCEMENTS } else { ASKING };
        let announcement = async {
            match &mut self.listening {
                Some(listening) => listening.announcement().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = announcement => {}
            Ok(()) = self.committed.changed() => {}
            () = tokio::time::sleep(interval.min(remaining)) => {}
        }
    }
}
