//! Reads a GeoJSON feature collection (RFC 7946, or the older draft with a `crs` member), feature by feature.
use serde::Deserialize;
use serde_json::{Map, Value};

use super::boundary_file_error::BoundaryFileError;
use super::declared_crs::DeclaredCrs;
use super::feature::{FileFeature, RawRing, RawShape, ShapeFault};

/// The collection; everything but its features stays small.
#[derive(Deserialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: Option<String>,
    crs: Option<Value>,
    features: Option<Vec<Read>>,
}

/// A feature as the file writes it.
#[derive(Deserialize)]
struct Written {
    id: Option<Value>,
    properties: Option<Map<String, Value>>,
    geometry: Option<Value>,
}

/// A feature without the tree of its numbers, which would take many times the room of the file.
struct Read {
    attributes: Vec<(String, String)>,
    shape: Result<RawShape, ShapeFault>,
}

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let properties = written.properties.unwrap_or_default();
        let mut attributes: Vec<_> = properties.into_iter().filter_map(|(name, value)| Some((name, text(&value)?))).collect();
        // The member `id` serves where no attribute does.
        attributes.extend(written.id.as_ref().and_then(text).map(|id| ("id".to_owned(), id)));
        Ok(Self { attributes, shape: shape(written.geometry) })
    }
}

/// The features of a collection and what it says of its coordinate system.
pub(super) fn read_geojson(bytes: &[u8]) -> Result<(DeclaredCrs, Vec<FileFeature>), BoundaryFileError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let collection: Collection = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
    let kind = collection.kind.unwrap_or_default();
    if kind != "FeatureCollection" {
        return Err(BoundaryFileError::new(
            format!(
                "GeoJSON không phải FeatureCollection mà là “{kind}”; mỗi đơn vị phải là một Feature trong FeatureCollection"
            ),
            format!("the GeoJSON is no FeatureCollection but “{kind}”; every unit must be a Feature of a FeatureCollection"),
        ));
    }
    let Some(features) = collection.features else {
        return Err(BoundaryFileError::new(
            "FeatureCollection không có danh sách “features”; mỗi đơn vị phải là một Feature trong danh sách đó",
            "the FeatureCollection has no list of “features”; every unit must be a Feature in that list",
        ));
    };
    let numbered = features.into_iter().zip(1..);
    let features = numbered.map(|(read, number)| FileFeature { number, attributes: read.attributes, shape: read.shape });
    Ok((declared(collection.crs.as_ref()), features.collect()))
}

fn malformed(error: &serde_json::Error) -> BoundaryFileError {
    if error.is_eof() {
        return BoundaryFileError::truncated("GeoJSON");
    }
    let (line, column) = (error.line(), error.column());
    BoundaryFileError::new(
        format!("không đọc được GeoJSON ở dòng {line}, cột {column} ({error}); NaN và Infinity không phải số trong JSON"),
        format!("the GeoJSON cannot be read at line {line}, column {column} ({error}); NaN and Infinity are no numbers of JSON"),
    )
}

/// `{"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3405"}}`, as GDAL writes it.
fn declared(crs: Option<&Value>) -> DeclaredCrs {
    match crs {
        None | Some(Value::Null) => DeclaredCrs::Known(crate::geography::crs::Crs::CRS84),
        Some(crs) => match crs.pointer("/properties/name").and_then(Value::as_str) {
            Some(name) => DeclaredCrs::of(name),
            None => DeclaredCrs::Unknown(crs.to_string().chars().take(80).collect()),
        },
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn shape(geometry: Option<Value>) -> Result<RawShape, ShapeFault> {
    let Some(value) = geometry.filter(|value| !value.is_null()) else { return Err(ShapeFault::Missing) };
    let geometry: geojson::Geometry =
        serde_json::from_value(value).map_err(|error| ShapeFault::Unreadable(error.to_string().chars().take(120).collect()))?;
    let polygons = match geometry.value {
        geojson::GeometryValue::Polygon { coordinates } => vec![coordinates],
        geojson::GeometryValue::MultiPolygon { coordinates } => coordinates,
        other => return Err(ShapeFault::NotPolygon(other.type_name().to_owned())),
    };
    let mut shape = RawShape { is_grouped: true, ..RawShape::default() };
    for rings in polygons {
        let mut polygon: Vec<RawRing> = Vec::with_capacity(rings.len());
        for ring in rings {
            let mut points = RawRing::with_capacity(ring.len());
            for position in ring {
                let [x, y, heights @ ..] = position.as_slice() else {
                    return Err(ShapeFault::Unreadable("a position has fewer than two numbers".to_owned()));
                };
                shape.had_heights |= !heights.is_empty();
                points.push([*x, *y]);
            }
            polygon.push(points);
        }
        shape.polygons.push(polygon);
    }
    Ok(shape)
}
