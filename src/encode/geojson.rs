//! A public site as an RFC 7946 feature, written straight to bytes.
use serde_json::{Map, Value, json};

use crate::domain::{GeoPoint, Property, PublicSite};
use crate::geography::Crs;

/// The feature; `properties` picks and orders members, `None` writes all of them. Coordinates have 6 decimals.
pub fn feature(public: &PublicSite, properties: Option<&[Property]>) -> Vec<u8> {
    feature_in(Crs::CRS84, public, properties)
}

/// The feature with its coordinates in this system, in the order of its axes.
pub fn feature_in(crs: Crs, public: &PublicSite, properties: Option<&[Property]>) -> Vec<u8> {
    let members: Map<String, Value> = properties
        .unwrap_or(Property::ALL)
        .iter()
        .map(|property| (property.code().to_owned(), value(public, *property)))
        .collect();
    let geometry = public.site.facts.placement.point.map_or(Value::Null, |point| point_geometry(crs, point));
    let feature = json!({"type": "Feature", "id": public.site.id, "geometry": geometry, "properties": members});
    feature.to_string().into_bytes()
}

/// Adds members to the properties of a feature written by [`feature`], at their end.
pub fn extend_properties(feature: &[u8], members: &[(&str, f64)]) -> Vec<u8> {
    // The properties come last, so a feature ends with the brace of its properties and its own.
    let body = feature.strip_suffix(b"}}").unwrap_or(feature);
    let mut extended = body.to_vec();
    for (name, number) in members {
        if extended.last() != Some(&b'{') {
            extended.push(b',');
        }
        extended.extend_from_slice(format!("\"{name}\":{}", json!(number)).as_bytes());
    }
    extended.extend_from_slice(b"}}");
    extended
}

/// A number rounded to so many decimals, as it is written.
pub fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (number * scale).round() / scale
}

fn point_geometry(crs: Crs, point: GeoPoint) -> Value {
    if crs == Crs::CRS84 {
        return json!({"type": "Point", "coordinates": [rounded(point.lon, 6), rounded(point.lat, 6)]});
    }
    // Sites lie in Vietnam, where every system has an answer.
    crs.of_wgs84(point).map_or(Value::Null, |place| {
        let coordinates = crs.ordered(place).map(|number| rounded(number, crs.decimals()));
        json!({"type": "Point", "coordinates": coordinates})
    })
}

fn value(public: &PublicSite, property: Property) -> Value {
    let facts = &public.site.facts;
    let placement = &facts.placement;
    match property {
        Property::Kind => json!(facts.kind),
        Property::Name => json!(facts.name),
        Property::Sector => json!(facts.sector),
        Property::Subsector => json!(facts.subsector),
        Property::Technologies => json!(facts.technologies),
        Property::Certifications => json!(facts.certifications),
        Property::AreaHa => json!(facts.area_ha),
        Property::HerdSize => json!(facts.herd_size),
        Property::Members => json!(facts.members),
        Property::EstablishedYear => json!(facts.established_year),
        Property::RevenueVndPerYear => json!(facts.revenue_vnd_per_year),
        Property::Status => json!(facts.status),
        Property::ProvinceId => json!(placement.province),
        Property::Province => json!(public.province.as_deref()),
        Property::CommuneId => json!(placement.commune),
        Property::Commune => json!(public.commune.as_deref()),
        Property::FormerProvinceId => json!(placement.former_province),
        Property::FormerProvince => json!(public.former_province.as_deref()),
        Property::FormerDistrictId => json!(placement.former_district),
        Property::FormerDistrict => json!(public.former_district.as_deref()),
        Property::FormerCommuneId => json!(placement.former_commune),
        Property::FormerCommune => json!(public.former_commune.as_deref()),
        Property::PositionAccuracy => json!(placement.accuracy),
        Property::CommuneIsCertain => json!(placement.commune_is_certain),
        Property::OperatorId => json!(facts.operator_id),
        Property::Abstract => json!(facts.abstract_text),
        Property::Sources => json!(facts.sources),
        Property::Confidence => json!(facts.confidence),
        Property::VerifiedOn => json!(facts.verified_on),
        Property::UpdatedAt => json!(public.site.updated_at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_can_be_added_to_full_and_to_empty_properties() {
        let full = extend_properties(br#"{"type":"Feature","properties":{"a":1}}"#, &[("distance_m", 12.5)]);
        assert_eq!(String::from_utf8(full).unwrap(), r#"{"type":"Feature","properties":{"a":1,"distance_m":12.5}}"#);
        let empty = extend_properties(br#"{"type":"Feature","properties":{}}"#, &[("distance_m", 12.5), ("bearing_deg", 0.0)]);
        assert_eq!(String::from_utf8(empty).unwrap(), r#"{"type":"Feature","properties":{"distance_m":12.5,"bearing_deg":0.0}}"#);
    }
}
