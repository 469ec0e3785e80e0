//! Writing on `…/items`: a new site, a change to one, one taken out, as OGC API – Features Part 4 drafts it.
use axum::extract::{Path, Request, State};
use axum::response::Response;
use serde_json::Value;

use super::given_feature::{Derived, GivenFeature};
use super::outcome::{Outcome, told};
use super::planning::{accepted, plan};
use super::precondition::seen_revision;
use super::publishing::{Publication, publish, require_unchanged, store_of, store_problem, unknown};
use super::record_json::public_properties;
use super::records::readable;
use super::rights::{Places, Reach};
use super::wish::{BODYLESS_PARAMETERS, PARAMETERS, Wish, feature_body, patch_body};
use crate::access::Principal;
use crate::domain::{Action, Batch, BatchOrigin, Finding, FindingCode, Message, ProposalState, SiteFacts, SiteId, Status};
use crate::http::collection::Collection;
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::store::{ProposalWrite, Record, Rewrite};

/// `POST /api/collections/{collection}/items`
pub(in crate::http) async fn create_item(
    State(state): State<SharedState>,
    collection: Collection,
    asked: Asked,
    principal: Principal,
    request: Request,
) -> Result<Response, Problem> {
    let wish = Wish::parse(&asked, PARAMETERS)?;
    principal.require_somewhere(Action::Draft)?;
    let body = feature_body(request).await?;
    let derived = Derived { properties: None, address: [None; 3], id: None };
    let mut given = GivenFeature::read(&body, &derived, false);
    keep_to_kind(collection, &mut given);
    let reason = given.reason.take();
    let change = Change { state: &state, asked: &asked, principal: &principal, collection, wish, reason };
    change.carry_out(None, given).await
}

/// `PUT /api/collections/{collection}/items/{id}`
pub(in crate::http) async fn replace_item(
    State(state): State<SharedState>,
    collection: Collection,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
    principal: Principal,
    request: Request,
) -> Result<Response, Problem> {
    let wish = Wish::parse(&asked, PARAMETERS)?;
    let seen = Seen::read(&state, &asked, &principal, collection, &id).await?;
    let body = feature_body(request).await?;
    seen.change(&state, &asked, &principal, wish, &body, true).await
}

/// `PATCH /api/collections/{collection}/items/{id}`
pub(in crate::http) async fn patch_item(
    State(state): State<SharedState>,
    collection: Collection,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
    principal: Principal,
    request: Request,
) -> Result<Response, Problem> {
    let wish = Wish::parse(&asked, PARAMETERS)?;
    let seen = Seen::read(&state, &asked, &principal, collection, &id).await?;
    let body = patch_body(request).await?;
    seen.change(&state, &asked, &principal, wish, &body, false).await
}

/// `DELETE /api/collections/{collection}/items/{id}`
pub(in crate::http) async fn withdraw_item(
    State(state): State<SharedState>,
    collection: Collection,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    let mut wish = Wish::parse(&asked, BODYLESS_PARAMETERS)?;
    let seen = Seen::read(&state, &asked, &principal, collection, &id).await?;
    let reason = wish.reason.take();
    let facts = SiteFacts { status: Status::Withdrawn, ..seen.record.site.facts.clone() };
    let change = Change { state: &state, asked: &asked, principal: &principal, collection, wish, reason };
    change.write(Some(&seen), facts, Vec::new()).await
}

/// In a collection of one kind a site is of that kind.
fn keep_to_kind(collection: Collection, given: &mut GivenFeature) {
    let Some(kind) = collection.kind() else { return };
    match given.site.text("kind") {
        None | Some("") => _ = given.site.give("kind", kind.code()),
        Some(said) if said == kind.code() => {}
        Some(said) => {
            let message = Message::new(
                format!("Bộ dữ liệu này chỉ có loại hình {kind}; hãy gửi tới /api/collections/sites/items."),
                format!("This collection has only sites of kind {kind}; send it to /api/collections/sites/items."),
            );
            let finding = Finding::refused(FindingCode::InvalidValue, message).at("kind", said);
            given.findings.push(finding);
        }
    }
}

/// A record, and the revision of it that the sender saw.
struct Seen {
    record: Record,
    revision: i64,
    collection: Collection,
}

impl Seen {
    /// Finds the record; what the sender may not know of is not there.
    async fn read(
        state: &SharedState,
        asked: &Asked,
        principal: &Principal,
        collection: Collection,
        id: &str,
    ) -> Result<Self, Problem> {
        principal.require_somewhere(Action::Draft)?;
        let record = readable(state, asked, principal, id).await?;
        if collection.kind().is_some_and(|kind| kind != record.site.facts.kind) {
            return Err(unknown(record.site.id));
        }
        let revision = seen_revision(&asked.headers, &asked.snapshot, &record.site.facts)?;
        require_unchanged(asked, store_of(state)?, &record, revision).await?;
        Ok(Self { record, revision, collection })
    }

    async fn change(
        &self,
        state: &SharedState,
        asked: &Asked,
        principal: &Principal,
        wish: Wish,
        body: &Value,
        replaces: bool,
    ) -> Result<Response, Problem> {
        let (site, properties) = (&self.record.site, public_properties(asked, &self.record.site));
        let address = &site.facts.address;
        let derived = Derived {
            properties: properties.as_ref(),
            address: [address.province.as_deref(), address.district.as_deref(), address.commune.as_deref()],
            id: Some(site.id.to_string()),
        };
        let mut given = GivenFeature::read(body, &derived, replaces);
        let reason = given.reason.take();
        let change = Change { state, asked, principal, collection: self.collection, wish, reason };
        change.carry_out(Some(self), given).await
    }
}

/// A change on its way.
struct Change<'a> {
    state: &'a SharedState,
    asked: &'a Asked,
    principal: &'a Principal,
    collection: Collection,
    wish: Wish,
    reason: Option<String>,
}

impl Change<'_> {
    async fn carry_out(self, seen: Option<&Seen>, given: GivenFeature) -> Result<Response, Problem> {
        let planned = plan(self.asked, seen.map(|seen| seen.record.site.clone()), given).await?;
        if self.wish.only_checks {
            let outcome = Outcome::Checked { id: seen.map(|seen| seen.record.site.id) };
            return Ok(told(self.asked, self.collection, &outcome, &planned.findings));
        }
        let (facts, findings) = accepted(self.asked, planned)?;
        self.write(seen, facts, findings).await
    }

    /// Publishes or proposes it, as far as the rights go.
    async fn write(self, seen: Option<&Seen>, facts: SiteFacts, findings: Vec<Finding>) -> Result<Response, Problem> {
        let before = seen.map(|seen| &seen.record.site.facts);
        let places = Places::of(before, &facts, self.asked.snapshot.geography());
        let (signed_in, reach) = places.reach(self.principal, self.wish.reach)?;
        let author = signed_in.author().to_owned();
        let outcome = match (seen, reach.state()) {
            _ if self.wish.only_checks => Outcome::Checked { id: seen.map(|seen| seen.record.site.id) },
            (Some(seen), _) if seen.record.site.facts == facts && facts.status.is_public() => {
                Outcome::Unchanged { id: seen.record.site.id, revision: seen.record.revision }
            }
            (seen, None) => self.publish(seen, facts, author).await?,
            (seen, Some(state)) => self.propose(seen, facts, author, state).await?,
        };
        Ok(told(self.asked, self.collection, &outcome, &findings))
    }

    async fn publish(&self, seen: Option<&Seen>, facts: SiteFacts, author: String) -> Result<Outcome, Problem> {
        let batch = Batch { reason: self.reason.clone(), ..Batch::new(BatchOrigin::Edit, author) };
        let seen_record = seen.map(|seen| (seen.record.site.id, seen.revision));
        let facts = made_public(facts);
        let wanted = Publication { batch: &batch, seen: seen_record, facts, acceptance: None };
        let commit = publish(self.state, self.asked, wanted).await?;
        let id = seen_record.map(|(id, _)| id).or_else(|| commit.created.first().copied());
        let id = id.ok_or_else(|| Problem::internal("a new site got no identifier"))?;
        Ok(Outcome::Published { id, revision: commit.revision, is_new: seen.is_none() })
    }

    /// A second thought of the same person on the same site goes into the proposal that is open.
    async fn propose(
        &self,
        seen: Option<&Seen>,
        facts: SiteFacts,
        author: String,
        state: ProposalState,
    ) -> Result<Outcome, Problem> {
        let store = store_of(self.state)?;
        let site: Option<SiteId> = seen.map(|seen| seen.record.site.id);
        let before = seen.map(|seen| seen.record.site.facts.clone());
        let earlier = match site {
            Some(site) => store.proposals_of(site).await.map_err(store_problem)?,
            None => Vec::new(),
        };
        let open = earlier.into_iter().find(|proposal| proposal.state.is_open() && proposal.author == author);
        let write = match open {
            Some(open) => ProposalWrite::Step {
                id: open.id,
                version: open.version,
                state,
                actor: author,
                comment: None,
                rewrite: Some(Box::new(Rewrite { reason: self.reason.clone(), before, after: facts })),
            },
            None => ProposalWrite::Begin {
                site,
                state,
                author,
                reason: self.reason.clone(),
                before: before.map(Box::new),
                after: Box::new(facts),
            },
        };
        let proposal = store.write_proposal(write).await.map_err(store_problem)?;
        Ok(Outcome::Proposed(Box::new(proposal)))
    }
}

/// What a reviewer lets through is public, unless it is taken out.
pub(super) fn made_public(facts: SiteFacts) -> SiteFacts {
    match facts.status {
        Status::Draft | Status::InReview => SiteFacts { status: Status::Published, ..facts },
        Status::Published | Status::Closed | Status::Withdrawn => facts,
    }
}

impl Reach {
    /// The state a proposal is given by the parameter `state`.
    pub(super) fn of_proposal(self) -> Result<ProposalState, Problem> {
        self.state().ok_or_else(|| {
            crate::query::QueryError::not_in_list("state", self.code(), &[Self::Draft.code(), Self::InReview.code()]).into()
        })
    }
}
