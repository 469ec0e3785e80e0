//! Answers about whoever is signed in: never stored by anybody on the way.
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde_json::Value;

use super::reply::{HTML, JSON};
use super::visitor::Visitor;
use crate::domain::Language;

/// JSON for one reader.
pub(super) fn private_json(visitor: &Visitor, status: StatusCode, body: &Value) -> Response {
    private_answer(visitor.language, status, body)
}

/// The same where only the reader's language is known.
pub(super) fn private_answer(language: Language, status: StatusCode, body: &Value) -> Response {
    private(language, (status, [(header::CONTENT_TYPE, JSON)], body.to_string()).into_response())
}

/// A page for one reader.
pub(super) fn private_page(visitor: &Visitor, status: StatusCode, page: Markup) -> Response {
    private(visitor.language, (status, [(header::CONTENT_TYPE, HTML)], page.into_string()).into_response())
}

/// Nothing to say but that it is done.
pub(super) fn done(visitor: &Visitor) -> Response {
    private_empty(visitor.language)
}

/// The same where only the reader's language is known.
pub(super) fn private_empty(language: Language) -> Response {
    private(language, StatusCode::NO_CONTENT.into_response())
}

/// A body of another type for one reader.
pub(super) fn private_body(language: Language, media_type: &'static str, body: Body) -> Response {
    private(language, (StatusCode::OK, [(header::CONTENT_TYPE, media_type)], body).into_response())
}

/// On to another page of ours.
pub(super) fn see(visitor: &Visitor, address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    private(visitor.language, response)
}

fn private(language: Language, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language, authorization, cookie"));
    response
}
