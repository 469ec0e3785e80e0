//! A record as it can be edited: a Feature of what people give, and beside it the units that follow from that.
use serde_json::{Map, Value, json};

use crate::domain::{Placement, RegionId, Site, SiteFacts, SiteField, SiteId, changed_fields};
use crate::encode::rounded;
use crate::geography::Geography;
use crate::http::request::Asked;

/// What can be given of a site, as a Feature. A site without a point of its own stands where it is drawn.
pub(super) fn editable_feature(id: Option<SiteId>, facts: &SiteFacts, geography: &Geography) -> Value {
    let placement = geography.settle(facts.placement.clone());
    let geometry =
        placement.point.map(|point| json!({"type": "Point", "coordinates": [rounded(point.lon, 6), rounded(point.lat, 6)]}));
    json!({
        "type": "Feature",
        "id": id,
        "geometry": geometry,
        "properties": {
            "name": facts.name,
            "kind": facts.kind,
            "sector": facts.sector,
            "subsector": facts.subsector,
            "technologies": facts.technologies,
            "certifications": facts.certifications,
            "area_ha": facts.area_ha,
            "herd_size": facts.herd_size,
            "members": facts.members,
            "established_year": facts.established_year,
            "revenue_vnd_per_year": facts.revenue_vnd_per_year,
            "status": facts.status,
            "position_accuracy": facts.placement.accuracy,
            "address": facts.address,
            "operator_id": facts.operator_id,
            "abstract": facts.abstract_text,
            "sources": facts.sources,
            "confidence": facts.confidence,
            "verified_on": facts.verified_on,
            "public_precision": facts.privacy.public_precision,
            "holder": facts.privacy.holder,
        },
    })
}

/// The units of a settled placement, with their full names.
pub(super) fn units(placement: &Placement, geography: &Geography) -> Value {
    let name = |id: Option<RegionId>| id.and_then(|id| geography.gazetteer().region(id)).map(|unit| unit.full_name.as_str());
    json!({
        "province_id": placement.province,
        "province": name(placement.province),
        "commune_id": placement.commune,
        "commune": name(placement.commune),
        "former_province_id": placement.former_province,
        "former_province": name(placement.former_province),
        "former_district_id": placement.former_district,
        "former_district": name(placement.former_district),
        "former_commune_id": placement.former_commune,
        "former_commune": name(placement.former_commune),
        "commune_is_certain": placement.commune_is_certain,
    })
}

/// The public properties of a record that is public.
pub(super) fn public_properties(asked: &Asked, site: &Site) -> Option<Map<String, Value>> {
    let feature = asked.snapshot.feature(asked.snapshot.slot(site.id)?)?;
    let mut feature: Value = serde_json::from_slice(feature).ok()?;
    match feature.get_mut("properties")?.take() {
        Value::Object(properties) => Some(properties),
        _ => None,
    }
}

/// The fields in which two states differ, each with what it was and is.
pub(super) fn field_changes(asked: &Asked, before: &SiteFacts, after: &SiteFacts, now: &'static str) -> Vec<Value> {
    let change = |field: SiteField| json!({"field": field, "label": field.heading().in_language(asked.language), "before": field.value(before), now: field.value(after)});
    changed_fields(before, after).into_iter().map(change).collect()
}
