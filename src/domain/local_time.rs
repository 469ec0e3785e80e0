//! Vietnamese time: what a day is, and moments as people write them.
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::Language;

/// Vietnam keeps UTC+7 all year.
const VIETNAM: Offset = Offset::constant(7);

/// A moment as the clocks of Vietnam show it.
pub fn local(moment: Timestamp) -> DateTime {
    VIETNAM.to_datetime(moment)
}

/// The Vietnamese day of a moment.
pub fn day_of(moment: Timestamp) -> Date {
    local(moment).date()
}

/// The moment at which the clocks of Vietnam show this; `None` beyond the calendar.
pub fn moment_of(local: DateTime) -> Option<Timestamp> {
    VIETNAM.to_timestamp(local).ok()
}

/// A moment to the minute: `22/11/2026 05:05` in Vietnamese, `2026-11-22 05:05 (UTC+7)` in English.
pub fn written(moment: Timestamp, language: Language) -> String {
    let shown = local(moment);
    let format = match language {
        Language::Vietnamese => "%d/%m/%Y %H:%M",
        Language::English => "%Y-%m-%d %H:%M (UTC+7)",
    };
    shown.strftime(format).to_string()
}

/// A moment to the second: `22/11/2026 05:05:46` in Vietnamese, `2026-11-22 05:05:46 (UTC+7)` in English.
pub fn written_to_the_second(moment: Timestamp, language: Language) -> String {
    let shown = local(moment);
    let format = match language {
        Language::Vietnamese => "%d/%m/%Y %H:%M:%S",
        Language::English => "%Y-%m-%d %H:%M:%S (UTC+7)",
    };
    shown.strftime(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_evening_in_utc_is_the_next_day_in_vietnam() {
        let moment: Timestamp = "2026-11-21T22:05:46Z".parse().unwrap();
        assert_eq!(day_of(moment).to_string(), "2026-11-22");
        assert_eq!(written(moment, Language::Vietnamese), "22/11/2026 05:05");
        assert_eq!(written_to_the_second(moment, Language::English), "2026-11-22 05:05:46 (UTC+7)");
        assert_eq!(moment_of(local(moment)), Some(moment));
    }
}
