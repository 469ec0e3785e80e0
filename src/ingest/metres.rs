//! Plane coordinates as they stand in sheets: metres with marks for decimals and thousands of either kind, with or without unit.
use super::cells::{is_ambiguous, number, whole_between};

/// Reads metres: `2326344.09`, `2.326.344,09`, `2,326,344.09`, `2 326 344.09 m`.
///
/// A lone mark before three digits separates thousands, since no plane coordinate is as small as a few hundred metres:
/// `588.363` is 588,363 m.
pub(super) fn metres(text: &str) -> Option<f64> {
    let text = text.trim();
    let units = ["mét", "met", "m"];
    let plain = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    if is_ambiguous(plain) {
        return whole_between(plain, -99_999_999, 99_999_999).ok().map(|whole| whole as f64);
    }
    number(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_read_in_either_notation() {
        for (text, value) in [
            ("2326344.09", 2_326_344.09),
            ("2326344,09", 2_326_344.09),
            ("2.326.344,09", 2_326_344.09),
            ("2,326,344.09", 2_326_344.09),
            ("2 326 344.09", 2_326_344.09),
            ("2\u{a0}326\u{a0}344,09 m", 2_326_344.09),
            ("588.363", 588_363.0),
            ("588,363m", 588_363.0),
            ("588 363.258 mét", 588_363.258),
            ("588363.258", 588_363.258),
            ("0", 0.0),
        ] {
            assert_eq!(metres(text), Some(value), "{text}");
        }
        for text in ["", "m", "abc", "NaN", "inf", "5.8E5", "588 363 258 1", "588.36.25", "588363 km"] {
            assert_eq!(metres(text), None, "{text}");
        }
    }
}
