//! `/api/proposals`: the worklist, one proposal with what it would change, and writing on it.
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use super::given_feature::{Derived, GivenFeature};
use super::outcome::findings_json;
use super::planning::{accepted, plan};
use super::precondition::seen_version;
use super::proposal_json::{changes, may_write, states, summary, waiting_days};
use super::publishing::{store_of, store_problem};
use super::record_json::editable_feature;
use super::rights::Places;
use super::wish::{PARAMETERS, Wish, patch_body};
use crate::access::{Principal, SignedIn};
use crate::domain::{Action, Message, Proposal, ProposalState, Site, SiteFacts, SiteId};
use crate::geography::Geography;
use crate::http::private_reply::private_answer;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::query::{QueryError, regions_named_by};
use crate::store::{ProposalWrite, Rewrite};

/// How many proposals an answer has where nobody says so, and at most.
const LIMIT: usize = 50;
const LIMIT_MAX: usize = 500;
/// The longest wait that can be asked for, in days.
const WAITING_DAYS_MAX: i64 = 3_650;
/// The states in which a proposal waits for somebody.
const OPEN: [ProposalState; 3] = [ProposalState::Draft, ProposalState::InReview, ProposalState::Returned];

/// `GET /api/proposals`
pub(in crate::http) async fn list_proposals(
    State(state): State<SharedState>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["state", "region", "mine", "waiting", "limit", "offset"]])?;
    let author = require_staff(&principal)?.author().to_owned();
    let codes: Vec<&str> = OPEN.iter().map(|state| state.code()).collect();
    let find = |code: &str| OPEN.into_iter().find(|state| state.code() == code);
    let named = parameters.list("state")?.into_iter();
    let wanted = named.map(|code| find(code).ok_or_else(|| QueryError::not_in_list("state", code, &codes)));
    let wanted = wanted.collect::<Result<Vec<_>, _>>()?;
    let regions = regions_named_by("region", &parameters, asked.snapshot.as_ref())?;
    let only_mine = match parameters.single("mine")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(QueryError::not_in_list("mine", other, &["true", "false"]).into()),
    };
    let waiting = parameters.number("waiting", 0, WAITING_DAYS_MAX)?.unwrap_or(0);
    let limit = parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT);
    let offset = parameters.number("offset", 0, usize::MAX)?.unwrap_or(0);
    let geography = asked.snapshot.geography();
    let lies_there = |facts: &SiteFacts| {
        let place = geography.settle(facts.placement.clone());
        regions.iter().any(|region| place.lies_in(*region))
    };
    let mut open = store_of(&state)?.open_proposals().await.map_err(store_problem)?;
    open.retain(|proposal| {
        (wanted.is_empty() || wanted.contains(&proposal.state))
            && (!only_mine || proposal.author == author)
            && waiting_days(proposal) >= waiting
            && (regions.is_empty() || lies_there(&proposal.after) || proposal.before.as_ref().is_some_and(lies_there))
            && may_read(&principal, proposal, geography)
    });
    open.sort_by_key(|proposal| (proposal.changed_at, proposal.id));
    let page = open.iter().skip(offset).take(limit).map(|proposal| Value::Object(summary(&asked, &principal, proposal)));
    let page: Vec<Value> = page.collect();
    let body = json!({"numberMatched": open.len(), "numberReturned": page.len(), "proposals": page});
    Ok(private_answer(asked.language, StatusCode::OK, &body))
}

/// `GET /api/proposals/{id}`
pub(in crate::http) async fn show_proposal(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let proposal = readable_proposal(&state, &asked, &principal, &id).await?;
    told_in_full(&state, &asked, &principal, &proposal).await
}

/// `PATCH /api/proposals/{id}`
pub(in crate::http) async fn rewrite_proposal(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
    request: Request,
) -> Result<Response, Problem> {
    let wish = Wish::parse(&asked, PARAMETERS)?;
    let proposal = readable_proposal(&state, &asked, &principal, &id).await?;
    let version = seen_version(&asked.headers)?;
    let places = Places::of(proposal.before.as_ref(), &proposal.after, asked.snapshot.geography());
    if !may_write(&principal, &proposal, &places) {
        return Err(not_yours());
    }
    let next = match wish.reach {
        Some(reach) => reach.of_proposal()?,
        None => proposal.state,
    };
    let body = patch_body(request).await?;
    let address = &proposal.after.address;
    let derived = Derived {
        properties: None,
        address: [address.province.as_deref(), address.district.as_deref(), address.commune.as_deref()],
        id: proposal.site.map(|id| id.to_string()),
    };
    let mut given = GivenFeature::read(&body, &derived, false);
    let reason = given.reason.take().or_else(|| proposal.reason.clone());
    let planned = plan(&asked, Some(working_copy(&proposal)), given).await?;
    if wish.only_checks {
        let body =
            json!({"outcome": "checked", "id": proposal.site, "findings": findings_json(&planned.findings, asked.language)});
        return Ok(private_answer(asked.language, StatusCode::OK, &body));
    }
    let (after, _) = accepted(&asked, planned)?;
    let there = Places::of(proposal.before.as_ref(), &after, asked.snapshot.geography());
    if !may_write(&principal, &proposal, &there) {
        return Err(not_yours());
    }
    let actor = principal.require_somebody()?.author().to_owned();
    let before = match proposal.site {
        Some(site) => store_of(&state)?.record(site).await.map_err(store_problem)?.map(|record| record.site.facts),
        None => None,
    };
    let rewrite = Some(Box::new(Rewrite { reason, before: before.or_else(|| proposal.before.clone()), after }));
    let write = ProposalWrite::Step { id: proposal.id, version, state: next, actor, comment: None, rewrite };
    let written = store_of(&state)?.write_proposal(write).await.map_err(store_problem)?;
    told_in_full(&state, &asked, &principal, &written).await
}

/// The whole proposal, with its version as tag.
pub(super) async fn told_in_full(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    proposal: &Proposal,
) -> Result<Response, Problem> {
    let store = store_of(state)?;
    let current = match proposal.site {
        Some(site) => store.record(site).await.map_err(store_problem)?.map(|record| record.site.facts),
        None => None,
    };
    let steps = store.proposal_steps(proposal.id).await.map_err(store_problem)?;
    let mut body = summary(asked, principal, proposal);
    body.extend(states(asked, proposal, current.as_ref()).into_iter().map(|(name, value)| (name.to_owned(), value)));
    body.insert("changes".to_owned(), json!(changes(asked, proposal, current.as_ref())));
    body.insert("findings".to_owned(), json!(findings(asked, proposal).await?));
    let steps = steps.iter().map(|step| {
        json!({
            "version": step.version,
            "state": step.state,
            "actor": step.actor,
            "taken_at": step.taken_at,
            "comment": step.comment,
        })
    });
    body.insert("steps".to_owned(), steps.collect());
    let mut answer = private_answer(asked.language, StatusCode::OK, &Value::Object(body));
    if let Ok(tag) = HeaderValue::from_str(&format!("\"p{}\"", proposal.version)) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    Ok(answer)
}

/// What the checks of today say of the facts that are wanted.
async fn findings(asked: &Asked, proposal: &Proposal) -> Result<Vec<Value>, Problem> {
    if !proposal.state.is_open() {
        return Ok(Vec::new());
    }
    let feature = editable_feature(None, &proposal.after, asked.snapshot.geography());
    let derived = Derived { properties: None, address: [None; 3], id: None };
    let given = GivenFeature::read(&feature, &derived, false);
    let planned = plan(asked, Some(working_copy(proposal)), given).await?;
    Ok(findings_json(&planned.findings, asked.language))
}

/// The wanted record, as one that can be changed; a new site has no identifier yet.
fn working_copy(proposal: &Proposal) -> Site {
    let id = proposal.site.unwrap_or_else(|| SiteId::new(proposal.after.kind, 0));
    Site { id, facts: proposal.after.clone(), updated_at: proposal.changed_at }
}

/// The proposal, where the reader may know of it.
pub(super) async fn readable_proposal(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    id: &str,
) -> Result<Proposal, Problem> {
    require_staff(principal)?;
    let unknown = || Problem::not_found(Message::new(format!("Không có đề xuất {id}."), format!("There is no proposal {id}.")));
    let number: i64 = id.parse().map_err(|_| unknown())?;
    let found = store_of(state)?.proposal(number).await.map_err(store_problem)?;
    found.filter(|proposal| may_read(principal, proposal, asked.snapshot.geography())).ok_or_else(unknown)
}

/// Whoever has to do with proposals: writes them, or reads those of others.
fn require_staff(principal: &Principal) -> Result<&SignedIn, Problem> {
    if principal.may_somewhere(Action::ReadDrafts) {
        return principal.require_somebody();
    }
    principal.require_somewhere(Action::Draft)
}

/// A proposal is read by its author and by who may read drafts where the site is or would be.
pub(super) fn may_read(principal: &Principal, proposal: &Proposal, geography: &Geography) -> bool {
    let is_author = principal.signed_in().is_some_and(|signed_in| signed_in.author() == proposal.author);
    is_author || Places::of(proposal.before.as_ref(), &proposal.after, geography).may_at_either(principal, Action::ReadDrafts)
}

/// The proposal is somebody else's.
pub(super) fn not_yours() -> Problem {
    Problem::new(ProblemCode::Forbidden, Message::new("Bạn không được sửa đề xuất này.", "You may not change this proposal."))
}
