//! What is wrong with a file the gazetteer is built from, and where.
use crate::domain::Message;

/// A file that cannot be used: its name, the line, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct GazetteerError {
    /// Name of the file.
    pub file: &'static str,
    /// Line of the file, counted from 1; the header is line 1.
    pub line: u64,
    /// What is wrong, for people.
    pub what: Message,
}

impl GazetteerError {
    pub(super) fn new(file: &'static str, line: u64, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { file, line, what: Message::new(vi, en) }
    }
}
