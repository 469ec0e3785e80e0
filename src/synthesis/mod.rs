//! Synthetic sites: as many as wanted, spread over the real communes like real ones, the same for the same seed, and marked as
//! what they are, for measuring and for trying out an inventory of any size.
#![deny(missing_docs)]

mod facts;
mod places;
mod wording;

pub use facts::SyntheticSites;
pub use wording::{MARK, is_synthetic};
