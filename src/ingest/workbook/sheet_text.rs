//! Texts of spreadsheet XML: of one element, of runs with formats, and with the escapes that Excel writes.
use std::io::BufRead;

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::xml_events::{XmlEvents, XmlPiece};

/// Text put together from runs.
#[derive(Debug, Default)]
pub(super) struct RichText {
    pub text: String,
    pub bytes_max: usize,
}

impl RichText {
    pub fn new(limits: &Limits) -> Self {
        Self { text: String::new(), bytes_max: limits.cell_chars.saturating_mul(4) }
    }

    /// Adds a piece. What is longer than any allowed cell is cut off: it is refused where it stands in a cell.
    pub fn push(&mut self, piece: &str) {
        if self.text.len() <= self.bytes_max {
            self.text.push_str(piece);
        }
    }
}

/// The text of the element that began last, up to its end; elements within are passed over.
pub(super) fn element_text<R: BufRead>(xml: &mut XmlEvents<R>, limits: &Limits) -> Result<String, FileRefusal> {
    let mut text = RichText::new(limits);
    loop {
        match xml.next()? {
            XmlPiece::Text(piece) => text.push(&piece),
            XmlPiece::Start(_) => xml.skip()?,
            XmlPiece::End | XmlPiece::Finish => return Ok(text.text),
        }
    }
}

/// The text of the runs (`t`, `r/t`) in the element that began last; how it is pronounced is left out.
pub(super) fn rich_text<R: BufRead>(xml: &mut XmlEvents<R>, limits: &Limits) -> Result<RichText, FileRefusal> {
    let mut rich = RichText::new(limits);
    let outside = xml.depth().saturating_sub(1);
    loop {
        let (is_text, is_run) = match xml.next()? {
            XmlPiece::Start(tag) => (tag.name() == "t", tag.name() == "r"),
            XmlPiece::Finish => return Ok(rich),
            XmlPiece::End | XmlPiece::Text(_) => (false, true),
        };
        if xml.depth() == outside {
            return Ok(rich);
        }
        if is_text {
            rich.push(&element_text(xml, limits)?);
        } else if !is_run {
            xml.skip()?;
        }
    }
}

/// Undoes `_x000D_`, by which Excel keeps characters that XML cannot hold.
pub(super) fn undo_escapes(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        match escaped(escape) {
            Some((character, length)) => {
                plain.push(character);
                rest = escape.get(length..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = escape.get(2..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The character of an escape at the beginning of a text, and how many bytes it takes.
fn escaped(text: &str) -> Option<(char, usize)> {
    let first = unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, 7));
    }
    // Characters beyond the first 65,536 are two halves.
    let second = unit(text.get(7..)?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((character, 14))
}

fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hex && text.get(6..7)? == "_").then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        for (given, expected) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "_xD83D_"),
            ("max_xmin", "max_xmin"),
            ("_x00", "_x00"),
            ("_xăâê_", "_xăâê_"),
        ] {
            assert_eq!(undo_escapes(given.to_owned()), expected, "{given}");
        }
    }
}
