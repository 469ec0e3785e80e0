//! `/api/regions/locate`: the commune and province at a point, today's and former ones, and how sure that is.
use axum::body::Body;
use axum::response::Response;
use serde_json::{Value, json};

use super::problem::Problem;
use super::region_feature::brief;
use super::reply::{JSON, reply};
use super::request::Asked;
use crate::domain::{GeoPoint, Message, RegionId, RegionLevel, VIETNAM};
use crate::encode::region_boundary;
use crate::geography::{Ground, Located, LocatedUnit, Vn2000};
use crate::query::parse_point;

/// `GET /api/regions/locate`
pub(super) async fn locate(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["lon", "lat"]])?;
    asked.require_json()?;
    let point = parse_point(&parameters)?;
    Ok(reply(&asked, JSON, || Body::from(located_json(&asked, point).to_string())))
}

fn located_json(asked: &Asked, point: GeoPoint) -> Value {
    let located = asked.snapshot.geography().shapes().locate(point);
    let province = |unit: Option<LocatedUnit>| asked.snapshot.gazetteer().ancestors(unit?.unit).last().map(|above| above.id);
    json!({
        "point": point,
        "current": located.current.map(|unit| unit_json(asked, unit, &[RegionLevel::Province, RegionLevel::Commune])),
        "former": located.former.map(|unit| {
            unit_json(asked, unit, &[RegionLevel::Province, RegionLevel::District, RegionLevel::Commune])
        }),
        "note": note(&located, point, asked.snapshot.geography().land().ground(point)).in_language(asked.language),
        "vn2000": Vn2000::all_at(point, province(located.former), province(located.current)),
    })
}

fn unit_json(asked: &Asked, located: LocatedUnit, levels: &[RegionLevel]) -> Value {
    let above = asked.snapshot.gazetteer().ancestors(located.unit).map(|unit| unit.id);
    let units: Vec<RegionId> = std::iter::once(located.unit).chain(above).collect();
    let mut members: serde_json::Map<String, Value> = levels
        .iter()
        .map(|level| (level.code().to_owned(), brief(asked, units.iter().copied().find(|unit| unit.level() == *level))))
        .collect();
    let (code, note) = region_boundary(located.is_official);
    members.insert("boundary".to_owned(), json!(code));
    members.insert("boundary_note".to_owned(), json!(note.in_language(asked.language)));
    Value::Object(members)
}

fn note(located: &Located, point: GeoPoint, ground: Ground) -> Message {
    let is_official = |unit: Option<LocatedUnit>| unit.map(|unit| unit.is_official);
    match is_official(located.current).or(is_official(located.former)) {
        Some(true) if is_official(located.former) == Some(false) => Message::new(
            "Đơn vị hiện nay theo ranh giới chính thức; đơn vị cũ theo ranh giới gần đúng: gần đường ranh giới, có thể là xã cũ bên cạnh.",
            "The unit of today by official boundaries; the former one by approximate ones: near a border, it may be the one next to it.",
        ),
        Some(true) => Message::new("Theo ranh giới chính thức.", "By official boundaries."),
        Some(false) => Message::new(
            "Theo ranh giới gần đúng: gần đường ranh giới, kết quả có thể là xã bên cạnh.",
            "By approximate boundaries: near a border, the answer may be the commune next to it.",
        ),
        None if !VIETNAM.contains(point) => Message::new("Điểm này nằm ngoài Việt Nam.", "This point lies outside Vietnam."),
        None if ground == Ground::Foreign => Message::new(
            "Điểm này không nằm trong đơn vị hành chính nào của Việt Nam: có vẻ nằm trên đất nước khác.",
            "This point lies in no administrative unit of Vietnam: it seems to be on land abroad.",
        ),
        None if ground == Ground::Sea => Message::new(
            "Điểm này không nằm trong đơn vị hành chính nào: có vẻ nằm trên biển.",
            "This point lies in no administrative unit: it seems to be at sea.",
        ),
        None => Message::new(
            "Điểm này không nằm trong ranh giới của đơn vị hành chính nào đã biết.",
            "This point lies within no known boundary of an administrative unit.",
        ),
    }
}
