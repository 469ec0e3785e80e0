//! Taking an import back: sites that it made are withdrawn, sites that it changed become what they were, and what somebody
//! edited since stays unless it is named.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::failure::ImportFailure;
use crate::domain::{
    Batch, BatchOrigin, Change, Import, Operation, Site, SiteFacts, SiteField, SiteId, SitePrivacy, Status, changed_fields,
};
use crate::store::{Commit, ImportVersion, ImportedChange, SiteWrite, Store, StoreError};

/// How often it is tried while others commit.
const ATTEMPTS: usize = 20;

/// What undo does to a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UndoEffect {
    /// It is taken out of the inventory.
    Withdraw,
    /// It becomes what it was.
    Revert,
    /// It stays as it is, although the import wrote it.
    Keep,
    /// It is so already.
    Nothing,
}

impl UndoEffect {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdraw => "withdraw",
            Self::Revert => "revert",
            Self::Keep => "keep",
            Self::Nothing => "nothing",
        }
    }
}

/// Why undo leaves a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoReason {
    /// Somebody edited it since.
    Edited,
    /// Other records name it as their operator.
    Operator,
    /// It was taken back before.
    Already,
}

impl UndoReason {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Operator => "operator",
            Self::Already => "already",
        }
    }
}

/// A change that somebody made since.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoEdit {
    /// The revision that it made.
    pub revision: i64,
    /// Who made it.
    pub author: String,
    /// When.
    pub changed_at: Timestamp,
    /// What it changed.
    pub fields: Vec<SiteField>,
}

/// What undo does to one site.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoSite {
    /// The site.
    pub site: SiteId,
    /// Its name now.
    pub name: String,
    /// What the import did to it.
    pub operation: Operation,
    /// What undo does.
    pub effect: UndoEffect,
    /// Why it is left.
    pub reason: Option<UndoReason>,
    /// What was changed since, where something was.
    pub edits: Vec<UndoEdit>,
    now: SiteFacts,
    then: SiteFacts,
}

/// What undo would do.
#[derive(Clone, Debug, PartialEq)]
pub struct UndoPlan {
    /// Each site that the import wrote.
    pub sites: Vec<UndoSite>,
    /// The open proposals that are given up, with the versions they have.
    pub abandon: Vec<(i64, i64)>,
    revision: i64,
}

impl UndoPlan {
    /// How many sites it does this to.
    pub fn count(&self, effect: UndoEffect) -> usize {
        self.sites.iter().filter(|site| site.effect == effect).count()
    }

    fn writes(&self) -> impl Iterator<Item = (&SiteFacts, SiteWrite)> {
        let written = self.sites.iter().filter(|site| matches!(site.effect, UndoEffect::Withdraw | UndoEffect::Revert));
        written.map(|site| (&site.now, SiteWrite::Update { id: site.site, facts: site.then.clone() }))
    }
}

/// Finds what undo would do. Sites named in `revert` go back although somebody edited them since.
///
/// # Errors
/// Where `revert` names a site that the import did not write, or the store fails.
pub async fn plan_undo(store: &Store, import: &Import, revert: &BTreeSet<SiteId>) -> Result<UndoPlan, ImportFailure> {
    let inventory = store.load().await?;
    let changes = store.import_changes(import.id).await?;
    if let Some(site) = revert.iter().find(|site| !changes.iter().any(|change| change.site == **site)) {
        return Err(ImportFailure::NotOfThisImport { site: *site });
    }
    let own: BTreeSet<i64> = store.import_batches(import.id).await?.iter().map(|batch| batch.id).collect();
    let mut edits = HashMap::new();
    for change in changes.iter().filter(|change| change.edited_since) {
        edits.insert(change.site, edits_since(&store.history(change.site).await?, change.revision, &own));
    }
    let sites = decide(changes, &inventory.sites, revert, edits);
    let proposals = store.import_proposals(import.id).await?;
    let open = proposals.iter().filter(|proposal| proposal.state.is_open());
    let abandon = open.map(|proposal| (proposal.id, proposal.version)).collect();
    Ok(UndoPlan { sites, abandon, revision: inventory.revision })
}

/// Takes the import back, in one transaction.
///
/// # Errors
/// Where the actor may not write where one of the sites is or was, or the store refuses.
pub async fn undo(
    store: &Store,
    import: &Import,
    seen: &ImportVersion,
    revert: &BTreeSet<SiteId>,
    may_write: &(dyn Fn(Option<&SiteFacts>, &SiteFacts) -> bool + Sync),
) -> Result<(Commit, Import), ImportFailure> {
    for attempt in 1.. {
        let plan = plan_undo(store, import, revert).await?;
        let mut writes = Vec::new();
        for (now, write) in plan.writes() {
            if let SiteWrite::Update { facts, .. } = &write
                && !may_write(Some(now), facts)
            {
                return Err(ImportFailure::NotTheirs { name: now.name.clone() });
            }
            writes.push(write);
        }
        let batch = Batch {
            file_name: Some(import.file_name.clone()),
            file_sha256: Some(import.file_sha256.clone()),
            reason: seen.comment.clone(),
            ..Batch::new(BatchOrigin::Undo, seen.actor.clone())
        };
        match store.undo_import(&batch, plan.revision, seen.clone(), writes, plan.abandon).await {
            Err(StoreError::RevisionMoved { .. }) if attempt < ATTEMPTS => {}
            done => return Ok(done?),
        }
    }
    Err(ImportFailure::Busy)
}

/// Whether the site is not yet what it was before the import.
fn is_left_to_undo(change: &ImportedChange) -> bool {
    let is_as_before = match &change.before {
        None => change.now.status == Status::Withdrawn,
        Some(before) => *before == change.now,
    };
    !is_as_before && (change.edited_since || !change.undone)
}

/// What others did to the site since.
fn edits_since(history: &[Change], revision: i64, own: &BTreeSet<i64>) -> Vec<UndoEdit> {
    let since = history.iter().filter(|change| change.revision > revision && !own.contains(&change.batch));
    let edit = |change: &Change| UndoEdit {
        revision: change.revision,
        author: change.author.clone(),
        changed_at: change.changed_at,
        fields: change.before.as_ref().map_or_else(Vec::new, |before| changed_fields(before, &change.after)),
    };
    since.map(edit).collect()
}

fn decide(
    changes: Vec<ImportedChange>,
    inventory: &[Site],
    revert: &BTreeSet<SiteId>,
    mut edits: HashMap<SiteId, Vec<UndoEdit>>,
) -> Vec<UndoSite> {
    let mut sites: BTreeMap<SiteId, UndoSite> = changes
        .into_iter()
        .map(|change| {
            let is_new = change.before.is_none();
            let (effect, reason) = if !is_left_to_undo(&change) {
                (UndoEffect::Nothing, Some(UndoReason::Already))
            } else if change.edited_since && !revert.contains(&change.site) {
                (UndoEffect::Keep, Some(UndoReason::Edited))
            } else {
                (if is_new { UndoEffect::Withdraw } else { UndoEffect::Revert }, None)
            };
            // What people agree to is theirs to say, not an import's.
            let consents = change.now.privacy.consents.clone();
            let then = match change.before {
                None => SiteFacts { status: Status::Withdrawn, ..change.now.clone() },
                Some(before) => SiteFacts { privacy: SitePrivacy { consents, ..before.privacy.clone() }, ..before },
            };
            let edits = edits.remove(&change.site).unwrap_or_default();
            let (site, operation, name) = (change.site, change.operation, change.now.name.clone());
            (site, UndoSite { site, name, operation, effect, reason, edits, now: change.now, then })
        })
        .collect();
    // A site that stays keeps the one that it names as its operator.
    loop {
        let held = held_by_others(&sites, inventory);
        for site in sites.values_mut().filter(|site| held.contains(&site.site)) {
            (site.effect, site.reason) = (UndoEffect::Keep, Some(UndoReason::Operator));
        }
        if held.is_empty() {
            return sites.into_values().collect();
        }
    }
}

/// The sites that would be withdrawn although records that stay would name them as their operator.
fn held_by_others(sites: &BTreeMap<SiteId, UndoSite>, inventory: &[Site]) -> BTreeSet<SiteId> {
    let is_withdrawn = |id: &SiteId| sites.get(id).is_some_and(|site| site.effect == UndoEffect::Withdraw);
    let named = inventory.iter().filter_map(|site| {
        let facts = match sites.get(&site.id) {
            Some(UndoSite { effect: UndoEffect::Withdraw | UndoEffect::Revert, then, .. }) => then,
            _ => &site.facts,
        };
        facts.operator_id.filter(|_| facts.status != Status::Withdrawn)
    });
    named.filter(is_withdrawn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Address, Placement, Sector, SiteKind};

    fn facts(name: &str, operator: Option<&str>) -> SiteFacts {
        SiteFacts {
            kind: SiteKind::Model,
            name: name.to_owned(),
            sector: Sector::Crop,
            subsector: None,
            technologies: Vec::new(),
            certifications: Vec::new(),
            area_ha: None,
            herd_size: None,
            members: None,
            established_year: None,
            revenue_vnd_per_year: None,
            status: Status::Published,
            address: Address::default(),
            placement: Placement::default(),
            operator_id: operator.map(|id| id.parse().unwrap()),
            abstract_text: None,
            sources: Vec::new(),
            confidence: None,
            verified_on: None,
            privacy: SitePrivacy::default(),
        }
    }

    fn change(site: &str, before: Option<SiteFacts>, now: &SiteFacts, edited_since: bool) -> ImportedChange {
        let operation = if before.is_none() { Operation::Create } else { Operation::Update };
        ImportedChange {
            site: site.parse().unwrap(),
            operation,
            revision: 2,
            before,
            after: now.clone(),
            now: now.clone(),
            now_revision: 2,
            edited_since,
            undone: false,
        }
    }

    fn recorded(sites: &[(&str, &SiteFacts)]) -> Vec<Site> {
        let site = |(id, facts): &(&str, &SiteFacts)| Site {
            id: id.parse().unwrap(),
            facts: (*facts).clone(),
            updated_at: Timestamp::UNIX_EPOCH,
        };
        sites.iter().map(site).collect()
    }

    fn effects(sites: &[UndoSite]) -> Vec<(String, UndoEffect, Option<UndoReason>)> {
        sites.iter().map(|site| (site.site.to_string(), site.effect, site.reason)).collect()
    }

    #[test]
    fn what_nobody_touched_goes_back_and_what_somebody_edited_stays_unless_it_is_named() {
        let (old, new, touched) = (facts("Cũ", None), facts("Mới", None), facts("Đã sửa", None));
        let changes = || {
            vec![
                change("m-00001", Some(old.clone()), &new, false),
                change("m-00002", None, &new, false),
                change("m-00003", None, &touched, true),
                change("m-00004", Some(old.clone()), &old, false),
            ]
        };
        let sites = decide(changes(), &[], &BTreeSet::new(), HashMap::new());
        let expected = [
            ("m-00001".to_owned(), UndoEffect::Revert, None),
            ("m-00002".to_owned(), UndoEffect::Withdraw, None),
            ("m-00003".to_owned(), UndoEffect::Keep, Some(UndoReason::Edited)),
            ("m-00004".to_owned(), UndoEffect::Nothing, Some(UndoReason::Already)),
        ];
        assert_eq!(effects(&sites), expected);
        assert_eq!((&sites[0].then, sites[1].then.status), (&old, Status::Withdrawn));
        let named = decide(changes(), &[], &BTreeSet::from(["m-00003".parse().unwrap()]), HashMap::new());
        assert_eq!(named[2].effect, UndoEffect::Withdraw);
    }

    #[test]
    fn an_operator_stays_as_long_as_a_record_that_stays_names_it() {
        let (operator, farm, edited) = (facts("HTX", None), facts("Vườn", Some("c-00001")), facts("Ao", Some("c-00002")));
        let changes = vec![
            change("m-00001", None, &farm, false),
            change("m-00002", None, &edited, true),
            change("c-00001", None, &operator, false),
            change("c-00002", None, &operator, false),
        ];
        let inventory = recorded(&[("m-00001", &farm), ("m-00002", &edited), ("c-00001", &operator), ("c-00002", &operator)]);
        let sites = decide(changes, &inventory, &BTreeSet::new(), HashMap::new());
        let of = |id: &str| sites.iter().find(|site| site.site == id.parse().unwrap()).unwrap();
        // The farm goes with its operator; the pond that somebody edited keeps its own.
        assert_eq!((of("m-00001").effect, of("c-00001").effect), (UndoEffect::Withdraw, UndoEffect::Withdraw));
        assert_eq!((of("m-00002").effect, of("c-00002").effect), (UndoEffect::Keep, UndoEffect::Keep));
        assert_eq!(of("c-00002").reason, Some(UndoReason::Operator));
    }

    #[test]
    fn a_consent_is_not_taken_back_with_a_file() {
        let before = facts("Hộ", None);
        let mut now = facts("Hộ khác", None);
        now.privacy.consents.insert(crate::domain::ConsentPurpose::Name);
        let sites = decide(vec![change("m-00001", Some(before), &now, false)], &[], &BTreeSet::new(), HashMap::new());
        assert_eq!((sites[0].then.name.as_str(), &sites[0].then.privacy.consents), ("Hộ", &now.privacy.consents));
    }
}
