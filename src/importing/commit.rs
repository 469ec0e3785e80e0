//! What is written of a rehearsed file: sites at once, or proposals; in one transaction, with what was shown.
use std::sync::Arc;

use serde_json::Value;

use super::failure::ImportFailure;
use super::rehearsal_job::{RehearsalJob, Stage, office_corrections, understood};
use super::rehearsals::Rehearsals;
use super::rehearsed::{Rehearsed, Rights, office_key};
use crate::domain::{Batch, BatchOrigin, Import, ImportReach, ProposalState, SiteFacts, SiteId, Status};
use crate::geography::Geography;
use crate::ingest::rehearsal::{ImportSettings, RehearsedOutcome};
use crate::ingest::table::Corrections;
use crate::store::{Commit, ImportCommit, ImportContent, ImportVersion, NewProposal, SiteWrite, Store, StoreError};

/// How a commit is meant.
pub struct CommitWish {
    /// Who commits.
    pub actor: String,
    /// Which version of the import they saw.
    pub version: i64,
    /// How far the rows shall go; as far as the rights go everywhere where nothing is said.
    pub reach: Option<ImportReach>,
    /// Why.
    pub reason: Option<String>,
    /// Whether the office's wordings are remembered.
    pub remember: bool,
}

/// How often it is tried while others commit.
const ATTEMPTS: usize = 5;

/// A commit on its way, with everything that it needs should the inventory move meanwhile.
pub struct Committing {
    /// Where a rehearsal is worked out anew.
    pub rehearsals: Rehearsals,
    /// Where it is written.
    pub store: Store,
    /// The shapes in use.
    pub geography: Geography,
    /// What the sender may do.
    pub rights: Arc<Rights>,
    /// The import.
    pub import: Import,
    /// How it is meant.
    pub wish: CommitWish,
}

impl Committing {
    /// Writes what that rehearsal showed. Where the inventory moved since, or somebody else rehearsed it, it is rehearsed anew:
    /// what then does the same to each row is written, anything else is only shown.
    ///
    /// # Errors
    /// Where a row would do something else, nothing can be taken, the rights do not go so far, or the store refuses.
    pub async fn commit(&self, shown: &RehearsalJob) -> Result<(Commit, Import), ImportFailure> {
        let mut rehearsed = shown.rehearsed().ok_or(ImportFailure::NotRehearsed)?;
        let mut is_theirs = shown.actor() == self.wish.actor;
        for _ in 0..ATTEMPTS {
            if !is_theirs || self.store.revision().await? != rehearsed.revision {
                let again = self.anew().await?;
                if again.summary.digest != rehearsed.summary.digest {
                    return Err(ImportFailure::RehearsalMoved);
                }
                (rehearsed, is_theirs) = (again, true);
            }
            match commit_rehearsed(&self.store, &self.import, &rehearsed, &self.rights, &self.wish).await {
                Err(ImportFailure::Store(StoreError::RevisionMoved { .. })) => {}
                done => return done,
            }
        }
        Err(ImportFailure::Busy)
    }

    async fn anew(&self) -> Result<Arc<Rehearsed>, ImportFailure> {
        let Self { rehearsals, store, geography, rights, import, wish } = self;
        match rehearsals.begin(import, &wish.actor, store, geography, rights)?.ended().await {
            Stage::Done(rehearsed) => Ok(rehearsed),
            _ => Err(ImportFailure::NotRehearsed),
        }
    }
}

/// The changes of a file, with how far each may be taken.
struct Planned {
    changes: Vec<Change>,
    most: ImportReach,
}

/// A row that changes something.
struct Change {
    site: Option<SiteId>,
    before: Option<Box<SiteFacts>>,
    after: Box<SiteFacts>,
}

/// Writes what a rehearsal showed. Where the inventory moved since, the store says so and nothing is written.
///
/// # Errors
/// Where nothing can be taken, the rights do not go so far, or the store refuses.
pub async fn commit_rehearsed(
    store: &Store,
    import: &Import,
    rehearsed: &Arc<Rehearsed>,
    rights: &Arc<Rights>,
    wish: &CommitWish,
) -> Result<(Commit, Import), ImportFailure> {
    let (read, asked) = (Arc::clone(rehearsed), Arc::clone(rights));
    let planning = tokio::task::spawn_blocking(move || plan(&read, &asked));
    let Planned { changes, most } = planning.await.map_err(std::io::Error::other)??;
    let reach = wish.reach.unwrap_or(most);
    if reach > most {
        return Err(ImportFailure::TooFar { most });
    }
    let content = match state_of(reach) {
        None => ImportContent::Sites(changes.into_iter().map(write).collect()),
        Some(state) => ImportContent::Proposals { state, proposals: changes.into_iter().map(proposal).collect() },
    };
    let remember = match wish.remember {
        true => Some((office_key(import.office), wordings(store, import).await?)),
        false => None,
    };
    let batch = Batch {
        file_name: Some(import.file_name.clone()),
        file_sha256: Some(import.file_sha256.clone()),
        reason: wish.reason.clone(),
        ..Batch::new(BatchOrigin::Import, wish.actor.clone())
    };
    let seen = ImportVersion { id: import.id, version: wish.version, actor: wish.actor.clone(), comment: wish.reason.clone() };
    let commit = ImportCommit { seen, reach, report: rehearsed.report()?, remember, content };
    Ok(store.commit_import(&batch, rehearsed.revision, commit).await?)
}

/// The changes, read back from the disk. The rights are asked anew: they may have become other ones since.
fn plan(rehearsed: &Rehearsed, rights: &Rights) -> Result<Planned, ImportFailure> {
    let (mut changes, mut most, mut taken) = (Vec::new(), ImportReach::Published, 0_usize);
    for row in rehearsed.spool.rows() {
        let row = row?;
        taken += usize::from(row.outcome == RehearsedOutcome::Unchanged);
        if !matches!(row.outcome, RehearsedOutcome::Created | RehearsedOutcome::Changed) {
            continue;
        }
        let Some(after) = row.facts else { continue };
        let reach = (rights.reach)(row.before.as_deref(), &after).ok_or(ImportFailure::RehearsalMoved)?;
        most = most.min(reach);
        changes.push(Change { site: row.site, before: row.before, after });
    }
    if changes.is_empty() && taken == 0 {
        return Err(ImportFailure::NothingToCommit);
    }
    Ok(Planned { changes, most })
}

const fn state_of(reach: ImportReach) -> Option<ProposalState> {
    match reach {
        ImportReach::Draft => Some(ProposalState::Draft),
        ImportReach::InReview => Some(ProposalState::InReview),
        ImportReach::Published => None,
    }
}

fn write(change: Change) -> SiteWrite {
    let facts = made_public(*change.after);
    match change.site {
        Some(id) => SiteWrite::Update { id, facts },
        None => SiteWrite::Create(facts),
    }
}

fn proposal(change: Change) -> NewProposal {
    NewProposal { site: change.site, before: change.before, after: change.after }
}

/// What a file says of a new site is public once it is published, unless the file says that it is not.
pub(super) fn made_public(facts: SiteFacts) -> SiteFacts {
    match facts.status {
        Status::Draft | Status::InReview => SiteFacts { status: Status::Published, ..facts },
        Status::Published | Status::Closed | Status::Withdrawn => facts,
    }
}

/// What the office said before and says now of how its files are worded; what is said of single cells and of a whole file is
/// no wording.
async fn wordings(store: &Store, import: &Import) -> Result<Value, ImportFailure> {
    let mut office = office_corrections(store, import).await?;
    let said: ImportSettings = understood("the settings of an import", import.settings.clone())?;
    remember(&mut office, said.corrections);
    serde_json::to_value(office).map_err(|source| ImportFailure::Unintelligible { what: "the wordings of an office", source })
}

fn remember(office: &mut Corrections, said: Corrections) {
    office.meanings.extend(said.meanings);
    office.land_units_m2.extend(said.land_units_m2);
    office.decimal_marks.extend(said.decimal_marks);
    for (vocabulary, wordings) in said.wordings {
        office.wordings.entry(vocabulary).or_default().extend(wordings);
    }
}
