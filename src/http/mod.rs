//! The HTTP interface: one file per resource, the route table on one screen in `router.rs`.

mod assets;
mod collection;
mod connections;
mod export;
mod facets;
mod filter_sentence;
mod headers;
mod health;
mod item;
mod items;
mod landing;
mod links;
mod list_page;
mod metrics;
mod nearest;
mod oversized;
mod page_layout;
mod page_query;
mod problem;
mod problem_bodies;
mod regions;
mod reply;
mod request;
mod request_log;
mod router;
mod site_page;
mod state;
mod suggest;
mod vocabularies;

pub use connections::{ConnectionLimits, serve_connections};
pub use links::PublicUrl;
pub use metrics::Metrics;
pub use router::build_router;
pub use state::SharedState;
