//! What a column of an office's sheet can mean: the facts import knows, what stands beside them, and what is nobody's business.
use crate::domain::Message;
use crate::ingest::columns::Column;

/// Defines the meanings with their codes, Vietnamese and English names, and the engine's column where there is one.
macro_rules! meanings {
    ($($(#[$meta:meta])* $variant:ident => $code:literal, $vi:literal, $en:literal, $column:expr;)+) => {
        /// The meaning of a column, and the name of a fact that a cell gives.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Meaning { $($(#[$meta])* #[doc = $en] #[serde(rename = $code)] $variant),+ }

        impl Meaning {
            /// Every meaning.
            pub const ALL: &'static [Meaning] = &[$(Meaning::$variant),+];

            /// The stable code, as corrections and answers have it.
            pub const fn code(self) -> &'static str {
                match self { $(Meaning::$variant => $code),+ }
            }

            /// What people call it.
            pub fn name(self) -> Message {
                match self { $(Meaning::$variant => Message::new($vi, $en)),+ }
            }

            /// The column of the clean table; none for what stands beside the public facts.
            pub(in crate::ingest) const fn column(self) -> Option<Column> {
                match self { $(Meaning::$variant => $column),+ }
            }
        }
    };
}

meanings! {
    Id => "id", "Mã", "Identifier", Some(Column::Id);
    Name => "name", "Tên", "Name", Some(Column::Name);
    Kind => "kind", "Loại hình", "Kind", Some(Column::Kind);
    Sector => "sector", "Lĩnh vực", "Sector", Some(Column::Sector);
    Subsector => "subsector", "Nhóm sản phẩm", "Subsector", Some(Column::Subsector);
    Technologies => "technologies", "Công nghệ", "Technologies", Some(Column::Technologies);
    Certifications => "certifications", "Chứng nhận", "Certifications", Some(Column::Certifications);
    AreaHa => "area_ha", "Diện tích", "Area", Some(Column::AreaHa);
    HerdSize => "herd_size", "Quy mô đàn", "Herd size", Some(Column::HerdSize);
    Members => "members", "Số thành viên", "Members", Some(Column::Members);
    EstablishedYear => "established_year", "Năm bắt đầu", "Year of establishment", Some(Column::EstablishedYear);
    Revenue => "revenue_vnd_per_year", "Doanh thu", "Revenue", Some(Column::RevenueVndPerYear);
    Status => "status", "Trạng thái", "Status", Some(Column::Status);
    Province => "province", "Tỉnh", "Province", Some(Column::Province);
    District => "district", "Huyện", "District", Some(Column::District);
    Commune => "commune", "Xã", "Commune", Some(Column::Commune);
    Lon => "lon", "Kinh độ", "Longitude", Some(Column::Lon);
    Lat => "lat", "Vĩ độ", "Latitude", Some(Column::Lat);
    X => "x", "Tọa độ X", "X", Some(Column::X);
    Y => "y", "Tọa độ Y", "Y", Some(Column::Y);
    Coordinates => "coordinates", "Tọa độ", "Coordinates", Some(Column::Coordinates);
    Meridian => "meridian", "Kinh tuyến trục", "Central meridian", Some(Column::Meridian);
    Crs => "crs", "Hệ tọa độ", "Coordinate system", Some(Column::Crs);
    PositionAccuracy => "position_accuracy", "Độ chính xác vị trí", "Position accuracy", Some(Column::PositionAccuracy);
    OperatorId => "operator_id", "Mã đơn vị vận hành", "Operator", Some(Column::OperatorId);
    Abstract => "abstract", "Tóm tắt", "Abstract", Some(Column::Abstract);
    SourceTitle => "source_title", "Tên nguồn", "Source title", Some(Column::SourceTitle);
    SourceUrl => "source_url", "Địa chỉ nguồn", "Source address", Some(Column::SourceUrl);
    SourceDate => "source_date", "Ngày nguồn", "Source date", Some(Column::SourceDate);
    Confidence => "confidence", "Độ tin cậy", "Confidence", Some(Column::Confidence);
    VerifiedOn => "verified_on", "Ngày kiểm tra", "Verified on", Some(Column::VerifiedOn);
    PublicPrecision => "public_precision", "Độ chính xác công khai", "Public precision", Some(Column::PublicPrecision);
    Holder => "holder", "Chủ thể", "Holder", Some(Column::Holder);
    CurrentProvince => "current_province", "Tỉnh mới", "Current province", Some(Column::CurrentProvince);
    CurrentCommune => "current_commune", "Xã mới", "Current commune", Some(Column::CurrentCommune);
    Derived => "derived", "Cột do xuất tệp ghi", "Written by export", Some(Column::Derived);
    /// Village, commune, district and province in one cell.
    Address => "address", "Địa chỉ", "Address", None;
    /// A size whose unit says what it is the size of.
    Scale => "scale", "Quy mô", "Scale", None;
    /// The unit of the numbers in the column before or after.
    Unit => "unit", "Đơn vị tính", "Unit", None;
    /// What is grown or raised, in words.
    Product => "product", "Sản phẩm", "Product", None;
    Numbering => "numbering", "Số thứ tự", "Number in the list", None;
    /// Private: who stands for the site.
    ContactName => "contact_name", "Người đại diện", "Representative", None;
    /// Private: their telephone.
    Phone => "phone", "Điện thoại", "Telephone", None;
    /// Private: their e-mail.
    Email => "email", "Thư điện tử", "E-mail", None;
    /// Never kept: the number of an identity card.
    PersonalId => "personal_id", "Số CCCD/CMND", "Identity card number", None;
    /// Kept beside the record as it was.
    Note => "note", "Ghi chú", "Note", None;
}

impl Meaning {
    /// Whether it is a private contact field, which no public fact may come from.
    pub const fn is_private(self) -> bool {
        matches!(self, Self::ContactName | Self::Phone | Self::Email | Self::PersonalId)
    }

    /// Whether two columns may have it: what is merely kept, and what is never kept.
    pub(super) const fn may_stand_twice(self) -> bool {
        matches!(self, Self::Note | Self::Unit | Self::PersonalId | Self::Derived | Self::Numbering | Self::Phone)
    }
}
