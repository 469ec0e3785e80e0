//! Facts about a whole file that people should know of, beside its rows.
use super::file_format::FileFormat;
use super::text_encoding::TextEncoding;
use crate::domain::Message;

/// A fact about the whole file, for a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNotice {
    /// It holds macros, which are never run.
    Macros,
    /// It holds links to other files or programs, which are never followed.
    ExternalLinks,
    /// Its name ends like that of another format.
    NameDisagrees {
        /// The ending, in small letters.
        ending: String,
        /// What the content is.
        format: FileFormat,
    },
    /// It is not UTF-8 and does not say what it is.
    EncodingGuessed(TextEncoding),
    /// A tab holds no cells: a chart, dialog or macro sheet.
    NotATable {
        /// Name of the tab.
        name: String,
    },
}

impl FileNotice {
    /// The sentence for people.
    pub fn message(&self) -> Message {
        match self {
            Self::Macros => Message::new(
                "Tệp có macro. Macro không được chạy; chỉ đọc các ô.",
                "The file holds macros. They are not run; only the cells are read.",
            ),
            Self::ExternalLinks => Message::new(
                "Tệp có liên kết tới tệp hoặc chương trình khác. Liên kết không được mở; dùng giá trị đã lưu.",
                "The file links to other files or programs. Links are not followed; the values kept in the file are used.",
            ),
            Self::NameDisagrees { ending, format } => Message::new(
                format!("Tên tệp kết thúc bằng .{ending}, nhưng nội dung là {}; đọc theo nội dung.", format.name()),
                format!("The name ends in .{ending}, but the content is {}; it is read as that.", format.name()),
            ),
            Self::EncodingGuessed(encoding) => Message::new(
                format!(
                    "Tệp không phải UTF-8; đọc như {}. Nếu chữ sai, hãy chọn bảng mã khác hoặc lưu dạng “CSV UTF-8”.",
                    encoding.name()
                ),
                format!(
                    "The file is not UTF-8; read as {}. If letters are wrong, choose another encoding or save as “CSV UTF-8”.",
                    encoding.name()
                ),
            ),
            Self::NotATable { name } => Message::new(
                format!("“{name}” là biểu đồ hoặc trang macro, không có ô để đọc."),
                format!("“{name}” is a chart or macro sheet without cells to read."),
            ),
        }
    }
}
