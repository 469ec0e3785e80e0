//! One inventory entry at a place: a model, a co-operative or an enterprise.
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::code_enum::code_enum;
use super::{Address, Placement, SiteId, SiteKind, SitePrivacy, Source};

code_enum! {
    /// The three groups in which Vietnam counts its high-tech farms.
    Sector {
        /// Trồng trọt.
        Crop => "crop",
        /// Chăn nuôi.
        Livestock => "livestock",
        /// Thủy sản.
        Fisheries => "fisheries",
    }
}

code_enum! {
    /// The state of a record.
    Status {
        /// Being written; not public.
        Draft => "draft",
        /// Waiting for a reviewer; not public.
        InReview => "in_review",
        /// Public.
        Published => "published",
        /// Public, no longer working.
        Closed => "closed",
        /// Taken out of the inventory; not public, kept so that nobody takes its identifier.
        Withdrawn => "withdrawn",
    }
}

impl Status {
    /// Whether everybody may see the record.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Closed)
    }
}

code_enum! {
    /// How far the compiled facts can be trusted.
    Confidence {
        /// High.
        High => "high",
        /// Medium.
        Medium => "medium",
        /// Low.
        Low => "low",
    }
}

/// Everything known about a site but its identifier and the time of its last change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteFacts {
    /// What the site is.
    pub kind: SiteKind,
    /// Its name as people write it.
    pub name: String,
    /// Its sector.
    pub sector: Sector,
    /// Code of vocabulary `subsector`.
    pub subsector: Option<String>,
    /// Codes of vocabulary `technology`, in the order given, without repetition.
    pub technologies: Vec<String>,
    /// Codes of vocabulary `certification`, in the order given, without repetition.
    pub certifications: Vec<String>,
    /// Area in hectares.
    pub area_ha: Option<f64>,
    /// Animals kept at one time.
    pub herd_size: Option<u32>,
    /// Members (of a co-operative) or households taking part.
    pub members: Option<u32>,
    /// Year of establishment.
    pub established_year: Option<i16>,
    /// Revenue in Vietnamese đồng per year.
    pub revenue_vnd_per_year: Option<i64>,
    /// State of the record.
    pub status: Status,
    /// The address as it was given.
    pub address: Address,
    /// Where that is.
    pub placement: Placement,
    /// The co-operative or enterprise that runs the site.
    pub operator_id: Option<SiteId>,
    /// A short account: what, cost, result, whom to ask.
    #[serde(rename = "abstract")]
    pub abstract_text: Option<String>,
    /// Where the facts come from.
    pub sources: Vec<Source>,
    /// How far the facts can be trusted.
    pub confidence: Option<Confidence>,
    /// When somebody last checked on the spot.
    pub verified_on: Option<Date>,
    /// What of all this may be told to everybody. History that was written before there were such rules has none.
    #[serde(default, skip_serializing_if = "SitePrivacy::is_default")]
    pub privacy: SitePrivacy,
}

/// A recorded site.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Identifier.
    pub id: SiteId,
    /// What is known.
    #[serde(flatten)]
    pub facts: SiteFacts,
    /// When the record last changed.
    pub updated_at: Timestamp,
}
