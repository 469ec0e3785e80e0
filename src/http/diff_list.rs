//! What changed between two states, ready to be told: all of it, the asked page of it, and how links name it.
use std::ops::Range;

use jiff::Timestamp;

use super::request::Asked;
use crate::domain::Difference;
use crate::query::{DiffCursor, DiffQuery, StatePoint};
use crate::snapshot::{ChangeSummary, PublicDifference};

/// Where it is.
pub(super) const PATH: &str = "/api/diff";

/// What changed between two states, ready to be told.
pub(super) struct Diff {
    pub(super) query: DiffQuery,
    /// The revisions of the two states.
    pub(super) from: i64,
    pub(super) to: i64,
    /// Everything that changed.
    pub(super) all: Vec<PublicDifference>,
    pub(super) summary: ChangeSummary,
    /// The part of it that stands on the asked page.
    page: Range<usize>,
}

impl Diff {
    pub(super) fn new(asked: &Asked, query: DiffQuery, (from, to): (i64, i64), recorded: Vec<Difference>) -> Self {
        let all = asked.snapshot.public_differences(recorded, &query.filter);
        let length = query.page_length();
        let place = |difference: &PublicDifference| (difference.change, difference.id);
        let page = match &query.cursor {
            None => 0..length.min(all.len()),
            Some(cursor) if cursor.backward => {
                let end = all.partition_point(|difference| place(difference) < (cursor.change, cursor.id));
                end.saturating_sub(length)..end
            }
            Some(cursor) => {
                let start = all.partition_point(|difference| place(difference) <= (cursor.change, cursor.id));
                start..(start + length).min(all.len())
            }
        };
        Self { summary: asked.snapshot.count_changes(&all), query, from, to, all, page }
    }

    /// What stands on the asked page.
    pub(super) fn shown(&self) -> &[PublicDifference] {
        self.all.get(self.page.clone()).unwrap_or_default()
    }

    /// The query as parameters of links, without where the page begins. Both states go by names that stay what they are.
    pub(super) fn pairs(&self, asked: &Asked) -> Vec<(&'static str, String)> {
        let now = Timestamp::now();
        let to = self.query.to.unwrap_or(StatePoint::Revision(self.to)).pinned(self.to, now);
        let from = self.query.from.pinned(self.from, now);
        let pinned = DiffQuery { from, to: Some(to), ..self.query.clone() };
        pinned.pairs().into_iter().chain(asked.language_pair()).collect()
    }

    /// Where the next page begins and the one before ends.
    pub(super) fn cursors(&self) -> [Option<DiffCursor>; 2] {
        let cursor = |edge: Option<&PublicDifference>, backward| {
            edge.map(|edge| DiffCursor::new(self.query.fingerprint(self.from, self.to), backward, edge.change, edge.id))
        };
        let next = cursor(self.shown().last().filter(|_| self.page.end < self.all.len()), false);
        [next, cursor(self.shown().first().filter(|_| self.page.start > 0), true)]
    }
}
