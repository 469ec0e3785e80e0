//! An administrative unit with everything an export tells of it: its place among the others, its shape, and what that shape is.
use std::borrow::Cow;
use std::sync::Arc;

use geo::{MapCoords, MultiPolygon, coord};

use super::record::Geometry;
use crate::domain::{Extent, GeoPoint, Message, Region, RegionId};
use crate::geography::Crs;

/// An administrative unit as exports have it, in the language of the reader.
#[derive(Clone, Debug)]
pub struct RegionRecord {
    /// The unit.
    pub region: Region,
    /// The full name of the unit it belongs to.
    pub parent: Option<String>,
    /// The province it lies in, itself for a province.
    pub province_id: RegionId,
    /// The full name of the province.
    pub province: String,
    /// A point inside it.
    pub point: GeoPoint,
    /// Whether its shape is official; `None` without a shape.
    pub is_official: Option<bool>,
    /// What that means, in words.
    pub boundary_note: Option<String>,
    /// Former units it came from.
    pub predecessors: Vec<RelatedUnit>,
    /// Current units it became.
    pub successors: Vec<RelatedUnit>,
    /// Its shape in degrees of WGS 84.
    pub shape: Option<Arc<MultiPolygon<f64>>>,
}

/// A unit that came before or after.
#[derive(Clone, Debug)]
pub struct RelatedUnit {
    /// The unit.
    pub id: RegionId,
    /// Its full name.
    pub full_name: String,
    /// How much of the former unit went to the current one.
    pub extent: Extent,
}

/// The code and the sentence of a kind of boundary.
pub fn region_boundary(is_official: bool) -> (&'static str, Message) {
    match is_official {
        true => ("official", Message::new("ranh giới chính thức", "official boundary")),
        false => ("approximate", Message::new("ranh giới gần đúng", "approximate boundary")),
    }
}

impl RegionRecord {
    /// The code of its boundary; nothing without a shape.
    pub(super) fn boundary(&self) -> Option<&'static str> {
        self.is_official.map(|is_official| region_boundary(is_official).0)
    }

    /// The shape in a system, easting first.
    pub(super) fn area(&self, crs: Crs) -> Option<Geometry<'_>> {
        let shape = self.shape.as_deref()?;
        if matches!(crs, Crs::CRS84 | Crs::WGS84) {
            return Some(Geometry::Area(Cow::Borrowed(shape)));
        }
        // Every system has an answer wherever a unit of Vietnam lies.
        let moved = shape.try_map_coords(|at| {
            let place = crs.of_wgs84(GeoPoint { lon: at.x, lat: at.y }).ok_or(())?;
            Ok::<_, ()>(coord! { x: place.east, y: place.north })
        });
        moved.ok().map(|area| Geometry::Area(Cow::Owned(area)))
    }
}
