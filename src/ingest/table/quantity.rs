//! A size in one cell: numbers, their units, and words such as about, from and to.
use super::numerals::{Numeral, numeral};
use super::unit::Unit;
use crate::domain::text;

/// A size as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    /// The parts, which add up: `1 mẫu 2 sào`.
    pub parts: Vec<Part>,
    /// The other end of a range.
    pub to: Option<Part>,
    /// Words that make it less exact.
    pub qualifier: Option<Qualifier>,
    /// Words that are neither number, unit nor qualifier.
    pub rest: String,
}

/// A number and its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    pub number: Numeral,
    pub unit: Option<Unit>,
}

/// How exact a size is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Qualifier {
    About,
    Over,
    Under,
}

const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("khoang", Qualifier::About),
    ("gan", Qualifier::Under),
    ("xap xi", Qualifier::About),
    ("uoc tinh", Qualifier::About),
    ("uoc", Qualifier::About),
    ("chung", Qualifier::About),
    ("tren", Qualifier::Over),
    ("hon", Qualifier::Over),
    ("tu", Qualifier::About),
    ("duoi", Qualifier::Under),
    ("den", Qualifier::About),
];

/// What may stand beside a size and says nothing of it.
const FILLERS: &[&str] = &["dien tich", "dt", "tong", "quy mo", "la", "dat", "nam", "vu", "lua", "moi", "doanh thu", "binh quan"];

enum Token {
    Number(String),
    Word(String),
    Dash,
    Sign(Qualifier),
}

/// Reads a size; `None` where the cell holds no number at all.
pub(super) fn quantity(cell: &str) -> Option<Quantity> {
    if cell.len() > 300 {
        return None;
    }
    let mut parts: Vec<Part> = Vec::new();
    let (mut to, mut qualifier, mut rest): (Option<Part>, _, Vec<String>) = (None, None, Vec::new());
    let mut is_range = false;
    let mut words: Vec<String> = Vec::new();
    let tokens = tokens(cell);
    let mut flush = |words: &mut Vec<String>, parts: &mut Vec<Part>, to: &mut Option<Part>, qualifier: &mut Option<Qualifier>| {
        if words.is_empty() {
            return;
        }
        let last = to.as_mut().or(parts.last_mut());
        // The longest beginning of the words that is a unit belongs to the number before.
        let mut from = 0;
        if let Some(part) = last
            && part.unit.is_none()
        {
            // `20 nghìn` beside a column of units, but not `20 nghìn đồng`, which is a unit.
            let times = match words.first().map(|word| text::fold(word)).as_deref() {
                Some("nghin" | "ngan") if words.len() == 1 => 1e3,
                Some("van") if words.len() == 1 => 1e4,
                _ => 1.0,
            };
            if times > 1.0 {
                part.number = Numeral { value: part.number.value * times, as_thousands: None, lone_mark: None };
                from = 1;
            }
            for end in (1..=words.len().min(3)).rev() {
                let wording = words.get(..end).unwrap_or_default().join(" ");
                if let Some(unit) = Unit::of(&wording) {
                    part.unit = Some(unit);
                    from = end;
                    break;
                }
            }
        }
        let remaining = words.get(from..).unwrap_or_default().join(" ");
        let folded = text::fold(&remaining);
        match QUALIFIERS.iter().find(|(known, _)| *known == folded) {
            Some((_, said)) => *qualifier = qualifier.or(Some(*said)),
            None if folded.is_empty() || FILLERS.contains(&folded.as_str()) => {}
            None => rest.push(remaining),
        }
        words.clear();
    };
    for token in tokens {
        match token {
            Token::Word(word) => {
                if text::fold(&word) == "den" && !parts.is_empty() {
                    flush(&mut words, &mut parts, &mut to, &mut qualifier);
                    is_range = true;
                } else {
                    words.push(word);
                }
            }
            Token::Sign(said) => qualifier = qualifier.or(Some(said)),
            Token::Dash => {
                flush(&mut words, &mut parts, &mut to, &mut qualifier);
                is_range = !parts.is_empty();
            }
            Token::Number(digits) => {
                flush(&mut words, &mut parts, &mut to, &mut qualifier);
                let part = Part { number: numeral(&digits)?, unit: None };
                if is_range && to.is_none() {
                    to = Some(part);
                } else {
                    parts.push(part);
                }
                is_range = false;
            }
        }
    }
    flush(&mut words, &mut parts, &mut to, &mut qualifier);
    // `2-3 ha` says the unit once.
    if let (Some(to), [first]) = (&to, parts.as_mut_slice())
        && first.unit.is_none()
    {
        first.unit = to.unit;
    }
    let rest = rest.join(" ");
    (!parts.is_empty()).then_some(Quantity { parts, to, qualifier, rest })
}

fn tokens(cell: &str) -> Vec<Token> {
    let characters: Vec<char> = cell.chars().map(|character| if character == '\u{a0}' { ' ' } else { character }).collect();
    let at = |position: usize| characters.get(position).copied().unwrap_or(' ');
    let mut tokens = Vec::new();
    let mut position = 0;
    while position < characters.len() {
        let character = at(position);
        if character.is_ascii_digit() || matches!(character, '½' | '¼' | '¾') {
            let start = position;
            while is_in_number(&characters, start, position) {
                position += 1;
            }
            tokens.push(Token::Number(characters.get(start..position).unwrap_or_default().iter().collect()));
            continue;
        }
        if character.is_alphabetic() || unicode_normalization::char::is_combining_mark(character) || character == '²' {
            let start = position;
            // `m2` and `km2` end with a digit.
            while at(position).is_alphanumeric() && !at(position).is_ascii_digit()
                || unicode_normalization::char::is_combining_mark(at(position))
                || at(position) == '²'
                || (matches!(at(position), '2' | '3')
                    && matches!(at(position.wrapping_sub(1)), 'm' | 'M')
                    && !at(position + 1).is_ascii_digit())
            {
                position += 1;
                if position >= characters.len() {
                    break;
                }
            }
            if position == start {
                position += 1;
            }
            tokens.push(Token::Word(characters.get(start..position).unwrap_or_default().iter().collect()));
            continue;
        }
        match character {
            '-' | '–' | '—' | '÷' => tokens.push(Token::Dash),
            '~' | '≈' | '±' => tokens.push(Token::Sign(Qualifier::About)),
            '>' | '≥' => tokens.push(Token::Sign(Qualifier::Over)),
            '<' | '≤' => tokens.push(Token::Sign(Qualifier::Under)),
            _ => {}
        }
        position += 1;
    }
    tokens
}

/// Whether the character belongs to the number that begins at `start`: digits, marks between digits, a space before a group
/// of three, a slash of a fraction.
fn is_in_number(characters: &[char], start: usize, position: usize) -> bool {
    let at = |position: usize| characters.get(position).copied().unwrap_or(' ');
    let is_digit = |position: usize| position < characters.len() && at(position).is_ascii_digit();
    let is_vulgar = |character: char| matches!(character, '½' | '¼' | '¾');
    match at(position) {
        _ if position >= characters.len() => false,
        character if character.is_ascii_digit() || is_vulgar(character) => true,
        '.' | ',' => is_digit(position + 1) && position > start,
        ' ' => {
            let is_group = (1..=3).all(|offset| is_digit(position + offset)) && !is_digit(position + 4);
            let begins_short = position - start <= 3 || at(position.wrapping_sub(4)) == ' ';
            let is_fraction = is_digit(position + 1) && at(position + 2) == '/' && is_digit(position + 3);
            (is_group && begins_short) || is_fraction
        }
        '/' => is_digit(position + 1) && is_digit(position.wrapping_sub(1)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Vec<(f64, Option<Unit>)>, Option<f64>, Option<Qualifier>, String);

    fn read(cell: &str) -> Read {
        let quantity = quantity(cell).unwrap_or_else(|| panic!("{cell}"));
        let parts = quantity.parts.iter().map(|part| (part.number.value, part.unit)).collect();
        (parts, quantity.to.map(|part| part.number.value), quantity.qualifier, quantity.rest)
    }

    #[test]
    fn sizes_are_taken_apart() {
        use Unit::*;
        let none = String::new();
        assert_eq!(read("1,5 ha"), (vec![(1.5, Some(Ha))], None, None, none.clone()));
        assert_eq!(read("2.000 m2").0, [(2.0, Some(M2))]);
        assert_eq!(read("2000m²"), (vec![(2000.0, Some(M2))], None, None, none.clone()));
        assert_eq!(read("1 mẫu 2 sào").0, [(1.0, Some(Mau)), (2.0, Some(Sao))]);
        assert_eq!(read("khoảng 5 ha"), (vec![(5.0, Some(Ha))], None, Some(Qualifier::About), none.clone()));
        assert_eq!(read("trên 10ha").2, Some(Qualifier::Over));
        assert_eq!(read("2-3 ha"), (vec![(2.0, Some(Ha))], Some(3.0), None, none.clone()));
        assert_eq!(read("từ 2 đến 3 ha").1, Some(3.0));
        assert_eq!(read("1,2 tỷ"), (vec![(1.2, Some(BillionDong))], None, None, none.clone()));
        assert_eq!(read("1 tỷ 200 triệu").0, [(1.0, Some(BillionDong)), (200.0, Some(MillionDong))]);
        assert_eq!(read("10 000 con").0, [(10_000.0, Some(Head))]);
        assert_eq!(read("500 triệu đồng/năm"), (vec![(500.0, Some(MillionDong))], None, None, none.clone()));
        assert_eq!(read("15 nghìn con").0, [(15.0, Some(ThousandHead))]);
        assert_eq!(read("3 nhà màng").3, "màng");
        assert!(quantity("chưa có").is_none() && quantity("").is_none());
    }
}
