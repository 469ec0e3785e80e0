//! Refuses, before anything is written, what the two databases would store differently or not at all.
use super::commit::{Request, SiteWrite};
use super::contact::{ConsentWrite, ContactWrite};
use super::error::StoreError;
use super::proposal::ProposalWrite;
use crate::domain::{Batch, ContactValues, SiteFacts};

/// PostgreSQL has no NUL in its texts, and functions of SQLite stop at it.
const HAS_NUL: &str = "contains the character NUL";
/// JSON has no such number, so the history would lose it.
const NOT_FINITE: &str = "is not a finite number";

/// Refuses the request at its first inadmissible value.
pub(super) fn admit(request: &Request<'_>) -> Result<(), StoreError> {
    let batch = request.batch;
    let batch_texts = [
        ("author", Some(&batch.author)),
        ("file_name", batch.file_name.as_ref()),
        ("file_sha256", batch.file_sha256.as_ref()),
        ("reason", batch.reason.as_ref()),
        ("reviewer", batch.reviewer.as_ref()),
    ];
    admit_texts("batch", batch_texts)?;
    for term in &request.vocabulary {
        admit_texts(
            &term.code,
            [("code", Some(&term.code)), ("label_vi", Some(&term.label_vi)), ("label_en", Some(&term.label_en))],
        )?;
    }
    let accepts = request.accepts.as_ref();
    admit_texts("proposal", [("comment", accepts.and_then(|acceptance| acceptance.comment.as_ref()))])?;
    for write in &request.writes {
        match write {
            SiteWrite::Create(facts) | SiteWrite::Update { facts, .. } => admit_facts(facts)?,
            SiteWrite::Close { .. } => {}
        }
    }
    Ok(())
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
