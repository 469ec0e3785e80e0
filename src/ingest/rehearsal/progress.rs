//! How far a rehearsal is, told and cancelled from other threads.
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Rows done, rows expected, and whether somebody has had enough.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    expected: AtomicU64,
    is_cancelled: AtomicBool,
}

impl Progress {
    /// Nothing done yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the rehearsal before its next row.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    /// Rows of the file passed so far, and how many the file says it has: a hint that may be wrong.
    pub fn told(&self) -> (u64, Option<u64>) {
        let expected = self.expected.load(Ordering::Relaxed);
        (self.done.load(Ordering::Relaxed), (expected > 0).then_some(expected))
    }

    pub(super) fn expect(&self, rows: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.expected.store(rows, Ordering::Relaxed);
    }

    pub(super) fn pass(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
