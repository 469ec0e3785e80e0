//! Whether the numbers of a file lie where its units are, and if not, which coordinate system would put them there.
use geo::{Distance, Haversine, Point};

use crate::domain::{GeoPoint, Message};
use crate::geography::crs::{Crs, EastNorth};

/// A feature that lies farther than this from the known centre of its unit is not that unit.
pub(super) const FAR_KM: f64 = 50.0;
/// A file whose features lie farther than this from their units in the middle is in another system: the nearest zones of
/// VN-2000 are 26 km apart.
const MISPLACED_KM: f64 = 10.0;
/// A system puts a file right where its features then lie this near in the middle.
const RIGHT_KM: f64 = 3.0;
/// How many features are looked at.
const SAMPLE: usize = 400;

/// The box of a feature in the file's numbers, and the known centre of the unit it was matched to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub bounds: [f64; 4],
    pub centre: GeoPoint,
}

/// A way to read the numbers of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    pub crs: Crs,
    /// Whether the first number is the northing or the latitude.
    pub is_swapped: bool,
}

impl Reading {
    /// The numbers as they should be: east first.
    pub fn plain(crs: Crs) -> Self {
        Self { crs, is_swapped: false }
    }

    fn place(self, [first, second]: [f64; 2]) -> Option<GeoPoint> {
        let [east, north] = if self.is_swapped { [second, first] } else { [first, second] };
        self.crs.to_wgs84(EastNorth { east, north })
    }

    /// Kilometres from the centre to the nearest point of the feature's box; 0 within it; `None` where the numbers mean no place.
    pub fn distance_km(self, placed: &Placed) -> Option<f64> {
        let [west, south, east, north] = placed.bounds;
        let corners = [[west, south], [west, north], [east, south], [east, north]];
        let places: Vec<GeoPoint> = corners.into_iter().map(|corner| self.place(corner)).collect::<Option<_>>()?;
        let within = |low: f64, high: f64, value: f64| value.clamp(low.min(high), high.max(low));
        let least = |value: fn(&GeoPoint) -> f64| places.iter().map(value).fold(f64::INFINITY, f64::min);
        let most = |value: fn(&GeoPoint) -> f64| places.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        let lon = within(least(|place| place.lon), most(|place| place.lon), placed.centre.lon);
        let lat = within(least(|place| place.lat), most(|place| place.lat), placed.centre.lat);
        Some(Haversine.distance(Point::new(lon, lat), Point::new(placed.centre.lon, placed.centre.lat)) / 1_000.0)
    }

    /// The distance in the middle of all; infinite where the numbers mean no place.
    fn middle_km(self, placed: &[&Placed]) -> f64 {
        let mut distances: Vec<f64> = placed.iter().map(|one| self.distance_km(one).unwrap_or(f64::INFINITY)).collect();
        distances.sort_by(f64::total_cmp);
        distances.get(distances.len() / 2).copied().unwrap_or(0.0)
    }

    /// How it is named to people.
    pub fn message(self) -> Message {
        let label = self.crs.label();
        if !self.is_swapped {
            return label;
        }
        Message::new(
            format!("{}, với hai trục bị đảo (bắc trước đông)", label.vi),
            format!("{}, with the axes exchanged (north before east)", label.en),
        )
    }
}

/// What the place of the features says of a reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// The features lie where their units are.
    Right,
    /// They do not: how far in the middle (infinite where the numbers mean no place), and the reading that would be right.
    Wrong { middle_km: f64, better: Option<Reading> },
}

/// Judges a reading by the matched features; without any there is nothing against it.
pub(super) fn judge(reading: Reading, placed: &[Placed]) -> Verdict {
    let step = placed.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&Placed> = placed.iter().step_by(step).collect();
    let middle_km = reading.middle_km(&sample);
    if middle_km <= MISPLACED_KM {
        return Verdict::Right;
    }
    let better = best_reading(&sample).filter(|better| *better != reading);
    match middle_km <= FAR_KM && better.is_none() {
        true => Verdict::Right,
        false => Verdict::Wrong { middle_km, better },
    }
}

/// The reading that puts the features nearest to their units, if any does well enough.
pub(super) fn best_of(placed: &[Placed]) -> Option<Reading> {
    best_reading(&placed.iter().take(SAMPLE).collect::<Vec<_>>())
}

fn best_reading(sample: &[&Placed]) -> Option<Reading> {
    // WGS 84 is tried once: both of its names mean the same numbers here. Likewise the degrees of VN-2000, which lie
    // nearly two hundred metres away and are never told apart by such a look.
    let systems = Crs::ALL.into_iter().filter(|crs| ![Crs::WGS84, Crs::VN2000].contains(crs));
    let readings = systems.flat_map(|crs| [Reading { crs, is_swapped: false }, Reading { crs, is_swapped: true }]);
    let rated = readings.map(|reading| (reading.middle_km(sample), reading)).filter(|(middle_km, _)| *middle_km <= RIGHT_KM);
    rated.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, reading)| reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Squares of some kilometres around places in Hà Nội and Tuyên Quang, as a system has them.
    fn placed(crs: Crs, is_swapped: bool) -> Vec<Placed> {
        let places = [(105.85, 21.03), (105.6, 21.2), (105.7, 20.8), (105.2, 21.8), (105.0, 22.5)];
        places
            .into_iter()
            .map(|(lon, lat)| {
                let corner = |east: f64, north: f64| crs.of_wgs84(GeoPoint { lon: lon + east, lat: lat + north }).unwrap();
                let (low, high) = (corner(-0.02, -0.02), corner(0.02, 0.02));
                let bounds = [low.east, low.north, high.east, high.north];
                let bounds = if is_swapped { [bounds[1], bounds[0], bounds[3], bounds[2]] } else { bounds };
                Placed { bounds, centre: GeoPoint { lon, lat } }
            })
            .collect()
    }

    #[test]
    fn the_right_system_is_accepted_and_another_one_is_named() {
        for crs in [Crs::CRS84, Crs::UTM_48N, Crs::tm3(105.0).unwrap(), Crs::tm3(105.75).unwrap(), Crs::WEB_MERCATOR] {
            assert_eq!(judge(Reading::plain(crs), &placed(crs, false)), Verdict::Right, "{crs}");
        }
        for (actual, is_swapped, read_as) in [
            (Crs::tm3(105.0).unwrap(), false, Crs::CRS84),
            (Crs::tm3(105.75).unwrap(), false, Crs::tm3(105.5).unwrap()),
            (Crs::tm3(106.0).unwrap(), false, Crs::tm3(105.0).unwrap()),
            (Crs::CRS84, true, Crs::CRS84),
            (Crs::tm3(105.0).unwrap(), true, Crs::tm3(105.0).unwrap()),
            (Crs::CRS84, false, Crs::UTM_48N),
        ] {
            let verdict = judge(Reading::plain(read_as), &placed(actual, is_swapped));
            let Verdict::Wrong { better: Some(better), .. } = verdict else { panic!("{actual} as {read_as}: {verdict:?}") };
            assert_eq!(better, Reading { crs: actual, is_swapped }, "read as {read_as}");
        }
    }

    #[test]
    fn numbers_of_elsewhere_are_wrong_without_advice() {
        let far: Vec<Placed> = placed(Crs::CRS84, false)
            .into_iter()
            .map(|one| Placed { bounds: one.bounds.map(|number| number - 20.0), ..one })
            .collect();
        assert!(
            matches!(judge(Reading::plain(Crs::CRS84), &far), Verdict::Wrong { better: None, middle_km } if middle_km > 1_000.0)
        );
        assert_eq!(judge(Reading::plain(Crs::CRS84), &[]), Verdict::Right);
    }
}
