//! What is wrong with a file that geography is built from.
use crate::domain::Message;
use crate::gazetteer::GazetteerError;

/// A shipped file that cannot be used, which the tests of this module rule out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GeographyError {
    /// A file of administrative units.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
}

impl GeographyError {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::Gazetteer(error) => {
                Message::new(format!("{}, dòng {}: {}", error.file, error.line, error.what.vi), error.to_string())
            }
        }
    }
}
