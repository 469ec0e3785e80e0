//! `/account`: the page and its forms, which work without JavaScript.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::account_page::{AccountView, Notice, render};
use super::session::access;
use super::sessions::identifier;
use crate::access::{NewToken, Principal, SignedIn};
use crate::domain::Message;
use crate::http::access_problem::access_problem;
use crate::http::private_reply::{private_page, see};
use crate::http::problem::Problem;
use crate::http::session_cookie::without_session;
use crate::http::state::SharedState;
use crate::http::submission::Submission;
use crate::http::visitor::Visitor;
use crate::query::QueryError;

/// What the page can say is done, by the word in its address.
const DONE: [(&str, &str, &str); 2] = [
    ("password", "Đã đổi mật khẩu; các phiên khác đã kết thúc.", "The password is changed; the other sessions have ended."),
    ("revoked", "Đã thu hồi mã truy cập.", "The token is revoked."),
];

/// `GET /account`
pub(in crate::http) async fn show_account(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = visitor.parameters(&["done"])?;
    let notice = match parameters.single("done")? {
        None => None,
        Some(word) => {
            let known = DONE.iter().find(|(name, _, _)| *name == word);
            let (_, vi, en) = known.ok_or_else(|| QueryError::not_in_list("done", word, &DONE.map(|(name, _, _)| name)))?;
            Some(Notice::Done(Message::new(*vi, *en)))
        }
    };
    if principal.signed_in().is_none() {
        return Ok(see(&visitor, &visitor.local("/sign-in", &[("next", "/account".to_owned())])));
    }
    show(&state, &visitor, principal.require_session()?, StatusCode::OK, notice).await
}

async fn show(
    state: &SharedState,
    visitor: &Visitor,
    signed_in: &SignedIn,
    status: StatusCode,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    let access = access(state)?;
    let view = AccountView {
        signed_in,
        sessions: access.sessions_of(signed_in).await.map_err(access_problem)?,
        ways_in: access.ways_in(signed_in).await.map_err(access_problem)?,
        tokens: access.api_tokens_of(signed_in.account.id).await.map_err(access_problem)?,
        events: access.own_events(signed_in).await.map_err(access_problem)?,
        notice,
    };
    Ok(private_page(visitor, status, render(state, visitor, &view)))
}

/// The page again with what was wrong; what is our own fault stays a problem.
async fn refused(state: &SharedState, submission: &Submission, problem: Problem) -> Result<Response, Problem> {
    if problem.cause.is_some() {
        return Err(problem);
    }
    let signed_in = submission.principal.require_session()?;
    let notice = Some(Notice::Refused(problem.detail().clone()));
    let page = show(state, &submission.visitor, signed_in, problem.code.status(), notice).await?;
    Ok(problem.marked(page))
}

/// `POST /account/password`
pub(in crate::http) async fn change_password_by_form(
    State(state): State<SharedState>,
    submission: Submission,
) -> Result<Response, Problem> {
    submission.only(&["username", "current_password", "new_password"])?;
    let (visitor, signed_in) = (&submission.visitor, submission.principal.require_session()?);
    visitor.parameters(&[])?;
    let (current, new) = (submission.field("current_password"), submission.field("new_password"));
    match access(&state)?.change_password(signed_in, current, new, &visitor.client).await.map_err(access_problem) {
        Ok(()) => Ok(see(visitor, &visitor.local("/account", &[("done", "password".to_owned())]))),
        Err(problem) => refused(&state, &submission, problem).await,
    }
}

/// `POST /account/sessions`
pub(in crate::http) async fn end_sessions_by_form(
    State(state): State<SharedState>,
    submission: Submission,
) -> Result<Response, Problem> {
    submission.only(&[])?;
    let (visitor, signed_in) = (&submission.visitor, submission.principal.require_session()?);
    visitor.parameters(&[])?;
    access(&state)?.end_sessions(signed_in, &visitor.client).await.map_err(access_problem)?;
    Ok(without_session(see(visitor, &visitor.local("/sign-in", &[]))))
}

/// `POST /account/tokens`
pub(in crate::http) async fn make_token_by_form(
    State(state): State<SharedState>,
    submission: Submission,
) -> Result<Response, Problem> {
    submission.only(&["name", "scope", "days"])?;
    let (visitor, signed_in) = (&submission.visitor, submission.principal.require_session()?);
    visitor.parameters(&[])?;
    let invalid = |field: &'static str, reason| Problem::from(QueryError::invalid(field, reason));
    let days = submission.field("days").parse().map_err(|_| {
        invalid(
            "days",
            crate::domain::rules::not_in_range(submission.field("days"), "1", &crate::access::TOKEN_DAYS_MAX.to_string()),
        )
    });
    let scope = submission.field("scope").parse().map_err(|reason| invalid("scope", reason));
    let made = match (scope, days) {
        (Ok(scope), Ok(days)) => {
            let new = NewToken { name: submission.field("name").to_owned(), scope, days };
            access(&state)?.make_own_token(signed_in, new, &visitor.client).await.map_err(access_problem)
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    match made {
        Ok((secret, _)) => {
            let notice = Some(Notice::Token(secret.reveal().to_owned()));
            show(&state, visitor, signed_in, StatusCode::CREATED, notice).await
        }
        Err(problem) => refused(&state, &submission, problem).await,
    }
}

/// `POST /account/tokens/revoke`
pub(in crate::http) async fn revoke_token_by_form(
    State(state): State<SharedState>,
    submission: Submission,
) -> Result<Response, Problem> {
    submission.only(&["id"])?;
    let (visitor, signed_in) = (&submission.visitor, submission.principal.require_session()?);
    visitor.parameters(&[])?;
    let id = identifier(submission.field("id"))?;
    match access(&state)?.revoke_own_token(signed_in, id, &visitor.client).await.map_err(access_problem) {
        Ok(()) => Ok(see(visitor, &visitor.local("/account", &[("done", "revoked".to_owned())]))),
        Err(problem) => refused(&state, &submission, problem).await,
    }
}
