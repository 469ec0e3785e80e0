//! The OpenAPI 3.0 document, put together from the lists of operations, parameters, schemas and problems.
use serde_json::{Map, Value, json};

use super::operation::{Operation, Tag};
use super::operations;
use super::parameter::Parameter;
use super::parameters;
use crate::domain::{DATA_LICENCE, DATA_TITLE, Language, Message};
use crate::http::problem::ProblemCode;

/// The schemas, by name.
const SCHEMAS: &str = include_str!("schemas.json");

/// The version of the interface: it grows in its first place only when something is taken away or changes its meaning.
const INTERFACE_VERSION: &str = "1.0.0";

/// The path of an operation below the landing page, where clients such as GDAL look for `/collections/{collectionId}/items`.
fn path_below(path: &str) -> String {
    match path.strip_prefix("/api").unwrap_or(path) {
        "" => "/".to_owned(),
        rest => rest.to_owned(),
    }
}

/// The document; `server` is the public address of the landing page.
pub(super) fn document(server: &str, language: Language) -> Value {
    let known = parameters::all();
    let operations = operations::all(&known);
    let mut paths: Map<String, Value> = Map::new();
    for operation in &operations {
        let item = paths.entry(path_below(operation.path)).or_insert_with(|| json!({}));
        if let Some(methods) = item.as_object_mut() {
            methods.insert(operation.method.to_owned(), operation.json(language, &known));
        }
    }
    let tags: Vec<Value> =
        Tag::ALL.iter().map(|tag| json!({"name": tag.name(), "description": tag.title().in_language(language)})).collect();
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": DATA_TITLE.in_language(language),
            "description": introduction().in_language(language),
            "version": INTERFACE_VERSION,
            "license": {"name": DATA_LICENCE.in_language(language), "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": server}],
        "tags": tags,
        "paths": paths,
        "components": {
            "parameters": used_parameters(&operations, &known, language),
            "responses": responses(language),
            "headers": headers(language),
            "schemas": schemas(),
            "securitySchemes": security_schemes(language),
        },
    })
}

fn introduction() -> Message {
    Message::new(
        "Kho dữ liệu không gian về mô hình nông nghiệp công nghệ cao, hợp tác xã và doanh nghiệp của Việt Nam, theo đơn vị hành chính \
         hiện nay và trước 01/07/2025. Bộ lọc được thực hiện hoặc bị từ chối, không bao giờ bị bỏ qua.",
        "The spatial inventory of high-tech farm models, co-operatives and enterprises of Vietnam, by the administrative units of \
         today and of before 2025-07-01. A filter is obeyed or refused, never ignored.",
    )
}

/// How people and programs show who they are.
fn security_schemes(language: Language) -> Value {
    let say = |vi: &'static str, en: &'static str| Message::new(vi, en).in_language(language).to_owned();
    json!({
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-agriatlas",
            "description": say("Phiên của trình duyệt, từ POST /session", "The session of a browser, from POST /session"),
        },
        "csrf": {
            "type": "apiKey",
            "in": "header",
            "name": "X-CSRF-Token",
            "description": say(
                "csrf_token của phiên, cần cho mọi yêu cầu thay đổi bằng cookie, cùng với Origin của trang này",
                "The session's csrf_token, needed for every change made with the cookie, together with our own Origin",
            ),
        },
        "token": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "aat_…",
            "description": say("Mã truy cập của chương trình", "The token of a program"),
        },
    })
}

/// The schemas as they are in the document.
pub(super) fn schemas() -> Value {
    // The file is part of the program, and a test reads it.
    serde_json::from_str(SCHEMAS).unwrap_or_default()
}

fn used_parameters(operations: &[Operation], known: &[Parameter], language: Language) -> Value {
    let is_used = |parameter: &&Parameter| {
        parameter.key == "lang" || operations.iter().any(|operation| operation.parameters.contains(&parameter.key))
    };
    let written = known.iter().filter(is_used).map(|parameter| (parameter.key.to_owned(), parameter.json(language)));
    Value::Object(written.collect())
}

fn headers(language: Language) -> Value {
    let say = |vi: &'static str, en: &'static str| Message::new(vi, en).in_language(language).to_owned();
    json!({
        "ETag": {
            "description": say("Phiên bản; gửi lại bằng If-None-Match để nhận 304", "The revision; send it back as If-None-Match to get 304"),
            "schema": {"type": "string"},
        },
        "Content-Language": {
            "description": say("Ngôn ngữ của câu trả lời", "Language of the answer"),
            "schema": {"type": "string"},
        },
        "Content-Crs": {
            "description": say("Hệ tọa độ của câu trả lời", "Coordinate system of the answer"),
            "schema": {"type": "string"},
        },
    })
}

fn responses(language: Language) -> Value {
    let mut written = Map::new();
    let mut add = |name: String, description: &Message, content: Option<Value>| {
        let mut response = json!({"description": description.in_language(language)});
        if let (Some(content), Some(members)) = (content, response.as_object_mut()) {
            members.insert("content".to_owned(), content);
        }
        written.insert(name, response);
    };
    add("NotModified".to_owned(), &Message::new("Không đổi kể từ ETag đã gửi", "Not changed since the ETag that was sent"), None);
    add("Empty".to_owned(), &Message::new("Không có gì ở đây", "Nothing is here"), None);
    add("Page".to_owned(), &Message::new("Trang của điểm này ở địa chỉ khác", "The page of this is at another address"), None);
    let mut statuses: Vec<u16> = ProblemCode::ALL.iter().map(|code| code.status().as_u16()).collect();
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let codes: Vec<&str> =
            ProblemCode::ALL.iter().filter(|code| code.status().as_u16() == status).map(|code| code.code()).collect();
        let list = codes.join(", ");
        let problem = json!({"schema": {"$ref": "#/components/schemas/Problem"}});
        let content = json!({"application/problem+json": problem, "text/html": {"schema": {"type": "string"}}});
        add(format!("Problem{status}"), &Message::new(format!("Lỗi: {list}"), format!("Problem: {list}")), Some(content));
    }
    Value::Object(written)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every `$ref` in a value.
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(target)) = members.get("$ref") {
                    found.insert(target.clone());
                }
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_nothing_is_left_over() {
        let document = document("https://atlas.example.vn", Language::English);
        let mut used = BTreeSet::new();
        references(&document, &mut used);
        for target in &used {
            let pointer = target.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{target} leads nowhere");
        }
        for kind in ["parameters", "responses", "schemas", "headers"] {
            for name in document["components"][kind].as_object().unwrap().keys() {
                let own = format!("#/components/{kind}/{name}");
                let is_for_operations_to_come = ["Problem405", "Content-Crs", "Language"].contains(&name.as_str());
                assert!(used.contains(&own) || is_for_operations_to_come, "{own} is used nowhere");
            }
        }
    }

    #[test]
    fn keys_and_identifiers_are_unique() {
        let known = parameters::all();
        let keys: BTreeSet<&str> = known.iter().map(|parameter| parameter.key).collect();
        assert_eq!(keys.len(), known.len());
        let operations = operations::all(&known);
        let ids: BTreeSet<&str> = operations.iter().map(|operation| operation.id).collect();
        let paths: BTreeSet<(&str, &str)> = operations.iter().map(|operation| (operation.path, operation.method)).collect();
        assert_eq!((ids.len(), paths.len()), (operations.len(), operations.len()));
    }
}
