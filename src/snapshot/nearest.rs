//! The sites nearest to a point, exactly in the order of geodesic distance on WGS 84.
//!
//! The index yields sites by the angle between ellipsoid normals. Along a geodesic the normal turns by at most its length
//! divided by the smallest radius of curvature and at least by its length divided by the largest, so an angle bounds the
//! geodesic distance from both sides. The search stops only when no later site can be among the nearest.
use std::collections::BinaryHeap;

use geographiclib_rs::{Geodesic, InverseGeodesic};
use roaring::RoaringBitmap;

use super::Snapshot;
use super::spatial::SphereIndex;
use crate::domain::{GeoPoint, SiteId};
use crate::query::NearestQuery;

/// Smallest radius of curvature of WGS 84 in metres (meridian at the equator: b²/a), rounded down.
const RADIUS_MIN_M: f64 = 6_335_439.0;
/// Largest radius of curvature of WGS 84 in metres (at the poles: a²/b), rounded up.
const RADIUS_MAX_M: f64 = 6_399_594.0;
/// A filter that keeps fewer than one site in so many is searched by brute force.
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
        let matches = self.select(&query.filter) & self.columns.placed();
        let geodesic = Geodesic::wgs84();
        let candidates: Box<dyn Iterator<Item = (f64, u32)> + '_> = if self.is_selective(&matches) {
            let mut by_angle: Vec<(f64, u32)> =
                matches.iter().filter_map(|slot| self.angle_to(query.origin, slot).map(|angle| (angle, slot))).collect();
            by_angle.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            Box::new(by_angle.into_iter())
        } else {
            Box::new(self.by_angle(query.origin).filter(|(_, slot)| matches.contains(*slot)))
        };

        let best = self.closest(&geodesic, query.origin, candidates, query.count, query.max_distance_m);
        let neighbours = best.into_iter().map(|candidate| self.neighbour(&geodesic, query.origin, &candidate));
        Nearest { matched: self.within_distance(&geodesic, query, &matches), neighbours: neighbours.collect() }
    }

    /// The nearest of an index of slots and its geodesic distance in metres; of equally near ones the smallest identifier.
    pub(super) fn nearest_of(&self, geodesic: &Geodesic, origin: GeoPoint, index: &SphereIndex) -> Option<(u32, f64)> {
        let nearest = self.closest(geodesic, origin, index.by_angle(origin), 1, None).pop()?;
        Some((nearest.slot, nearest.distance_m))
    }

    /// The `count` nearest of candidates that come by growing angle from the origin, nearest first.
    fn closest(
        &self,
        geodesic: &Geodesic,
        origin: GeoPoint,
        candidates: impl Iterator<Item = (f64, u32)>,
        count: usize,
        max_distance_m: Option<f64>,
    ) -> Vec<Candidate> {
        let mut best: BinaryHeap<Candidate> = BinaryHeap::new();
        for (angle, slot) in candidates {
            let reach = match best.peek() {
                Some(worst) if best.len() == count => worst.distance_m,
                _ => max_distance_m.unwrap_or(f64::INFINITY),
            };
            if angle * RADIUS_MIN_M > reach {
                break;
            }
            let (Some(point), Some(public)) = (self.point(slot), self.site(slot)) else { continue };
            let distance_m = distance(geodesic, origin, point);
            if max_distance_m.is_none_or(|maximum| distance_m <= maximum) {
                best.push(Candidate { distance_m, id: public.site.id, slot });
                if best.len() > count {
                    best.pop();
                }
            }
        }
        best.into_sorted_vec()
    }

    fn neighbour(&self, geodesic: &Geodesic, origin: GeoPoint, candidate: &Candidate) -> Neighbour {
        // Who stands on the spot needs no direction.
        let point = self.point(candidate.slot).filter(|_| candidate.distance_m > 0.0);
        let bearing_deg = point.map_or(0.0, |point| bearing(geodesic, origin, point));
        Neighbour { slot: candidate.slot, distance_m: candidate.distance_m, bearing_deg }
    }

    /// How many of the matches lie within the largest distance; only those near its edge need a geodesic.
    fn within_distance(&self, geodesic: &Geodesic, query: &NearestQuery, matches: &RoaringBitmap) -> u64 {
        let Some(maximum) = query.max_distance_m else { return matches.len() };
        let is_within = |angle: f64, slot: u32| {
            angle * RADIUS_MAX_M <= maximum
                || (angle * RADIUS_MIN_M <= maximum
                    && self.point(slot).is_some_and(|point| distance(geodesic, query.origin, point) <= maximum))
        };
        if self.is_selective(matches) {
            let angles = matches.iter().filter_map(|slot| self.angle_to(query.origin, slot).map(|angle| (angle, slot)));
            return angles.filter(|(angle, slot)| is_within(*angle, *slot)).count() as u64;
        }
        let in_reach = self.by_angle(query.origin).take_while(|(angle, _)| angle * RADIUS_MIN_M <= maximum);
        in_reach.filter(|(angle, slot)| matches.contains(*slot) && is_within(*angle, *slot)).count() as u64
    }

    /// Whether so few sites match that trying each of them is cheaper than walking the index.
    pub(super) fn is_selective(&self, matches: &RoaringBitmap) -> bool {
        matches.len() * SELECTIVE < self.len() as u64
    }
}

#[derive(Debug)]
struct Candidate {
    distance_m: f64,
    id: SiteId,
    slot: u32,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.distance_m.total_cmp(&other.distance_m).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}

fn distance(geodesic: &Geodesic, from: GeoPoint, to: GeoPoint) -> f64 {
    geodesic.inverse(from.lat, from.lon, to.lat, to.lon)
}

fn bearing(geodesic: &Geodesic, from: GeoPoint, to: GeoPoint) -> f64 {
    let (azimuth, _, _): (f64, f64, f64) = geodesic.inverse(from.lat, from.lon, to.lat, to.lon);
    azimuth.rem_euclid(360.0)
}
