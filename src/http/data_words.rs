//! The Vietnamese and English words for the members of answers, as pages show them.
use crate::domain::{Language, Property};

/// Member, Vietnamese, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("abstract", "Tóm tắt", "Abstract"),
    ("allowed", "Được phép", "Allowed"),
    ("ancestors", "Các cấp trên", "Units above"),
    ("area_km2", "Diện tích (km²)", "Area (km²)"),
    ("at", "Bản đồ của ngày", "Map of the day"),
    ("attribution", "Ghi công", "Attribution"),
    ("bbox", "Khung bao", "Box"),
    ("boundary", "Ranh giới", "Boundary"),
    ("boundary_note", "Về ranh giới", "About the boundary"),
    ("centre", "Tâm", "Centre"),
    ("changed_at", "Lúc", "When"),
    ("changes", "Những thay đổi", "Changes"),
    ("code", "Mã", "Code"),
    ("collections", "Các bộ dữ liệu", "Collections"),
    ("conformsTo", "Tuân thủ", "Conforms to"),
    ("counts", "Số điểm", "Sites"),
    ("crs", "Hệ tọa độ", "Coordinate systems"),
    ("description", "Mô tả", "Description"),
    ("division", "Bản đồ hành chính", "Map"),
    ("extent", "Phạm vi", "Extent"),
    ("features", "Đối tượng", "Features"),
    ("full_name", "Tên đầy đủ", "Full name"),
    ("geometry", "Hình học", "Geometry"),
    ("href", "Địa chỉ", "Address"),
    ("id", "Mã", "Id"),
    ("interval", "Khoảng thời gian", "Interval"),
    ("is_default", "Mặc định", "Default"),
    ("itemType", "Loại đối tượng", "Kind of items"),
    ("kind", "Loại hình", "Kind"),
    ("label", "Nhãn", "Label"),
    ("label_en", "Tiếng Anh", "English"),
    ("label_vi", "Tiếng Việt", "Vietnamese"),
    ("lat", "Vĩ độ", "Latitude"),
    ("level", "Cấp", "Level"),
    ("licence", "Giấy phép", "Licence"),
    ("links", "Liên kết", "Links"),
    ("lon", "Kinh độ", "Longitude"),
    ("name", "Tên", "Name"),
    ("numberMatched", "Số kết quả", "Matches"),
    ("numberOfItems", "Số đối tượng", "Items"),
    ("numberReturned", "Số kết quả ở trang này", "On this page"),
    ("operation", "Thay đổi", "Change"),
    ("parent", "Thuộc", "Part of"),
    ("parent_id", "Mã cấp trên", "Code of the unit above"),
    ("predecessors", "Trước đây là", "Formerly"),
    ("problems", "Mã lỗi", "Problems"),
    ("properties", "Thuộc tính", "Properties"),
    ("province", "Tỉnh, thành phố", "Province"),
    ("province_id", "Mã tỉnh", "Province code"),
    ("rel", "Quan hệ", "Relation"),
    ("revision", "Phiên bản", "Revision"),
    ("sector", "Lĩnh vực", "Sector"),
    ("sequence", "Số thứ tự", "Sequence"),
    ("since", "Kể từ phiên bản", "Since revision"),
    ("spatial", "Không gian", "Space"),
    ("status", "Trạng thái", "Status"),
    ("storageCrs", "Hệ tọa độ lưu trữ", "Storage coordinate system"),
    ("successors", "Hiện nay là", "Today"),
    ("temporal", "Thời gian", "Time"),
    ("timeStamp", "Lúc trả lời", "Answered at"),
    ("title", "Tên", "Title"),
    ("total", "Tổng", "Total"),
    ("type", "Loại", "Type"),
    ("understood", "Được hiểu là", "Understood as"),
    ("updated_at", "Cập nhật lúc", "Updated"),
    ("valid_from", "Có hiệu lực từ", "Valid from"),
    ("valid_to", "Hết hiệu lực từ", "Valid until"),
    ("vocabularies", "Danh mục", "Code lists"),
];

/// The heading of a member; its own name where nothing better is known.
pub(super) fn heading(member: &str, language: Language) -> String {
    if let Some((_, vi, en)) = WORDS.iter().find(|(name, ..)| *name == member) {
        return match language {
            Language::Vietnamese => (*vi).to_owned(),
            Language::English => (*en).to_owned(),
        };
    }
    let property = member.parse::<Property>().ok().map(|property| property.heading().in_language(language).to_owned());
    property.unwrap_or_else(|| member.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RegionProperty;

    #[test]
    fn every_property_of_a_unit_has_words() {
        for property in RegionProperty::ALL {
            assert!(WORDS.iter().any(|(name, ..)| *name == property.code()), "{property}");
        }
        assert_eq!(heading("area_ha", Language::Vietnamese), "Diện tích (ha)");
        assert!(WORDS.is_sorted());
    }
}
