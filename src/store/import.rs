//! Imports as the store takes and gives them: a file that begins one, a step of one, and what its commits carry.
use std::path::PathBuf;

use serde_json::Value;
use sqlx::types::Json;

use super::clock;
use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Import, ImportReach, ImportState, ImportStep, Operation, RegionId, SiteFacts, SiteId, net_operation};

/// The office of those who keep the whole country.
pub(super) const WHOLE_COUNTRY: &str = "vn";

/// A file that somebody brought.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// Who brings it.
    pub author: String,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file in hexadecimal, small letters.
    pub file_sha256: String,
    /// Where the file lies.
    pub file: PathBuf,
    /// The unit that the author keeps; `None` for the whole country.
    pub office: Option<RegionId>,
    /// What is known of the file already; an object.
    pub settings: Value,
}

/// The version of an import that somebody saw who takes its next step.
#[derive(Clone, Debug)]
pub struct ImportVersion {
    /// The import.
    pub id: i64,
    /// The version.
    pub version: i64,
    /// Who takes the step.
    pub actor: String,
    /// What they say.
    pub comment: Option<String>,
}

/// A step of an import that writes nothing to the inventory.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportChange {
    /// Says something else of an open one; an object.
    Settings(Value),
    /// Lets these colleagues, and no others, see and change it.
    Share(Vec<String>),
    /// Gives an open one up.
    Discard,
}

/// A proposal that a commit begins. Where the author has one open for the site already, that one is rewritten and becomes
/// one of the import.
#[derive(Clone, Debug)]
pub struct NewProposal {
    /// The site it would change; `None` for a new one.
    pub site: Option<SiteId>,
    /// The facts the author saw.
    pub before: Option<Box<SiteFacts>>,
    /// The facts the author wants.
    pub after: Box<SiteFacts>,
}

/// What an import made of a site, over all of its commits but those that took it back.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedChange {
    /// The site.
    pub site: SiteId,
    /// What all of them together did.
    pub operation: Operation,
    /// The revision of the last of them.
    pub revision: i64,
    /// The facts before the first; `None` where the import recorded the site.
    pub before: Option<SiteFacts>,
    /// The facts after the last.
    pub after: SiteFacts,
    /// The facts now.
    pub now: SiteFacts,
    /// The revision of the last change to the site, whoever made it.
    pub now_revision: i64,
    /// Whether anything that is not of this import changed the site after the first of them.
    pub edited_since: bool,
    /// Whether the import's undo changed the site after the last of them.
    pub undone: bool,
}

/// The step of an import that a commit takes along.
#[derive(Clone, Debug)]
pub(super) struct ImportWork {
    pub seen: ImportVersion,
    pub taken: ImportTaken,
}

/// What becomes of an import by a step.
#[derive(Clone, Debug)]
pub(super) enum ImportTaken {
    Change(ImportChange),
    Commit {
        reach: ImportReach,
        report: Value,
        reason: Option<String>,
        remember: Option<(String, Value)>,
    },
    Accept,
    Undo,
    /// Its file was let go.
    Forget,
}

/// The columns of `import`, with the length of its file.
#[derive(sqlx::FromRow)]
pub(super) struct ImportRow {
    pub id: i64,
    pub version: i64,
    pub state: String,
    pub author: String,
    pub file_name: String,
    pub file_sha256: String,
    pub file_bytes: i64,
    pub office: Option<String>,
    pub shared_with: Json<Vec<String>>,
    pub settings: Json<Value>,
    pub report: Option<Json<Value>>,
    pub reach: Option<String>,
    pub reason: Option<String>,
    pub created_at: String,
    pub changed_at: String,
    pub actor: String,
}

impl ImportRow {
    /// The row of a new one.
    pub fn new(new: NewImport, id: i64, file_bytes: i64) -> Self {
        let now = clock::to_text(clock::now());
        Self {
            id,
            version: 1,
            state: ImportState::Open.to_string(),
            actor: new.author.clone(),
            author: new.author,
            file_name: new.file_name,
            file_sha256: new.file_sha256,
            file_bytes,
            office: new.office.map(|office| office.to_string()),
            shared_with: Json(Vec::new()),
            settings: Json(new.settings),
            report: None,
            reach: None,
            reason: None,
            created_at: now.clone(),
            changed_at: now,
        }
    }

    /// The row once a step is taken from the version that was seen.
    pub fn step(&mut self, seen: &ImportVersion, taken: ImportTaken) -> Result<(), StoreError> {
        let from: ImportState = read("import", "state", &self.state)?;
        if self.version != seen.version {
            return Err(StoreError::ImportMoved { id: self.id, expected: seen.version, found: self.version });
        }
        let (needs, state) = match &taken {
            ImportTaken::Change(ImportChange::Settings(_)) => (Some(ImportState::Open), from),
            ImportTaken::Change(ImportChange::Share(_)) | ImportTaken::Forget => (None, from),
            ImportTaken::Change(ImportChange::Discard) => (Some(ImportState::Open), ImportState::Discarded),
            ImportTaken::Commit { .. } => (Some(ImportState::Open), ImportState::Committed),
            ImportTaken::Accept => (Some(ImportState::Committed), from),
            ImportTaken::Undo => (None, ImportState::Undone),
        };
        if needs.is_some_and(|needed| needed != from) || !from.may_become(state) {
            return Err(StoreError::ImportDecided { id: self.id, state: from });
        }
        match taken {
            ImportTaken::Change(ImportChange::Settings(settings)) => self.settings = Json(settings),
            ImportTaken::Change(ImportChange::Share(names)) => self.shared_with = Json(names),
            ImportTaken::Commit { reach, report, reason, remember: _ } => {
                (self.reach, self.report, self.reason) = (Some(reach.to_string()), Some(Json(report)), reason);
            }
            ImportTaken::Change(ImportChange::Discard) | ImportTaken::Accept | ImportTaken::Undo | ImportTaken::Forget => {}
        }
        (self.version, self.state, self.actor) = (self.version + 1, state.to_string(), seen.actor.clone());
        // Times of one form sort as text; a clock that was set back does not take the account backwards.
        self.changed_at = std::mem::take(&mut self.changed_at).max(clock::to_text(clock::now()));
        Ok(())
    }
}

impl TryFrom<ImportRow> for Import {
    type Error = StoreError;

    fn try_from(row: ImportRow) -> Result<Self, StoreError> {
        let name = format!("import {}", row.id);
        Ok(Self {
            id: row.id,
            version: row.version,
            state: read(&name, "state", &row.state)?,
            author: row.author,
            file_name: row.file_name,
            file_sha256: row.file_sha256,
            file_bytes: u64::try_from(row.file_bytes).unwrap_or_default(),
            office: row.office.map(|office| read(&name, "office", &office)).transpose()?,
            shared_with: row.shared_with.0,
            settings: row.settings.0,
            report: row.report.map(|report| report.0),
            reach: row.reach.map(|reach| read(&name, "reach", &reach)).transpose()?,
            reason: row.reason,
            created_at: read(&name, "created_at", &row.created_at)?,
            changed_at: read(&name, "changed_at", &row.changed_at)?,
            actor: row.actor,
        })
    }
}

/// The columns of `import_step` that are read.
#[derive(sqlx::FromRow)]
pub(super) struct ImportStepRow {
    pub version: i64,
    state: String,
    actor: String,
    taken_at: String,
    pub comment: Option<String>,
}

impl TryFrom<ImportStepRow> for ImportStep {
    type Error = StoreError;

    fn try_from(row: ImportStepRow) -> Result<Self, StoreError> {
        Ok(Self {
            version: row.version,
            state: read("import_step", "state", &row.state)?,
            actor: row.actor,
            taken_at: read("import_step", "taken_at", &row.taken_at)?,
            comment: row.comment,
        })
    }
}

/// What the history says of a site that an import touched.
#[derive(sqlx::FromRow)]
pub(super) struct ImportedChangeRow {
    site_id: String,
    operation: String,
    revision: i64,
    facts_before: Option<Json<SiteFacts>>,
    facts_after: Json<SiteFacts>,
    facts_now: Json<SiteFacts>,
    revision_now: i64,
    is_edited: i64,
    is_undone: i64,
}

impl TryFrom<ImportedChangeRow> for ImportedChange {
    type Error = StoreError;

    fn try_from(row: ImportedChangeRow) -> Result<Self, StoreError> {
        let (before, after) = (row.facts_before.map(|facts| facts.0), row.facts_after.0);
        // Where its commits come to nothing, what the last of them did.
        let last = read("site_history", "operation", &row.operation)?;
        Ok(Self {
            site: read("site_history", "site_id", &row.site_id)?,
            operation: net_operation(before.as_ref(), &after).unwrap_or(last),
            revision: row.revision,
            before,
            after,
            now: row.facts_now.0,
            now_revision: row.revision_now,
            edited_since: row.is_edited != 0,
            undone: row.is_undone != 0,
        })
    }
}
