//! `/api/tiles/{collection}.json`: the tiles of a collection as TileJSON 3.0, for map clients.
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::any_collection::AnyCollection;
use super::problem::Problem;
use super::reply::{JSON, reply};
use super::request::Asked;
use super::state::SharedState;
use super::tile_addresses::{Addresses, about_tiles};
use crate::domain::{DATA_LICENCE, VIETNAM};
use crate::tiles::{FINEST_ZOOM, LayerQuery};

/// `GET /api/tiles/{collection}.json`
pub(super) async fn show_tile_json(
    State(state): State<SharedState>,
    Path(file): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let collection = AnyCollection::named(file.strip_suffix(".json").unwrap_or_default())?;
    asked.require_json()?;
    let (asked, query, _) = collection.layer_query(asked, &state, &[]).await?;
    Ok(reply(&asked, JSON, || Body::from(tile_json(&asked, collection, &query).to_string())))
}

fn tile_json(asked: &Asked, collection: AnyCollection, query: &LayerQuery) -> Value {
    let addresses = Addresses { asked, collection, query };
    let area = query.bounds(&asked.snapshot).unwrap_or(VIETNAM);
    let title = collection.title();
    let description = about_tiles(asked, query);
    let fields = query.fields().iter().map(|field| {
        let description = field.description();
        (field.name.to_owned(), json!(description.in_language(asked.language)))
    });
    json!({
        "tilejson": "3.0.0",
        "name": title.in_language(asked.language),
        "description": description,
        "attribution": DATA_LICENCE.in_language(asked.language),
        // TileJSON wants three numbers; the first is the revision.
        "version": format!("{}.0.0", asked.snapshot.revision()),
        "scheme": "xyz",
        "tiles": [addresses.tiles("{z}/{y}/{x}")],
        "minzoom": 0,
        "maxzoom": FINEST_ZOOM,
        "bounds": [area.west, area.south, area.east, area.north],
        "vector_layers": [{
            "id": query.name(),
            "description": description,
            "minzoom": 0,
            "maxzoom": FINEST_ZOOM,
            "fields": fields.collect::<Map<String, Value>>(),
        }],
    })
}
