//! `/account/oidc/start` and `/account/oidc/callback`: to the identity provider and back.
use axum::extract::State;
use axum::response::Response;

use super::local_path::local_path;
use super::session::{access, https_needed};
use super::sign_in_page::{HOME, refused};
use crate::access::{AccessError, Opened, Principal};
use crate::domain::Message;
use crate::http::access_problem::access_problem;
use crate::http::private_reply::see;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::session_cookie::{pending_sign_in, session_token, with_pending_sign_in, with_session, without_pending_sign_in};
use crate::http::state::SharedState;
use crate::http::visitor::Visitor;
use crate::identity_provider::{IdentityProvider, Pending, ProviderError};

/// Where the identity provider sends people back to, below the public address.
pub const OIDC_CALLBACK: &str = "/account/oidc/callback";

/// `GET /account/oidc/start`
pub(in crate::http) async fn start_oidc(
    State(state): State<SharedState>,
    visitor: Visitor,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = visitor.parameters(&["next"])?;
    let next = local_path(parameters.single("next")?.unwrap_or(HOME))?;
    let provider = provider(&state)?;
    if principal.signed_in().is_some() {
        return Ok(see(&visitor, &visitor.public_url.local(next, &[])));
    }
    if visitor.headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        // No page of others signs anybody in without their saying so.
        return Ok(see(&visitor, &visitor.local("/sign-in", &[("next", next.to_owned())])));
    }
    if !state.public_url.keeps_secure_cookies() {
        return Err(https_needed(&state));
    }
    if !access(&state)?.has_accounts().await.map_err(access_problem)? {
        return Err(access_problem(AccessError::NoAccounts));
    }
    match provider.begin(next, visitor.language).await {
        Ok(begun) => Ok(with_pending_sign_in(see(&visitor, &begun.address), &begun.kept)),
        Err(error) => Ok(refused(&state, &visitor, next, &provider_problem(error))),
    }
}

/// `GET /account/oidc/callback`
pub(in crate::http) async fn finish_oidc(State(state): State<SharedState>, mut visitor: Visitor) -> Result<Response, Problem> {
    let (provider, access) = (provider(&state)?, access(&state)?);
    access.count_attempt(&visitor.client).map_err(access_problem)?;
    let pending = match pending_sign_in(&visitor.headers) {
        Some(kept) => provider.pending(kept),
        None => Err(ProviderError::Stale("the browser keeps none")),
    };
    // The provider does not say in which language somebody reads; the sign-in does.
    visitor.language = pending.as_ref().map_or(visitor.language, |pending| pending.language);
    let next = pending.as_ref().map_or(HOME, |pending| pending.next.as_str()).to_owned();
    let (answer, ended) = match ended(&state, provider, &visitor, pending).await {
        Ok(opened) => {
            let answer = see(&visitor, &visitor.public_url.local(local_path(&next)?, &[]));
            (with_session(answer, &opened.token), None)
        }
        Err(problem) if problem.cause.is_some() => return Err(problem),
        Err(problem) => (refused(&state, &visitor, &next, &problem), Some(problem.code)),
    };
    match ended {
        // Nobody did anything wrong.
        Some(ProblemCode::ProviderUnavailable) => access.forgive_attempt(&visitor.client),
        Some(code @ (ProblemCode::SignInStale | ProblemCode::SignInDenied | ProblemCode::SignInFailed)) => {
            let noted = access.note_failed_sign_in(&visitor.client, &format!("oidc {}", code.code())).await;
            noted.map_err(access_problem)?;
        }
        _ => {}
    }
    Ok(without_pending_sign_in(answer))
}

/// Ends a sign-in that is under way: a session, or why there is none.
async fn ended(
    state: &SharedState,
    provider: &IdentityProvider,
    visitor: &Visitor,
    pending: Result<Pending, ProviderError>,
) -> Result<Opened, Problem> {
    let pending = pending.map_err(provider_problem)?;
    let (came_back, issuer) = (visitor.given("state").unwrap_or_default(), visitor.given("iss"));
    provider.spend(&pending, &came_back, issuer.as_deref()).map_err(provider_problem)?;
    let Some(code) = visitor.given("code") else { return Err(denied(visitor.given("error"))) };
    let identity = provider.finish(code, &pending).await.map_err(provider_problem)?;
    let before = session_token(&visitor.headers);
    let opened = access(state)?.sign_in_by_identity(&identity, &visitor.client, before.as_ref()).await;
    opened.map_err(access_problem)
}

/// The provider of this server.
fn provider(state: &SharedState) -> Result<&IdentityProvider, Problem> {
    let missing = || {
        Problem::not_found(Message::new(
            "Máy chủ này không dùng đăng nhập một lần.",
            "There is no single sign-on on this server.",
        ))
    };
    state.identity_provider().ok_or_else(missing)
}

/// The provider sent somebody back without a code: it or they did not want to.
fn denied(error: Option<String>) -> Problem {
    // A word of the provider's; anybody could have written another one into the address.
    let word = error.filter(|word| word.len() <= 60 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    let word = word.unwrap_or_else(|| "?".to_owned());
    Problem::new(
        ProblemCode::SignInDenied,
        Message::new(
            format!("Máy chủ đăng nhập đã từ chối, hoặc bạn đã hủy ({word}). Bạn chưa đăng nhập."),
            format!("The identity provider refused, or you cancelled ({word}). You are not signed in."),
        ),
    )
}

/// What the person is told; the cause goes to the log.
fn provider_problem(error: ProviderError) -> Problem {
    tracing::warn!(%error, "single sign-on failed");
    let (code, vi, en) = match error {
        ProviderError::Unavailable(_) => (
            ProblemCode::ProviderUnavailable,
            "Không dùng được máy chủ đăng nhập của cơ quan lúc này. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu.",
            "The identity provider cannot be used at the moment. Try again later, or sign in with a password.",
        ),
        ProviderError::Stale(_) => (
            ProblemCode::SignInStale,
            "Lượt đăng nhập này đã quá 10 phút, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác. Hãy bắt đầu lại.",
            "This sign-in is older than 10 minutes, was used already, or began in another browser. Begin again.",
        ),
        ProviderError::Untrusted(_) => (
            ProblemCode::SignInFailed,
            "Không xác minh được câu trả lời của máy chủ đăng nhập. Hãy báo quản trị viên.",
            "The answer of the identity provider could not be verified. Tell your administrator.",
        ),
    };
    Problem::new(code, Message::new(vi, en))
}
