//! Approximate cells: what the shipped points, boxes, areas and successions say about where a unit lies, turned into shapes
//! that share their borders.
mod archipelagos;
mod boxes;
mod chains;
mod contour;
mod labels;
mod membership;
mod mesh;
mod plane;
mod rings;
mod thinning;
mod topojson;
mod topology;

mod build;
mod network;

pub use build::build;
pub(super) use network::Network;
