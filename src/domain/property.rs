//! The public properties of a site: the names a client may ask for, in the order they are written.
use super::Message;
use super::code_enum::code_enum;

code_enum! {
    /// A public property of a site, by its name in GeoJSON.
    Property {
        /// What the site is.
        Kind => "kind",
        /// Its name.
        Name => "name",
        /// Its sector.
        Sector => "sector",
        /// Its subsector.
        Subsector => "subsector",
        /// Its technologies.
        Technologies => "technologies",
        /// Its certifications.
        Certifications => "certifications",
        /// Hectares.
        AreaHa => "area_ha",
        /// Animals.
        HerdSize => "herd_size",
        /// Members.
        Members => "members",
        /// Year of establishment.
        EstablishedYear => "established_year",
        /// Đồng per year.
        RevenueVndPerYear => "revenue_vnd_per_year",
        /// Published or closed.
        Status => "status",
        /// Current province.
        ProvinceId => "province_id",
        /// Its full name.
        Province => "province",
        /// Current commune.
        CommuneId => "commune_id",
        /// Its full name.
        Commune => "commune",
        /// Former province.
        FormerProvinceId => "former_province_id",
        /// Its full name.
        FormerProvince => "former_province",
        /// Former district.
        FormerDistrictId => "former_district_id",
        /// Its full name.
        FormerDistrict => "former_district",
        /// Former commune.
        FormerCommuneId => "former_commune_id",
        /// Its full name.
        FormerCommune => "former_commune",
        /// How precisely the point is placed.
        PositionAccuracy => "position_accuracy",
        /// Whether the current commune is sure.
        CommuneIsCertain => "commune_is_certain",
        /// Who runs the site.
        OperatorId => "operator_id",
        /// A short account.
        Abstract => "abstract",
        /// Where the facts come from.
        Sources => "sources",
        /// How far they can be trusted.
        Confidence => "confidence",
        /// When somebody last checked.
        VerifiedOn => "verified_on",
        /// When the record last changed.
        UpdatedAt => "updated_at",
    }
}

impl Property {
    /// The heading people read.
    pub fn heading(self) -> Message {
        let (vi, en) = match self {
            Self::Kind => ("Loại hình", "Kind"),
            Self::Name => ("Tên", "Name"),
            Self::Sector => ("Lĩnh vực", "Sector"),
            Self::Subsector => ("Ngành hàng", "Subsector"),
            Self::Technologies => ("Công nghệ", "Technologies"),
            Self::Certifications => ("Chứng nhận", "Certifications"),
            Self::AreaHa => ("Diện tích (ha)", "Area (ha)"),
            Self::HerdSize => ("Quy mô đàn (con)", "Herd size (animals)"),
            Self::Members => ("Số thành viên", "Members"),
            Self::EstablishedYear => ("Năm thành lập", "Established"),
            Self::RevenueVndPerYear => ("Doanh thu (đồng/năm)", "Revenue (VND per year)"),
            Self::Status => ("Trạng thái", "Status"),
            Self::ProvinceId => ("Mã tỉnh", "Province code"),
            Self::Province => ("Tỉnh, thành phố", "Province"),
            Self::CommuneId => ("Mã xã", "Commune code"),
            Self::Commune => ("Xã, phường", "Commune"),
            Self::FormerProvinceId => ("Mã tỉnh cũ", "Former province code"),
            Self::FormerProvince => ("Tỉnh, thành phố cũ", "Former province"),
            Self::FormerDistrictId => ("Mã huyện cũ", "Former district code"),
            Self::FormerDistrict => ("Quận, huyện cũ", "Former district"),
            Self::FormerCommuneId => ("Mã xã cũ", "Former commune code"),
            Self::FormerCommune => ("Xã, phường cũ", "Former commune"),
            Self::PositionAccuracy => ("Độ chính xác vị trí", "Position accuracy"),
            Self::CommuneIsCertain => ("Xã mới chắc chắn", "Current commune is certain"),
            Self::OperatorId => ("Đơn vị vận hành", "Operator"),
            Self::Abstract => ("Tóm tắt", "Abstract"),
            Self::Sources => ("Nguồn", "Sources"),
            Self::Confidence => ("Độ tin cậy", "Confidence"),
            Self::VerifiedOn => ("Ngày xác minh", "Verified on"),
            Self::UpdatedAt => ("Cập nhật lúc", "Updated"),
        };
        Message::new(vi, en)
    }
}
