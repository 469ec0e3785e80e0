//! Who makes a request: nobody, somebody by a session's cookie, or a program by its token; and what is asked of each.
//!
//! A handler takes [`Principal`] and calls [`Principal::require`]. An unsafe request that comes with a cookie must have been
//! made by a page of ours and send the session's CSRF token in `X-CSRF-Token`; a form sends it as a field, which
//! `submission.rs` reads.
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};

use super::access_problem::access_problem;
use super::problem::{Problem, ProblemCode};
use super::same_origin::{MadeBy, made_by};
use super::session_cookie::session_token;
use super::state::SharedState;
use crate::access::{Principal, SecretToken, SignedIn};
use crate::domain::{Action, Message, Placement};

/// The header in which scripts of our own pages send the CSRF token.
const CSRF_HEADER: &str = "x-csrf-token";

/// Whether asking counts as using the session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It does: the session lasts longer.
    Counts,
    /// It does not: asking leaves everything as it is.
    LeavesAsItIs,
}

impl FromRequestParts<SharedState> for Principal {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        let principal = identify(&parts.headers, state, Use::Counts).await?;
        if is_unsafe(&parts.method) {
            require_intent(&principal, &parts.headers, state, None)?;
        }
        Ok(principal)
    }
}

/// Who sends these headers. A token is looked at alone: with it no cookie counts.
pub(super) async fn identify(headers: &HeaderMap, state: &SharedState, usage: Use) -> Result<Principal, Problem> {
    let Some(access) = state.access() else { return Ok(Principal::Nobody) };
    let found = match bearer(headers) {
        Some(text) => {
            let token = SecretToken::of_program(text).ok_or_else(invalid_token)?;
            Some(access.by_api_token(&token).await.map_err(access_problem)?.ok_or_else(invalid_token)?)
        }
        None => match session_token(headers) {
            Some(token) if usage == Use::Counts => access.by_session(&token).await.map_err(access_problem)?,
            Some(token) => access.peek_session(&token).await.map_err(access_problem)?,
            None => None,
        },
    };
    Ok(found.map_or(Principal::Nobody, |signed_in| Principal::SignedIn(Box::new(signed_in))))
}

/// What follows `Bearer` in `Authorization`. Other schemes are a matter of a proxy before us.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Refuses an unsafe request that a session's holder may not have meant. A program's token is sent on purpose.
pub(super) fn require_intent(
    principal: &Principal,
    headers: &HeaderMap,
    state: &SharedState,
    field: Option<&str>,
) -> Result<(), Problem> {
    let Some(signed_in) = principal.signed_in().filter(|signed_in| signed_in.session().is_some()) else { return Ok(()) };
    if made_by(headers, &state.public_url) != MadeBy::Us {
        return Err(made_elsewhere(state));
    }
    let sent = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok()).or(field);
    if signed_in.csrf_matches(sent) {
        return Ok(());
    }
    Err(Problem::new(
        ProblemCode::Csrf,
        Message::new(
            "Thiếu mã xác nhận của phiên (header X-CSRF-Token hoặc trường csrf_token), hoặc mã đã cũ. Hãy tải lại trang và thử lại.",
            "The session's confirmation (header X-CSRF-Token or field csrf_token) is missing or old. Load the page anew and try again.",
        ),
    ))
}

/// The request was made by a page that is not ours.
pub(super) fn made_elsewhere(state: &SharedState) -> Problem {
    let origin = state.public_url.origin();
    Problem::new(
        ProblemCode::Csrf,
        Message::new(
            format!(
                "Chỉ nhận thay đổi gửi từ trang tại {origin} (AGRIATLAS_PUBLIC_URL). Chương trình dùng mã truy cập (Authorization: Bearer)."
            ),
            format!(
                "Changes are only taken from pages at {origin} (AGRIATLAS_PUBLIC_URL). Programs use a token (Authorization: Bearer)."
            ),
        ),
    )
}

fn invalid_token() -> Problem {
    Problem::new(
        ProblemCode::Unauthenticated,
        Message::new("Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi.", "The token is wrong, has ended, or was revoked."),
    )
}

impl Principal {
    /// Whoever is signed in.
    ///
    /// # Errors
    /// 401 for nobody.
    pub(super) fn require_somebody(&self) -> Result<&SignedIn, Problem> {
        self.signed_in().ok_or_else(|| {
            Problem::new(
                ProblemCode::Unauthenticated,
                Message::new(
                    "Cần đăng nhập: mở trang /sign-in, hoặc gửi mã truy cập (Authorization: Bearer aat_…).",
                    "Sign in first: open the page /sign-in, or send a token (Authorization: Bearer aat_…).",
                ),
            )
        })
    }

    /// Whoever is signed in by a session: what concerns the account itself is not for programs.
    ///
    /// # Errors
    /// 401 for nobody, 403 for a program.
    pub(super) fn require_session(&self) -> Result<&SignedIn, Problem> {
        let signed_in = self.require_somebody()?;
        if signed_in.session().is_some() {
            return Ok(signed_in);
        }
        Err(Problem::new(
            ProblemCode::Forbidden,
            Message::new(
                "Mã truy cập không được dùng để quản lý tài khoản. Hãy đăng nhập trên trình duyệt.",
                "A token cannot be used to manage the account. Sign in with a browser.",
            ),
        ))
    }

    /// Whoever may do this to a site that is placed so; see [`Principal::may`] for which placement that is.
    ///
    /// # Errors
    /// 401 for nobody, 403 for somebody who may not.
    pub(super) fn require(&self, action: Action, place: &Placement) -> Result<&SignedIn, Problem> {
        let signed_in = self.require_somebody()?;
        if signed_in.may(action, place) { Ok(signed_in) } else { Err(forbidden(action)) }
    }

    /// Whoever may do this to at least some site; each site is then asked for by itself.
    ///
    /// # Errors
    /// 401 for nobody, 403 for somebody who may not.
    pub(super) fn require_somewhere(&self, action: Action) -> Result<&SignedIn, Problem> {
        let signed_in = self.require_somebody()?;
        if signed_in.may_somewhere(action) { Ok(signed_in) } else { Err(forbidden(action)) }
    }
}

fn forbidden(action: Action) -> Problem {
    let what = action.wording();
    Problem::new(
        ProblemCode::Forbidden,
        Message::new(
            format!("Tài khoản của bạn không được {} ở đây.", what.vi),
            format!("Your account may not {} here.", what.en),
        ),
    )
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::access::Means;
    use crate::domain::{Account, Grant, Role, TokenScope};

    fn officer_of(region: &str, means: Means) -> Principal {
        let account = Account {
            id: Uuid::nil(),
            username: "lan".parse().unwrap(),
            display_name: "Lan".to_owned(),
            grants: vec![Grant::new(Role::Officer, Some(region.parse().unwrap())).unwrap()],
            created_at: jiff::Timestamp::UNIX_EPOCH,
            disabled_at: None,
        };
        Principal::SignedIn(Box::new(SignedIn { account, means }))
    }

    #[test]
    fn nobody_is_asked_to_sign_in_and_somebody_is_told_what_is_not_theirs() {
        let session = Means::Session { id: Uuid::nil(), csrf_token: "x".into(), expires_at: jiff::Timestamp::UNIX_EPOCH };
        let officer = officer_of("01", session);
        let inside = Placement { province: Some("01".parse().unwrap()), ..Placement::default() };
        let code = |result: Result<&SignedIn, Problem>| result.err().map(|problem| problem.code.status().as_u16());
        assert_eq!(code(Principal::Nobody.require(Action::Edit, &inside)), Some(401));
        assert_eq!(code(officer.require(Action::Edit, &inside)), None);
        assert_eq!(code(officer.require(Action::Edit, &Placement::default())), Some(403));
        assert_eq!(code(officer.require(Action::Review, &inside)), Some(403));
        assert_eq!(code(officer.require_somewhere(Action::Edit)), None);
        assert_eq!(code(officer.require_somewhere(Action::Erase)), Some(403));
        let program = officer_of("01", Means::Token { id: Uuid::nil(), scope: TokenScope::Read });
        assert_eq!(code(program.require(Action::Edit, &inside)), Some(403));
        assert_eq!(code(program.require_session()), Some(403));
    }
}
