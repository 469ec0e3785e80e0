//! `PATCH /api/imports/{id}`: more is said of a file, or it is shared; then it is rehearsed anew.
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::answering::told_import;
use super::import_problem::import_problem;
use super::standing::{Standing, own_store, readable_import, rights_of};
use crate::access::{AccessError, Principal};
use crate::domain::{Message, Username};
use crate::http::access_problem::access_problem;
use crate::http::editing::store_problem;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::request_body::json_value;
use crate::http::state::SharedState;
use crate::importing::{RehearsalJob, Said, apply};
use crate::ingest::rehearsal::ImportSettings;
use crate::query::QueryError;
use crate::store::ImportChange;

/// Most bytes of what is said at once.
const SAID_MAX: usize = 4 * 1024 * 1024;
/// With how many colleagues an import is shared at most.
const SHARED_MAX: usize = 50;

/// `PATCH /api/imports/{id}`
pub(in crate::http) async fn say_more(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
    request: Request,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    standing.require_writer()?;
    let seen = standing.seen(&asked, None)?;
    let body = json_value(request, &["application/json", "application/merge-patch+json"], SAID_MAX).await?;
    let mut said: Said = serde_json::from_value(body).map_err(|error| {
        let detail =
            Message::new(format!("Nội dung JSON không dùng được: {error}."), format!("The JSON body cannot be used: {error}."));
        Problem::new(ProblemCode::InvalidBody, detail)
    })?;
    let store = own_store(&state)?;
    let (import, is_read_anew) = match said.share.take() {
        Some(_) if said.is_of_the_file() => {
            let reason = Message::new("hãy gửi riêng", "send it by itself");
            return Err(QueryError::invalid("share", reason).into());
        }
        Some(names) => {
            standing.require_owner()?;
            let names = colleagues(&state, names).await?;
            (store.change_import(seen, ImportChange::Share(names)).await.map_err(store_problem)?, false)
        }
        None => {
            let settings = said_so(&state, &asked, &standing, said).await?;
            (store.change_import(seen, ImportChange::Settings(settings)).await.map_err(store_problem)?, true)
        }
    };
    let standing = Standing { import, ..standing };
    if is_read_anew {
        let geography = asked.snapshot.geography();
        let rights = rights_of(&principal, geography);
        let rehearsals = &state.imports.rehearsals;
        rehearsals.begin(&standing.import, &standing.actor, &store, geography, &rights).map_err(import_problem)?;
    }
    told_import(&state, &asked, &principal, &standing, StatusCode::OK).await
}

/// The settings with what is said now.
async fn said_so(state: &SharedState, asked: &Asked, standing: &Standing, said: Said) -> Result<Value, Problem> {
    let mut settings: ImportSettings = serde_json::from_value(standing.import.settings.clone()).map_err(Problem::internal)?;
    let job = state.imports.rehearsals.at_hand(&standing.import);
    let rehearsed = job.as_deref().and_then(RehearsalJob::rehearsed);
    let snapshot = std::sync::Arc::clone(&asked.snapshot);
    let applying = tokio::task::spawn_blocking(move || {
        apply(&mut settings, said, snapshot.vocabulary(), rehearsed.as_deref())?;
        Ok(settings)
    });
    let settings = applying.await.map_err(Problem::internal)?.map_err(import_problem)?;
    serde_json::to_value(settings).map_err(Problem::internal)
}

/// Names of accounts that there are, each once.
async fn colleagues(state: &SharedState, names: Vec<String>) -> Result<Vec<String>, Problem> {
    if names.len() > SHARED_MAX {
        let reason = Message::new(format!("nhiều hơn {SHARED_MAX} người"), format!("more than {SHARED_MAX} people"));
        return Err(QueryError::invalid("share", reason).into());
    }
    let mut known: Vec<String> = Vec::new();
    for name in names {
        let name: Username = name.trim().parse().map_err(|reason| QueryError::invalid("share", reason))?;
        let access = state.access().ok_or_else(|| Problem::internal("this server has no accounts"))?;
        match access.account_named(&name).await {
            Ok(_) if known.iter().any(|other| other == name.as_str()) => {}
            Ok(_) => known.push(name.as_str().to_owned()),
            Err(AccessError::Unknown(reason)) => return Err(QueryError::invalid("share", reason).into()),
            Err(error) => return Err(access_problem(error)),
        }
    }
    Ok(known)
}
