//! The properties of an administrative unit as a feature: the names a client may ask for, in the order they are written.
use super::Message;
use super::code_enum::code_enum;

code_enum! {
    /// A property of an administrative unit, by its name in GeoJSON.
    RegionProperty {
        /// The official code.
        Code => "code",
        /// Province, district or commune.
        Level => "level",
        /// Current or former.
        Division => "division",
        /// The type word in Vietnamese.
        Type => "type",
        /// The name without its type word.
        Name => "name",
        /// The name with its type word.
        FullName => "full_name",
        /// The unit it belongs to.
        ParentId => "parent_id",
        /// Its full name.
        Parent => "parent",
        /// The province it belongs to; itself for a province.
        ProvinceId => "province_id",
        /// Its full name.
        Province => "province",
        /// First day of validity, where known.
        ValidFrom => "valid_from",
        /// The day it ceased to exist, exclusive.
        ValidTo => "valid_to",
        /// Area as published, in square kilometres.
        AreaKm2 => "area_km2",
        /// Longitude of a point inside it.
        Lon => "lon",
        /// Latitude of a point inside it.
        Lat => "lat",
        /// Official or approximate.
        Boundary => "boundary",
        /// What that means, in the asked language.
        BoundaryNote => "boundary_note",
        /// Former units it came from.
        Predecessors => "predecessors",
        /// Current units it became.
        Successors => "successors",
    }
}

impl RegionProperty {
    /// The heading people read.
    pub fn heading(self) -> Message {
        let (vi, en) = match self {
            Self::Code => ("Mã", "Code"),
            Self::Level => ("Cấp", "Level"),
            Self::Division => ("Bản đồ", "Division"),
            Self::Type => ("Loại đơn vị", "Type"),
            Self::Name => ("Tên", "Name"),
            Self::FullName => ("Tên đầy đủ", "Full name"),
            Self::ParentId => ("Mã đơn vị cấp trên", "Parent code"),
            Self::Parent => ("Đơn vị cấp trên", "Parent"),
            Self::ProvinceId => ("Mã tỉnh", "Province code"),
            Self::Province => ("Tỉnh, thành phố", "Province"),
            Self::ValidFrom => ("Có hiệu lực từ", "Valid from"),
            Self::ValidTo => ("Hết hiệu lực từ", "Ceased on"),
            Self::AreaKm2 => ("Diện tích (km²)", "Area (km²)"),
            Self::Lon => ("Kinh độ", "Longitude"),
            Self::Lat => ("Vĩ độ", "Latitude"),
            Self::Boundary => ("Ranh giới", "Boundary"),
            Self::BoundaryNote => ("Ghi chú về ranh giới", "Note on the boundary"),
            Self::Predecessors => ("Đơn vị tiền thân", "Predecessors"),
            Self::Successors => ("Đơn vị kế tiếp", "Successors"),
        };
        Message::new(vi, en)
    }
}
