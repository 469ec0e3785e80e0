//! Where slots are: the Hilbert order, an R-tree over boxes of degrees and one over unit vectors.
use std::collections::HashSet;

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use roaring::RoaringBitmap;

use crate::domain::{BoundingBox, GeoPoint, PublicSite};

type PlanarLeaf = GeomWithData<[f64; 2], u32>;
type SphereLeaf = GeomWithData<[f64; 3], u32>;

/// Slots over the sphere, found by growing angle from any point.
pub(super) struct SphereIndex {
    tree: RTree<SphereLeaf>,
}

impl SphereIndex {
    fn new(placed: impl Iterator<Item = (GeoPoint, u32)>) -> Self {
        Self { tree: RTree::bulk_load(placed.map(|(point, slot)| SphereLeaf::new(unit_vector(point), slot)).collect()) }
    }

    /// Every slot by growing angle from the origin, with that angle in radians.
    pub(super) fn by_angle(&self, origin: GeoPoint) -> impl Iterator<Item = (f64, u32)> + '_ {
        let nearest = self.tree.nearest_neighbor_iter_with_distance_2(unit_vector(origin));
        nearest.map(|(leaf, chord_squared)| (angle(chord_squared), leaf.data))
    }
}

pub(super) struct SpatialIndex {
    planar: RTree<PlanarLeaf>,
    sphere: SphereIndex,
    placed: RoaringBitmap,
    points: Vec<Option<GeoPoint>>,
}

impl SpatialIndex {
    pub(super) fn build(sites: &[PublicSite]) -> Self {
        let points: Vec<Option<GeoPoint>> = sites.iter().map(|public| public.site.facts.placement.point).collect();
        let placed = || points.iter().zip(0_u32..).filter_map(|(point, slot)| point.map(|point| (point, slot)));
        Self {
            planar: RTree::bulk_load(placed().map(|(point, slot)| PlanarLeaf::new([point.lon, point.lat], slot)).collect()),
            sphere: SphereIndex::new(placed()),
            placed: placed().map(|(_, slot)| slot).collect(),
            points,
        }
    }

    /// The slots that have a point.
    pub(super) fn placed(&self) -> &RoaringBitmap {
        &self.placed
    }

    /// The point of a slot.
    pub(super) fn point(&self, slot: u32) -> Option<GeoPoint> {
        self.points.get(slot as usize).copied().flatten()
    }

    /// The slots in a box, its edges included.
    pub(super) fn within(&self, area: BoundingBox) -> RoaringBitmap {
        let between = |west: f64, east: f64| AABB::from_corners([west, area.south], [east, area.north]);
        let parts = if area.west <= area.east {
            vec![between(area.west, area.east)]
        } else {
            vec![between(area.west, 180.0), between(-180.0, area.east)]
        };
        parts.into_iter().flat_map(|part| self.planar.locate_in_envelope(part)).map(|leaf| leaf.data).collect()
    }

    /// Every placed slot by growing angle from the origin, with that angle in radians.
    pub(super) fn by_angle(&self, origin: GeoPoint) -> impl Iterator<Item = (f64, u32)> + '_ {
        self.sphere.by_angle(origin)
    }

    /// An index of these slots alone, of those on one spot only the first: the one with the smallest identifier, because
    /// slots follow place, then identifier.
    pub(super) fn spots(&self, slots: &RoaringBitmap) -> SphereIndex {
        let mut seen = HashSet::new();
        let placed = slots.iter().filter_map(|slot| self.point(slot).map(|point| (point, slot)));
        SphereIndex::new(placed.filter(|(point, _)| seen.insert((point.lon.to_bits(), point.lat.to_bits()))))
    }

    /// The angle in radians between the origin and a slot's point.
    pub(super) fn angle_to(&self, origin: GeoPoint, slot: u32) -> Option<f64> {
        let (from, to) = (unit_vector(origin), unit_vector(self.point(slot)?));
        let chord_squared = from.iter().zip(to).map(|(a, b)| (a - b) * (a - b)).sum();
        Some(angle(chord_squared))
    }
}

fn angle(chord_squared: f64) -> f64 {
    2.0 * (chord_squared.sqrt() / 2.0).min(1.0).asin()
}

/// The normal of the ellipsoid at the point: geodetic latitude taken as it is.
fn unit_vector(point: GeoPoint) -> [f64; 3] {
    let (lon, lat) = (point.lon.to_radians(), point.lat.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// The place of a point along a Hilbert curve over the world; unplaced sites come last.
pub(super) fn curve(point: Option<GeoPoint>) -> u64 {
    let scaled = |value: f64, low: f64, extent: f64| (((value - low) / extent) * f64::from(u32::MAX)).round() as u32;
    match point {
        Some(point) => fast_hilbert::xy2h(scaled(point.lon, -180.0, 360.0), scaled(point.lat, -90.0, 180.0), 32),
        None => u64::MAX,
    }
}
