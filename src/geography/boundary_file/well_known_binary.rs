//! Geometry as well-known binary: with the header of GeoPackage when read from a file, plain when kept in the store.
use geo::MultiPolygon;
use geo_traits::{
    CoordTrait, GeometryTrait, GeometryType, LineStringTrait, MultiPolygonTrait, PolygonTrait, to_geo::ToGeoMultiPolygon,
};

use super::feature::{RawRing, RawShape, ShapeFault};

/// Bytes of a GeoPackage header before its envelope.
const HEADER_BYTES: usize = 8;
/// Bytes of the envelope by its code (GeoPackage 1.4, 2.1.3).
const ENVELOPE_BYTES: [usize; 5] = [0, 32, 48, 48, 64];

/// Reads a geometry of a GeoPackage.
pub(super) fn read_geopackage_geometry(blob: Option<&[u8]>) -> Result<RawShape, ShapeFault> {
    let blob = blob.ok_or(ShapeFault::Missing)?;
    let damaged = |why: &str| ShapeFault::Unreadable(why.to_owned());
    let [b'G', b'P', _, flags, ..] = blob else { return Err(damaged("no GeoPackage header")) };
    if flags & 0b0010_0000 != 0 {
        return Err(damaged("an extended geometry"));
    }
    if flags & 0b0001_0000 != 0 {
        return Err(ShapeFault::Missing);
    }
    let envelope = ENVELOPE_BYTES.get(usize::from(flags >> 1 & 0b111)).ok_or_else(|| damaged("an unknown envelope"))?;
    let body = blob.get(HEADER_BYTES + envelope..).ok_or_else(|| damaged("it is cut off"))?;
    let geometry = wkb::reader::read_wkb(body).map_err(|error| damaged(&error.to_string()))?;
    let mut shape = RawShape { is_grouped: true, had_heights: geometry.dim().size() > 2, ..RawShape::default() };
    match geometry.as_type() {
        GeometryType::Polygon(polygon) => shape.polygons.push(rings(polygon)),
        GeometryType::MultiPolygon(all) => shape.polygons.extend(all.polygons().map(|polygon| rings(&polygon))),
        _ => return Err(ShapeFault::NotPolygon(format!("{:?}", geometry.geometry_type()))),
    }
    Ok(shape)
}

fn rings(polygon: &impl PolygonTrait<T = f64>) -> Vec<RawRing> {
    let outer = polygon.exterior().map(|exterior| points(&exterior));
    outer.into_iter().chain(polygon.interiors().map(|interior| points(&interior))).collect()
}

fn points(ring: &impl LineStringTrait<T = f64>) -> RawRing {
    ring.coords().map(|point| [point.x(), point.y()]).collect()
}

/// The multipolygon as little-endian well-known binary; `None` where memory cannot be written, which does not happen.
pub(in crate::geography) fn write_shape(shape: &MultiPolygon<f64>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(wkb::writer::multi_polygon_wkb_size(shape));
    let options = wkb::writer::WriteOptions { endianness: wkb::Endianness::LittleEndian };
    wkb::writer::write_multi_polygon(&mut bytes, shape, &options).ok()?;
    Some(bytes)
}

/// The multipolygon of such bytes, or why there is none.
pub(in crate::geography) fn read_shape(bytes: &[u8]) -> Result<MultiPolygon<f64>, String> {
    let geometry = wkb::reader::read_wkb(bytes).map_err(|error| error.to_string())?;
    match geometry.as_type() {
        GeometryType::MultiPolygon(shape) => Ok(shape.to_multi_polygon()),
        _ => Err(format!("{:?} instead of MultiPolygon", geometry.geometry_type())),
    }
}
