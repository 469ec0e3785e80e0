//! Answers made from the snapshot: JSON or pages, with the revision as ETag and 304 for who has it already.
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::request::Asked;
use crate::domain::local_time;
use crate::geography::Crs;

/// Header of OGC API Features Part 2.
pub(super) const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
pub(super) const GEOJSON: &str = "application/geo+json";
pub(super) const JSON: &str = "application/json";
/// A JSON Schema.
pub(super) const SCHEMA: &str = "application/schema+json";
/// An OpenAPI 3.0 document.
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
/// A feed of news.
pub(super) const ATOM: &str = "application/atom+xml; charset=utf-8";
pub(super) const CSV: &str = "text/csv; charset=utf-8";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(super) const MVT: &str = "application/vnd.mapbox-vector-tile";
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// An answer of this media type, unless the client has it already. `body` is only made when it is sent.
pub(super) fn reply(asked: &Asked, media_type: &'static str, body: impl FnOnce() -> Body) -> Response {
    reply_if_any(asked, media_type, || Some(body()))
}

/// The same where there may be nothing to send: 204, without a tag, so that 304 is said only of what was sent once.
pub(super) fn reply_if_any(asked: &Asked, media_type: &'static str, body: impl FnOnce() -> Option<Body>) -> Response {
    let tag = entity_tag(asked, media_type);
    let mut response = if has_current(&asked.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match body() {
            Some(body) => ([(header::CONTENT_TYPE, media_type)], body).into_response(),
            None => StatusCode::NO_CONTENT.into_response(),
        }
    };
    let is_tagged = response.status() != StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    if let (Ok(tag), true) = (HeaderValue::from_str(&tag), is_tagged) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(asked.language.code()));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

/// Whether the client has this answer already.
pub(super) fn is_known(asked: &Asked, media_type: &str) -> bool {
    has_current(&asked.headers, &entity_tag(asked, media_type))
}

/// The answer, saying in which coordinate system its coordinates are.
pub(super) fn in_system(mut answer: Response, crs: Crs) -> Response {
    if let Ok(system) = HeaderValue::from_str(&format!("<{}>", crs.uri())) {
        answer.headers_mut().insert(CONTENT_CRS, system);
    }
    answer
}

/// The time of an answer, to the second.
pub(super) fn time_stamp() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Weak, because the compressed forms of an answer share it. Names what an answer depends on beside its address: the revision
/// being served and the database, the program's version, format and language, the public address of its links, the day, which is
/// the default of `at`, and of a past state also its own revision and what it was asked by.
fn entity_tag(asked: &Asked, media_type: &str) -> String {
    let snapshot = &asked.snapshot;
    let database = snapshot.inventory_id().get(..8).unwrap_or_default();
    let format = match media_type {
        HTML => "page",
        CSV => "csv",
        XLSX => "xlsx",
        _ => "data",
    };
    let (version, language) = (env!("CARGO_PKG_VERSION"), asked.language.code());
    let (links, day) = (asked.public_url.mark(), local_time::day_of(Timestamp::now()));
    let past = asked.as_of.map(|as_of| format!("-{as_of}.{}", snapshot.revision())).unwrap_or_default();
    format!("W/\"{}-{database}-{version}-{format}-{language}-{links}-{day}{past}\"", snapshot.told_from())
}

fn has_current(headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let sent = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    sent.flat_map(|value| value.split(',')).any(|candidate| candidate.trim() == "*" || opaque(candidate) == opaque(tag))
}
