//! Refuses, before anything is written, what the two databases would store differently or not at all.
use super::commit::{Along, Request, SiteWrite};
use super::contact::{ConsentWrite, ContactWrite};
use super::error::StoreError;
use super::import::{ImportChange, ImportTaken, ImportVersion, ImportWork, NewImport};
use super::proposal::ProposalWrite;
use crate::domain::{Batch, ContactValues, SiteFacts};
use serde_json::Value;

/// PostgreSQL has no NUL in its texts, and functions of SQLite stop at it.
const HAS_NUL: &str = "contains the character NUL";
/// JSON has no such number, so the history would lose it.
const NOT_FINITE: &str = "is not a finite number";

/// Refuses the request at its first inadmissible value.
pub(super) fn admit(request: &Request<'_>) -> Result<(), StoreError> {
    admit_batch(request.batch)?;
    for term in &request.vocabulary {
        admit_texts(
            &term.code,
            [("code", Some(&term.code)), ("label_vi", Some(&term.label_vi)), ("label_en", Some(&term.label_en))],
        )?;
    }
    let Along { accepts, abandons: _, begins, import } = &request.along;
    for acceptance in accepts {
        admit_texts("proposal", [("actor", Some(&acceptance.actor)), ("comment", acceptance.comment.as_ref())])?;
    }
    for proposal in begins.iter().flat_map(|(_, proposals)| proposals) {
        admit_facts(&proposal.after)?;
    }
    import.as_ref().map_or(Ok(()), admit_import_work)?;
    for write in &request.writes {
        match write {
            SiteWrite::Create(facts) | SiteWrite::Update { facts, .. } => admit_facts(facts)?,
            SiteWrite::Close { .. } => {}
        }
    }
    Ok(())
}

/// Refuses the batch at its first inadmissible text.
pub(super) fn admit_batch(batch: &Batch) -> Result<(), StoreError> {
    let batch_texts = [
        ("author", Some(&batch.author)),
        ("file_name", batch.file_name.as_ref()),
        ("file_sha256", batch.file_sha256.as_ref()),
        ("reason", batch.reason.as_ref()),
        ("reviewer", batch.reviewer.as_ref()),
    ];
    admit_texts("batch", batch_texts)
}

/// Refuses the proposal at its first inadmissible value.
pub(super) fn admit_proposal(write: &ProposalWrite) -> Result<(), StoreError> {
    let (texts, facts) = match write {
        ProposalWrite::Begin { author, reason, after, .. } => ([Some(author), reason.as_ref(), None], Some(after.as_ref())),
        ProposalWrite::Step { actor, comment, rewrite, .. } => {
            let reason = rewrite.as_ref().and_then(|rewrite| rewrite.reason.as_ref());
            ([Some(actor), comment.as_ref(), reason], rewrite.as_ref().map(|rewrite| &rewrite.after))
        }
    };
    admit_texts("proposal", ["author", "comment", "reason"].into_iter().zip(texts))?;
    facts.map_or(Ok(()), admit_facts)
}

/// Refuses the import at its first inadmissible value.
pub(super) fn admit_import(new: &NewImport) -> Result<(), StoreError> {
    let texts = [("author", Some(&new.author)), ("file_name", Some(&new.file_name)), ("file_sha256", Some(&new.file_sha256))];
    admit_texts("import", texts)?;
    admit_json("settings", &new.settings)
}

/// Refuses the step of an import at its first inadmissible value.
pub(super) fn admit_import_change(seen: &ImportVersion, change: &ImportChange) -> Result<(), StoreError> {
    admit_texts("import", [("actor", Some(&seen.actor)), ("comment", seen.comment.as_ref())])?;
    match change {
        ImportChange::Settings(settings) => admit_json("settings", settings),
        ImportChange::Share(names) => admit_texts("import", names.iter().map(|name| ("shared_with", Some(name)))),
        ImportChange::Discard => Ok(()),
    }
}

fn admit_import_work(work: &ImportWork) -> Result<(), StoreError> {
    admit_texts("import", [("actor", Some(&work.seen.actor)), ("comment", work.seen.comment.as_ref())])?;
    match &work.taken {
        ImportTaken::Commit { report, remember, .. } => {
            admit_json("report", report)?;
            remember.as_ref().map_or(Ok(()), |(_, wordings)| admit_json("wordings", wordings))
        }
        ImportTaken::Change(_) | ImportTaken::Accept | ImportTaken::Undo | ImportTaken::Forget => Ok(()),
    }
}

/// Refuses JSON with texts that PostgreSQL cannot hold.
fn admit_json(field: &'static str, value: &Value) -> Result<(), StoreError> {
    match value {
        Value::String(text) => admit_texts("import", [(field, Some(text))]),
        Value::Array(items) => items.iter().try_for_each(|item| admit_json(field, item)),
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            admit_texts("import", [(field, Some(name))])?;
            admit_json(field, value)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// Refuses the contact at its first inadmissible value, without telling whose it is.
pub(super) fn admit_contact(write: &ContactWrite) -> Result<(), StoreError> {
    let (ContactWrite::Add { values, by, .. } | ContactWrite::Change { values, by, .. }) = write;
    let ContactValues { name, role, phone, email, address } = values;
    let optional = [("role", role.as_ref()), ("phone", phone.as_ref()), ("email", email.as_ref()), ("address", address.as_ref())];
    admit_texts("contact", [("by", Some(by)), ("name", Some(name))].into_iter().chain(optional))
}

/// Refuses the consent at its first inadmissible value.
pub(super) fn admit_consent(write: &ConsentWrite, batch: &Batch) -> Result<(), StoreError> {
    let evidence = match write {
        ConsentWrite::Give { evidence, .. } => Some(evidence),
        ConsentWrite::Withdraw { .. } => None,
    };
    admit_texts("consent", [("author", Some(&batch.author)), ("reason", batch.reason.as_ref()), ("evidence", evidence)])
}

fn admit_facts(facts: &SiteFacts) -> Result<(), StoreError> {
    let address = &facts.address;
    admit_texts(
        &facts.name,
        [
            ("name", Some(&facts.name)),
            ("subsector", facts.subsector.as_ref()),
            ("province", address.province.as_ref()),
            ("district", address.district.as_ref()),
            ("commune", address.commune.as_ref()),
            ("abstract", facts.abstract_text.as_ref()),
        ],
    )?;
    admit_texts(&facts.name, facts.technologies.iter().map(|code| ("technologies", Some(code))))?;
    admit_texts(&facts.name, facts.certifications.iter().map(|code| ("certifications", Some(code))))?;
    for source in &facts.sources {
        admit_texts(&facts.name, [("sources", source.title.as_ref()), ("sources", source.url.as_ref())])?;
    }
    let point = facts.placement.point;
    let numbers = [("area_ha", facts.area_ha), ("lon", point.map(|point| point.lon)), ("lat", point.map(|point| point.lat))];
    match numbers.into_iter().find(|(_, number)| number.is_some_and(|number| !number.is_finite())) {
        Some((field, _)) => Err(StoreError::Inadmissible { name: facts.name.clone(), field, problem: NOT_FINITE }),
        None => Ok(()),
    }
}

/// Refuses texts that hold what PostgreSQL cannot; `name` says of which record they are.
pub(super) fn admit_texts<'a>(
    name: &str,
    texts: impl IntoIterator<Item = (&'static str, Option<&'a String>)>,
) -> Result<(), StoreError> {
    match texts.into_iter().find(|(_, text)| text.is_some_and(|text| text.contains('\0'))) {
        Some((field, _)) => Err(StoreError::Inadmissible { name: name.replace('\0', "␀"), field, problem: HAS_NUL }),
        None => Ok(()),
    }
}
