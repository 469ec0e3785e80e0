//! Why a rehearsal came to no end.
use std::io;

use crate::domain::Message;
use crate::ingest::workbook::FileRefusal;

/// Why a rehearsal came to no end.
#[derive(Debug, thiserror::Error)]
pub enum RehearsalError {
    /// The file cannot be read, or not to its end.
    #[error(transparent)]
    File(#[from] FileRefusal),
    /// Somebody cancelled it.
    #[error("the rehearsal was cancelled")]
    Cancelled,
    /// What takes the rows failed.
    #[error("the rows cannot be put away: {0}")]
    Io(#[from] io::Error),
    /// What people said of the file makes no sense.
    #[error("{}", .0.en)]
    Settings(Message),
}

impl RehearsalError {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::File(refusal) => refusal.message(),
            Self::Cancelled => Message::new("Đã dừng theo yêu cầu.", "Cancelled."),
            Self::Io(error) => {
                Message::new(format!("Không ghi được kết quả: {error}"), format!("The result cannot be written: {error}"))
            }
            Self::Settings(message) => message.clone(),
        }
    }
}
