//! What a facet counts by, and which filter choosing one of its values sets.
use crate::domain::{Message, VocabularyName};

use super::error::QueryError;
use super::parameters::Parameters;

/// A property whose values can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetKey {
    /// By sector.
    Sector,
    /// By kind.
    Kind,
    /// By subsector.
    Subsector,
    /// By technology.
    Technology,
    /// By certification.
    Certification,
    /// By current province.
    Province,
    /// By current commune.
    Commune,
    /// By former province.
    FormerProvince,
    /// By former district.
    FormerDistrict,
    /// By how precisely the point is placed; sites without a point are in none of its values.
    PositionAccuracy,
}

impl FacetKey {
    /// Every key.
    pub const ALL: &'static [Self] = &[
        Self::Sector,
        Self::Kind,
        Self::Subsector,
        Self::Technology,
        Self::Certification,
        Self::Province,
        Self::Commune,
        Self::FormerProvince,
        Self::FormerDistrict,
        Self::PositionAccuracy,
    ];

    /// The name in `by=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sector => "sector",
            Self::Kind => "kind",
            Self::Subsector => "subsector",
            Self::Technology => "technology",
            Self::Certification => "certification",
            Self::Province => "province",
            Self::Commune => "commune",
            Self::FormerProvince => "former_province",
            Self::FormerDistrict => "former_district",
            Self::PositionAccuracy => "position_accuracy",
        }
    }

    /// The filter that choosing a value sets; `None` where only an expression can choose one.
    pub const fn parameter(self) -> Option<&'static str> {
        match self {
            Self::PositionAccuracy => None,
            Self::Province | Self::Commune | Self::FormerProvince | Self::FormerDistrict => Some("region"),
            Self::Sector | Self::Kind | Self::Subsector | Self::Technology | Self::Certification => Some(self.name()),
        }
    }

    /// The vocabulary its values come from; `None` for places.
    pub const fn vocabulary(self) -> Option<VocabularyName> {
        match self {
            Self::Sector => Some(VocabularyName::Sector),
            Self::Kind => Some(VocabularyName::Kind),
            Self::Subsector => Some(VocabularyName::Subsector),
            Self::Technology => Some(VocabularyName::Technology),
            Self::Certification => Some(VocabularyName::Certification),
            Self::PositionAccuracy => Some(VocabularyName::PositionAccuracy),
            Self::Province | Self::Commune | Self::FormerProvince | Self::FormerDistrict => None,
        }
    }

    /// Reads `by=`; the four most used keys by default.
    pub fn parse(parameters: &Parameters) -> Result<Vec<Self>, QueryError> {
        let names = parameters.list("by")?;
        if names.is_empty() {
            return Ok(vec![Self::Sector, Self::Kind, Self::Technology, Self::Certification]);
        }
        let allowed: Vec<&str> = Self::ALL.iter().map(|key| key.name()).collect();
        let find = |name: &str| Self::ALL.iter().copied().find(|key| key.name() == name);
        names.into_iter().map(|name| find(name).ok_or_else(|| QueryError::not_in_list("by", name, &allowed))).collect()
    }

    /// The heading of the facet.
    pub fn heading(self) -> Message {
        match self {
            Self::Sector => Message::new("Lĩnh vực", "Sector"),
            Self::Kind => Message::new("Loại hình", "Kind"),
            Self::Subsector => Message::new("Ngành hàng", "Subsector"),
            Self::Technology => Message::new("Công nghệ", "Technology"),
            Self::Certification => Message::new("Chứng nhận", "Certification"),
            Self::Province => Message::new("Tỉnh, thành phố", "Province"),
            Self::Commune => Message::new("Xã, phường", "Commune"),
            Self::FormerProvince => Message::new("Tỉnh, thành phố cũ", "Former province"),
            Self::FormerDistrict => Message::new("Quận, huyện cũ", "Former district"),
            Self::PositionAccuracy => Message::new("Độ chính xác vị trí", "Precision of the point"),
        }
    }
}
