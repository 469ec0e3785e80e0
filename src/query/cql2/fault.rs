//! What can be wrong with a filter expression, as the refused query it becomes.
use serde_json::Value;

use crate::domain::Message;
use crate::query::error::{QueryError, QueryErrorCode, shorten};
use crate::query::queryable::Queryable;

/// The parameter at fault.
pub(super) const PARAMETER: &str = "filter";

/// A refused expression, with the sentence that says why.
pub(super) fn refused(vi: impl Into<String>, en: impl Into<String>) -> QueryError {
    let message = Message::new(format!("Tham số {PARAMETER}: {}", vi.into()), format!("Parameter {PARAMETER}: {}", en.into()));
    QueryError::new(QueryErrorCode::InvalidFilter, PARAMETER, message)
}

/// A refused expression with the list of what would be accepted.
pub(super) fn refused_with(vi: &str, en: &str, allowed: &[&str]) -> QueryError {
    let list = allowed.join(", ");
    let error = refused(format!("{vi}. Được phép: {list}"), format!("{en}. Allowed: {list}"));
    QueryError { allowed: allowed.iter().map(|name| (*name).to_owned()).collect(), ..error }
}

/// Something stands where something else is needed.
pub(super) fn needed(found: &Value, wanted: &Message) -> QueryError {
    let found = written(found);
    refused(format!("“{found}” đứng ở chỗ cần {}", wanted.vi), format!("“{found}” stands where {} is needed", wanted.en))
}

/// The queryable of that name, or the list of them.
pub(super) fn find_queryable(queryables: &'static [Queryable], name: &str) -> Result<&'static Queryable, QueryError> {
    queryables.iter().find(|queryable| queryable.name() == name).ok_or_else(|| {
        let names: Vec<&str> = queryables.iter().map(Queryable::name).collect();
        let name = shorten(name);
        refused_with(&format!("không có thuộc tính “{name}”"), &format!("there is no property “{name}”"), &names)
    })
}

/// A part of an expression as it may be repeated in a message.
pub(super) fn written(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("'{text}'"),
        Value::Object(members) => match (members.get("property"), members.get("op")) {
            (Some(Value::String(name)), _) => name.clone(),
            (_, Some(Value::String(name))) => format!("{name}(…)"),
            _ => value.to_string(),
        },
        other => other.to_string(),
    };
    shorten(&text)
}
