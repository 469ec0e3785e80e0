//! Whether a browser says that a request was made by a page of ours.
use axum::http::{HeaderMap, header};

use super::links::PublicUrl;

/// What a request says of the page it was made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MadeBy {
    /// A page under our public address.
    Us,
    /// Any other page.
    Others,
    /// It does not say; no browser of these years is silent about an unsafe request.
    Unsaid,
}

/// What the request says: `Origin` and `Sec-Fetch-Site`, neither of which a page can forge, must both be ours where they are sent.
pub(super) fn made_by(headers: &HeaderMap, public_url: &PublicUrl) -> MadeBy {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let origin = text(header::ORIGIN.as_str()).map(|origin| is_our_origin(origin, public_url));
    let site = text("sec-fetch-site").map(|site| site == "same-origin");
    match (origin, site) {
        (None, None) => MadeBy::Unsaid,
        (Some(false), _) | (_, Some(false)) => MadeBy::Others,
        _ => MadeBy::Us,
    }
}

fn is_our_origin(origin: &str, public_url: &PublicUrl) -> bool {
    let ours = public_url.origin();
    if origin.eq_ignore_ascii_case(&ours) {
        return true;
    }
    // This machine has several names, and people type any of them.
    let port = |origin: &str| origin.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
    let theirs = origin.parse::<PublicUrl>();
    let same_scheme = origin.split_once("://").map(|parts| parts.0) == ours.split_once("://").map(|parts| parts.0);
    public_url.is_loopback() && same_scheme && theirs.is_ok_and(|url| url.is_loopback()) && port(origin) == port(&ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(public_url: &str, headers: &[(&'static str, &'static str)]) -> MadeBy {
        let pairs =
            headers.iter().map(|(name, value)| (header::HeaderName::from_static(name), header::HeaderValue::from_static(value)));
        made_by(&pairs.collect(), &public_url.parse().unwrap())
    }

    #[test]
    fn only_our_own_pages_are_us() {
        let url = "https://atlas.example.vn/ban-do";
        assert_eq!(said(url, &[]), MadeBy::Unsaid);
        assert_eq!(said(url, &[("origin", "https://atlas.example.vn")]), MadeBy::Us);
        assert_eq!(said(url, &[("sec-fetch-site", "same-origin")]), MadeBy::Us);
        for headers in [
            &[("origin", "null")][..],
            &[("origin", "http://atlas.example.vn")],
            &[("origin", "https://atlas.example.vn.evil.example")],
            &[("origin", "https://atlas.example.vn:8443")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://atlas.example.vn"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")],
        ] {
            assert_eq!(said(url, headers), MadeBy::Others, "{headers:?}");
        }
    }

    #[test]
    fn this_machine_has_several_names() {
        let url = "http://127.0.0.1:8080";
        assert_eq!(said(url, &[("origin", "http://localhost:8080")]), MadeBy::Us);
        assert_eq!(said(url, &[("origin", "http://localhost:9090")]), MadeBy::Others);
        assert_eq!(said(url, &[("origin", "https://localhost:8080")]), MadeBy::Others);
        assert_eq!(said("https://atlas.example.vn", &[("origin", "http://localhost:8080")]), MadeBy::Others);
    }
}
