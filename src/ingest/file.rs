//! A CSV file as a table: encoding, delimiter, header and rows, each with the line it begins on.
use csv::{ReaderBuilder, StringRecord};

use super::columns::{FileColumn, HeaderError, recognise_header};
use super::syntax::{SyntaxFault, check_syntax};
use crate::domain::Message;

/// Largest file read, in bytes; whoever opens a file asks for its size before reading it.
pub const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Most rows read.
const ROWS_MAX: usize = 500_000;

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than can be taken.
    #[error("the file has {bytes} bytes, at most {FILE_BYTES_MAX} are taken")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// The file has more rows than can be taken.
    #[error("the file has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// The file is not UTF-8.
    #[error("line {line} holds a byte that is not UTF-8")]
    NotUtf8 {
        /// Line of the first such byte.
        line: usize,
        /// Text of that line before the byte.
        before: String,
    },
    /// The header lacks a column or names one twice.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// A quoted cell does not end where it should.
    #[error("line {line} is not valid CSV")]
    Syntax {
        /// Line on which the quote opens.
        line: u64,
    },
}

impl FileError {
    /// The sentence for people: what was wrong and what is allowed.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => Message::new("Tệp rỗng.", "The file is empty."),
            Self::TooLarge { bytes } => Message::new(
                format!("Tệp có {bytes} byte; tối đa {FILE_BYTES_MAX} byte. Hãy chia tệp thành nhiều phần."),
                format!("The file has {bytes} bytes; at most {FILE_BYTES_MAX}. Split it into parts."),
            ),
            Self::TooManyRows => Message::new(
                format!("Tệp có hơn {ROWS_MAX} dòng dữ liệu. Hãy chia tệp thành nhiều phần."),
                format!("The file has more than {ROWS_MAX} rows of data. Split it into parts."),
            ),
            Self::NotUtf8 { line, before } => Message::new(
                format!("Dòng {line}, sau “{before}”: không phải UTF-8. Trong Excel hãy lưu dạng “CSV UTF-8”."),
                format!("Line {line}, after “{before}”: not UTF-8. In Excel, save as “CSV UTF-8”."),
            ),
            Self::Header(error) => error.message(),
            Self::Syntax { line } => Message::new(
                format!("Dòng {line}: sai cú pháp CSV (có thể thiếu dấu ngoặc kép đóng)."),
                format!("Line {line}: not valid CSV (perhaps a closing quote is missing)."),
            ),
        }
    }
}

/// A table read from a file.
pub(super) struct Table {
    pub columns: Vec<FileColumn>,
    /// Cells of each row, as they were, with the line it begins on; wholly empty rows are left out.
    pub rows: Vec<(u64, StringRecord)>,
}

/// Reads a CSV file: UTF-8 with or without BOM; comma, semicolon or tab.
pub(super) fn read_table(bytes: &[u8]) -> Result<Table, FileError> {
    let size = bytes.len() as u64;
    if size > FILE_BYTES_MAX {
        return Err(FileError::TooLarge { bytes: size });
    }
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    let delimiter = delimiter(text);
    check_syntax(text, delimiter, ROWS_MAX).map_err(|fault| match fault {
        SyntaxFault::Quote { line } => FileError::Syntax { line },
        SyntaxFault::TooManyRows => FileError::TooManyRows,
    })?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut lines = Lines::new(text);
    let mut columns: Option<Vec<FileColumn>> = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| FileError::Syntax { line: error.position().map_or(1, csv::Position::line) })?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_none() {
            columns = Some(recognise_header(&record)?);
            continue;
        }
        if rows.len() == ROWS_MAX {
            return Err(FileError::TooManyRows);
        }
        rows.push((line, record));
    }
    Ok(Table { columns: columns.ok_or(FileError::Empty)?, rows })
}

/// Counts lines up to a record. The library's own count stands before the line ends that separate two records: one line too
/// low after CRLF, and lower still after blank lines.
struct Lines<'a> {
    bytes: &'a [u8],
    line_end: u8,
    counted: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        // Files of old Macintosh programs have carriage returns only.
        let line_end = if text.contains('\n') { b'\n' } else { b'\r' };
        Self { bytes: text.as_bytes(), line_end, counted: 0, line: 1 }
    }

    /// The line on which the record that is read from this byte begins; records must be asked for in order.
    fn of(&mut self, byte: u64) -> u64 {
        let is_separator = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let separators = self.bytes.get(from..).unwrap_or_default().iter().take_while(is_separator).count();
        let passed = self.bytes.get(self.counted..from + separators).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == self.line_end).count() as u64;
        self.counted = from + separators;
        self.line
    }
}

fn decode(bytes: &[u8]) -> Result<&str, FileError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default();
        let before: Vec<char> = valid.rsplit('\n').next().unwrap_or_default().chars().rev().take(40).collect();
        FileError::NotUtf8 { line: valid.matches('\n').count() + 1, before: before.into_iter().rev().collect() }
    })
}

/// The delimiter that stands most often in the first line with text, outside quotes.
fn delimiter(text: &str) -> u8 {
    let header = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside_quotes: String = header.split('"').step_by(2).collect();
    let count = |delimiter: &u8| outside_quotes.bytes().filter(|byte| byte == delimiter).count();
    // `max_by_key` takes the last of equals, so the comma wins a draw.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_is_refused_with_its_place() {
        let error = read_table(b"name,kind\nHo\xe0 B\xecnh,model\n").err().unwrap();
        assert!(matches!(&error, FileError::NotUtf8 { line: 2, before } if before == "Ho"), "{error:?}");
        assert!(error.message().vi.contains("CSV UTF-8"));
    }

    #[test]
    fn a_row_bears_the_line_it_begins_on() {
        let header = "name,kind,sector,province";
        for (end, expected) in [("\n", [3, 5]), ("\r\n", [3, 5]), ("\r", [3, 5])] {
            let text = [header, "", "a,b,c,\"d", "e\"", "f,g,h,i", ""].join(end);
            let lines: Vec<u64> = read_table(text.as_bytes()).unwrap().rows.into_iter().map(|(line, _)| line).collect();
            assert_eq!(lines, expected, "{end:?}");
        }
    }

    #[test]
    fn the_delimiter_is_recognised() {
        assert_eq!(delimiter("name;kind;\"a,b,c,d\""), b';');
        assert_eq!(delimiter("name\tkind\tsector"), b'\t');
        assert_eq!(delimiter("name"), b',');
    }
}
