//! The HTTP interface and the read model over the starter inventory, in process; accounts and editing over a database in a file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]
mod account_support;
mod accounts_forgery;
mod accounts_pages;
mod accounts_regions;
mod accounts_sessions;
mod accounts_signing_in;
mod accounts_tokens;
mod caching;
mod connections;
mod contacts;
mod coordinate_systems;
mod editing_mistakes;
mod editing_rights;
mod editing_walk;
mod edits_on_a_snapshot;
mod export_inputs;
mod export_layers;
mod export_parameters;
mod export_regions;
mod export_waypoints;
mod export_workbook;
mod exports;
mod expressions_by_brute_force;
mod facets_tell_the_truth;
mod fake_provider;
mod filter_conformance;
mod filter_expressions;
mod filter_mistakes;
mod filters;
mod filters_agree;
mod imports_at_once;
mod imports_rights;
mod imports_support;
mod imports_together;
mod imports_undone;
mod imports_unusual;
mod imports_walk;
mod nearest_is_exact;
mod office;
mod openapi;
mod pages;
mod paging;
mod places;
mod privacy_planted;
mod problems;
mod recorded;
mod regions;
mod rights_matrix;
mod rights_table;
mod single_sign_on;
mod single_sign_on_support;
mod standards;
mod statistics;
mod statistics_files;
mod statistics_gaps;
mod support;
mod tiles;
mod tiles_of_regions;
mod time_diff;
mod time_travel;
mod visible_at_once;
