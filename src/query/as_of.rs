//! `at=`: the day, or the instant, as of which is answered: the records as they then were, in the division of that day.
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use super::error::{QueryError, shorten};
use super::parameters::Parameters;
use crate::domain::{Language, Message, local_time};

/// Days that can be asked for; what is to come is refused where records are told.
const FIRST_DAY: Date = jiff::civil::date(1900, 1, 1);
const LAST_DAY: Date = jiff::civil::date(2100, 12, 31);

/// As of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The end of a day in Vietnam.
    Day(Date),
    /// An instant.
    Instant(Timestamp),
}

impl AsOf {
    /// Reads `at=`; `None` where it is not asked for.
    pub fn parse(parameters: &Parameters) -> Result<Option<Self>, QueryError> {
        parameters.single("at")?.map(|text| Self::read("at", text)).transpose()
    }

    /// Reads the value of the parameter of that name.
    pub fn read(parameter: &str, text: &str) -> Result<Self, QueryError> {
        // The library also reads a date with a time that says no offset, and would drop the time without a word.
        let day = (text.len() == 10).then(|| text.parse().ok().map(Self::Day)).flatten();
        let instant = || text.parse().ok().map(Self::Instant);
        let read = day.or_else(instant).filter(|as_of| (FIRST_DAY..=LAST_DAY).contains(&as_of.day()));
        read.ok_or_else(|| {
            let given = shorten(text);
            let reason = Message::new(
                format!("“{given}” không phải ngày hay thời điểm. Được phép: năm-tháng-ngày, ví dụ 2025-06-30, hoặc 2025-06-30T09:30:00Z, từ 1900 đến 2100"),
                format!("“{given}” is not a day or an instant. Allowed: year-month-day, such as 2025-06-30, or 2025-06-30T09:30:00Z, from 1900 to 2100"),
            );
            QueryError::invalid(parameter, reason)
        })
    }

    /// Refuses what is to come: of it nothing can be told yet.
    pub fn require_past(self, parameter: &str, now: Timestamp) -> Result<(), QueryError> {
        let today = local_time::day_of(now);
        let (is_to_come, until) = match self {
            Self::Day(day) => (day > today, today.to_string()),
            Self::Instant(instant) => (instant > now, Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()),
        };
        if !is_to_come {
            return Ok(());
        }
        let reason = Message::new(
            format!("“{self}” chưa đến; có thể hỏi đến hết {until}"),
            format!("“{self}” is yet to come; one can ask until {until}"),
        );
        Err(QueryError::invalid(parameter, reason))
    }

    /// The instant: of a day its last.
    pub fn instant(self) -> Timestamp {
        match self {
            // Every day between the bounds has an end.
            Self::Day(day) => local_time::moment_of(day.at(23, 59, 59, 999_999_999)).unwrap_or(Timestamp::MAX),
            Self::Instant(instant) => instant,
        }
    }

    /// The Vietnamese day, whose division of the country is meant.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => local_time::day_of(instant),
        }
    }

    /// As of when, as a part of the sentence that says what is asked.
    pub fn sentence(self) -> Message {
        let day = |format: &str| self.day().strftime(format).to_string();
        match self {
            Self::Day(_) => Message::new(
                format!("Tình trạng đến hết ngày {}", day("%d/%m/%Y")),
                format!("As of the end of {}", day("%Y-%m-%d")),
            ),
            Self::Instant(instant) => Message::new(
                format!("Tình trạng lúc {}", local_time::written_to_the_second(instant, Language::Vietnamese)),
                format!("As of {}", local_time::written_to_the_second(instant, Language::English)),
            ),
        }
    }
}

/// As it stands in addresses.
impl fmt::Display for AsOf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(formatter),
            Self::Instant(instant) => instant.fmt(formatter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> AsOf {
        AsOf::read("at", text).unwrap()
    }

    #[test]
    fn a_day_ends_at_midnight_in_vietnam() {
        assert_eq!(read("2026-11-21").instant().to_string(), "2026-11-21T16:59:59.999999999Z");
        assert_eq!(read("2025-06-30T17:30:00Z").day().to_string(), "2025-07-01");
        assert_eq!(read("2026-11-21T08:00:00+07:00").to_string(), "2026-11-21T01:00:00Z");
        assert_eq!(read("2026-11-21").sentence().vi, "Tình trạng đến hết ngày 21/11/2026");
        assert_eq!(read("2026-11-21T01:00:05Z").sentence().en, "As of 2026-11-21 08:00:05 (UTC+7)");
        for wrong in ["", "today", "2025", "30/06/2025", "2025-02-30", "2025-06-30T00:00", "1899-12-31", "2101-01-01T00:00:00Z"] {
            assert!(AsOf::read("at", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_to_come_is_refused_and_today_is_not() {
        let now: Timestamp = "2026-11-21T18:00:00.5Z".parse().unwrap();
        for fine in ["2026-11-22", "1900-01-01", "2026-11-21T18:00:00Z"] {
            assert!(read(fine).require_past("at", now).is_ok(), "{fine}");
        }
        let refused = read("2026-11-23").require_past("at", now).unwrap_err();
        assert!(refused.message.en.ends_with("until 2026-11-22") && refused.parameter == "at", "{refused:?}");
        let refused = read("2026-11-21T18:00:01Z").require_past("from", now).unwrap_err();
        assert!(refused.message.vi.ends_with("đến hết 2026-11-21T18:00:00Z") && refused.parameter == "from", "{refused:?}");
    }
}
