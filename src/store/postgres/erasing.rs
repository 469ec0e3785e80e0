//! Erasing the data of one person from PostgreSQL, in one transaction that cannot end while the erasure is open.
use std::collections::BTreeSet;

use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::PostgresStore;
use super::contacts::{contact, contacts_in, withdraw};
use super::imports::{forget, office_wordings};
use super::writing::{stored, write};
use crate::domain::{Redaction, STUB, SiteId, public_consents};
use crate::store::clock;
use crate::store::contact::{ConsentRow, ContactRow, ContactVersionRow, living};
use crate::store::erasure::{ErasureDone, ErasureRequest, ErasureSubject, Redacted, batch_of, because};
use crate::store::error::StoreError;
use crate::store::history_row::{BatchRow, ChangeRow};
use crate::store::import::{ImportRow, ImportStepRow, WHOLE_COUNTRY};
use crate::store::inventory::PositionsRow;
use crate::store::plan::Plan;
use crate::store::proposal::{ProposalRow, StepRow};

impl PostgresStore {
    /// Erases, or finds out what erasing would do.
    pub async fn erase(&self, request: &ErasureRequest) -> Result<ErasureDone, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let done = erase(&mut transaction, request).await?;
        match request.rehearse {
            true => transaction.rollback().await?,
            false => transaction.commit().await?,
        }
        Ok(done)
    }
}

async fn erase(connection: &mut PgConnection, request: &ErasureRequest) -> Result<ErasureDone, StoreError> {
    let found: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
    let mut redaction = request.redaction.clone();
    if let ErasureSubject::Contact(site, number) = request.subject {
        living(site, number, contact(connection, site, number).await?)?;
        for version in versions(connection, site, i64::from(number)).await? {
            version.values().iter().for_each(|values| redaction.add_values(values));
        }
    }
    let positions: PositionsRow = sqlx::query_as(include_str!("read_positions.sql")).fetch_one(&mut *connection).await?;
    let (now, because) = (clock::to_text(positions.next_time()?), because(request, &redaction));
    let last: i64 = sqlx::query_scalar(include_str!("read_last_erasure.sql")).fetch_one(&mut *connection).await?;
    let id = last + 1;
    sqlx::query(include_str!("open_erasure.sql"))
        .bind(id)
        .bind(request.subject.site().map(|site| site.to_string()))
        .bind(request.subject.proposal())
        .bind(request.subject.contact().map(i64::from))
        .bind(&request.by)
        .bind(&because)
        .bind(&now)
        .execute(&mut *connection)
        .await?;
    if let ErasureSubject::Contact(site, number) = request.subject {
        withdraw(connection, site, number, None, &now, &request.by).await?;
        erase_contact(connection, site, number, id).await?;
    }
    let mut done = ErasureDone { texts: 0, revision: found };
    let proposals: Vec<ProposalRow> = match request.subject {
        ErasureSubject::Proposal(id) => {
            let query = sqlx::query_as(include_str!("read_proposal.sql")).bind(id);
            let proposal: Option<ProposalRow> = query.fetch_optional(&mut *connection).await?;
            let proposal = proposal.filter(|proposal| proposal.site_id.is_none());
            vec![proposal.ok_or(StoreError::UnknownProposal { id })?]
        }
        ErasureSubject::Contact(site, _) | ErasureSubject::Site(site) => {
            let query = sqlx::query_as(include_str!("read_proposals_of_site.sql")).bind(site.to_string());
            query.fetch_all(&mut *connection).await?
        }
    };
    done.texts += rewrite_proposals(connection, proposals, &redaction).await?;
    done.texts += rewrite_imports(connection, request, &redaction, &because).await?;
    if let Some(site) = request.subject.site() {
        done.texts += rewrite_people(connection, site, request.subject.contact(), &redaction).await?;
        done.texts += rewrite_history(connection, site, &redaction).await?;
        let mut known = stored(connection, &BTreeSet::from([site])).await?;
        let mut before = known.sites.remove(&site).ok_or(StoreError::UnknownSite { site })?;
        done.texts += redaction.facts(&mut before);
        let mut after = before.clone();
        after.privacy.consents = public_consents(&contacts_in(connection, Some(site), None).await?, &before.privacy.consents);
        let batch = batch_of(&request.by, &because);
        done.revision = write(connection, &batch, Plan::erasing(site, before, after), found + 1, None).await?.revision;
    }
    let texts = i64::try_from(done.texts).unwrap_or(i64::MAX);
    sqlx::query(include_str!("close_erasure.sql")).bind(id).bind(texts).execute(connection).await?;
    Ok(done)
}

async fn versions(connection: &mut PgConnection, site: SiteId, number: i64) -> Result<Vec<ContactVersionRow>, StoreError> {
    let query = sqlx::query_as(include_str!("read_contact_versions.sql")).bind(site.to_string()).bind(number);
    Ok(query.fetch_all(connection).await?)
}

/// Empties every state of the contact.
async fn erase_contact(connection: &mut PgConnection, site: SiteId, number: u32, erasure: i64) -> Result<(), StoreError> {
    let (site, number) = (site.to_string(), i64::from(number));
    let query = sqlx::query(include_str!("erase_contact.sql")).bind(&site).bind(number).bind(erasure);
    query.execute(&mut *connection).await?;
    sqlx::query(include_str!("erase_contact_versions.sql")).bind(&site).bind(number).execute(connection).await?;
    Ok(())
}

/// What is said of the person where others are recorded, and all evidence of what the person agreed to.
async fn rewrite_people(
    connection: &mut PgConnection,
    site: SiteId,
    erased: Option<u32>,
    redaction: &Redaction,
) -> Result<usize, StoreError> {
    let (of_site, everybody) = (Some(site.to_string()), None::<i64>);
    let query = sqlx::query_as(include_str!("read_contacts.sql")).bind(&of_site).bind(everybody);
    let people: Vec<ContactRow> = query.fetch_all(&mut *connection).await?;
    let mut count = 0;
    for mut person in people {
        if redaction.role(&mut person.role) {
            count += 1;
            let query = sqlx::query(include_str!("rewrite_contact_role.sql")).bind(&person.site_id).bind(person.number);
            query.bind(&person.role).execute(&mut *connection).await?;
        }
        for mut version in versions(connection, site, person.number).await? {
            if redaction.role(&mut version.role) {
                count += 1;
                let query = sqlx::query(include_str!("rewrite_contact_version_role.sql")).bind(&version.site_id);
                let query = query.bind(version.number).bind(version.version).bind(&version.role);
                query.execute(&mut *connection).await?;
            }
        }
    }
    let query = sqlx::query_as(include_str!("read_consents.sql")).bind(&of_site).bind(everybody);
    let consents: Vec<ConsentRow> = query.fetch_all(&mut *connection).await?;
    for consent in consents {
        let is_theirs = erased.is_some_and(|erased| i64::from(erased) == consent.number);
        let evidence = if is_theirs { Some(STUB.to_owned()) } else { redaction.evidence(&consent.evidence) };
        if let Some(evidence) = evidence.filter(|evidence| *evidence != consent.evidence) {
            count += 1;
            let query = sqlx::query(include_str!("rewrite_consent.sql")).bind(consent.id).bind(evidence);
            query.execute(&mut *connection).await?;
        }
    }
    Ok(count)
}

async fn rewrite_history(connection: &mut PgConnection, site: SiteId, redaction: &Redaction) -> Result<usize, StoreError> {
    let site = site.to_string();
    let mut count = 0;
    let query = sqlx::query_as(include_str!("read_history.sql")).bind(&site);
    let changes: Vec<ChangeRow> = query.fetch_all(&mut *connection).await?;
    for mut change in changes {
        let texts = change.redact(redaction);
        if texts > 0 {
            count += texts;
            let query = sqlx::query(include_str!("rewrite_change.sql")).bind(change.sequence);
            query.bind(&change.facts_before).bind(&change.facts_after).execute(&mut *connection).await?;
        }
    }
    let query = sqlx::query_as(include_str!("read_batches_of_site.sql")).bind(&site);
    let batches: Vec<BatchRow> = query.fetch_all(&mut *connection).await?;
    for mut batch in batches {
        let texts = batch.redact(redaction);
        if texts > 0 {
            count += texts;
            let query = sqlx::query(include_str!("rewrite_batch.sql")).bind(batch.id).bind(&batch.reason);
            query.bind(&batch.file_name).execute(&mut *connection).await?;
        }
    }
    Ok(count)
}

async fn rewrite_proposals(
    connection: &mut PgConnection,
    proposals: Vec<ProposalRow>,
    redaction: &Redaction,
) -> Result<usize, StoreError> {
    let mut count = 0;
    for mut proposal in proposals {
        let texts = proposal.redact(redaction);
        if texts > 0 {
            count += texts;
            let query = sqlx::query(include_str!("rewrite_proposal.sql")).bind(proposal.id).bind(&proposal.reason);
            let query = query.bind(&proposal.facts_before).bind(&proposal.facts_after).bind(&proposal.comment);
            query.execute(&mut *connection).await?;
        }
        let query = sqlx::query_as(include_str!("read_proposal_steps.sql")).bind(proposal.id);
        let steps: Vec<StepRow> = query.fetch_all(&mut *connection).await?;
        for mut step in steps {
            let texts = step.redact(redaction);
            if texts > 0 {
                count += texts;
                let query = sqlx::query(include_str!("rewrite_step.sql")).bind(proposal.id).bind(step.version);
                query.bind(&step.comment).bind(&step.facts_after).execute(&mut *connection).await?;
            }
        }
    }
    Ok(count)
}

/// What is said of the person where files were imported that touched the subject. The files themselves go: nothing within one
/// is rewritten, and it may say more of people than the inventory does.
async fn rewrite_imports(
    connection: &mut PgConnection,
    request: &ErasureRequest,
    redaction: &Redaction,
    because: &str,
) -> Result<usize, StoreError> {
    let query = sqlx::query_as(include_str!("read_imports_of_subject.sql"));
    let query = query.bind(request.subject.site().map(|site| site.to_string())).bind(request.subject.proposal());
    let imports: Vec<ImportRow> = query.fetch_all(&mut *connection).await?;
    let mut count = 0;
    for mut import in imports {
        let texts = import.redact(redaction);
        if texts > 0 {
            count += texts;
            let query = sqlx::query(include_str!("rewrite_import.sql")).bind(import.id).bind(&import.file_name);
            query.bind(&import.settings).bind(&import.report).bind(&import.reason).execute(&mut *connection).await?;
        }
        let query = sqlx::query_as(include_str!("read_import_steps.sql")).bind(import.id);
        let steps: Vec<ImportStepRow> = query.fetch_all(&mut *connection).await?;
        for mut step in steps {
            if step.redact(redaction) > 0 {
                count += 1;
                let query = sqlx::query(include_str!("rewrite_import_step.sql")).bind(import.id).bind(step.version);
                query.bind(&step.comment).execute(&mut *connection).await?;
            }
        }
        let office = import.office.as_deref().unwrap_or(WHOLE_COUNTRY);
        if let Some(mut wordings) = office_wordings(connection, office).await? {
            let texts = redaction.json(&mut wordings);
            if texts > 0 {
                count += texts;
                let query = sqlx::query(include_str!("rewrite_office_wording.sql")).bind(office).bind(Json(wordings));
                query.execute(&mut *connection).await?;
            }
        }
        count += usize::from(forget(connection, &import.file_sha256, &request.by, because).await?);
    }
    Ok(count)
}
