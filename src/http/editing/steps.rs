//! `POST /api/proposals/{id}/steps`: send a proposal for review, return it, accept it whole or in part, give it up.
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;

use super::items::made_public;
use super::precondition::seen_version;
use super::proposal_json::{changes, may_write};
use super::proposals::{not_yours, readable_proposal, told_in_full};
use super::publishing::{Publication, publish, store_of, store_problem, unknown};
use super::rights::Places;
use crate::access::Principal;
use crate::domain::{
    Action, Batch, BatchOrigin, Message, Proposal, ProposalState, SiteFacts, SiteField, changed_fields, conflicting_fields,
    with_fields,
};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::request_body::JsonBody;
use crate::http::state::SharedState;
use crate::query::QueryError;
use crate::store::{Acceptance, ProposalWrite};

/// Longest comment, in characters.
const COMMENT_MAX: usize = 2_000;

/// What is done with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Submit,
    Return,
    Accept,
    Abandon,
}

/// What `POST /api/proposals/{id}/steps` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct StepWish {
    step: Step,
    comment: Option<String>,
    fields: Option<Vec<SiteField>>,
}

/// `POST /api/proposals/{id}/steps`
pub(in crate::http) async fn take_step(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
    JsonBody(wish): JsonBody<StepWish>,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let proposal = readable_proposal(&state, &asked, &principal, &id).await?;
    let version = seen_version(&asked.headers)?;
    let comment = comment(wish.comment, wish.step)?;
    if wish.fields.is_some() && wish.step != Step::Accept {
        let message = Message::new("chỉ dùng khi chấp nhận", "is only for accepting");
        return Err(QueryError::invalid("fields", message).into());
    }
    let signed_in = principal.require_somebody()?;
    let actor = signed_in.author().to_owned();
    let places = Places::of(proposal.before.as_ref(), &proposal.after, asked.snapshot.geography());
    let next = match wish.step {
        Step::Accept => {
            let acceptance = Acceptance { id: proposal.id, version, actor, comment };
            return accept(&state, &asked, &principal, proposal, acceptance, wish.fields).await;
        }
        Step::Return if !places.may_at_either(&principal, Action::Review) => return Err(not_a_reviewer()),
        Step::Return => ProposalState::Returned,
        _ if !may_write(&principal, &proposal, &places) => return Err(not_yours()),
        Step::Submit => ProposalState::InReview,
        Step::Abandon => ProposalState::Abandoned,
    };
    let write = ProposalWrite::Step { id: proposal.id, version, state: next, actor, comment, rewrite: None };
    let written = store_of(&state)?.write_proposal(write).await.map_err(store_problem)?;
    told_in_full(&state, &asked, &principal, &written).await
}

/// Publishes what the proposal wants, or the chosen part of it, on top of what the record says now.
async fn accept(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    proposal: Proposal,
    acceptance: Acceptance,
    fields: Option<Vec<SiteField>>,
) -> Result<Response, Problem> {
    let store = store_of(state)?;
    let record = match proposal.site {
        Some(site) => Some(store.record(site).await.map_err(store_problem)?.ok_or_else(|| unknown(site))?),
        None => None,
    };
    let current = record.as_ref().map(|record| &record.site.facts);
    let facts = made_public(wanted(asked, &proposal, current, fields)?);
    if !Places::of(current, &facts, asked.snapshot.geography()).may_at_both(principal, Action::Review) {
        return Err(not_a_reviewer());
    }
    let reviewer = Some(acceptance.actor.clone()).filter(|actor| *actor != proposal.author);
    let batch = Batch { reason: proposal.reason.clone(), reviewer, ..Batch::new(BatchOrigin::Edit, proposal.author.clone()) };
    let seen = record.as_ref().map(|record| (record.site.id, record.revision));
    publish(state, asked, Publication { batch: &batch, seen, facts, acceptance: Some(acceptance) }).await?;
    let accepted = store.proposal(proposal.id).await.map_err(store_problem)?.unwrap_or(proposal);
    told_in_full(state, asked, principal, &accepted).await
}

/// The facts to publish. Where the record moved in a field that the proposal changes, somebody has to say which fields to take.
fn wanted(
    asked: &Asked,
    proposal: &Proposal,
    current: Option<&SiteFacts>,
    fields: Option<Vec<SiteField>>,
) -> Result<SiteFacts, Problem> {
    let (Some(before), Some(current)) = (&proposal.before, current) else {
        return match fields {
            None => Ok(proposal.after.clone()),
            Some(_) => {
                let message = Message::new("một điểm mới được chấp nhận trọn vẹn", "a new site is accepted whole");
                Err(QueryError::invalid("fields", message).into())
            }
        };
    };
    let changed = changed_fields(before, &proposal.after);
    let chosen = match fields {
        Some(fields) => {
            if let Some(other) = fields.iter().find(|field| !changed.contains(field)) {
                let allowed: Vec<&str> = changed.iter().map(|field| field.code()).collect();
                return Err(QueryError::not_in_list("fields", other.code(), &allowed).into());
            }
            fields
        }
        None if !conflicting_fields(before, &proposal.after, current).is_empty() => {
            let detail = Message::new(
                "Bản ghi đã đổi ở những mục mà đề xuất cũng sửa; xem changes và chọn mục cần lấy (fields).",
                "The record moved in fields that the proposal changes too; see changes and say which to take (fields).",
            );
            let changes = changes(asked, proposal, Some(current));
            return Err(Problem::new(ProblemCode::Conflict, detail).with_member("changes", json!(changes)));
        }
        None => changed,
    };
    Ok(with_fields(current, &proposal.after, &chosen))
}

/// What the actor says; who returns a proposal says why.
fn comment(given: Option<String>, step: Step) -> Result<Option<String>, Problem> {
    let comment = given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let wrong = match &comment {
        None if step == Step::Return => Message::new("hãy nói vì sao trả lại", "say why it is returned"),
        Some(text) if text.chars().count() > COMMENT_MAX => {
            Message::new(format!("dài quá {COMMENT_MAX} ký tự"), format!("longer than {COMMENT_MAX} characters"))
        }
        _ => return Ok(comment),
    };
    Err(QueryError::invalid("comment", wrong).into())
}

fn not_a_reviewer() -> Problem {
    Problem::new(
        ProblemCode::Forbidden,
        Message::new(
            "Chỉ người duyệt của địa bàn (cả nơi cũ và nơi mới, nếu điểm chuyển đi) mới làm được việc này.",
            "Only a reviewer of the region may do this; of both regions, where the site moves.",
        ),
    )
}
