//! The columns of the workbook that offices fill in: titles of our own layout, what may stand in them, and how that is explained.
use crate::domain::{Language, VocabularyName, rules};

/// What may stand below a title.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Choice {
    /// Words.
    Words,
    /// One term of a list.
    One(VocabularyName),
    /// One or several terms of a list.
    Several(VocabularyName),
    /// Whose the site is.
    Holder,
    /// How exactly everybody may know the place.
    Precision,
    /// The province.
    Province,
    /// A commune of it.
    Commune,
    /// A whole number up to this one.
    Count(f64),
    /// A number between two.
    Number(f64, f64),
    /// A day.
    Day,
}

/// A column of the template.
pub(super) struct TemplateColumn {
    titles: [&'static str; 2],
    pub choice: Choice,
    pub width: u16,
    notes: [&'static str; 2],
    /// What the three rows of the sheet of examples say; of closed lists the code.
    pub examples: [&'static str; 3],
}

impl TemplateColumn {
    /// The title, as import reads it without a guess.
    pub const fn title(&self, language: Language) -> &'static str {
        pick(&self.titles, language)
    }

    /// What somebody who fills in the column should know.
    pub const fn note(&self, language: Language) -> &'static str {
        pick(&self.notes, language)
    }
}

const fn pick(texts: &[&'static str; 2], language: Language) -> &'static str {
    let [vi, en] = texts;
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

const fn column(
    titles: [&'static str; 2],
    choice: Choice,
    width: u16,
    notes: [&'static str; 2],
    examples: [&'static str; 3],
) -> TemplateColumn {
    TemplateColumn { titles, choice, width, notes, examples }
}

const SEVERAL: [&str; 2] = [
    "Chọn một mục, hoặc ghi nhiều mục cách nhau bằng dấu chấm phẩy (;).",
    "Choose one, or write several with semicolons (;) between them.",
];

/// The columns, from the left. Those that every row needs come first.
pub(super) static COLUMNS: &[TemplateColumn] = &[
    column(
        ["Tên", "name"],
        Choice::Words,
        36,
        ["Bắt buộc. Tên mô hình, hợp tác xã hoặc doanh nghiệp.", "Required. The name of the model, co-operative or enterprise."],
        ["HTX Rau sạch Ví Dụ", "Trang trại bò sữa Ví Dụ", "Công ty Ví Dụ"],
    ),
    column(
        ["Loại hình", "kind"],
        Choice::One(VocabularyName::Kind),
        18,
        ["Bắt buộc. Chọn trong danh sách.", "Required. Choose from the list."],
        ["cooperative", "model", "enterprise"],
    ),
    column(
        ["Lĩnh vực", "sector"],
        Choice::One(VocabularyName::Sector),
        16,
        ["Bắt buộc. Chọn trong danh sách.", "Required. Choose from the list."],
        ["crop", "livestock", "fisheries"],
    ),
    column(
        ["Tỉnh", "province"],
        Choice::Province,
        24,
        ["Bắt buộc. Tỉnh, thành phố hiện nay.", "Required. The province or city of today."],
        ["", "", ""],
    ),
    column(
        ["Xã", "commune"],
        Choice::Commune,
        26,
        ["Xã, phường hiện nay. Có thể ghi tên cũ.", "The commune or ward of today. A former name will do."],
        ["", "", ""],
    ),
    column(
        ["Ngành hàng", "subsector"],
        Choice::One(VocabularyName::Subsector),
        22,
        ["Chọn mục thuộc lĩnh vực đã ghi.", "Choose one of the sector of the row."],
        ["vegetables", "dairy_cattle", ""],
    ),
    column(
        ["Công nghệ", "technologies"],
        Choice::Several(VocabularyName::Technology),
        36,
        SEVERAL,
        ["greenhouse;drip_irrigation", "", ""],
    ),
    column(["Chứng nhận", "certifications"], Choice::Several(VocabularyName::Certification), 28, SEVERAL, ["vietgap", "", ""]),
    column(
        ["Diện tích (ha)", "area_ha"],
        Choice::Number(0.0, rules::AREA_HA_MAX),
        14,
        ["Hecta. 5.000 m² là 0,5.", "Hectares. 5,000 m² are 0.5."],
        ["2.5", "12", "40"],
    ),
    column(
        ["Quy mô đàn (con)", "herd_size"],
        Choice::Count(rules::HERD_SIZE_MAX as f64),
        16,
        ["Số con có mặt thường xuyên.", "Animals kept at one time."],
        ["", "250", ""],
    ),
    column(
        ["Số thành viên", "members"],
        Choice::Count(rules::MEMBERS_MAX as f64),
        14,
        ["Thành viên của hợp tác xã, hoặc số hộ tham gia.", "Members of the co-operative, or households taking part."],
        ["35", "", ""],
    ),
    column(
        ["Năm thành lập", "established_year"],
        Choice::Number(rules::ESTABLISHED_YEAR_MIN as f64, rules::ESTABLISHED_YEAR_MAX as f64),
        14,
        ["Bốn chữ số.", "Four digits."],
        ["2018", "2015", "2020"],
    ),
    column(
        ["Doanh thu (đồng/năm)", "revenue_vnd_per_year"],
        Choice::Count(rules::REVENUE_VND_MAX as f64),
        20,
        ["Đồng mỗi năm, ghi đủ số: 1 tỷ là 1000000000.", "Đồng a year in full: a milliard is 1000000000."],
        ["1200000000", "", ""],
    ),
    column(
        ["Trạng thái", "status"],
        Choice::One(VocabularyName::Status),
        18,
        ["Để trống nếu đang hoạt động.", "Leave empty where it works."],
        ["", "", "closed"],
    ),
    column(
        ["Kinh độ", "lon"],
        Choice::Number(102.0, 118.0),
        13,
        ["Độ thập phân, ví dụ 105,852. Để trống nếu không rõ.", "Decimal degrees such as 105.852. Leave empty where unknown."],
        ["", "", ""],
    ),
    column(
        ["Vĩ độ", "lat"],
        Choice::Number(4.5, 23.6),
        13,
        ["Độ thập phân, ví dụ 21,028.", "Decimal degrees such as 21.028."],
        ["", "", ""],
    ),
    column(
        ["Chủ thể", "holder"],
        Choice::Holder,
        18,
        [
            "Của ai: tổ chức hay hộ gia đình. Hộ gia đình được giữ kín tên và vị trí.",
            "Whose it is: an organisation or a household. Name and place of a household are kept from the public.",
        ],
        ["organisation", "household", "organisation"],
    ),
    column(
        ["Độ chính xác công khai", "public_precision"],
        Choice::Precision,
        22,
        ["Để trống là công khai chính xác.", "Empty: everybody may know the exact place."],
        ["", "", ""],
    ),
    column(
        ["Tóm tắt", "abstract"],
        Choice::Words,
        50,
        ["Làm gì, chi phí, kết quả; tối đa 1.500 ký tự.", "What, cost, result; at most 1,500 characters."],
        ["Trồng rau ăn lá trong nhà màng.", "", ""],
    ),
    column(
        ["Tên nguồn", "source_title"],
        Choice::Words,
        32,
        ["Nhiều nguồn cách nhau bằng dấu | có khoảng trắng hai bên.", "Several with | between them, a space on either side."],
        ["Báo cáo năm 2025", "", ""],
    ),
    column(
        ["Địa chỉ nguồn", "source_url"],
        Choice::Words,
        32,
        ["Địa chỉ web bắt đầu bằng https://", "A web address that begins with https://"],
        ["", "", ""],
    ),
    column(
        ["Ngày nguồn", "source_date"],
        Choice::Words,
        14,
        ["2025, 12/2025 hoặc 31/12/2025.", "2025, 12/2025 or 31/12/2025."],
        ["12/2025", "", ""],
    ),
    column(
        ["Độ tin cậy", "confidence"],
        Choice::One(VocabularyName::Confidence),
        14,
        ["Số liệu đáng tin đến đâu.", "How far the data can be trusted."],
        ["high", "", ""],
    ),
    column(
        ["Ngày kiểm tra", "verified_on"],
        Choice::Day,
        14,
        ["Ngày có người đến tận nơi.", "When somebody last checked on the spot."],
        ["", "", ""],
    ),
];

#[cfg(test)]
mod tests {
    use super::super::columns_known::own_columns;
    use super::*;
    use crate::ingest::table::Corrections;
    use crate::ingest::workbook::{FileFormat, RawCell};

    #[test]
    fn the_titles_are_our_own_and_the_explanations_fit_into_a_spreadsheet() {
        for language in [Language::Vietnamese, Language::English] {
            let titles: Vec<RawCell> = COLUMNS.iter().map(|column| RawCell::Text(column.title(language).to_owned())).collect();
            let own = own_columns(&titles, FileFormat::Xlsx, &Corrections::default()).unwrap();
            assert!(own.columns.iter().all(|column| column.meaning.is_some()), "{:?}", own.columns);
            assert!(COLUMNS.iter().all(|column| column.note(language).chars().count() <= 255));
            assert!(COLUMNS.iter().all(|column| column.title(language).chars().count() <= 32));
        }
    }
}
