//! `/api/regions/{id}`: an administrative unit, what it was or became, and how many sites it has.
use axum::extract::Path;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::data_page::data_reply;
use super::links::link;
use super::problem::Problem;
use super::region_feature::boundary;
use super::reply::{GEOJSON, JSON};
use super::request::{Asked, FORMAT};
use crate::domain::{Message, Region, RegionId, Succession};
use crate::encode::rounded;
use crate::query::{FacetKey, Filter};

/// `GET /api/regions/{id}`
pub(super) async fn find_region(Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let region = find_unit(&asked, &id)?;
    let path = format!("/api/regions/{}", region.id);
    Ok(data_reply(&asked, format, JSON, (&path, &region.full_name), || region_json(&asked, region)))
}

/// The unit a path names.
pub(super) fn find_unit<'a>(asked: &'a Asked, id: &str) -> Result<&'a Region, Problem> {
    let id: RegionId = id.parse().map_err(Problem::not_found)?;
    asked.snapshot.gazetteer().region(id).ok_or_else(|| {
        Problem::not_found(Message::new(
            format!("Không có đơn vị hành chính nào, mới hay cũ, mang mã “{id}”."),
            format!("No administrative unit, current or former, has the id “{id}”."),
        ))
    })
}

fn region_json(asked: &Asked, region: &Region) -> Value {
    let gazetteer = asked.snapshot.gazetteer();
    let brief = |unit: &Region| json!({"id": unit.id, "full_name": unit.full_name});
    let step = |other: RegionId, succession: &Succession| {
        let unit = gazetteer.region(other)?;
        let parents: Vec<&str> = gazetteer.ancestors(other).map(|parent| parent.full_name.as_str()).collect();
        Some(json!({
            "id": unit.id,
            "full_name": unit.full_name,
            "parent": if parents.is_empty() { Value::Null } else { json!(parents.join(", ")) },
            "extent": succession.extent,
            "is_default": succession.is_default,
        }))
    };
    let predecessors: Vec<Value> =
        gazetteer.predecessors(region.id).iter().filter_map(|succession| step(succession.predecessor, succession)).collect();
    let successors: Vec<Value> =
        gazetteer.successors(region.id).iter().filter_map(|succession| step(succession.successor, succession)).collect();
    let shapes = asked.snapshot.geography().shapes();
    let centre = shapes.representative_point(region.id).unwrap_or(region.centre);
    let boundary = boundary(&asked.snapshot, region.id);
    let here = [("region", region.id.to_string())];
    json!({
        "id": region.id,
        "code": region.id.code(),
        "level": region.id.level(),
        "type": region.type_word,
        "name": region.name,
        "full_name": region.full_name,
        "division": region.id.division(),
        "valid_from": region.valid_from,
        "valid_to": region.valid_to,
        "parent": region.parent.and_then(|parent| gazetteer.region(parent)).map(brief),
        "ancestors": gazetteer.ancestors(region.id).map(brief).collect::<Vec<_>>(),
        "centre": {"lon": rounded(centre.lon, 6), "lat": rounded(centre.lat, 6)},
        "bbox": shapes.bbox(region.id).or(region.bbox).map(|area| [area.west, area.south, area.east, area.north].map(|degrees| rounded(degrees, 6))),
        "boundary": boundary.as_ref().map(|(code, _)| *code),
        "boundary_note": boundary.as_ref().map(|(_, note)| note.in_language(asked.language)),
        "area_km2": region.area_km2,
        "predecessors": predecessors,
        "successors": successors,
        "understood": gazetteer.understood(region.id).in_language(asked.language),
        "counts": counts(asked, region.id),
        "links": [
            link("self", JSON, asked.public_url.absolute(&format!("/api/regions/{}", region.id), &[])),
            link("items", GEOJSON, asked.public_url.absolute("/api/collections/sites/items", &here)),
        ],
    })
}

fn counts(asked: &Asked, id: RegionId) -> Value {
    let filter = Filter { regions: vec![id], ..Filter::default() };
    let by = |key: FacetKey| -> Map<String, Value> {
        let values = asked.snapshot.facet(&filter, key, asked.language);
        values.into_iter().map(|value| (value.value, json!(value.count))).collect()
    };
    json!({"total": asked.snapshot.in_region(id).len(), "sector": by(FacetKey::Sector), "kind": by(FacetKey::Kind)})
}
