//! Changes as tables for a spreadsheet: one row for each fact that changed, the numbers, and what it all is.
use jiff::Timestamp;

use super::diff_list::Diff;
use super::diff_words::{fact_heading, state_words, value_words};
use super::filter_sentence::filter_sentence;
use super::page_layout::words;
use super::request::Asked;
use super::statistics_table::unit_name;
use crate::domain::{DATA_LICENCE, DATA_TITLE, Language, Message, PublicChange, VocabularyName, local_time};
use crate::encode::{About, Cell, Column, Table, Value};
use crate::snapshot::{ChangeCounts, FactChange, PublicDifference};

/// Both tables, in the order of the sheets.
pub(super) fn tables(asked: &Asked, diff: &Diff) -> [Table; 2] {
    [changes_table(asked, diff), numbers_table(asked, diff)]
}

/// Every change: of a record that was changed a row for each fact.
pub(super) fn changes_table(asked: &Asked, diff: &Diff) -> Table {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    Table {
        name: say("Thay đổi", "Changes").to_owned(),
        columns: vec![
            Column::new(say("Thay đổi", "Change"), 10),
            Column::new(say("Mã", "Id"), 12),
            Column::new(say("Tên", "Name"), 44),
            Column::new(say("Loại hình", "Kind"), 14),
            Column::new(say("Lĩnh vực", "Sector"), 14),
            Column::new(say("Tỉnh, thành phố", "Province"), 22),
            Column::new(say("Xã, phường", "Commune"), 22),
            Column::new(say("Thay đổi lần cuối lúc", "Last changed at"), 18),
            Column::new(say("Thông tin", "Fact"), 26),
            Column::new(say("Trước", "Before"), 36),
            Column::new(say("Sau", "After"), 36),
        ],
        rows: diff.all.iter().flat_map(|difference| rows(asked, difference)).collect(),
        total: None,
    }
}

fn rows(asked: &Asked, difference: &PublicDifference) -> Vec<Vec<Cell>> {
    let label = |list, code| asked.snapshot.vocabulary().label(list, code, asked.language);
    let told = difference.told();
    let facts = told.map(|public| &public.site.facts);
    let head = [
        Cell::text(Some(difference.change.label().in_language(asked.language))),
        Cell::Text(difference.id.to_string()),
        Cell::text(facts.map(|facts| facts.name.as_str())),
        Cell::text(Some(label(VocabularyName::Kind, difference.id.kind().code()))),
        Cell::text(facts.map(|facts| label(VocabularyName::Sector, facts.sector.code()))),
        Cell::text(told.and_then(|public| public.province.as_deref())),
        Cell::text(told.and_then(|public| public.commune.as_deref())),
        Cell::Text(local_time::written(difference.changed_at, asked.language)),
    ];
    let value = |fact: &FactChange, value: &Value| match value_words(asked, fact.column, value) {
        text if text.is_empty() => Cell::Empty,
        text => Cell::Text(text),
    };
    let row = |fact: &FactChange| {
        let heading = fact_heading(fact.column).in_language(asked.language).to_owned();
        let own = [Cell::Text(heading), value(fact, &fact.before), value(fact, &fact.after)];
        head.iter().cloned().chain(own).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<Cell>> = difference.facts().iter().map(row).collect();
    if rows.is_empty() {
        return vec![head.iter().cloned().chain(std::iter::repeat_n(Cell::Empty, 3)).collect()];
    }
    rows
}

/// The counts: by sector, then by current province.
fn numbers_table(asked: &Asked, diff: &Diff) -> Table {
    let say = |vi: &'static str, en: &'static str| words(asked.language, vi, en);
    let mut columns = vec![Column::new(say("Theo", "By"), 18), Column::new(say("Giá trị", "Value"), 28)];
    columns.extend(PublicChange::ALL.iter().map(|change| Column::new(change.label().in_language(asked.language), 10)));
    columns.push(Column::new(say("Tổng", "Total"), 10));
    let row = |by: &str, value: String, counts: &ChangeCounts| {
        let numbers = PublicChange::ALL.iter().map(|change| Cell::Integer(counts.of(*change)));
        let head = [Cell::Text(by.to_owned()), Cell::Text(value)];
        head.into_iter().chain(numbers).chain([Cell::Integer(counts.total())]).collect::<Vec<_>>()
    };
    let sectors = diff.summary.sectors.iter().map(|(sector, counts)| {
        let label = asked.snapshot.vocabulary().label(VocabularyName::Sector, sector.code(), asked.language);
        row(say("Lĩnh vực", "Sector"), label.to_owned(), counts)
    });
    let provinces = diff.summary.provinces.iter().map(|(id, counts)| {
        let name = id.map_or_else(|| say("Không rõ", "Unknown").to_owned(), |id| unit_name(asked, id));
        row(say("Tỉnh, thành phố", "Province"), name, counts)
    });
    Table {
        name: say("Tổng hợp", "Summary").to_owned(),
        columns,
        rows: sectors.chain(provinces).collect(),
        total: Some(row(say("Tổng cộng", "Total"), String::new(), &diff.summary.total)),
    }
}

/// From when to when, in words.
pub(super) fn span_words(diff: &Diff) -> Message {
    let (from, to) = (state_words(Some(diff.query.from)), state_words(diff.query.to));
    Message::new(format!("Từ {} đến {}", from.vi, to.vi), format!("From {} to {}", from.en, to.en))
}

/// What must be known to read the changes right.
pub(super) fn note() -> Message {
    Message::new(
        "So sánh hai trạng thái: thay đổi rồi trả lại như cũ không được tính. Điểm đã rút chỉ nêu mã; điểm nay không còn công khai không được nhắc lại ngoài việc đã rút. Bản ghi được đối chiếu theo ranh giới và danh mục hiện nay.",
        "Two states are compared: what changed and changed back does not count. Of a withdrawn site only the identifier is told; of what is no longer public nothing is told but that it was withdrawn. Records are compared by the boundaries and code lists of today.",
    )
}

/// The last sheet.
pub(super) fn about(asked: &Asked, diff: &Diff) -> About {
    let language = asked.language;
    let say = |vi: &'static str, en: &'static str| words(language, vi, en);
    let revisions = match language {
        Language::Vietnamese => format!("từ {} đến {}", diff.from, diff.to),
        Language::English => format!("{} to {}", diff.from, diff.to),
    };
    let entries = [
        (say("Dữ liệu", "Data"), DATA_TITLE.in_language(language).to_owned()),
        (say("Thay đổi", "Changes"), span_words(diff).in_language(language).to_owned()),
        (say("Bộ lọc", "Filter"), filter_sentence(&asked.snapshot, &diff.query.filter).in_language(language).to_owned()),
        (say("Số điểm thay đổi", "Sites changed"), diff.all.len().to_string()),
        (say("Phiên bản dữ liệu", "Revisions"), revisions),
        (say("Ghi chú", "Note"), note().in_language(language).to_owned()),
        (say("Xuất lúc", "Exported at"), local_time::written(Timestamp::now(), language)),
        (say("Giấy phép", "Licence"), DATA_LICENCE.in_language(language).to_owned()),
    ];
    About {
        name: say("Thông tin", "About").to_owned(),
        entries: entries.into_iter().map(|(what, how)| (what.to_owned(), how)).collect(),
    }
}
