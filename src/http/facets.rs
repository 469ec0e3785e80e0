//! `…/facets`: exact counts per value, each saying what choosing it would give.
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::Collection;
use super::problem::Problem;
use super::reply::{JSON, reply, time_stamp};
use super::request::Asked;
use super::state::SharedState;
use crate::query::{FILTER_PARAMETERS, FacetKey, Filter};

/// `GET /api/collections/{collection}/facets`
pub(super) async fn count_facets(
    State(state): State<SharedState>,
    collection: Collection,
    asked: Asked,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FILTER_PARAMETERS, &["by"]])?;
    asked.require_json()?;
    let asked = asked.in_time(&state, &parameters).await?;
    let filter = Filter::parse(&parameters, collection.kind(), asked.snapshot.as_ref())?;
    let keys = FacetKey::parse(&parameters)?;
    Ok(reply(&asked, JSON, || {
        let facets: Vec<Value> = keys.iter().map(|key| facet(&asked, &filter, *key)).collect();
        let body = json!({
            "numberMatched": asked.snapshot.select(&filter).len(),
            "timeStamp": time_stamp(),
            "revision": asked.snapshot.revision(),
            "facets": facets,
        });
        Body::from(body.to_string())
    }))
}

fn facet(asked: &Asked, filter: &Filter, key: FacetKey) -> Value {
    let values: Vec<Value> = asked
        .snapshot
        .facet(filter, key, asked.language)
        .iter()
        .map(|value| json!({"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}))
        .collect();
    json!({
        "key": key.name(),
        "label": key.heading().in_language(asked.language),
        "parameter": key.parameter(),
        "values": values,
    })
}
