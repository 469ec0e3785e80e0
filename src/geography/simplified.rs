//! Shapes with fewer points, for maps from afar.
use std::borrow::Cow;

use geo::{InteriorPoint, MultiPolygon, SimplifyVwPreserve};

use super::shapes::Shapes;
use crate::domain::{GeoPoint, RegionId};

/// Metres of a degree along a meridian, roughly.
const METRES_PER_DEGREE: f64 = 111_320.0;

impl Shapes {
    /// The shape of a unit, its border off by about so many metres at most; 0 for the full shape.
    pub fn simplified(&self, id: RegionId, metres: f64) -> Option<Cow<'_, MultiPolygon<f64>>> {
        let shape = self.get(id)?;
        if metres <= 0.0 {
            return Some(Cow::Borrowed(&shape.geometry));
        }
        let degrees = metres / METRES_PER_DEGREE;
        Some(Cow::Owned(shape.geometry.simplify_vw_preserve(degrees * degrees)))
    }

    /// A point inside the unit.
    pub fn representative_point(&self, id: RegionId) -> Option<GeoPoint> {
        let point = self.get(id)?.geometry.interior_point()?;
        GeoPoint::new(point.x(), point.y())
    }
}
