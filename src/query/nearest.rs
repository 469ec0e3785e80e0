//! A request for the nearest sites.
use super::area::parse_crs;
use super::error::QueryError;
use super::filter::{Catalogue, FILTER_PARAMETERS, Filter};
use super::parameters::{Parameters, number_in};
use crate::domain::{GeoPoint, SiteKind};
use crate::geography::Crs;

const COUNT_DEFAULT: usize = 10;
const COUNT_MAX: usize = 500;
const DISTANCE_KM_MAX: f64 = 5_000.0;
const DISTANCE_KM_MIN: f64 = 0.001;

/// A request for the sites nearest to a point.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestQuery {
    /// Which sites.
    pub filter: Filter,
    /// From where.
    pub origin: GeoPoint,
    /// At most how many.
    pub count: usize,
    /// At most how far, in metres along the ellipsoid; `None` for any distance.
    pub max_distance_m: Option<f64>,
    /// In which coordinate system the sites are written; the origin is always longitude and latitude of WGS 84.
    pub crs: Crs,
}

impl NearestQuery {
    /// The names this query takes, without `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] = [FILTER_PARAMETERS, &["lon", "lat", "k", "max_km", "crs"]];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, collection: Option<SiteKind>, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self {
            filter: Filter::parse(parameters, collection, catalogue)?,
            origin: parse_point(parameters)?,
            count: parameters.number("k", 1, COUNT_MAX)?.unwrap_or(COUNT_DEFAULT),
            max_distance_m: parameters.number("max_km", DISTANCE_KM_MIN, DISTANCE_KM_MAX)?.map(|km| km * 1_000.0),
            crs: parse_crs(parameters, "crs")?,
        })
    }
}

/// Reads `lon=` and `lat=`, which must be there.
pub fn parse_point(parameters: &Parameters) -> Result<GeoPoint, QueryError> {
    let lon = number_in("lon", parameters.required("lon")?, -180.0, 180.0)?;
    let lat = number_in("lat", parameters.required("lat")?, -90.0, 90.0)?;
    Ok(GeoPoint { lon, lat })
}
