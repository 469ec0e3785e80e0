//! What a row says of one fact: nothing, where the file lacks the column, or a value.

/// What a row says of one fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Field<T> {
    /// The file has no such column: what is known stays.
    Keep,
    /// The file says so; an empty cell clears an optional fact.
    Set(T),
}

impl<T> Field<T> {
    /// What the file says, if it says something.
    pub(super) fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Keep => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T: Clone> Field<T> {
    pub(super) fn or(self, known: Option<&T>, otherwise: T) -> T {
        match self {
            Self::Set(value) => value,
            Self::Keep => known.cloned().unwrap_or(otherwise),
        }
    }
}
