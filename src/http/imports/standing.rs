//! Which imports somebody may know of, and what they may do with one.
use std::sync::Arc;

use super::import_problem::unknown_import;
use crate::access::Principal;
use crate::domain::{Action, Import, ImportReach, ImportState, Message, Placement, Role, SiteFacts};
use crate::geography::Geography;
use crate::http::editing::{Places, may_read_record, seen_import, store_of, store_problem};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::importing::Rights;
use crate::store::{ImportVersion, Store};

/// An import, and where somebody stands towards it.
pub(super) struct Standing {
    pub(super) import: Import,
    pub(super) actor: String,
    /// The author, or an administrator.
    pub(super) is_owner: bool,
    /// Those, and colleagues it is shared with.
    pub(super) is_writer: bool,
    /// Where the sites are that it wrote or would write; empty of an open one.
    pub(super) footprint: Arc<Vec<Placement>>,
}

/// The import with that number, where who asks may know of it.
pub(super) async fn readable_import(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    id: &str,
) -> Result<Standing, Problem> {
    principal.require_somewhere(Action::Draft)?;
    let number = id.parse().map_err(|_| unknown_import(id))?;
    let import = store_of(state)?.import(number).await.map_err(store_problem)?.ok_or_else(|| unknown_import(id))?;
    standing(state, asked, principal, import).await?.ok_or_else(|| unknown_import(id))
}

/// Where they stand towards an import; `None` where they may not know of it.
pub(super) async fn standing(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    import: Import,
) -> Result<Option<Standing>, Problem> {
    let signed_in = principal.require_somewhere(Action::Draft)?;
    let actor = signed_in.author().to_owned();
    let is_administrator = signed_in.account.grants.iter().any(|grant| grant.role() == Role::Administrator);
    let is_owner = import.author == actor || is_administrator;
    let is_writer = is_owner || import.shared_with.contains(&actor);
    let is_decided = matches!(import.state, ImportState::Committed | ImportState::Undone);
    let may_review = principal.may_somewhere(Action::Review);
    if !(is_writer || is_decided && may_review) {
        return Ok(None);
    }
    let footprint = match is_decided && may_review {
        true => state.imports.footprint(store_of(state)?, &import, asked.snapshot.geography()).await?,
        false => Arc::default(),
    };
    let reviews_there = footprint.iter().any(|place| principal.may(Action::Review, place));
    Ok((is_writer || reviews_there).then_some(Standing { import, actor, is_owner, is_writer, footprint }))
}

impl Standing {
    /// Refuses who only reads.
    pub(super) fn require_writer(&self) -> Result<(), Problem> {
        if self.is_writer { Ok(()) } else { Err(not_theirs()) }
    }

    /// Refuses who is neither the author nor an administrator.
    pub(super) fn require_owner(&self) -> Result<(), Problem> {
        if self.is_owner { Ok(()) } else { Err(not_theirs()) }
    }

    /// The version that they saw, which must be the present one.
    pub(super) fn seen(&self, asked: &Asked, comment: Option<String>) -> Result<ImportVersion, Problem> {
        let version = seen_import(&asked.headers)?;
        if version != self.import.version {
            let (id, found) = (self.import.id, self.import.version);
            return Err(store_problem(crate::store::StoreError::ImportMoved { id, expected: version, found }));
        }
        Ok(ImportVersion { id: self.import.id, version, actor: self.actor.clone(), comment })
    }

    /// Whether they review everywhere where one of its sites is.
    pub(super) fn reviews_all(&self, principal: &Principal) -> bool {
        !self.footprint.is_empty() && self.footprint.iter().all(|place| principal.may(Action::Review, place))
    }
}

/// What somebody may do with the rows of a file, and know of recorded sites.
pub(super) fn rights_of(principal: &Principal, geography: &Geography) -> Arc<Rights> {
    let (doer, places_of) = (principal.clone(), geography.clone());
    let reach = move |before: Option<&SiteFacts>, after: &SiteFacts| {
        let places = Places::of(before, after, &places_of);
        if places.may_at_both(&doer, Action::Import) {
            Some(ImportReach::Published)
        } else if places.may(&doer, Action::Edit) {
            Some(ImportReach::InReview)
        } else {
            places.may(&doer, Action::Draft).then_some(ImportReach::Draft)
        }
    };
    let (reader, geography) = (principal.clone(), geography.clone());
    let knows = move |facts: &SiteFacts| may_read_record(&reader, facts, &geography.settle(facts.placement.clone()));
    Arc::new(Rights { reach: Box::new(reach), knows: Box::new(knows) })
}

/// Whether somebody may publish a change.
pub(super) fn may_publish(
    principal: &Principal,
    geography: &Geography,
) -> impl Fn(Option<&SiteFacts>, &SiteFacts) -> bool + Send + Sync + use<> {
    let (principal, geography) = (principal.clone(), geography.clone());
    move |before, after| Places::of(before, after, &geography).may_at_both(&principal, Action::Review)
}

/// The store, to be taken along.
pub(super) fn own_store(state: &SharedState) -> Result<Store, Problem> {
    store_of(state).cloned()
}

fn not_theirs() -> Problem {
    Problem::new(ProblemCode::Forbidden, Message::new("Bạn chỉ được xem lần nhập này.", "You may only look at this import."))
}
