//! The properties of the features of a layer, as tilesets describe them.
use crate::domain::Message;

/// What the values of a property are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Flag,
}

impl FieldKind {
    /// The name of the type in JSON Schema.
    pub const fn schema_type(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Flag => "boolean",
        }
    }
}

/// A property of the features of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: FieldKind,
    vi: &'static str,
    en: &'static str,
}

impl Field {
    pub(super) const fn new(name: &'static str, kind: FieldKind, vi: &'static str, en: &'static str) -> Self {
        Self { name, kind, vi, en }
    }

    /// What it says.
    pub fn description(&self) -> Message {
        Message::new(self.vi, self.en)
    }
}
