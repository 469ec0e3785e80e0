//! Takes a GeoJSON text apart into its features without keeping more than one: a collection, one feature, or one a line.
use std::io::BufRead;

use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::limits::Limits;

const NAME: &str = "GeoJSON";
/// Deepest nesting within a feature; the reader of features allows about as much.
const DEPTH_MAX: usize = 120;
/// Most bytes of the statement of a coordinate system.
const CRS_BYTES_MAX: usize = 64 * 1024;

/// Where the reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between documents.
    Top,
    /// Between the members of a document.
    Members { is_collection: bool },
    /// Between the features of a collection.
    Features,
}

/// The texts of the features.
pub(super) struct JsonFeatures<R> {
    reader: R,
    place: Place,
    /// Members of a document that may turn out to be one feature.
    document: Vec<u8>,
    /// What the document says of its coordinate system, in JSON; complete once all features were read.
    pub crs: Option<Vec<u8>>,
    count: u64,
    bytes_max: usize,
}

impl<R: BufRead> JsonFeatures<R> {
    pub fn new(reader: R, limits: &Limits) -> Self {
        Self { reader, place: Place::Top, document: Vec::new(), crs: None, count: 0, bytes_max: limits.feature_bytes }
    }

    fn peek(&mut self) -> Result<Option<u8>, FileRefusal> {
        let available = self.reader.fill_buf().map_err(|error| FileRefusal::of_read(error, NAME))?;
        Ok(available.first().copied())
    }

    /// The next byte that is no space.
    fn peek_sign(&mut self) -> Result<Option<u8>, FileRefusal> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.reader.consume(1),
                other => return Ok(other),
            }
        }
    }

    fn malformed(&self) -> FileRefusal {
        FileRefusal::damaged(NAME, format!("malformed JSON after {} features", self.count))
    }

    /// The text of the next feature.
    pub fn next_text(&mut self) -> Result<Option<Vec<u8>>, FileRefusal> {
        loop {
            let sign = self.peek_sign()?;
            match (self.place, sign) {
                (Place::Top, None) => return Ok(None),
                // A byte order mark, and the sign that begins each text of a sequence (RFC 8142).
                (Place::Top, Some(0xef | 0xbb | 0xbf | 0x1e)) => self.reader.consume(1),
                (Place::Top, Some(b'{')) => {
                    self.reader.consume(1);
                    self.document = vec![b'{'];
                    self.place = Place::Members { is_collection: false };
                }
                (Place::Top, Some(b'[')) if self.count == 0 => return Err(FileRefusal::NotATable(ForeignContent::Json)),
                (Place::Members { .. } | Place::Features, Some(b',')) => self.reader.consume(1),
                (Place::Members { is_collection }, Some(b'}')) => {
                    self.reader.consume(1);
                    self.place = Place::Top;
                    let mut document = std::mem::take(&mut self.document);
                    if !is_collection {
                        document.push(b'}');
                        self.count += 1;
                        return Ok(Some(document));
                    }
                }
                (Place::Members { is_collection }, Some(b'"')) => self.member(is_collection)?,
                (Place::Features, Some(b']')) => {
                    self.reader.consume(1);
                    self.place = Place::Members { is_collection: true };
                }
                (Place::Features, Some(b'{')) => {
                    self.count += 1;
                    let mut text = Vec::new();
                    self.value(&mut text)?;
                    return Ok(Some(text));
                }
                _ => return Err(self.malformed()),
            }
        }
    }

    /// Reads a member of a document; of the member with the features only the beginning.
    fn member(&mut self, is_collection: bool) -> Result<(), FileRefusal> {
        let mut key = Vec::new();
        self.value(&mut key)?;
        if self.peek_sign()? != Some(b':') {
            return Err(self.malformed());
        }
        self.reader.consume(1);
        let begins_list = self.peek_sign()? == Some(b'[');
        if key == b"\"features\"" && begins_list {
            self.reader.consume(1);
            self.document.clear();
            self.place = Place::Features;
            return Ok(());
        }
        let mut value = Vec::new();
        self.value(&mut value)?;
        if key == b"\"crs\"" && value.len() <= CRS_BYTES_MAX {
            self.crs = Some(value.clone());
        }
        if is_collection {
            return Ok(());
        }
        if self.document.len() + key.len() + value.len() > self.bytes_max {
            return Err(FileRefusal::FeatureTooLarge { number: self.count + 1, limit: self.bytes_max });
        }
        if self.document.len() > 1 {
            self.document.push(b',');
        }
        self.document.extend_from_slice(&key);
        self.document.push(b':');
        self.document.extend_from_slice(&value);
        Ok(())
    }

    /// Copies one value; whether it is well formed is seen when it is read.
    fn value(&mut self, text: &mut Vec<u8>) -> Result<(), FileRefusal> {
        let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
        loop {
            let Some(byte) = self.peek()? else { return Err(FileRefusal::damaged(NAME, "the file ends midway")) };
            if text.len() >= self.bytes_max {
                return Err(FileRefusal::FeatureTooLarge { number: self.count.max(1), limit: self.bytes_max });
            }
            let is_end_of_scalar =
                depth == 0 && !is_quoted && matches!(byte, b',' | b'}' | b']' | b':' | b' ' | b'\t' | b'\r' | b'\n');
            if is_end_of_scalar {
                return if text.is_empty() { Err(self.malformed()) } else { Ok(()) };
            }
            self.reader.consume(1);
            text.push(byte);
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if is_quoted => is_escaped = true,
                b'"' => is_quoted = !is_quoted,
                _ if is_quoted => continue,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => continue,
            }
            if depth > DEPTH_MAX {
                return Err(self.malformed());
            }
            let closes = matches!(byte, b'}' | b']') || (byte == b'"' && text.len() > 1);
            if depth == 0 && !is_quoted && !is_escaped && closes {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Result<(Vec<String>, Option<String>), FileRefusal> {
        let mut features = JsonFeatures::new(text.as_bytes(), &Limits::DEFAULT);
        let mut texts = Vec::new();
        while let Some(text) = features.next_text()? {
            texts.push(String::from_utf8(text).unwrap());
        }
        Ok((texts, features.crs.map(|crs| String::from_utf8(crs).unwrap())))
    }

    #[test]
    fn features_are_found_in_every_wrapping() {
        let two = vec!["{\"a\":[1,{}]}".to_owned(), "{\"b\":\"]}\\\"\"}".to_owned()];
        let collection = "\u{feff}{ \"type\" : \"FeatureCollection\", \"features\" : [ {\"a\":[1,{}]} , {\"b\":\"]}\\\"\"} ], \"crs\":{\"x\":1} }";
        assert_eq!(texts(collection).unwrap(), (two.clone(), Some("{\"x\":1}".to_owned())));
        assert_eq!(texts("{\"a\":[1,{}]}\n\u{1e}{\"b\": \"]}\\\"\" }\n").unwrap().0, two);
        assert_eq!(texts("{}").unwrap().0, ["{}"]);
    }

    #[test]
    fn what_is_malformed_or_cut_is_refused() {
        for text in ["{", "{\"features\":[{\"a\":1}", "{\"features\":[1]}", "{\"a\" 1}", "{\"a\":}", "x", "{\"a\":1}}"] {
            assert!(texts(text).is_err(), "{text}");
        }
        assert!(texts(&format!("{{\"a\":{}", "[".repeat(100_000))).is_err());
        assert!(matches!(texts("[1,2]"), Err(FileRefusal::NotATable(ForeignContent::Json))));
    }
}
