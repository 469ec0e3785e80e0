//! The numbers that spreadsheets keep for dates, as moments.
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::raw_cell::DateKind;

/// The day from which a workbook counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is 1900-01-01, and 60 is 1900-02-29, a day that never was.
    #[default]
    Windows,
    /// 0 is 1904-01-01, on old Macintosh machines.
    Macintosh,
}

const MILLISECONDS_OF_DAY: f64 = 86_400_000.0;
/// 9999-12-31, the last day that Excel knows.
const LAST: f64 = 2_958_466.0;

/// The moment that a number stands for, to the millisecond; `None` where there is none.
pub(super) fn moment(serial: f64, epoch: Epoch) -> Option<DateTime> {
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    let first = match epoch {
        Epoch::Macintosh => jiff::civil::date(1904, 1, 1),
        Epoch::Windows if serial < 60.0 => jiff::civil::date(1899, 12, 31),
        Epoch::Windows if serial < 61.0 => return None,
        Epoch::Windows => jiff::civil::date(1899, 12, 30),
    };
    let milliseconds = (serial * MILLISECONDS_OF_DAY).round() as i64;
    first.to_datetime(jiff::civil::Time::midnight()).checked_add(SignedDuration::from_millis(milliseconds)).ok()
}

/// A moment written by the ISO standard: a day, a time of day, or both, with or without `Z`.
pub(super) fn iso_moment(text: &str) -> Option<(DateTime, DateKind)> {
    let plain = text.trim().trim_end_matches('Z');
    if plain.contains(['T', ' ']) {
        return plain.parse::<DateTime>().ok().map(|moment| (moment, DateKind::DateTime));
    }
    match plain.contains(':') {
        true => plain.parse::<Time>().ok().map(|time| (jiff::civil::date(1899, 12, 31).to_datetime(time), DateKind::Time)),
        false => plain.parse::<Date>().ok().map(|day| (day.to_datetime(Time::midnight()), DateKind::Date)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_the_days_of_excel() {
        let text = |serial, epoch| moment(serial, epoch).map(|moment| moment.to_string());
        assert_eq!(text(1.0, Epoch::Windows).as_deref(), Some("1900-01-01T00:00:00"));
        assert_eq!(text(59.0, Epoch::Windows).as_deref(), Some("1900-02-28T00:00:00"));
        assert_eq!(text(60.0, Epoch::Windows), None);
        assert_eq!(text(61.0, Epoch::Windows).as_deref(), Some("1900-03-01T00:00:00"));
        assert_eq!(text(45413.3125, Epoch::Windows).as_deref(), Some("2024-05-01T07:30:00"));
        assert_eq!(text(0.5, Epoch::Windows).as_deref(), Some("1899-12-31T12:00:00"));
        assert_eq!(text(0.0, Epoch::Macintosh).as_deref(), Some("1904-01-01T00:00:00"));
        assert_eq!(text(-1.0, Epoch::Windows), None);
        assert_eq!(text(f64::NAN, Epoch::Windows), None);
        assert_eq!(text(1e300, Epoch::Windows), None);
    }

    #[test]
    fn iso_moments_are_days_times_or_both() {
        let text = |given| iso_moment(given).map(|(moment, kind)| (moment.to_string(), kind));
        assert_eq!(text("2024-05-01"), Some(("2024-05-01T00:00:00".to_owned(), DateKind::Date)));
        assert_eq!(text("2024-05-01T07:30:00Z"), Some(("2024-05-01T07:30:00".to_owned(), DateKind::DateTime)));
        assert_eq!(text("07:30:00"), Some(("1899-12-31T07:30:00".to_owned(), DateKind::Time)));
        assert_eq!(text("1/5/2024"), None);
    }
}
