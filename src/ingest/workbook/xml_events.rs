//! Reads XML piece by piece and refuses what no spreadsheet needs: document types, entities, deep nesting, endless pieces.
use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::file_refusal::FileRefusal;
use super::limits::Limits;

/// A piece of XML. An element without content has a start and an end, too.
pub(super) enum XmlPiece {
    Start(XmlTag),
    /// The end of the element that began last.
    End,
    /// Text as it is meant; a long run may come in several pieces.
    Text(String),
    /// The end of the document.
    Finish,
}

/// The start of an element.
pub(super) struct XmlTag(BytesStart<'static>);

/// The pieces of a document.
pub(super) struct XmlEvents<R> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    part: String,
    depth: usize,
}

impl XmlTag {
    /// The name without its prefix: `row` for `x:row`.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute; its prefix does not matter.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        // Duplicates are a fault of form only; looking for them takes the square of their number.
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The value of an attribute that another one of the same name stands beside, with its usual prefix.
    pub fn prefixed(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Whether an attribute says yes.
    pub fn is_set(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }

    /// The number an attribute has.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attribute(name)?.parse().ok()
    }
}

impl<R: BufRead> XmlEvents<R> {
    pub fn new(reader: R, part: &str) -> Self {
        let mut reader = Reader::from_reader(Metered { inner: reader, left: Limits::XML_PIECE_BYTES });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), part: part.to_owned(), depth: 0 }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The part that is read, for messages.
    pub fn part(&self) -> &str {
        &self.part
    }

    /// The next piece.
    pub fn next(&mut self) -> Result<XmlPiece, FileRefusal> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().left = Limits::XML_PIECE_BYTES;
            let piece = match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => continue,
                Ok(Event::Start(tag)) => XmlPiece::Start(XmlTag(tag.into_owned())),
                Ok(Event::Empty(tag)) => XmlPiece::Start(XmlTag(tag.into_owned())),
                Ok(Event::End(_)) => XmlPiece::End,
                Ok(Event::Text(text)) => XmlPiece::Text(text.xml10_content().into_owned()),
                Ok(Event::CData(text)) => XmlPiece::Text(text.xml10_content().into_owned()),
                Ok(Event::GeneralRef(reference)) => match resolve(&reference) {
                    Some(character) => XmlPiece::Text(character.to_string()),
                    None => return Err(FileRefusal::XmlEntities { part: self.part.clone() }),
                },
                Ok(Event::DocType(_)) => return Err(FileRefusal::XmlEntities { part: self.part.clone() }),
                Ok(Event::Eof) if self.depth > 0 => return Err(FileRefusal::damaged(&self.part, "the XML ends midway")),
                Ok(Event::Eof) => XmlPiece::Finish,
                Err(error) => return Err(self.refusal(error)),
            };
            match &piece {
                XmlPiece::Start(_) => self.depth += 1,
                XmlPiece::End => self.depth = self.depth.saturating_sub(1),
                XmlPiece::Text(_) | XmlPiece::Finish => {}
            }
            if self.depth > Limits::XML_DEPTH {
                return Err(FileRefusal::XmlTrap { part: self.part.clone() });
            }
            return Ok(piece);
        }
    }

    /// Passes over everything in the element that began last, and its end.
    pub fn skip(&mut self) -> Result<(), FileRefusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let XmlPiece::Finish = self.next()? {
                break;
            }
        }
        Ok(())
    }

    fn refusal(&self, error: quick_xml::Error) -> FileRefusal {
        match error {
            quick_xml::Error::Io(error) => match Arc::try_unwrap(error) {
                Ok(error) if is_trap(&error) => FileRefusal::XmlTrap { part: self.part.clone() },
                Ok(error) => FileRefusal::of_read(error, &self.part),
                Err(error) => FileRefusal::damaged(&self.part, error),
            },
            error => FileRefusal::damaged(&self.part, error),
        }
    }
}

/// The character that a reference means: one of the five of XML itself, or a number.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// A reader that gives out so many bytes for one piece and no more.
struct Metered<R> {
    inner: R,
    left: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("a piece of XML is too long")]
struct TooLongPiece;

fn is_trap(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TooLongPiece>())
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(TooLongPiece));
        }
        let available = self.inner.fill_buf()?;
        Ok(available.get(..self.left).unwrap_or(available))
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, FileRefusal> {
        let (mut events, mut read) = (XmlEvents::new(text.as_bytes(), "x.xml"), String::new());
        loop {
            match events.next()? {
                XmlPiece::Start(tag) => read.push_str(&format!("<{} {:?}>", tag.name(), tag.attribute("r"))),
                XmlPiece::End => read.push_str("</>"),
                XmlPiece::Text(text) => read.push_str(&text),
                XmlPiece::Finish => return Ok(read),
            }
        }
    }

    #[test]
    fn pieces_are_what_they_mean() {
        let text = "<?xml version='1.0'?><x:a><!-- c --><b x:r='&lt;1'/>A&amp;&#x1EA1;<![CDATA[<]]></x:a>";
        assert_eq!(read(text).unwrap(), "<a None><b Some(\"<1\")></>A&ạ<</>");
    }

    #[test]
    fn traps_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;\">]><a>&m;</a>";
        assert!(matches!(read(bomb), Err(FileRefusal::XmlEntities { .. })));
        assert!(matches!(read("<a>&m;</a>"), Err(FileRefusal::XmlEntities { .. })));
        assert!(matches!(read(&"<a>".repeat(1000)), Err(FileRefusal::XmlTrap { .. })));
        let endless = format!("<a>{}</a>", "x".repeat(Limits::XML_PIECE_BYTES + 1));
        assert!(matches!(read(&endless), Err(FileRefusal::XmlTrap { .. })));
        assert!(matches!(read("<a><b></a>"), Err(FileRefusal::Damaged { .. })));
        assert!(matches!(read("<a><b>"), Err(FileRefusal::Damaged { .. })));
    }
}
