//! Committing an import, accepting all of its proposals, and giving it up.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::answering::told_import;
use super::import_problem::{import_problem, not_rehearsed};
use super::standing::{Standing, may_publish, own_store, readable_import, rights_of};
use crate::access::Principal;
use crate::domain::{Import, ImportReach, ImportState, Message};
use crate::http::editing::store_problem;
use crate::http::private_reply::private_empty;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::request_body::JsonBody;
use crate::http::state::SharedState;
use crate::importing::{CommitWish, Committing, ImportFailure, accept_all};
use crate::query::QueryError;
use crate::store::{Commit, ImportChange, StoreError};

/// Longest reason or comment, in characters.
const WORDS_MAX: usize = 2_000;

/// What `POST /api/imports/{id}/commit` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct CommitBody {
    reach: Option<ImportReach>,
    reason: Option<String>,
    remember: Option<bool>,
}

/// What `POST /api/imports/{id}/accept` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct AcceptBody {
    comment: Option<String>,
}

/// `POST /api/imports/{id}/commit`
pub(in crate::http) async fn commit_import(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
    JsonBody(body): JsonBody<CommitBody>,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    standing.require_writer()?;
    let reason = words("reason", body.reason)?;
    let seen = standing.seen(&asked, reason.clone())?;
    let import = standing.import.clone();
    if import.state != ImportState::Open {
        return Err(store_problem(StoreError::ImportDecided { id: import.id, state: import.state }));
    }
    let job = state.imports.rehearsals.at_hand(&import).ok_or_else(not_rehearsed)?;
    let geography = asked.snapshot.geography().clone();
    let committing = Committing {
        rehearsals: state.imports.rehearsals.clone(),
        store: own_store(&state)?,
        rights: rights_of(&principal, &geography),
        geography,
        import,
        wish: CommitWish {
            actor: standing.actor.clone(),
            version: seen.version,
            reach: body.reach,
            reason,
            remember: body.remember.unwrap_or(true),
        },
    };
    // To its end, whether or not somebody waits for the answer.
    let done = tokio::spawn(async move { committing.commit(&job).await }).await.map_err(Problem::internal)?;
    finish(&state, &asked, &principal, standing, done).await
}

/// `POST /api/imports/{id}/accept`
pub(in crate::http) async fn accept_import(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
    JsonBody(body): JsonBody<AcceptBody>,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let seen = standing.seen(&asked, words("comment", body.comment)?)?;
    let import = standing.import.clone();
    if import.state != ImportState::Committed {
        return Err(store_problem(StoreError::ImportDecided { id: import.id, state: import.state }));
    }
    let store = own_store(&state)?;
    let may = may_publish(&principal, asked.snapshot.geography());
    let work = tokio::spawn(async move { accept_all(&store, &import, &seen, &may).await });
    let done = work.await.map_err(Problem::internal)?;
    finish(&state, &asked, &principal, standing, done).await
}

/// `DELETE /api/imports/{id}`
pub(in crate::http) async fn discard_import(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    standing.require_owner()?;
    let seen = standing.seen(&asked, None)?;
    own_store(&state)?.change_import(seen, ImportChange::Discard).await.map_err(store_problem)?;
    state.imports.rehearsals.forget(standing.import.id);
    Ok(private_empty(asked.language))
}

/// Tells of the import once everybody sees what it wrote.
pub(super) async fn finish(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    standing: Standing,
    done: Result<(Commit, Import), ImportFailure>,
) -> Result<Response, Problem> {
    let (commit, import) = done.map_err(import_problem)?;
    state.served(commit.revision).await;
    let now = super::standing::standing(state, asked, principal, import.clone()).await?;
    let standing = now.unwrap_or(Standing { import, ..standing });
    told_import(state, asked, principal, &standing, StatusCode::OK).await
}

/// What somebody says with a step.
pub(super) fn words(member: &str, given: Option<String>) -> Result<Option<String>, QueryError> {
    let words = given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if words.as_ref().is_some_and(|text| text.chars().count() > WORDS_MAX) {
        let reason = Message::new(format!("dài quá {WORDS_MAX} ký tự"), format!("longer than {WORDS_MAX} characters"));
        return Err(QueryError::invalid(member, reason));
    }
    Ok(words)
}
