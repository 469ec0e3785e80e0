//! Times as the store keeps them: UTC to the microsecond, as text of one form.
use jiff::Timestamp;

/// The present, without the nanoseconds that PostgreSQL would drop.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// The present, or the time of what was recorded last where the clock has been set back since: history never runs backwards.
pub(super) fn not_before(last: Option<Timestamp>) -> Timestamp {
    let present = now();
    match last {
        Some(last) if last > present => {
            tracing::warn!(%last, %present, "the clock is behind the history; the time of the last commit is recorded again");
            last
        }
        _ => present,
    }
}

/// `2026-11-21T08:15:30.123456Z`: always 27 characters, so that it sorts as text.
pub(super) fn to_text(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_stands_still_while_the_clock_is_behind() {
        let ahead = now() + jiff::SignedDuration::from_hours(24);
        assert_eq!(not_before(Some(ahead)), ahead);
        let before = now();
        assert!(not_before(Some(before)) >= before && not_before(None) >= before);
    }

    #[test]
    fn a_time_keeps_its_microseconds_and_its_length() {
        for micros in [0, 1, 1_700_000_000_120_000, 1_793_000_000_999_999] {
            let time = Timestamp::from_microsecond(micros).unwrap();
            let text = to_text(time);
            assert_eq!((text.len(), text.parse::<Timestamp>().unwrap()), (27, time));
        }
        let present = now();
        assert_eq!(to_text(present).parse::<Timestamp>().unwrap(), present);
    }
}
