//! Land and sea, from a small public-domain coastline: what is Vietnam's land, what is abroad, what is water.
use serde::Deserialize;

use super::error::GeographyError;
use crate::domain::GeoPoint;

const FILE: &str = "geodata/land.geojson";
const SHIPPED: &str = include_str!("../../geodata/land.geojson");
/// Height of a band of latitude in degrees.
const BAND: f64 = 0.05;
const SOUTH: f64 = 0.0;

/// Whose ground a point is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Land of Vietnam.
    Vietnam,
    /// Land of a neighbour.
    Foreign,
    /// No land, or outside the region the file covers.
    Sea,
}

/// Land of Vietnam and its neighbours between 100° and 119° E, 5° and 25° N. Source: Natural Earth 1:10m; off by a
/// kilometre here and there, without most islands, and no statement on any boundary.
#[derive(Debug)]
pub struct Land {
    vietnam: Area,
    foreign: Area,
}

#[derive(Deserialize)]
struct File {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    owner: String,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Vec<Vec<Vec<[f64; 2]>>>,
}

impl Land {
    /// The land that ships with the program.
    ///
    /// # Errors
    /// Where the shipped file is malformed, which the tests of this module rule out.
    pub fn shipped() -> Result<Self, GeographyError> {
        let file: File = serde_json::from_str(SHIPPED).map_err(|error| GeographyError::malformed(FILE, &error))?;
        let of = |is_wanted: &dyn Fn(&str) -> bool| {
            let features = file.features.iter().filter(|feature| is_wanted(&feature.properties.owner));
            Area::new(features.flat_map(|feature| &feature.geometry.coordinates).flatten())
        };
        Ok(Self { vietnam: of(&|owner| owner == "vietnam"), foreign: of(&|owner| owner != "vietnam") })
    }

    /// Whose ground the point is on.
    pub fn ground(&self, point: GeoPoint) -> Ground {
        if self.vietnam.contains(point) {
            Ground::Vietnam
        } else if self.foreign.contains(point) {
            Ground::Foreign
        } else {
            Ground::Sea
        }
    }

    /// Whether this coastline has water there. Small islands of Vietnam are missing from it: ask the cells first.
    pub fn is_sea(&self, point: GeoPoint) -> bool {
        self.ground(point) == Ground::Sea
    }

    /// Whether this coastline has land of a neighbour there.
    pub fn is_foreign_land(&self, point: GeoPoint) -> bool {
        self.ground(point) == Ground::Foreign
    }
}

/// An area by the edges of its rings, sorted into bands of latitude so that few are asked per point.
#[derive(Debug, Default)]
struct Area {
    bands: Vec<Vec<[[f64; 2]; 2]>>,
}

impl Area {
    fn new<'a>(rings: impl Iterator<Item = &'a Vec<[f64; 2]>>) -> Self {
        let mut bands: Vec<Vec<[[f64; 2]; 2]>> = Vec::new();
        for ring in rings {
            for (a, b) in ring.iter().zip(ring.iter().skip(1)) {
                let (low, high) = (band(a[1].min(b[1])), band(a[1].max(b[1])));
                if bands.len() <= high {
                    bands.resize_with(high + 1, Vec::new);
                }
                for edges in bands.iter_mut().take(high + 1).skip(low) {
                    edges.push([*a, *b]);
                }
            }
        }
        Self { bands }
    }

    /// Whether an odd number of edges lies east of the point.
    fn contains(&self, point: GeoPoint) -> bool {
        let Some(edges) = self.bands.get(band(point.lat)) else { return false };
        let crossed = edges.iter().filter(|[a, b]| {
            (a[1] > point.lat) != (b[1] > point.lat) && point.lon < a[0] + (b[0] - a[0]) * (point.lat - a[1]) / (b[1] - a[1])
        });
        crossed.count() % 2 == 1
    }
}

/// The band a latitude lies in; everything south of the region is in the first one, where there is no edge.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "latitudes are small and clamped")]
fn band(lat: f64) -> usize {
    ((lat - SOUTH) / BAND).max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_is_told_from_sea_and_from_abroad() {
        let land = Land::shipped().unwrap();
        for (lon, lat, ground) in [
            (105.85, 21.03, Ground::Vietnam),
            (106.7, 10.78, Ground::Vietnam),
            (102.6, 17.97, Ground::Foreign),
            (108.32, 22.82, Ground::Foreign),
            (108.0, 19.0, Ground::Sea),
            (110.0, 12.0, Ground::Sea),
            (-100.0, -40.0, Ground::Sea),
        ] {
            assert_eq!(land.ground(GeoPoint { lon, lat }), ground, "{lon} {lat}");
        }
        assert!(land.is_sea(GeoPoint { lon: 108.0, lat: 19.0 }) && land.is_foreign_land(GeoPoint { lon: 102.6, lat: 17.97 }));
    }
}
