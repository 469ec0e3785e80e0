//! One parameter of the interface, and how the OpenAPI document writes it.
use serde_json::{Value, json};

use crate::domain::{Language, Message};

/// One parameter.
pub(super) struct Parameter {
    /// The key in the components; the name alone, or with the resource before it where the resource has its own.
    pub key: &'static str,
    /// The name in the address.
    pub name: &'static str,
    /// Whether it stands in the path.
    pub is_in_path: bool,
    /// Whether it is a header.
    pub is_header: bool,
    /// Whether it must be given.
    pub is_required: bool,
    schema: Value,
    /// What it asks for.
    pub description: Message,
    /// A value that works with the starter inventory.
    pub example: Value,
}

impl Parameter {
    pub fn query(key: &'static str, schema: Value, vi: impl Into<String>, en: impl Into<String>, example: Value) -> Self {
        let name = key.rsplit('.').next().unwrap_or(key);
        Self {
            key,
            name,
            is_in_path: false,
            is_header: false,
            is_required: false,
            schema,
            description: Message::new(vi, en),
            example,
        }
    }

    pub fn path(key: &'static str, schema: Value, vi: &'static str, en: &'static str, example: Value) -> Self {
        Self { is_in_path: true, is_required: true, ..Self::query(key, schema, vi, en, example) }
    }

    /// A header that must be sent.
    pub fn header(key: &'static str, vi: &'static str, en: &'static str, example: Value) -> Self {
        Self { is_header: true, is_required: true, ..Self::query(key, json!({"type": "string"}), vi, en, example) }
    }

    pub fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// As the OpenAPI document has it.
    pub fn json(&self, language: Language) -> Value {
        let mut written = json!({
            "name": self.name,
            "in": match (self.is_in_path, self.is_header) {
                (true, _) => "path",
                (false, true) => "header",
                (false, false) => "query",
            },
            "required": self.is_required,
            "description": self.description.in_language(language),
            "schema": self.schema,
        });
        if let (Some(members), false) = (written.as_object_mut(), self.example.is_null()) {
            members.insert("example".to_owned(), self.example.clone());
        }
        if let (Some(members), Some("array")) = (written.as_object_mut(), self.schema.get("type").and_then(Value::as_str)) {
            members.insert("style".to_owned(), json!("form"));
            members.insert("explode".to_owned(), json!(false));
        }
        written
    }

    /// The values it takes, where they are a closed list.
    pub fn allowed(&self) -> Vec<&str> {
        let list = self.schema.get("enum").or_else(|| self.schema.get("items")?.get("enum"));
        list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }
}
