//! The form of operations: a name and so many arguments; functions that do not exist are refused with those that do.
use serde_json::{Map, Value};

use super::fault::{refused, refused_with, written};
use super::predicate::{ArrayRelation, SpatialRelation, TemporalRelation};
use crate::query::error::{QueryError, shorten};

/// The functions of CQL2 that exist here, besides those of the relations.
const FUNCTIONS: [&str; 2] = ["casei", "accenti"];

/// The name of an operation in lower case, and its arguments.
pub(super) fn operation<'v>(value: &Value, members: &'v Map<String, Value>) -> Result<(String, &'v [Value]), QueryError> {
    match (members.get("op"), members.get("args")) {
        (Some(Value::String(name)), Some(Value::Array(arguments))) => Ok((name.to_ascii_lowercase(), arguments)),
        _ => {
            let found = written(value);
            Err(refused(
                format!("“{found}” phải có dạng {{\"op\": tên, \"args\": [...]}}"),
                format!("“{found}” must have the form {{\"op\": name, \"args\": [...]}}"),
            ))
        }
    }
}

/// The arguments, where there are so many.
pub(super) fn exactly<'v, const N: usize>(name: &str, arguments: &'v [Value]) -> Result<[&'v Value; N], QueryError> {
    let all: Vec<&Value> = arguments.iter().collect();
    all.try_into().map_err(|all: Vec<&Value>| wrong_count(name, all.len(), N))
}

/// The refusal of too few or too many arguments.
pub(super) fn wrong_count(name: &str, found: usize, wanted: usize) -> QueryError {
    let name = name.to_uppercase();
    refused(format!("{name} có {found} vế, cần {wanted}"), format!("{name} has {found} arguments, it takes {wanted}"))
}

/// A function that does not exist here.
pub(super) fn unknown_function(name: &str) -> QueryError {
    let known = FUNCTIONS.into_iter().chain(SpatialRelation::ALL.iter().map(|relation| relation.function()));
    let known = known.chain(TemporalRelation::ALL.iter().map(|relation| relation.function()));
    let known: Vec<&str> = known.chain(ArrayRelation::ALL.iter().map(|relation| relation.function())).collect();
    let name = shorten(name);
    refused_with(&format!("không có hàm “{name}” ở đây"), &format!("there is no function “{name}” here"), &known)
}
