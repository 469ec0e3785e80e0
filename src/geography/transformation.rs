//! From WGS 84 to another coordinate system and back, by `proj4rs`.
//!
//! VN-2000 lies about 200 m from WGS 84. The seven parameters are those of decision 05/2007/QĐ-BTNMT (EPSG:6960). The
//! decision's rotations follow the coordinate frame convention, `+towgs84` the position vector one, so their signs are
//! exchanged here; with the printed signs every point lies 0.75 m off. The ellipsoidal height is taken as 0 before the
//! transformation and dropped after it, as PROJ does, so there and back again closes to about a millimetre.
use std::collections::HashMap;
use std::sync::LazyLock;

use proj4rs::Proj;
use proj4rs::transform::transform;

use super::crs::{Construction, Crs, EastNorth};
use crate::domain::{BoundingBox, GeoPoint};

const DATUM: &str = "+ellps=WGS84 \
     +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";

/// Where VN-2000 is meant to be used: Vietnam with its islands, and a margin for boxes drawn around them.
const REACH: BoundingBox = BoundingBox { west: 100.0, south: 3.0, east: 120.0, north: 25.0 };

/// The sphere of web maps.
const SPHERE_M: f64 = 6_378_137.0;
/// The latitude at which the square of web maps ends.
const MERCATOR_LATITUDE_MAX: f64 = 85.051_128_779_806_59;

/// The definitions that `proj4rs` works with; the tests hold that every one is there.
struct Definitions {
    wgs84: Option<Proj>,
    vn2000: HashMap<Crs, Proj>,
}

static DEFINITIONS: LazyLock<Definitions> = LazyLock::new(|| {
    let of = |crs: Crs| {
        let text = match crs.construction() {
            Construction::Vn2000 => format!("+proj=longlat {DATUM} +no_defs"),
            // The series of Poder and Engsager, exact far from the meridian too: the islands lie 9° from theirs.
            Construction::Zone { meridian_deg, scale } => {
                format!("+proj=etmerc +lat_0=0 +lon_0={meridian_deg} +k={scale} +x_0=500000 +y_0=0 {DATUM} +units=m +no_defs")
            }
            Construction::Wgs84 | Construction::WebMercator => return None,
        };
        Some((crs, Proj::from_proj_string(&text).ok()?))
    };
    Definitions {
        wgs84: Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").ok(),
        vn2000: Crs::ALL.into_iter().filter_map(of).collect(),
    }
});

impl Crs {
    /// The point of WGS 84 that a position means; `None` where the numbers are none or lie outside the system's area of use.
    pub fn to_wgs84(self, position: EastNorth) -> Option<GeoPoint> {
        let EastNorth { east, north } = position;
        match self.construction() {
            Construction::Wgs84 => GeoPoint::new(east, north),
            Construction::WebMercator => {
                let lat = (std::f64::consts::FRAC_PI_2 - 2.0 * (-north / SPHERE_M).exp().atan()).to_degrees();
                GeoPoint::new((east / SPHERE_M).to_degrees(), lat).filter(|point| point.lat.abs() <= MERCATOR_LATITUDE_MAX + 1e-9)
            }
            Construction::Vn2000 => self.wgs84_of_vn2000(east.to_radians(), north.to_radians()),
            Construction::Zone { .. } => self.wgs84_of_vn2000(east, north),
        }
    }

    /// The position of a point of WGS 84; `None` where it lies outside the system's area of use.
    pub fn of_wgs84(self, point: GeoPoint) -> Option<EastNorth> {
        let GeoPoint { lon, lat } = GeoPoint::new(point.lon, point.lat)?;
        match self.construction() {
            Construction::Wgs84 => Some(EastNorth { east: lon, north: lat }),
            Construction::WebMercator => (lat.abs() <= MERCATOR_LATITUDE_MAX)
                .then(|| EastNorth { east: SPHERE_M * lon.to_radians(), north: SPHERE_M * lat.to_radians().tan().asinh() }),
            Construction::Vn2000 => {
                let (east, north) = self.vn2000_of_wgs84(point)?;
                Some(EastNorth { east: east.to_degrees(), north: north.to_degrees() })
            }
            Construction::Zone { .. } => self.vn2000_of_wgs84(point).map(|(east, north)| EastNorth { east, north }),
        }
    }

    fn vn2000_of_wgs84(self, point: GeoPoint) -> Option<(f64, f64)> {
        let definitions = &*DEFINITIONS;
        let mut pair = (point.lon.to_radians(), point.lat.to_radians());
        // A pair has no height, so each step begins at height 0.
        transform(definitions.wgs84.as_ref()?, definitions.vn2000.get(&self)?, &mut pair).ok()?;
        (REACH.contains(point) && pair.0.is_finite() && pair.1.is_finite()).then_some(pair)
    }

    fn wgs84_of_vn2000(self, east: f64, north: f64) -> Option<GeoPoint> {
        let definitions = &*DEFINITIONS;
        if !(east.is_finite() && north.is_finite()) {
            return None;
        }
        let mut pair = (east, north);
        transform(definitions.vn2000.get(&self)?, definitions.wgs84.as_ref()?, &mut pair).ok()?;
        GeoPoint::new(pair.0.to_degrees(), pair.1.to_degrees()).filter(|point| REACH.contains(*point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::VIETNAM;

    /// Metres between two points that lie close together.
    fn metres(a: GeoPoint, b: GeoPoint) -> f64 {
        let (east, north) = ((a.lon - b.lon) * a.lat.to_radians().cos(), a.lat - b.lat);
        east.hypot(north) * 111_320.0
    }

    #[test]
    fn every_system_is_defined() {
        let defined = Crs::ALL.into_iter().filter(|crs| DEFINITIONS.vn2000.contains_key(crs)).count();
        assert_eq!(defined, 21);
        assert!(DEFINITIONS.wgs84.is_some());
    }

    #[test]
    fn the_test_vectors_hold_to_a_centimetre_both_ways() {
        let mut reader = csv::Reader::from_reader(include_str!("../../geodata/vn2000_test_vectors.csv").as_bytes());
        let mut count = 0;
        for record in reader.records().map(Result::unwrap) {
            let number = |position: usize| record[position].parse::<f64>().unwrap();
            let point = GeoPoint { lon: number(1), lat: number(2) };
            let crs = if number(4) == 0.9999 { Crs::tm3(number(3)).unwrap() } else { Crs::UTM_48N };
            let plane = EastNorth { east: number(5), north: number(6) };
            let there = crs.of_wgs84(point).unwrap();
            assert!((there.east - plane.east).hypot(there.north - plane.north) < 0.01, "{record:?}: {there:?}");
            assert!(metres(crs.to_wgs84(plane).unwrap(), point) < 0.01, "{record:?}");
            count += 1;
        }
        assert_eq!(count, 9);
    }

    /// Circulars 20/2019 and 37/2019/TT-BGTVT print these to 0.1″.
    #[test]
    fn the_published_pairs_of_degrees_hold_to_a_tenth_of_a_second() {
        let degrees = |d: f64, m: f64, s: f64| d + m / 60.0 + s / 3600.0;
        for (lat, lon, vn_lat, vn_lon) in [
            ((12., 33., 36.0), (109., 26., 0.0), (12., 33., 39.7), (109., 25., 53.6)),
            ((12., 14., 14.0), (109., 16., 0.0), (12., 14., 17.7), (109., 15., 53.6)),
            ((11., 58., 8.8), (109., 12., 24.9), (11., 58., 12.5), (109., 12., 18.4)),
            ((15., 22., 29.0), (109., 6., 7.0), (15., 22., 32.7), (109., 6., 0.5)),
        ] {
            let angle = |(d, m, s)| degrees(d, m, s);
            let found = Crs::VN2000.of_wgs84(GeoPoint { lon: angle(lon), lat: angle(lat) }).unwrap();
            // Both sides are printed to 0.1″.
            assert!((found.north - angle(vn_lat)).abs() * 3600.0 < 0.1, "{found:?}");
            assert!((found.east - angle(vn_lon)).abs() * 3600.0 < 0.1, "{found:?}");
        }
    }

    /// A fixed generator, so that a failure can be repeated.
    fn random(state: &mut u64) -> f64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[test]
    fn a_hundred_thousand_points_come_back_within_two_millimetres() {
        let mut state = 0x9E37_79B9_7F4A_7C15;
        let mut worst = 0.0_f64;
        let systems: Vec<Crs> = Crs::ALL.into_iter().filter(|crs| crs.is_zone() || *crs == Crs::VN2000).collect();
        for round in 0..100_000_usize {
            let crs = systems[round % systems.len()];
            let point = GeoPoint {
                lon: VIETNAM.west + random(&mut state) * (VIETNAM.east - VIETNAM.west),
                lat: VIETNAM.south + random(&mut state) * (VIETNAM.north - VIETNAM.south),
            };
            let back = crs.to_wgs84(crs.of_wgs84(point).unwrap()).unwrap();
            worst = worst.max(metres(point, back));
        }
        assert!(worst < 0.002, "{worst} m");
        assert!(worst > 1e-6, "dropped heights leave a trace");
    }

    #[test]
    fn web_mercator_is_the_one_of_tiles() {
        let place = Crs::WEB_MERCATOR.of_wgs84(GeoPoint { lon: 105.852, lat: 21.0285 }).unwrap();
        assert!((place.east - 11_783_390.74).abs() < 0.01, "{place:?}");
        let back = Crs::WEB_MERCATOR.to_wgs84(place).unwrap();
        assert!((back.lat - 21.0285).abs() < 1e-12);
        assert_eq!(Crs::WEB_MERCATOR.of_wgs84(GeoPoint { lon: 0.0, lat: 89.0 }), None);
        assert_eq!(Crs::WEB_MERCATOR.to_wgs84(EastNorth { east: 3e7, north: 0.0 }), None);
    }

    #[test]
    fn numbers_that_are_none_and_places_far_away_have_no_position() {
        let zone = Crs::tm3(105.0).unwrap();
        for number in [f64::NAN, f64::INFINITY, 1e300, -1e300, 0.0, 1e7] {
            assert_eq!(zone.to_wgs84(EastNorth { east: number, north: number }), None, "{number}");
        }
        assert_eq!(zone.of_wgs84(GeoPoint { lon: 2.35, lat: 48.86 }), None);
        assert_eq!(zone.of_wgs84(GeoPoint { lon: f64::NAN, lat: 21.0 }), None);
    }
}
