//! Proposals as staff read them: in a worklist, and one with what it would change.
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::record_json::{editable_feature, units};
use crate::access::Principal;
use crate::domain::{Action, Proposal, ProposalState, SiteFacts, SiteField, changed_fields, conflicting_fields};
use crate::http::request::Asked;

use super::rights::Places;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// The least that tells of a proposal.
pub(super) fn brief(proposal: &Proposal) -> Value {
    json!({
        "id": proposal.id,
        "version": proposal.version,
        "state": proposal.state,
        "author": proposal.author,
        "changed_at": proposal.changed_at,
        "fields": fields(proposal),
    })
}

/// For how many whole days a proposal has been as it is.
pub(super) fn waiting_days(proposal: &Proposal) -> i64 {
    Timestamp::now().duration_since(proposal.changed_at).as_secs().max(0) / SECONDS_OF_A_DAY
}

/// The proposal as a line of a worklist.
pub(super) fn summary(asked: &Asked, principal: &Principal, proposal: &Proposal) -> Map<String, Value> {
    let geography = asked.snapshot.geography();
    let place = geography.settle(proposal.after.placement.clone());
    let told = json!({
        "id": proposal.id,
        "version": proposal.version,
        "state": proposal.state,
        "site": proposal.site,
        "name": proposal.after.name,
        "kind": proposal.after.kind,
        "sector": proposal.after.sector,
        "author": proposal.author,
        "actor": proposal.actor,
        "reason": proposal.reason,
        "comment": proposal.comment,
        "created_at": proposal.created_at,
        "changed_at": proposal.changed_at,
        "waiting_days": waiting_days(proposal),
        "fields": fields(proposal),
        "units": units(&place, geography),
        "may": may(asked, principal, proposal),
    });
    match told {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// What it would change, beside what the record says now.
pub(super) fn changes(asked: &Asked, proposal: &Proposal, current: Option<&SiteFacts>) -> Vec<Value> {
    let Some(before) = &proposal.before else { return Vec::new() };
    let conflicts = current.map_or_else(Vec::new, |current| conflicting_fields(before, &proposal.after, current));
    let change = |field: SiteField| {
        json!({
            "field": field,
            "label": field.heading().in_language(asked.language),
            "before": field.value(before),
            "after": field.value(&proposal.after),
            "now": current.map(|current| field.value(current)),
            "conflict": conflicts.contains(&field),
        })
    };
    changed_fields(before, &proposal.after).into_iter().map(change).collect()
}

/// The record before, wanted and now, as Features, and how far the site would move.
pub(super) fn states(asked: &Asked, proposal: &Proposal, current: Option<&SiteFacts>) -> Vec<(&'static str, Value)> {
    let geography = asked.snapshot.geography();
    let feature =
        |facts: Option<&SiteFacts>| facts.map_or(Value::Null, |facts| editable_feature(proposal.site, facts, geography));
    let point = |facts: &SiteFacts| geography.settle(facts.placement.clone()).point;
    // Once it is decided the record may say what was wanted; then it moved from where its author saw it.
    let now = current.filter(|_| proposal.state.is_open());
    let old = now.or(proposal.before.as_ref()).and_then(point);
    let moved = old.zip(point(&proposal.after)).map(|(old, new)| old.metres_to(new));
    vec![
        ("before", feature(proposal.before.as_ref())),
        ("after", feature(Some(&proposal.after))),
        ("current", feature(current)),
        ("moved_m", json!(moved.map(|metres| crate::encode::rounded(metres, 1)))),
    ]
}

fn fields(proposal: &Proposal) -> Vec<SiteField> {
    proposal.before.as_ref().map_or_else(Vec::new, |before| changed_fields(before, &proposal.after))
}

/// Which steps the reader may take now.
fn may(asked: &Asked, principal: &Principal, proposal: &Proposal) -> Vec<&'static str> {
    let places = Places::of(proposal.before.as_ref(), &proposal.after, asked.snapshot.geography());
    let writes = may_write(principal, proposal, &places);
    let waits = proposal.state == ProposalState::InReview;
    let steps = [
        ("accept", waits && places.may_at_both(principal, Action::Review)),
        ("return", waits && places.may_at_either(principal, Action::Review)),
        ("submit", writes && matches!(proposal.state, ProposalState::Draft | ProposalState::Returned)),
        ("rewrite", writes && proposal.state.is_open()),
        ("abandon", writes && proposal.state.is_open()),
    ];
    steps.into_iter().filter(|(_, may)| *may).map(|(step, _)| step).collect()
}

/// Whether somebody may write on: its author, and who may edit where the site is or would be.
pub(super) fn may_write(principal: &Principal, proposal: &Proposal, places: &Places) -> bool {
    let is_author = principal.signed_in().is_some_and(|signed_in| signed_in.author() == proposal.author);
    (is_author && places.may_at_either(principal, Action::Draft)) || places.may_at_either(principal, Action::Edit)
}
