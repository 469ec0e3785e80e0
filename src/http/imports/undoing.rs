//! `GET` and `POST /api/imports/{id}/undo`: what taking an import back would do, and doing it.
use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::committing::{finish, words};
use super::import_problem::import_problem;
use super::standing::{Standing, may_publish, own_store, readable_import};
use crate::access::Principal;
use crate::domain::{ImportState, Message, SiteId};
use crate::http::editing::store_problem;
use crate::http::private_reply::private_answer;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::request_body::json_value;
use crate::http::state::SharedState;
use crate::importing::{UndoEdit, UndoEffect, UndoPlan, UndoSite, plan_undo, undo};
use crate::store::StoreError;

/// Most bytes of a wish: every site of the longest file by its identifier.
const BODY_MAX: usize = 8 * 1024 * 1024;

/// What `POST /api/imports/{id}/undo` takes.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UndoBody {
    revert: BTreeSet<SiteId>,
    reason: Option<String>,
}

/// `GET /api/imports/{id}/undo`
pub(in crate::http) async fn show_undo(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    require_decided(&standing)?;
    let store = own_store(&state)?;
    let plan = plan_undo(&store, &standing.import, &BTreeSet::new()).await.map_err(import_problem)?;
    Ok(private_answer(asked.language, StatusCode::OK, &plan_json(&plan)))
}

/// `POST /api/imports/{id}/undo`
pub(in crate::http) async fn undo_import(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
    request: axum::extract::Request,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let body = json_value(request, &["application/json"], BODY_MAX).await?;
    let body: UndoBody = serde_json::from_value(body).map_err(|error| {
        let detail =
            Message::new(format!("Nội dung JSON không dùng được: {error}."), format!("The JSON body cannot be used: {error}."));
        Problem::new(ProblemCode::InvalidBody, detail)
    })?;
    let seen = standing.seen(&asked, words("reason", body.reason)?)?;
    require_decided(&standing)?;
    if !standing.is_writer && !standing.reviews_all(&principal) {
        let detail = Message::new(
            "Chỉ người duyệt ở mọi nơi có điểm của lần nhập này mới được hoàn tác.",
            "Only who reviews wherever a site of this import is may take it back.",
        );
        return Err(Problem::new(ProblemCode::Forbidden, detail));
    }
    let (store, import) = (own_store(&state)?, standing.import.clone());
    let may = may_publish(&principal, asked.snapshot.geography());
    let work = tokio::spawn(async move { undo(&store, &import, &seen, &body.revert, &may).await });
    let done = work.await.map_err(Problem::internal)?;
    finish(&state, &asked, &principal, standing, done).await
}

/// Only what was committed can be taken back.
fn require_decided(standing: &Standing) -> Result<(), Problem> {
    let import = &standing.import;
    match import.state {
        ImportState::Committed | ImportState::Undone => Ok(()),
        ImportState::Open | ImportState::Discarded => {
            Err(store_problem(StoreError::ImportDecided { id: import.id, state: import.state }))
        }
    }
}

fn plan_json(plan: &UndoPlan) -> Value {
    let sites: Vec<Value> = plan.sites.iter().map(site_json).collect();
    json!({
        "sites": sites,
        "counts": {
            "withdraw": plan.count(UndoEffect::Withdraw),
            "revert": plan.count(UndoEffect::Revert),
            "keep": plan.count(UndoEffect::Keep),
            "nothing": plan.count(UndoEffect::Nothing),
            "proposals": plan.abandon.len(),
        },
    })
}

fn site_json(site: &UndoSite) -> Value {
    json!({
        "site": site.site,
        "name": site.name,
        "operation": site.operation,
        "does": site.effect.code(),
        "why": site.reason.map(|reason| reason.code()),
        "edits": site.edits.iter().map(edit_json).collect::<Vec<_>>(),
    })
}

fn edit_json(edit: &UndoEdit) -> Value {
    json!({
        "revision": edit.revision,
        "author": edit.author,
        "changed_at": edit.changed_at,
        "fields": edit.fields,
    })
}
