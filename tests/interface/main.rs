//! The HTTP interface and the read model over the starter inventory, in process and without a database.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]
mod caching;
mod connections;
mod coordinate_systems;
mod exports;
mod facets_tell_the_truth;
mod filters;
mod nearest_is_exact;
mod pages;
mod paging;
mod places;
mod problems;
mod regions;
mod statistics;
mod statistics_files;
mod statistics_gaps;
mod support;
mod tiles;
