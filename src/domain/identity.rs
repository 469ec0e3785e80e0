//! Who somebody is at an identity provider: issuer and subject together, never an address of e-mail.
use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

use super::code_enum::code_enum;
use super::text_form::serialised_as_text;
use super::{Language, Message};

/// Most characters of an issuer.
const ISSUER_MAX: usize = 500;
/// Most characters of a subject (OpenID Connect Core 1.0, section 2).
const SUBJECT_MAX: usize = 255;

/// An identity provider by its address, exactly as it writes it: `https`, or `http` on this very machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Issuer(String);

impl Issuer {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the provider is reached by TLS; one that is not runs on this very machine.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for Issuer {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let url = Url::parse(text).ok().filter(|url| {
            let is_safe = match url.scheme() {
                "https" => text.starts_with("https://") && url.host().is_some(),
                "http" => text.starts_with("http://") && url.host().is_some_and(|host| is_loopback(&host)),
                _ => false,
            };
            let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
            is_safe && is_plain && url.password().is_none()
        });
        if url.is_some() && text.len() <= ISSUER_MAX && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(Self(text.to_owned()));
        }
        Err(Message::new(
            format!(
                "“{text}” không phải địa chỉ máy chủ đăng nhập. Được phép: https://… không có ? và #; http:// chỉ trên chính máy này"
            ),
            format!(
                "“{text}” is not the address of an identity provider. Allowed: https://… without ? and #; http:// on this machine only"
            ),
        ))
    }
}

/// Whether a host is this very machine.
fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

serialised_as_text!(Issuer);

/// Somebody at a provider: 1 to 255 printable ASCII characters, which only that provider understands. Case counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject(String);

impl Subject {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Subject {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let is_printable = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if (1..=SUBJECT_MAX).contains(&text.len()) && is_printable && text.trim() == text {
            return Ok(Self(text.to_owned()));
        }
        Err(Message::new(
            format!("mã người dùng (sub) không hợp lệ. Được phép: 1 đến {SUBJECT_MAX} ký tự ASCII in được"),
            format!("the subject (sub) is not acceptable. Allowed: 1 to {SUBJECT_MAX} printable ASCII characters"),
        ))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

serialised_as_text!(Subject);

/// Somebody at one provider. An account is linked by both parts: another provider may give the same subject to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// The provider.
    pub issuer: Issuer,
    /// Who it is there.
    pub subject: Subject,
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} · {}", self.issuer, self.subject)
    }
}

code_enum! {
    /// How a session was opened.
    SignInMethod {
        /// By a password that this server knows the hash of.
        Password => "password",
        /// By an identity provider, through OpenID Connect.
        Oidc => "oidc",
    }
}

impl SignInMethod {
    /// How, in words.
    pub fn label(self, language: Language) -> String {
        let (vi, en) = match self {
            Self::Password => ("mật khẩu", "password"),
            Self::Oidc => ("đăng nhập một lần", "single sign-on"),
        };
        Message::new(vi, en).in_language(language).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_kept_as_it_is_written_and_needs_tls_but_on_this_machine() {
        for good in [
            "https://dang-nhap.example.vn",
            "https://kc.example.vn/realms/nong-nghiep",
            "https://kc.example.vn:8443/realms/Atlas/",
            "http://localhost:3000",
            "http://127.0.0.1:18111/oidc",
            "http://[::1]:3000",
        ] {
            assert_eq!(good.parse::<Issuer>().map(|issuer| issuer.to_string()).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "kc.example.vn",
            "http://kc.example.vn",
            "http://localhost.example.vn",
            "http://192.168.1.10",
            "https://",
            "https:kc.example.vn",
            "ftp://localhost",
            "https://kc.example.vn/?realm=x",
            "https://kc.example.vn/#x",
            "https://user@kc.example.vn",
            "https://:secret@kc.example.vn",
            " https://kc.example.vn",
            "https://kc.example.vn/đăng nhập",
            &format!("https://kc.example.vn/{}", "a".repeat(500)),
        ] {
            assert!(bad.parse::<Issuer>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_subject_is_printable_and_its_case_counts() {
        assert_ne!("Lan".parse::<Subject>(), "lan".parse::<Subject>());
        assert!("auth0|5f7c8ec7c33c6c004bbafe82".parse::<Subject>().is_ok() && "a".repeat(255).parse::<Subject>().is_ok());
        for bad in ["", " lan", "lan ", "Nguyễn", "a\nb", "a\0", &"a".repeat(256)] {
            assert!(bad.parse::<Subject>().is_err(), "{bad:?}");
        }
    }
}
