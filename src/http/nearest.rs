//! `…/nearest`: the sites nearest to a point, with distance and direction.
use std::borrow::Cow;
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use super::collection::Collection;
use super::items::{feature, join_features};
use super::links::link;
use super::problem::Problem;
use super::reply::{GEOJSON, in_system, reply, time_stamp};
use super::request::Asked;
use super::state::SharedState;
use crate::encode;
use crate::geography::Crs;
use crate::query::NearestQuery;

/// `GET /api/collections/{collection}/nearest`
pub(super) async fn find_nearest(
    State(state): State<SharedState>,
    collection: Collection,
    asked: Asked,
) -> Result<Response, Problem> {
    let [filters, place] = NearestQuery::PARAMETERS;
    let parameters = asked.parameters(&[filters, place])?;
    asked.require_json()?;
    let asked = asked.in_time(&state, &parameters).await?;
    let query = NearestQuery::parse(&parameters, collection.kind(), asked.snapshot.as_ref())?;
    let started = Instant::now();
    let nearest = asked.snapshot.nearest(&query);
    state.metrics.answered("nearest", started.elapsed());
    let features = nearest.neighbours.iter().filter_map(|neighbour| {
        // 359.97° rounds to north itself.
        let bearing = encode::rounded(neighbour.bearing_deg, 1) % 360.0;
        let members = [("distance_m", encode::rounded(neighbour.distance_m, 1)), ("bearing_deg", bearing)];
        let feature = feature(&asked.snapshot, neighbour.slot, None, query.crs)?;
        Some(Cow::Owned(encode::extend_properties(&feature, &members)))
    });
    let head = json!({
        "type": "FeatureCollection",
        "numberMatched": nearest.matched,
        "numberReturned": nearest.neighbours.len(),
        "timeStamp": time_stamp(),
        "revision": asked.snapshot.revision(),
        "origin": {"lon": query.origin.lon, "lat": query.origin.lat},
        "links": [link("self", GEOJSON, own_address(&asked, collection, &query))],
    });
    let answer = reply(&asked, GEOJSON, || Body::from(join_features(&head, features)));
    Ok(in_system(answer, query.crs))
}

fn own_address(asked: &Asked, collection: Collection, query: &NearestQuery) -> String {
    let mut pairs =
        vec![("lon", query.origin.lon.to_string()), ("lat", query.origin.lat.to_string()), ("k", query.count.to_string())];
    pairs.extend(query.max_distance_m.map(|metres| ("max_km", (metres / 1_000.0).to_string())));
    pairs.extend((query.crs != Crs::CRS84).then(|| ("crs", query.crs.to_string())));
    pairs.extend(query.filter.pairs());
    pairs.extend(asked.language_pair());
    asked.public_url.absolute(&collection.path("/nearest"), &pairs)
}
