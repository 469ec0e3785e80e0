//! The description of the interface as a plain page: every operation with its parameters, answers and an example to click.
use maud::{Markup, html};
use serde_json::Value;

use super::operation::{Content, Operation, Tag};
use super::operations;
use super::parameter::Parameter;
use super::parameters;
use crate::domain::Language;
use crate::http::page_layout::{PageFrame, page, words};
use crate::http::problem::ProblemCode;
use crate::http::request::Asked;

/// The page.
pub(super) fn render(asked: &Asked) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let known = parameters::all();
    let operations = operations::all(&known);
    let title = say("Giao diện lập trình", "Programming interface");
    let body = html! {
        h1 { (title) }
        p {
            (say(
                "Mọi địa chỉ dưới đây mở được không cần tài khoản, trừ phần đăng nhập và tài khoản. Bộ lọc được thực hiện hoặc bị từ chối, không bao giờ bị bỏ qua. Lỗi trả về dạng problem+json theo ngôn ngữ đã chọn.",
                "Every address below is open without an account, but for what concerns accounts. A filter is obeyed or refused, never ignored. Errors come as problem+json in the asked language.",
            ))
        }
        p {
            a href=(asked.public_url.local("/api/openapi.json", &[])) { "OpenAPI 3.0" } " · "
            a href=(asked.public_url.local("/api", &[("f", "html".to_owned())])) { (say("Trang đầu OGC API", "OGC API landing page")) }
        }
        @for tag in Tag::ALL {
            @let own: Vec<&Operation> = operations.iter().filter(|operation| operation.tag == tag).collect();
            @if !own.is_empty() {
                section {
                    h2 id=(tag.name()) { (tag.title().in_language(asked.language)) }
                    @for operation in own { (described(asked, operation, &known)) }
                }
            }
        }
        section {
            h2 id="problems" { (say("Mã lỗi", "Problem codes")) }
            dl { @for problem in ProblemCode::ALL { dt { code { (problem.code()) } } dd { (problem.status().as_u16()) " · " (problem.title().in_language(asked.language)) } } }
        }
    };
    let other = match asked.language {
        Language::Vietnamese => "en",
        Language::English => "vi",
    };
    let frame = PageFrame {
        public_url: &asked.public_url,
        language: asked.language,
        title,
        other_language: Some(asked.public_url.local("/api/docs", &[("lang", other.to_owned())])),
    };
    page(&frame, &body)
}

fn described(asked: &Asked, operation: &Operation, known: &[Parameter]) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let own: Vec<&Parameter> =
        operation.parameters.iter().filter_map(|key| known.iter().find(|parameter| parameter.key == *key)).collect();
    let example = example(asked, operation, &own);
    html! {
        details id=(operation.id) {
            summary { code { (operation.method.to_uppercase()) " " (operation.path) } " " span.muted { (operation.summary.in_language(asked.language)) } }
            @if operation.method == "get" { p { (say("Ví dụ", "Example")) ": " a href=(example) { code { (example) } } } }
            @if let Some(schema) = operation.body { p { (say("Gửi JSON", "Send JSON")) ": " code { (schema) } } }
            @if !own.is_empty() {
                div.wide { table {
                    thead { tr { th scope="col" { (say("Tham số", "Parameter")) } th scope="col" { (say("Hỏi gì", "What it asks")) } th scope="col" { (say("Giá trị", "Values")) } } }
                    tbody { @for parameter in &own { tr {
                        th scope="row" { code { (parameter.name) } @if parameter.is_required { " " span.muted { "(" (say("bắt buộc", "required")) ")" } } }
                        td { (parameter.description.in_language(asked.language)) }
                        td { (values(parameter)) }
                    } } }
                } }
            }
            p.muted { (say("Trả về", "Answers")) ": " (operation.success) " " (answers(&operation.contents)) }
        }
    }
}

/// The values of a closed list, or the example.
fn values(parameter: &Parameter) -> Markup {
    let allowed = parameter.allowed();
    html! {
        @if allowed.is_empty() { code { (written(&parameter.example)) } }
        @else { @for (position, value) in allowed.iter().enumerate() { @if position > 0 { ", " } code { (value) } } }
    }
}

fn answers(contents: &[Content]) -> Markup {
    html! { @for (position, content) in contents.iter().enumerate() { @if position > 0 { ", " } code { (content.media_type) } } }
}

/// A value as it stands in an address.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// An address with the path filled in and what must be given.
fn example(asked: &Asked, operation: &Operation, own: &[&Parameter]) -> String {
    let mut path = operation.path.to_owned();
    let mut pairs = Vec::new();
    for parameter in own {
        if parameter.is_in_path {
            path = path.replace(&format!("{{{}}}", parameter.name), &written(&parameter.example));
        } else if parameter.is_required {
            pairs.push((parameter.name, written(&parameter.example)));
        }
    }
    asked.public_url.local(&path, &pairs)
}
