//! The geometries of an expression: GeoJSON or a box, in the system of `filter-crs`, to valid shapes in degrees of WGS 84.
use geo::{BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon, Rect, Validation};
use serde_json::{Map, Value};

use super::fault::{needed, refused};
use super::plane::{degrees, degrees_along};
use crate::geography::{Crs, EastNorth};
use crate::query::error::QueryError;
use crate::query::queryable::ValueKind;

/// Most vertices of one expression.
const VERTICES_MAX: usize = 10_000;

/// A geometry of an expression, in degrees of WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub struct GeometryLiteral {
    /// The geometry: valid, not empty.
    pub geometry: Geometry<f64>,
    /// The box around it.
    pub bounds: Rect<f64>,
}

/// Reads the geometries of one expression.
pub(super) struct GeometryReader {
    crs: Crs,
    vertices: usize,
}

impl GeometryReader {
    pub(super) fn new(crs: Crs) -> Self {
        Self { crs, vertices: 0 }
    }

    /// A geometry, where the value is one.
    pub(super) fn read(&mut self, value: &Value) -> Result<GeometryLiteral, QueryError> {
        let members = value.as_object().ok_or_else(|| needed(value, &ValueKind::Geometry.words()))?;
        let geometry = match members.get("bbox") {
            Some(corners) if !members.contains_key("type") => self.read_box(corners)?,
            _ => self.read_geometry(members, true)?,
        };
        if let Err(reason) = geometry.check_validation() {
            return Err(refused(
                format!("hình không hợp lệ, ví dụ tự cắt hoặc chồng lên nhau ({reason})"),
                format!("the geometry is not valid, it crosses or overlaps itself ({reason})"),
            ));
        }
        let bounds = geometry.bounding_rect().ok_or_else(empty)?;
        Ok(GeometryLiteral { geometry, bounds })
    }

    fn read_geometry(&mut self, members: &Map<String, Value>, may_collect: bool) -> Result<Geometry<f64>, QueryError> {
        let kind = members.get("type").and_then(Value::as_str).unwrap_or_default();
        let parts = |name: &str| members.get(name).unwrap_or(&Value::Null);
        let coordinates = parts("coordinates");
        Ok(match kind {
            "Point" => geo::Point(self.vertex(coordinates)?).into(),
            "LineString" => self.line(coordinates)?.into(),
            "Polygon" => self.polygon(coordinates)?.into(),
            "MultiPoint" => {
                let points = self.each(coordinates, |reader, part| reader.vertex(part).map(geo::Point))?;
                geo::MultiPoint(points).into()
            }
            "MultiLineString" => geo::MultiLineString(self.each(coordinates, Self::line)?).into(),
            "MultiPolygon" => MultiPolygon(self.each(coordinates, Self::polygon)?).into(),
            "GeometryCollection" if may_collect => {
                let read = |reader: &mut Self, part: &Value| {
                    let members = part.as_object().ok_or_else(|| needed(part, &ValueKind::Geometry.words()))?;
                    reader.read_geometry(members, false)
                };
                Geometry::GeometryCollection(geo::GeometryCollection(self.each(parts("geometries"), read)?))
            }
            other => {
                let shown = crate::query::error::shorten(other);
                return Err(refused(
                    format!("không có loại hình “{shown}” ở đây. Được phép: {KINDS}"),
                    format!("there is no kind of geometry “{shown}” here. Allowed: {KINDS}"),
                ));
            }
        })
    }

    fn read_box(&mut self, corners: &Value) -> Result<Geometry<f64>, QueryError> {
        let numbers: Option<Vec<f64>> = corners.as_array().and_then(|list| list.iter().map(Value::as_f64).collect());
        let (low, high) = match numbers.as_deref() {
            Some([a, b, c, d] | [a, b, _, c, d, _]) => (self.place([*a, *b])?, self.place([*c, *d])?),
            _ => return Err(refused("BBOX cần 4 hoặc 6 số", "BBOX needs 4 or 6 numbers")),
        };
        self.vertices += 4;
        if low.north > high.north || (low.east > high.east && !self.crs.is_degrees()) {
            return Err(refused("BBOX có góc thứ nhất lớn hơn góc thứ hai", "the first corner of BBOX exceeds the second"));
        }
        if low.east > high.east {
            let west = self.frame(low, EastNorth { east: 180.0, north: high.north })?;
            let east = self.frame(EastNorth { east: -180.0, north: low.north }, high)?;
            return Ok(MultiPolygon(vec![west, east]).into());
        }
        // A box without width or height is a line or a point.
        if low == high {
            return Ok(geo::Point(degrees(self.crs, low)?).into());
        }
        if low.east == high.east || low.north == high.north {
            return Ok(LineString(degrees_along(self.crs, &[low, high])?).into());
        }
        Ok(self.frame(low, high)?.into())
    }

    fn frame(&self, low: EastNorth, high: EastNorth) -> Result<Polygon<f64>, QueryError> {
        let (east, south) = (EastNorth { north: low.north, ..high }, low);
        let west = EastNorth { north: high.north, ..low };
        Ok(Polygon::new(LineString(degrees_along(self.crs, &[south, east, high, west, south])?), Vec::new()))
    }

    fn each<T>(&mut self, list: &Value, read: impl Fn(&mut Self, &Value) -> Result<T, QueryError>) -> Result<Vec<T>, QueryError> {
        match list.as_array().map(Vec::as_slice) {
            None => Err(needed(list, &ValueKind::Geometry.words())),
            Some([]) => Err(empty()),
            Some(parts) => parts.iter().map(|part| read(self, part)).collect(),
        }
    }

    fn line(&mut self, list: &Value) -> Result<LineString<f64>, QueryError> {
        let places = self.each(list, Self::position)?;
        if places.len() < 2 {
            return Err(refused("đường cần ít nhất 2 điểm", "a line needs at least 2 points"));
        }
        Ok(LineString(degrees_along(self.crs, &places)?))
    }

    fn polygon(&mut self, rings: &Value) -> Result<Polygon<f64>, QueryError> {
        let mut rings = self.each(rings, Self::ring)?.into_iter();
        let outer = rings.next().ok_or_else(empty)?;
        Ok(Polygon::new(outer, rings.collect()))
    }

    fn ring(&mut self, list: &Value) -> Result<LineString<f64>, QueryError> {
        let places = self.each(list, Self::position)?;
        if places.len() < 4 || places.first() != places.last() {
            return Err(refused(
                "vòng của đa giác phải có ít nhất 4 điểm, điểm cuối trùng điểm đầu",
                "the ring of a polygon needs at least 4 points, the last one equal to the first",
            ));
        }
        Ok(LineString(degrees_along(self.crs, &places)?))
    }

    fn vertex(&mut self, list: &Value) -> Result<Coord<f64>, QueryError> {
        let place = self.position(list)?;
        degrees(self.crs, place)
    }

    fn position(&mut self, list: &Value) -> Result<EastNorth, QueryError> {
        self.vertices += 1;
        if self.vertices > VERTICES_MAX {
            return Err(refused(
                format!("các hình có hơn {VERTICES_MAX} điểm"),
                format!("the geometries have more than {VERTICES_MAX} points"),
            ));
        }
        let numbers: Option<Vec<f64>> = list.as_array().and_then(|list| list.iter().map(Value::as_f64).collect());
        match numbers.as_deref() {
            Some([]) => Err(empty()),
            Some([first, second] | [first, second, _] | [first, second, _, _]) => self.place([*first, *second]),
            _ => Err(refused(
                "mỗi điểm là 2 số (có thể thêm độ cao), không phải chữ hay NaN",
                "a point has 2 numbers (and perhaps a height), neither text nor NaN",
            )),
        }
    }

    fn place(&self, numbers: [f64; 2]) -> Result<EastNorth, QueryError> {
        super::plane::place(self.crs, numbers)
    }
}

const KINDS: &str = "Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon, GeometryCollection, BBOX";

fn empty() -> QueryError {
    refused("hình rỗng", "a geometry is empty")
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Contains;
    use serde_json::json;

    fn read(crs: Crs, value: Value) -> Result<GeometryLiteral, QueryError> {
        GeometryReader::new(crs).read(&value)
    }

    #[test]
    fn axes_come_in_the_order_of_the_system() {
        let plain = read(Crs::CRS84, json!({"type": "Point", "coordinates": [105.8, 21.0]})).unwrap();
        assert_eq!(read(Crs::WGS84, json!({"type": "Point", "coordinates": [21.0, 105.8]})).unwrap(), plain);
        let refusal = read(Crs::WGS84, json!({"type": "Point", "coordinates": [105.8, 21.0]})).unwrap_err();
        assert!(refusal.message.en.contains("105.8"), "{refusal:?}");
    }

    #[test]
    fn a_side_in_metres_is_bent_as_it_lies() {
        let zone = Crs::tm3(105.0).unwrap();
        let square = read(zone, json!({"bbox": [500_000.0, 2_300_000.0, 600_000.0, 2_400_000.0]})).unwrap();
        // A place 5 m north of the middle of the southern side is inside, one 5 m south of it is not.
        for (north, is_in) in [(2_300_005.0, true), (2_299_995.0, false)] {
            let point = zone.to_wgs84(EastNorth { east: 550_000.0, north }).unwrap();
            assert_eq!(square.geometry.contains(&geo::Point::new(point.lon, point.lat)), is_in, "{north}");
        }
    }

    #[test]
    fn what_is_no_geometry_is_refused() {
        for value in [
            json!({"type": "Point", "coordinates": [1.0]}),
            json!({"type": "Point", "coordinates": [null, 1.0]}),
            json!({"type": "Point", "coordinates": [500.0, 1.0]}),
            json!({"type": "Point", "coordinates": []}),
            json!({"type": "LineString", "coordinates": [[1.0, 2.0]]}),
            json!({"type": "LineString", "coordinates": [[1.0, 2.0], [1.0, 2.0]]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}),
            json!({"type": "Polygon", "coordinates": []}),
            json!({"type": "MultiPolygon", "coordinates": 5}),
            json!({"type": "Circle", "coordinates": [1, 1]}),
            json!({"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]}),
            json!({"bbox": [1, 2, 3]}),
            json!({"bbox": [1, 4, 3, 2]}),
            json!({"bbox": ["a", 4, 3, 2]}),
            json!("POINT(1 2)"),
        ] {
            assert!(read(Crs::CRS84, value.clone()).is_err(), "{value}");
        }
        let many: Vec<[f64; 2]> = (0..10_001).map(|n| [f64::from(n) / 1_000.0, 0.0]).collect();
        assert!(read(Crs::CRS84, json!({"type": "MultiPoint", "coordinates": many})).is_err());
    }

    #[test]
    fn a_box_may_cross_the_antimeridian_and_may_have_no_width() {
        let pacific = read(Crs::CRS84, json!({"bbox": [170, -10, -170, 10]})).unwrap();
        assert!(
            pacific.geometry.contains(&geo::Point::new(-179.0, 0.0)) && !pacific.geometry.contains(&geo::Point::new(0.0, 0.0))
        );
        assert!(matches!(read(Crs::CRS84, json!({"bbox": [1, 2, 1, 2]})).unwrap().geometry, Geometry::Point(_)));
        assert!(matches!(read(Crs::CRS84, json!({"bbox": [1, 2, 1, 3]})).unwrap().geometry, Geometry::LineString(_)));
        assert!(read(Crs::CRS84, json!({"bbox": [1, 2, -5, 3, 4, 5]})).is_ok());
    }
}
