//! CQL2 JSON as a tree; what is no JSON is told with its line and column, and no member is passed over.
//!
//! The crate `cql2` reads JSON too, but says of any mistake only that nothing matched; so the tree is read where its types
//! are checked.
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::fault::refused;
use super::limits::check_json;
use crate::query::error::QueryError;

/// The members of every object of CQL2 JSON, and of GeoJSON geometries within it.
const FORMS: &[&[&str]] = &[
    &["op", "args"],
    &["property"],
    &["date"],
    &["timestamp"],
    &["interval"],
    &["bbox"],
    &["type", "coordinates", "bbox"],
    &["type", "geometries", "bbox"],
];

/// Reads the text of a JSON expression.
pub(super) fn read_json(text: &str) -> Result<Value, QueryError> {
    check_json(text)?;
    let Tree(value) = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        refused(
            format!("không phải JSON đúng cú pháp (dòng {line}, cột {column}: {error})"),
            format!("is not valid JSON (line {line}, column {column}: {error})"),
        )
    })?;
    check_members(&value)?;
    Ok(value)
}

/// Refuses a member that would be passed over.
fn check_members(value: &Value) -> Result<(), QueryError> {
    match value {
        Value::Array(items) => items.iter().try_for_each(check_members),
        Value::Object(members) => {
            let begun = |form: &&&[&str]| form.first().is_some_and(|name| members.contains_key(*name));
            let mut forms = FORMS.iter().filter(begun).peekable();
            let fits = |form: &&[&str]| members.keys().all(|name| form.contains(&name.as_str()));
            // What begins no form at all is refused where its type is asked for.
            if forms.peek().is_some() && !forms.any(fits) {
                let names = members.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
                let allowed = FORMS.iter().map(|form| format!("{{{}}}", form.join(", "))).collect::<Vec<_>>().join(" ");
                return Err(refused(
                    format!("JSON có thành viên không dùng đến trong {{{names}}}. Được phép: {allowed}"),
                    format!("has a member that means nothing in {{{names}}}. Allowed: {allowed}"),
                ));
            }
            members.values().try_for_each(check_members)
        }
        _ => Ok(()),
    }
}

/// A JSON value in which no object names a member twice.
struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Tree)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Tree(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((name, Tree(member))) = access.next_entry::<String, Tree>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format!("“{name}” twice")));
            }
            members.insert(name, member);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_member_is_passed_over() {
        let good = r#"{"op":"and","args":[{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[105.5,21]}]},true]}"#;
        assert_eq!(read_json(good).unwrap(), serde_json::from_str::<Value>(good).unwrap());
        for bad in [
            r#"{"op":"=","args":[{"property":"sector"},"crop"],"extra":1}"#,
            r#"{"op":"=","op":"<>","args":[{"property":"sector"},"crop"]}"#,
            r#"{"op":"=","args":[{"property":"sector","of":"site"},"crop"]}"#,
            r#"{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[105,21],"crs":"EPSG:4326"}]}"#,
        ] {
            assert!(read_json(bad).is_err(), "{bad}");
        }
    }
}
