//! `/api/account/tokens`: what programs sign in with; the secret is shown once, when the token is made.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::session::access;
use super::sessions::identifier;
use crate::access::{NewToken, Principal};
use crate::domain::TokenScope;
use crate::http::access_problem::access_problem;
use crate::http::private_reply::{done, private_json};
use crate::http::problem::Problem;
use crate::http::request_body::JsonBody;
use crate::http::state::SharedState;
use crate::http::visitor::Visitor;
use crate::store::ApiToken;

/// For how many days a token is made where nobody says so.
pub(super) const DAYS: u16 = 90;

/// What `POST /api/account/tokens` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct TokenWish {
    name: String,
    scope: TokenScope,
    #[serde(default = "days")]
    days: u16,
}

fn days() -> u16 {
    DAYS
}

/// `GET /api/account/tokens`
pub(in crate::http) async fn list_tokens(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    let tokens = access(&state)?.api_tokens_of(signed_in.account.id).await.map_err(access_problem)?;
    let written: Vec<Value> = tokens.iter().map(token_json).collect();
    Ok(private_json(&visitor, StatusCode::OK, &json!({"tokens": written})))
}

/// `POST /api/account/tokens`
pub(in crate::http) async fn make_token(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
    JsonBody(wish): JsonBody<TokenWish>,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    let new = NewToken { name: wish.name, scope: wish.scope, days: wish.days };
    let (secret, token) = access(&state)?.make_own_token(signed_in, new, &visitor.client).await.map_err(access_problem)?;
    let mut body = token_json(&token);
    if let Some(members) = body.as_object_mut() {
        members.insert("token".to_owned(), json!(secret.reveal()));
    }
    Ok(private_json(&visitor, StatusCode::CREATED, &body))
}

/// `DELETE /api/account/tokens/{id}`
pub(in crate::http) async fn revoke_token(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let signed_in = principal.require_session()?;
    access(&state)?.revoke_own_token(signed_in, identifier(&id)?, &visitor.client).await.map_err(access_problem)?;
    Ok(done(&visitor))
}

fn token_json(token: &ApiToken) -> Value {
    json!({
        "id": token.id.to_string(),
        "name": token.name,
        "scope": token.scope,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
        "revoked_at": token.revoked_at,
    })
}
