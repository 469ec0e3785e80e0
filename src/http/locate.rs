//! `/api/regions/locate`: the commune and province at a point, today's and former ones, and how sure that is.
use axum::body::Body;
use axum::response::Response;
use serde_json::{Value, json};

use super::problem::Problem;
use super::region_feature::{boundary_of, brief};
use super::reply::{JSON, reply};
use super::request::Asked;
use crate::domain::{GeoPoint, Message, RegionId, RegionLevel};
use crate::geography::{Located, LocatedUnit};
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
    json!({
        "point": point,
        "current": located.current.map(|unit| unit_json(asked, unit, &[RegionLevel::Province, RegionLevel::Commune])),
        "former": located.former.map(|unit| {
            unit_json(asked, unit, &[RegionLevel::Province, RegionLevel::District, RegionLevel::Commune])
        }),
        "note": note(&located).in_language(asked.language),
    })
}

fn unit_json(asked: &Asked, located: LocatedUnit, levels: &[RegionLevel]) -> Value {
    let above = asked.snapshot.gazetteer().ancestors(located.unit).map(|unit| unit.id);
    let units: Vec<RegionId> = std::iter::once(located.unit).chain(above).collect();
    let mut members: serde_json::Map<String, Value> = levels
        .iter()
        .map(|level| (level.code().to_owned(), brief(asked, units.iter().copied().find(|unit| unit.level() == *level))))
        .collect();
    let (code, note) = boundary_of(located.is_official);
    members.insert("boundary".to_owned(), json!(code));
    members.insert("boundary_note".to_owned(), json!(note.in_language(asked.language)));
    Value::Object(members)
}

fn note(located: &Located) -> Message {
    match located.current.or(located.former) {
        Some(LocatedUnit { is_official: true, .. }) => Message::new("Theo ranh giới chính thức.", "By official boundaries."),
        Some(_) => Message::new(
            "Theo ranh giới gần đúng: gần đường ranh giới, kết quả có thể là xã bên cạnh.",
            "By approximate boundaries: near a border, the answer may be the commune next to it.",
        ),
        None => Message::new(
            "Điểm này không nằm trong đơn vị hành chính nào của Việt Nam: trên biển hoặc ngoài lãnh thổ.",
            "This point lies in no administrative unit of Vietnam: at sea or abroad.",
        ),
    }
}
