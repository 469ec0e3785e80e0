//! What can be wrong with a query: a closed list of codes, the parameter, a sentence and what is allowed.
use crate::domain::{Message, rules};

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryErrorCode {
    /// The parameter does not exist here.
    UnknownParameter,
    /// A required parameter is absent.
    MissingParameter,
    /// A single-valued parameter is given more than once.
    RepeatedParameter,
    /// A value is malformed, out of range or not in its list.
    InvalidValue,
    /// No unit has that id.
    UnknownRegion,
    /// The cursor belongs to another query.
    CursorMismatch,
    /// The filter expression cannot be read, names what does not exist, or mixes types.
    InvalidFilter,
}

/// A refused query.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryError {
    /// What kind of mistake it is.
    pub code: QueryErrorCode,
    /// The parameter at fault.
    pub parameter: String,
    /// A sentence that names what was wrong and what is allowed.
    pub message: Message,
    /// The allowed values, where they are a list.
    pub allowed: Vec<String>,
}

impl QueryError {
    /// A mistake in one parameter.
    pub fn new(code: QueryErrorCode, parameter: &str, message: Message) -> Self {
        Self { code, parameter: shorten(parameter), message, allowed: Vec::new() }
    }

    /// A value that is not acceptable, with the sentence that says why.
    pub fn invalid(parameter: &str, reason: Message) -> Self {
        let message =
            Message::new(format!("Tham số {parameter}: {}", reason.vi), format!("Parameter {parameter}: {}", reason.en));
        Self::new(QueryErrorCode::InvalidValue, parameter, message)
    }

    /// A value that is not in a closed list.
    pub fn not_in_list(parameter: &str, value: &str, allowed: &[&str]) -> Self {
        let reason = rules::not_in_list(&shorten(value), allowed);
        Self { allowed: allowed.iter().map(|code| (*code).to_owned()).collect(), ..Self::invalid(parameter, reason) }
    }
}

/// Client text as it may be repeated in a message: at most 80 characters.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
