//! The table of a shapefile (.dbf): fields and records, one after the other.
use std::io::Read;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::raw_cell::{NumberFormat, RawCell};
use super::serial_date::iso_moment;
use super::text_encoding::TextEncoding;

/// Bytes of the head before the fields, and of each field.
const HEAD_BYTES: usize = 32;
/// How many bytes of texts that are not ASCII tell the encoding.
const SAMPLE_BYTES: usize = 256 * 1024;
/// Most digits that a number keeps exactly; longer ones stay text.
const EXACT_DIGITS: usize = 15;

/// What the head of a table says.
#[derive(Clone, Debug)]
pub(super) struct DbfHead {
    pub fields: Vec<DbfField>,
    /// How many records it says there are.
    pub records: u32,
    record_bytes: usize,
}

/// A field: its name, kind, and where it stands in a record.
#[derive(Clone, Debug)]
pub(super) struct DbfField {
    pub name: String,
    kind: u8,
    start: usize,
    length: usize,
}

/// A record as it stands.
pub(super) struct DbfRecord {
    pub is_deleted: bool,
    bytes: Vec<u8>,
}

impl DbfHead {
    /// Reads the head; the reader then stands before the first record.
    pub fn read(reader: &mut impl Read, part: &str, limits: &Limits) -> Result<Self, FileRefusal> {
        let failed = |error| FileRefusal::of_read(error, part);
        let mut head = [0; HEAD_BYTES];
        reader.read_exact(&mut head).map_err(failed)?;
        let [_, _, _, _, n0, n1, n2, n3, h0, h1, r0, r1, ..] = head;
        let records = u32::from_le_bytes([n0, n1, n2, n3]);
        let (head_bytes, record_bytes) = (usize::from(u16::from_le_bytes([h0, h1])), usize::from(u16::from_le_bytes([r0, r1])));
        let mut described = Vec::new();
        let rest = head_bytes.saturating_sub(HEAD_BYTES);
        reader.by_ref().take(rest as u64).read_to_end(&mut described).map_err(failed)?;
        if described.len() < rest || record_bytes == 0 {
            return Err(FileRefusal::damaged(part, "its head is cut off"));
        }
        let (mut fields, mut start) = (Vec::new(), 1);
        for field in described.chunks_exact(HEAD_BYTES).take_while(|field| field.first() != Some(&0x0d)) {
            let (name, rest) = field.split_at(11);
            let name: Vec<u8> = name.iter().copied().take_while(|byte| *byte != 0).collect();
            let byte = |at: usize| rest.get(at).copied().unwrap_or(0);
            let kind = byte(0);
            // Long texts keep the upper half of their length where others have decimals.
            let length = usize::from(byte(5)) + if kind == b'C' { usize::from(byte(6)) << 8 } else { 0 };
            let name = String::from_utf8(name)
                .unwrap_or_else(|error| WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned());
            fields.push(DbfField { name: name.trim().to_owned(), kind, start, length });
            start += length;
        }
        if fields.len() > limits.columns as usize {
            return Err(FileRefusal::TooManyColumns { row: 1, limit: limits.columns });
        }
        if start > record_bytes {
            return Err(FileRefusal::damaged(part, "its fields are longer than its records"));
        }
        Ok(Self { fields, records, record_bytes })
    }
}

/// The records of a table.
pub(super) struct DbfRecords<R> {
    reader: R,
    head: DbfHead,
    part: String,
    left: u32,
}

impl<R: Read> DbfRecords<R> {
    /// Reads the head of a table.
    pub fn new(mut reader: R, part: &str, limits: &Limits) -> Result<Self, FileRefusal> {
        let head = DbfHead::read(&mut reader, part, limits)?;
        let left = head.records;
        Ok(Self { reader, head, part: part.to_owned(), left })
    }

    /// The next record.
    pub fn next_record(&mut self) -> Result<Option<DbfRecord>, FileRefusal> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        let mut bytes = vec![0; self.head.record_bytes];
        self.reader.read_exact(&mut bytes).map_err(|error| FileRefusal::of_read(error, &self.part))?;
        Ok(Some(DbfRecord { is_deleted: bytes.first() == Some(&b'*'), bytes }))
    }

    /// The encoding of the texts, by what they hold.
    pub fn guess_encoding(&mut self) -> Result<TextEncoding, FileRefusal> {
        let (mut sample, mut is_utf8, mut has_wide) = (Vec::new(), true, false);
        while sample.len() < SAMPLE_BYTES {
            let Some(record) = self.next_record()? else { break };
            for field in self.head.fields.iter().filter(|field| field.kind == b'C') {
                let text = field.bytes(&record);
                if !text.is_ascii() {
                    match std::str::from_utf8(text) {
                        Ok(_) => has_wide = true,
                        // A text that was cut to the width of its field may end within a character.
                        Err(error) => is_utf8 &= error.error_len().is_none() && text.len() == field.length,
                    }
                    sample.extend_from_slice(text);
                }
            }
        }
        Ok(if is_utf8 && (has_wide || sample.is_empty()) { TextEncoding::Utf8 } else { TextEncoding::of_single_bytes(&sample) })
    }
}

impl DbfField {
    fn bytes<'a>(&self, record: &'a DbfRecord) -> &'a [u8] {
        let bytes = record.bytes.get(self.start..self.start + self.length).unwrap_or_default();
        let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
        bytes.get(..end).unwrap_or_default()
    }

    /// What stands in this field of a record.
    pub fn cell(&self, record: &DbfRecord, encoding: TextEncoding) -> RawCell {
        let bytes = self.bytes(record);
        let text = || decoded(bytes, encoding, bytes.len() == self.length);
        match self.kind {
            b'N' | b'F' => number(text().trim()),
            b'L' => match bytes.first() {
                Some(b'T' | b't' | b'Y' | b'y') => RawCell::Bool(true),
                Some(b'F' | b'f' | b'N' | b'n') => RawCell::Bool(false),
                _ => RawCell::Empty,
            },
            b'D' => day(text().trim()),
            b'I' => {
                let whole = record.bytes.get(self.start..self.start + 4).and_then(|bytes| bytes.try_into().ok());
                whole.map_or(RawCell::Empty, |bytes| general(f64::from(i32::from_le_bytes(bytes))))
            }
            b'O' | b'B' if self.length == 8 => {
                let number = record.bytes.get(self.start..self.start + 8).and_then(|bytes| bytes.try_into().ok());
                number.map(f64::from_le_bytes).filter(|number| number.is_finite()).map_or(RawCell::Empty, general)
            }
            _ => match text() {
                empty if empty.is_empty() => RawCell::Empty,
                text => RawCell::Text(text),
            },
        }
    }
}

fn general(value: f64) -> RawCell {
    RawCell::Number { value, format: NumberFormat::General }
}

fn number(text: &str) -> RawCell {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_whole = !text.contains(['.', 'e', 'E']);
    match text.parse::<f64>() {
        _ if text.is_empty() => RawCell::Empty,
        Ok(value) if value.is_finite() && (digits <= EXACT_DIGITS || !is_whole) => general(value),
        _ => RawCell::Text(text.to_owned()),
    }
}

/// A day written `20240501`.
fn day(text: &str) -> RawCell {
    let parts = (text.get(..4), text.get(4..6), text.get(6..8));
    let (Some(year), Some(month), Some(day)) = parts else {
        return if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.to_owned()) };
    };
    match iso_moment(&format!("{year}-{month}-{day}")).filter(|_| text.len() == 8) {
        Some((value, kind)) => RawCell::DateTime { value, kind, serial: None, format: NumberFormat::Date },
        None if text.bytes().all(|byte| byte == b'0') => RawCell::Empty,
        None => RawCell::Text(text.to_owned()),
    }
}

/// The text of these bytes; `is_full` where they fill their field.
fn decoded(bytes: &[u8], encoding: TextEncoding, is_full: bool) -> String {
    match encoding {
        TextEncoding::Windows1258 => WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned(),
        TextEncoding::SingleByte => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // What remains of a character that the field was too narrow for.
            Err(error) if is_full && error.error_len().is_none() => {
                String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned()
            }
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}
