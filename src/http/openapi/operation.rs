//! One operation of the interface, and how the OpenAPI document writes it.
use serde_json::{Map, Value, json};

use super::parameter::Parameter;
use crate::domain::{Language, Message};
use crate::http::reply::{GEOJSON, HTML, JSON};

/// What operations are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Tag {
    /// What the interface is and has.
    Capabilities,
    /// Sites and units as features.
    Features,
    /// Vector tiles.
    Tiles,
    /// Files with every match.
    Exports,
    /// Counts, coverage, gaps.
    Statistics,
    /// Units, places and words.
    Places,
    /// What changed.
    Changes,
    /// Signing in and one's own account.
    Accounts,
    /// Records as staff keep them.
    Editing,
    /// Files of offices.
    Imports,
}

impl Tag {
    pub const ALL: [Self; 10] = [
        Self::Capabilities,
        Self::Features,
        Self::Tiles,
        Self::Exports,
        Self::Statistics,
        Self::Places,
        Self::Changes,
        Self::Accounts,
        Self::Editing,
        Self::Imports,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Capabilities => "Capabilities",
            Self::Features => "Features",
            Self::Tiles => "Tiles",
            Self::Exports => "Exports",
            Self::Statistics => "Statistics",
            Self::Places => "Places",
            Self::Changes => "Changes",
            Self::Accounts => "Accounts",
            Self::Editing => "Editing",
            Self::Imports => "Imports",
        }
    }

    pub fn title(self) -> Message {
        match self {
            Self::Capabilities => Message::new("Giao diện có gì", "What the interface has"),
            Self::Features => Message::new("Điểm và đơn vị hành chính", "Sites and administrative units"),
            Self::Tiles => Message::new("Ô bản đồ vectơ", "Vector tiles"),
            Self::Exports => Message::new("Tệp có mọi kết quả", "Files with every match"),
            Self::Statistics => Message::new("Thống kê, bao phủ, khoảng trống", "Statistics, coverage, gaps"),
            Self::Places => Message::new("Địa danh, gợi ý, danh mục mã", "Places, suggestions, code lists"),
            Self::Changes => Message::new("Những gì đã thay đổi", "What changed"),
            Self::Editing => Message::new("Sửa, duyệt và lịch sử bản ghi", "Editing, review and history of records"),
            Self::Imports => Message::new("Nhập tệp, sửa, ghi và hoàn tác", "Files in: rehearsal, repair, commit and undo"),
            Self::Accounts => Message::new("Đăng nhập và tài khoản của mình", "Signing in and one's own account"),
        }
    }
}

/// What a good answer may be: a media type and the name of its schema; without one it is text or bytes.
#[derive(Clone, Copy)]
pub(in crate::http) struct Content {
    pub media_type: &'static str,
    pub schema: Option<&'static str>,
    /// Whether it is bytes rather than text.
    pub is_binary: bool,
}

impl Content {
    fn json(&self) -> Value {
        match self.schema {
            Some(name) => json!({"schema": {"$ref": format!("#/components/schemas/{name}")}}),
            None if self.is_binary => json!({"schema": {"type": "string", "format": "binary"}}),
            None => json!({"schema": {"type": "string"}}),
        }
    }
}

/// Who an operation is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Audience {
    /// Everybody; the answer is the same for all and comes from the snapshot.
    Everybody,
    /// Everybody, but the answer is about whoever asks.
    WhoeverAsks,
    /// Whoever is signed in by a session.
    SignedIn,
    /// Whoever is signed in, by a session or by the token of a program.
    Staff,
}

/// One method of one path.
pub(in crate::http) struct Operation {
    pub id: &'static str,
    /// In small letters.
    pub method: &'static str,
    pub audience: Audience,
    /// The schema of the JSON that is sent.
    pub body: Option<&'static str>,
    /// As which media type.
    pub body_type: &'static str,
    /// What a good answer is.
    pub success: &'static str,
    /// What else a good answer may be.
    pub more_successes: &'static [&'static str],
    /// Problems beside those of every operation of its audience.
    pub problems: &'static [&'static str],
    pub path: &'static str,
    pub tag: Tag,
    pub summary: Message,
    /// Keys of its parameters.
    pub parameters: Vec<&'static str>,
    pub contents: Vec<Content>,
    /// Whether an answer may have nothing in it (204).
    pub may_be_empty: bool,
    /// Whether it redirects pages elsewhere (303).
    pub redirects_pages: bool,
    /// Whether an answer can be had in part (206).
    pub has_ranges: bool,
}

impl Operation {
    pub fn new(id: &'static str, path: &'static str, tag: Tag, vi: &'static str, en: &'static str) -> Self {
        Self {
            id,
            method: "get",
            audience: Audience::Everybody,
            body: None,
            body_type: JSON,
            success: "200",
            more_successes: &[],
            problems: &[],
            path,
            tag,
            summary: Message::new(vi, en),
            parameters: Vec::new(),
            contents: Vec::new(),
            may_be_empty: false,
            redirects_pages: false,
            has_ranges: false,
        }
    }

    /// Takes these parameters, given by key.
    pub fn takes(mut self, keys: &[&'static str]) -> Self {
        self.parameters.extend(keys);
        self
    }

    /// Answers with this schema as this media type.
    pub fn gives(mut self, media_type: &'static str, schema: &'static str) -> Self {
        self.contents.push(Content { media_type, schema: Some(schema), is_binary: false });
        self
    }

    pub fn gives_json(self, schema: &'static str) -> Self {
        self.gives(JSON, schema)
    }

    pub fn gives_geojson(self, schema: &'static str) -> Self {
        self.gives(GEOJSON, schema)
    }

    /// Also comes as text or as a page.
    pub fn gives_text(mut self, media_type: &'static str) -> Self {
        self.contents.push(Content { media_type, schema: None, is_binary: false });
        self
    }

    /// Also comes as bytes.
    pub fn gives_bytes(mut self, media_type: &'static str) -> Self {
        self.contents.push(Content { media_type, schema: None, is_binary: true });
        self
    }

    pub fn gives_page(self) -> Self {
        self.gives_text(HTML)
    }

    /// As the OpenAPI document has it; `known` has every parameter.
    pub fn json(&self, language: Language, known: &[Parameter]) -> Value {
        let is_known = |key: &&&str| known.iter().any(|parameter| parameter.key == **key);
        let parameters: Vec<Value> = self
            .parameters
            .iter()
            .chain(&["lang"])
            .filter(is_known)
            .map(|key| json!({"$ref": format!("#/components/parameters/{key}")}))
            .collect();
        let mut written = json!({
            "operationId": self.id,
            "tags": [self.tag.name()],
            "summary": self.summary.in_language(language),
            "parameters": parameters,
        });
        if let Some(members) = written.as_object_mut() {
            if let Some(name) = self.body {
                let content = json!({self.body_type: {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
                members.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
            }
            let session = if self.method == "get" { json!({"session": []}) } else { json!({"session": [], "csrf": []}) };
            match (self.audience, self.body) {
                (Audience::Everybody, _) | (Audience::WhoeverAsks, Some(_)) => {}
                (Audience::WhoeverAsks, None) => {
                    let ways = if self.method == "get" { json!([{}, session, {"token": []}]) } else { json!([{}, session]) };
                    members.insert("security".to_owned(), ways);
                }
                (Audience::SignedIn, _) => _ = members.insert("security".to_owned(), json!([session])),
                (Audience::Staff, _) => _ = members.insert("security".to_owned(), json!([session, {"token": []}])),
            }
            let responses =
                if self.audience == Audience::Everybody { self.responses(language) } else { self.private_responses(language) };
            members.insert("responses".to_owned(), responses);
        }
        written
    }

    /// The answers about whoever asks: no ETag, nothing to keep.
    fn private_responses(&self, language: Language) -> Value {
        let contents: Map<String, Value> =
            self.contents.iter().map(|content| (content.media_type.to_owned(), content.json())).collect();
        let mut good = json!({"description": self.summary.in_language(language)});
        if let (Some(members), false) = (good.as_object_mut(), contents.is_empty()) {
            members.insert("content".to_owned(), Value::Object(contents));
        }
        let successes = std::iter::once(self.success).chain(self.more_successes.iter().copied());
        let mut responses: Map<String, Value> = successes.map(|status| (status.to_owned(), good.clone())).collect();
        let mut statuses = vec!["400", "401", "414", "431", "500"];
        let needs_an_account = matches!(self.audience, Audience::SignedIn | Audience::Staff);
        statuses.extend((needs_an_account || self.method != "get").then_some("403"));
        statuses.extend(self.path.contains('{').then_some("404"));
        statuses.extend(self.body.map(|_| ["408", "413", "415", "429"]).into_iter().flatten());
        statuses.extend(self.problems);
        statuses.sort_unstable();
        for status in statuses {
            responses.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/Problem{status}")}));
        }
        Value::Object(responses)
    }

    fn responses(&self, language: Language) -> Value {
        let contents: Map<String, Value> =
            self.contents.iter().map(|content| (content.media_type.to_owned(), content.json())).collect();
        let headers = json!({
            "ETag": {"$ref": "#/components/headers/ETag"},
            "Content-Language": {"$ref": "#/components/headers/Content-Language"},
        });
        let good = json!({"description": self.summary.in_language(language), "headers": headers, "content": contents});
        let mut responses = Map::new();
        responses.insert("200".to_owned(), good.clone());
        if self.may_be_empty {
            responses.insert("204".to_owned(), json!({"$ref": "#/components/responses/Empty"}));
        }
        if self.has_ranges {
            responses.insert("206".to_owned(), good);
        }
        if self.redirects_pages {
            responses.insert("303".to_owned(), json!({"$ref": "#/components/responses/Page"}));
        }
        responses.insert("304".to_owned(), json!({"$ref": "#/components/responses/NotModified"}));
        let mut statuses = vec!["400", "406", "414", "431", "500", "503"];
        statuses.extend(self.path.contains('{').then_some("404"));
        statuses.extend(self.has_ranges.then_some("416"));
        statuses.sort_unstable();
        for status in statuses {
            responses.insert(status.to_owned(), json!({"$ref": format!("#/components/responses/Problem{status}")}));
        }
        Value::Object(responses)
    }
}
