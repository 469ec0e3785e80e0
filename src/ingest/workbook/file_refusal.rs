//! Why a file is not read, or not read on, with the sentences for people.
use std::io;

use super::foreign_content::ForeignContent;
use crate::domain::Message;

const MIB: u64 = 1024 * 1024;

/// Why a file is not read, or not read on.
#[derive(Debug, thiserror::Error)]
pub enum FileRefusal {
    /// The disk or the system failed; not the file's fault.
    #[error("the file cannot be read: {0}")]
    Io(#[source] io::Error),
    /// It holds nothing.
    #[error("the file is empty")]
    Empty,
    /// It is too large.
    #[error("the file has {bytes} bytes, at most {limit} are taken")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// It is something else than a table.
    #[error("the file is {0:?}")]
    NotATable(ForeignContent),
    /// It opens with a password only.
    #[error("the file is protected by a password")]
    PasswordProtected,
    /// It unpacks to more than is taken.
    #[error("the file unpacks to more than {limit} bytes")]
    UnpacksTooLarge {
        /// What is allowed.
        limit: u64,
    },
    /// It is packed as tightly as no honest table.
    #[error("{part} is packed more than {limit} to one")]
    PackedTooTightly {
        /// File in the archive.
        part: String,
        /// What is allowed.
        limit: u64,
    },
    /// Its archive holds too many files.
    #[error("the archive holds more than {limit} files")]
    TooManyEntries {
        /// What is allowed.
        limit: usize,
    },
    /// Its archive names a file outside of itself.
    #[error("the archive holds a file named {name}")]
    UnsafePath {
        /// The name.
        name: String,
    },
    /// Its archive holds another file that should be uploaded by itself; nothing within an archive is opened as a file of its own.
    #[error("the archive only holds the file {name}")]
    NestedFile {
        /// The name.
        name: String,
    },
    /// It lacks a part without which the others make no sense.
    #[error("{part} is missing")]
    MissingPart {
        /// The name.
        part: String,
    },
    /// It has too many sheets.
    #[error("the file has more than {limit} sheets")]
    TooManySheets {
        /// What is allowed.
        limit: usize,
    },
    /// There is no such sheet.
    #[error("the file has no sheet {index}")]
    NoSuchSheet {
        /// Counted from 0.
        index: usize,
    },
    /// A sheet has too many rows.
    #[error("the sheet has more than {limit} rows")]
    TooManyRows {
        /// What is allowed.
        limit: u64,
    },
    /// A row has too many columns.
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// The row.
        row: u64,
        /// What is allowed.
        limit: u32,
    },
    /// A cell has too much text.
    #[error("row {row}, column {column}: more than {limit} characters")]
    CellTooLong {
        /// The row.
        row: u64,
        /// The column, counted from 0.
        column: u32,
        /// What is allowed.
        limit: usize,
    },
    /// A row has too much text.
    #[error("row {row} has more than {limit} bytes of text")]
    RowTooLarge {
        /// The row.
        row: u64,
        /// What is allowed.
        limit: usize,
    },
    /// A workbook has too many different texts.
    #[error("the workbook has more than {limit} texts")]
    TooManyStrings {
        /// What is allowed.
        limit: usize,
    },
    /// A sheet has too many merged cells.
    #[error("the sheet has more than {limit} merged ranges")]
    TooManyMerged {
        /// What is allowed.
        limit: usize,
    },
    /// A feature is too large.
    #[error("feature {number} has more than {limit} bytes")]
    FeatureTooLarge {
        /// Counted from 1.
        number: u64,
        /// What is allowed.
        limit: usize,
    },
    /// An XML part brings entities of its own, which may be a trap.
    #[error("{part} declares entities")]
    XmlEntities {
        /// The part.
        part: String,
    },
    /// An XML part is nested too deeply or has too long a piece.
    #[error("{part} is built like a trap")]
    XmlTrap {
        /// The part.
        part: String,
    },
    /// A quoted cell of a CSV file does not end where it should.
    #[error("line {line} is not valid CSV")]
    Syntax {
        /// Line on which the quote opens.
        line: u64,
    },
    /// A text file is mostly UTF-8, but not all of it.
    #[error("line {line} holds a byte that is not UTF-8")]
    NotUtf8 {
        /// Line of the first such byte.
        line: u64,
        /// Text of that line before the byte.
        before: String,
    },
    /// It is cut off or damaged.
    #[error("{part} is damaged: {detail}")]
    Damaged {
        /// What of it; a file name, or the name of a format.
        part: String,
        /// What was met, in English, for the log.
        detail: String,
    },
    /// Its tables are views that take too long.
    #[error("the table {name} takes too long to read")]
    TooSlow {
        /// The table.
        name: String,
    },
}

impl FileRefusal {
    /// A damaged part.
    pub(super) fn damaged(part: impl Into<String>, detail: impl ToString) -> Self {
        Self::Damaged { part: part.into(), detail: detail.to_string() }
    }

    /// What a failed read means: a refusal that a limit raised, a damaged part, or a failure of the disk.
    pub(super) fn of_read(error: io::Error, part: &str) -> Self {
        match error.downcast::<Self>() {
            Ok(refusal) => refusal,
            Err(error) => match error.kind() {
                io::ErrorKind::UnexpectedEof
                | io::ErrorKind::InvalidData
                | io::ErrorKind::InvalidInput
                | io::ErrorKind::NotFound
                | io::ErrorKind::Other => Self::damaged(part, error),
                _ => Self::Io(error),
            },
        }
    }

    /// The same as an error of a reader, for libraries that only know those.
    pub(super) fn into_read_error(self) -> io::Error {
        io::Error::other(self)
    }

    /// The sentence for people: what was wrong and what is allowed.
    pub fn message(&self) -> Message {
        match self {
            Self::Io(error) => Message::new(
                format!("Máy chủ không đọc được tệp ({error}). Hãy thử lại."),
                format!("The server cannot read the file ({error}). Try again."),
            ),
            Self::Empty => Message::new("Tệp rỗng.", "The file is empty."),
            Self::NotATable(content) => content.message(),
            Self::PasswordProtected => Message::new(
                "Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi lưu lại.",
                "The file has a password. Open it, remove the password (File › Info › Protect Workbook) and save it again.",
            ),
            Self::MissingPart { part } => Message::new(
                format!(
                    "Tệp thiếu {part}. Shapefile cần .shp và .dbf (nên có .prj và .cpg); sổ tính cần được lưu lại từ Excel hoặc LibreOffice."
                ),
                format!(
                    "{part} is missing. A shapefile needs .shp and .dbf (.prj and .cpg are welcome); a workbook must be saved again from Excel or LibreOffice."
                ),
            ),
            Self::NoSuchSheet { index } => Message::new(
                format!("Tệp không có trang tính thứ {}.", index + 1),
                format!("The file has no sheet number {}.", index + 1),
            ),
            Self::UnsafePath { name } => Message::new(
                format!("Tệp nén chứa đường dẫn không an toàn “{name}” nên không được mở. Hãy nén lại từ các tệp gốc."),
                format!("The archive holds the unsafe path “{name}” and is not opened. Pack the original files anew."),
            ),
            Self::NestedFile { name } => Message::new(
                format!("Tệp nén chứa tệp khác (“{name}”). Hãy giải nén và tải lên tệp bên trong."),
                format!("The archive holds another file (“{name}”). Unpack it and upload the file inside."),
            ),
            Self::XmlEntities { part } | Self::XmlTrap { part } => Message::new(
                format!(
                    "“{part}” trong tệp có cấu trúc XML không được phép (DTD, thực thể, lồng quá sâu). Hãy lưu lại từ Excel hoặc LibreOffice."
                ),
                format!(
                    "“{part}” in the file has XML that is not allowed (DTD, entities, too deep nesting). Save it again from Excel or LibreOffice."
                ),
            ),
            Self::Syntax { line } => Message::new(
                format!("Dòng {line}: sai cú pháp CSV (có thể thiếu dấu ngoặc kép đóng)."),
                format!("Line {line}: not valid CSV (perhaps a closing quote is missing)."),
            ),
            Self::NotUtf8 { line, before } => Message::new(
                format!("Dòng {line}, sau “{before}”: không phải UTF-8. Trong Excel hãy lưu dạng “CSV UTF-8”."),
                format!("Line {line}, after “{before}”: not UTF-8. In Excel, save as “CSV UTF-8”."),
            ),
            Self::Damaged { part, .. } => Message::new(
                format!("{part} bị hỏng hoặc bị cắt cụt. Hãy sao chép lại tệp gốc, hoặc mở rồi lưu lại."),
                format!("{part} is damaged or cut off. Copy the original again, or open it and save it anew."),
            ),
            Self::TooSlow { name } => Message::new(
                format!("Bảng “{name}” đọc quá lâu. Hãy xuất thành bảng thường (không phải view)."),
                format!("The table “{name}” takes too long to read. Export it as a plain table (not a view)."),
            ),
            limit => limit.limit_message(),
        }
    }

    /// The sentence for what is too much.
    fn limit_message(&self) -> Message {
        let (vi, en) = match self {
            Self::TooLarge { bytes, limit } => {
                let (size, most) = (bytes.div_ceil(MIB), limit / MIB);
                (
                    format!("Tệp lớn {size} MiB; tối đa {most} MiB. Hãy chia tệp thành nhiều phần."),
                    format!("The file has {size} MiB; at most {most} MiB. Split it into parts."),
                )
            }
            Self::UnpacksTooLarge { limit } => (
                format!("Tệp bung ra quá {} MiB nên không được đọc tiếp. Hãy chia tệp thành nhiều phần.", limit / MIB),
                format!("The file unpacks to more than {} MiB and is not read on. Split it into parts.", limit / MIB),
            ),
            Self::PackedTooTightly { part, limit } => (
                format!("“{part}” được nén quá {limit} lần, như một “bom zip”, nên không được đọc tiếp."),
                format!("“{part}” is packed more than {limit} to one, like a “zip bomb”, and is not read on."),
            ),
            Self::TooManyEntries { limit } => {
                (format!("Tệp nén có hơn {limit} tệp bên trong."), format!("The archive holds more than {limit} files."))
            }
            Self::TooManySheets { limit } => (
                format!("Tệp có hơn {limit} trang tính. Hãy chia thành nhiều tệp."),
                format!("The file has more than {limit} sheets. Split it into several files."),
            ),
            Self::TooManyRows { limit } => (
                format!("Trang tính có hơn {limit} dòng dữ liệu. Hãy chia tệp thành nhiều phần."),
                format!("The sheet has more than {limit} rows of data. Split it into parts."),
            ),
            Self::TooManyColumns { row, limit } => (
                format!("Dòng {row} có dữ liệu sau cột thứ {limit}; tối đa {limit} cột."),
                format!("Row {row} has data past column {limit}; at most {limit} columns."),
            ),
            Self::CellTooLong { row, column, limit } => {
                let column = column_name(*column);
                (
                    format!("Ô {column}{row} có hơn {limit} ký tự; tối đa {limit} ký tự, như trong Excel."),
                    format!("Cell {column}{row} has more than {limit} characters; at most {limit}, as in Excel."),
                )
            }
            Self::RowTooLarge { row, limit } => {
                let most = limit / 1024;
                (
                    format!("Dòng {row} có hơn {most} KiB văn bản; tối đa {most} KiB mỗi dòng."),
                    format!("Row {row} has more than {most} KiB of text; at most {most} KiB in one row."),
                )
            }
            Self::TooManyStrings { limit } => (
                format!("Sổ tính có hơn {limit} chuỗi văn bản. Hãy chia thành nhiều tệp."),
                format!("The workbook has more than {limit} texts. Split it into several files."),
            ),
            Self::TooManyMerged { limit } => (
                format!("Trang tính có hơn {limit} vùng ô gộp. Hãy bỏ gộp ô."),
                format!("The sheet has more than {limit} merged ranges. Unmerge the cells."),
            ),
            Self::FeatureTooLarge { number, limit } => {
                let most = *limit as u64 / MIB;
                (
                    format!("Đối tượng thứ {number} lớn hơn {most} MiB. Hãy đơn giản hóa hình học của nó."),
                    format!("Feature {number} has more than {most} MiB. Simplify its geometry."),
                )
            }
            other => (other.to_string(), other.to_string()),
        };
        Message::new(vi, en)
    }
}

/// The letters of a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: u32) -> String {
    let (mut name, mut left) = (String::new(), u64::from(column) + 1);
    while left > 0 {
        let letter = (left - 1) % 26;
        name.insert(0, char::from(b'A' + u8::try_from(letter).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_excel() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(column_name), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_refusal_survives_a_reader_of_bytes() {
        let refusal = FileRefusal::of_read(FileRefusal::TooManyRows { limit: 3 }.into_read_error(), "x");
        assert!(matches!(refusal, FileRefusal::TooManyRows { limit: 3 }));
        let refusal = FileRefusal::of_read(io::ErrorKind::UnexpectedEof.into(), "x");
        assert!(refusal.message().vi.contains("cắt cụt"), "{refusal}");
    }
}
