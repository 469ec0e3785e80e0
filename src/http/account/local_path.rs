//! Where somebody goes after signing in: a path of ours, never another site.
use crate::domain::Message;
use crate::query::QueryError;

/// Longest path taken.
const LENGTH_MAX: usize = 2_000;

/// The path below the public address, with its query, or a refusal. What a browser could read as another host is none of ours.
pub(super) fn local_path(text: &str) -> Result<&str, QueryError> {
    let is_graphic = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if text.len() <= LENGTH_MAX && text.starts_with('/') && !text.starts_with("//") && is_graphic {
        return Ok(text);
    }
    let reason = Message::new(
        "phải là đường dẫn trong trang này, bắt đầu bằng một dấu /, ví dụ /account",
        "it must be a path of this site that begins with one /, such as /account",
    );
    Err(QueryError::invalid("next", reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_followed() {
        for good in ["/", "/account", "/sites/m-00001?lang=en", "/api/docs#problems"] {
            assert_eq!(local_path(good).ok(), Some(good));
        }
        for bad in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\r\nSet-Cookie: x=y",
            " //evil.example",
            "/ruộng",
        ] {
            assert!(local_path(bad).is_err(), "{bad:?}");
        }
        assert!(local_path(&format!("/{}", "a".repeat(2_000))).is_err());
    }
}
