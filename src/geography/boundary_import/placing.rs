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
/// Features that are all moved by more than this may be in a system near to the one they are read in: the zones of 3° and 6°
/// with the same meridian differ by seven hundred metres.
const SHIFT_KM: f64 = 0.4;
/// Fewest features that tell such a move.
const SHIFT_FEATURES_MIN: usize = 20;
/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.32;
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

    /// Kilometres east and north from the centre to the middle of the feature's box.
    fn offset_km(self, placed: &Placed) -> Option<[f64; 2]> {
        let [west, south, east, north] = placed.bounds;
        let middle = self.place([(west + east) / 2.0, (south + north) / 2.0])?;
        let shrink = placed.centre.lat.to_radians().cos();
        Some([(middle.lon - placed.centre.lon) * shrink * DEGREE_KM, (middle.lat - placed.centre.lat) * DEGREE_KM])
    }

    /// The distance in the middle of all; infinite where the numbers mean no place.
    fn middle_km(self, placed: &[&Placed]) -> f64 {
        middle(placed.iter().map(|one| self.distance_km(one).unwrap_or(f64::INFINITY)))
    }

    /// By how much all features are moved together. Centres of units and of their boxes differ at random, so many of them
    /// tell a move of some hundred metres.
    fn shift_km(self, placed: &[&Placed]) -> f64 {
        let offsets: Vec<[f64; 2]> = placed.iter().map(|one| self.offset_km(one).unwrap_or([f64::INFINITY; 2])).collect();
        middle(offsets.iter().map(|[east, _]| *east)).hypot(middle(offsets.iter().map(|[_, north]| *north)))
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

/// The number in the middle; 0 of none.
fn middle(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// What the place of the features says of a reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// The features lie where their units are.
    Right,
    /// They do not: how far in the middle (infinite where the numbers mean no place), and the reading that would be right.
    Wrong { middle_km: f64, better: Option<Reading> },
    /// They lie near, but all moved by so much, and in another reading they would not.
    Doubtful { shift_km: f64, better: Reading },
}

/// Judges a reading by the matched features; without any there is nothing against it.
pub(super) fn judge(reading: Reading, placed: &[Placed]) -> Verdict {
    let step = placed.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<&Placed> = placed.iter().step_by(step).collect();
    let middle_km = reading.middle_km(&sample);
    if middle_km > MISPLACED_KM {
        let better = best_reading(&sample).filter(|better| *better != reading);
        return match middle_km <= FAR_KM && better.is_none() {
            true => Verdict::Right,
            false => Verdict::Wrong { middle_km, better },
        };
    }
    let shift_km = reading.shift_km(&sample);
    if shift_km > SHIFT_KM && sample.len() >= SHIFT_FEATURES_MIN {
        let better = best_reading(&sample).filter(|better| better.shift_km(&sample) < shift_km / 2.0);
        return better.map_or(Verdict::Right, |better| Verdict::Doubtful { shift_km, better });
    }
    Verdict::Right
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
    let near = readings.filter(|reading| reading.middle_km(sample) <= RIGHT_KM);
    near.min_by(|a, b| a.shift_km(sample).total_cmp(&b.shift_km(sample)))
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
    fn a_near_system_is_told_by_many_features() {
        let (actual, read_as) = (Crs::tm3(105.0).unwrap(), Crs::UTM_48N);
        let few = placed(actual, false);
        assert_eq!(judge(Reading::plain(read_as), &few), Verdict::Right);
        let many: Vec<Placed> = few.iter().cycle().take(25).copied().collect();
        let verdict = judge(Reading::plain(read_as), &many);
        assert!(
            matches!(verdict, Verdict::Doubtful { better, shift_km } if better.crs == actual && shift_km < 1.0),
            "{verdict:?}"
        );
        assert_eq!(judge(Reading::plain(actual), &many), Verdict::Right);
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
