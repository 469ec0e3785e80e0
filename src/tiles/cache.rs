//! Tiles kept for who asks next: bounded by bytes, told from the current revision only.
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
    /// The revision that was served; a past state is told anew from each.
    told_from: i64,
    inventory_id: String,
    collection: &'static str,
    filter: Vec<(&'static str, String)>,
    tile: Tile,
}

impl TileKey {
    /// The key of a tile of a collection under a filter, whose pairs stand in their one order and spelling.
    pub fn new(snapshot: &Snapshot, collection: &'static str, filter: Vec<(&'static str, String)>, tile: Tile) -> Self {
        let inventory_id = snapshot.inventory_id().to_owned();
        Self { revision: snapshot.revision(), told_from: snapshot.told_from(), inventory_id, collection, filter, tile }
    }

    fn is_of(&self, snapshot: &Snapshot) -> bool {
        self.told_from == snapshot.revision() && self.inventory_id == snapshot.inventory_id()
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
    /// The tile as it is kept, or as it is made now: by one of those who ask for it at the same time, while the others wait.
    /// Where that one fails or goes away, the next of them makes it.
    ///
    /// # Errors
    /// What `make` gives; nothing is kept then.
    pub async fn get_or_make<E>(&self, key: &TileKey, make: impl Future<Output = Result<Bytes, E>>) -> Result<Bytes, E> {
        match self.tiles.get_value_or_guard_async(key).await {
            Ok(tile) => Ok(tile),
            Err(place) => {
                let tile = make.await?;
                // Where it was let go of meanwhile, it is sent all the same.
                let _ = place.insert(tile.clone());
                Ok(tile)
            }
        }
    }

    /// Lets go of everything that was not made from this snapshot.
    pub fn keep_only(&self, snapshot: &Snapshot) {
        self.tiles.retain(|key, _| key.is_of(snapshot));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn key(col: u32) -> TileKey {
        let tile = Tile::new(5, 14, col).unwrap();
        TileKey { revision: 1, told_from: 1, inventory_id: String::new(), collection: "sites", filter: Vec::new(), tile }
    }

    #[tokio::test]
    async fn who_asks_at_the_same_time_waits_for_the_one_who_makes_it() {
        let (cache, made) = (Arc::new(TileCache::default()), Arc::new(AtomicUsize::new(0)));
        let ask = |col: u32| {
            let (cache, made) = (Arc::clone(&cache), Arc::clone(&made));
            tokio::spawn(async move {
                let make = async {
                    made.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok::<_, ()>(Bytes::from(vec![1; 10]))
                };
                cache.get_or_make(&key(col), make).await
            })
        };
        let asked: Vec<_> = (0..100).map(|number| ask(number % 2)).collect();
        for one in asked {
            assert_eq!(one.await.unwrap().unwrap().len(), 10);
        }
        assert_eq!(made.load(Ordering::SeqCst), 2, "one for each of the two tiles");
    }

    #[tokio::test]
    async fn one_who_fails_or_leaves_makes_room_for_the_next() {
        let (cache, key) = (TileCache::default(), key(1));
        assert_eq!(cache.get_or_make(&key, async { Err::<Bytes, _>("failed") }).await, Err("failed"));
        let leaves = cache.get_or_make(&key, std::future::pending::<Result<Bytes, ()>>());
        assert!(tokio::time::timeout(Duration::from_millis(10), leaves).await.is_err());
        let tile = Ok::<_, ()>(Bytes::from_static(b"tile"));
        assert_eq!(cache.get_or_make(&key, async { tile.clone() }).await, tile);
        assert_eq!(cache.get_or_make(&key, async { Err(()) }).await, tile, "kept");
    }
}
