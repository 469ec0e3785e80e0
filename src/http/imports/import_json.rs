//! An import as its people read it: brief in a list, in full with progress, summary, settings and what may be done.
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::import_problem::import_problem;
use super::settings_json::settings_json;
use super::standing::Standing;
use super::summary_json::{meanings, summary_json};
use crate::access::Principal;
use crate::domain::{Import, ImportReach, ImportState, ImportStep, Language, Proposal, ProposalState};
use crate::http::editing::{store_of, store_problem};
use crate::http::problem::Problem;
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::importing::{ImportFailure, RehearsalJob, Stage, format_code};
use crate::ingest::rehearsal::{ImportSettings, ReachCounts, RehearsalSummary};
use crate::store::RecordedBatch;

/// What a rehearsal came to, from the one at hand or from the commit.
pub(super) struct Told {
    pub(super) summary: RehearsalSummary,
    pub(super) revision: i64,
    format: Value,
}

/// The import as a line of a list.
pub(super) fn import_brief(import: &Import) -> Map<String, Value> {
    let format = import.report.as_ref().and_then(|report| report.get("format")).cloned().unwrap_or_default();
    let told = json!({
        "id": import.id,
        "version": import.version,
        "state": import.state,
        "author": import.author,
        "actor": import.actor,
        "created_at": import.created_at,
        "changed_at": import.changed_at,
        "file": {"name": import.file_name, "bytes": import.file_bytes, "sha256": import.file_sha256, "format": format},
        "office": import.office,
        "shared_with": import.shared_with,
        "reach": import.reach,
        "reason": import.reason,
    });
    match told {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The whole import.
pub(super) async fn import_in_full(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    standing: &Standing,
) -> Result<Value, Problem> {
    let (store, import, language) = (store_of(state)?, &standing.import, asked.language);
    let job = state.imports.rehearsals.at_hand(import);
    // Before the summary: what is told to be done has one.
    let progress = progress_json(import, job.as_deref(), language);
    let told = told_of(import, job.as_deref())?;
    let settings: ImportSettings = serde_json::from_value(import.settings.clone()).map_err(Problem::internal)?;
    let batches = store.import_batches(import.id).await.map_err(store_problem)?;
    let steps = store.import_steps(import.id).await.map_err(store_problem)?;
    let proposals = match import.reach {
        Some(ImportReach::Draft | ImportReach::InReview) => store.import_proposals(import.id).await.map_err(store_problem)?,
        Some(ImportReach::Published) | None => Vec::new(),
    };
    let mut body = import_brief(import);
    if let (Some(Value::Object(file)), Some(told)) = (body.get_mut("file"), &told) {
        file.insert("format".to_owned(), told.format.clone());
    }
    let may = may(principal, standing, told.as_ref(), &proposals, &batches);
    let summary = told.as_ref().map(|told| summary_json(&told.summary, told.revision, language));
    let more = json!({
        "progress": progress,
        "summary": summary,
        "settings": settings_json(&settings),
        "meanings": meanings(language),
        "may": may,
        "batches": batches.iter().map(batch_json).collect::<Vec<_>>(),
        "proposals": proposal_counts(&proposals),
        "steps": steps.iter().map(step_json).collect::<Vec<_>>(),
    });
    if let Value::Object(more) = more {
        body.extend(more);
    }
    Ok(Value::Object(body))
}

/// What the rehearsal at hand came to; of what was committed, what it came to then.
pub(super) fn told_of(import: &Import, job: Option<&RehearsalJob>) -> Result<Option<Told>, Problem> {
    if let Some(report) = import.report.as_ref().filter(|_| import.state != ImportState::Open) {
        let part = |name: &str| report.get(name).cloned().unwrap_or_default();
        let unintelligible = |source| import_problem(ImportFailure::Unintelligible { what: "the report of an import", source });
        let summary = serde_json::from_value(part("summary")).map_err(unintelligible)?;
        return Ok(Some(Told { summary, revision: part("revision").as_i64().unwrap_or_default(), format: part("format") }));
    }
    let rehearsed = job.and_then(RehearsalJob::rehearsed);
    Ok(rehearsed.map(|done| Told {
        summary: done.summary.clone(),
        revision: done.revision,
        format: json!(format_code(done.format)),
    }))
}

/// How far the reading of its file has come.
pub(super) fn progress_json(import: &Import, job: Option<&RehearsalJob>, language: Language) -> Value {
    let (rows_done, rows_total) = job.map_or((0, None), RehearsalJob::told);
    let stage = job.map(RehearsalJob::stage);
    let (stage, problem) = match &stage {
        Some(Stage::Queued) => ("queued", None),
        Some(Stage::Reading) => ("reading", None),
        Some(Stage::Done(_)) => ("done", None),
        Some(Stage::Failed(failure)) => ("failed", Some(failure.message())),
        Some(Stage::Cancelled) => ("cancelled", None),
        None => match import.state {
            ImportState::Open => ("queued", None),
            ImportState::Committed | ImportState::Undone => ("done", None),
            ImportState::Discarded => ("cancelled", None),
        },
    };
    let problem = problem.as_ref().map(|message| message.in_language(language));
    json!({"stage": stage, "rows_done": rows_done, "rows_total": rows_total, "problem": problem})
}

/// How far all rows that write something may be taken together.
pub(super) fn most_reach(counts: &ReachCounts) -> ImportReach {
    match counts {
        ReachCounts { draft: 1.., .. } => ImportReach::Draft,
        ReachCounts { in_review: 1.., .. } => ImportReach::InReview,
        _ => ImportReach::Published,
    }
}

fn may(
    principal: &Principal,
    standing: &Standing,
    told: Option<&Told>,
    proposals: &[Proposal],
    batches: &[RecordedBatch],
) -> Vec<&'static str> {
    let state = standing.import.state;
    let (is_open, is_decided) = (state == ImportState::Open, matches!(state, ImportState::Committed | ImportState::Undone));
    let waits = proposals.iter().any(|proposal| proposal.state.is_open());
    let is_in_review = |proposal: &Proposal| proposal.state == ProposalState::InReview;
    let reviews = standing.reviews_all(principal);
    let takes = |told: &&Told| told.summary.counts.created + told.summary.counts.changed + told.summary.counts.unchanged > 0;
    let most = told.filter(takes).filter(|_| is_open && standing.is_writer).map(|told| most_reach(&told.summary.by_reach));
    let goes = |reach: ImportReach| most.is_some_and(|most| reach <= most);
    let undoes = if batches.is_empty() { standing.is_writer || reviews } else { reviews };
    let all = [
        ("change", is_open && standing.is_writer),
        ("share", is_open && standing.is_owner),
        ("discard", is_open && standing.is_owner),
        ("commit_draft", goes(ImportReach::Draft)),
        ("commit_in_review", goes(ImportReach::InReview)),
        ("commit_published", goes(ImportReach::Published)),
        ("accept", state == ImportState::Committed && proposals.iter().any(is_in_review) && reviews),
        ("undo", is_decided && undoes && (waits || !batches.is_empty())),
    ];
    all.into_iter().filter(|(_, allowed)| *allowed).map(|(name, _)| name).collect()
}

fn batch_json(recorded: &RecordedBatch) -> Value {
    json!({
        "id": recorded.id,
        "revision": recorded.revision,
        "origin": recorded.batch.origin,
        "author": recorded.batch.author,
        "reviewer": recorded.batch.reviewer,
        "recorded_at": recorded.recorded_at,
        "created": recorded.created,
        "updated": recorded.updated,
        "closed": recorded.closed,
        "withdrawn": recorded.withdrawn,
    })
}

fn step_json(step: &ImportStep) -> Value {
    json!({
        "version": step.version,
        "state": step.state,
        "actor": step.actor,
        "taken_at": step.taken_at,
        "comment": step.comment,
    })
}

fn proposal_counts(proposals: &[Proposal]) -> Value {
    let count = |wanted: &dyn Fn(ProposalState) -> bool| proposals.iter().filter(|proposal| wanted(proposal.state)).count();
    json!({
        "open": count(&ProposalState::is_open),
        "accepted": count(&|state| state == ProposalState::Accepted),
        "abandoned": count(&|state| state == ProposalState::Abandoned),
    })
}

/// The rehearsal of an import, begun anew where none is at hand. Where too many wait, it is begun when next asked for.
pub(super) fn ensured(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    standing: &Standing,
) -> Result<Option<Arc<RehearsalJob>>, Problem> {
    if standing.import.state == ImportState::Discarded {
        return Ok(None);
    }
    let (store, geography) = (store_of(state)?, asked.snapshot.geography());
    let rights = super::standing::rights_of(principal, geography);
    match state.imports.rehearsals.ensure(&standing.import, &standing.actor, store, geography, &rights) {
        Ok(job) => Ok(Some(job)),
        Err(ImportFailure::Busy) => Ok(None),
        Err(failure) => Err(import_problem(failure)),
    }
}
