//! What the number format of a spreadsheet says about a number: percent, date, text.
use std::sync::Arc;

use super::raw_cell::{DateKind, NumberFormat, RawCell};
use super::serial_date::{Epoch, moment};

/// A number format, read once for all cells that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberStyle {
    pub format: NumberFormat,
    /// Which part of a moment it shows, where it is a format of dates.
    pub date: Option<DateKind>,
}

impl NumberStyle {
    /// The style of this code.
    pub fn of_code(code: &str) -> Self {
        let shown = shown_characters(code);
        if let Some(kind) = date_kind(&shown) {
            return Self { format: NumberFormat::Code(Arc::from(code)), date: Some(kind) };
        }
        let format = match code.trim() {
            "" => NumberFormat::General,
            plain if plain.eq_ignore_ascii_case("general") => NumberFormat::General,
            "@" => NumberFormat::Text,
            _ if shown.contains('%') => NumberFormat::Percent,
            _ => NumberFormat::Code(Arc::from(code)),
        };
        Self { format, date: None }
    }

    /// The style of a number that both kinds of Excel files use without saying its code.
    pub fn built_in(number: u16) -> Self {
        Self::of_code(match number {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5..=8 | 41..=44 => return Self { format: NumberFormat::Currency, date: None },
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            14 => "m/d/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 => "h:mm:ss",
            22 => "m/d/yyyy h:mm",
            // The dates of East Asian editions.
            27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            32..=35 | 55 | 56 => "h:mm:ss",
            37..=40 => "#,##0",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            49 => "@",
            _ => "General",
        })
    }

    /// A number in this style: a date where it is shown as one and can be one.
    pub fn cell(&self, value: f64, epoch: Epoch) -> RawCell {
        if !value.is_finite() {
            return RawCell::Error("#NUM!".to_owned());
        }
        match self.date.and_then(|kind| Some((kind, moment(value, epoch)?))) {
            Some((kind, moment)) => RawCell::DateTime { value: moment, kind, serial: Some(value), format: self.format.clone() },
            None => RawCell::Number { value, format: self.format.clone() },
        }
    }
}

/// The characters of the first section of a code that stand for parts of the number: no texts, fillers, colours and locales.
/// Elapsed hours `[h]` stand as `h`.
fn shown_characters(code: &str) -> String {
    let mut shown = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => drop(characters.by_ref().find(|character| *character == '"')),
            '\\' | '_' | '*' => drop(characters.next()),
            '[' => {
                let inner: String = characters.by_ref().take_while(|character| *character != ']').collect();
                if !inner.is_empty() && inner.chars().all(|character| matches!(character, 'h' | 'H' | 'm' | 'M' | 's' | 'S')) {
                    shown.push_str(&inner);
                }
            }
            other => shown.push(other.to_ascii_lowercase()),
        }
    }
    shown
}

/// Which part of a moment a code shows, if it shows a moment at all.
fn date_kind(shown: &str) -> Option<DateKind> {
    if shown.contains("general") || shown.contains(['#', '?']) {
        return None;
    }
    let has_time = shown.contains(['h', 's']);
    // Next to hours and seconds, m means minutes.
    let has_date = shown.contains(['d', 'y']) || (shown.contains('m') && !has_time);
    // 0 stands for tenths of a second only.
    let is_number = shown.contains('0') && !shown.contains('s');
    match (has_date, has_time) {
        _ if is_number => None,
        (true, true) => Some(DateKind::DateTime),
        (true, false) => Some(DateKind::Date),
        (false, true) => Some(DateKind::Time),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for (code, date) in [
            ("dd/mm/yyyy", Some(DateKind::Date)),
            ("[$-42A]dd \"tháng\" mm yyyy;@", Some(DateKind::Date)),
            ("mmm-yy", Some(DateKind::Date)),
            ("m/d/yyyy h:mm", Some(DateKind::DateTime)),
            ("[h]:mm:ss", Some(DateKind::Time)),
            ("mm:ss.0", Some(DateKind::Time)),
            ("h:mm AM/PM", Some(DateKind::Time)),
            ("#,##0\\ \"đ\"", None),
            ("_-* #,##0\\ _₫_-", None),
            ("0.00E+00", None),
            ("[Red]0.0", None),
            ("0\" m\"", None),
            ("General", None),
            ("@", None),
        ] {
            assert_eq!(NumberStyle::of_code(code).date, date, "{code}");
        }
        assert_eq!(NumberStyle::of_code("0.0%").format, NumberFormat::Percent);
        assert_eq!(NumberStyle::of_code("@").format, NumberFormat::Text);
        assert_eq!(NumberStyle::of_code("\"100%\" 0").format, NumberFormat::Code(Arc::from("\"100%\" 0")));
    }
}
