//! What the records of an export are, in the words that its files use.
use crate::domain::{DATA_TITLE, Language, Message, REGIONS_TITLE};

/// What the records of an export are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Models, co-operatives and enterprises.
    Sites,
    /// Administrative units.
    Regions,
}

impl Subject {
    /// The name of their layer.
    pub const fn layer(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Regions => "regions",
        }
    }

    /// The title of a file with them.
    pub fn title(self) -> &'static Message {
        match self {
            Self::Sites => &DATA_TITLE,
            Self::Regions => &REGIONS_TITLE,
        }
    }

    /// What they are called after a number.
    pub const fn counted(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Sites, Language::Vietnamese) => "điểm",
            (Self::Sites, Language::English) => "sites",
            (Self::Regions, Language::Vietnamese) => "đơn vị",
            (Self::Regions, Language::English) => "units",
        }
    }

    /// The name of a sheet with them.
    pub(super) const fn sheet(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Sites, Language::Vietnamese) => "Các điểm",
            (Self::Sites, Language::English) => "Sites",
            (Self::Regions, Language::Vietnamese) => "Đơn vị hành chính",
            (Self::Regions, Language::English) => "Units",
        }
    }

    /// What their number is called.
    pub(super) const fn number(self) -> (&'static str, &'static str) {
        match self {
            Self::Sites => ("Số điểm", "Sites"),
            Self::Regions => ("Số đơn vị", "Units"),
        }
    }
}
