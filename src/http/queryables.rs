//! `…/queryables` and `…/schema`: the properties of a collection as JSON Schema, with their code lists and labels.
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::any_collection::AnyCollection;
use super::data_page::data_reply;
use super::problem::Problem;
use super::reply::{JSON, SCHEMA};
use super::request::{Asked, FORMAT};
use crate::domain::{Message, Property, RegionProperty, Status, VocabularyName};
use crate::query::{Codes, Queryable, QueryableKey, SortKey, ValueKind};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// `GET /api/collections/{collection}/queryables`
pub(super) async fn show_queryables(collection: AnyCollection, asked: Asked) -> Result<Response, Problem> {
    let title = Message::new("Thuộc tính để lọc", "Properties to filter by");
    show(collection, &asked, "/queryables", &title, || {
        let properties = queryables(collection).iter().map(|queryable| described(&asked, collection, queryable)).collect();
        // An expression that names another property is refused, and so the list is complete.
        let more = [("additionalProperties", json!(false)), ("queryables", compared_by_gdal(collection))];
        (properties, more.into_iter().collect())
    })
}

/// `GET /api/collections/{collection}/schema`
pub(super) async fn show_schema(collection: AnyCollection, asked: Asked) -> Result<Response, Problem> {
    let title = Message::new("Thuộc tính của đối tượng", "Properties of the features");
    show(collection, &asked, "/schema", &title, || {
        let mut properties: Vec<(String, Value)> =
            queryables(collection).iter().map(|queryable| described(&asked, collection, queryable)).collect();
        properties.extend(only_returned(&asked, collection));
        let required = match collection {
            AnyCollection::Sites(_) => json!(["id", "kind", "name", "sector", "status"]),
            AnyCollection::Regions => json!(["id", "code", "level", "division", "full_name"]),
        };
        (properties, [("required", required)].into_iter().collect())
    })
}

type Members = Vec<(&'static str, Value)>;

fn show(
    collection: AnyCollection,
    asked: &Asked,
    rest: &str,
    title: &Message,
    make: impl FnOnce() -> (Vec<(String, Value)>, Members),
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let path = collection.path(rest);
    let title = title.in_language(asked.language);
    // A schema is JSON too, and GDAL takes it as nothing else.
    let wants_plain = asked.wants(&[JSON]) > asked.wants(&[SCHEMA]);
    let media_type = if wants_plain { JSON } else { SCHEMA };
    Ok(data_reply(asked, format, media_type, (&path, title), || {
        let (properties, more) = make();
        let mut schema = json!({
            "$schema": DRAFT,
            "$id": asked.public_url.absolute(&path, &[]),
            "type": "object",
            "title": collection.title().in_language(asked.language),
            "description": title,
            "properties": properties.into_iter().collect::<Map<String, Value>>(),
        });
        if let Some(members) = schema.as_object_mut() {
            members.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        schema
    }))
}

fn queryables(collection: AnyCollection) -> &'static [Queryable] {
    match collection {
        AnyCollection::Sites(_) => Queryable::of_sites(),
        AnyCollection::Regions => Queryable::of_regions(),
    }
}

/// What GDAL may compare in a filter it sends: it reads the names from a list, as drafts of the standard had it. It writes lists
/// and truths as texts and numbers, so it had better evaluate those itself.
fn compared_by_gdal(collection: AnyCollection) -> Value {
    let is_left_out = |kind| matches!(kind, ValueKind::TextList | ValueKind::Geometry | ValueKind::Boolean);
    let compared = queryables(collection).iter().filter(|queryable| !is_left_out(queryable.kind));
    compared.map(|queryable| json!({"id": queryable.name()})).collect()
}

/// A property as JSON Schema.
fn described(asked: &Asked, collection: AnyCollection, queryable: &Queryable) -> (String, Value) {
    let mut members = Map::new();
    members.insert("title".to_owned(), json!(queryable.title().in_language(asked.language)));
    if queryable.kind == ValueKind::Geometry {
        let format = match collection {
            AnyCollection::Sites(_) => "geometry-point",
            AnyCollection::Regions => "geometry-multipolygon",
        };
        members.insert("x-ogc-role".to_owned(), json!("primary-geometry"));
        members.insert("format".to_owned(), json!(format));
        return (queryable.name().to_owned(), Value::Object(members));
    }
    if let Some(kind) = queryable.kind.json_type() {
        members.insert("type".to_owned(), json!(kind));
    }
    if let Some(format) = queryable.kind.json_format() {
        members.insert("format".to_owned(), json!(format));
    }
    if queryable.key == QueryableKey::Id {
        members.insert("x-ogc-role".to_owned(), json!("id"));
    }
    if let Some(unit) = unit(queryable.key) {
        members.insert("x-ogc-unit".to_owned(), json!(unit));
    }
    let codes = codes(asked, queryable.codes);
    let target = if queryable.kind == ValueKind::TextList {
        let items = members.entry("items").or_insert_with(|| json!({"type": "string"}));
        items.as_object_mut()
    } else {
        Some(&mut members)
    };
    if let (Some(target), false) = (target, codes.is_empty()) {
        target.insert("enum".to_owned(), codes.iter().map(|(code, _)| json!(code)).collect());
        let labelled = codes.iter().map(|(code, label)| json!({"const": code, "title": label})).collect();
        target.insert("oneOf".to_owned(), labelled);
    }
    if is_sortable(queryable.key) {
        members.insert("x-ogc-sortable".to_owned(), json!(true));
    }
    (queryable.name().to_owned(), Value::Object(members))
}

/// The codes of a closed list with their labels.
fn codes(asked: &Asked, codes: Codes) -> Vec<(String, String)> {
    let vocabulary = asked.snapshot.vocabulary();
    match codes {
        Codes::Open => Vec::new(),
        Codes::Closed(codes) => {
            codes.iter().map(|code| ((*code).to_owned(), super::data_words::heading(code, asked.language))).collect()
        }
        Codes::Vocabulary(name) => vocabulary
            .terms(name)
            // States that are never public are no business of the public interface.
            .filter(|term| name != VocabularyName::Status || term.code.parse::<Status>().is_ok_and(Status::is_public))
            .map(|term| (term.code.clone(), term.label(asked.language).to_owned()))
            .collect(),
    }
}

const fn unit(key: QueryableKey) -> Option<&'static str> {
    match key {
        QueryableKey::Site(Property::AreaHa) => Some("ha"),
        QueryableKey::Site(Property::RevenueVndPerYear) => Some("VND/a"),
        QueryableKey::Region(RegionProperty::AreaKm2) => Some("km2"),
        _ => None,
    }
}

fn is_sortable(key: QueryableKey) -> bool {
    let name = match key {
        QueryableKey::Id => "id",
        QueryableKey::Site(property) => property.code(),
        QueryableKey::Geometry | QueryableKey::Region(_) => return false,
    };
    SortKey::ALL.iter().any(|sort| sort.name() == name)
}

/// What features carry but no filter can name.
fn only_returned(asked: &Asked, collection: AnyCollection) -> Vec<(String, Value)> {
    let titled = |name: &str, mut schema: Value| {
        if let Some(members) = schema.as_object_mut() {
            members.insert("title".to_owned(), json!(super::data_words::heading(name, asked.language)));
            members.insert("readOnly".to_owned(), json!(true));
        }
        (name.to_owned(), schema)
    };
    let objects = || json!({"type": "array", "items": {"type": "object"}});
    match collection {
        AnyCollection::Sites(_) => vec![titled(Property::Sources.code(), objects())],
        AnyCollection::Regions => vec![
            titled(RegionProperty::BoundaryNote.code(), json!({"type": "string"})),
            titled(RegionProperty::Predecessors.code(), objects()),
            titled(RegionProperty::Successors.code(), objects()),
        ],
    }
}
