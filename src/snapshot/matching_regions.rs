//! Which administrative units a filter asks for.
use geo::{Intersects, Rect, coord};

use super::Snapshot;
use crate::domain::{BoundingBox, Region, text};
use crate::query::RegionFilter;
use crate::query::cql2::Evaluation;

impl Snapshot {
    /// The units that match, in the order of ids: provinces before districts before communes.
    pub fn regions_matching(&self, filter: &RegionFilter) -> Vec<&Region> {
        let expression = filter.expression.as_ref().map(|expression| Evaluation::new(expression.predicate()));
        let satisfies = |region: &Region| expression.as_ref().is_none_or(|expression| self.region_satisfies(region, expression));
        self.gazetteer().regions().filter(|region| self.is_asked(filter, region) && satisfies(region)).collect()
    }

    fn is_asked(&self, filter: &RegionFilter, region: &Region) -> bool {
        let is_within = || self.gazetteer().ancestors(region.id).any(|above| filter.parents.contains(&above.id));
        let has_words = |written: &str| {
            let name = text::fold(&region.full_name);
            text::fold(written).split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)))
        };
        region.id.division() == filter.division
            && (filter.levels.is_empty() || filter.levels.contains(&region.id.level()))
            && (filter.parents.is_empty() || is_within())
            && filter.text.as_deref().is_none_or(has_words)
            && filter.bbox.is_none_or(|area| self.meets(region, area))
    }

    /// Whether the shape of a unit meets a box, which may cross the antimeridian.
    fn meets(&self, region: &Region, area: BoundingBox) -> bool {
        let Some(shape) = self.geography().shapes().get(region.id) else { return area.contains(region.centre) };
        let touches = |west: f64, east: f64| {
            let frame = Rect::new(coord! { x: west, y: area.south }, coord! { x: east, y: area.north });
            shape.geometry.intersects(&frame)
        };
        if area.west <= area.east {
            touches(area.west, area.east)
        } else {
            touches(area.west, 180.0) || touches(-180.0, area.east)
        }
    }
}
