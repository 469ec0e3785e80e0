//! Files of an import to take away: the file as it came.
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::import_problem::{disk_problem, unknown_import};
use super::standing::{own_store, readable_import};
use crate::access::Principal;
use crate::domain::Language;
use crate::http::editing::store_problem;
use crate::http::export_body::from_file;
use crate::http::private_reply::private_body;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;

/// The media type of a file whose kind is told by its content.
const BYTES: &str = "application/octet-stream";

/// `GET /api/imports/{id}/file`
pub(in crate::http) async fn download_file(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let place = tempfile::Builder::new().prefix("agriatlas-import-").tempfile().map_err(disk_problem)?;
    let import = &standing.import;
    let is_kept = own_store(&state)?.write_import_file(&import.file_sha256, place.path()).await.map_err(store_problem)?;
    if !is_kept {
        return Err(unknown_import(id));
    }
    attachment(asked.language, BYTES, &import.file_name, place.reopen().map_err(disk_problem)?)
}

/// A file to be saved under this name. The open file outlives its name on the disk, so nothing is left behind.
fn attachment(language: Language, media_type: &'static str, name: &str, file: std::fs::File) -> Result<Response, Problem> {
    let length = file.metadata().map_err(disk_problem)?.len();
    let mut answer = private_body(language, media_type, from_file(file));
    let named = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.extend(HeaderValue::from_str(&named).ok().map(|named| (header::CONTENT_DISPOSITION, named)));
    Ok(answer)
}
