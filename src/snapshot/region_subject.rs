//! An administrative unit as a filter expression sees it: with its shape in use.
use std::borrow::Cow;

use super::Snapshot;
use crate::domain::{Region, RegionId, RegionProperty};
use crate::query::QueryableKey;
use crate::query::cql2::{Evaluation, Place, Scalar, Span, Subject};

impl Snapshot {
    /// Whether an administrative unit satisfies a filter expression.
    pub fn region_satisfies(&self, region: &Region, expression: &Evaluation<'_>) -> bool {
        expression.holds(&RegionSubject { snapshot: self, region })
    }
}

/// A unit that can be asked.
struct RegionSubject<'a> {
    snapshot: &'a Snapshot,
    region: &'a Region,
}

impl RegionSubject<'_> {
    fn province(&self) -> RegionId {
        self.snapshot.gazetteer().ancestors(self.region.id).last().map_or(self.region.id, |unit| unit.id)
    }

    fn name_of(&self, id: Option<RegionId>) -> Option<Scalar<'_>> {
        id.and_then(|id| self.snapshot.gazetteer().region(id)).and_then(|unit| text(&unit.full_name))
    }
}

impl Subject for RegionSubject<'_> {
    fn scalar(&self, key: QueryableKey) -> Option<Scalar<'_>> {
        let property = match key {
            QueryableKey::Id => return owned(self.region.id),
            QueryableKey::Region(property) => property,
            QueryableKey::Geometry | QueryableKey::Site(_) => return None,
        };
        let region = self.region;
        let shapes = self.snapshot.geography().shapes();
        let point = || shapes.representative_point(region.id).unwrap_or(region.centre);
        match property {
            RegionProperty::Code => owned(region.id.code()),
            RegionProperty::Level => text(region.id.level().code()),
            RegionProperty::Division => text(region.id.division().code()),
            RegionProperty::Type => text(&region.type_word),
            RegionProperty::Name => text(&region.name),
            RegionProperty::FullName => text(&region.full_name),
            RegionProperty::ParentId => region.parent.and_then(owned),
            RegionProperty::Parent => self.name_of(region.parent),
            RegionProperty::ProvinceId => owned(self.province()),
            RegionProperty::Province => self.name_of(Some(self.province())),
            RegionProperty::ValidFrom => region.valid_from.and_then(Span::day).map(Scalar::Time),
            RegionProperty::ValidTo => region.valid_to.and_then(Span::day).map(Scalar::Time),
            RegionProperty::AreaKm2 => region.area_km2.map(Scalar::Number),
            RegionProperty::Lon => Some(Scalar::Number(point().lon)),
            RegionProperty::Lat => Some(Scalar::Number(point().lat)),
            RegionProperty::Boundary => {
                shapes.get(region.id).and_then(|shape| text(if shape.is_official { "official" } else { "approximate" }))
            }
            RegionProperty::BoundaryNote | RegionProperty::Predecessors | RegionProperty::Successors => None,
        }
    }

    fn texts(&self, _: QueryableKey) -> Option<&[String]> {
        None
    }

    fn place(&self) -> Option<Place<'_>> {
        let shape = self.snapshot.geography().shapes().get(self.region.id)?;
        Some(Place::Area(Cow::Borrowed(&shape.geometry)))
    }
}

fn text(text: &str) -> Option<Scalar<'_>> {
    Some(Scalar::Text(Cow::Borrowed(text)))
}

fn owned(value: impl ToString) -> Option<Scalar<'static>> {
    Some(Scalar::Text(Cow::Owned(value.to_string())))
}
