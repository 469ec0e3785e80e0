//! `…/tiles` and `…/tiles/WebMercatorQuad`: which tiles a collection has, as OGC API Tiles describes them.
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::any_collection::AnyCollection;
use super::links::link;
use super::problem::Problem;
use super::reply::{HTML, JSON, MVT, reply};
use super::request::{Asked, FORMAT, Format};
use super::state::SharedState;
use super::tile_addresses::{Addresses, TILESET, about_tiles};
use super::tile_layer::require_matrix_set;
use super::tile_matrix_sets::{MATRIX_SET_CRS, MATRIX_SET_URI};
use super::tilesets_page;
use crate::domain::{BoundingBox, DATA_LICENCE, GeoPoint, VIETNAM};
use crate::tiles::{GridPoint, LayerQuery, Tile, ZOOM_MAX};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const TILING_SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// `GET /api/collections/{collection}/tiles`
pub(super) async fn list_tilesets(
    State(state): State<SharedState>,
    collection: AnyCollection,
    asked: Asked,
) -> Result<Response, Problem> {
    let (asked, query, parameters) = collection.layer_query(asked, &state, &[FORMAT]).await?;
    Ok(match asked.format(&parameters)? {
        Format::Html => reply(&asked, HTML, || Body::from(tilesets_page::list(&asked, collection, &query).into_string())),
        Format::Json => reply(&asked, JSON, || {
            let addresses = Addresses { asked: &asked, collection, query: &query };
            let mut tileset = described(&asked, collection);
            insert(
                &mut tileset,
                "links",
                json!([
                    link("self", JSON, addresses.page(TILESET, None)),
                    link(TILING_SCHEME, JSON, addresses.matrix_set()),
                    addresses.item(),
                ]),
            );
            let body = json!({
                "tilesets": [tileset],
                "links": [
                    link("self", JSON, addresses.page("", None)),
                    link("alternate", "text/html", addresses.page("", Some("html"))),
                ],
            });
            Body::from(body.to_string())
        }),
    })
}

/// `GET /api/collections/{collection}/tiles/{matrix_set}`
pub(super) async fn show_tileset(
    State(state): State<SharedState>,
    collection: AnyCollection,
    Path((_, matrix_set)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    require_matrix_set(&matrix_set)?;
    let (asked, query, parameters) = collection.layer_query(asked, &state, &[FORMAT]).await?;
    Ok(match asked.format(&parameters)? {
        Format::Html => reply(&asked, HTML, || Body::from(tilesets_page::tileset(&asked, collection, &query).into_string())),
        Format::Json => reply(&asked, JSON, || Body::from(tileset(&asked, collection, &query).to_string())),
    })
}

fn tileset(asked: &Asked, collection: AnyCollection, query: &LayerQuery) -> Value {
    let addresses = Addresses { asked, collection, query };
    let area = query.bounds(&asked.snapshot).unwrap_or(VIETNAM);
    let mut tileset = described(asked, collection);
    let properties: Map<String, Value> = query
        .fields()
        .iter()
        .map(|field| {
            let description = field.description();
            let schema = json!({"type": field.kind.schema_type(), "description": description.in_language(asked.language)});
            (field.name.to_owned(), schema)
        })
        .collect();
    for (name, value) in [
        ("description", json!(about_tiles(asked, query))),
        ("attribution", json!(DATA_LICENCE.in_language(asked.language))),
        ("version", json!(asked.snapshot.revision().to_string())),
        ("mediaTypes", json!([MVT])),
        ("boundingBox", json!({"crs": CRS84, "lowerLeft": [area.west, area.south], "upperRight": [area.east, area.north]})),
        ("tileMatrixSetLimits", Value::Array(limits(area))),
        (
            "layers",
            json!([{
                "id": query.name(),
                "title": collection.title().in_language(asked.language),
                "dataType": "vector",
                "geometryDimension": query.dimensions(),
                "minTileMatrix": "0",
                "maxTileMatrix": ZOOM_MAX.to_string(),
                "propertiesSchema": {"type": "object", "properties": properties},
            }]),
        ),
        (
            "links",
            json!([
                link("self", JSON, addresses.page(TILESET, None)),
                link("alternate", "text/html", addresses.page(TILESET, Some("html"))),
                addresses.item(),
                link(TILING_SCHEME, JSON, addresses.matrix_set()),
                link("describedby", JSON, addresses.tile_json()),
            ]),
        ),
    ] {
        insert(&mut tileset, name, value);
    }
    tileset
}

/// What both the list and the tileset itself say of a tileset.
fn described(asked: &Asked, collection: AnyCollection) -> Value {
    json!({
        "title": collection.title().in_language(asked.language),
        "dataType": "vector",
        "crs": MATRIX_SET_CRS,
        "tileMatrixSetURI": MATRIX_SET_URI,
    })
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// Which rows and columns of each zoom level hold something.
fn limits(area: BoundingBox) -> Vec<Value> {
    let corner = |lon: f64, lat: f64| GridPoint::of(GeoPoint { lon, lat });
    let (first, last) = (corner(area.west, area.north), corner(area.east, area.south));
    let level = |zoom: u8| {
        let (first, last) = (Tile::of(first, zoom), Tile::of(last, zoom));
        json!({
            "tileMatrix": zoom.to_string(),
            "minTileRow": first.row(), "maxTileRow": last.row(),
            "minTileCol": first.col(), "maxTileCol": last.col(),
        })
    };
    (0..=ZOOM_MAX).map(level).collect()
}
