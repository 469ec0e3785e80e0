//! Identifiers of sites: kind letter and a number that is never reused (`m-00042`, `c-00007`, `e-00003`).
use std::fmt;
use std::str::FromStr;

use super::text_form::serialised_as_text;
use super::{Message, SiteKind};

/// The identifier of a site; survives re-import and is never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SiteId {
    kind: SiteKind,
    number: u32,
}

impl SiteId {
    /// The identifier with this kind and number.
    pub const fn new(kind: SiteKind, number: u32) -> Self {
        Self { kind, number }
    }

    /// The kind the site had when it was first recorded.
    pub const fn kind(self) -> SiteKind {
        self.kind
    }

    /// The number, unique within the kind.
    pub const fn number(self) -> u32 {
        self.number
    }
}

impl FromStr for SiteId {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let malformed = || {
            Message::new(
                format!("“{text}” không phải mã điểm. Được phép: chữ m, c hoặc e, dấu gạch và ít nhất 5 chữ số, ví dụ m-00042"),
                format!("“{text}” is not a site id. Allowed: m, c or e, a hyphen and at least 5 digits, such as m-00042"),
            )
        };
        let (letter, digits) = text.split_once('-').ok_or_else(malformed)?;
        let kind = SiteKind::ALL.iter().copied().find(|kind| kind.letter() == letter).ok_or_else(malformed)?;
        let canonical = digits.len() == 5 || (digits.len() > 5 && !digits.starts_with('0'));
        if !canonical || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(malformed());
        }
        let number = digits.parse().map_err(|_| malformed())?;
        Ok(Self { kind, number })
    }
}

impl fmt::Display for SiteId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:05}", self.kind.letter(), self.number)
    }
}

serialised_as_text!(SiteId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        for text in ["m-00042", "c-99999", "e-100000"] {
            assert_eq!(text.parse::<SiteId>().unwrap().to_string(), text);
        }
        for text in ["", "m", "m-42", "x-00042", "m-000042", "m-+0042", "M-00042", "m-99999999999"] {
            assert!(text.parse::<SiteId>().is_err(), "{text}");
        }
    }
}
