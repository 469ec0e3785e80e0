//! The edge: request id, one structured log line a request, its metrics, and the body of every problem.
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::problem::{Problem, ProblemCode};
use super::request::{asked_language, prefers_page};
use super::state::SharedState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest address taken, in bytes.
pub(super) const ADDRESS_MAX: usize = 32 * 1024;

/// Wraps every request. The query is not logged: it may say where somebody is.
pub(super) async fn log_request(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let request_id = uuid::Uuid::new_v4().simple().to_string();
    let method = request.method().clone();
    let language = asked_language(request.uri().query().unwrap_or_default(), request.headers());
    let as_page = prefers_page(request.headers());
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let address_length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());

    let is_read = matches!(method, Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response = if address_length > ADDRESS_MAX {
        axum::response::IntoResponse::into_response(Problem::uri_too_long(ADDRESS_MAX))
    } else if is_read {
        next.run(request).await
    } else {
        axum::response::IntoResponse::into_response(method_not_allowed(&method))
    };
    let mut cause = None;
    if let Some(problem) = problem_of(&response) {
        cause = problem.cause.clone();
        response = problem.render(&state.public_url, language, &request_id, as_page);
    }
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, duration) = (response.status().as_u16(), started.elapsed());
    let duration_ms = duration.as_secs_f64() * 1_000.0;
    state.metrics.requested(&route, method.as_str(), status, duration);
    match cause {
        Some(cause) => tracing::error!(request_id, %method, route, status, duration_ms, %cause, "request failed"),
        None => tracing::info!(request_id, %method, route, status, duration_ms, "request"),
    }
    response
}

/// The problem a handler returned, or the one a bare status of the framework stands for.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(method_not_allowed(&Method::GET)),
        status if status.is_client_error() => {
            Some(Problem::not_found(crate::domain::Message::new("Không đọc được địa chỉ này.", "This address cannot be read.")))
        }
        status if status.is_server_error() => Some(Problem::internal(format!("bare status {status}"))),
        _ => None,
    }
}

fn method_not_allowed(method: &Method) -> Problem {
    let detail = crate::domain::Message::new(
        format!("Không dùng được phương thức {method} ở đây. Được phép: GET, HEAD, OPTIONS."),
        format!("Method {method} is not allowed here. Allowed: GET, HEAD, OPTIONS."),
    );
    Problem::new(ProblemCode::MethodNotAllowed, detail)
}
