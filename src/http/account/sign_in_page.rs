//! `/sign-in` and `/sign-out` as plain pages.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::local_path::local_path;
use super::session::{access, https_needed, open_session};
use crate::access::Principal;
use crate::domain::{Language, Message};
use crate::http::access_problem::{access_problem, no_accounts};
use crate::http::page_layout::{PageFrame, page, words};
use crate::http::private_reply::{private_page, see};
use crate::http::problem::Problem;
use crate::http::session_cookie::{with_session, without_session};
use crate::http::state::SharedState;
use crate::http::submission::{CSRF_FIELD, Submission};
use crate::http::visitor::Visitor;

/// Where people go who did not come from anywhere.
pub(super) const HOME: &str = "/account";

/// `GET /sign-in`
pub(in crate::http) async fn show_sign_in(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = visitor.parameters(&["next"])?;
    let next = local_path(parameters.single("next")?.unwrap_or(HOME))?;
    if principal.signed_in().is_some() {
        return Ok(see(&visitor, &visitor.public_url.local(next, &[])));
    }
    let has_accounts = match state.access() {
        Some(access) => access.has_accounts().await.map_err(access_problem)?,
        None => false,
    };
    let body = if !has_accounts {
        html! { p.problem { (no_accounts().in_language(visitor.language)) } }
    } else if !state.public_url.keeps_secure_cookies() {
        html! { p.problem role="alert" { (https_needed(&state).detail().in_language(visitor.language)) } }
    } else {
        form(&state, &visitor, next, "", None)
    };
    Ok(private_page(&visitor, StatusCode::OK, framed(&visitor, next, &body)))
}

/// `POST /sign-in`
pub(in crate::http) async fn sign_in_by_form(
    State(state): State<SharedState>,
    submission: Submission,
) -> Result<Response, Problem> {
    submission.only(&["username", "password", "next"])?;
    let visitor = &submission.visitor;
    visitor.parameters(&[])?;
    let next = Some(submission.field("next")).filter(|next| !next.is_empty()).unwrap_or(HOME);
    let next = local_path(next)?;
    let (username, password) = (submission.field("username"), submission.field("password"));
    match open_session(&state, visitor, username, password).await {
        Ok(opened) => Ok(with_session(see(visitor, &visitor.public_url.local(next, &[])), &opened.token)),
        Err(problem) if problem.cause.is_some() => Err(problem),
        Err(problem) => {
            let body = form(&state, visitor, next, username, Some(problem.detail()));
            Ok(problem.marked(private_page(visitor, problem.code.status(), framed(visitor, next, &body))))
        }
    }
}

/// The form again, with why somebody who came back from the identity provider is not signed in.
pub(super) fn refused(state: &SharedState, visitor: &Visitor, next: &str, problem: &Problem) -> Response {
    let body = form(state, visitor, next, "", Some(problem.detail()));
    problem.marked(private_page(visitor, problem.code.status(), framed(visitor, next, &body)))
}

fn form(state: &SharedState, visitor: &Visitor, next: &str, username: &str, mistake: Option<&Message>) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(visitor.language, vi, en);
    html! {
        @if let Some(mistake) = mistake { p.problem role="alert" { (mistake.in_language(visitor.language)) } }
        @if let Some(provider) = state.identity_provider() {
            // A link and no form: the provider's address is not ours, and forms lead to ours alone.
            p { a.button href=(visitor.local("/account/oidc/start", &[("next", next.to_owned())])) {
                (provider.label().unwrap_or_else(|| say("Đăng nhập bằng tài khoản cơ quan", "Sign in with your organisation's account")))
            } }
            p.muted { (say("Hoặc bằng mật khẩu ở đây:", "Or with a password of this server:")) }
        }
        form.stacked method="post" action=(visitor.local("/sign-in", &[])) {
            input type="hidden" name="next" value=(next);
            label { (say("Tên đăng nhập", "Username"))
                input name="username" value=(username) autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64"; }
            label { (say("Mật khẩu", "Password"))
                input type="password" name="password" autocomplete="current-password" required; }
            button type="submit" { (say("Đăng nhập", "Sign in")) }
        }
        p.muted { (say("Quên mật khẩu? Quản trị viên đặt mật khẩu mới cho bạn.", "Forgotten the password? An administrator sets a new one for you.")) }
    }
}

/// The page around the form, with its twin in the other language.
fn framed(visitor: &Visitor, next: &str, body: &Markup) -> Markup {
    let title = words(visitor.language, "Đăng nhập", "Sign in");
    let other = match visitor.language {
        Language::Vietnamese => "en",
        Language::English => "vi",
    };
    let twin = visitor.public_url.local("/sign-in", &[("next", next.to_owned()), ("lang", other.to_owned())]);
    let frame = PageFrame { public_url: &visitor.public_url, language: visitor.language, title, other_language: Some(twin) };
    page(&frame, &html! { h1 { (title) } (body) })
}

/// `GET /sign-out`
pub(in crate::http) async fn show_sign_out(visitor: Visitor, principal: Principal) -> Result<Response, Problem> {
    visitor.parameters(&[])?;
    let Some(signed_in) = principal.signed_in() else {
        return Ok(see(&visitor, &visitor.local("/sign-in", &[])));
    };
    let title = words(visitor.language, "Đăng xuất", "Sign out");
    let frame = PageFrame { public_url: &visitor.public_url, language: visitor.language, title, other_language: None };
    let body = html! {
        h1 { (title) }
        form method="post" action=(visitor.local("/sign-out", &[])) {
            input type="hidden" name=(CSRF_FIELD) value=(signed_in.csrf_token());
            button type="submit" { (title) }
        }
    };
    Ok(private_page(&visitor, StatusCode::OK, page(&frame, &body)))
}

/// `POST /sign-out`
pub(in crate::http) async fn sign_out_by_form(
    State(state): State<SharedState>,
    submission: Submission,
) -> Result<Response, Problem> {
    submission.only(&[])?;
    let visitor = &submission.visitor;
    visitor.parameters(&[])?;
    if submission.principal.signed_in().is_some() {
        let signed_in = submission.principal.require_session()?;
        access(&state)?.sign_out(signed_in, &visitor.client).await.map_err(access_problem)?;
    }
    Ok(without_session(see(visitor, &visitor.local("/sign-in", &[]))))
}
