//! What statistics say in words, and the parameters of their addresses.
use super::request::Asked;
use crate::domain::{Division, Message};
use crate::query::{StatisticsKey, StatisticsQuery};

/// Where statistics are.
pub(super) const PATH: &str = "/api/statistics";

/// The query as parameters of links, without the format.
pub(super) fn pairs(asked: &Asked, query: &StatisticsQuery) -> Vec<(&'static str, String)> {
    query.pairs().into_iter().chain(asked.language_pair()).collect()
}

/// What must be known to read the rows right.
pub(super) fn note(query: &StatisticsQuery) -> Option<Message> {
    (query.by == StatisticsKey::Technology).then(|| {
        Message::new(
            "Một điểm dùng nhiều công nghệ được tính ở mỗi công nghệ, nên tổng các dòng có thể lớn hơn tổng số điểm; dòng “Không rõ” là các điểm chưa ghi công nghệ.",
            "A site with several technologies counts for each of them, so the rows may sum to more than the total; the row “Unknown” has the sites without any recorded.",
        )
    })
}

/// A map of Vietnam, in words.
pub(super) fn division_name(division: Division) -> Message {
    match division {
        Division::Current => Message::new("Từ 01/07/2025: 34 tỉnh, 3.321 xã", "Since 2025-07-01: 34 provinces, 3,321 communes"),
        Division::Former => Message::new(
            "Trước 01/07/2025: 63 tỉnh, 696 huyện, 10.035 xã",
            "Before 2025-07-01: 63 provinces, 696 districts, 10,035 communes",
        ),
    }
}

/// How our count and a reported one stand to each other.
pub(super) fn coverage_note() -> Message {
    Message::new(
        "Số công bố lấy nguyên từ nguồn, không gộp, không sửa; các số khác nhau được nêu cạnh nhau. Tỷ lệ bao phủ = số điểm chúng tôi có cùng đơn vị, loại hình, lĩnh vực (không tính các điều kiện lọc khác) chia cho số công bố.",
        "Reported totals stand as their sources give them, never merged or corrected; contradictory ones stand side by side. Coverage = our sites of the same unit, kind and sector (whatever else the filter asks) divided by the reported total.",
    )
}
