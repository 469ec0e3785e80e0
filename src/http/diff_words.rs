//! What changes say in words: states, facts and their values, as people read them.
use super::page_layout::number;
use super::request::Asked;
use crate::domain::{Language, Message, Property, PublicSite, RegionId};
use crate::encode::{Labels, RecordColumn, Value, ValueKind};
use crate::query::{AsOf, StatePoint};

/// A state, in words; `None` is the present.
pub(super) fn state_words(point: Option<StatePoint>) -> Message {
    match point {
        None => Message::new("hiện nay", "now"),
        Some(StatePoint::Revision(revision)) => Message::new(format!("phiên bản {revision}"), format!("revision {revision}")),
        Some(StatePoint::Time(AsOf::Day(day))) => {
            Message::new(format!("hết ngày {}", day.strftime("%d/%m/%Y")), format!("the end of {day}"))
        }
        Some(StatePoint::Time(AsOf::Instant(instant))) => {
            let shown = |language| crate::domain::local_time::written_to_the_second(instant, language);
            Message::new(shown(Language::Vietnamese), shown(Language::English))
        }
    }
}

/// What a fact is called.
pub(super) fn fact_heading(column: &RecordColumn<PublicSite>) -> Message {
    match column.name {
        "lon" => Message::new("Kinh độ", "Longitude"),
        "lat" => Message::new("Vĩ độ", "Latitude"),
        "legacy_province" => Message::new("Tỉnh theo địa chỉ đã ghi", "Province as given"),
        "legacy_district" => Message::new("Huyện theo địa chỉ đã ghi", "District as given"),
        "legacy_commune" => Message::new("Xã theo địa chỉ đã ghi", "Commune as given"),
        "source_title" => Message::new("Tên nguồn", "Titles of sources"),
        "source_url" => Message::new("Địa chỉ nguồn", "Addresses of sources"),
        "source_date" => Message::new("Ngày nguồn", "Dates of sources"),
        _ => match column.property {
            Some(Property::ProvinceId) => Property::Province.heading(),
            Some(Property::CommuneId) => Property::Commune.heading(),
            Some(Property::FormerProvinceId) => Property::FormerProvince.heading(),
            Some(Property::FormerDistrictId) => Property::FormerDistrict.heading(),
            Some(Property::FormerCommuneId) => Property::FormerCommune.heading(),
            Some(property) => property.heading(),
            None => Message::new(column.heading(Language::Vietnamese), column.heading(Language::English)),
        },
    }
}

/// A value of a fact as people read it: labels for codes, names for units; empty where nothing is known.
pub(super) fn value_words(asked: &Asked, column: &RecordColumn<PublicSite>, value: &Value) -> String {
    let is_unit = column.property.is_some_and(|property| {
        use Property::{CommuneId, FormerCommuneId, FormerDistrictId, FormerProvinceId, ProvinceId};
        matches!(property, ProvinceId | CommuneId | FormerProvinceId | FormerDistrictId | FormerCommuneId)
    });
    match value {
        Value::Text(id) if is_unit => {
            let unit = id.parse::<RegionId>().ok().and_then(|id| asked.snapshot.gazetteer().region(id));
            unit.map_or_else(|| id.clone(), |unit| unit.full_name.clone())
        }
        Value::Number(value) => number(asked.language, *value),
        Value::Integer(value) if column.kind == ValueKind::Count => number(asked.language, *value as f64),
        _ => Labels { vocabulary: asked.snapshot.vocabulary(), language: asked.language }.written(column.kind, value),
    }
}

/// A value as data has it.
pub(super) fn value_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Text(text) => text.as_str().into(),
        Value::Codes(codes) | Value::Parts(codes) => codes.clone().into(),
        Value::Integer(number) => (*number).into(),
        Value::Number(number) | Value::Metres(number) => (*number).into(),
        Value::Date(date) => date.to_string().into(),
        Value::Moment(moment) => moment.to_string().into(),
        Value::Boolean(truth) => (*truth).into(),
    }
}
