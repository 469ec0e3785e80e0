//! `/api/collections` and each of them: what is in it, where it lies, in which coordinate systems, and where to go from there.
use axum::response::Response;
use serde_json::{Value, json};

use super::any_collection::AnyCollection;
use super::data_page::data_reply;
use super::export_format::ExportFormat;
use super::links::titled_link;
use super::problem::Problem;
use super::reply::{GEOJSON, JSON, SCHEMA, time_stamp};
use super::request::{Asked, FORMAT};
use crate::domain::{BoundingBox, DATA_LICENCE, Division, Message, RegionLevel};
use crate::encode::rounded;
use crate::geography::Crs;
use crate::query::Filter;

const PATH: &str = "/api/collections";
/// The relations of OGC API Features Part 3, Tiles, and Common Part 3.
const REL_QUERYABLES: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
/// The relation of the drafts, which GDAL looks for.
const REL_QUERYABLES_OF_GDAL: &str = "queryables";
const REL_TILES: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
const REL_SCHEMA: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";

/// `GET /api/collections`
pub(super) async fn list_collections(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let title = Message::new("Các bộ dữ liệu", "Collections");
    Ok(data_reply(&asked, format, JSON, (PATH, title.in_language(asked.language)), || {
        let at = |pairs: &[(&str, String)]| asked.public_url.absolute(PATH, pairs);
        let name = title.in_language(asked.language);
        json!({
            "links": [
                titled_link("self", JSON, at(&[]), name),
                titled_link("alternate", "text/html", at(&[("f", "html".to_owned())]), name),
            ],
            "timeStamp": time_stamp(),
            "crs": systems(),
            "collections": AnyCollection::ALL.map(|collection| described(&asked, collection)),
        })
    }))
}

/// `GET /api/collections/{collection}`
pub(super) async fn describe_collection(collection: AnyCollection, asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let resource = (collection.path(""), collection.title());
    let resource = (resource.0.as_str(), resource.1.in_language(asked.language));
    Ok(data_reply(&asked, format, JSON, resource, || described(&asked, collection)))
}

fn systems() -> Vec<String> {
    Crs::ALL.iter().map(|crs| crs.uri()).collect()
}

fn described(asked: &Asked, collection: AnyCollection) -> Value {
    let say = |vi: &'static str, en: &'static str| Message::new(vi, en).in_language(asked.language).to_owned();
    let at = |rest: &str, pairs: &[(&str, String)]| asked.public_url.absolute(&collection.path(rest), pairs);
    let page = || vec![("f", "html".to_owned())];
    let title = collection.title();
    let title = title.in_language(asked.language);
    let mut links = vec![
        titled_link("self", JSON, at("", &[]), title),
        titled_link("alternate", "text/html", at("", &page()), title),
        titled_link("items", GEOJSON, at("/items", &[]), title),
        titled_link("items", "text/html", at("/items", &page()), title),
        titled_link(REL_QUERYABLES, SCHEMA, at("/queryables", &[]), &say("Thuộc tính để lọc", "Properties to filter by")),
        titled_link(REL_QUERYABLES_OF_GDAL, SCHEMA, at("/queryables", &[]), &say("Thuộc tính để lọc", "Properties to filter by")),
        titled_link(REL_SCHEMA, SCHEMA, at("/schema", &[]), &say("Thuộc tính của đối tượng", "Properties of the features")),
        titled_link(
            "license",
            "text/html",
            "https://creativecommons.org/licenses/by/4.0/".to_owned(),
            DATA_LICENCE.in_language(asked.language),
        ),
    ];
    links.push(titled_link(REL_TILES, JSON, at("/tiles", &[]), &say("Ô bản đồ vectơ", "Vector tiles")));
    let subject = collection.subject();
    links.extend(ExportFormat::all_of(subject).iter().map(|format| {
        let title = format.title(subject);
        let file = at(&format!("/export.{}", format.extension()), &[]);
        titled_link("enclosure", format.media_type(), file, title.in_language(asked.language))
    }));
    if let AnyCollection::Sites(_) = collection {
        links.push(titled_link("facets", JSON, at("/facets", &[]), &say("Đếm theo giá trị", "Counts per value")));
    }
    json!({
        "id": collection.name(),
        "title": title,
        "description": collection.description().in_language(asked.language),
        "attribution": DATA_LICENCE.in_language(asked.language),
        "itemType": "feature",
        "extent": extent(asked, collection),
        "crs": systems(),
        "storageCrs": Crs::CRS84.uri(),
        "numberOfItems": count(asked, collection),
        "links": links,
    })
}

/// The box of everything in the collection and the time of its records, as OGC API writes them.
fn extent(asked: &Asked, collection: AnyCollection) -> Value {
    let snapshot = &asked.snapshot;
    let shapes = snapshot.geography().shapes();
    let provinces = snapshot
        .gazetteer()
        .regions()
        .filter(|region| (region.id.division(), region.id.level()) == (Division::Current, RegionLevel::Province));
    let country = provinces.filter_map(|province| shapes.bbox(province.id)).reduce(joined);
    let (area, since) = match collection {
        AnyCollection::Sites(collection) => {
            let filter = Filter { collection: collection.kind(), ..Filter::default() };
            let slots = snapshot.select(&filter);
            let sites = || slots.iter().filter_map(|slot| snapshot.site(slot));
            let points = sites().filter_map(|public| public.site.facts.placement.point);
            let boxes = points.map(|point| BoundingBox { west: point.lon, south: point.lat, east: point.lon, north: point.lat });
            (boxes.reduce(joined).or(country), sites().map(|public| public.site.updated_at).min().map(|time| time.to_string()))
        }
        AnyCollection::Regions => (country, None),
    };
    let mut extent = json!({
        "spatial": {
            "bbox": area.map(|area| [[area.west, area.south, area.east, area.north].map(|degrees| rounded(degrees, 6))]),
            "crs": Crs::CRS84.uri(),
        },
    });
    if let (Some(since), Some(members)) = (since, extent.as_object_mut()) {
        let temporal = json!({"interval": [[since, Value::Null]], "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"});
        members.insert("temporal".to_owned(), temporal);
    }
    extent
}

fn joined(a: BoundingBox, b: BoundingBox) -> BoundingBox {
    BoundingBox { west: a.west.min(b.west), south: a.south.min(b.south), east: a.east.max(b.east), north: a.north.max(b.north) }
}

fn count(asked: &Asked, collection: AnyCollection) -> u64 {
    match collection {
        AnyCollection::Sites(collection) => {
            asked.snapshot.select(&Filter { collection: collection.kind(), ..Filter::default() }).len()
        }
        AnyCollection::Regions => asked.snapshot.gazetteer().regions().count() as u64,
    }
}
