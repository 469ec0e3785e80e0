//! Where a site is: the address it was given, the units it lies in, its point and how precise that point is.
use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};
use serde::{Deserialize, Serialize};

use super::RegionId;
use super::code_enum::code_enum;

/// The ellipsoid; its series are worked out once.
static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// A WGS 84 position in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    /// Longitude, east positive, −180 to 180.
    pub lon: f64,
    /// Latitude, north positive, −90 to 90.
    pub lat: f64,
}

impl GeoPoint {
    /// A point, when both numbers are finite and in range.
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let valid = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        valid.then_some(Self { lon, lat })
    }

    /// Metres to another point along the ellipsoid of WGS 84.
    pub fn metres_to(self, other: Self) -> f64 {
        WGS84.inverse(self.lat, self.lon, other.lat, other.lon)
    }
}

/// A box in degrees of WGS 84; `west` may exceed `east` where it crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// Western longitude.
    pub west: f64,
    /// Southern latitude.
    pub south: f64,
    /// Eastern longitude.
    pub east: f64,
    /// Northern latitude.
    pub north: f64,
}

/// Land, islands and sea of Vietnam, as the rule on national maps frames them (4°30′–23°30′N, 102°–118°E), rounded outward.
pub const VIETNAM: BoundingBox = BoundingBox { west: 102.0, south: 4.5, east: 118.0, north: 23.6 };

impl BoundingBox {
    /// The box that is one point.
    pub fn of_point(point: GeoPoint) -> Self {
        Self { west: point.lon, south: point.lat, east: point.lon, north: point.lat }
    }

    /// The box around both; neither may cross the antimeridian.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether the point lies in the box, its edges included.
    pub fn contains(&self, point: GeoPoint) -> bool {
        let within_longitude = if self.west <= self.east {
            (self.west..=self.east).contains(&point.lon)
        } else {
            point.lon >= self.west || point.lon <= self.east
        };
        within_longitude && (self.south..=self.north).contains(&point.lat)
    }
}

code_enum! {
    /// How precisely a site is placed.
    PositionAccuracy {
        /// Measured on the spot.
        Surveyed => "surveyed",
        /// Given by the owner or a report, not measured.
        Reported => "reported",
        /// The centre of its commune.
        Commune => "commune",
        /// The centre of its former district.
        District => "district",
        /// The centre of its province.
        Province => "province",
    }
}

impl PositionAccuracy {
    /// Whether the point is the site's own and not the centre of a unit.
    pub fn is_own_point(self) -> bool {
        matches!(self, Self::Surveyed | Self::Reported)
    }
}

/// An address as it was written, old names or new; kept so that nothing a user typed is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Province or centrally-run city.
    pub province: Option<String>,
    /// Former district.
    pub district: Option<String>,
    /// Commune, ward or township.
    pub commune: Option<String>,
}

/// Where a site lies, in the former and the current division.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The point; `None` when nothing places the site.
    pub point: Option<GeoPoint>,
    /// What the point is; `None` exactly when there is no point.
    pub accuracy: Option<PositionAccuracy>,
    /// Current province.
    pub province: Option<RegionId>,
    /// Current commune.
    pub commune: Option<RegionId>,
    /// Former province.
    pub former_province: Option<RegionId>,
    /// Former district.
    pub former_district: Option<RegionId>,
    /// Former commune.
    pub former_commune: Option<RegionId>,
    /// Whether the current commune is sure: false where the former commune was split; `None` where no commune is known.
    pub commune_is_certain: Option<bool>,
}

impl Placement {
    /// Every unit the site lies in, former and current.
    pub fn regions(&self) -> impl Iterator<Item = RegionId> {
        [self.province, self.commune, self.former_province, self.former_district, self.former_commune].into_iter().flatten()
    }

    /// Whether the site lies in a unit, as the filter `region=` has it: both go by [`Placement::regions`].
    pub fn lies_in(&self, region: RegionId) -> bool {
        self.regions().any(|unit| unit == region)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cross_the_antimeridian() {
        let pacific = BoundingBox { west: 170.0, south: -10.0, east: -170.0, north: 10.0 };
        assert!(pacific.contains(GeoPoint { lon: 179.0, lat: 0.0 }));
        assert!(pacific.contains(GeoPoint { lon: -179.0, lat: 0.0 }));
        assert!(!pacific.contains(GeoPoint { lon: 0.0, lat: 0.0 }));
    }

    #[test]
    fn a_point_is_finite_and_in_range() {
        assert!(GeoPoint::new(105.8, 21.0).is_some());
        assert!(GeoPoint::new(200.0, 21.0).is_none());
        assert!(GeoPoint::new(f64::NAN, 21.0).is_none());
    }
}
