//! The inner edge: what no handler may see is refused here, and every problem gets its body in the reader's language.
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::{Problem, ToldOnPage};
use super::request::{asked_language, wants_page};
use super::request_log::RequestId;
use super::state::SharedState;
use crate::domain::Message;

/// Longest address taken, in bytes.
pub(super) const ADDRESS_MAX: usize = 32 * 1024;

/// What an address takes that only reads.
const READING: [&str; 3] = ["GET", "HEAD", "OPTIONS"];

/// Runs the handler, unless the method or the address is refused, and writes the body of the problem, if there is one.
pub(super) async fn write_problems(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let language = asked_language(query, request.headers());
    let as_page = wants_page(query, request.headers());
    let request_id = request.extensions().get::<RequestId>().map(|RequestId(id)| id.clone()).unwrap_or_default();
    let method = request.method().clone();
    let address_length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());

    let is_reading = matches!(method, Method::GET | Method::HEAD | Method::OPTIONS);
    let has_route = request.extensions().get::<MatchedPath>().is_some();

    let response = if address_length > ADDRESS_MAX {
        Problem::uri_too_long(ADDRESS_MAX).into_response()
    } else if is_reading || has_route {
        // A route that does more than read says itself which methods it has.
        next.run(request).await
    } else {
        Problem::method_not_allowed(method.as_str(), &READING).into_response()
    };
    match problem_of(&response, &method) {
        Some(problem) => {
            let mut rendered = problem.render(&state.public_url, language, &request_id, as_page);
            // The outer edge logs the cause.
            rendered.extensions_mut().insert(problem);
            rendered
        }
        None => response,
    }
}

/// The problem a handler returned, or the one a bare status of the framework stands for.
fn problem_of(response: &Response, method: &Method) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    if response.extensions().get::<ToldOnPage>().is_some() {
        return None;
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(Problem::method_not_allowed(method.as_str(), &READING)),
        status if status.is_client_error() => {
            Some(Problem::not_found(Message::new("Không đọc được địa chỉ này.", "This address cannot be read.")))
        }
        status if status.is_server_error() => Some(Problem::internal(format!("bare status {status}"))),
        _ => None,
    }
}
