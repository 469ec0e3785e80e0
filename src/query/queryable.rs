//! The queryables: the properties of each collection that a filter expression may name, with their types and code lists.
use std::sync::LazyLock;

use crate::domain::{Division, Message, Property, RegionLevel, RegionProperty, VocabularyName};

/// What a queryable stands for, so that a record can be asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryableKey {
    /// The identifier of a site or a unit.
    Id,
    /// The point of a site or the shape of a unit.
    Geometry,
    /// A property of a site.
    Site(Property),
    /// A property of an administrative unit.
    Region(RegionProperty),
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A moment.
    Timestamp,
    /// A list of texts, without order or repetition.
    TextList,
    /// A geometry.
    Geometry,
}

impl ValueKind {
    /// The type in JSON Schema; `None` for a geometry, which has a format only.
    pub const fn json_type(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Date | Self::Timestamp => Some("string"),
            Self::Number => Some("number"),
            Self::Integer => Some("integer"),
            Self::Boolean => Some("boolean"),
            Self::TextList => Some("array"),
            Self::Geometry => None,
        }
    }

    /// The format in JSON Schema, where the type has one whatever the property is.
    pub const fn json_format(self) -> Option<&'static str> {
        match self {
            Self::Date => Some("date"),
            Self::Timestamp => Some("date-time"),
            _ => None,
        }
    }

    /// Whether it is a number, whole or not.
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Integer)
    }

    /// Whether it is a day or a moment.
    pub const fn is_temporal(self) -> bool {
        matches!(self, Self::Date | Self::Timestamp)
    }

    /// What it is, in words, with how its literals are written in CQL2 text.
    pub fn words(self) -> Message {
        let (vi, en) = match self {
            Self::Text => ("chữ, viết 'abc'", "text, written 'abc'"),
            Self::Number => ("số, viết 12.5", "a number, written 12.5"),
            Self::Integer => ("số nguyên, viết 12", "a whole number, written 12"),
            Self::Boolean => ("true hoặc false", "true or false"),
            Self::Date => ("ngày, viết DATE('2026-01-31')", "a date, written DATE('2026-01-31')"),
            Self::Timestamp => {
                ("thời điểm, viết TIMESTAMP('2026-01-31T00:00:00Z')", "a timestamp, written TIMESTAMP('2026-01-31T00:00:00Z')")
            }
            Self::TextList => ("danh sách chữ, viết ('a','b')", "a list of texts, written ('a','b')"),
            Self::Geometry => (
                "hình, viết POINT(105.8 21.0) hoặc BBOX(105,20,106,21)",
                "a geometry, written POINT(105.8 21.0) or BBOX(105,20,106,21)",
            ),
        };
        Message::new(vi, en)
    }
}

/// Which texts a property may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codes {
    /// Any text.
    Open,
    /// The codes of a vocabulary.
    Vocabulary(VocabularyName),
    /// These codes.
    Closed(&'static [&'static str]),
}

/// A property a filter expression may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queryable {
    /// What it stands for.
    pub key: QueryableKey,
    /// The type of its values.
    pub kind: ValueKind,
    /// Which texts it may hold.
    pub codes: Codes,
    /// Whether facets count its values.
    pub is_facet: bool,
}

static SITES: LazyLock<Vec<Queryable>> = LazyLock::new(|| {
    let common = [
        Queryable { key: QueryableKey::Id, kind: ValueKind::Text, codes: Codes::Open, is_facet: false },
        Queryable { key: QueryableKey::Geometry, kind: ValueKind::Geometry, codes: Codes::Open, is_facet: false },
    ];
    common.into_iter().chain(Property::ALL.iter().copied().filter_map(of_site)).collect()
});

static REGIONS: LazyLock<Vec<Queryable>> = LazyLock::new(|| {
    let common = [
        Queryable { key: QueryableKey::Id, kind: ValueKind::Text, codes: Codes::Open, is_facet: false },
        Queryable { key: QueryableKey::Geometry, kind: ValueKind::Geometry, codes: Codes::Open, is_facet: false },
    ];
    common.into_iter().chain(RegionProperty::ALL.iter().copied().filter_map(of_region)).collect()
});

static LEVELS: LazyLock<Vec<&str>> = LazyLock::new(|| RegionLevel::ALL.iter().map(|level| level.code()).collect());
static DIVISIONS: LazyLock<Vec<&str>> = LazyLock::new(|| Division::ALL.iter().map(|division| division.code()).collect());

impl Queryable {
    /// The queryables of every collection of sites: identifier, geometry, then the properties in the order they are written.
    pub fn of_sites() -> &'static [Self] {
        &SITES
    }

    /// The queryables of the collection `regions`.
    pub fn of_regions() -> &'static [Self] {
        &REGIONS
    }

    /// The name in a filter expression, which is the one in GeoJSON.
    pub const fn name(&self) -> &'static str {
        match self.key {
            QueryableKey::Id => "id",
            QueryableKey::Geometry => "geometry",
            QueryableKey::Site(property) => property.code(),
            QueryableKey::Region(property) => property.code(),
        }
    }

    /// The heading people read.
    pub fn title(&self) -> Message {
        match self.key {
            QueryableKey::Id => Message::new("Mã", "Identifier"),
            QueryableKey::Geometry => Message::new("Vị trí", "Geometry"),
            QueryableKey::Site(property) => property.heading(),
            QueryableKey::Region(property) => property.heading(),
        }
    }

    /// The vocabulary its values come from.
    pub const fn vocabulary(&self) -> Option<VocabularyName> {
        match self.codes {
            Codes::Vocabulary(name) => Some(name),
            Codes::Open | Codes::Closed(_) => None,
        }
    }
}

fn of_site(property: Property) -> Option<Queryable> {
    let vocabulary = match property {
        Property::Kind => Some(VocabularyName::Kind),
        Property::Sector => Some(VocabularyName::Sector),
        Property::Subsector => Some(VocabularyName::Subsector),
        Property::Technologies => Some(VocabularyName::Technology),
        Property::Certifications => Some(VocabularyName::Certification),
        Property::Status => Some(VocabularyName::Status),
        Property::PositionAccuracy => Some(VocabularyName::PositionAccuracy),
        Property::Confidence => Some(VocabularyName::Confidence),
        _ => None,
    };
    let kind = match property {
        Property::AreaHa => ValueKind::Number,
        Property::HerdSize | Property::Members | Property::EstablishedYear | Property::RevenueVndPerYear => ValueKind::Integer,
        Property::CommuneIsCertain => ValueKind::Boolean,
        Property::VerifiedOn => ValueKind::Date,
        Property::UpdatedAt => ValueKind::Timestamp,
        Property::Technologies | Property::Certifications => ValueKind::TextList,
        Property::Sources => return None,
        _ => ValueKind::Text,
    };
    let is_facet = matches!(
        property,
        Property::Kind
            | Property::Sector
            | Property::Subsector
            | Property::Technologies
            | Property::Certifications
            | Property::ProvinceId
            | Property::CommuneId
            | Property::FormerProvinceId
            | Property::FormerDistrictId
    );
    let codes = vocabulary.map_or(Codes::Open, Codes::Vocabulary);
    Some(Queryable { key: QueryableKey::Site(property), kind, codes, is_facet })
}

/// What depends on the language or holds objects is left out.
fn of_region(property: RegionProperty) -> Option<Queryable> {
    let kind = match property {
        RegionProperty::AreaKm2 | RegionProperty::Lon | RegionProperty::Lat => ValueKind::Number,
        RegionProperty::ValidFrom | RegionProperty::ValidTo => ValueKind::Date,
        RegionProperty::BoundaryNote | RegionProperty::Predecessors | RegionProperty::Successors => return None,
        _ => ValueKind::Text,
    };
    let codes = match property {
        RegionProperty::Level => Codes::Closed(&LEVELS),
        RegionProperty::Division => Codes::Closed(&DIVISIONS),
        RegionProperty::Boundary => Codes::Closed(&["official", "approximate"]),
        _ => Codes::Open,
    };
    Some(Queryable { key: QueryableKey::Region(property), kind, codes, is_facet: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_but_the_sources_can_be_asked_for() {
        let names: Vec<&str> = Queryable::of_sites().iter().map(Queryable::name).collect();
        assert_eq!(names.len(), Property::ALL.len() - 1 + 2);
        assert!(names.starts_with(&["id", "geometry", "kind"]) && !names.contains(&"sources"));
        let listed: Vec<&str> =
            Queryable::of_sites().iter().filter(|queryable| queryable.kind == ValueKind::TextList).map(Queryable::name).collect();
        assert_eq!(listed, ["technologies", "certifications"]);
    }

    #[test]
    fn a_unit_has_its_own_queryables() {
        let names: Vec<&str> = Queryable::of_regions().iter().map(Queryable::name).collect();
        assert!(names.contains(&"area_km2") && !names.contains(&"boundary_note") && !names.contains(&"successors"));
        let level = Queryable::of_regions().iter().find(|queryable| queryable.name() == "level").unwrap();
        assert_eq!(level.codes, Codes::Closed(&["province", "district", "commune"]));
    }
}
