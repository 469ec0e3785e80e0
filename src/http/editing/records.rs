//! `/api/records/{id}`: a record as staff see and edit it, and its history with who, when and why.
use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::proposal_json::brief;
use super::publishing::{store_of, store_problem, unknown};
use super::record_json::{editable_feature, field_changes, units};
use crate::access::Principal;
use crate::domain::{Action, Change, Placement, SiteFacts, SiteField, SiteId};
use crate::http::private_reply::private_answer;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::store::{Record, RecordedBatch};

/// `GET /api/records/{id}`
pub(in crate::http) async fn show_record(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    principal.require_somewhere(Action::Draft)?;
    let record = readable(&state, &asked, &principal, &id).await?;
    let geography = asked.snapshot.geography();
    let (site, place) = (&record.site, geography.settle(record.site.facts.placement.clone()));
    let proposals = store_of(&state)?.proposals_of(site.id).await.map_err(store_problem)?;
    let open = proposals.iter().filter(|proposal| proposal.state.is_open());
    let visible = open.filter(|proposal| super::proposals::may_read(&principal, proposal, geography));
    let body = json!({
        "id": site.id,
        "revision": record.revision,
        "status": site.facts.status,
        "updated_at": site.updated_at,
        "feature": editable_feature(Some(site.id), &site.facts, geography),
        "units": units(&place, geography),
        "may": may(&principal, &place),
        "proposals": visible.map(brief).collect::<Vec<Value>>(),
    });
    let mut answer = private_answer(asked.language, StatusCode::OK, &body);
    if let Ok(tag) = HeaderValue::from_str(&format!("\"r{}\"", record.revision)) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    Ok(answer)
}

/// `GET /api/records/{id}/history`
pub(in crate::http) async fn show_history(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    principal.require_somewhere(Action::ReadHistory)?;
    let record = readable(&state, &asked, &principal, &id).await?;
    let place = asked.snapshot.geography().settle(record.site.facts.placement.clone());
    principal.require(Action::ReadHistory, &place)?;
    let store = store_of(&state)?;
    let changes = store.history(record.site.id).await.map_err(store_problem)?;
    // The history of people tells their names as contacts do.
    if changes.iter().any(|change| change.after.privacy.conceals()) {
        principal.require(Action::ReadContacts, &place)?;
    }
    let batches = store.batches_of(record.site.id).await.map_err(store_problem)?;
    let batches: HashMap<i64, RecordedBatch> = batches.into_iter().map(|batch| (batch.id, batch)).collect();
    let told: Vec<Value> = changes.iter().map(|change| told(&asked, change, batches.get(&change.batch))).collect();
    Ok(private_answer(asked.language, StatusCode::OK, &json!({"id": record.site.id, "changes": told})))
}

fn told(asked: &Asked, change: &Change, batch: Option<&RecordedBatch>) -> Value {
    let fields = match &change.before {
        Some(before) => field_changes(asked, before, &change.after, "after"),
        None => {
            let fact = |field: &SiteField| (*field, field.value(&change.after));
            let said = SiteField::ALL.iter().map(fact).filter(|(_, value)| !value.is_null() && *value != json!([]));
            said.map(|(field, value)| {
                json!({"field": field, "label": field.heading().in_language(asked.language), "before": null, "after": value})
            })
            .collect()
        }
    };
    json!({
        "sequence": change.sequence,
        "revision": change.revision,
        "batch": change.batch,
        "operation": change.operation,
        "origin": batch.map(|batch| batch.batch.origin),
        "author": change.author,
        "reviewer": batch.and_then(|batch| batch.batch.reviewer.as_deref()),
        "reason": batch.and_then(|batch| batch.batch.reason.as_deref()),
        "changed_at": change.changed_at,
        "fields": fields,
    })
}

/// The record, where the reader may know of it: it is public, or they may read drafts where it is. One that the public is
/// told less of is for those who write drafts where it is.
pub(super) async fn readable(state: &SharedState, asked: &Asked, principal: &Principal, id: &str) -> Result<Record, Problem> {
    let id: SiteId = id.parse().map_err(Problem::not_found)?;
    let record = store_of(state)?.record(id).await.map_err(store_problem)?.ok_or_else(|| unknown(id))?;
    let place = asked.snapshot.geography().settle(record.site.facts.placement.clone());
    if record.site.facts.status.is_public() && record.site.facts.privacy.conceals() {
        principal.require(Action::Draft, &place)?;
        return Ok(record);
    }
    if record.site.facts.status.is_public() || principal.may(Action::ReadDrafts, &place) {
        return Ok(record);
    }
    Err(unknown(id))
}

/// Whether the reader may be told of a record that is placed so, by the same rule.
pub(in crate::http) fn may_read_record(principal: &Principal, facts: &SiteFacts, place: &Placement) -> bool {
    match facts.status.is_public() {
        true => !facts.privacy.conceals() || principal.may(Action::Draft, place),
        false => principal.may(Action::ReadDrafts, place),
    }
}

/// What the reader may do to a site that is placed so.
fn may(principal: &Principal, place: &Placement) -> Vec<&'static str> {
    let actions = [Action::ReadHistory, Action::Draft, Action::Edit, Action::ReadContacts, Action::Review, Action::Erase];
    actions.into_iter().filter(|action| principal.may(*action, place)).map(Action::code).collect()
}
