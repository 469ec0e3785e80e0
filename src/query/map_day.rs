//! Which map of Vietnam is meant: `at=` picks the one of a day, `division=` names it.
use super::as_of::AsOf;
use super::error::QueryError;
use super::filter::listed;
use super::parameters::Parameters;
use crate::domain::{Division, Message};

/// The names that pick a map.
pub const MAP_PARAMETERS: &[&str] = &["at", "division"];

/// The division meant by `at=` and `division=`; the current one where neither is given.
pub fn parse_division(parameters: &Parameters) -> Result<Division, QueryError> {
    let of_day = AsOf::parse(parameters)?.map(|as_of| Division::on(as_of.day()));
    match (of_day, named_division(parameters)?) {
        (Some(of_day), Some(named)) if of_day != named => {
            let reason = Message::new(
                format!("“{named}” không phải bản đồ của ngày đã chọn trong at (là {of_day}); hãy bỏ một trong hai"),
                format!("“{named}” is not the map of the day chosen by at (which is {of_day}); leave one of them out"),
            );
            Err(QueryError::invalid("division", reason))
        }
        (of_day, named) => Ok(named.or(of_day).unwrap_or(Division::Current)),
    }
}

/// Reads `division=`; `None` where none is named.
pub(super) fn named_division(parameters: &Parameters) -> Result<Option<Division>, QueryError> {
    match listed(parameters, "division", Division::ALL, Division::code)?.as_slice() {
        [] => Ok(None),
        [named] => Ok(Some(*named)),
        _ => {
            let reason = Message::new("chỉ chọn một bản đồ: current hoặc former", "choose one map: current or former");
            Err(QueryError::invalid("division", reason))
        }
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
        assert_eq!(division("at=2025-06-30T17:00:00Z").unwrap(), Division::Current);
        assert_eq!(division("at=2025-07-01&division=current").unwrap(), Division::Current);
        assert_eq!(division("division=former").unwrap(), Division::Former);
        assert!(division("at=2025-07-01&division=former").is_err());
        for wrong in ["at=30/06/2025", "at=2025-06", "at=2025-02-30", "at=2025-06-30T00:00", "at=0001-01-01", "division=old"] {
            assert!(division(wrong).is_err(), "{wrong}");
        }
    }
}
