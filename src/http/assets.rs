//! The web app, embedded from `web/dist`: compressed when it was built; the compression layer leaves such answers alone.
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::page_layout::STYLESHEET;
use super::problem::Problem;
use super::request::{asked_language, weighted};
use crate::domain::{Language, Message};

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct WebApp;

/// `GET /`
pub(super) async fn show_app(request: Request) -> Response {
    match WebApp::get("index.html") {
        Some(file) => serve("index.html", file, request.headers()),
        None => without_app(&request),
    }
}

/// Everything that is no route: a file of the web app, or nothing.
pub(super) async fn show_asset(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path == "pages.css" {
        return stylesheet();
    }
    let is_compressed_twin = path.ends_with(".br") || path.ends_with(".gz");
    match WebApp::get(path).filter(|_| !is_compressed_twin) {
        Some(file) => serve(path, file, request.headers()),
        None => Problem::not_found(Message::new("Không có trang này.", "There is no such page.")).into_response(),
    }
}

fn serve(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()));
    let media_type = file.metadata.mimetype().to_owned();
    let (encoding, data) = compressed(path, file, headers);
    let is_current =
        headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|sent| sent.contains(&tag));
    let mut response = if is_current { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(data).into_response() };
    let answer = response.headers_mut();
    // Vite names the files under assets/ by their content, so they never change.
    let caching = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(value) = HeaderValue::from_str(&format!("W/{tag}")) {
        answer.insert(header::ETAG, value);
    }
    if !is_current {
        if let Ok(value) = HeaderValue::from_str(&with_charset(&media_type)) {
            answer.insert(header::CONTENT_TYPE, value);
        }
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    response
}

/// The smallest form the client takes.
fn compressed(path: &str, plain: EmbeddedFile, headers: &HeaderMap) -> (Option<&'static str>, Vec<u8>) {
    let accepted = weighted(headers, header::ACCEPT_ENCODING);
    let accepts = |coding: &str| accepted.iter().any(|(name, quality)| name == coding && *quality > 0.0);
    for (coding, extension) in [("br", "br"), ("gzip", "gz")] {
        if let Some(twin) = accepts(coding).then(|| WebApp::get(&format!("{path}.{extension}"))).flatten() {
            return (Some(coding), twin.data.into_owned());
        }
    }
    (None, plain.data.into_owned())
}

fn with_charset(media_type: &str) -> String {
    if media_type.starts_with("text/") { format!("{media_type}; charset=utf-8") } else { media_type.to_owned() }
}

fn stylesheet() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, STYLESHEET).into_response()
}

/// A program built without the web app still has the plain list.
fn without_app(request: &Request) -> Response {
    let language = asked_language(request.uri().query().unwrap_or_default(), request.headers());
    let target = match language {
        Language::Vietnamese => "api/collections/sites/items?f=html",
        Language::English => "api/collections/sites/items?f=html&lang=en",
    };
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response()
}

fn hex(hash: &[u8; 32]) -> String {
    hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
