//! Decides what a commit writes, from what is stored and what is asked; no I/O, the same for both databases.
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::commit::{Commit, SiteWrite};
use super::error::StoreError;
use crate::domain::{Operation, SiteFacts, SiteId, SiteKind, Status, Term, net_operation};

/// What is stored, as read under the write lock.
pub(super) struct Stored {
    /// The sites that the request names, as far as they exist.
    pub sites: HashMap<SiteId, SiteFacts>,
    /// The last number given to each kind.
    pub last_numbers: BTreeMap<SiteKind, u32>,
    /// Every vocabulary term.
    pub terms: Vec<Term>,
}

/// What a commit writes.
#[derive(Debug)]
pub(super) struct Plan {
    /// What happens to each changed site, in the order in which the request first names them.
    pub changes: Vec<PlannedChange>,
    /// Terms to add or to change, in order.
    pub terms: Vec<Term>,
    /// The last number of each kind that got new sites.
    pub last_numbers: BTreeMap<SiteKind, u32>,
    /// Named sites that stay as they were.
    pub unchanged: usize,
    /// The site that each write names, in order.
    pub named: Vec<SiteId>,
}

/// What happens to one site.
#[derive(Debug)]
pub(super) struct PlannedChange {
    pub site: SiteId,
    pub operation: Operation,
    pub before: Option<SiteFacts>,
    pub after: SiteFacts,
}

/// A site the request names: what it was and what the writes so far made of it.
struct Draft {
    before: Option<SiteFacts>,
    after: SiteFacts,
}

/// The sites whose stored facts a plan needs: those to change, and those said to run others.
pub(super) fn named_sites(writes: &[SiteWrite]) -> BTreeSet<SiteId> {
    let named = |write: &SiteWrite| match write {
        SiteWrite::Create(facts) => [None, facts.operator_id],
        SiteWrite::Update { id, facts } => [Some(*id), facts.operator_id],
        SiteWrite::Close { id } => [Some(*id), None],
    };
    writes.iter().flat_map(named).flatten().collect()
}

impl Plan {
    /// Works out what is asked. Several writes to one site are done in order and make one change.
    pub fn new(writes: Vec<SiteWrite>, vocabulary: Vec<Term>, mut stored: Stored) -> Result<Self, StoreError> {
        let terms = changed_terms(&stored.terms, vocabulary);
        let (mut order, mut named) = (Vec::with_capacity(writes.len()), Vec::with_capacity(writes.len()));
        let mut drafts: HashMap<SiteId, Draft> = HashMap::with_capacity(writes.len());
        let mut numbers = BTreeMap::new();
        let mut operators = BTreeSet::new();
        for write in writes {
            let (site, after) = match write {
                SiteWrite::Create(facts) => {
                    let site = next_id(facts.kind, &mut stored.last_numbers)?;
                    numbers.insert(facts.kind, site.number());
                    operators.extend(facts.operator_id);
                    order.push(site);
                    named.push(site);
                    drafts.insert(site, Draft { before: None, after: facts });
                    continue;
                }
                SiteWrite::Update { id, facts } => {
                    operators.extend(facts.operator_id);
                    (id, Some(facts))
                }
                SiteWrite::Close { id } => (id, None),
            };
            named.push(site);
            let draft = match drafts.entry(site) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let before = stored.sites.get(&site).ok_or(StoreError::UnknownSite { site })?;
                    order.push(site);
                    new.insert(Draft { before: Some(before.clone()), after: before.clone() })
                }
            };
            match after {
                Some(facts) => draft.after = facts,
                None => draft.after.status = Status::Closed,
            }
        }
        if let Some(operator) = operators.into_iter().find(|id| !stored.sites.contains_key(id) && !drafts.contains_key(id)) {
            return Err(StoreError::UnknownOperator { operator });
        }
        let count = order.len();
        let changes: Vec<_> = order.into_iter().filter_map(|site| drafts.remove(&site)?.into_change(site)).collect();
        Ok(Self { unchanged: count - changes.len(), changes, terms, last_numbers: numbers, named })
    }

    /// One change to a site that was worked out already: what an erasure leaves of it, which may be as it was.
    pub fn erasing(site: SiteId, before: SiteFacts, after: SiteFacts) -> Self {
        let change = PlannedChange { site, operation: Operation::Update, before: Some(before), after };
        Self { changes: vec![change], terms: Vec::new(), last_numbers: BTreeMap::new(), unchanged: 0, named: vec![site] }
    }

    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.terms.is_empty()
    }

    /// What the caller is told once this is written as that revision and batch.
    pub fn outcome(&self, revision: i64, batch_id: Option<i64>) -> Commit {
        let sites =
            |operation| self.changes.iter().filter(|change| change.operation == operation).map(|change| change.site).collect();
        Commit {
            revision,
            batch_id,
            created: sites(Operation::Create),
            updated: sites(Operation::Update),
            closed: sites(Operation::Close),
            withdrawn: sites(Operation::Withdraw),
            unchanged: self.unchanged,
            terms: self.terms.len(),
            boundaries: 0,
        }
    }
}

impl Draft {
    /// The change, or `None` where the facts are as they were.
    fn into_change(self, site: SiteId) -> Option<PlannedChange> {
        let operation = net_operation(self.before.as_ref(), &self.after)?;
        Some(PlannedChange { site, operation, before: self.before, after: self.after })
    }
}

fn next_id(kind: SiteKind, last_numbers: &mut BTreeMap<SiteKind, u32>) -> Result<SiteId, StoreError> {
    let last = last_numbers.entry(kind).or_default();
    *last = last.checked_add(1).ok_or(StoreError::NumbersUsedUp { kind: kind.code() })?;
    Ok(SiteId::new(kind, *last))
}

/// The given terms that are new or differ from the stored ones; of several with one code the last counts.
fn changed_terms(stored: &[Term], given: Vec<Term>) -> Vec<Term> {
    let mut latest: Vec<Term> = Vec::with_capacity(given.len());
    for term in given {
        match latest.iter_mut().find(|known| known.vocabulary == term.vocabulary && known.code == term.code) {
            Some(known) => *known = term,
            None => latest.push(term),
        }
    }
    latest.retain(|term| !stored.contains(term));
    latest
}
