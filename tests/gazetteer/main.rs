//! The gazetteer against every shipped unit, the starter inventory and broken files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]
mod addresses;
mod cells;
mod files;
mod inventory;
mod names;
mod suggestions;
