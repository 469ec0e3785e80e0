//! The sentences the understanding of a table says, in both languages.
use super::meaning::Meaning;
use crate::domain::{Finding, FindingCode, Message};

fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(100).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// No number, date or coordinate could be found in the cell.
pub(super) fn unread(cell: &str, wanted_vi: &str, wanted_en: &str) -> Finding {
    let cell = shown(cell);
    let message = Message::new(
        format!("Không đọc được {wanted_vi} từ “{cell}”; ô được giữ nguyên văn."),
        format!("No {wanted_en} can be read from “{cell}”; the cell is kept as it was."),
    );
    Finding::warning(FindingCode::UnreadValue, message)
}

/// Words beside a value that say more than was read.
pub(super) fn left_over(words: &str) -> Finding {
    let words = shown(words);
    let message = Message::new(
        format!("Phần “{words}” chưa được hiểu; được giữ nguyên văn."),
        format!("“{words}” was not understood; it is kept as it was."),
    );
    Finding::note(FindingCode::UnreadValue, message)
}

/// A range or an estimate was read as one value.
pub(super) fn approximate(cell: &str, value: &str) -> Finding {
    let cell = shown(cell);
    let message = Message::new(
        format!("“{cell}” không phải số chính xác; hiểu là {}.", value.replace('.', ",")),
        format!("“{cell}” is not exact; read as {value}."),
    );
    Finding::warning(FindingCode::ApproximateValue, message)
}

/// A value may be a thousand times as much, or in another unit.
pub(super) fn unclear(cell: &str, first: &str, second: &str) -> Finding {
    let cell = shown(cell);
    let message =
        Message::new(format!("“{cell}” có thể là {first} hoặc {second}."), format!("“{cell}” may be {first} or {second}."));
    Finding::warning(FindingCode::UnclearValue, message)
}

/// A unit was taken for granted.
pub(super) fn unit_assumed(vi: String, en: String) -> Finding {
    Finding::note(FindingCode::UnitAssumed, Message::new(vi, en))
}

/// The cell of the row above was taken.
pub(super) fn from_above(row: u64) -> Finding {
    let message = Message::new(format!("Lấy theo ô ở dòng {row}."), format!("Taken from the cell in row {row}."));
    Finding::note(FindingCode::TakenFromAbove, message)
}

/// An identity number was dropped.
pub(super) fn identity_dropped() -> Finding {
    let message =
        Message::new("Số CCCD/CMND không được lưu; ô này bị bỏ.", "Identity card numbers are not kept; this cell was dropped.");
    Finding::warning(FindingCode::PersonalData, message)
}

/// A telephone number within public text was set apart.
pub(super) fn phone_set_apart() -> Finding {
    let message = Message::new(
        "Số điện thoại trong ô được tách sang thông tin liên hệ riêng.",
        "The telephone number in the cell was set apart as a private contact.",
    );
    Finding::note(FindingCode::PersonalData, message)
}

/// A wording that is in no list.
pub(super) fn unknown_wording(wording: &str) -> Finding {
    let wording = shown(wording);
    let message = Message::new(
        format!("“{wording}” không có trong danh mục; hãy chọn mục tương ứng."),
        format!("“{wording}” is not in the list; choose what it means."),
    );
    Finding::warning(FindingCode::UnknownTerm, message)
}

/// A fact that every site must have is nowhere in the row, nor above it.
pub(super) fn missing(fact: Meaning) -> Finding {
    let name = fact.name();
    let message = Message::new(
        format!("Không có thông tin: {}. Hãy cho biết.", name.vi.to_lowercase()),
        format!("Nothing says the {}; it has to be given.", name.en.to_lowercase()),
    );
    Finding { column: Some(fact.code().to_owned()), ..Finding::warning(FindingCode::MissingValue, message) }
}

/// Two cells of a row give different values of one fact.
pub(super) fn contradicts(fact: &Message, taken: &str) -> Finding {
    let taken = shown(taken);
    let message = Message::new(
        format!("Ô khác của dòng đã cho {} là “{taken}”; ô này không được dùng.", fact.vi.to_lowercase()),
        format!("Another cell of the row already gives {} as “{taken}”; this one is not used.", fact.en.to_lowercase()),
    );
    Finding::warning(FindingCode::UnclearValue, message)
}

/// A row of words between the rows of the table.
pub(super) fn left_out(words: &str) -> Finding {
    let words = shown(words);
    let message = Message::new(
        format!("Dòng “{words}” được coi là lời ghi, không phải một điểm."),
        format!("The row “{words}” was taken for a remark and not for a site."),
    );
    Finding::warning(FindingCode::RowLeftOut, message)
}

/// A hidden row was read.
pub(super) fn hidden_row() -> Finding {
    let message = Message::new("Dòng này bị ẩn trong tệp; vẫn được đọc.", "The sheet hides this row; it was read all the same.");
    Finding::warning(FindingCode::HiddenPart, message)
}

/// A hidden column was read.
pub(super) fn hidden_column(title: &str) -> Finding {
    let title = shown(title);
    let message = Message::new(
        format!("Cột “{title}” bị ẩn trong tệp; vẫn được đọc."),
        format!("The sheet hides column “{title}”; it was read all the same."),
    );
    Finding::warning(FindingCode::HiddenPart, message)
}

/// Two columns have one meaning; the second is only kept.
pub(super) fn second_column(first: &str, second: &str) -> Finding {
    let (first, second) = (shown(first), shown(second));
    let message = Message::new(
        format!("Cột “{second}” có thể cùng nghĩa với cột “{first}”; đã dùng cột “{first}”, cột kia được giữ nguyên văn."),
        format!("Column “{second}” may mean the same as “{first}”; “{first}” was used, the other is kept as it was."),
    );
    Finding::warning(FindingCode::UnclearValue, message)
}

/// Nothing fits the title of a column.
pub(super) fn unknown_column(title: &str) -> Finding {
    let title = shown(title);
    let message = Message::new(
        format!("Chưa hiểu cột “{title}”; các ô của cột được giữ nguyên văn. Hãy cho biết cột này là gì."),
        format!("Column “{title}” was not understood; its cells are kept as they were. Say what it means."),
    );
    Finding::warning(FindingCode::UnreadValue, message)
}

/// The sheet has no header.
pub(super) fn no_header() -> Finding {
    let message = Message::new(
        "Không tìm thấy dòng tiêu đề cột; hãy cho biết mỗi cột là gì.",
        "No header row was found; say what each column means.",
    );
    Finding::warning(FindingCode::UnclearValue, message)
}

/// A fact was concluded from other words.
pub(super) fn year_remark(cell: &str, year: i16) -> Finding {
    let cell = shown(cell);
    let message = Message::new(format!("“{cell}”: hiểu là năm {year}."), format!("“{cell}” was read as the year {year}."));
    Finding::warning(FindingCode::ApproximateValue, message)
}

/// A term is of another sector than the row.
pub(super) fn other_sector(wording: &str) -> Finding {
    let wording = shown(wording);
    let message = Message::new(
        format!("“{wording}” không thuộc lĩnh vực của dòng này."),
        format!("“{wording}” does not belong to the sector of this row."),
    );
    Finding::warning(FindingCode::SectorMismatch, message)
}
