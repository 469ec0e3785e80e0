//! One cell to one value: numbers in either notation, lists, dates, and text that is no formula.
use crate::domain::{Finding, FindingCode, Message, rules, text};

/// A number written with a decimal point or comma, with or without thousands separators.
///
/// `1.500` is ambiguous between one and a half and fifteen hundred; a lone mark is taken as decimal, as the starter files have
/// it (see [`is_ambiguous`]), unless two separators settle the matter (`1.500,5`, `1,500.5`, `1.500.000`). Every group of
/// thousands has three digits, so that `12.5.2020` is no number.
pub(super) fn number(cell: &str) -> Option<f64> {
    let (sign, digits) = signed(cell);
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let decimal = match (points, commas) {
        (1, 0) => Some('.'),
        (0, 1) => Some(','),
        (_, 1) if digits.rfind(',') > digits.rfind('.') => Some(','),
        (1, _) if digits.rfind('.') > digits.rfind(',') => Some('.'),
        (_, 0) | (0, _) => None,
        _ => return None,
    };
    let (whole, fraction) = decimal.and_then(|mark| digits.split_once(mark)).unwrap_or((digits, ""));
    let whole = if whole.is_empty() && !fraction.is_empty() { "0".to_owned() } else { ungrouped(whole)? };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{sign}{whole}.{fraction}0").parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Whether the one mark of a number may as well separate thousands: `1.500`, `12,345`, but not `0.500` or `1.5`.
pub(super) fn is_ambiguous(cell: &str) -> bool {
    let (_, digits) = signed(cell);
    let has_one_mark = digits.matches(['.', ',']).count() == 1;
    has_one_mark && !digits.starts_with(['0', '.', ',']) && ungrouped(digits).is_some()
}

fn signed(cell: &str) -> (&'static str, &str) {
    let cell = cell.trim();
    match cell.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => ("-", digits),
        None => ("", cell.strip_prefix('+').unwrap_or(cell)),
    }
}

/// The digits of a whole number, with one kind of thousands separator between groups of three or with none.
fn ungrouped(text: &str) -> Option<String> {
    let is_separator = |character: char| matches!(character, '.' | ',') || character.is_whitespace();
    let mut separators = text.chars().filter(|character| is_separator(*character));
    let first = separators.next();
    let is_one_kind = separators.all(|separator| Some(separator) == first);
    let groups: Vec<&str> = text.split(is_separator).collect();
    let is_group = |(position, group): (usize, &&str)| match (position, groups.len()) {
        (_, 1) => !group.is_empty(),
        (0, _) => (1..=3).contains(&group.len()),
        _ => group.len() == 3,
    };
    let is_whole = is_one_kind && groups.iter().enumerate().all(is_group);
    let digits = groups.concat();
    (is_whole && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A number within bounds, or the finding that names them.
pub(super) fn number_between(cell: &str, low: f64, high: f64) -> Result<f64, Finding> {
    number(cell).filter(|number| (low..=high).contains(number)).ok_or_else(|| {
        Finding::refused(FindingCode::InvalidValue, rules::not_in_range(cell, &low.to_string(), &high.to_string()))
    })
}

/// A whole number within bounds, or the finding that names them. A mark before three digits separates thousands, since there
/// is no fraction: `10.000` hens are ten thousand.
pub(super) fn whole_between(cell: &str, low: i64, high: i64) -> Result<i64, Finding> {
    let (sign, digits) = signed(cell);
    let grouped = ungrouped(digits).and_then(|digits| format!("{sign}{digits}").parse::<i64>().ok());
    let with_fraction = || number(cell).filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
    let whole = grouped.or_else(|| with_fraction().map(|number| number as i64));
    whole.filter(|number| (low..=high).contains(number)).ok_or_else(|| {
        Finding::refused(FindingCode::InvalidValue, rules::not_in_range(cell, &low.to_string(), &high.to_string()))
    })
}

/// Text of at most so many characters that no spreadsheet would run. One apostrophe before a formula sign, as exports
/// write it, is taken off. A leading `-` or `+` is how lists and changes are written; exports make it safe.
pub(super) fn plain_text(cell: &str, maximum: usize) -> Result<Option<String>, Finding> {
    // Tidied first: an invisible character before the sign must not hide the formula.
    let Some(tidied) = text::tidy(cell) else { return Ok(None) };
    let tidied = match tidied.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest.to_owned(),
        _ if tidied.starts_with(['=', '@']) => {
            let message = Message::new(
                "Ô bắt đầu bằng dấu = hoặc @ như một công thức. Hãy bỏ dấu ở đầu ô.",
                "The cell begins with = or @ like a formula. Remove the sign at its beginning.",
            );
            return Err(Finding::refused(FindingCode::FormulaCell, message));
        }
        _ => tidied,
    };
    if tidied.chars().any(char::is_control) {
        let message = Message::new("Có ký tự điều khiển không in được.", "Holds a control character.");
        return Err(Finding::refused(FindingCode::InvalidValue, message));
    }
    let length = tidied.chars().count();
    if length > maximum {
        return Err(Finding::refused(FindingCode::InvalidValue, rules::too_long(length, maximum)));
    }
    Ok(Some(tidied))
}

/// A date as people and spreadsheets write it, `26/6/2023` or `6/2023`, in the order of ISO 8601; any other text as it is.
pub(super) fn iso_date(cell: &str) -> String {
    let parts: Vec<&str> = cell.split(['/', '-', '.']).map(str::trim).collect();
    let is_number =
        |text: &str, longest: usize| (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [day, month, year] if is_number(day, 2) && is_number(month, 2) && year.len() == 4 && is_number(year, 4) => {
            format!("{year}-{month:0>2}-{day:0>2}")
        }
        [month, year] if is_number(month, 2) && year.len() == 4 && is_number(year, 4) => format!("{year}-{month:0>2}"),
        _ => cell.to_owned(),
    }
}

/// The elements of a list cell: separated by semicolons or `|`; by commas where there is neither.
pub(super) fn list(cell: &str) -> impl Iterator<Item = &str> {
    let separators: &[char] = if cell.contains([';', '|']) { &[';', '|'] } else { &[','] };
    cell.split(separators).map(str::trim).filter(|element| !element.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_either_notation() {
        for (cell, value) in [
            ("0.5", 0.5),
            ("0,5", 0.5),
            ("1.500,5", 1500.5),
            ("1,500.5", 1500.5),
            ("10 000", 10_000.0),
            ("1.500.000", 1_500_000.0),
            ("-3", -3.0),
        ] {
            assert_eq!(number(cell), Some(value), "{cell}");
        }
        for cell in
            ["", "-", ".", "abc", "1.2,3.4", "NaN", "inf", "1e5", "--3", "1.2.3", "12.5.2020", "1 2", "1.500 000", "1.5 ha"]
        {
            assert_eq!(number(cell), None, "{cell}");
        }
    }

    #[test]
    fn dates_are_read_as_they_are_written_in_vietnam() {
        for (cell, iso) in [
            ("26/06/2023", "2023-06-26"),
            ("1/7/2025", "2025-07-01"),
            ("7/2025", "2025-07"),
            ("2023-06-26", "2023-06-26"),
            ("2024", "2024"),
            ("yesterday", "yesterday"),
        ] {
            assert_eq!(iso_date(cell), iso, "{cell}");
        }
    }

    #[test]
    fn whole_numbers_take_a_mark_before_three_digits_as_thousands() {
        for (cell, value) in [("10.000", 10_000), ("1,500", 1_500), ("2 000", 2_000), ("2020", 2020), ("2020.0", 2020), ("0", 0)]
        {
            assert_eq!(whole_between(cell, 0, 100_000).ok(), Some(value), "{cell}");
        }
        for cell in ["1.5", "1.2.3", "", "10.0000.000", "100.001"] {
            assert!(whole_between(cell, 0, 100_000).is_err(), "{cell}");
        }
    }

    #[test]
    fn a_number_that_may_be_a_thousand_times_as_much_is_ambiguous() {
        assert!(["1.500", "12,345"].iter().all(|cell| is_ambiguous(cell)));
        assert!(!["0.500", "1.5", "1500", "1.500.000", "1234.567", "1 500"].iter().any(|cell| is_ambiguous(cell)));
    }

    #[test]
    fn an_escaped_formula_comes_back_as_it_was() {
        assert_eq!(plain_text("'=1+1", 10).unwrap().as_deref(), Some("=1+1"));
        assert_eq!(plain_text("=1+1", 10).unwrap_err().code, FindingCode::FormulaCell);
        assert_eq!(plain_text("\u{200b}=1+1", 10).unwrap_err().code, FindingCode::FormulaCell);
        assert_eq!(plain_text("+84", 10).unwrap().as_deref(), Some("+84"));
        assert_eq!(plain_text("'thường", 10).unwrap().as_deref(), Some("'thường"));
    }

    #[test]
    fn a_label_with_a_comma_can_stand_in_a_list() {
        assert_eq!(list("Chuồng kín, chuồng lạnh; Biogas").collect::<Vec<_>>(), ["Chuồng kín, chuồng lạnh", "Biogas"]);
        assert_eq!(list("greenhouse, biogas").collect::<Vec<_>>(), ["greenhouse", "biogas"]);
    }
}
