//! Where a fact comes from, and dates of which only the year or month may be known.
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Message;
use super::text_form::serialised_as_text;

/// A published source of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title of the article or document.
    pub title: Option<String>,
    /// Its address, http or https.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<PartialDate>,
}

/// A year, a month or a day: `2024`, `2023-12`, `2023-06-26`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// The last day it may mean; what is newer of two partial dates is decided by it.
    pub fn last_day(self) -> Date {
        let month = self.month.unwrap_or(12);
        // The parts were a real date when they were read.
        let first = Date::new(self.year, month, self.day.unwrap_or(1)).unwrap_or(Date::MIN);
        if self.day.is_some() { first } else { first.last_of_month() }
    }
}

impl FromStr for PartialDate {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let malformed = || {
            Message::new(
                format!("“{text}” không phải ngày. Được phép: 2024, 2023-12 hoặc 2023-06-26"),
                format!("“{text}” is not a date. Allowed: 2024, 2023-12 or 2023-06-26"),
            )
        };
        let padded = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            10 => text.to_owned(),
            _ => return Err(malformed()),
        };
        let date: Date = padded.parse().map_err(|_| malformed())?;
        if !(1000..=9999).contains(&date.year()) {
            return Err(malformed());
        }
        Ok(Self {
            year: date.year(),
            month: (text.len() >= 7).then_some(date.month()),
            day: (text.len() == 10).then_some(date.day()),
        })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}

serialised_as_text!(PartialDate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_date_ends_with_its_year_or_month() {
        for (text, last) in [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-06-26", "2023-06-26")] {
            assert_eq!(text.parse::<PartialDate>().unwrap().last_day().to_string(), last);
        }
    }

    #[test]
    fn a_date_keeps_what_is_known() {
        for text in ["2024", "2023-12", "2023-06-26"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "24", "2023-13", "2023-02-30", "26/06/2023", "-024", "2023-6-26"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
