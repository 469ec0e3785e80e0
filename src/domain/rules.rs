//! The ranges and lengths every record keeps to, with the sentence that says so.
use super::Message;

/// Longest name, in characters.
pub const NAME_MAX: usize = 300;
/// Longest abstract, in characters.
pub const ABSTRACT_MAX: usize = 1_500;
/// Longest title or address of a source, in characters.
pub const SOURCE_TEXT_MAX: usize = 2_000;
/// Most technologies or certifications of one site.
pub const TERMS_MAX: usize = 40;
/// Largest area in hectares.
pub const AREA_HA_MAX: f64 = 1_000_000.0;
/// Largest herd or flock, in animals.
pub const HERD_SIZE_MAX: u32 = 100_000_000;
/// Most members.
pub const MEMBERS_MAX: u32 = 10_000_000;
/// First year that can be a year of establishment.
pub const ESTABLISHED_YEAR_MIN: i16 = 1900;
/// Last year that can be a year of establishment.
pub const ESTABLISHED_YEAR_MAX: i16 = 2100;
/// Largest revenue in đồng per year.
pub const REVENUE_VND_MAX: i64 = 1_000_000_000_000_000;

/// “x” is not one of the allowed values.
pub fn not_in_list(value: &str, allowed: &[&str]) -> Message {
    let list = allowed.join(", ");
    Message::new(
        format!("“{value}” không có trong danh mục. Được phép: {list}"),
        format!("“{value}” is not in the list. Allowed: {list}"),
    )
}

/// “x” is not a number between these bounds.
pub fn not_in_range(value: &str, low: &str, high: &str) -> Message {
    Message::new(
        format!("“{value}” không hợp lệ; phải là số từ {low} đến {high}"),
        format!("“{value}” is not acceptable; it must be a number from {low} to {high}"),
    )
}

/// The text has more characters than allowed.
pub fn too_long(length: usize, maximum: usize) -> Message {
    Message::new(
        format!("văn bản dài {length} ký tự, tối đa {maximum}"),
        format!("the text has {length} characters, at most {maximum}"),
    )
}
