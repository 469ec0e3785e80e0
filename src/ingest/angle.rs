//! Angles as people write them: decimal degrees, degrees with minutes and seconds, with marks, letters or plain spaces.
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The axis that a letter beside an angle names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    /// East or west.
    Longitude,
    /// North or south.
    Latitude,
}

/// An angle in degrees, negative to the west and south.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Angle {
    pub degrees: f64,
    /// What its letter says, where it has one.
    pub axis: Option<Axis>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Number {
        value: f64,
        /// Digits before the mark.
        digits: usize,
        is_whole: bool,
    },
    /// Degrees, minutes or seconds: 0, 1, 2.
    Mark(usize),
    Letter(Axis, f64),
    Minus,
}

/// Most bytes of an angle, however it is written.
const LONGEST: usize = 100;

/// Words and letters without tones; `n` is north in both languages, since nothing of Vietnam lies south of the equator.
const WORDS: &[(&str, Token)] = &[
    ("d", Token::Mark(0)),
    ("deg", Token::Mark(0)),
    ("do", Token::Mark(0)),
    ("đo", Token::Mark(0)),
    ("m", Token::Mark(1)),
    ("min", Token::Mark(1)),
    ("phut", Token::Mark(1)),
    ("s", Token::Mark(2)),
    ("sec", Token::Mark(2)),
    ("giay", Token::Mark(2)),
    ("e", Token::Letter(Axis::Longitude, 1.0)),
    ("đ", Token::Letter(Axis::Longitude, 1.0)),
    ("đong", Token::Letter(Axis::Longitude, 1.0)),
    ("dong", Token::Letter(Axis::Longitude, 1.0)),
    ("w", Token::Letter(Axis::Longitude, -1.0)),
    ("t", Token::Letter(Axis::Longitude, -1.0)),
    ("tay", Token::Letter(Axis::Longitude, -1.0)),
    ("n", Token::Letter(Axis::Latitude, 1.0)),
    ("b", Token::Letter(Axis::Latitude, 1.0)),
    ("bac", Token::Letter(Axis::Latitude, 1.0)),
    ("nam", Token::Letter(Axis::Latitude, -1.0)),
];

/// Reads an angle: `105.852`, `105,852`, `105°51'07.2"E`, `21 01 42.6 N`, `105d51m07s`, `21°1,71'B`; `None` for anything else.
pub(super) fn angle(text: &str) -> Option<Angle> {
    if text.len() > LONGEST {
        return None;
    }
    let mut tokens = tokens(text)?;
    let (mut sign, mut axis) = (1.0, None);
    let letter = take_letter(&mut tokens);
    if let Some((named, direction)) = letter {
        (axis, sign) = (Some(named), direction);
    }
    if tokens.first() == Some(&Token::Minus) {
        tokens.remove(0);
        if letter.is_some() {
            return None;
        }
        sign = -1.0;
    }
    let (mut degrees, mut parts) = (0.0, 0);
    let mut is_last = false;
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        let Token::Number { value, digits, is_whole } = token else { return None };
        let is_in_range = if parts == 0 { digits <= 3 } else { digits <= 2 && value < 60.0 };
        if is_last || parts > 2 || !is_in_range {
            return None;
        }
        // Only the last part may have a fraction.
        is_last = !is_whole;
        if let Some(mark) = rest.next_if(|token| matches!(token, Token::Mark(_)))
            && mark != Token::Mark(parts)
        {
            return None;
        }
        degrees += value / [1.0, 60.0, 3_600.0].get(parts)?;
        parts += 1;
    }
    // Thirds of a minute have no end; a tenth of a millimetre is enough.
    let degrees = if parts > 1 { (degrees * 1e9).round() / 1e9 } else { degrees };
    (parts > 0).then_some(Angle { degrees: sign * degrees, axis })
}

/// Takes the letter off the beginning or the end. A last `d` is Đông typed plainly where the degrees have their mark already.
fn take_letter(tokens: &mut Vec<Token>) -> Option<(Axis, f64)> {
    if let Some(Token::Letter(axis, sign)) = tokens.first().copied() {
        tokens.remove(0);
        return Some((axis, sign));
    }
    let marks_degrees = |token: &&Token| **token == Token::Mark(0);
    match tokens.last().copied()? {
        Token::Letter(axis, sign) => {
            tokens.pop();
            Some((axis, sign))
        }
        Token::Mark(0) if tokens.iter().filter(marks_degrees).count() > 1 => {
            tokens.pop();
            Some((Axis::Longitude, 1.0))
        }
        _ => None,
    }
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let plain: Vec<char> = text.nfd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(character) = plain.get(at).copied() {
        let rest = plain.get(at..).unwrap_or_default();
        let is_quote = |character: &char| matches!(character, '\'' | '’' | '‘' | '′' | '´' | '`' | 'ʹ');
        let (length, token) = match character {
            _ if character.is_whitespace() || character == ':' => (1, None),
            '0'..='9' => {
                let (length, token) = number(rest)?;
                (length, Some(token))
            }
            '-' | '−' | '–' if tokens.iter().all(|token| matches!(token, Token::Letter(..))) => (1, Some(Token::Minus)),
            '-' | '–' => (1, None),
            '°' | 'º' | '˚' => (1, Some(Token::Mark(0))),
            '"' | '″' | '”' | '“' | 'ʺ' => (1, Some(Token::Mark(2))),
            _ if is_quote(&character) => match rest.get(1).is_some_and(is_quote) {
                true => (2, Some(Token::Mark(2))),
                false => (1, Some(Token::Mark(1))),
            },
            _ if character.is_alphabetic() => {
                let run: String = rest.iter().take_while(|character| character.is_alphabetic()).collect();
                // `07.2sE`: where the run is no word, its letters speak for themselves.
                let word = match WORDS.iter().any(|(word, _)| *word == run) {
                    true => run,
                    false => character.to_string(),
                };
                (word.chars().count(), Some(letter(&word, &tokens)?))
            }
            _ => return None,
        };
        tokens.extend(token);
        at += length;
    }
    Some(tokens)
}

/// What a word means; `s` is south where there is no second for it to mark.
fn letter(word: &str, before: &[Token]) -> Option<Token> {
    let has_marks = before.iter().any(|token| matches!(token, Token::Mark(_)));
    let follows_number = matches!(before.last(), Some(Token::Number { .. }));
    if word == "s" && !(has_marks && follows_number) {
        return Some(Token::Letter(Axis::Latitude, -1.0));
    }
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, token)| *token)
}

/// A number at the beginning, with a decimal point or comma, and its length.
fn number(text: &[char]) -> Option<(usize, Token)> {
    let is_digit = |character: &&char| character.is_ascii_digit();
    let whole = text.iter().take_while(is_digit).count();
    let has_mark = matches!(text.get(whole), Some('.' | ','));
    let fraction = if has_mark { text.get(whole + 1..).unwrap_or_default().iter().take_while(is_digit).count() } else { 0 };
    let length = if fraction > 0 { whole + 1 + fraction } else { whole };
    let digits: String = text.get(..length)?.iter().map(|character| if *character == ',' { '.' } else { *character }).collect();
    let value = digits.parse::<f64>().ok()?;
    Some((length, Token::Number { value, digits: whole, is_whole: fraction == 0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_read_in_every_notation() {
        let (east, north) = (Some(Axis::Longitude), Some(Axis::Latitude));
        for (text, degrees, axis) in [
            ("105.852", 105.852, None),
            ("105,852", 105.852, None),
            (" 105.852° ", 105.852, None),
            ("105°51'07.2\"E", 105.852, east),
            ("105°51′07,2″ Đ", 105.852, east),
            ("105° 51’ 07.2” Đông", 105.852, east),
            ("105d51m07.2s", 105.852, None),
            ("105d51m07.2sE", 105.852, east),
            ("105d51'07.2\"D", 105.852, east),
            ("105 độ 51 phút 7,2 giây", 105.852, None),
            ("105º51'07.2''E", 105.852, east),
            ("21 01 42.6 N", 21.0285, north),
            ("21:01:42.6", 21.0285, None),
            ("21-01-42.6", 21.0285, None),
            ("N 21°01'42.6\"", 21.0285, north),
            ("21°1,71'B", 21.0285, north),
            ("B 21,0285", 21.0285, north),
            ("21.0285 S", -21.0285, north),
            ("-21.0285", -21.0285, None),
            ("2°21'T", -2.35, east),
            ("0", 0.0, None),
        ] {
            let read = angle(text).unwrap_or_else(|| panic!("{text}"));
            assert!((read.degrees - degrees).abs() < 1e-9, "{text}: {read:?}");
            assert_eq!(read.axis, axis, "{text}");
        }
    }

    #[test]
    fn what_is_no_angle_is_refused() {
        for text in [
            "",
            "abc",
            "NaN",
            "inf",
            "-",
            "°",
            "E",
            "105°61'",
            "105°51'60\"",
            "105.5°51'",
            "21.0285, 105.852",
            "105 51 07 2",
            "105'51°",
            "1e2",
            "105.852.1",
            "E105E",
            "-105 W",
            "x",
            "105°51'07.2\"X",
            "=105",
            "1 000 000",
        ] {
            assert_eq!(angle(text), None, "{text}");
        }
    }
}
