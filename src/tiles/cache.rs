//! Tiles kept for who asks next: bounded by bytes, of the current revision only.
use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::mercator::Tile;
use crate::snapshot::Snapshot;

/// Most bytes kept.
const BYTES_MAX: u64 = 64 << 20;
/// What a tile costs beside its bytes, so that empty ones count too.
const BYTES_PER_ENTRY: u64 = 200;
const TILES_EXPECTED: usize = 20_000;

/// What a tile was made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TileKey {
    revision: i64,
    inventory_id: String,
    collection: &'static str,
    filter: Vec<(&'static str, String)>,
    tile: Tile,
}

impl TileKey {
    /// The key of a tile of a collection under a filter, whose pairs stand in their one order and spelling.
    pub fn new(snapshot: &Snapshot, collection: &'static str, filter: Vec<(&'static str, String)>, tile: Tile) -> Self {
        let inventory_id = snapshot.inventory_id().to_owned();
        Self { revision: snapshot.revision(), inventory_id, collection, filter, tile }
    }

    fn is_of(&self, snapshot: &Snapshot) -> bool {
        self.revision == snapshot.revision() && self.inventory_id == snapshot.inventory_id()
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<TileKey, Bytes> for Weight {
    fn weight(&self, key: &TileKey, tile: &Bytes) -> u64 {
        let filter: usize = key.filter.iter().map(|(_, value)| value.len()).sum();
        BYTES_PER_ENTRY + (filter + tile.len()) as u64
    }
}

/// The tiles kept.
pub struct TileCache {
    tiles: Cache<TileKey, Bytes, Weight>,
}

impl Default for TileCache {
    fn default() -> Self {
        Self { tiles: Cache::with_weighter(TILES_EXPECTED, BYTES_MAX, Weight) }
    }
}

impl TileCache {
    /// The tile as it is kept, or as it is made now.
    pub fn get_or_make(&self, key: TileKey, make: impl FnOnce() -> Bytes) -> Bytes {
        if let Some(tile) = self.tiles.get(&key) {
            return tile;
        }
        let tile = make();
        self.tiles.insert(key, tile.clone());
        tile
    }

    /// Lets go of everything that was not made from this snapshot.
    pub fn keep_only(&self, snapshot: &Snapshot) {
        self.tiles.retain(|key, _| key.is_of(snapshot));
    }
}
