//! A form that somebody sent from a plain page: who it is, from where, and the fields, with the CSRF token held.
use std::collections::BTreeMap;

use axum::RequestExt;
use axum::extract::{FromRequest, Request};

use super::principal::{Use, identify, made_elsewhere, require_intent};
use super::problem::{Problem, ProblemCode};
use super::request_body::form_fields;
use super::same_origin::{MadeBy, made_by};
use super::state::SharedState;
use super::visitor::Visitor;
use crate::access::Principal;
use crate::domain::Message;

/// The field of forms that holds the CSRF token.
pub(super) const CSRF_FIELD: &str = "csrf_token";

/// A form, its sender known and meant.
pub(super) struct Submission {
    pub(super) visitor: Visitor,
    pub(super) principal: Principal,
    fields: BTreeMap<String, String>,
}

impl FromRequest<SharedState> for Submission {
    type Rejection = Problem;

    async fn from_request(mut request: Request, state: &SharedState) -> Result<Self, Problem> {
        let visitor: Visitor = request.extract_parts_with_state(state).await?;
        let headers = request.headers().clone();
        if made_by(&headers, &state.public_url) == MadeBy::Others {
            return Err(made_elsewhere(state));
        }
        let principal = identify(&headers, state, Use::Counts).await?;
        let mut fields = form_fields(request).await?;
        require_intent(&principal, &headers, state, fields.remove(CSRF_FIELD).as_deref())?;
        Ok(Self { visitor, principal, fields })
    }
}

impl Submission {
    /// Refuses fields that the form does not have.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Problem> {
        match self.fields.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some(_) => Err(Problem::new(
                ProblemCode::InvalidBody,
                Message::new(
                    format!("Biểu mẫu có trường lạ. Được phép: {}.", known.join(", ")),
                    format!("The form has an unknown field. Allowed: {}.", known.join(", ")),
                ),
            )),
        }
    }

    /// A field; empty where it was not sent.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}
