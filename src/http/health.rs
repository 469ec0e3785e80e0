//! `/healthz`, `/readyz` and `/metrics`: for whoever runs the server.
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use super::state::SharedState;

/// `GET /healthz`: the process answers.
pub(super) async fn report_alive() -> Response {
    plain(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: a snapshot is loaded.
pub(super) async fn report_ready(State(state): State<SharedState>) -> Response {
    match state.snapshot() {
        Some(snapshot) => plain(StatusCode::OK, &format!("ready, revision {}\n", snapshot.revision())),
        None => Problem::not_ready().into_response(),
    }
}

/// `GET /metrics`: Prometheus text.
pub(super) async fn report_metrics(State(state): State<SharedState>) -> Result<Response, Problem> {
    let text = state.metrics.text().map_err(Problem::internal)?;
    Ok(([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response())
}

fn plain(status: StatusCode, text: &str) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text.to_owned()).into_response()
}
