//! The year something began, as offices write it: a year, a month, a quarter, a date, a span.
use jiff::civil::Date;

use crate::domain::{rules, text};

/// A year and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct YearFound {
    pub year: i16,
    /// From 0 to 1.
    pub certainty: f64,
    /// What a person should be told.
    pub remark: Option<YearRemark>,
}

/// What is less than plain about a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearRemark {
    /// The first year of a span was taken.
    FirstOfSpan,
    /// The cell holds the number that spreadsheets keep for a date.
    Serial,
    /// The text says more than a year.
    MoreText,
    /// About, before or after.
    Inexact,
}

/// Words that may stand around a year.
const AROUND: &[&str] = &[
    "nam", "thang", "quy", "ngay", "tu", "bat", "dau", "cuoi", "giua", "den", "nay", "thanh", "lap", "i", "ii", "iii", "iv",
    "ve", "truoc", "sau", "t", "khoang", "q", "hoat", "dong", "xay", "dung", "vao", "trien", "khai", "thuc", "hien",
];

/// Years in which a model of today can have begun without anybody wondering.
const USUAL: std::ops::RangeInclusive<i16> = 1954..=2035;

/// Reads a year from text; `None` where there is none.
pub(super) fn year(cell: &str) -> Option<YearFound> {
    let folded = text::fold(cell);
    let is_separator = |character: char| !character.is_alphanumeric();
    let groups: Vec<&str> = cell.split(is_separator).filter(|group| !group.is_empty()).collect();
    let as_year = |group: &str| -> Option<i16> {
        let digits = group.trim_start_matches(|character: char| !character.is_ascii_digit());
        let is_year = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let year = is_year.then(|| digits.parse::<i16>().ok()).flatten()?;
        (rules::ESTABLISHED_YEAR_MIN..=rules::ESTABLISHED_YEAR_MAX).contains(&year).then_some(year)
    };
    let mut years: Vec<i16> = groups.iter().filter_map(|group| as_year(group)).collect();
    if years.is_empty() {
        years.extend(short_year(cell));
    }
    let first = *years.first()?;
    let has = |word: &str| folded.split(' ').any(|other| other == word);
    let is_other = |word: &&str| !AROUND.contains(word) && !word.bytes().all(|byte| byte.is_ascii_digit()) && !is_month(word);
    let has_more = folded.split(' ').filter(is_other).count() > 0;
    let remark = match () {
        () if years.len() > 1 => Some(YearRemark::FirstOfSpan),
        () if has_more => Some(YearRemark::MoreText),
        () if has("truoc") || has("sau") || has("khoang") => Some(YearRemark::Inexact),
        () => None,
    };
    let usual = if USUAL.contains(&first) { 0.97 } else { 0.6 };
    let certainty = match remark {
        None => usual,
        Some(YearRemark::FirstOfSpan | YearRemark::Inexact) => f64::min(usual, 0.85),
        Some(_) => f64::min(usual, 0.6),
    };
    Some(YearFound { year: first, certainty, remark })
}

/// `3/21`, `15/6/21`: a year of two digits after a month.
fn short_year(cell: &str) -> Option<i16> {
    let parts: Vec<&str> = cell.trim().split(['/', '-', '.']).map(str::trim).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let (month, year) = match parts.as_slice() {
        [month, year] | [_, month, year] => (number(month)?, year),
        _ => return None,
    };
    let is_short = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    (is_short && (1..=12).contains(&month))
        .then(|| number(year).map(|year| if year > 50 { 1900 + year } else { 2000 + year }))
        .flatten()
}

fn is_month(word: &str) -> bool {
    let digits = word.strip_prefix('t').or(word.strip_prefix('q')).unwrap_or(word);
    digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The year a number means: the year itself, or the number that spreadsheets keep for a date.
pub(super) fn year_of_number(value: f64) -> Option<YearFound> {
    if value.fract() == 0.0 && (f64::from(rules::ESTABLISHED_YEAR_MIN)..=f64::from(rules::ESTABLISHED_YEAR_MAX)).contains(&value)
    {
        let year = value as i16;
        return Some(YearFound { year, certainty: if USUAL.contains(&year) { 0.99 } else { 0.6 }, remark: None });
    }
    // 1954 to 2050 in days since 1899-12-30.
    if !(19_700.0..=55_000.0).contains(&value) {
        return None;
    }
    let days = value.trunc() as i64;
    let date = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days)).ok()?;
    Some(YearFound { year: date.year(), certainty: 0.7, remark: Some(YearRemark::Serial) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_what_offices_write() {
        for (cell, expected, remark) in [
            ("2019", 2019, None),
            ("năm 2019", 2019, None),
            ("tháng 3/2021", 2021, None),
            ("Quý II/2020", 2020, None),
            ("T6/2018", 2018, None),
            ("15/6/2019", 2019, None),
            ("15-06-2019", 2019, None),
            ("3/21", 2021, None),
            ("2018-2020", 2018, Some(YearRemark::FirstOfSpan)),
            ("từ năm 2017 đến nay", 2017, None),
            ("trước 2010", 2010, Some(YearRemark::Inexact)),
            ("2015 (mở rộng 2022)", 2015, Some(YearRemark::FirstOfSpan)),
        ] {
            let found = year(cell).unwrap_or_else(|| panic!("{cell}"));
            assert_eq!((found.year, found.remark), (expected, remark), "{cell}");
        }
        for cell in ["", "chưa rõ", "5 năm", "12345", "31/12", "1800"] {
            assert_eq!(year(cell), None, "{cell}");
        }
        assert_eq!(year_of_number(2019.0).map(|found| found.year), Some(2019));
        assert_eq!(year_of_number(43_831.0).map(|found| (found.year, found.remark)), Some((2020, Some(YearRemark::Serial))));
        assert_eq!(year_of_number(7.0), None);
    }
}
