//! The cookie of a session: for this host alone, over TLS alone, never for scripts.
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::access::SecretToken;

/// The prefix `__Host-` makes browsers refuse the cookie from any other host, path or insecure address (RFC 6265bis).
const NAME: &str = "__Host-agriatlas";
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

/// The token of the session that a browser sends along.
pub(super) fn session_token(headers: &HeaderMap) -> Option<SecretToken> {
    let values = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).and_then(|(_, value)| SecretToken::of_session(value))
}

/// Gives the browser the token; it forgets it when it is closed.
pub(super) fn with_session(response: Response, token: &SecretToken) -> Response {
    with_cookie(response, &format!("{NAME}={}; {ATTRIBUTES}", token.reveal()))
}

/// Takes the token from the browser.
pub(super) fn without_session(response: Response) -> Response {
    with_cookie(response, &format!("{NAME}=; {ATTRIBUTES}; Max-Age=0"))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(mut value) = HeaderValue::from_str(cookie) {
        value.set_sensitive(true);
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
