//! An administrative unit as a GeoJSON feature, with its approximate or official shape.
use geo::{LineString, MultiPolygon};
use serde_json::{Map, Value, json};

use super::request::Asked;
use crate::domain::{GeoPoint, Language, Message, Region, RegionId, RegionProperty, Succession};
use crate::encode::{region_boundary, rounded};
use crate::geography::Crs;
use crate::query::RegionForm;
use crate::snapshot::Snapshot;

/// The feature. The geometry is `null` for a unit without a shape.
pub(super) fn region_feature(snapshot: &Snapshot, language: Language, region: &Region, form: &RegionForm) -> Vec<u8> {
    let chosen = form.properties.as_deref().unwrap_or(RegionProperty::ALL);
    let properties: Map<String, Value> =
        chosen.iter().map(|property| (property.code().to_owned(), value(snapshot, language, region, *property))).collect();
    let mut body = format!("{{\"type\":\"Feature\",\"id\":\"{}\",\"geometry\":", region.id).into_bytes();
    match snapshot.geography().shapes().simplified(region.id, form.resolution_m) {
        Some(shape) => write_geometry(&mut body, &shape, Written { crs: form.crs, decimals: decimals(form) }),
        None => body.extend_from_slice(b"null"),
    }
    body.extend_from_slice(format!(",\"properties\":{}}}", Value::Object(properties)).as_bytes());
    body
}

/// Whether the shape of a unit is official, in a code and in a sentence; `None` without a shape.
pub(super) fn boundary(snapshot: &Snapshot, id: RegionId) -> Option<(&'static str, Message)> {
    let shape = snapshot.geography().shapes().get(id)?;
    Some(region_boundary(shape.is_official))
}

/// The identifier and the full name of a unit.
pub(super) fn brief(asked: &Asked, id: Option<RegionId>) -> Value {
    let unit = id.and_then(|id| asked.snapshot.gazetteer().region(id));
    unit.map_or(Value::Null, |unit| json!({"id": unit.id, "full_name": unit.full_name}))
}

fn value(snapshot: &Snapshot, language: Language, region: &Region, property: RegionProperty) -> Value {
    let gazetteer = snapshot.gazetteer();
    let name = |id: Option<RegionId>| id.and_then(|id| gazetteer.region(id)).map(|unit| unit.full_name.as_str());
    let province = || gazetteer.ancestors(region.id).last().map_or(region.id, |unit| unit.id);
    let point = || snapshot.geography().shapes().representative_point(region.id).unwrap_or(region.centre);
    let steps = |steps: Vec<Succession>, other: fn(&Succession) -> RegionId| {
        let step = |step: &Succession| {
            let unit = gazetteer.region(other(step))?;
            Some(json!({"id": unit.id, "full_name": unit.full_name, "extent": step.extent, "is_default": step.is_default}))
        };
        Value::Array(steps.iter().filter_map(step).collect())
    };
    match property {
        RegionProperty::Code => json!(region.id.code()),
        RegionProperty::Level => json!(region.id.level()),
        RegionProperty::Division => json!(region.id.division()),
        RegionProperty::Type => json!(region.type_word),
        RegionProperty::Name => json!(region.name),
        RegionProperty::FullName => json!(region.full_name),
        RegionProperty::ParentId => json!(region.parent),
        RegionProperty::Parent => json!(name(region.parent)),
        RegionProperty::ProvinceId => json!(province()),
        RegionProperty::Province => json!(name(Some(province()))),
        RegionProperty::ValidFrom => json!(region.valid_from),
        RegionProperty::ValidTo => json!(region.valid_to),
        RegionProperty::AreaKm2 => json!(region.area_km2),
        RegionProperty::Lon => json!(rounded(point().lon, 6)),
        RegionProperty::Lat => json!(rounded(point().lat, 6)),
        RegionProperty::Boundary => json!(boundary(snapshot, region.id).map(|(code, _)| code)),
        RegionProperty::BoundaryNote => {
            json!(boundary(snapshot, region.id).map(|(_, note)| note.in_language(language).to_owned()))
        }
        RegionProperty::Predecessors => steps(gazetteer.predecessors(region.id), |step| step.predecessor),
        RegionProperty::Successors => steps(gazetteer.successors(region.id), |step| step.successor),
    }
}

/// How coordinates are written.
#[derive(Clone, Copy)]
struct Written {
    crs: Crs,
    decimals: i32,
}

/// How many decimals a tolerance needs.
fn decimals(form: &RegionForm) -> i32 {
    // The shared lines of the cells stand on a grid of 0.00005°: coarser numbers could make small wards invalid.
    let coarser = i32::from(form.resolution_m >= 10.0);
    let full = if form.crs == Crs::CRS84 { 6 } else { form.crs.decimals() };
    full - coarser
}

fn write_geometry(body: &mut Vec<u8>, shape: &MultiPolygon<f64>, written: Written) {
    let (kind, is_single) = match shape.0.as_slice() {
        [_] => ("Polygon", true),
        _ => ("MultiPolygon", false),
    };
    body.extend_from_slice(format!("{{\"type\":\"{kind}\",\"coordinates\":").as_bytes());
    let polygon = |body: &mut Vec<u8>, polygon: &geo::Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        write_list(body, rings, |body, ring| write_ring(body, ring, written));
    };
    match (shape.0.first(), is_single) {
        (Some(only), true) => polygon(body, only),
        _ => write_list(body, shape.0.iter(), polygon),
    }
    body.push(b'}');
}

fn write_ring(body: &mut Vec<u8>, ring: &LineString<f64>, written: Written) {
    let Written { crs, decimals } = written;
    // Every system has an answer wherever a unit of Vietnam lies.
    let places = ring.coords().filter_map(|place| match crs {
        Crs::CRS84 => Some([place.x, place.y]),
        _ => crs.of_wgs84(GeoPoint { lon: place.x, lat: place.y }).map(|place| crs.ordered(place)),
    });
    write_list(body, places, |body, place| {
        let [x, y] = place.map(|number| rounded(number, decimals));
        body.extend_from_slice(format!("[{x},{y}]").as_bytes());
    });
}

fn write_list<T>(body: &mut Vec<u8>, items: impl Iterator<Item = T>, write: impl Fn(&mut Vec<u8>, T)) {
    body.push(b'[');
    for (position, item) in items.enumerate() {
        if position > 0 {
            body.push(b',');
        }
        write(body, item);
    }
    body.push(b']');
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;

    fn written(shape: &MultiPolygon<f64>) -> String {
        let mut body = Vec::new();
        write_geometry(&mut body, shape, Written { crs: Crs::CRS84, decimals: 4 });
        String::from_utf8(body).unwrap()
    }

    #[test]
    fn one_polygon_is_a_polygon_and_several_are_many() {
        let square = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.000_04), (x: 0.0, y: 0.0)];
        let ring = "[[[0,0],[1,0],[1,1],[0,0]]]";
        let one = MultiPolygon(vec![square.clone()]);
        assert_eq!(written(&one), format!("{{\"type\":\"Polygon\",\"coordinates\":{ring}}}"));
        let two = MultiPolygon(vec![square.clone(), square]);
        assert_eq!(written(&two), format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{ring},{ring}]}}"));
    }
}
