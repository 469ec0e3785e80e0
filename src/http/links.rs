//! The one public address, and every link built from it.
use std::hash::{Hash, Hasher};
use std::net::IpAddr;
use std::str::FromStr;

use serde_json::{Value, json};

use crate::domain::Message;

/// The address under which people reach the server, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
}

impl FromStr for PublicUrl {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let trimmed = text.trim().trim_end_matches('/');
        let authority = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
        let is_valid = authority.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
            && !trimmed.contains(['?', '#', '"', '<', '>'])
            && !trimmed.contains(char::is_whitespace);
        if is_valid && trimmed.parse::<axum::http::Uri>().is_ok() {
            return Ok(Self { text: trimmed.to_owned() });
        }
        Err(Message::new(
            format!("“{text}” không phải địa chỉ công khai. Được phép: http:// hoặc https:// và tên máy, có thể thêm đường dẫn"),
            format!("“{text}” is not a public address. Allowed: http:// or https:// and a host, with a path if need be"),
        ))
    }
}

impl PublicUrl {
    /// Whether people come by TLS.
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https://")
    }

    /// Scheme, host and port as browsers write them in `Origin`.
    pub(super) fn origin(&self) -> String {
        let (scheme, rest) = self.text.split_once("://").unwrap_or_default();
        let authority = rest.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        format!("{scheme}://{}", authority.strip_suffix(default_port).unwrap_or(&authority))
    }

    /// Whether the address is this very machine, which browsers trust without TLS.
    pub(super) fn is_loopback(&self) -> bool {
        let origin = self.origin();
        let host = origin.split_once("://").map_or("", |(_, authority)| authority);
        let host =
            host.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(host.split(':').next().unwrap_or_default());
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Whether a browser keeps a cookie that is for secure addresses only.
    pub fn keeps_secure_cookies(&self) -> bool {
        self.is_https() || self.is_loopback()
    }

    /// A short mark that differs between addresses, for what is kept together with links.
    pub(super) fn mark(&self) -> String {
        let mut hasher = std::hash::DefaultHasher::new();
        self.text.hash(&mut hasher);
        format!("{:08x}", hasher.finish() & 0xFFFF_FFFF)
    }

    /// The path prefix under which a proxy serves us; empty at the root.
    pub fn path_prefix(&self) -> &str {
        let authority = self.text.find("://").map_or(0, |position| position + 3);
        let rest = self.text.get(authority..).unwrap_or_default();
        rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or_default()
    }

    /// An absolute address.
    pub fn absolute(&self, path: &str, pairs: &[(&str, String)]) -> String {
        format!("{}{path}{}", self.text, query(pairs))
    }

    /// An address for links within pages: from the root of the host.
    pub fn local(&self, path: &str, pairs: &[(&str, String)]) -> String {
        format!("{}{path}{}", self.path_prefix(), query(pairs))
    }
}

fn query(pairs: &[(&str, String)]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    // Commas and colons may stand as they are; addresses stay readable.
    format!("?{}", encoded.replace("%2C", ",").replace("%3A", ":"))
}

/// A link as OGC APIs write it.
pub(super) fn link(rel: &str, media_type: &str, href: String) -> Value {
    json!({"rel": rel, "type": media_type, "href": href})
}

/// A link that says what is there.
pub(super) fn titled_link(rel: &str, media_type: &str, href: String, title: &str) -> Value {
    json!({"rel": rel, "type": media_type, "title": title, "href": href})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_kept_in_every_link() {
        let url: PublicUrl = "https://example.vn/ban-do/".parse().unwrap();
        assert_eq!(url.path_prefix(), "/ban-do");
        assert_eq!(url.absolute("/api", &[("q", "rau sạch".into())]), "https://example.vn/ban-do/api?q=rau+s%E1%BA%A1ch");
        assert_eq!(url.local("/sites/m-00001", &[]), "/ban-do/sites/m-00001");
    }

    #[test]
    fn the_origin_is_as_browsers_write_it() {
        let origin = |text: &str| text.parse::<PublicUrl>().unwrap().origin();
        assert_eq!(origin("https://Atlas.example.vn:443/ban-do/"), "https://atlas.example.vn");
        assert_eq!(origin("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }

    #[test]
    fn only_this_machine_keeps_secure_cookies_without_tls() {
        for (text, keeps) in [
            ("https://atlas.example.vn", true),
            ("http://localhost:8080", true),
            ("http://127.0.0.1", true),
            ("http://[::1]:8080/x", true),
            ("http://atlas.example.vn", false),
            ("http://localhost.example.vn", false),
            ("http://192.168.1.10:8080", false),
        ] {
            assert_eq!(text.parse::<PublicUrl>().unwrap().keeps_secure_cookies(), keeps, "{text}");
        }
    }

    #[test]
    fn a_bad_address_is_refused() {
        for text in ["", "example.vn", "ftp://example.vn", "http://", "http://a b", "http://a?b"] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
