//! The times of an expression: days, moments and intervals, and how two spans of time lie to each other.
use jiff::Timestamp;
use jiff::civil::Date;

use super::fault::refused;
use super::predicate::{Comparison, Span, TemporalRelation};
use crate::domain::local_time;
use crate::query::error::{QueryError, shorten};

impl Span {
    /// A single moment.
    pub fn moment(moment: Timestamp) -> Self {
        Self { start: moment, end: moment, is_of_days: false }
    }

    /// A whole day in Vietnam; `None` beyond the calendar.
    pub fn day(day: Date) -> Option<Self> {
        let start = local_time::moment_of(day.at(0, 0, 0, 0))?;
        let end = local_time::moment_of(day.at(23, 59, 59, 999_999_999))?;
        Some(Self { start, end, is_of_days: true })
    }

    /// Two spans as they are compared: where both are of days, a day is an instant like any other.
    fn beside(self, other: Self) -> (Self, Self) {
        let by_day = |span: Self| match local_time::moment_of(local_time::day_of(span.end).at(0, 0, 0, 0)) {
            Some(end) if span.end < Timestamp::MAX && end >= span.start => Self { end, ..span },
            _ => span,
        };
        if self.is_of_days && other.is_of_days { (by_day(self), by_day(other)) } else { (self, other) }
    }

    /// Compares two days or moments. A moment equals the day it lies in; of two days, or two moments, nothing but the same is
    /// equal.
    pub fn compare(self, comparison: Comparison, other: Self) -> bool {
        let is_equal =
            (self.start >= other.start && self.end <= other.end) || (other.start >= self.start && other.end <= self.end);
        match comparison {
            Comparison::Equal => is_equal,
            Comparison::NotEqual => !is_equal,
            Comparison::Less => self.end < other.start,
            Comparison::LessOrEqual => is_equal || self.end < other.start,
            Comparison::Greater => self.start > other.end,
            Comparison::GreaterOrEqual => is_equal || self.start > other.end,
        }
    }

    /// Whether two spans lie so. Beside a moment a day is the whole day.
    pub fn lies(self, relation: TemporalRelation, other: Self) -> bool {
        let (a, b) = self.beside(other);
        match relation {
            TemporalRelation::After => a.start > b.end,
            TemporalRelation::Before => a.end < b.start,
            TemporalRelation::Contains => a.start < b.start && a.end > b.end,
            TemporalRelation::During => a.start > b.start && a.end < b.end,
            TemporalRelation::Disjoint => a.end < b.start || a.start > b.end,
            TemporalRelation::Intersects => a.start <= b.end && a.end >= b.start,
            TemporalRelation::Equals => a.start == b.start && a.end == b.end,
            TemporalRelation::Starts => a.start == b.start && a.end < b.end,
            TemporalRelation::StartedBy => a.start == b.start && a.end > b.end,
            TemporalRelation::Finishes => a.start > b.start && a.end == b.end,
            TemporalRelation::FinishedBy => a.start < b.start && a.end == b.end,
            TemporalRelation::Meets => a.end == b.start,
            TemporalRelation::MetBy => a.start == b.end,
            TemporalRelation::Overlaps => a.start < b.start && b.start < a.end && a.end < b.end,
            TemporalRelation::OverlappedBy => b.start < a.start && a.start < b.end && b.end < a.end,
        }
    }
}

/// Reads the text of a `DATE`.
pub(super) fn day_in(text: &str) -> Result<Span, QueryError> {
    // The library also reads a date with a time, and would drop the time without a word.
    let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    day.and_then(Span::day).ok_or_else(|| {
        let text = shorten(text);
        refused(format!("“{text}” không phải ngày như 2026-01-31"), format!("“{text}” is not a date such as 2026-01-31"))
    })
}

/// Reads the text of a `TIMESTAMP`.
pub(super) fn moment_in(text: &str) -> Result<Span, QueryError> {
    text.parse::<Timestamp>().map(Span::moment).map_err(|_| {
        let text = shorten(text);
        refused(
            format!("“{text}” không phải thời điểm như 2026-01-31T00:00:00Z"),
            format!("“{text}” is not a timestamp such as 2026-01-31T00:00:00Z"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_compared_with_a_vietnamese_day() {
        let day = day_in("2026-01-31").unwrap();
        let [before, within, after] =
            ["2026-01-30T16:59:59Z", "2026-01-30T17:00:00Z", "2026-01-31T17:00:00Z"].map(|text| moment_in(text).unwrap());
        assert!(before.compare(Comparison::Less, day) && before.compare(Comparison::NotEqual, day));
        assert!(within.compare(Comparison::Equal, day) && within.compare(Comparison::GreaterOrEqual, day));
        assert!(!within.compare(Comparison::Greater, day) && !within.compare(Comparison::Less, day));
        assert!(after.compare(Comparison::Greater, day) && after.lies(TemporalRelation::After, day));
        assert!(within.lies(TemporalRelation::Intersects, day) && !within.lies(TemporalRelation::Equals, day));
    }

    #[test]
    fn every_relation_has_its_inverse() {
        use TemporalRelation as Relation;
        let day = |text: &str| day_in(text).unwrap();
        let days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"].map(day);
        let spans: Vec<Span> = days
            .iter()
            .flat_map(|from| {
                days.iter().filter(move |to| to.start >= from.start).map(|to| Span {
                    start: from.start,
                    end: to.end,
                    is_of_days: true,
                })
            })
            .collect();
        for (relation, inverse) in [
            (Relation::After, Relation::Before),
            (Relation::Contains, Relation::During),
            (Relation::Starts, Relation::StartedBy),
            (Relation::Finishes, Relation::FinishedBy),
            (Relation::Meets, Relation::MetBy),
            (Relation::Overlaps, Relation::OverlappedBy),
            (Relation::Equals, Relation::Equals),
        ] {
            for (a, b) in spans.iter().flat_map(|a| spans.iter().map(move |b| (*a, *b))) {
                assert_eq!(a.lies(relation, b), b.lies(inverse, a), "{relation:?} {a:?} {b:?}");
                assert_eq!(a.lies(Relation::Disjoint, b), !a.lies(Relation::Intersects, b));
            }
        }
    }

    #[test]
    fn intervals_of_days_meet_on_a_day() {
        let days = |from: &str, to: &str| Span { end: day_in(to).unwrap().end, ..day_in(from).unwrap() };
        let (first, second) = (days("2026-01-01", "2026-01-10"), days("2026-01-10", "2026-01-20"));
        assert!(first.lies(TemporalRelation::Meets, second) && first.lies(TemporalRelation::Intersects, second));
        assert!(!first.lies(TemporalRelation::Overlaps, second));
        assert!(day_in("2026-01-10").unwrap().lies(TemporalRelation::Equals, days("2026-01-10", "2026-01-10")));
        assert!(day_in("2026-01-20").unwrap().lies(TemporalRelation::Finishes, second));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "2026", "2026-02-30", "2026-01-31T00:00", "31/01/2026", "-9999-01-01"] {
            assert!(day_in(text).is_err(), "{text}");
        }
        for text in ["2026-01-31", "2026-01-31T00:00:00", "x", "2026-13-01T00:00:00Z"] {
            assert!(moment_in(text).is_err(), "{text}");
        }
    }
}
