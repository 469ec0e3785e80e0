//! For how long an account is locked after sign-ins that failed.
use jiff::SignedDuration;

/// How many sign-ins may fail before the account is locked.
const FREE: i64 = 5;
/// For how long the account is locked after that one and after each further one, in minutes; the last goes on.
const MINUTES: [i64; 5] = [1, 2, 4, 8, 15];

/// How long no other sign-in is tried after so many failed in a row. At most 13 are tried in any hour.
pub(super) fn locked_for(failed: i64) -> Option<SignedDuration> {
    let step = usize::try_from(failed - FREE).ok()?;
    let minutes = MINUTES.get(step).or(MINUTES.last()).copied()?;
    Some(SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_grows_and_stops_growing() {
        let minutes = |failed| locked_for(failed).map(|time| time.as_mins());
        assert_eq!((minutes(0), minutes(4)), (None, None));
        assert_eq!([5, 6, 7, 8, 9, 10, 1_000].map(minutes), [1, 2, 4, 8, 15, 15, 15].map(Some));
    }

    #[test]
    fn somebody_who_never_rests_has_far_fewer_than_a_hundred_attempts_an_hour() {
        let (mut clock, mut failed) = (SignedDuration::ZERO, 0);
        while clock < SignedDuration::from_hours(1) {
            failed += 1;
            clock += locked_for(failed).unwrap_or_default();
        }
        assert!(failed <= 13, "{failed}");
    }
}
