//! Bodies of requests: of a bounded size and time, JSON or a form, with every member known.
use std::collections::BTreeMap;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::{Problem, ProblemCode};
use super::state::SharedState;
use crate::domain::Message;

/// Most bytes of a body that is not a file.
pub(super) const BODY_MAX: usize = 16 * 1024;
/// How long a client may take to send it.
const BODY_TIME: Duration = Duration::from_secs(20);

/// A body of JSON, at most 16 KiB.
pub(super) struct JsonBody<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<SharedState> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &SharedState) -> Result<Self, Problem> {
        require_type(&request, &["application/json"])?;
        let bytes = read(request.into_body(), BODY_MAX).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| unusable(&error))
    }
}

/// Any JSON of one of these media types, of at most so many bytes.
pub(super) async fn json_value(request: Request, types: &[&str], most: usize) -> Result<Value, Problem> {
    require_type(&request, types)?;
    let bytes = read(request.into_body(), most).await?;
    serde_json::from_slice(&bytes).map_err(|error| unusable(&error))
}

fn unusable(error: &serde_json::Error) -> Problem {
    Problem::new(
        ProblemCode::InvalidBody,
        Message::new(format!("Nội dung JSON không dùng được: {error}."), format!("The JSON body cannot be used: {error}.")),
    )
}

/// The fields of a form, at most 16 KiB; each once.
pub(super) async fn form_fields(request: Request) -> Result<BTreeMap<String, String>, Problem> {
    require_type(&request, &["application/x-www-form-urlencoded"])?;
    let bytes = read(request.into_body(), BODY_MAX).await?;
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(&bytes).into_owned() {
        if fields.insert(name.clone(), value).is_some() {
            return Err(Problem::new(
                ProblemCode::InvalidBody,
                Message::new(format!("Trường {name} bị lặp."), format!("Field {name} is repeated.")),
            ));
        }
    }
    Ok(fields)
}

fn require_type(request: &Request, wanted: &[&str]) -> Result<(), Problem> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim();
    if wanted.iter().any(|wanted| given.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    let wanted = wanted.join(", ");
    Err(Problem::new(
        ProblemCode::UnsupportedMediaType,
        Message::new(format!("Chỉ nhận {wanted} (Content-Type)."), format!("Only {wanted} is taken (Content-Type).")),
    ))
}

/// The whole body.
async fn read(body: Body, most: usize) -> Result<Bytes, Problem> {
    let read = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, most)).await;
    let read = read.map_err(|_| {
        Problem::new(
            ProblemCode::RequestTimeout,
            Message::new("Nội dung gửi lên quá chậm.", "The body of the request came too slowly."),
        )
    })?;
    read.map_err(|_| {
        Problem::new(
            ProblemCode::BodyTooLarge,
            Message::new(format!("Nội dung gửi lên quá {most} byte."), format!("The body exceeds {most} bytes.")),
        )
    })
}
