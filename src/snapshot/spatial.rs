//! Where slots are: the Hilbert order, an R-tree over boxes of degrees and one over unit vectors.
use std::collections::HashSet;

use itertools::Itertools;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use roaring::RoaringBitmap;

use super::Snapshot;
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

/// The places of the sites of one segment.
pub(super) struct SpatialIndex {
    planar: RTree<PlanarLeaf>,
    sphere: SphereIndex,
}

impl SpatialIndex {
    pub(super) fn build<'a>(sites: impl Iterator<Item = (u32, &'a PublicSite)>) -> Self {
        let point = |(slot, public): (u32, &PublicSite)| public.site.facts.placement.point.map(|point| (point, slot));
        let placed: Vec<(GeoPoint, u32)> = sites.filter_map(point).collect();
        let leaves = placed.iter().map(|(point, slot)| PlanarLeaf::new([point.lon, point.lat], *slot));
        Self { planar: RTree::bulk_load(leaves.collect()), sphere: SphereIndex::new(placed.into_iter()) }
    }

    /// The slots in one of these boxes, edges included.
    fn within(&self, boxes: &[AABB<[f64; 2]>]) -> impl Iterator<Item = u32> {
        boxes.iter().flat_map(|area| self.planar.locate_in_envelope(*area)).map(|leaf| leaf.data)
    }
}

impl Snapshot {
    /// The point of a slot.
    pub(super) fn point(&self, slot: u32) -> Option<GeoPoint> {
        self.site(slot)?.site.facts.placement.point
    }

    /// The slots in a box, its edges included.
    pub(super) fn within(&self, area: BoundingBox) -> RoaringBitmap {
        let between = |west: f64, east: f64| AABB::from_corners([west, area.south], [east, area.north]);
        let boxes = if area.west <= area.east {
            vec![between(area.west, area.east)]
        } else {
            vec![between(area.west, 180.0), between(-180.0, area.east)]
        };
        let within: RoaringBitmap = self.base.spatial.within(&boxes).chain(self.later.spatial.within(&boxes)).collect();
        within - &self.replaced
    }

    /// Every placed slot by growing angle from the origin, with that angle in radians; among them such as were replaced.
    pub(super) fn by_angle(&self, origin: GeoPoint) -> impl Iterator<Item = (f64, u32)> + '_ {
        let (base, later) = (self.base.spatial.sphere.by_angle(origin), self.later.spatial.sphere.by_angle(origin));
        base.merge_by(later, |a, b| a.0 <= b.0)
    }

    /// An index of these slots alone, of those on one spot only the first: the one with the smallest identifier, because
    /// the natural order follows place, then identifier.
    pub(super) fn spots(&self, slots: &RoaringBitmap) -> SphereIndex {
        let mut seen = HashSet::new();
        let placed = self.in_natural_order(slots).filter_map(|slot| self.point(slot).map(|point| (point, slot)));
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
