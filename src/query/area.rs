//! The box a query asks for, in whichever coordinate system it was drawn.
use super::error::{QueryError, shorten};
use super::parameters::{Parameters, number_in};
use crate::domain::{BoundingBox, GeoPoint, Message, VIETNAM};
use crate::geography::{Crs, EastNorth};

/// Largest number of metres taken.
const METRES_MAX: f64 = 1e9;
/// Points looked at along each side of a box to find what encloses it.
const STEPS: u32 = 16;
/// Degrees by which the enclosing box is larger: sides are curved between the points looked at.
const MARGIN_DEG: f64 = 0.02;

/// The box a query asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaFilter {
    /// A box of WGS 84 that holds all of it.
    pub enclosing: BoundingBox,
    /// The box itself, where it was not drawn in degrees of WGS 84.
    drawn: Option<DrawnBox>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct DrawnBox {
    crs: Crs,
    low: EastNorth,
    high: EastNorth,
}

impl AreaFilter {
    /// The names of the parameters.
    pub const PARAMETERS: [&'static str; 2] = ["bbox", "bbox-crs"];

    /// Reads `bbox=` in the system of `bbox-crs=`, its axes in the order of that system.
    pub fn parse(parameters: &Parameters) -> Result<Option<Self>, QueryError> {
        let crs = parse_crs(parameters, "bbox-crs")?;
        parameters.single("bbox")?.map(|value| Self::read(value, crs)).transpose()
    }

    fn read(value: &str, crs: Crs) -> Result<Self, QueryError> {
        let numbers: Vec<&str> = value.split(',').map(str::trim).collect();
        let corners = match numbers.as_slice() {
            [a, b, c, d] => [[*a, *b], [*c, *d]],
            [a, b, low, c, d, high] => {
                number_in("bbox", low, f64::MIN, f64::MAX)?;
                number_in("bbox", high, f64::MIN, f64::MAX)?;
                [[*a, *b], [*c, *d]]
            }
            _ => return Err(wrong_count(value, numbers.len(), crs)),
        };
        let [low, high] = corners.map(|corner| read_corner(corner, crs));
        let (low, high) = (low?, high?);
        if low.north > high.north {
            let reason = Message::new(
                format!("phía nam {} lớn hơn phía bắc {}", low.north, high.north),
                format!("south {} exceeds north {}", low.north, high.north),
            );
            return Err(QueryError::invalid("bbox", reason));
        }
        if matches!(crs, Crs::CRS84 | Crs::WGS84) {
            let enclosing = BoundingBox { west: low.east, south: low.north, east: high.east, north: high.north };
            return Ok(Self { enclosing, drawn: None });
        }
        if low.east > high.east {
            let reason = Message::new(
                format!("phía tây {} lớn hơn phía đông {}", low.east, high.east),
                format!("west {} exceeds east {}", low.east, high.east),
            );
            return Err(QueryError::invalid("bbox", reason));
        }
        let drawn = DrawnBox { crs, low, high };
        Ok(Self { enclosing: drawn.enclosing(), drawn: Some(drawn) })
    }

    /// Whether the enclosing box is the very box.
    pub fn is_enclosing_exact(&self) -> bool {
        self.drawn.is_none()
    }

    /// Whether a point lies in the box, its edges included.
    pub fn contains(&self, point: GeoPoint) -> bool {
        match &self.drawn {
            None => self.enclosing.contains(point),
            Some(drawn) => drawn.contains(point),
        }
    }

    /// The four numbers as they stand in an address.
    pub fn text(&self) -> String {
        let BoundingBox { west, south, east, north } = self.enclosing;
        let numbers = match &self.drawn {
            None => [west, south, east, north],
            Some(DrawnBox { crs, low, high }) => {
                let ([a, b], [c, d]) = (crs.ordered(*low), crs.ordered(*high));
                [a, b, c, d]
            }
        };
        numbers.map(|number| number.to_string()).join(",")
    }

    /// The system the numbers of [`text`](Self::text) are in, where it is not the default.
    pub fn crs(&self) -> Option<Crs> {
        self.drawn.map(|drawn| drawn.crs)
    }
}

impl DrawnBox {
    fn contains(&self, point: GeoPoint) -> bool {
        self.crs.of_wgs84(point).is_some_and(|place| {
            (self.low.east..=self.high.east).contains(&place.east) && (self.low.north..=self.high.north).contains(&place.north)
        })
    }

    /// A box of degrees around it; all of Vietnam where a side leaves the area of use.
    fn enclosing(&self) -> BoundingBox {
        let along = |low: f64, high: f64, step: u32| low + (high - low) * f64::from(step) / f64::from(STEPS);
        let sides = (0..=STEPS).flat_map(|step| {
            let (east, north) = (along(self.low.east, self.high.east, step), along(self.low.north, self.high.north, step));
            [
                EastNorth { east, north: self.low.north },
                EastNorth { east, north: self.high.north },
                EastNorth { east: self.low.east, north },
                EastNorth { east: self.high.east, north },
            ]
        });
        let points: Option<Vec<GeoPoint>> = sides.map(|place| self.crs.to_wgs84(place)).collect();
        let everywhere = match self.crs {
            Crs::WEB_MERCATOR => BoundingBox { west: -180.0, south: -90.0, east: 180.0, north: 90.0 },
            _ => VIETNAM,
        };
        points.map_or(everywhere, |points| {
            let extreme = |of: fn(&GeoPoint) -> f64, pick: fn(f64, f64) -> f64, from: f64| points.iter().map(of).fold(from, pick);
            BoundingBox {
                west: extreme(|point| point.lon, f64::min, f64::INFINITY) - MARGIN_DEG,
                south: extreme(|point| point.lat, f64::min, f64::INFINITY) - MARGIN_DEG,
                east: extreme(|point| point.lon, f64::max, f64::NEG_INFINITY) + MARGIN_DEG,
                north: extreme(|point| point.lat, f64::max, f64::NEG_INFINITY) + MARGIN_DEG,
            }
        })
    }
}

/// Reads a coordinate system; CRS84 where none is asked for.
pub fn parse_crs(parameters: &Parameters, name: &str) -> Result<Crs, QueryError> {
    let Some(value) = parameters.single(name)? else { return Ok(Crs::CRS84) };
    value.parse::<Crs>().map_err(|reason| {
        let allowed = Crs::ALL.iter().map(ToString::to_string).collect();
        QueryError { allowed, ..QueryError::invalid(name, reason) }
    })
}

fn read_corner(corner: [&str; 2], crs: Crs) -> Result<EastNorth, QueryError> {
    let [first, second] = corner;
    let limits = match (crs.is_degrees(), crs.is_north_first()) {
        (false, _) => [METRES_MAX, METRES_MAX],
        (true, true) => [90.0, 180.0],
        (true, false) => [180.0, 90.0],
    };
    let [first_max, second_max] = limits;
    let numbers = [number_in("bbox", first, -first_max, first_max)?, number_in("bbox", second, -second_max, second_max)?];
    Ok(crs.position(numbers))
}

fn wrong_count(value: &str, count: usize, crs: Crs) -> QueryError {
    let value = shorten(value);
    let (order_vi, order_en) = match crs.is_north_first() {
        true => ("nam,tây,bắc,đông", "south,west,north,east"),
        false => ("tây,nam,đông,bắc", "west,south,east,north"),
    };
    let reason = Message::new(
        format!("“{value}” có {count} số. Được phép: 4 số {order_vi} (hoặc 6 số có độ cao)"),
        format!("“{value}” has {count} numbers. Allowed: 4 numbers {order_en} (or 6 with heights)"),
    );
    QueryError::invalid("bbox", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(query: &str) -> Result<AreaFilter, QueryError> {
        let parameters = Parameters::parse(query, &[&AreaFilter::PARAMETERS])?;
        AreaFilter::parse(&parameters).map(Option::unwrap)
    }

    #[test]
    fn latitude_comes_first_where_the_system_has_it_so() {
        let plain = area("bbox=105,20,106,21").unwrap();
        assert_eq!(area("bbox=20,105,21,106&bbox-crs=EPSG:4326").unwrap(), plain);
        assert_eq!((plain.text().as_str(), plain.crs()), ("105,20,106,21", None));
        assert!(area("bbox=105,20,106,21&bbox-crs=EPSG:4326").is_err(), "latitude 105");
        let vn2000 = area("bbox=20,105,21,106&bbox-crs=EPSG:4756").unwrap();
        assert_eq!((vn2000.text().as_str(), vn2000.crs()), ("20,105,21,106", Some(Crs::VN2000)));
        assert!(vn2000.enclosing.contains(GeoPoint { lon: 105.5, lat: 20.5 }));
    }

    #[test]
    fn a_box_of_metres_holds_what_lies_between_its_metres() {
        let zone = Crs::tm3(105.0).unwrap();
        let drawn = area("bbox=588000,2326000,589000,2327000&bbox-crs=EPSG:5897").unwrap();
        for (east, north, is_in) in [
            (588_000.01, 2_326_000.01, true),
            (588_999.99, 2_326_999.99, true),
            (587_999.0, 2_326_500.0, false),
            (588_500.0, 2_327_001.0, false),
        ] {
            let point = zone.to_wgs84(EastNorth { east, north }).unwrap();
            assert_eq!(drawn.contains(point), is_in, "{east} {north}");
            assert!(drawn.enclosing.contains(point));
        }
        // A client may ask for far more than the zone covers.
        let all = area("bbox=-9000000,-9000000,9000000,9000000&bbox-crs=EPSG:5897").unwrap();
        assert!(all.contains(GeoPoint { lon: 106.7, lat: 10.78 }) && all.enclosing.contains(GeoPoint { lon: 111.9, lat: 8.6 }));
        let world = area("bbox=-30000000,-30000000,30000000,30000000&bbox-crs=EPSG:3857").unwrap();
        assert!(world.contains(GeoPoint { lon: 106.7, lat: 10.78 }));
    }

    #[test]
    fn what_is_no_box_is_refused() {
        for query in [
            "bbox=1,2,3&bbox-crs=EPSG:5897",
            "bbox=2,1,1,2&bbox-crs=EPSG:5897",
            "bbox=1,2,2,1&bbox-crs=EPSG:5897",
            "bbox=NaN,2,3,4&bbox-crs=EPSG:5897",
            "bbox=1,2,inf,4&bbox-crs=EPSG:5897",
            "bbox=1,2,3,4&bbox-crs=EPSG:32648",
        ] {
            assert!(area(query).is_err(), "{query}");
        }
        let error = area("bbox=1,2,3,4&bbox-crs=x").unwrap_err();
        assert!(error.allowed.contains(&"EPSG:9218".to_owned()) && error.parameter == "bbox-crs");
    }
}
