//! A public site as an RFC 7946 feature, written straight to bytes.
use serde::Serialize;
use serde_json::json;

use crate::domain::{GeoPoint, Property, PublicSite};
use crate::geography::Crs;

/// Writes the feature with all of its properties; coordinates have 6 decimals.
pub fn write_feature(public: &PublicSite, out: &mut Vec<u8>) {
    write_feature_in(Crs::CRS84, public, Property::ALL, out);
}

/// The feature with its coordinates in this system, in the order of its axes; `properties` picks and orders members, `None`
/// writes all of them.
pub fn feature_in(crs: Crs, public: &PublicSite, properties: Option<&[Property]>) -> Vec<u8> {
    let mut feature = Vec::new();
    write_feature_in(crs, public, properties.unwrap_or(Property::ALL), &mut feature);
    feature
}

fn write_feature_in(crs: Crs, public: &PublicSite, properties: &[Property], out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
    put(out, &public.site.id);
    out.extend_from_slice(b",\"geometry\":");
    put_point(out, crs, public.site.facts.placement.point);
    out.extend_from_slice(b",\"properties\":");
    out.push(b'{');
    for (position, property) in properties.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        out.push(b'"');
        out.extend_from_slice(property.code().as_bytes());
        out.extend_from_slice(b"\":");
        put_value(out, public, *property);
    }
    out.extend_from_slice(b"}}");
}

/// Writes a value; writing to memory does not fail, and none of these values is without a JSON form.
fn put(out: &mut Vec<u8>, value: &impl Serialize) {
    let _ = serde_json::to_writer(out, value);
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

fn put_point(out: &mut Vec<u8>, crs: Crs, point: Option<GeoPoint>) {
    let coordinates = point.and_then(|point| {
        if crs == Crs::CRS84 {
            return Some([rounded(point.lon, 6), rounded(point.lat, 6)]);
        }
        // Sites lie in Vietnam, where every system has an answer.
        crs.of_wgs84(point).map(|place| crs.ordered(place).map(|number| rounded(number, crs.decimals())))
    });
    match coordinates {
        Some(coordinates) => {
            out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":");
            put(out, &coordinates);
            out.push(b'}');
        }
        None => out.extend_from_slice(b"null"),
    }
}

fn put_value(out: &mut Vec<u8>, public: &PublicSite, property: Property) {
    let facts = &public.site.facts;
    let placement = &facts.placement;
    match property {
        Property::Kind => put(out, &facts.kind),
        Property::Name => put(out, &facts.name),
        Property::Sector => put(out, &facts.sector),
        Property::Subsector => put(out, &facts.subsector),
        Property::Technologies => put(out, &facts.technologies),
        Property::Certifications => put(out, &facts.certifications),
        Property::AreaHa => put(out, &facts.area_ha),
        Property::HerdSize => put(out, &facts.herd_size),
        Property::Members => put(out, &facts.members),
        Property::EstablishedYear => put(out, &facts.established_year),
        Property::RevenueVndPerYear => put(out, &facts.revenue_vnd_per_year),
        Property::Status => put(out, &facts.status),
        Property::ProvinceId => put(out, &placement.province),
        Property::Province => put(out, &public.province.as_deref()),
        Property::CommuneId => put(out, &placement.commune),
        Property::Commune => put(out, &public.commune.as_deref()),
        Property::FormerProvinceId => put(out, &placement.former_province),
        Property::FormerProvince => put(out, &public.former_province.as_deref()),
        Property::FormerDistrictId => put(out, &placement.former_district),
        Property::FormerDistrict => put(out, &public.former_district.as_deref()),
        Property::FormerCommuneId => put(out, &placement.former_commune),
        Property::FormerCommune => put(out, &public.former_commune.as_deref()),
        Property::PositionAccuracy => put(out, &placement.accuracy),
        Property::CommuneIsCertain => put(out, &placement.commune_is_certain),
        Property::OperatorId => put(out, &facts.operator_id),
        Property::Abstract => put(out, &facts.abstract_text),
        Property::Sources => put(out, &facts.sources),
        Property::Confidence => put(out, &facts.confidence),
        Property::VerifiedOn => put(out, &facts.verified_on),
        Property::UpdatedAt => put(out, &public.site.updated_at),
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
