//! `POST /api/imports`: a file comes, is written to the disk as it comes, and is kept where it is a table.
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::json;

use super::answering::told_import;
use super::import_problem::{import_problem, too_large};
use super::standing::{own_store, rights_of, standing};
use crate::access::{Principal, SignedIn};
use crate::domain::{Action, Message, RegionId, text};
use crate::http::editing::store_problem;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::importing::{FILE_MAX, ImportFailure, ReceivedFile, Receiving};
use crate::query::QueryError;
use crate::store::NewImport;

/// How long a client may take between two pieces of a file.
const PIECE_TIME: Duration = Duration::from_secs(30);
/// Longest name of a file, in characters.
const NAME_MAX: usize = 255;

/// `POST /api/imports`
pub(in crate::http) async fn upload_file(
    State(state): State<SharedState>,
    asked: Asked,
    principal: Principal,
    request: Request,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["file_name"]])?;
    let file_name = file_name(parameters.required("file_name")?)?;
    let signed_in = principal.require_somewhere(Action::Draft)?;
    let office = office_of(signed_in);
    let author = signed_in.author().to_owned();
    refuse_forms(&request)?;
    let said: Option<u64> = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if let Some(bytes) = said.filter(|bytes| *bytes > FILE_MAX) {
        return Err(too_large(bytes));
    }
    let _place = state.imports.place_for_an_upload().ok_or_else(|| import_problem(ImportFailure::Busy))?;
    let file = receive(request, &file_name).await?;
    let store = own_store(&state)?;
    let new = NewImport {
        author: author.clone(),
        file_name,
        file_sha256: file.sha256().to_owned(),
        file: file.path().to_owned(),
        office,
        settings: json!({}),
    };
    let import = store.begin_import(new).await.map_err(store_problem)?;
    let geography = asked.snapshot.geography();
    let rights = rights_of(&principal, geography);
    if let Err(failure) = state.imports.rehearsals.begin(&import, &author, &store, geography, &rights) {
        tracing::warn!(import = import.id, cause = %failure, "an import is rehearsed later");
    }
    let standing = standing(&state, &asked, &principal, import).await?;
    let standing = standing.ok_or_else(|| Problem::internal("an author may not see the new import"))?;
    told_import(&state, &asked, &principal, &standing, StatusCode::CREATED).await
}

/// The bytes, piece by piece; whatever goes wrong leaves nothing behind.
async fn receive(request: Request, file_name: &str) -> Result<ReceivedFile, Problem> {
    let mut receiving = Receiving::begin().map_err(import_problem)?;
    let mut pieces = request.into_body().into_data_stream();
    loop {
        let piece = tokio::time::timeout(PIECE_TIME, pieces.next()).await.map_err(|_| {
            let detail = Message::new("Tệp được gửi quá chậm.", "The file came too slowly.");
            Problem::new(ProblemCode::RequestTimeout, detail)
        })?;
        let Some(piece) = piece else { break };
        let piece = piece.map_err(|_| {
            let detail = Message::new("Kết nối bị ngắt giữa chừng.", "The connection broke off.");
            Problem::new(ProblemCode::InvalidBody, detail)
        })?;
        receiving.take(&piece).await.map_err(import_problem)?;
    }
    receiving.finish(file_name).await.map_err(import_problem)
}

/// The bytes of a file are wanted, not a form around them.
fn refuse_forms(request: &Request) -> Result<(), Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = ["multipart/", "application/x-www-form-urlencoded"].iter().any(|kind| given.trim().starts_with(kind));
    if !is_form {
        return Ok(());
    }
    Err(Problem::new(
        ProblemCode::UnsupportedMediaType,
        Message::new(
            "Hãy gửi chính nội dung tệp (application/octet-stream), không phải biểu mẫu.",
            "Send the bytes of the file themselves (application/octet-stream), not a form.",
        ),
    ))
}

/// The name without folders, composed and without control characters.
fn file_name(given: &str) -> Result<String, QueryError> {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = text::tidy(last).unwrap_or_default();
    if (1..=NAME_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    let reason = Message::new(
        format!("tên tệp phải có 1 đến {NAME_MAX} ký tự"),
        format!("the name of a file has 1 to {NAME_MAX} characters"),
    );
    Err(QueryError::invalid("file_name", reason))
}

/// The unit that somebody's highest role is for; `None` for the whole country.
fn office_of(signed_in: &SignedIn) -> Option<RegionId> {
    let drafting = signed_in.account.grants.iter().filter(|grant| grant.role().allows(Action::Draft));
    drafting.rev().max_by_key(|grant| grant.role()).and_then(|grant| grant.region())
}
