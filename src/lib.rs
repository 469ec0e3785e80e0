//! AgriAtlas: an inventory of high-tech farm models, co-operatives and enterprises in Vietnam, on a map.
//!
//! `docs/architecture.md` describes the folders and walks through an import, a request and an edit.

pub mod access;
pub mod app;
pub mod audit;
pub mod cli;
pub mod domain;
pub mod encode;
pub mod gazetteer;
pub mod geography;
pub mod http;
pub mod identity_provider;
pub mod importing;
pub mod ingest;
pub mod query;
pub mod snapshot;
pub mod store;
pub mod synthesis;
pub mod tiles;
