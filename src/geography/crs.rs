//! The coordinate systems AgriAtlas reads and writes: WGS 84, web Mercator, and VN-2000 in degrees, 3° and 6° zones.
//!
//! Source: EPSG dataset 11. A Vietnamese table calls the northing X and the easting Y; here they are `north` and `east`, so
//! that nobody has to guess.
use std::fmt;

use crate::domain::Message;

/// A coordinate system of the closed list [`Crs::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Crs {
    /// The EPSG code; `None` for OGC's CRS84.
    epsg: Option<u16>,
}

/// A position in some coordinate system, whatever order its axes are written in: degrees or metres, as the system has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EastNorth {
    /// Longitude or easting.
    pub east: f64,
    /// Latitude or northing.
    pub north: f64,
}

/// How the numbers of a coordinate system come about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Construction {
    /// Degrees of WGS 84.
    Wgs84,
    /// The sphere of web maps.
    WebMercator,
    /// Degrees of VN-2000.
    Vn2000,
    /// VN-2000 on a transverse Mercator plane with easting 500 km on its central meridian.
    Zone {
        /// Central meridian in degrees.
        meridian_deg: f64,
        /// Scale on it.
        scale: f64,
    },
}

/// EPSG codes and central meridians of the 3° zones, scale 0.9999, by meridian.
const TM3: [(u16, f64); 18] = [
    (5896, 102.0),
    (9205, 103.0),
    (9206, 104.0),
    (9207, 104.5),
    (9208, 104.75),
    (5897, 105.0),
    (9209, 105.5),
    (9210, 105.75),
    (9211, 106.0),
    (9212, 106.25),
    (9213, 106.5),
    (9214, 107.0),
    (9215, 107.25),
    (9216, 107.5),
    (5899, 107.75),
    (5898, 108.0),
    (9217, 108.25),
    (9218, 108.5),
];
const TM3_SCALE: f64 = 0.9999;
const UTM_SCALE: f64 = 0.9996;

impl Crs {
    /// Longitude and latitude of WGS 84, the default of GeoJSON.
    pub const CRS84: Self = Self { epsg: None };
    /// Latitude and longitude of WGS 84.
    pub const WGS84: Self = Self { epsg: Some(4326) };
    /// The plane of web maps.
    pub const WEB_MERCATOR: Self = Self { epsg: Some(3857) };
    /// Latitude and longitude of VN-2000.
    pub const VN2000: Self = Self { epsg: Some(4756) };
    /// VN-2000 in the 6° zone of 105°.
    pub const UTM_48N: Self = Self { epsg: Some(3405) };
    /// VN-2000 in the 6° zone of 111°.
    pub const UTM_49N: Self = Self { epsg: Some(3406) };

    /// Every coordinate system, the 3° zones last and by meridian.
    pub const ALL: [Self; 24] = [
        Self::CRS84,
        Self::WGS84,
        Self::WEB_MERCATOR,
        Self::VN2000,
        Self::UTM_48N,
        Self::UTM_49N,
        Self { epsg: Some(5896) },
        Self { epsg: Some(9205) },
        Self { epsg: Some(9206) },
        Self { epsg: Some(9207) },
        Self { epsg: Some(9208) },
        Self { epsg: Some(5897) },
        Self { epsg: Some(9209) },
        Self { epsg: Some(9210) },
        Self { epsg: Some(9211) },
        Self { epsg: Some(9212) },
        Self { epsg: Some(9213) },
        Self { epsg: Some(9214) },
        Self { epsg: Some(9215) },
        Self { epsg: Some(9216) },
        Self { epsg: Some(5899) },
        Self { epsg: Some(5898) },
        Self { epsg: Some(9217) },
        Self { epsg: Some(9218) },
    ];

    /// The system with this EPSG code.
    pub fn of_epsg(code: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|crs| crs.epsg.is_some_and(|epsg| u32::from(epsg) == code))
    }

    /// The 3° zone of VN-2000 on this meridian, in degrees; `None` where none has one.
    pub fn tm3(meridian_deg: f64) -> Option<Self> {
        let zone = TM3.into_iter().find(|(_, meridian)| (meridian - meridian_deg).abs() < 1e-9);
        zone.map(|(epsg, _)| Self { epsg: Some(epsg) })
    }

    /// Every 3° zone of VN-2000, by meridian.
    pub fn all_tm3() -> impl Iterator<Item = Self> {
        TM3.into_iter().map(|(epsg, _)| Self { epsg: Some(epsg) })
    }

    /// The EPSG code; `None` for CRS84.
    pub const fn epsg(self) -> Option<u16> {
        self.epsg
    }

    /// The central meridian in degrees, where it is a zone of VN-2000.
    pub fn central_meridian_deg(self) -> Option<f64> {
        match self.construction() {
            Construction::Zone { meridian_deg, .. } => Some(meridian_deg),
            _ => None,
        }
    }

    /// Whether it is a zone of VN-2000, with metres north and east.
    pub fn is_zone(self) -> bool {
        matches!(self.construction(), Construction::Zone { .. })
    }

    /// Whether its numbers are degrees.
    pub fn is_degrees(self) -> bool {
        matches!(self.construction(), Construction::Wgs84 | Construction::Vn2000)
    }

    /// Decimals that tell a centimetre or better: 7 of a degree, 3 of a metre.
    pub fn decimals(self) -> i32 {
        if self.is_degrees() { 7 } else { 3 }
    }

    /// The two numbers in the order in which the EPSG database has the axes: north first for degrees but those of CRS84.
    pub fn ordered(self, position: EastNorth) -> [f64; 2] {
        match self.is_north_first() {
            true => [position.north, position.east],
            false => [position.east, position.north],
        }
    }

    /// The position that two numbers in that order mean.
    pub fn position(self, [first, second]: [f64; 2]) -> EastNorth {
        match self.is_north_first() {
            true => EastNorth { east: second, north: first },
            false => EastNorth { east: first, north: second },
        }
    }

    /// Whether latitude comes before longitude.
    pub fn is_north_first(self) -> bool {
        self.is_degrees() && self != Self::CRS84
    }

    /// The address that names it in OGC APIs.
    pub fn uri(self) -> String {
        match self.epsg {
            None => "http://www.opengis.net/def/crs/OGC/1.3/CRS84".to_owned(),
            Some(epsg) => format!("http://www.opengis.net/def/crs/EPSG/0/{epsg}"),
        }
    }

    /// Its name, the same in every language.
    pub fn name(self) -> String {
        match self.construction() {
            Construction::Wgs84 => "WGS 84".to_owned(),
            Construction::WebMercator => "WGS 84 / Web Mercator".to_owned(),
            Construction::Vn2000 => "VN-2000".to_owned(),
            Construction::Zone { meridian_deg, scale } if scale == TM3_SCALE => {
                format!("VN-2000 / TM-3 {}", degrees_and_minutes(meridian_deg))
            }
            Construction::Zone { .. } if self == Self::UTM_48N => "VN-2000 / UTM 48N".to_owned(),
            Construction::Zone { .. } => "VN-2000 / UTM 49N".to_owned(),
        }
    }

    /// Its name with the central meridian and the code, for sentences.
    pub fn label(self) -> Message {
        match self.construction() {
            Construction::Zone { meridian_deg, scale } => {
                let (meridian, zone) = (degrees_and_minutes(meridian_deg), if scale == TM3_SCALE { 3 } else { 6 });
                Message::new(
                    format!("kinh tuyến trục {meridian}, múi {zone}° ({self})"),
                    format!("central meridian {meridian}, {zone}° zone ({self})"),
                )
            }
            _ => {
                let text = format!("{} ({self})", self.name());
                Message::new(text.clone(), text)
            }
        }
    }

    pub(super) fn construction(self) -> Construction {
        match self.epsg {
            None | Some(4326) => Construction::Wgs84,
            Some(3857) => Construction::WebMercator,
            Some(4756) => Construction::Vn2000,
            Some(3405) => Construction::Zone { meridian_deg: 105.0, scale: UTM_SCALE },
            Some(3406) => Construction::Zone { meridian_deg: 111.0, scale: UTM_SCALE },
            Some(code) => {
                let meridian = TM3.into_iter().find(|(epsg, _)| *epsg == code).map(|(_, meridian)| meridian);
                // Every code is of the list, so there is a meridian.
                Construction::Zone { meridian_deg: meridian.unwrap_or(105.0), scale: TM3_SCALE }
            }
        }
    }
}

/// `EPSG:5897`, or `CRS84`.
impl fmt::Display for Crs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.epsg {
            None => formatter.write_str("CRS84"),
            Some(epsg) => write!(formatter, "EPSG:{epsg}"),
        }
    }
}

/// An angle of whole minutes as it stands on maps: `105°45′`.
pub fn degrees_and_minutes(degrees: f64) -> String {
    let minutes = (degrees * 60.0).round() as i64;
    format!("{}°{:02}′", minutes / 60, minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_every_system_once() {
        let mut all = Crs::ALL.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 24);
        for code in [4326, 3857, 4756, 3405, 3406].into_iter().chain(5896..=5899).chain(9205..=9218) {
            assert_eq!(Crs::of_epsg(code).and_then(Crs::epsg).map(u32::from), Some(code));
        }
        assert!(Crs::all_tm3().eq(Crs::ALL.into_iter().skip(6)));
        assert_eq!(Crs::of_epsg(6957), None);
        assert_eq!(Crs::tm3(105.75).unwrap().to_string(), "EPSG:9210");
        assert_eq!(Crs::tm3(105.25), None);
    }

    #[test]
    fn names_say_the_meridian_in_minutes() {
        assert_eq!(Crs::tm3(107.75).unwrap().name(), "VN-2000 / TM-3 107°45′");
        assert_eq!(Crs::tm3(105.0).unwrap().label().vi, "kinh tuyến trục 105°00′, múi 3° (EPSG:5897)");
        assert_eq!(Crs::UTM_49N.label().en, "central meridian 111°00′, 6° zone (EPSG:3406)");
    }

    #[test]
    fn degrees_are_north_first_but_in_crs84() {
        let place = EastNorth { east: 105.852, north: 21.0285 };
        assert_eq!(Crs::CRS84.ordered(place), [105.852, 21.0285]);
        assert_eq!(Crs::WGS84.ordered(place), [21.0285, 105.852]);
        assert_eq!(Crs::VN2000.position([21.0285, 105.852]), place);
        assert_eq!(Crs::tm3(105.0).unwrap().ordered(EastNorth { east: 1.0, north: 2.0 }), [1.0, 2.0]);
    }
}
