//! Telephone and identity numbers within cells: found, so that none of them becomes a public fact.
use std::ops::Range;

/// What runs of digits in a text are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberRun {
    pub at: Range<usize>,
    pub digits: String,
}

/// Telephone numbers in a text, each as ten or eleven digits from its 0 on.
pub(super) fn phones(text: &str) -> Vec<NumberRun> {
    runs(text).into_iter().filter_map(|run| phone(&run.digits).map(|digits| NumberRun { digits, ..run })).collect()
}

/// Identity numbers of twelve digits in a text.
pub(super) fn identities(text: &str) -> Vec<NumberRun> {
    runs(text).into_iter().filter(|run| run.digits.len() == 12 && run.digits.starts_with('0')).collect()
}

/// The text with every identity number written without gaps masked; `None` where it holds none.
pub(in crate::ingest) fn masked(text: &str) -> Option<String> {
    let mut masked = String::with_capacity(text.len());
    let mut found = false;
    for run in text.split_inclusive(|character: char| !character.is_ascii_digit()) {
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 12 && run.starts_with('0') {
            found = true;
            masked.push_str(&"•".repeat(digits));
            masked.push_str(run.get(digits..).unwrap_or_default());
        } else {
            masked.push_str(run);
        }
    }
    found.then_some(masked)
}

/// The digits of a telephone number: mobile of ten digits, landline of ten or eleven, +84, or without the 0 that a spreadsheet dropped.
pub(super) fn phone(digits: &str) -> Option<String> {
    let national = match digits.strip_prefix("84") {
        Some(rest) if digits.len() == 11 || digits.len() == 12 && rest.starts_with('2') => format!("0{rest}"),
        _ => digits.to_owned(),
    };
    let is_mobile = national.len() == 10 && ["03", "05", "07", "08", "09"].iter().any(|start| national.starts_with(start));
    let is_landline = (10..=11).contains(&national.len()) && national.starts_with("02");
    (is_mobile || is_landline).then_some(national)
}

/// Nine digits that were ten before a spreadsheet took them for a number.
pub(super) fn phone_without_zero(digits: &str) -> Option<String> {
    (digits.len() == 9).then(|| format!("0{digits}")).and_then(|digits| phone(&digits))
}

/// Runs of digits with points, spaces, dashes or brackets between them.
fn runs(text: &str) -> Vec<NumberRun> {
    let mut found: Vec<NumberRun> = Vec::new();
    let mut current: Option<NumberRun> = None;
    let mut gap = 0;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match (character, current.as_mut()) {
            ('0'..='9', Some(run)) => {
                // A new number begins where one is complete: `0900000001 0900000002`.
                if gap > 0 && phone(&run.digits).is_some() {
                    found.extend(current.replace(NumberRun { at: at..end, digits: character.to_string() }));
                } else {
                    run.at.end = end;
                    run.digits.push(character);
                }
                gap = 0;
            }
            ('0'..='9', None) => {
                let start = if text.get(..at).is_some_and(|before| before.ends_with('+')) { at - 1 } else { at };
                current = Some(NumberRun { at: start..end, digits: character.to_string() });
                gap = 0;
            }
            ('.' | ' ' | '-' | '\u{a0}' | '(' | ')', Some(_)) if gap < 2 => gap += 1,
            (_, Some(_)) => {
                found.extend(current.take());
                gap = 0;
            }
            _ => {}
        }
    }
    found.extend(current);
    found
}

/// The text without these runs, and without the words and marks that announced them.
pub(super) fn without(text: &str, runs: &[NumberRun]) -> String {
    let mut rest = String::new();
    let mut from = 0;
    for run in runs {
        let before = text.get(from..run.at.start).unwrap_or_default();
        rest.push_str(announced(before));
        from = run.at.end;
    }
    rest.push_str(text.get(from..).unwrap_or_default());
    let rest = rest.replace("()", "").replace("( )", "");
    let rest = if rest.contains('(') { rest } else { rest.replace(')', "") };
    rest.trim_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';' | '-' | '–' | ':' | '/'))
        .to_owned()
}

/// The words before a number without `ĐT:`, `SĐT`, `điện thoại`.
fn announced(before: &str) -> &str {
    let mut trimmed =
        before.trim_end_matches(|character: char| character.is_whitespace() || matches!(character, ':' | '.' | '-' | '('));
    for word in [
        "SĐT",
        "ĐTDĐ",
        "ĐT",
        "sđt",
        "đt",
        "DT",
        "điện thoại",
        "Điện thoại",
        "số điện thoại",
        "Tel",
        "tel",
        "Zalo",
        "zalo",
        "CCCD",
        "CMND",
        "cccd",
        "số",
    ] {
        if let Some(rest) = trimmed.strip_suffix(word) {
            trimmed =
                rest.trim_end_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';' | '-' | '('));
        }
    }
    trimmed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_found_in_text() {
        let found = |text: &str| phones(text).into_iter().map(|run| run.digits).collect::<Vec<_>>();
        assert_eq!(found("ĐT: 0900.000.012 - 0900 000 013"), ["0900000012", "0900000013"]);
        assert_eq!(found("+84 900 000 012"), ["0900000012"]);
        assert_eq!(found("024 3000 0001"), ["02430000001"]);
        assert!(found("2.000 m2, năm 2019").is_empty());
        assert_eq!(identities("CCCD 001 000 000 001").len(), 1);
        let text = "HTX Rau sạch (ĐT: 0900 000 012)";
        assert_eq!(without(text, &phones(text)), "HTX Rau sạch");
        assert_eq!(phone_without_zero("900000012").as_deref(), Some("0900000012"));
    }
}
