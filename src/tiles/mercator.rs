//! Web Mercator as a square of whole steps, and the tiles that divide it: a point is in exactly one tile of each zoom level.
use std::f64::consts::PI;

use crate::domain::{BoundingBox, GeoPoint};

/// The closest zoom level there are tiles of.
pub const ZOOM_MAX: u8 = 22;
/// Units along each side of a tile, in which its coordinates are written.
pub const EXTENT: u32 = 1 << EXTENT_BITS;

const EXTENT_BITS: u32 = 12;
/// Steps along each side of the world, as a power of two: one of them has less than 0.04 mm.
const WORLD_BITS: u32 = 40;
const WORLD_STEPS: u64 = 1 << WORLD_BITS;
/// Cells along each side of a tile, as a power of two: 8, so that one is 64 pixels wide where a tile has 512.
const CELL_BITS: u32 = 3;
/// Degrees by which the box of a tile is larger than the tile, because degrees are rounded.
const MARGIN_DEG: f64 = 1e-9;

/// A place on the square, in steps from its north-western corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GridPoint {
    /// Steps east.
    pub x: u64,
    /// Steps south.
    pub y: u64,
}

impl GridPoint {
    /// Where a point comes to lie. What is beyond 85.05° comes to lie on the edge, and so does longitude 180.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the conversion ends at the bounds, as it shall"
    )]
    pub fn of(point: GeoPoint) -> Self {
        let [x, y] = fractions(point.lon, point.lat);
        let steps = |fraction: f64| ((fraction * WORLD_STEPS as f64) as u64).min(WORLD_STEPS - 1);
        Self { x: steps(x), y: steps(y) }
    }
}

/// Places added up, for the middle of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GridSum {
    x: u128,
    y: u128,
    count: u128,
}

impl GridSum {
    pub(super) fn add(&mut self, place: GridPoint) {
        self.x += u128::from(place.x);
        self.y += u128::from(place.y);
        self.count += 1;
    }

    /// The middle of the places; it lies in every tile and every cell that all of them lie in.
    pub(super) fn middle(&self) -> Option<GridPoint> {
        let mean = |sum: u128| u64::try_from(sum.checked_div(self.count)?).ok();
        Some(GridPoint { x: mean(self.x)?, y: mean(self.y)? })
    }
}

/// Fractions of the square from its north-western corner.
fn fractions(lon: f64, lat: f64) -> [f64; 2] {
    [(lon + 180.0) / 360.0, 0.5 - lat.to_radians().tan().asinh() / (2.0 * PI)]
}

/// A tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    zoom: u8,
    row: u32,
    col: u32,
}

impl Tile {
    /// The tile, where there is one of this zoom level in this row and column.
    pub fn new(zoom: u8, row: u32, col: u32) -> Option<Self> {
        let is_there = zoom <= ZOOM_MAX && row < side(zoom) && col < side(zoom);
        is_there.then_some(Self { zoom, row, col })
    }

    /// The one tile of a zoom level that a place lies in; levels beyond the closest count as the closest.
    pub fn of(place: GridPoint, zoom: u8) -> Self {
        let zoom = zoom.min(ZOOM_MAX);
        let index = |steps: u64| u32::try_from(steps >> (WORLD_BITS - u32::from(zoom))).unwrap_or(u32::MAX);
        Self { zoom, row: index(place.y), col: index(place.x) }
    }

    /// The zoom level.
    pub const fn zoom(self) -> u8 {
        self.zoom
    }

    /// Counted from the north.
    pub const fn row(self) -> u32 {
        self.row
    }

    /// Counted from the west.
    pub const fn col(self) -> u32 {
        self.col
    }

    /// Whether a place lies in the tile.
    pub fn contains(self, place: GridPoint) -> bool {
        Self::of(place, self.zoom) == self
    }

    /// Where a place of this tile is written: 0 to [`EXTENT`] − 1 from its north-western corner.
    pub fn coordinates(self, place: GridPoint) -> [i32; 2] {
        let shift = WORLD_BITS - u32::from(self.zoom) - EXTENT_BITS;
        [place.x, place.y].map(|steps| i32::try_from((steps >> shift) % u64::from(EXTENT)).unwrap_or(0))
    }

    /// Which of the cells of this tile a place of it lies in, row by row.
    pub fn cell(self, place: GridPoint) -> u32 {
        let shift = WORLD_BITS - u32::from(self.zoom) - CELL_BITS;
        let index = |steps: u64| u32::try_from((steps >> shift) % (1 << CELL_BITS)).unwrap_or(0);
        (index(place.y) << CELL_BITS) | index(place.x)
    }

    /// A number that no other cell of any tile of this zoom level has.
    pub fn cell_number(self, cell: u32) -> u64 {
        (((u64::from(self.row) << self.zoom) | u64::from(self.col)) << (2 * CELL_BITS)) | u64::from(cell)
    }

    /// Degrees in units of this tile, with fractions; from its north-western corner.
    pub fn units(self, lon: f64, lat: f64) -> [f64; 2] {
        let [x, y] = fractions(lon, lat);
        let tiles = f64::from(side(self.zoom));
        [(x * tiles - f64::from(self.col)) * f64::from(EXTENT), (y * tiles - f64::from(self.row)) * f64::from(EXTENT)]
    }

    /// Metres of a unit at the equator.
    pub fn metres_per_unit(self) -> f64 {
        WORLD_M / f64::from(side(self.zoom)) / f64::from(EXTENT)
    }

    /// A box of degrees that holds every point of the tile, widened by so many units; the outermost rows reach to the poles.
    pub fn bounds(self, widened_by: f64) -> BoundingBox {
        let tiles = f64::from(side(self.zoom));
        let widened = widened_by / f64::from(EXTENT);
        let lon = |tile: f64| tile / tiles * 360.0 - 180.0;
        let lat = |tile: f64| ((1.0 - 2.0 * tile / tiles) * PI).sinh().atan().to_degrees();
        let (north, west) = (f64::from(self.row), f64::from(self.col));
        BoundingBox {
            west: lon(west - widened) - MARGIN_DEG,
            south: if self.row + 1 == side(self.zoom) { -90.0 } else { lat(north + 1.0 + widened) - MARGIN_DEG },
            east: lon(west + 1.0 + widened) + MARGIN_DEG,
            north: if self.row == 0 { 90.0 } else { lat(north - widened) + MARGIN_DEG },
        }
    }
}

/// Metres around the equator.
const WORLD_M: f64 = 2.0 * PI * 6_378_137.0;

/// Tiles along each side of the world.
fn side(zoom: u8) -> u32 {
    1 << u32::from(zoom.min(ZOOM_MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grid(lon: f64, lat: f64) -> GridPoint {
        GridPoint::of(GeoPoint { lon, lat })
    }

    #[test]
    fn known_places_are_in_known_tiles() {
        // Hồ Gươm, as every map of these tiles has it.
        let lake = grid(105.8525, 21.0287);
        for (zoom, col, row) in [(0, 0, 0), (5, 25, 14), (10, 813, 450), (14, 13_009, 7_212)] {
            assert_eq!(Tile::of(lake, zoom), Tile::new(zoom, row, col).unwrap(), "zoom {zoom}");
        }
        assert_eq!(Tile::of(grid(180.0, -90.0), 3), Tile::new(3, 7, 7).unwrap());
        assert_eq!(Tile::of(grid(-180.0, 90.0), 3), Tile::new(3, 0, 0).unwrap());
        assert_eq!(Tile::of(grid(0.0, 0.0), 1), Tile::new(1, 1, 1).unwrap());
    }

    #[test]
    fn there_is_no_tile_beyond_the_edge() {
        assert!(Tile::new(22, (1 << 22) - 1, (1 << 22) - 1).is_some());
        for (zoom, row, col) in [(0, 1, 0), (0, 0, 1), (3, 8, 0), (23, 0, 0), (255, 0, 0)] {
            assert!(Tile::new(zoom, row, col).is_none(), "{zoom}/{row}/{col}");
        }
    }

    fn point() -> impl Strategy<Value = (f64, f64)> {
        let lon = prop_oneof![4 => -180.0..=180.0_f64, 1 => Just(180.0), 1 => Just(-180.0), 2 => Just(0.0), 1 => Just(112.5)];
        let lat = prop_oneof![4 => -90.0..=90.0_f64, 1 => Just(90.0), 1 => Just(-90.0), 2 => Just(0.0), 1 => Just(85.06)];
        (lon, lat)
    }

    proptest! {
        #[test]
        fn a_point_is_in_exactly_one_tile((lon, lat) in point(), zoom in 0..=ZOOM_MAX) {
            let place = grid(lon, lat);
            let tile = Tile::of(place, zoom);
            prop_assert_eq!(Tile::new(tile.zoom(), tile.row(), tile.col()), Some(tile));
            prop_assert!(tile.contains(place));
            for (rows, cols) in [(-1, 0), (1, 0), (0, -1), (0, 1), (1, 1)] {
                let moved = |index: u32, by: i64| u32::try_from(i64::from(index) + by).ok();
                let other = moved(tile.row(), rows).zip(moved(tile.col(), cols)).and_then(|(row, col)| Tile::new(zoom, row, col));
                prop_assert!(other.is_none_or(|other| !other.contains(place)));
            }
            let inside = tile.coordinates(place).into_iter().all(|unit| (0..4_096).contains(&unit));
            prop_assert!(inside && tile.cell(place) < 64);
            prop_assert!(tile.bounds(0.0).contains(GeoPoint { lon, lat }), "{:?}", tile.bounds(0.0));
        }

        #[test]
        fn the_middle_stays_in_the_cell(points in proptest::collection::vec(point(), 1..40), zoom in 0..12_u8) {
            let mut cells = std::collections::HashMap::<_, Vec<GridPoint>>::new();
            for (lon, lat) in points {
                let place = grid(lon, lat);
                let tile = Tile::of(place, zoom);
                cells.entry((tile, tile.cell(place))).or_default().push(place);
            }
            for ((tile, cell), members) in cells {
                let mut sum = GridSum::default();
                members.into_iter().for_each(|place| sum.add(place));
                let middle = sum.middle().unwrap();
                prop_assert!(tile.contains(middle));
                prop_assert_eq!(tile.cell(middle), cell);
            }
        }

        #[test]
        fn units_with_fractions_agree_with_whole_ones((lon, lat) in (-179.9..179.9_f64, -85.0..85.0_f64), zoom in 0..=ZOOM_MAX) {
            let place = grid(lon, lat);
            let tile = Tile::of(place, zoom);
            let (exact, whole) = (tile.units(lon, lat), tile.coordinates(place));
            for (exact, whole) in exact.into_iter().zip(whole) {
                prop_assert!((exact - f64::from(whole) - 0.5).abs() < 0.51, "{exact} {whole}");
            }
        }
    }
}
