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
mod export_inputs;
mod export_layers;
mod export_parameters;
mod export_waypoints;
mod export_workbook;
mod exports;
mod expressions_by_brute_force;
mod facets_tell_the_truth;
mod filter_conformance;
mod filter_expressions;
mod filter_mistakes;
mod filters;
mod filters_agree;
mod nearest_is_exact;
mod openapi;
mod pages;
mod paging;
mod places;
mod problems;
mod regions;
mod standards;
mod statistics;
mod statistics_files;
mod statistics_gaps;
mod support;
mod tiles;
mod tiles_of_regions;
