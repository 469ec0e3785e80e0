//! Numbers as people write them in Vietnam, with the doubt that a lone mark before three digits leaves.

/// What the lone mark of a number is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkSense {
    /// A decimal mark: `1.500` is one and a half.
    Decimal,
    /// A separator of thousands: `1.500` is fifteen hundred.
    Thousands,
}

/// A written number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// The value with a lone mark as a decimal one, or the only value.
    pub value: f64,
    /// The value with the lone mark as a separator of thousands, where it may be one.
    pub as_thousands: Option<f64>,
    /// The lone mark before three digits.
    pub lone_mark: Option<char>,
}

/// Reads one number: `1,5`, `1.500`, `1.500,5`, `1 500`, `1/2`, `½`, `3 1/2`; `None` for anything else.
pub(super) fn numeral(text: &str) -> Option<Numeral> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    let certain = |value: f64| Numeral { value, as_thousands: None, lone_mark: None };
    if let Some(value) = fraction(text) {
        return Some(certain(value));
    }
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let marks: Vec<(usize, char)> = digits.char_indices().filter(|(_, character)| !character.is_ascii_digit()).collect();
    let is_mark = |character: char| matches!(character, '.' | ',') || character.is_whitespace() || character == '\'';
    if !digits.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | ','))
        || !digits.ends_with(|last: char| last.is_ascii_digit())
        || !marks.iter().all(|(_, mark)| is_mark(*mark))
    {
        return None;
    }
    let grouped = |text: &str| -> Option<f64> {
        let groups: Vec<&str> = text.split(is_mark).collect();
        let mut separators = text.chars().filter(|character| is_mark(*character));
        let first = separators.next();
        let is_one_kind = separators.all(|mark| Some(mark) == first);
        let fits = groups.iter().enumerate().all(|(position, group)| match (position, groups.len()) {
            (_, 1) => !group.is_empty(),
            (0, _) => (1..=3).contains(&group.len()) && !group.starts_with('0'),
            _ => group.len() == 3,
        });
        (is_one_kind && fits).then(|| groups.concat().parse::<f64>().ok()).flatten()
    };
    let decimal = |at: usize| -> Option<f64> {
        let (whole, rest) = (digits.get(..at)?, digits.get(at + 1..)?);
        let whole = if whole.is_empty() { 0.0 } else { grouped(whole)? };
        let is_plain = !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| format!("{whole}.{rest}").parse::<f64>().ok()).flatten()
    };
    let last = marks.last().copied().filter(|(_, mark)| matches!(mark, '.' | ','));
    let is_lone = last.is_some_and(|(_, mark)| marks.iter().filter(|(_, other)| *other == mark).count() == 1);
    let as_decimal = last.filter(|_| is_lone).and_then(|(at, _)| decimal(at));
    let as_grouped = grouped(digits);
    let numeral = match (as_decimal, as_grouped) {
        (Some(value), Some(thousands)) => {
            Numeral { value: sign * value, as_thousands: Some(sign * thousands), lone_mark: last.map(|(_, mark)| mark) }
        }
        (Some(value), None) | (None, Some(value)) => certain(sign * value),
        (None, None) => return None,
    };
    numeral.value.is_finite().then_some(numeral)
}

impl Numeral {
    /// The value, with the lone mark in this sense.
    pub(super) fn with(self, sense: MarkSense) -> f64 {
        match sense {
            MarkSense::Decimal => self.value,
            MarkSense::Thousands => self.as_thousands.unwrap_or(self.value),
        }
    }
}

/// `½`, `1/2`, `3 1/2`.
fn fraction(text: &str) -> Option<f64> {
    let glyph = |text: &str| match text {
        "½" => Some(0.5),
        "¼" => Some(0.25),
        "¾" => Some(0.75),
        _ => None,
    };
    let small = |text: &str| {
        let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten();
        let (above, below) = text.split_once('/').map(|(above, below)| (above.trim(), below.trim()))?;
        let (above, below) = (number(above)?, number(below)?);
        // Larger ones are dates.
        (below > above && (2..=10).contains(&below) && above > 0).then(|| f64::from(above) / f64::from(below))
    };
    if let Some(value) = glyph(text).or_else(|| small(text)) {
        return Some(value);
    }
    let (whole, rest) = match text.char_indices().last() {
        Some((at, last)) if glyph(&last.to_string()).is_some() => text.split_at_checked(at)?,
        _ => text.split_once(' ')?,
    };
    let whole = whole.trim();
    let is_whole = !whole.is_empty() && whole.len() <= 6 && whole.bytes().all(|byte| byte.is_ascii_digit());
    let part = glyph(rest.trim()).or_else(|| small(rest))?;
    is_whole.then(|| whole.parse::<f64>().ok().map(|whole| whole + part)).flatten()
}

/// Which mark the numbers of a column have for decimals, as far as any of them leaves no doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct MarksSeen {
    /// Numbers with a decimal point.
    pub point: usize,
    /// Numbers with a decimal comma.
    pub comma: usize,
    /// Numbers with points between thousands.
    pub point_thousands: usize,
    /// Numbers with commas between thousands.
    pub comma_thousands: usize,
}

impl MarksSeen {
    /// Counts what one written number shows.
    pub(super) fn count(&mut self, text: &str) {
        let Some(numeral) = numeral(text) else { return };
        if numeral.lone_mark.is_some() {
            return;
        }
        let last = text.chars().rfind(|character| matches!(character, '.' | ','));
        let (points, commas) = (text.matches('.').count(), text.matches(',').count());
        match (last, points, commas) {
            (Some('.'), 1, 0) => self.point += 1,
            (Some(','), 0, 1) => self.comma += 1,
            (Some('.'), 2.., 0) => self.point_thousands += 1,
            (Some(','), 0, 2..) => self.comma_thousands += 1,
            (Some('.'), _, 1..) => (self.point, self.comma_thousands) = (self.point + 1, self.comma_thousands + 1),
            (Some(','), 1.., _) => (self.comma, self.point_thousands) = (self.comma + 1, self.point_thousands + 1),
            _ => {}
        }
    }

    /// What a lone mark is by the others: `None` where they say nothing or contradict each other.
    pub(super) fn sense_of(self, mark: char) -> Option<MarkSense> {
        let (same_decimal, other_decimal, same_thousands) = match mark {
            '.' => (self.point, self.comma, self.point_thousands),
            _ => (self.comma, self.point, self.comma_thousands),
        };
        match (same_decimal > 0, other_decimal > 0 || same_thousands > 0) {
            (true, false) => Some(MarkSense::Decimal),
            (false, true) => Some(MarkSense::Thousands),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_doubt() {
        for (text, value, thousands) in [
            ("1,5", 1.5, None),
            ("1.500", 1.5, Some(1500.0)),
            ("12,345", 12.345, Some(12_345.0)),
            ("1.500,5", 1500.5, None),
            ("1,500.25", 1500.25, None),
            ("1.500.000", 1_500_000.0, None),
            ("10 000", 10_000.0, None),
            ("0.500", 0.5, None),
            ("0,036", 0.036, None),
            ("1/2", 0.5, None),
            ("½", 0.5, None),
            ("3 1/2", 3.5, None),
            ("3½", 3.5, None),
            ("-3", -3.0, None),
            ("2019", 2019.0, None),
        ] {
            let read = numeral(text).unwrap_or_else(|| panic!("{text}"));
            assert!((read.value - value).abs() < 1e-12, "{text}: {read:?}");
            assert_eq!(read.as_thousands, thousands, "{text}");
        }
        for text in ["", ".", "1.2.3", "12.5.2020", "abc", "1 2", "1e5", "NaN", "3/2021", "15/6", "1,", "1..5", "--1"] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }

    #[test]
    fn other_numbers_of_a_column_settle_a_lone_mark() {
        let mut seen = MarksSeen::default();
        seen.count("2,75");
        assert_eq!(seen.sense_of('.'), Some(MarkSense::Thousands));
        assert_eq!(seen.sense_of(','), Some(MarkSense::Decimal));
        seen.count("2.75");
        assert_eq!(seen.sense_of('.'), None);
    }
}
