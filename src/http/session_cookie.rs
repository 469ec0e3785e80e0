//! Our cookies: of a session, and of a sign-in that is under way. For this host alone, over TLS alone, never for scripts.
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::access::SecretToken;
use crate::identity_provider::PENDING_LENGTH;

/// The prefix `__Host-` makes browsers refuse the cookie from any other host, path or insecure address (RFC 6265bis).
const SESSION: &str = "__Host-agriatlas";
/// What is kept while somebody is at the identity provider.
const PENDING: &str = "__Host-agriatlas-oidc";
/// `Lax`, as people come back from the provider by a link of another site.
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

/// The token of the session that a browser sends along.
pub(super) fn session_token(headers: &HeaderMap) -> Option<SecretToken> {
    sent(headers, SESSION).and_then(SecretToken::of_session)
}

/// The sign-in that is under way in a browser, as it was given to it.
pub(super) fn pending_sign_in(headers: &HeaderMap) -> Option<&str> {
    sent(headers, PENDING)
}

fn sent<'a>(headers: &'a HeaderMap, cookie: &str) -> Option<&'a str> {
    let values = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == cookie).map(|(_, value)| value)
}

/// Gives the browser the token; it forgets it when it is closed.
pub(super) fn with_session(response: Response, token: &SecretToken) -> Response {
    with_cookie(response, &format!("{SESSION}={}; {ATTRIBUTES}", token.reveal()))
}

/// Takes the token from the browser.
pub(super) fn without_session(response: Response) -> Response {
    with_cookie(response, &format!("{SESSION}=; {ATTRIBUTES}; Max-Age=0"))
}

/// Gives the browser the sign-in that is under way.
pub(super) fn with_pending_sign_in(response: Response, kept: &str) -> Response {
    with_cookie(response, &format!("{PENDING}={kept}; {ATTRIBUTES}; Max-Age={}", PENDING_LENGTH.as_secs()))
}

/// Takes it from the browser: it is used up.
pub(super) fn without_pending_sign_in(response: Response) -> Response {
    with_cookie(response, &format!("{PENDING}=; {ATTRIBUTES}; Max-Age=0"))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(mut value) = HeaderValue::from_str(cookie) {
        value.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
