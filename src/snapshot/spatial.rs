//! Where slots are: the Hilbert order, a tree over degrees for boxes and one over normals of the ellipsoid for what is near.
use std::collections::HashSet;

use roaring::RoaringBitmap;

use super::Snapshot;
use super::packed_tree::{PackedTree, Wanted, distance_2};
use crate::domain::{BoundingBox, GeoPoint, PublicSite};

/// By so much a chord of a sphere of radius 1 may be wrong.
const ROUNDING: f64 = 1e-12;

/// Slots over the sphere, found by growing angle from any point.
pub(super) struct SphereIndex {
    tree: PackedTree<3>,
    slots: Vec<u32>,
}

/// What is looked for near a point.
pub(super) struct Near<'a> {
    /// From where.
    pub origin: GeoPoint,
    /// At least so many, where there are so many.
    pub count: usize,
    /// The largest angle in radians.
    pub angle_max: f64,
    /// All whose angle is so many times that of the last one are wanted, too.
    pub slack: f64,
    /// Only these slots, which must grow with their positions in the index; `None` for all.
    pub among: Option<&'a RoaringBitmap>,
}

impl SphereIndex {
    fn new(placed: impl Iterator<Item = (GeoPoint, u32)>) -> Self {
        let (points, slots) = placed.map(|(point, slot)| (unit_vector(point), slot)).unzip();
        Self { tree: PackedTree::new(points), slots }
    }

    /// What is looked for by growing angle, with that angle in radians.
    pub(super) fn near(&self, near: &Near<'_>) -> Vec<(f64, u32)> {
        let half = (near.angle_max / 2.0).min(std::f64::consts::FRAC_PI_2);
        let chord_max = 2.0 * half.sin() + ROUNDING;
        // A chord grows less than its angle, so that the slack of angles is enough for chords.
        let wanted = Wanted { count: near.count, most: chord_max * chord_max, slack: near.slack * near.slack };
        let slot = |position: usize| self.slots.get(position).copied();
        let holds = |position| near.among.is_none_or(|among| slot(position).is_some_and(|slot| among.contains(slot)));
        let may_hold = |span: std::ops::Range<usize>| {
            near.among.is_none_or(|among| match (slot(span.start), span.end.checked_sub(1).and_then(slot)) {
                (Some(first), Some(last)) => among.range_cardinality(first..=last) > 0,
                _ => false,
            })
        };
        let found = self.tree.nearest(&unit_vector(near.origin), &wanted, holds, may_hold);
        found.into_iter().filter_map(|(chord_squared, position)| Some((angle(chord_squared), slot(position)?))).collect()
    }
}

/// The places of the sites of one segment; those that have one come first in it.
pub(super) struct SpatialIndex {
    planar: PackedTree<2>,
    pub(super) sphere: SphereIndex,
}

impl SpatialIndex {
    pub(super) fn build(first: u32, sites: &[PublicSite]) -> Self {
        let placed: Vec<GeoPoint> = sites.iter().map_while(|public| public.site.facts.placement.point).collect();
        let sphere = SphereIndex::new(placed.iter().copied().zip(first..));
        Self { planar: PackedTree::new(placed.iter().map(|point| [point.lon, point.lat]).collect()), sphere }
    }

    /// How many sites have a place.
    pub(super) fn placed(&self) -> u32 {
        self.planar.len() as u32
    }

    /// The place of the site at an index of the segment.
    pub(super) fn point(&self, index: usize) -> Option<GeoPoint> {
        self.planar.point(index).map(|[lon, lat]| GeoPoint { lon: *lon, lat: *lat })
    }

    /// Adds the slots in a box, edges included; `first` is the slot of the first site.
    fn add_within(&self, first: u32, low: [f64; 2], high: [f64; 2], slots: &mut RoaringBitmap) {
        for span in self.planar.within(low, high) {
            slots.insert_range(first + span.start as u32..first + span.end as u32);
        }
    }
}

impl Snapshot {
    /// The point of a slot.
    pub(super) fn point(&self, slot: u32) -> Option<GeoPoint> {
        let segment = self.segment(slot);
        segment.spatial.point(segment.index(slot)?)
    }

    /// The slots in a box, its edges included.
    pub(super) fn within(&self, area: BoundingBox) -> RoaringBitmap {
        let between = |west: f64, east: f64| ([west, area.south], [east, area.north]);
        let boxes = if area.west <= area.east {
            vec![between(area.west, area.east)]
        } else {
            vec![between(area.west, 180.0), between(-180.0, area.east)]
        };
        let mut within = RoaringBitmap::new();
        for segment in [self.base.as_ref(), &self.later] {
            boxes.iter().for_each(|(low, high)| segment.spatial.add_within(segment.first, *low, *high, &mut within));
        }
        if self.replaced.is_empty() { within } else { within - &self.replaced }
    }

    /// How many of these slots have a place.
    pub(super) fn count_placed(&self, slots: &RoaringBitmap) -> u64 {
        let of = |first: u32, count: u32| slots.range_cardinality(first..first + count);
        of(self.base.first, self.base.spatial.placed()) + of(self.later.first, self.later.spatial.placed())
    }

    /// What is looked for in both segments, by growing angle.
    pub(super) fn near(&self, near: &Near<'_>) -> Vec<(f64, u32)> {
        let mut found = self.base.spatial.sphere.near(near);
        if self.later.spatial.placed() > 0 {
            found.extend(self.later.spatial.sphere.near(near));
            found.sort_by(|a, b| a.0.total_cmp(&b.0));
        }
        found
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
        Some(angle(distance_2(&unit_vector(origin), &unit_vector(self.point(slot)?))))
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
        Some(point) => {
            fast_hilbert::xy2h(scaled(point.lon, -180.0, 360.0), scaled(point.lat, -90.0, 180.0), 32).min(u64::MAX - 1)
        }
        None => u64::MAX,
    }
}
