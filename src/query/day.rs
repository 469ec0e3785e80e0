//! `at=`: the day whose map of Vietnam is asked for.
use jiff::civil::Date;

use super::error::{QueryError, shorten};
use super::parameters::Parameters;
use crate::domain::Message;

/// Reads `at`, a day as `2025-06-30`.
///
/// # Errors
/// Where it is anything but a day of the calendar in this form.
pub fn parse_day(parameters: &Parameters) -> Result<Option<Date>, QueryError> {
    parameters.single("at")?.map(day).transpose()
}

fn day(text: &str) -> Result<Date, QueryError> {
    // The parser also takes times and other forms; only the one that is documented shall pass.
    let parsed = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
    parsed.ok_or_else(|| {
        let text = shorten(text);
        let reason = Message::new(
            format!("“{text}” không phải ngày. Được phép: năm-tháng-ngày, ví dụ 2025-06-30"),
            format!("“{text}” is not a day. Allowed: year-month-day, for example 2025-06-30"),
        );
        QueryError::invalid("at", reason)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_of_the_calendar() {
        let parse = |text: &str| parse_day(&Parameters::parse(&format!("at={text}"), &[&["at"]]).unwrap());
        assert_eq!(parse("2025-06-30").unwrap().unwrap().to_string(), "2025-06-30");
        assert_eq!(parse("").unwrap(), None);
        for text in [
            "2025",
            "2025-06",
            "2025-06-31",
            "2025-02-29",
            "2025-6-30",
            "30/06/2025",
            "20250630",
            "2025-06-30T00:00:00",
            "2025-06-30T00:00:00Z",
            "-002025-06-30",
            "99999-01-01",
            "hôm nay",
            "2025-06-30,2025-07-01",
            "..",
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.parameter, "at");
            assert!(error.message.vi.contains(text) && error.message.en.contains("2025-06-30"), "{text}");
        }
        assert!(parse_day(&Parameters::parse("at=2025-06-30&at=2025-07-01", &[&["at"]]).unwrap()).is_err());
    }
}
