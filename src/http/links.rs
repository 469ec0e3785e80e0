//! The one public address, and every link built from it.
use std::hash::{Hash, Hasher};
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
    fn a_bad_address_is_refused() {
        for text in ["", "example.vn", "ftp://example.vn", "http://", "http://a b", "http://a?b"] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
