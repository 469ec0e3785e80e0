//! A geometry in the binary form of GeoPackage: its header, then well-known binary, easting first.
use geo::{BoundingRect, Rect, coord};

use crate::encode::record::Geometry;
use crate::geography::{Crs, EastNorth, well_known_binary};

/// The number under which a system stands in the file.
pub(super) fn system_id(crs: Crs) -> i64 {
    crs.epsg().map_or(4326, i64::from)
}

/// A geometry as a table of GeoPackage holds it, and the box about it.
pub(super) struct Placed {
    pub(super) bytes: Vec<u8>,
    pub(super) frame: Rect<f64>,
}

/// The geometry; `None` where it has no numbers.
pub(super) fn placed(geometry: &Geometry<'_>, crs: Crs) -> Option<Placed> {
    match geometry {
        Geometry::Point(place) => {
            let at = coord! { x: place.east, y: place.north };
            // A point is its own envelope.
            let bytes = [header(crs, 0b001).as_slice(), &point(*place)].concat();
            Some(Placed { bytes, frame: Rect::new(at, at) })
        }
        Geometry::Area(area) => {
            let frame = area.bounding_rect()?;
            let envelope = [frame.min().x, frame.max().x, frame.min().y, frame.max().y].map(f64::to_le_bytes).concat();
            let bytes = [header(crs, 0b011).as_slice(), &envelope, &well_known_binary(area)?].concat();
            Some(Placed { bytes, frame })
        }
    }
}

/// Version 0; the flags say that numbers are little-endian and whether an envelope follows.
fn header(crs: Crs, flags: u8) -> Vec<u8> {
    [b"GP\x00".as_slice(), &[flags], &(system_id(crs) as i32).to_le_bytes()].concat()
}

fn point(place: EastNorth) -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend_from_slice(&1_u32.to_le_bytes());
    bytes.extend_from_slice(&place.east.to_le_bytes());
    bytes.extend_from_slice(&place.north.to_le_bytes());
    bytes
}
