//! CQL2 text to CQL2 JSON, by the parser of the crate `cql2`; what it cannot read is told with its place.
//!
//! Known limits of the crate (0.6.0): it takes exponential time for brackets around a mistake, hence the bound on its steps;
//! it has no empty list `()`, no exponents within WKT, and of the two ways to write a quote in text (`''` and `\'`) only the
//! first, so the second is tried here; a number that is too large becomes infinite, so such are looked for.
use std::num::NonZeroUsize;
use std::sync::Once;

use cql2::Expr;
use pest::error::{ErrorVariant, InputLocation};
use serde_json::Value;

use super::fault::refused;
use super::limits::{at, check_text};
use crate::query::error::{QueryError, shorten};

/// Most steps of the grammar; an expression of 64 KiB takes about 2 million, which is 40 ms.
const STEPS_MAX: NonZeroUsize = NonZeroUsize::MIN.saturating_add(3_000_000);

static BOUND_STEPS: Once = Once::new();

/// Reads CQL2 text as the same expression in CQL2 JSON.
pub(super) fn read_text(text: &str) -> Result<Value, QueryError> {
    let as_written = read_plain(text);
    if as_written.is_err() && text.contains("\\'") {
        // Both spellings take two characters, so places stay what they are.
        return read_plain(&text.replace("\\'", "''")).or(as_written);
    }
    as_written
}

fn read_plain(text: &str) -> Result<Value, QueryError> {
    check_text(text)?;
    BOUND_STEPS.call_once(|| pest::set_call_limit(Some(STEPS_MAX)));
    let expression = cql2::parse_text(text).map_err(|error| unreadable(text, &error))?;
    if !is_finite(&expression) {
        return Err(refused("có số quá lớn", "a number is too large"));
    }
    serde_json::to_value(&expression).map_err(|error| {
        let cause = shorten(&error.to_string());
        refused(format!("không đọc được một hình ({cause})"), format!("a geometry cannot be read ({cause})"))
    })
}

fn is_finite(expression: &Expr) -> bool {
    match expression {
        Expr::Float(number) => number.is_finite(),
        Expr::Operation { args: parts, .. } | Expr::Interval { interval: parts } | Expr::BBox { bbox: parts } => {
            parts.iter().all(|part| is_finite(part))
        }
        Expr::Array(parts) => parts.iter().all(|part| is_finite(part)),
        Expr::Timestamp { timestamp: part } | Expr::Date { date: part } => is_finite(part),
        Expr::Property { .. } | Expr::Literal(_) | Expr::Bool(_) | Expr::Geometry(_) | Expr::Null => true,
    }
}

fn unreadable(text: &str, error: &cql2::Error) -> QueryError {
    let cql2::Error::Pest(error) = error else {
        let cause = shorten(&error.to_string());
        return refused(format!("không đọc được ({cause})"), format!("cannot be read ({cause})"));
    };
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return refused(
            "quá rắc rối: có lỗi nằm trong nhiều tầng ngoặc; hãy bớt ngoặc",
            "too intricate: there is a mistake within many brackets; use fewer brackets",
        );
    };
    let (InputLocation::Pos(byte) | InputLocation::Span((byte, _))) = error.location;
    let position = text.get(..byte).map_or(0, |before| before.chars().count());
    let rest: String = text.get(byte..).unwrap_or_default().chars().take(20).collect();
    let is_empty_list = rest.starts_with(')') && text.get(..byte).is_some_and(|before| before.trim_end().ends_with('('));
    if is_empty_list {
        return at(
            position,
            "danh sách rỗng; sau IN cần ít nhất một giá trị, mảng rỗng chỉ viết được bằng cql2-json",
            "an empty list; IN wants at least one value, and an empty array can only be written in cql2-json",
        );
    }
    let (found_vi, found_en) = match rest.trim() {
        "" => ("hết biểu thức".to_owned(), "the end".to_owned()),
        rest => (format!("“{rest}”"), format!("“{rest}”")),
    };
    let rules: Vec<String> = positives.iter().map(|rule| format!("{rule:?}")).collect();
    let is_expected = |name: &str| rules.iter().any(|rule| rule == name);
    let (wanted_vi, wanted_en) = if is_expected("Identifier") || is_expected("Expr") {
        ("một thuộc tính, một giá trị hoặc dấu (", "a property, a value or (")
    } else if is_expected("And") {
        (
            "một phép so sánh (=, <>, <, <=, >, >=, LIKE, IN, BETWEEN, IS NULL), AND, OR, phép tính, dấu phẩy, dấu ) hoặc hết biểu thức",
            "a comparison (=, <>, <, <=, >, >=, LIKE, IN, BETWEEN, IS NULL), AND, OR, an arithmetic operator, a comma, ) or the end",
        )
    } else {
        ("phần khác của CQL2", "something else of CQL2")
    };
    at(position, &format!("gặp {found_vi}, cần {wanted_vi}"), &format!("found {found_en}, expected {wanted_en}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    use super::*;
    use crate::query::cql2::json::read_json;

    fn examples(folder: &str) -> Vec<(String, String)> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cql2").join(folder);
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
        files.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
    }

    /// A tree with what both encodings may write differently made the same.
    fn plain(value: &Value) -> Value {
        match value {
            Value::Number(number) => number.as_f64().into(),
            Value::Array(parts) => parts.iter().map(plain).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| {
                    let member = match (name.as_str(), member) {
                        ("op", Value::String(op)) => op.to_lowercase().into(),
                        // One instant may be written with or without its zeros.
                        ("timestamp", Value::String(text)) => text.parse::<jiff::Timestamp>().unwrap().to_string().into(),
                        ("interval", Value::Array(ends)) => ends
                            .iter()
                            .map(|end| match end.as_str().and_then(|text| text.parse::<jiff::Timestamp>().ok()) {
                                Some(moment) => moment.to_string().into(),
                                None => plain(end),
                            })
                            .collect(),
                        (_, member) => plain(member),
                    };
                    (name.clone(), member)
                })
                .collect(),
            other => other.clone(),
        }
    }

    /// Requirement `/req/cql2-text/…` and `/req/cql2-json/…`: the examples of the standard can be read.
    #[test]
    fn every_example_of_the_standard_is_read_in_both_encodings() {
        let (texts, jsons) = (examples("text"), examples("json"));
        assert!(texts.len() >= 119 && jsons.len() >= 108, "{} {}", texts.len(), jsons.len());
        let mut different = BTreeSet::new();
        for (name, text) in &texts {
            let read = read_text(text.trim()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let twin = name.split("-alt").next().unwrap();
            let Some((_, json)) = jsons.iter().find(|(name, _)| name == twin) else { panic!("{name} has no twin") };
            let json = read_json(json).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            if plain(&read) != plain(&json) {
                different.insert(name.as_str());
            }
        }
        // The standard itself writes these in two ways.
        assert_eq!(different, BTreeSet::from([]));
    }

    fn message(text: &str) -> String {
        read_text(text).unwrap_err().message.en
    }

    #[test]
    fn a_mistake_is_told_with_its_place_and_what_was_expected() {
        assert!(message("sector == 'x'").contains("character 9: found “= 'x'”, expected a property, a value"));
        assert!(message("tên = 1 AND").contains("character 12: found the end, expected a property"));
        assert!(message("a IN (1, 2 b)").contains("character 12: found “b)”, expected a comparison"));
        assert!(message("a = 1e999").contains("too large"));
        assert!(message("S_INTERSECTS(geometry, POINT EMPTY)").contains("geometry cannot be read"));
    }

    #[test]
    fn both_spellings_of_a_quote_are_read() {
        let twin = read_text("name = 'O''Brien'").unwrap();
        assert_eq!(read_text(r"name = 'O\'Brien'").unwrap(), twin);
        assert!(read_text(r"name LIKE '100\%'").is_ok() && read_text(r"name = 'C:\'").is_ok());
    }

    #[test]
    fn no_text_takes_long_or_overflows_a_small_stack() {
        let texts = [
            format!("{}1 +{} = 2", "(".repeat(32), ")".repeat(32)),
            format!("{}1", "1-".repeat(500)),
            format!("{}a", "a=".repeat(499)),
            format!("{}a", "NOT ".repeat(499)),
            format!("{}a", "a or ".repeat(499)),
            format!("{}a = 1", "- ".repeat(498)),
            "(".repeat(10_000),
            format!("a IN ({})", vec!["1"; 9_000].join(",")),
            format!("{}1{}", "f(".repeat(32), ")".repeat(32)),
        ];
        let started = std::time::Instant::now();
        let read = move || texts.iter().map(|text| read_text(text).is_ok()).collect::<Vec<_>>();
        let results = std::thread::Builder::new().stack_size(2 << 20).spawn(read).unwrap().join().unwrap();
        assert_eq!(results, [false, true, true, true, true, true, false, true, true]);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
