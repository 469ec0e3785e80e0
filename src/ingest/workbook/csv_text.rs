//! A CSV file before its rows: its encoding, where its text begins, and its delimiter.
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use super::csv_rows::CsvRows;
use super::file_notice::FileNotice;
use super::file_refusal::FileRefusal;
use super::foreign_content::ForeignContent;
use super::limits::Limits;
use super::source::Source;
use super::text_encoding::{DecodedReader, TextEncoding, sample_text};

/// How many bytes at the beginning are looked at for the delimiter and signs that it is no text.
const SAMPLE_BYTES: u64 = 64 * 1024;
/// Most characters of a line that are repeated in a message.
const SHOWN: usize = 40;

/// An opened CSV file.
pub(super) struct CsvText {
    source: Source,
    pub encoding: TextEncoding,
    pub delimiter: u8,
    /// Bytes before the text: a byte order mark.
    skipped: u64,
    limits: Limits,
}

/// Rows of such a file, decoded while they are read.
pub(super) type CsvFileRows = CsvRows<BufReader<DecodedReader<BufReader<super::source::SourceReader>>>>;

impl CsvText {
    /// Looks through the whole file for its encoding, and at its beginning for the delimiter.
    pub fn open(
        source: Source,
        encoding: Option<TextEncoding>,
        delimiter: Option<u8>,
        limits: &Limits,
    ) -> Result<(Self, Vec<FileNotice>), FileRefusal> {
        let head = source.head(SAMPLE_BYTES)?;
        let mark = TextEncoding::of_mark(&head);
        let skipped = mark.map_or(0, |(_, length)| length);
        let mut notices = Vec::new();
        let encoding = match encoding.or(mark.map(|(encoding, _)| encoding)).or_else(|| TextEncoding::of_zeros(&head)) {
            Some(known) => known,
            None => Self::guess(&source, &head, &mut notices)?,
        };
        let sample = sample_text(head.get(skipped..).unwrap_or_default(), encoding);
        if sample.trim().is_empty() && head.len() < SAMPLE_BYTES as usize {
            return Err(FileRefusal::Empty);
        }
        let strange = sample.chars().filter(|character| is_strange(*character)).count();
        if sample.contains('\0') || strange * 50 > sample.chars().count() {
            return Err(FileRefusal::NotATable(ForeignContent::Binary));
        }
        let delimiter = delimiter.or_else(|| stated_delimiter(&sample)).unwrap_or_else(|| guessed_delimiter(&sample));
        Ok((Self { source, encoding, delimiter, skipped: skipped as u64, limits: *limits }, notices))
    }

    fn guess(source: &Source, head: &[u8], notices: &mut Vec<FileNotice>) -> Result<TextEncoding, FileRefusal> {
        if head.contains(&0) {
            return Err(FileRefusal::NotATable(ForeignContent::Binary));
        }
        let check = Utf8Check::of(BufReader::new(source.open()?))?;
        let Some((line, before)) = check.first_fault else { return Ok(TextEncoding::Utf8) };
        // A few wrong bytes among many right ones: UTF-8 that was cut or joined to something else.
        if check.wide > check.faults * 4 {
            return Err(FileRefusal::NotUtf8 { line, before });
        }
        let encoding = TextEncoding::of_single_bytes(&check.sample);
        notices.push(FileNotice::EncodingGuessed(encoding));
        Ok(encoding)
    }

    /// The rows, from the first one on.
    pub fn rows(&self) -> Result<CsvFileRows, FileRefusal> {
        let mut reader = BufReader::with_capacity(64 * 1024, self.source.open()?);
        reader.seek(SeekFrom::Start(self.skipped)).map_err(FileRefusal::Io)?;
        let decoded = DecodedReader::new(reader, self.encoding);
        Ok(CsvRows::new(BufReader::with_capacity(64 * 1024, decoded), self.delimiter, &self.limits))
    }
}

/// What a pass over a file found out about it as UTF-8.
#[derive(Default)]
struct Utf8Check {
    /// Characters of several bytes.
    wide: u64,
    faults: u64,
    /// Line of the first fault, and the text of that line before it.
    first_fault: Option<(u64, String)>,
    /// Bytes around faults, to tell what they are instead.
    sample: Vec<u8>,
}

impl Utf8Check {
    fn of(mut reader: impl BufRead) -> Result<Self, FileRefusal> {
        let (mut check, mut line, mut bytes) = (Self::default(), 1, Vec::new());
        loop {
            bytes.clear();
            // A line may be the whole file; a piece of it does as well.
            let read = reader.by_ref().take(SAMPLE_BYTES).read_until(b'\n', &mut bytes).map_err(FileRefusal::Io)?;
            if read == 0 {
                return Ok(check);
            }
            // A character may be cut where the piece ends.
            while bytes.len() as u64 >= SAMPLE_BYTES && bytes.last().is_some_and(|byte| *byte >= 0x80) {
                let more = reader.by_ref().take(1).read_to_end(&mut bytes).map_err(FileRefusal::Io)?;
                if more == 0 || bytes.len() as u64 > SAMPLE_BYTES + 4 {
                    break;
                }
            }
            check.line(&bytes, line);
            line += u64::from(bytes.ends_with(b"\n"));
        }
    }

    fn line(&mut self, bytes: &[u8], line: u64) {
        let mut rest = bytes;
        loop {
            let (valid, fault) = match std::str::from_utf8(rest) {
                Ok(valid) => (valid, None),
                Err(error) => {
                    let valid = rest.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
                    (valid.unwrap_or_default(), Some(error.valid_up_to() + error.error_len().unwrap_or(rest.len())))
                }
            };
            self.wide += valid.chars().filter(|character| !character.is_ascii()).count() as u64;
            let Some(next) = fault else { break };
            if self.first_fault.is_none() {
                let shown: Vec<char> = valid.chars().rev().take(SHOWN).collect();
                self.first_fault = Some((line, shown.into_iter().rev().collect()));
            }
            self.faults += 1;
            rest = rest.get(next..).unwrap_or_default();
        }
        if self.first_fault.is_some() && self.sample.len() < SAMPLE_BYTES as usize * 4 {
            self.sample.extend_from_slice(bytes);
        }
    }
}

/// Control characters that no text of a table has.
fn is_strange(character: char) -> bool {
    character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}')
}

/// The delimiter that a file states in its first line, as Excel reads it: `sep=;`.
fn stated_delimiter(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next()?;
    match line.strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some(*delimiter),
        _ => None,
    }
}

/// The delimiter that stands equally often in most rows of a sample; of equals, that which stands more often.
fn guessed_delimiter(sample: &str) -> u8 {
    let score = |delimiter: &u8| {
        let counts = delimiters_in_rows(sample, *delimiter);
        let rows_with = |count: u32| counts.iter().filter(|other| **other == count).count();
        counts.iter().filter(|count| **count > 0).map(|count| (rows_with(*count), *count)).max().unwrap_or_default()
    };
    // `max_by_key` takes the last of equals, so the comma wins a draw.
    [b'\t', b';', b','].into_iter().max_by_key(score).unwrap_or(b',')
}

/// How often a delimiter stands outside quotes in each of the first rows with text.
fn delimiters_in_rows(sample: &str, delimiter: u8) -> Vec<u32> {
    let (mut counts, mut count, mut is_quoted, mut has_text) = (Vec::new(), 0, false, false);
    for byte in sample.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => {
                if has_text {
                    counts.push(count);
                }
                (count, has_text) = (0, false);
            }
            byte if byte == delimiter && !is_quoted => count += 1,
            byte => has_text |= !byte.is_ascii_whitespace(),
        }
    }
    // The last row of a longer file is cut by the sample.
    if has_text && (counts.is_empty() || sample.len() < SAMPLE_BYTES as usize / 2) {
        counts.push(count);
    }
    counts.truncate(50);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8]) -> Result<(CsvText, Vec<FileNotice>), FileRefusal> {
        CsvText::open(Source::Bytes(bytes.to_vec().into()), None, None, &Limits::DEFAULT)
    }

    #[test]
    fn the_delimiter_is_that_of_most_rows() {
        for (text, delimiter) in [
            ("name;kind;\"a,b,c,d\"", b';'),
            ("name\tkind\tsector", b'\t'),
            ("name", b','),
            ("Danh sách, tỉnh Hà Nội, năm 2024\nSTT;Tên\n1;A\n2;B\n", b';'),
            ("a;b\n1,5;2,5\n3,5;4,5\n", b';'),
            ("a,b\n\"x;\n;;\",1\n", b','),
            ("sep=|\na|b\n", b'|'),
        ] {
            assert_eq!(open(text.as_bytes()).unwrap().0.delimiter, delimiter, "{text}");
        }
    }

    #[test]
    fn a_few_wrong_bytes_are_refused_with_their_place() {
        let text = "tên,xã\nHợp tác xã Đồng Tâm,Mỹ Đức\nHo".bytes().chain(*b"\xe0 B\n").collect::<Vec<_>>();
        let refusal = open(&text).err().unwrap();
        assert!(matches!(&refusal, FileRefusal::NotUtf8 { line: 3, before } if before == "Ho"), "{refusal:?}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(open(b" \r\n "), Err(FileRefusal::Empty)));
        assert!(matches!(open(b"a,b\0c\n"), Err(FileRefusal::NotATable(_))));
        assert!(matches!(open(b"\x01\x02\x03\x04abc"), Err(FileRefusal::NotATable(_))));
    }
}
