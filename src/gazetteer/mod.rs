//! Administrative units of Vietnam before and after 2025-07-01: names to ids, succession, addresses to places, and what was
//! officially reported about them.
#![deny(missing_docs)]

mod address;
mod address_parts;
mod error;
mod files;
mod names;
mod placement;
mod registry;
mod reports;
mod scope;
mod short_names;
mod spelling;
mod succession;
mod suggestions;
mod type_word;
mod units;
mod wording;

pub use address::AddressResolution;
pub use error::GazetteerError;
pub use files::GazetteerFiles;
pub use names::{NameResolution, NameScope};
pub use registry::Gazetteer;
pub use reports::Reports;
