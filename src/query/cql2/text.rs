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
