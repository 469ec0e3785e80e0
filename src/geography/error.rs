//! What is wrong with a file that geography is built from.
use crate::domain::Message;
use crate::gazetteer::GazetteerError;

/// A shipped file that cannot be used, which the tests of this module rule out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeographyError {
    /// A file of administrative units.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// A file of land or of cells.
    #[error("{file}: {what}")]
    Malformed {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        what: String,
    },
}

impl GeographyError {
    /// A shipped file that cannot be read.
    pub(super) fn malformed(file: &'static str, what: &dyn std::fmt::Display) -> Self {
        Self::Malformed { file, what: what.to_string() }
    }

    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::Gazetteer(error) => {
                Message::new(format!("{}, dòng {}: {}", error.file, error.line, error.what.vi), error.to_string())
            }
            Self::Malformed { file, what } => Message::new(format!("{file}: {what}"), self.to_string()),
        }
    }
}
