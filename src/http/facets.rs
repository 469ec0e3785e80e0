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
use crate::snapshot::FacetValue;

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
        let counted = asked.snapshot.facets(&filter, &keys, asked.language);
        let facets: Vec<Value> = keys.iter().zip(&counted).map(|(key, values)| facet(&asked, *key, values)).collect();
        let body = json!({
            "numberMatched": asked.snapshot.select(&filter).len(),
            "timeStamp": time_stamp(),
            "revision": asked.snapshot.revision(),
            "facets": facets,
        });
        Body::from(body.to_string())
    }))
}

fn facet(asked: &Asked, key: FacetKey, values: &[FacetValue]) -> Value {
    let value = |value: &FacetValue| json!({"value": value.value, "label": value.label, "count": value.count, "selected": value.selected});
    json!({
        "key": key.name(),
        "label": key.heading().in_language(asked.language),
        "parameter": key.parameter(),
        "values": values.iter().map(value).collect::<Vec<_>>(),
    })
}
