//! What people call each kind of finding, for lists and filters.
use super::{FindingCode, Message};

impl FindingCode {
    /// The kind of finding in a few words.
    pub fn label(self) -> Message {
        let (vi, en) = match self {
            Self::MissingValue => ("Thiếu giá trị", "Value missing"),
            Self::InvalidValue => ("Giá trị không hợp lệ", "Value not acceptable"),
            Self::UnknownTerm => ("Không có trong danh mục", "Not in the list"),
            Self::SectorMismatch => ("Sai lĩnh vực", "Of another sector"),
            Self::FormulaCell => ("Ô như công thức", "Cell like a formula"),
            Self::SwappedCoordinates => ("Kinh độ, vĩ độ đổi chỗ", "Coordinates swapped"),
            Self::OutsideVietnam => ("Ngoài Việt Nam", "Outside Vietnam"),
            Self::SystemUsed => ("Hệ tọa độ đã dùng", "Coordinate system used"),
            Self::ExchangedAxes => ("X và Y đổi chỗ", "X and Y exchanged"),
            Self::OtherUnit => ("Đơn vị tọa độ khác", "Other unit of coordinates"),
            Self::ConflictingCoordinates => ("Hai tọa độ khác nhau", "Two different points"),
            Self::OutsideDeclaredUnit => ("Ngoài địa bàn đã ghi", "Outside the unit it names"),
            Self::AtSea => ("Trên biển", "At sea"),
            Self::OnForeignLand => ("Ở nước khác", "In another country"),
            Self::WrongMeridian => ("Sai kinh tuyến trục", "Wrong central meridian"),
            Self::SameSpot => ("Cùng một vị trí", "Same spot"),
            Self::ProbableDuplicate => ("Có thể trùng", "Perhaps the same site"),
            Self::UnknownPlace => ("Không rõ địa danh", "Place unknown"),
            Self::AmbiguousPlace => ("Nhiều nơi cùng tên", "Several places of that name"),
            Self::PlacedAtDistrict => ("Đặt ở tâm huyện", "Placed at its district"),
            Self::PlacedAtProvince => ("Đặt ở tâm tỉnh", "Placed at its province"),
            Self::CommuneUncertain => ("Xã mới chưa chắc", "Commune of today uncertain"),
            Self::DuplicateRow => ("Dòng lặp", "Row repeated"),
            Self::UnknownId => ("Mã không có", "Unknown identifier"),
            Self::RaggedRow => ("Dòng lệch cột", "Row out of step"),
            Self::UnclearValue => ("Có nhiều cách hiểu", "May be read in several ways"),
            Self::ApproximateValue => ("Giá trị ước chừng", "Approximate value"),
            Self::UnreadValue => ("Chưa đọc được", "Not read"),
            Self::UnitAssumed => ("Đơn vị được suy ra", "Unit assumed"),
            Self::TakenFromAbove => ("Lấy từ dòng trên", "Taken from above"),
            Self::PersonalData => ("Dữ liệu cá nhân", "Personal data"),
            Self::HiddenPart => ("Phần bị ẩn", "Hidden part"),
            Self::RowLeftOut => ("Dòng không phải điểm", "Row that is no site"),
            Self::OutsideRegion => ("Ngoài địa bàn được giao", "Outside your area"),
            Self::ForeignFormula => ("Công thức ra ngoài tệp", "Formula that leaves the file"),
            Self::UnusableGeometry => ("Hình không dùng được", "Geometry not usable"),
            Self::MergedRow => ("Đã gộp", "Merged"),
            Self::NoTable => ("Trang không có bảng", "Sheet without a table"),
            Self::FileNotice => ("Về cả tệp", "About the file"),
        };
        Message::new(vi, en)
    }
}
