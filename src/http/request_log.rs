//! The outer edge: a request id, one structured log line and the metrics of every request.
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::problem::Problem;
use super::state::SharedState;

/// The header that names a request in answers and logs.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names a request; handlers find it among the request's extensions.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

impl RequestId {
    /// A new one.
    pub(super) fn new() -> Self {
        Self(uuid::Uuid::new_v4().simple().to_string())
    }
}

/// Wraps every request. The query is not logged: it may say where somebody is.
pub(super) async fn log_request(State(state): State<SharedState>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let RequestId(request_id) = RequestId::new();
    request.extensions_mut().insert(RequestId(request_id.clone()));
    let method = method_label(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();

    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, duration) = (response.status().as_u16(), started.elapsed());
    let duration_ms = duration.as_secs_f64() * 1_000.0;
    state.metrics.requested(&route, method, status, duration);
    match response.extensions().get::<Problem>().and_then(|problem| problem.cause.clone()) {
        Some(cause) => tracing::error!(request_id, method, route, status, duration_ms, %cause, "request failed"),
        None => tracing::info!(request_id, method, route, status, duration_ms, "request"),
    }
    response
}

/// The method as a label: a closed list, as a client may send any word.
fn method_label(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}
