//! `/api/session`: sign in, who am I, sign out; and `/api/account/password`.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::account_json::session_json;
use crate::access::{Access, AccessError, Opened, Principal};
use crate::domain::Message;
use crate::http::access_problem::access_problem;
use crate::http::principal::{Use, identify, made_elsewhere};
use crate::http::private_reply::{done, private_json};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request_body::JsonBody;
use crate::http::same_origin::{MadeBy, made_by};
use crate::http::session_cookie::{session_token, with_session, without_session};
use crate::http::state::SharedState;
use crate::http::visitor::Visitor;

/// What `POST /api/session` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Credentials {
    username: String,
    password: String,
}

/// What `PUT /api/account/password` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct PasswordChange {
    current_password: String,
    new_password: String,
}

/// `POST /api/session`
pub(in crate::http) async fn sign_in(
    State(state): State<SharedState>,
    visitor: Visitor,
    JsonBody(credentials): JsonBody<Credentials>,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    if made_by(&visitor.headers, &state.public_url) == MadeBy::Others {
        return Err(made_elsewhere(&state));
    }
    let opened = open_session(&state, &visitor, &credentials.username, &credentials.password).await?;
    let principal = Principal::SignedIn(Box::new(opened.signed_in));
    let body = session_json(&state, &principal, visitor.language);
    Ok(with_session(private_json(&visitor, StatusCode::CREATED, &body), &opened.token))
}

/// Opens a session, where the browser would keep its cookie.
pub(super) async fn open_session(
    state: &SharedState,
    visitor: &Visitor,
    username: &str,
    password: &str,
) -> Result<Opened, Problem> {
    if !state.public_url.keeps_secure_cookies() {
        return Err(https_needed(state));
    }
    let access = state.access().ok_or_else(|| access_problem(AccessError::NoAccounts))?;
    let before = session_token(&visitor.headers);
    access.sign_in(username, password, &visitor.client, before.as_ref()).await.map_err(access_problem)
}

/// Without TLS a password could be read on the way, and browsers drop the cookie.
pub(super) fn https_needed(state: &SharedState) -> Problem {
    let origin = state.public_url.origin();
    Problem::new(
        ProblemCode::HttpsNeeded,
        Message::new(
            format!(
                "Chỉ đăng nhập được qua HTTPS, còn địa chỉ công khai của máy chủ là {origin}. Quản trị viên cần đặt proxy TLS và AGRIATLAS_PUBLIC_URL=https://…"
            ),
            format!(
                "Signing in needs HTTPS, and the public address of this server is {origin}. An administrator puts a TLS proxy before it and sets AGRIATLAS_PUBLIC_URL=https://…"
            ),
        ),
    )
}

/// Who signs people in; there is somebody signed in, so there is one.
pub(super) fn access(state: &SharedState) -> Result<&Access, Problem> {
    state.access().ok_or_else(|| access_problem(AccessError::NoAccounts))
}

/// `GET /api/session`
pub(in crate::http) async fn show_session(State(state): State<SharedState>, visitor: Visitor) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let principal = identify(&visitor.headers, &state, Use::LeavesAsItIs).await?;
    Ok(private_json(&visitor, StatusCode::OK, &session_json(&state, &principal, visitor.language)))
}

/// `DELETE /api/session`
pub(in crate::http) async fn sign_out(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    if principal.signed_in().is_some() {
        let signed_in = principal.require_session()?;
        access(&state)?.sign_out(signed_in, &visitor.client).await.map_err(access_problem)?;
    }
    Ok(without_session(done(&visitor)))
}

/// `PUT /api/account/password`
pub(in crate::http) async fn change_password(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
    JsonBody(change): JsonBody<PasswordChange>,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    let changed = access(&state)?.change_password(signed_in, &change.current_password, &change.new_password, &visitor.client);
    changed.await.map_err(access_problem)?;
    Ok(done(&visitor))
}
