//! A reviewer accepts every proposal of an import that waits for review, at once: all become sites in one transaction, or none.
use std::collections::HashMap;

use super::commit::made_public;
use super::failure::ImportFailure;
use crate::domain::{
    Batch, BatchOrigin, Import, Proposal, ProposalState, Site, SiteFacts, SiteId, changed_fields, conflicting_fields, with_fields,
};
use crate::store::{Commit, ImportVersion, SiteWrite, Store, StoreError};

/// How often it is tried while others commit.
const ATTEMPTS: usize = 20;

/// Accepts every proposal of the import that waits for review; drafts are their author's until they are sent.
///
/// # Errors
/// Where the reviewer may not publish where one of the sites is, records moved in the same fields, or the store refuses.
pub async fn accept_all(
    store: &Store,
    import: &Import,
    seen: &ImportVersion,
    may_publish: &(dyn Fn(Option<&SiteFacts>, &SiteFacts) -> bool + Sync),
) -> Result<(Commit, Import), ImportFailure> {
    for attempt in 1.. {
        let inventory = store.load().await?;
        let sites: HashMap<SiteId, &Site> = inventory.sites.iter().map(|site| (site.id, site)).collect();
        let proposals = store.import_proposals(import.id).await?;
        let (mut accepted, mut conflicts) = (Vec::new(), Vec::new());
        for proposal in proposals.into_iter().filter(|proposal| proposal.state == ProposalState::InReview) {
            let current = match proposal.site {
                Some(site) => Some(&sites.get(&site).ok_or(StoreError::UnknownSite { site })?.facts),
                None => None,
            };
            let Some(facts) = wanted(&proposal, current) else {
                conflicts.push(proposal.id);
                continue;
            };
            if !may_publish(current, &facts) {
                return Err(ImportFailure::NotTheirs { name: facts.name });
            }
            let write = match proposal.site {
                Some(id) => SiteWrite::Update { id, facts },
                None => SiteWrite::Create(facts),
            };
            accepted.push((proposal.id, proposal.version, write));
        }
        if !conflicts.is_empty() {
            return Err(ImportFailure::Conflicts { proposals: conflicts });
        }
        if accepted.is_empty() {
            return Err(ImportFailure::NothingToCommit);
        }
        let reviewer = Some(seen.actor.clone()).filter(|actor| *actor != import.author);
        let batch = Batch {
            file_name: Some(import.file_name.clone()),
            file_sha256: Some(import.file_sha256.clone()),
            reason: import.reason.clone(),
            reviewer,
            ..Batch::new(BatchOrigin::Import, import.author.clone())
        };
        match store.accept_import(&batch, inventory.revision, seen.clone(), accepted).await {
            Err(StoreError::RevisionMoved { .. }) if attempt < ATTEMPTS => {}
            done => return Ok(done?),
        }
    }
    Err(ImportFailure::Busy)
}

/// The facts to publish, on top of what the record says now; `None` where it moved in a field that the proposal changes.
fn wanted(proposal: &Proposal, current: Option<&SiteFacts>) -> Option<SiteFacts> {
    let facts = match (&proposal.before, current) {
        (Some(before), Some(current)) => {
            if !conflicting_fields(before, &proposal.after, current).is_empty() {
                return None;
            }
            with_fields(current, &proposal.after, &changed_fields(before, &proposal.after))
        }
        _ => proposal.after.clone(),
    };
    Some(made_public(facts))
}
