//! CQL2 JSON as a tree; what is no JSON is told with its line and column.
//!
//! The crate `cql2` reads JSON too, but says of any mistake only that nothing matched; so the tree is read where its types
//! are checked.
use serde_json::Value;

use super::fault::refused;
use super::limits::check_json;
use crate::query::error::QueryError;

/// Reads the text of a JSON expression.
pub(super) fn read_json(text: &str) -> Result<Value, QueryError> {
    check_json(text)?;
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        refused(
            format!("không phải JSON đúng cú pháp (dòng {line}, cột {column}: {error})"),
            format!("is not valid JSON (line {line}, column {column}: {error})"),
        )
    })
}
