//! What is asked about one shape: fewer points for maps from afar, a point inside.
use std::borrow::Cow;

use geo::{Area, BooleanOps, InteriorPoint, MultiPolygon, SimplifyVwPreserve};

use super::shapes::Shapes;
use crate::domain::{GeoPoint, RegionId};

/// Metres of a degree along a meridian, roughly.
const METRES_PER_DEGREE: f64 = 111_320.0;

impl Shapes {
    /// The shape of a unit, its border off by about so many metres at most; 0 for the full shape. Never empty; shipped cells
    /// keep the very same borders as their neighbours.
    pub fn simplified(&self, id: RegionId, metres: f64) -> Option<Cow<'_, MultiPolygon<f64>>> {
        let shape = self.get(id)?;
        if metres <= 0.0 {
            return Some(Cow::Borrowed(&shape.geometry));
        }
        if let Some(simplified) = self.network(id).and_then(|network| network.simplified(id, metres)) {
            return Some(Cow::Owned(simplified));
        }
        let degrees = metres / METRES_PER_DEGREE;
        Some(Cow::Owned(shape.geometry.simplify_vw_preserve(degrees * degrees)))
    }

    /// Works out what the first simplified shape would have to wait for.
    pub fn prepare_simplified(&self) {
        if let Some(network) = self.shared_lines() {
            network.weights();
        }
    }

    /// A point inside the unit, near the middle of its largest part; worked out when it is first asked for.
    pub fn representative_point(&self, id: RegionId) -> Option<GeoPoint> {
        *self.middle(id)?.get_or_init(|| point_within(&self.get(id)?.geometry))
    }

    /// A point inside both units, near the middle of the largest part they share; `None` where they share no land.
    pub fn point_of_both(&self, one: RegionId, other: RegionId) -> Option<GeoPoint> {
        self.shared_middle((one, other), || {
            let shared = self.get(one)?.geometry.intersection(&*self.get(other)?.geometry);
            point_within(&shared)
        })
    }
}

fn point_within(shape: &MultiPolygon<f64>) -> Option<GeoPoint> {
    let largest = shape.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    let point = largest.interior_point()?;
    // As many decimals as GeoJSON has, so that every format tells the same numbers.
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    GeoPoint::new(rounded(point.x()), rounded(point.y()))
}
