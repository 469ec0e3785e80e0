//! Vector tiles of sites and of administrative units, in Web Mercator, made from one snapshot.
#![deny(missing_docs)]

mod cache;
mod field;
mod layer;
mod mercator;
mod region_layer;
mod rings;
mod site_layer;
mod vector_tile;

pub use cache::{TileCache, TileKey};
pub use field::{Field, FieldKind};
pub use layer::{FINEST_ZOOM, LayerQuery};
pub use mercator::{EXTENT, GridPoint, Tile, ZOOM_MAX};
pub use site_layer::CLUSTERED_BELOW;
