//! The sites nearest to a point, exactly in the order of geodesic distance on WGS 84.
//!
//! The index yields sites by the angle between ellipsoid normals. Along a geodesic the normal turns by at most its length
//! divided by the smallest radius of curvature and at least by its length divided by the largest, so an angle bounds the
//! geodesic distance from both sides. The search stops only when no later site can be among the nearest.
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};
use roaring::RoaringBitmap;

use super::Snapshot;
use super::spatial::{Near, SphereIndex};
use crate::domain::{GeoPoint, SiteId};
use crate::query::NearestQuery;

/// The ellipsoid; its series are worked out once.
static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Smallest radius of curvature of WGS 84 in metres (meridian at the equator: b²/a), rounded down.
const RADIUS_MIN_M: f64 = 6_335_439.0;
/// Largest radius of curvature of WGS 84 in metres (at the poles: a²/b), rounded up.
const RADIUS_MAX_M: f64 = 6_399_594.0;
/// So few matches are tried one by one.
const FEW: u64 = 64;
/// A filter that keeps fewer than one site in so many is cheaper to walk than a box.
const SELECTIVE: u64 = 20;

/// The answer: the nearest sites, and how many there are within reach.
pub struct Nearest {
    /// Placed sites that match, within the largest distance.
    pub matched: u64,
    /// The nearest of them, nearest first; equal distances by identifier.
    pub neighbours: Vec<Neighbour>,
}

/// A site and how it is reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// The site's slot.
    pub slot: u32,
    /// Geodesic distance in metres.
    pub distance_m: f64,
    /// Direction from the origin in degrees clockwise from true north, 0 to 360; 0 for a site on the origin itself.
    pub bearing_deg: f64,
}

impl Snapshot {
    /// The nearest sites that match.
    pub fn nearest(&self, query: &NearestQuery) -> Nearest {
        let matches = self.selected(&query.filter);
        let placed = self.count_placed(&matches);
        // Whoever asks for a distance wants to know how many there are within it.
        let count = if query.max_distance_m.is_some() { usize::MAX } else { query.count };
        let angle_max = query.max_distance_m.map_or(f64::INFINITY, |metres| metres / RADIUS_MIN_M);
        let candidates = if placed <= FEW {
            self.each_by_angle(query.origin, &matches)
        } else {
            let slots = (self.base.sites.len() + self.later.sites.len()) as u64;
            let among = (matches.len() < slots).then_some(matches.as_ref());
            self.near(&Near { origin: query.origin, count, angle_max, slack: SLACK, among })
        };
        let matched = match query.max_distance_m {
            None => placed,
            Some(maximum) => self.count_within(query.origin, maximum, &candidates),
        };
        Nearest { matched, neighbours: self.closest(query.origin, candidates, query.count, query.max_distance_m) }
    }

    /// The nearest of an index of slots and its geodesic distance in metres; of equally near ones the smallest identifier.
    pub(super) fn nearest_of(&self, origin: GeoPoint, index: &SphereIndex) -> Option<(u32, f64)> {
        let candidates = index.near(&Near { origin, count: 1, angle_max: f64::INFINITY, slack: SLACK, among: None });
        let nearest = self.closest(origin, candidates, 1, None).pop()?;
        Some((nearest.slot, nearest.distance_m))
    }

    /// Placed slots by growing angle from the origin, each of them looked at.
    fn each_by_angle(&self, origin: GeoPoint, slots: &RoaringBitmap) -> Vec<(f64, u32)> {
        let mut by_angle: Vec<(f64, u32)> =
            slots.iter().filter_map(|slot| self.angle_to(origin, slot).map(|angle| (angle, slot))).collect();
        by_angle.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        by_angle
    }

    /// The `count` nearest of candidates that come by growing angle from the origin, nearest first.
    fn closest(
        &self,
        origin: GeoPoint,
        candidates: Vec<(f64, u32)>,
        count: usize,
        max_distance_m: Option<f64>,
    ) -> Vec<Neighbour> {
        let mut best: BinaryHeap<Candidate> = BinaryHeap::new();
        for (angle, slot) in candidates {
            let reach = match best.peek() {
                Some(worst) if best.len() == count => worst.neighbour.distance_m,
                _ => max_distance_m.unwrap_or(f64::INFINITY),
            };
            if angle * RADIUS_MIN_M > reach {
                break;
            }
            let (Some(point), Some(public)) = (self.point(slot), self.site(slot)) else { continue };
            let (distance_m, azimuth, _, _): (f64, f64, f64, f64) = WGS84.inverse(origin.lat, origin.lon, point.lat, point.lon);
            if max_distance_m.is_none_or(|maximum| distance_m <= maximum) {
                // Who stands on the spot needs no direction.
                let bearing_deg = if distance_m > 0.0 { azimuth.rem_euclid(360.0) } else { 0.0 };
                best.push(Candidate { neighbour: Neighbour { slot, distance_m, bearing_deg }, id: public.site.id });
                if best.len() > count {
                    best.pop();
                }
            }
        }
        best.into_sorted_vec().into_iter().map(|candidate| candidate.neighbour).collect()
    }

    /// How many of the candidates lie within a distance; only those near its edge need a geodesic.
    fn count_within(&self, origin: GeoPoint, maximum: f64, candidates: &[(f64, u32)]) -> u64 {
        let is_within = |(angle, slot): &&(f64, u32)| {
            angle * RADIUS_MAX_M <= maximum
                || (angle * RADIUS_MIN_M <= maximum && self.point(*slot).is_some_and(|point| origin.metres_to(point) <= maximum))
        };
        candidates.iter().filter(is_within).count() as u64
    }

    /// Whether so few sites match that trying each of them is cheaper than walking the index.
    pub(super) fn is_selective(&self, matches: &RoaringBitmap) -> bool {
        matches.len() * SELECTIVE < self.len() as u64
    }
}

/// All that may be nearer than the last one wanted, by their angles.
const SLACK: f64 = RADIUS_MAX_M / RADIUS_MIN_M;

#[derive(Debug)]
struct Candidate {
    neighbour: Neighbour,
    id: SiteId,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.neighbour.distance_m.total_cmp(&other.neighbour.distance_m).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
