//! Any JSON answer as a plain page: members with their headings, lists of alike objects as tables, addresses as links.
use axum::body::Body;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::data_words::heading;
use super::page_layout::{PageFrame, number, page, words};
use super::reply::{HTML, reply};
use super::request::{Asked, Format};
use crate::domain::Language;

/// Most rows of a table that a page shows; there is always a link to all of them.
const ROWS_MAX: usize = 1_000;

/// One resource in the asked format. `path` is its own; `make` its JSON.
pub(super) fn data_reply(
    asked: &Asked,
    format: Format,
    media_type: &'static str,
    resource: (&str, &str),
    make: impl FnOnce() -> Value,
) -> Response {
    match format {
        Format::Json => reply(asked, media_type, || Body::from(make().to_string())),
        Format::Html => reply(asked, HTML, || Body::from(render(asked, resource, &make()).into_string())),
    }
}

/// The page of a JSON value: its path and title, then what is in it.
pub(super) fn render(asked: &Asked, (path, title): (&str, &str), value: &Value) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let other = match asked.language {
        Language::Vietnamese => "en",
        Language::English => "vi",
    };
    let with = |name: &'static str, value: &str| {
        let kept = asked.pairs_without(&["f", "lang", name]);
        let mut pairs: Vec<(&str, String)> = kept.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        if name == "lang" {
            pairs.push(("f", "html".to_owned()));
        }
        pairs.push((name, value.to_owned()));
        asked.public_url.local(path, &pairs)
    };
    let body = html! {
        (breadcrumbs(asked, path))
        h1 { (title) }
        p.downloads { a href=(with("f", "json")) { "JSON" } " · " a href=(asked.public_url.local("/api/docs", &asked.language_pair().into_iter().collect::<Vec<_>>())) { (say("Mô tả giao diện", "About this interface")) } }
        @if let Value::Object(members) = value { (members_list(asked, members)) } @else { (cell(asked, value)) }
    };
    let frame =
        PageFrame { public_url: &asked.public_url, language: asked.language, title, other_language: Some(with("lang", other)) };
    page(&frame, &body)
}

/// The resources above this one that are resources themselves.
fn breadcrumbs(asked: &Asked, path: &str) -> Markup {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let collection = segments.get(2).filter(|_| segments.get(1) == Some(&"collections"));
    let above = std::iter::once(("/api".to_owned(), "API".to_owned()))
        .chain(collection.map(|_| ("/api/collections".to_owned(), heading("collections", asked.language))))
        .chain(collection.map(|name| (format!("/api/collections/{name}"), (*name).to_owned())));
    let pairs: Vec<(&str, String)> = std::iter::once(("f", "html".to_owned())).chain(asked.language_pair()).collect();
    html! {
        nav.muted aria-label=(words(asked.language, "Cấp trên", "Up")) {
            @for (address, name) in above.filter(|(address, _)| address != path) { a href=(asked.public_url.local(&address, &pairs)) { (name) } "›" }
        }
    }
}

fn members_list(asked: &Asked, members: &Map<String, Value>) -> Markup {
    let (long, short): (Vec<_>, Vec<_>) = members.iter().partition(|(_, value)| is_long(value));
    html! {
        dl { @for (name, value) in short { dt { (heading(name, asked.language)) } dd { (cell(asked, value)) } } }
        @for (name, value) in long {
            section {
                h2 { (heading(name, asked.language)) }
                @match value {
                    Value::Array(items) if name == "links" => (links(asked, items)),
                    Value::Array(items) => (table(asked, items)),
                    Value::Object(inner) => (members_list(asked, inner)),
                    other => (cell(asked, other)),
                }
            }
        }
    }
}

/// Whether a value needs a section of its own.
fn is_long(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(Value::is_object) || items.len() > 6,
        Value::Object(members) => members.len() > 3 || members.values().any(is_long),
        _ => false,
    }
}

fn links(asked: &Asked, items: &[Value]) -> Markup {
    let part = |item: &Value, name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    html! {
        ul {
            @for item in items {
                @let (href, rel, title) = (part(item, "href"), part(item, "rel"), part(item, "title"));
                @let shown = if title.is_empty() { rel.clone() } else { title.clone() };
                li {
                    @if item.get("templated").is_some() { code { (href) } } @else { a href=(local_page(asked, &href, &part(item, "type"))) { (shown) } }
                    " " span.muted { (rel) " · " (part(item, "type")) }
                }
            }
        }
    }
}

/// A link as a reader of pages wants it: our own JSON resources as pages.
fn local_page(asked: &Asked, href: &str, media_type: &str) -> String {
    let own = asked.public_url.absolute("/api", &[]);
    let is_json = matches!(media_type, "application/json" | "application/schema+json" | "application/geo+json");
    if !href.starts_with(&own) || !is_json || href.contains("f=") {
        return href.to_owned();
    }
    let separator = if href.contains('?') { '&' } else { '?' };
    let language = asked.language_pair().filter(|_| !href.contains("lang=")).map(|(_, code)| format!("&lang={code}"));
    format!("{href}{separator}f=html{}", language.unwrap_or_default())
}

fn table(asked: &Asked, items: &[Value]) -> Markup {
    if !items.iter().all(Value::is_object) {
        return html! { ul { @for item in items.iter().take(ROWS_MAX) { li { (cell(asked, item)) } } } };
    }
    let rows: Vec<Map<String, Value>> = items.iter().take(ROWS_MAX).filter_map(flattened).collect();
    let mut columns: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(Map::keys) {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    html! {
        div.wide tabindex="0" role="region" aria-label=(words(asked.language, "Bảng", "Table")) {
            table {
                thead { tr { @for column in &columns { th scope="col" { (heading(column, asked.language)) } } } }
                tbody { @for row in &rows { tr { @for column in &columns { td { (cell(asked, row.get(*column).unwrap_or(&Value::Null))) } } } } }
            }
        }
    }
}

/// A row: of a feature its identifier and properties.
fn flattened(item: &Value) -> Option<Map<String, Value>> {
    let members = item.as_object()?;
    let Some(Value::Object(properties)) = members.get("properties").filter(|_| members.contains_key("geometry")) else {
        return Some(members.clone());
    };
    let id = members.get("id").map(|id| ("id".to_owned(), id.clone()));
    Some(id.into_iter().chain(properties.clone()).collect())
}

fn cell(asked: &Asked, value: &Value) -> Markup {
    html! {
        @match value {
            Value::Null => "–",
            Value::Bool(true) => (words(asked.language, "có", "yes")),
            Value::Bool(false) => (words(asked.language, "không", "no")),
            // Years and other short whole numbers stand as they are.
            Value::Number(value) if value.as_i64().is_some_and(|value| value.abs() < 10_000) => (value.to_string()),
            Value::Number(value) => (value.as_f64().map_or_else(|| value.to_string(), |value| number(asked.language, value))),
            Value::String(text) if text.starts_with("http://") || text.starts_with("https://") => a href=(text) { (text) },
            Value::String(text) => (text),
            Value::Array(items) => @for (position, item) in items.iter().enumerate() { @if position > 0 { "; " } (cell(asked, item)) },
            Value::Object(members) if members.contains_key("coordinates") => (geometry(members)),
            Value::Object(members) if members.contains_key("full_name") => (members.get("full_name").map(|name| cell(asked, name)).unwrap_or_default()),
            Value::Object(members) => @for (position, (name, inner)) in members.iter().enumerate() { @if position > 0 { "; " } (heading(name, asked.language)) ": " (cell(asked, inner)) },
        }
    }
}

/// A geometry by its type, a point with its numbers.
fn geometry(members: &Map<String, Value>) -> Markup {
    let kind = members.get("type").and_then(Value::as_str).unwrap_or_default();
    let point = members.get("coordinates").filter(|_| kind == "Point").map(ToString::to_string);
    html! { (kind) " " (point.unwrap_or_default()) }
}
