//! Names by which people sign in: compared without case, so kept in lower case.
use std::fmt;
use std::str::FromStr;

use super::Message;
use super::text_form::serialised_as_text;

/// Fewest characters of a username.
const LENGTH_MIN: usize = 3;
/// Most characters of a username.
const LENGTH_MAX: usize = 64;

/// The name of an account: 3 to 64 of `a-z 0-9 . _ @ -`; capitals are taken and made small.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// The name in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Username {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let lower = text.to_ascii_lowercase();
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._@-".contains(&byte);
        if (LENGTH_MIN..=LENGTH_MAX).contains(&lower.len()) && lower.bytes().all(is_allowed) {
            return Ok(Self(lower));
        }
        // What was typed is not repeated: people type passwords into this field.
        Err(Message::new(
            format!("tên đăng nhập không hợp lệ. Được phép: {LENGTH_MIN} đến {LENGTH_MAX} ký tự trong a-z, 0-9 và . _ @ -"),
            format!("the username is not acceptable. Allowed: {LENGTH_MIN} to {LENGTH_MAX} characters of a-z, 0-9 and . _ @ -"),
        ))
    }
}

impl fmt::Display for Username {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

serialised_as_text!(Username);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_make_no_other_name() {
        assert_eq!("Lan.Nguyen@SoNN".parse::<Username>().unwrap(), "lan.nguyen@sonn".parse().unwrap());
        assert_eq!("LAN".parse::<Username>().unwrap().to_string(), "lan");
    }

    #[test]
    fn anything_else_is_refused_without_being_repeated() {
        for text in ["", "ab", "lan nguyen", "lan+1", "lán", "K\u{212a}k", "a\0bc", &"a".repeat(65)] {
            let message = text.parse::<Username>().unwrap_err();
            assert!(text.is_empty() || !message.en.contains(text) || text.len() < 3, "{message:?}");
        }
        assert!("a".repeat(64).parse::<Username>().is_ok());
    }
}
