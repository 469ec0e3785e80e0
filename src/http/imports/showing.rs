//! `GET /api/imports` and `GET /api/imports/{id}`.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::answering::told_import;
use super::import_json::{ensured, import_brief, told_of};
use super::standing::{readable_import, standing};
use crate::access::Principal;
use crate::domain::{Action, ImportState};
use crate::http::editing::{store_of, store_problem};
use crate::http::private_reply::private_answer;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::query::QueryError;

/// How many imports an answer has where nobody says so, and at most.
const LIMIT: usize = 50;
const LIMIT_MAX: usize = 500;
/// How many are read at a time.
const AT_A_TIME: u32 = 200;

/// `GET /api/imports`
pub(in crate::http) async fn list_imports(
    State(state): State<SharedState>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["state", "mine", "limit", "offset"]])?;
    let author = principal.require_somewhere(Action::Draft)?.author().to_owned();
    let codes: Vec<&str> = ImportState::ALL.iter().map(|state| state.code()).collect();
    let named = parameters.list("state")?.into_iter();
    let wanted = named.map(|code| code.parse::<ImportState>().map_err(|_| QueryError::not_in_list("state", code, &codes)));
    let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
    let only_mine = match parameters.single("mine")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(QueryError::not_in_list("mine", other, &["true", "false"]).into()),
    };
    let limit = parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT);
    let offset = parameters.number("offset", 0, usize::MAX)?.unwrap_or(0);
    let (mut page, mut matched, mut before) = (Vec::new(), 0_usize, None);
    loop {
        let imports = store_of(&state)?.imports(AT_A_TIME, before).await.map_err(store_problem)?;
        before = imports.last().map(|import| import.id);
        for import in imports {
            let is_wanted = wanted.is_empty() || wanted.contains(&import.state);
            if !is_wanted || (only_mine && import.author != author) {
                continue;
            }
            if let Some(standing) = standing(&state, &asked, &principal, import).await? {
                if matched >= offset && page.len() < limit {
                    let job = state.imports.rehearsals.at_hand(&standing.import);
                    let counts = told_of(&standing.import, job.as_deref())?.map(|told| told.summary.counts);
                    let mut line = import_brief(&standing.import);
                    line.insert("counts".to_owned(), json!(counts));
                    page.push(Value::Object(line));
                }
                matched += 1;
            }
        }
        if before.is_none() {
            break;
        }
    }
    let body = json!({"numberMatched": matched, "numberReturned": page.len(), "imports": page});
    Ok(private_answer(asked.language, StatusCode::OK, &body))
}

/// `GET /api/imports/{id}`
pub(in crate::http) async fn show_import(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    if standing.import.state == ImportState::Open {
        ensured(&state, &asked, &principal, &standing)?;
    }
    told_import(&state, &asked, &principal, &standing, StatusCode::OK).await
}
