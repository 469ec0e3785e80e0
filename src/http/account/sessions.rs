//! `/api/account/sessions`: where one is signed in, and signing out elsewhere or everywhere.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::session::access;
use crate::access::Principal;
use crate::domain::Message;
use crate::http::access_problem::access_problem;
use crate::http::private_reply::{done, private_json};
use crate::http::problem::Problem;
use crate::http::session_cookie::without_session;
use crate::http::state::SharedState;
use crate::http::visitor::Visitor;

/// `GET /api/account/sessions`
pub(in crate::http) async fn list_sessions(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    let sessions = access(&state)?.sessions_of(signed_in).await.map_err(access_problem)?;
    let written = sessions.iter().map(|session| {
        json!({
            "id": session.id.to_string(),
            "is_current": signed_in.session() == Some(session.id),
            "client": session.client,
            "method": session.method,
            "created_at": session.created_at,
            "last_seen_at": session.last_seen_at,
            "expires_at": session.idle_expires_at,
        })
    });
    Ok(private_json(&visitor, StatusCode::OK, &json!({"sessions": written.collect::<Vec<Value>>()})))
}

/// `DELETE /api/account/sessions`
pub(in crate::http) async fn end_sessions(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    access(&state)?.end_sessions(signed_in, &visitor.client).await.map_err(access_problem)?;
    Ok(without_session(done(&visitor)))
}

/// `DELETE /api/account/sessions/{id}`
pub(in crate::http) async fn end_session(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    let id = identifier(&id)?;
    access(&state)?.end_session(signed_in, id, &visitor.client).await.map_err(access_problem)?;
    let answer = done(&visitor);
    Ok(if signed_in.session() == Some(id) { without_session(answer) } else { answer })
}

/// The identifier of a session or token; anything else names nothing.
pub(super) fn identifier(text: &str) -> Result<Uuid, Problem> {
    let unknown =
        |_| Problem::not_found(Message::new("Không có mục này trong tài khoản của bạn.", "Your account has no such entry."));
    text.parse().map_err(unknown)
}
