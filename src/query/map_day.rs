//! Which map of Vietnam is meant: `at=` picks the one of a day, `division=` names it.
use jiff::civil::Date;

use super::error::QueryError;
use super::filter::listed;
use super::parameters::Parameters;
use crate::domain::{Division, Message};

/// The names that pick a map.
pub const MAP_PARAMETERS: &[&str] = &["at", "division"];

/// Days from which on a map is known: the former division is the one of its last years.
const FIRST_DAY: Date = jiff::civil::date(1900, 1, 1);
const LAST_DAY: Date = jiff::civil::date(2100, 12, 31);

/// Reads `at=`: a day, `None` where none is asked for.
pub fn parse_day(parameters: &Parameters) -> Result<Option<Date>, QueryError> {
    let Some(text) = parameters.single("at")? else { return Ok(None) };
    // The library also reads a date with a time, and would drop the time without a word.
    let day = text.parse::<Date>().ok().filter(|day| text.len() == 10 && (FIRST_DAY..=LAST_DAY).contains(day));
    day.map(Some).ok_or_else(|| {
        let reason = Message::new(
            format!("“{text}” không phải ngày. Được phép: năm-tháng-ngày, ví dụ 2025-06-30, từ 1900 đến 2100"),
            format!("“{text}” is not a day. Allowed: year-month-day, such as 2025-06-30, from 1900 to 2100"),
        );
        QueryError::invalid("at", reason)
    })
}

/// The division meant by `at=` and `division=`; the current one where neither is given.
pub fn parse_division(parameters: &Parameters) -> Result<Division, QueryError> {
    let of_day = parse_day(parameters)?.map(Division::on);
    let named = listed(parameters, "division", Division::ALL, Division::code)?;
    match (of_day, named.as_slice()) {
        (Some(of_day), [named]) if of_day != *named => {
            let reason = Message::new(
                format!("“{named}” không phải bản đồ của ngày đã chọn trong at (là {of_day}); hãy bỏ một trong hai"),
                format!("“{named}” is not the map of the day chosen by at (which is {of_day}); leave one of them out"),
            );
            Err(QueryError::invalid("division", reason))
        }
        (_, [_, _, ..]) => {
            let reason = Message::new("chỉ chọn một bản đồ: current hoặc former", "choose one map: current or former");
            Err(QueryError::invalid("division", reason))
        }
        (_, [named]) => Ok(*named),
        (of_day, []) => Ok(of_day.unwrap_or(Division::Current)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn division(query: &str) -> Result<Division, QueryError> {
        parse_division(&Parameters::parse(query, &[MAP_PARAMETERS]).unwrap())
    }

    #[test]
    fn a_day_picks_its_map_and_a_contradiction_is_refused() {
        assert_eq!(division("").unwrap(), Division::Current);
        assert_eq!(division("at=2025-06-30").unwrap(), Division::Former);
        assert_eq!(division("at=2025-07-01&division=current").unwrap(), Division::Current);
        assert_eq!(division("division=former").unwrap(), Division::Former);
        assert!(division("at=2025-07-01&division=former").is_err());
        for wrong in ["at=30/06/2025", "at=2025-06", "at=2025-02-30", "at=2025-06-30T00:00", "at=0001-01-01", "division=old"] {
            assert!(division(wrong).is_err(), "{wrong}");
        }
    }
}
