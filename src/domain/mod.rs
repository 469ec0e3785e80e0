//! What a site, a region, a vocabulary term, a location, a source and a finding are, and every rule about them; no I/O.
#![deny(missing_docs)]

mod change;
mod code_enum;
mod finding;
mod language;
mod licence;
pub mod local_time;
mod location;
mod property;
mod public_site;
mod region;
mod region_id;
mod region_property;
mod reported_total;
pub mod rules;
mod site;
mod site_id;
mod site_kind;
mod source;
pub mod text;
mod text_form;
mod vocabulary;

pub use change::{Batch, BatchOrigin, Change, Operation};
pub use finding::{Finding, FindingCode, Severity};
pub use language::{Language, Message};
pub use licence::{DATA_LICENCE, DATA_TITLE};
pub use location::{Address, BoundingBox, GeoPoint, Placement, PositionAccuracy, VIETNAM};
pub use property::Property;
pub use public_site::PublicSite;
pub use region::{Extent, Region, Succession};
pub use region_id::{Division, RegionId, RegionLevel};
pub use region_property::RegionProperty;
pub use reported_total::{Indicator, IndicatorUnit, ReportKind, ReportedTotal};
pub use site::{Confidence, Sector, Site, SiteFacts, Status};
pub use site_id::SiteId;
pub use site_kind::SiteKind;
pub use source::{PartialDate, Source};
pub use vocabulary::{Term, Vocabulary, VocabularyName};
