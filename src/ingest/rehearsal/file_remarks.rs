//! The sentences a rehearsal says of a file, its sheets, and cells before they are read.
use crate::domain::{Finding, FindingCode, Message};
use crate::ingest::workbook::{FileNotice, FormulaReach};

/// A fact about the file.
pub(super) fn notice(notice: &FileNotice) -> Finding {
    let message = notice.message();
    match notice {
        FileNotice::Macros | FileNotice::NotATable { .. } => Finding::note(FindingCode::FileNotice, message),
        FileNotice::ExternalLinks | FileNotice::NameDisagrees { .. } | FileNotice::EncodingGuessed(_) => {
            Finding::warning(FindingCode::FileNotice, message)
        }
    }
}

/// Somebody left a sheet out.
pub(super) fn left_out_sheet() -> Finding {
    let message = Message::new("Trang này được bỏ qua theo lựa chọn.", "The sheet is left out, as was chosen.");
    Finding::note(FindingCode::NoTable, message)
}

/// A sheet of one of our own files.
pub(super) fn companion() -> Finding {
    let message = Message::new(
        "Trang hướng dẫn, danh mục hoặc ví dụ của AgriAtlas; không có điểm nào để nhập.",
        "A sheet of AgriAtlas with explanations, lists or examples; it holds no sites.",
    );
    Finding::note(FindingCode::NoTable, message)
}

/// Nothing in a sheet looks like a header.
pub(super) fn no_table(is_narrow: bool) -> Finding {
    let message = Message::new(
        "Không tìm thấy dòng tiêu đề cột trong trang này, nên không có dòng nào được đọc là điểm. Nếu trang có danh sách, hãy thêm một dòng tiêu đề.",
        "No header row was found on this sheet, so that no row was read as a site. If it holds a list, add a row of titles.",
    );
    match is_narrow {
        true => Finding::note(FindingCode::NoTable, message),
        false => Finding::warning(FindingCode::NoTable, message),
    }
}

/// A formula reaches for what is never reached.
pub(super) fn foreign_formula(reach: FormulaReach) -> Finding {
    let (vi, en) = match reach {
        FormulaReach::Sheet | FormulaReach::OtherFile => ("một tệp khác", "another file"),
        FormulaReach::Network => ("mạng", "the network"),
        FormulaReach::Program => ("một chương trình khác", "another program"),
    };
    let message = Message::new(
        format!("Công thức trong ô liên kết tới {vi}; công thức không được chạy, chỉ dùng giá trị đã lưu."),
        format!("The formula in the cell reaches for {en}; it is not run, only the value kept in the file is used."),
    );
    Finding::warning(FindingCode::ForeignFormula, message)
}

/// A cell of our own layout holds an error.
pub(super) fn error_cell(error: &str) -> Finding {
    let shown: String = error.chars().take(80).collect();
    let message =
        Message::new(format!("Ô có lỗi “{shown}”. Hãy sửa ô này."), format!("The cell holds the error “{shown}”. Correct it."));
    Finding::refused(FindingCode::UnreadValue, message)
}

/// Something stands beyond the last title.
pub(super) fn beyond_the_titles() -> Finding {
    let message = Message::new(
        "Ô này nằm ngoài các cột có tiêu đề; không được đọc.",
        "The cell stands beyond the columns with titles; it is not read.",
    );
    Finding::warning(FindingCode::UnreadValue, message)
}

/// The sheet hides a row of our own layout.
pub(super) fn hidden_row() -> Finding {
    let message = Message::new("Dòng này bị ẩn trong tệp; vẫn được đọc.", "The sheet hides this row; it was read all the same.");
    Finding::note(FindingCode::HiddenPart, message)
}
