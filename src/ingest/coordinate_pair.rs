//! Two coordinates as they were written, in two cells or in one: both degrees or both metres.
use super::angle::{Angle, angle};
use super::metres::metres;
use crate::domain::{Finding, FindingCode, Message};

/// Two coordinates in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pair {
    Degrees([Angle; 2]),
    Metres([f64; 2]),
}

/// One of two cells cannot be read, or not in the unit of the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NoCoordinate {
    /// Whether it is the first; the second otherwise.
    pub is_first: bool,
}

/// Most bytes of a cell that holds a pair.
const LONGEST: usize = 200;
/// Largest number of degrees.
const DEGREES_MAX: f64 = 180.0;

/// Reads two cells; where that cannot be, says whether it is the first that is no coordinate.
pub(super) fn pair(cells: [&str; 2]) -> Result<Pair, NoCoordinate> {
    let degrees = cells.map(|cell| angle(cell).filter(|angle| angle.degrees.abs() <= DEGREES_MAX));
    let plane = cells.map(metres);
    match (degrees, plane) {
        ([Some(first), Some(second)], _) => Ok(Pair::Degrees([first, second])),
        (_, [Some(first), Some(second)]) => Ok(Pair::Metres([first, second])),
        ([first, _], [first_metres, _]) => Err(NoCoordinate { is_first: first.is_none() && first_metres.is_none() }),
    }
}

/// Reads one cell that holds both: the only way to part it so that both halves can be read and, in one order or the other,
/// `is_plausible`; the first of them where several mean the same.
pub(super) fn pair_in_one_cell(cell: &str, is_plausible: impl Fn(&Pair) -> bool) -> Result<Pair, Finding> {
    let is_separator = |character: char| matches!(character, ',' | ';' | '/' | '|') || character.is_whitespace();
    let inner = cell.trim().trim_matches(['(', ')', '[', ']']);
    if inner.len() > LONGEST {
        return Err(no_pair(cell));
    }
    let mut found: Vec<Pair> = Vec::new();
    for (position, character) in inner.char_indices() {
        let after = position + character.len_utf8();
        let is_letter = character.is_alphabetic() || character == '"' || character == '″';
        let end = if is_letter { after } else { position };
        if !(is_separator(character) || is_letter) {
            continue;
        }
        let (Some(first), Some(second)) = (inner.get(..end), inner.get(after..)) else { continue };
        let edge = |half: &str| half.trim_matches(is_separator).len();
        if edge(first) == 0 || edge(second) == 0 {
            continue;
        }
        let halves = [first, second].map(|half| half.trim_matches(is_separator));
        if let Ok(pair) = pair(halves)
            && is_plausible(&pair)
            && !found.contains(&pair)
        {
            found.push(pair);
        }
    }
    match found.as_slice() {
        [only] => Ok(*only),
        _ => Err(no_pair(cell)),
    }
}

pub(super) fn no_coordinate(cell: &str) -> Finding {
    let shown = shown(cell);
    let message = Message::new(
        format!("“{shown}” không phải tọa độ. Được phép: độ như 105,852 hoặc 105°51'07.2\", hoặc mét VN-2000 như 2326344,09."),
        format!(
            "“{shown}” is no coordinate. Allowed: degrees such as 105.852 or 105°51'07.2\", or VN-2000 metres such as 2326344.09."
        ),
    );
    Finding::refused(FindingCode::InvalidValue, message)
}

fn no_pair(cell: &str) -> Finding {
    let shown = shown(cell);
    let message = Message::new(
        format!(
            "“{shown}” không phải một cặp tọa độ ở Việt Nam. Được phép: 21.0285, 105.852 hoặc 21°01'42.6\"B 105°51'07.2\"Đ hoặc 2326344,09; 588363,26."
        ),
        format!(
            "“{shown}” is no pair of coordinates in Vietnam. Allowed: 21.0285, 105.852 or 21°01'42.6\"N 105°51'07.2\"E or 2326344.09; 588363.26."
        ),
    );
    Finding::refused(FindingCode::InvalidValue, message)
}

fn shown(cell: &str) -> String {
    cell.trim().chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_vietnamese(pair: &Pair) -> bool {
        let is_between = |a: f64, b: f64| (4.0..24.0).contains(&a) && (102.0..118.0).contains(&b);
        match pair {
            Pair::Degrees([a, b]) => is_between(a.degrees, b.degrees) || is_between(b.degrees, a.degrees),
            Pair::Metres([a, b]) => a.max(*b) > 880_000.0 && (100_000.0..880_000.0).contains(&a.min(*b)),
        }
    }

    #[test]
    fn one_cell_holds_both() {
        for cell in [
            "21.0285, 105.852",
            "21.0285,105.852",
            "(21.0285, 105.852)",
            "21.0285 105.852",
            "21,0285; 105,852",
            "21,0285, 105,852",
            "21,0285 105,852",
            "21.0285 / 105.852",
            "21°01'42.6\"N 105°51'07.2\"E",
            "21°01'42.6\"N105°51'07.2\"E",
            "21°01'42,6\"B, 105°51'07,2\"Đ",
            "21 01 42.6 105 51 07.2",
            "N21.0285 E105.852",
            "21.0285\u{a0}105.852",
        ] {
            match pair_in_one_cell(cell, is_vietnamese) {
                Ok(Pair::Degrees([lat, lon])) => {
                    assert!(
                        (lat.degrees - 21.0285).abs() < 1e-9 && (lon.degrees - 105.852).abs() < 1e-9,
                        "{cell}: {lat:?} {lon:?}"
                    );
                }
                other => panic!("{cell}: {other:?}"),
            }
        }
        for cell in ["2326344.09, 588363.26", "2.326.344,09; 588.363,26", "2326344,09 588363,26", "2 326 344.09; 588 363.26"] {
            assert_eq!(pair_in_one_cell(cell, is_vietnamese), Ok(Pair::Metres([2_326_344.09, 588_363.26])), "{cell}");
        }
    }

    #[test]
    fn one_cell_that_holds_something_else_is_refused() {
        for cell in ["", "abc", "21.0285", "0,0", "NaN, NaN", "48.86, 2.35", "thôn 3, xã An", ",", "21.0285,", "1,2,3,4,5,6"] {
            let finding = pair_in_one_cell(cell, is_vietnamese).unwrap_err();
            assert_eq!(finding.code, FindingCode::InvalidValue, "{cell}");
        }
    }

    #[test]
    fn the_cell_that_cannot_be_read_is_named() {
        assert!(!pair(["105.852", "abc"]).unwrap_err().is_first);
        assert!(pair(["abc", "21"]).unwrap_err().is_first);
        assert!(!pair(["105.852", "NaN"]).unwrap_err().is_first);
        assert!(matches!(pair(["588.363", "2.326.344"]), Ok(Pair::Metres([588_363.0, 2_326_344.0]))));
        assert!(matches!(pair(["105.852", "21.028"]), Ok(Pair::Degrees(_))));
    }
}
