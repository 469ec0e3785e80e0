//! A site as a filter expression sees it.
use std::borrow::Cow;

use geo::Point;

use crate::domain::{Property, PublicSite};
use crate::query::QueryableKey;
use crate::query::cql2::{Place, Scalar, Span, Subject};

/// A site that can be asked.
pub(super) struct SiteSubject<'a>(pub(super) &'a PublicSite);

impl Subject for SiteSubject<'_> {
    fn scalar(&self, key: QueryableKey) -> Option<Scalar<'_>> {
        let property = match key {
            QueryableKey::Id => return text(self.0.site.id),
            QueryableKey::Site(property) => property,
            QueryableKey::Geometry | QueryableKey::Region(_) => return None,
        };
        let facts = &self.0.site.facts;
        let placement = &facts.placement;
        match property {
            Property::Kind => code(facts.kind.code()),
            Property::Name => code(&facts.name),
            Property::Sector => code(facts.sector.code()),
            Property::Subsector => facts.subsector.as_deref().and_then(code),
            Property::AreaHa => facts.area_ha.map(Scalar::Number),
            Property::HerdSize => facts.herd_size.map(|number| Scalar::Number(f64::from(number))),
            Property::Members => facts.members.map(|number| Scalar::Number(f64::from(number))),
            Property::EstablishedYear => facts.established_year.map(|year| Scalar::Number(f64::from(year))),
            // Exact up to nine quadrillion đồng.
            Property::RevenueVndPerYear => facts.revenue_vnd_per_year.map(|number| Scalar::Number(number as f64)),
            Property::Status => code(facts.status.code()),
            Property::ProvinceId => placement.province.and_then(text),
            Property::Province => self.0.province.as_deref().and_then(code),
            Property::CommuneId => placement.commune.and_then(text),
            Property::Commune => self.0.commune.as_deref().and_then(code),
            Property::FormerProvinceId => placement.former_province.and_then(text),
            Property::FormerProvince => self.0.former_province.as_deref().and_then(code),
            Property::FormerDistrictId => placement.former_district.and_then(text),
            Property::FormerDistrict => self.0.former_district.as_deref().and_then(code),
            Property::FormerCommuneId => placement.former_commune.and_then(text),
            Property::FormerCommune => self.0.former_commune.as_deref().and_then(code),
            Property::PositionAccuracy => placement.accuracy.and_then(|accuracy| code(accuracy.code())),
            Property::CommuneIsCertain => placement.commune_is_certain.map(Scalar::Boolean),
            Property::OperatorId => facts.operator_id.and_then(text),
            Property::Abstract => facts.abstract_text.as_deref().and_then(code),
            Property::Confidence => facts.confidence.and_then(|confidence| code(confidence.code())),
            Property::VerifiedOn => facts.verified_on.and_then(Span::day).map(Scalar::Time),
            Property::UpdatedAt => Some(Scalar::Time(Span::moment(self.0.site.updated_at))),
            Property::Technologies | Property::Certifications | Property::Sources => None,
        }
    }

    fn texts(&self, key: QueryableKey) -> Option<&[String]> {
        match key {
            QueryableKey::Site(Property::Technologies) => Some(&self.0.site.facts.technologies),
            QueryableKey::Site(Property::Certifications) => Some(&self.0.site.facts.certifications),
            _ => None,
        }
    }

    fn place(&self) -> Option<Place<'_>> {
        self.0.site.facts.placement.point.map(|point| Place::Point(Point::new(point.lon, point.lat)))
    }
}

fn code(text: &str) -> Option<Scalar<'_>> {
    Some(Scalar::Text(Cow::Borrowed(text)))
}

fn text(value: impl ToString) -> Option<Scalar<'static>> {
    Some(Scalar::Text(Cow::Owned(value.to_string())))
}
