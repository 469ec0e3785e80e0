//! What the one layer of a tileset shows: the sites that match a filter, or administrative units.
use bytes::Bytes;

use super::field::Field;
use super::mercator::Tile;
use super::{region_layer, site_layer};
use crate::domain::BoundingBox;
use crate::query::{Filter, RegionLayerQuery};
use crate::snapshot::Snapshot;

/// The zoom level beyond which map clients need no further tiles: a unit of these has less than a metre.
pub const FINEST_ZOOM: u8 = 14;

/// What a layer shows.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerQuery {
    /// The sites that match.
    Sites(Box<Filter>),
    /// Administrative units.
    Regions(RegionLayerQuery),
}

impl LayerQuery {
    /// The name of the layer within its tiles.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sites(_) => site_layer::NAME,
            Self::Regions(_) => region_layer::NAME,
        }
    }

    /// The properties of its features.
    pub const fn fields(&self) -> &'static [Field] {
        match self {
            Self::Sites(_) => site_layer::FIELDS,
            Self::Regions(_) => region_layer::FIELDS,
        }
    }

    /// Dimensions of its geometries: 0 for points, 2 for areas.
    pub const fn dimensions(&self) -> u8 {
        match self {
            Self::Sites(_) => 0,
            Self::Regions(_) => 2,
        }
    }

    /// The query as parameters, always in the same order and spelling.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Sites(filter) => filter.pairs(),
            Self::Regions(query) => query.pairs(),
        }
    }

    /// The box around everything it shows; `None` where that is nothing.
    pub fn bounds(&self, snapshot: &Snapshot) -> Option<BoundingBox> {
        match self {
            Self::Sites(filter) => snapshot.bounds(filter),
            Self::Regions(query) => region_layer::bounds(snapshot, query),
        }
    }

    /// A tile of it as a Mapbox Vector Tile; no bytes where nothing is there.
    pub fn tile(&self, snapshot: &Snapshot, tile: Tile) -> Bytes {
        Bytes::from(match self {
            Self::Sites(filter) => site_layer::tile(snapshot, filter, tile),
            Self::Regions(query) => region_layer::tile(snapshot, query, tile),
        })
    }
}
