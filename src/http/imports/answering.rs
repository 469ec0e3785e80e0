//! The answer that tells of one import, with its version as tag.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::import_json::import_in_full;
use super::standing::Standing;
use crate::access::Principal;
use crate::http::private_reply::private_answer;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;

/// The whole import.
pub(super) async fn told_import(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    standing: &Standing,
    status: StatusCode,
) -> Result<Response, Problem> {
    let body = import_in_full(state, asked, principal, standing).await?;
    let mut answer = private_answer(asked.language, status, &body);
    let import = &standing.import;
    let location =
        (status == StatusCode::CREATED).then(|| asked.public_url.absolute(&format!("/api/imports/{}", import.id), &[]));
    let tag = Some(format!("\"i{}\"", import.version));
    for (name, value) in [(header::LOCATION, location), (header::ETAG, tag)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}
