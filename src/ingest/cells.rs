//! One cell to one value: numbers in either notation, lists, dates, and text that is no formula.
use crate::domain::{Finding, FindingCode, Message, rules, text};

/// A number written with a decimal point or comma, with or without thousands separators.
///
/// `1.500` is ambiguous between one and a half and fifteen hundred; a point is taken as decimal, as the starter files have it,
/// unless two separators settle the matter (`1.500,5`, `1,500.5`, `1.500.000`).
pub(super) fn number(cell: &str) -> Option<f64> {
    let compact: String = cell.chars().filter(|character| !character.is_whitespace()).collect();
    let points = compact.matches('.').count();
    let commas = compact.matches(',').count();
    let plain = match (points, commas) {
        (0 | 1, 0) => compact,
        (0, 1) => compact.replace(',', "."),
        (_, 0) => compact.replace('.', ""),
        (0, _) => compact.replace(',', ""),
        (_, 1) if compact.rfind(',') > compact.rfind('.') => compact.replace('.', "").replace(',', "."),
        (1, _) if compact.rfind('.') > compact.rfind(',') => compact.replace(',', ""),
        _ => return None,
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    is_number.then(|| plain.parse::<f64>().ok()).flatten().filter(|number| number.is_finite())
}

/// A number within bounds, or the finding that names them.
pub(super) fn number_between(cell: &str, low: f64, high: f64) -> Result<f64, Finding> {
    number(cell).filter(|number| (low..=high).contains(number)).ok_or_else(|| {
        Finding::refused(FindingCode::InvalidValue, rules::not_in_range(cell, &low.to_string(), &high.to_string()))
    })
}

/// A whole number within bounds, or the finding that names them.
pub(super) fn whole_between(cell: &str, low: i64, high: i64) -> Result<i64, Finding> {
    let whole = number(cell).filter(|number| number.fract() == 0.0 && number.abs() < 9e15).map(|number| number as i64);
    whole.filter(|number| (low..=high).contains(number)).ok_or_else(|| {
        Finding::refused(FindingCode::InvalidValue, rules::not_in_range(cell, &low.to_string(), &high.to_string()))
    })
}

/// Text of at most so many characters that no spreadsheet would run. One apostrophe before a formula sign, as exports
/// write it, is taken off.
pub(super) fn plain_text(cell: &str, maximum: usize) -> Result<Option<String>, Finding> {
    let unquoted = match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest,
        _ if cell.starts_with(['=', '+', '-', '@']) => {
            let message = Message::new(
                "Ô bắt đầu bằng dấu =, +, - hoặc @ như một công thức. Hãy gõ lại giá trị dạng chữ.",
                "The cell begins with =, +, - or @ like a formula. Type the value as text.",
            );
            return Err(Finding::refused(FindingCode::FormulaCell, message));
        }
        _ => cell,
    };
    let Some(tidied) = text::tidy(unquoted) else { return Ok(None) };
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
        for cell in ["", "abc", "1.2,3.4", "NaN", "inf", "1e5", "--3"] {
            assert_eq!(number(cell), None, "{cell}");
        }
    }

    #[test]
    fn an_escaped_formula_comes_back_as_it_was() {
        assert_eq!(plain_text("'=1+1", 10).unwrap().as_deref(), Some("=1+1"));
        assert_eq!(plain_text("=1+1", 10).unwrap_err().code, FindingCode::FormulaCell);
        assert_eq!(plain_text("'thường", 10).unwrap().as_deref(), Some("'thường"));
    }

    #[test]
    fn a_label_with_a_comma_can_stand_in_a_list() {
        assert_eq!(list("Chuồng kín, chuồng lạnh; Biogas").collect::<Vec<_>>(), ["Chuồng kín, chuồng lạnh", "Biogas"]);
        assert_eq!(list("greenhouse, biogas").collect::<Vec<_>>(), ["greenhouse", "biogas"]);
    }
}
