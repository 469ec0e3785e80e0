//! Identifiers of administrative units: `01`, `00004` now, `2024-02`, `2024-018`, `2024-00565` before 2025-07-01.
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

use super::Message;
use super::code_enum::code_enum;
use super::text_form::serialised_as_text;

code_enum! {
    /// The level of an administrative unit.
    RegionLevel {
        /// Tỉnh or thành phố trực thuộc trung ương.
        Province => "province",
        /// Quận, huyện, thị xã, thành phố thuộc tỉnh; only in the former division.
        District => "district",
        /// Xã, phường, thị trấn, đặc khu.
        Commune => "commune",
    }
}

impl RegionLevel {
    const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::District => 3,
            Self::Commune => 5,
        }
    }
}

code_enum! {
    /// Which map of Vietnam a unit belongs to.
    Division {
        /// Since 2025-07-01: 34 provinces and 3,321 communes.
        Current => "current",
        /// Until 2025-06-30: 63 provinces, 696 districts and 10,035 communes.
        Former => "former",
    }
}

impl Division {
    /// The first day of the current division.
    pub const CURRENT_SINCE: Date = date(2025, 7, 1);

    /// The division that is in force on a day. Before 2025-07-01 it is the former one as it stood when it ended.
    pub fn on(day: Date) -> Self {
        if day < Self::CURRENT_SINCE { Self::Former } else { Self::Current }
    }
}

/// The identifier of an administrative unit; its division and level follow from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegionId {
    division: Division,
    level: RegionLevel,
    code: u32,
}

const FORMER_PREFIX: &str = "2024-";

impl RegionId {
    /// Which map of Vietnam the unit belongs to.
    pub const fn division(self) -> Division {
        self.division
    }

    /// The level of the unit.
    pub const fn level(self) -> RegionLevel {
        self.level
    }

    /// The official code: two, three or five digits.
    pub fn code(self) -> String {
        format!("{:0width$}", self.code, width = self.level.digits())
    }
}

impl FromStr for RegionId {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let malformed = || {
            Message::new(
                format!(
                    "“{text}” không phải mã đơn vị hành chính. Được phép: 2 số (tỉnh), 5 số (xã), hoặc 2024- và 2, 3, 5 số (tỉnh, huyện, xã cũ)"
                ),
                format!(
                    "“{text}” is not a region id. Allowed: 2 digits (province), 5 digits (commune), or 2024- and 2, 3, 5 digits (former province, district, commune)"
                ),
            )
        };
        let (division, digits) = match text.strip_prefix(FORMER_PREFIX) {
            Some(digits) => (Division::Former, digits),
            None => (Division::Current, text),
        };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        let level = match (digits.len(), division) {
            (2, _) => RegionLevel::Province,
            (3, Division::Former) => RegionLevel::District,
            (5, _) => RegionLevel::Commune,
            _ => return Err(malformed()),
        };
        let code = digits.parse().map_err(|_| malformed())?;
        Ok(Self { division, level, code })
    }
}

impl fmt::Display for RegionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.division == Division::Former {
            formatter.write_str(FORMER_PREFIX)?;
        }
        write!(formatter, "{:0width$}", self.code, width = self.level.digits())
    }
}

serialised_as_text!(RegionId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_says_division_and_level() {
        for (text, division, level) in [
            ("01", Division::Current, RegionLevel::Province),
            ("00004", Division::Current, RegionLevel::Commune),
            ("2024-02", Division::Former, RegionLevel::Province),
            ("2024-018", Division::Former, RegionLevel::District),
            ("2024-00565", Division::Former, RegionLevel::Commune),
        ] {
            let id: RegionId = text.parse().unwrap();
            assert_eq!((id.division(), id.level(), id.to_string().as_str()), (division, level, text));
        }
    }

    #[test]
    fn the_map_changed_on_the_first_of_july_2025() {
        for (day, division) in [
            ("1990-01-01", Division::Former),
            ("2025-06-30", Division::Former),
            ("2025-07-01", Division::Current),
            ("2026-11-21", Division::Current),
        ] {
            assert_eq!(Division::on(day.parse().unwrap()), division, "{day}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "1", "9x", "018", "2024-", "2024-1", "2024-0001", "+1", "０１", "000004"] {
            assert!(text.parse::<RegionId>().is_err(), "{text}");
        }
    }
}
