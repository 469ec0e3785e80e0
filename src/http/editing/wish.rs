//! What comes with a change: the parameters `state`, `check` and `reason`, and the body as JSON.
use axum::extract::Request;
use serde_json::Value;

use super::rights::Reach;
use crate::domain::Message;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::request_body::json_value;
use crate::query::QueryError;

/// The parameters of a change.
pub(super) const PARAMETERS: &[&str] = &["state", "check"];
/// Those of a change without a body.
pub(super) const BODYLESS_PARAMETERS: &[&str] = &["state", "check", "reason"];
/// Most bytes of a Feature: every text at its longest in three bytes a letter, and then some.
const FEATURE_MAX: usize = 256 * 1024;
/// Longest reason, in characters.
const REASON_MAX: usize = 2_000;

/// How a change is meant.
pub(super) struct Wish {
    /// How far it shall go; as far as the rights go where nothing is said.
    pub(super) reach: Option<Reach>,
    /// Whether it is only looked at.
    pub(super) only_checks: bool,
    /// Why, where it has no body.
    pub(super) reason: Option<String>,
}

impl Wish {
    /// Reads the parameters.
    pub(super) fn parse(asked: &Asked, allowed: &[&str]) -> Result<Self, Problem> {
        let parameters = asked.parameters(&[allowed])?;
        let codes: Vec<&str> = Reach::ALL.iter().map(|reach| reach.code()).collect();
        let find = |code: &str| Reach::ALL.into_iter().find(|reach| reach.code() == code);
        let reach = parameters
            .single("state")?
            .map(|code| find(code).ok_or_else(|| QueryError::not_in_list("state", code, &codes)))
            .transpose()?;
        let only_checks = match parameters.single("check")? {
            None | Some("false") => false,
            Some("true") => true,
            Some(other) => return Err(QueryError::not_in_list("check", other, &["true", "false"]).into()),
        };
        let reason = parameters.single("reason")?.map(str::trim).filter(|reason| !reason.is_empty());
        if reason.is_some_and(|reason| reason.chars().count() > REASON_MAX) {
            let message = Message::new(format!("dài quá {REASON_MAX} ký tự"), format!("longer than {REASON_MAX} characters"));
            return Err(QueryError::invalid("reason", message).into());
        }
        Ok(Self { reach, only_checks, reason: reason.map(str::to_owned) })
    }
}

/// The Feature of a new site or one that takes the place of a record.
pub(super) async fn feature_body(request: Request) -> Result<Value, Problem> {
    json_value(request, &["application/geo+json", "application/json"], FEATURE_MAX).await
}

/// A patch of a Feature.
pub(super) async fn patch_body(request: Request) -> Result<Value, Problem> {
    json_value(request, &["application/merge-patch+json", "application/json", "application/geo+json"], FEATURE_MAX).await
}
