//! The people of sites in PostgreSQL: read together with the log of reading, and written together with what follows.
use std::collections::BTreeSet;

use sqlx::postgres::PgConnection;

use super::PostgresStore;
use super::writing::{stored, write};
use crate::domain::{Batch, ConsentPurpose, Contact, SiteId, public_consents};
use crate::store::clock;
use crate::store::commit::{Commit, SiteWrite};
use crate::store::contact::{AccessRow, ConsentWrite, ContactRow, ContactVersionRow, ContactWrite, Reader, contacts, living};
use crate::store::erasure::ErasureRow;
use crate::store::error::StoreError;
use crate::store::plan::Plan;

impl PostgresStore {
    /// Reads and logs in one transaction, and answers once the log has it.
    pub async fn read_contacts(&self, site: SiteId, number: Option<u32>, reader: &Reader) -> Result<Vec<Contact>, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let found = contacts_in(&mut transaction, Some(site), number).await?;
        for contact in found.iter().filter(|contact| contact.values.is_some()) {
            sqlx::query(include_str!("insert_contact_access.sql"))
                .bind(site.to_string())
                .bind(i64::from(contact.number))
                .bind(&reader.actor)
                .bind(&reader.request)
                .bind(clock::to_text(clock::now()))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(found)
    }

    pub async fn every_contact(&self) -> Result<Vec<Contact>, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_read.sql")).await?;
        contacts_in(&mut transaction, None, None).await
    }

    pub async fn contact_versions(&self, site: SiteId, number: u32) -> Result<Vec<ContactVersionRow>, StoreError> {
        let query = sqlx::query_as(include_str!("read_contact_versions.sql")).bind(site.to_string()).bind(i64::from(number));
        Ok(query.fetch_all(&self.pool).await?)
    }

    pub async fn contact_accesses(&self, site: SiteId, number: u32) -> Result<Vec<AccessRow>, StoreError> {
        let query = sqlx::query_as(include_str!("read_contact_accesses.sql")).bind(site.to_string()).bind(i64::from(number));
        Ok(query.fetch_all(&self.pool).await?)
    }

    pub async fn erasures(&self) -> Result<Vec<ErasureRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_erasures.sql")).fetch_all(&self.pool).await?)
    }

    /// Writes the contact and its state, or neither.
    pub async fn write_contact(&self, write: ContactWrite) -> Result<u32, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        // Numbers are given, and versions compared, one write after the other.
        let _: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
        let (known, last, statement) = match &write {
            ContactWrite::Add { site, .. } => {
                let last = sqlx::query_scalar(include_str!("read_last_contact.sql")).bind(site.to_string());
                (None, last.fetch_one(&mut *connection).await?, include_str!("insert_contact.sql"))
            }
            ContactWrite::Change { site, number, .. } => {
                (contact(connection, *site, *number).await?, 0, include_str!("update_contact.sql"))
            }
        };
        let row = ContactRow::after(write, known, last)?;
        put(connection, statement, &row).await?;
        transaction.commit().await?;
        row.number()
    }

    /// Writes the consent and the commit that follows from it, or neither.
    pub async fn write_consent(
        &self,
        site: SiteId,
        number: u32,
        write: ConsentWrite,
        batch: &Batch,
    ) -> Result<Commit, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        let found: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
        living(site, number, contact(connection, site, number).await?)?;
        let stands = contacts_in(connection, Some(site), Some(number)).await?;
        let stands = |purpose| stands.iter().any(|contact| contact.agrees_to(purpose));
        let now = clock::to_text(clock::now());
        let purpose = match write {
            ConsentWrite::Give { purpose, .. } if stands(purpose) => return Err(StoreError::ConsentStands { purpose }),
            ConsentWrite::Withdraw { purpose } if !stands(purpose) => return Err(StoreError::NoConsent { purpose }),
            ConsentWrite::Give { purpose, given_on, evidence } => {
                let last: i64 = sqlx::query_scalar(include_str!("read_last_consent.sql")).fetch_one(&mut *connection).await?;
                sqlx::query(include_str!("insert_consent.sql"))
                    .bind(last + 1)
                    .bind(site.to_string())
                    .bind(i64::from(number))
                    .bind(purpose.code())
                    .bind(given_on.to_string())
                    .bind(evidence)
                    .bind(now)
                    .bind(&batch.author)
                    .execute(&mut *connection)
                    .await?;
                purpose
            }
            ConsentWrite::Withdraw { purpose } => {
                withdraw(connection, site, number, Some(purpose), &now, &batch.author).await?;
                purpose
            }
        };
        let commit = match purpose.is_public() {
            true => follow(connection, site, found, batch).await?,
            false => Commit { revision: found, ..Commit::default() },
        };
        transaction.commit().await?;
        Ok(commit)
    }
}

/// Records in the site what its people agree to now.
async fn follow(connection: &mut PgConnection, site: SiteId, found: i64, batch: &Batch) -> Result<Commit, StoreError> {
    let people = contacts_in(connection, Some(site), None).await?;
    let known = stored(connection, &BTreeSet::from([site])).await?;
    let mut facts = known.sites.get(&site).ok_or(StoreError::UnknownSite { site })?.clone();
    facts.privacy.consents = public_consents(&people, &facts.privacy.consents);
    let writes = vec![SiteWrite::Update { id: site, facts }];
    let plan = Plan::new(writes, Vec::new(), known)?;
    match plan.is_empty() {
        true => Ok(plan.outcome(found, None)),
        false => write(connection, batch, plan, found + 1, None).await,
    }
}

pub(super) async fn contact(connection: &mut PgConnection, site: SiteId, number: u32) -> Result<Option<ContactRow>, StoreError> {
    let query = sqlx::query_as(include_str!("read_contacts.sql")).bind(Some(site.to_string())).bind(Some(i64::from(number)));
    Ok(query.fetch_optional(connection).await?)
}

/// The contacts of a site, one of them, or all there are.
pub(super) async fn contacts_in(
    connection: &mut PgConnection,
    site: Option<SiteId>,
    number: Option<u32>,
) -> Result<Vec<Contact>, StoreError> {
    let (site, number) = (site.map(|site| site.to_string()), number.map(i64::from));
    let rows = sqlx::query_as(include_str!("read_contacts.sql")).bind(&site).bind(number).fetch_all(&mut *connection).await?;
    let consents = sqlx::query_as(include_str!("read_consents.sql")).bind(&site).bind(number).fetch_all(connection).await?;
    contacts(rows, consents)
}

/// Ends the standing consent for a purpose, or for all.
pub(super) async fn withdraw(
    connection: &mut PgConnection,
    site: SiteId,
    number: u32,
    purpose: Option<ConsentPurpose>,
    now: &str,
    by: &str,
) -> Result<(), StoreError> {
    sqlx::query(include_str!("withdraw_consents.sql"))
        .bind(site.to_string())
        .bind(i64::from(number))
        .bind(purpose.map(ConsentPurpose::code))
        .bind(now)
        .bind(by)
        .execute(connection)
        .await?;
    Ok(())
}

async fn put(connection: &mut PgConnection, statement: &'static str, row: &ContactRow) -> Result<(), StoreError> {
    sqlx::query(statement)
        .bind(&row.site_id)
        .bind(row.number)
        .bind(row.version)
        .bind(row.name.as_ref())
        .bind(row.role.as_ref())
        .bind(row.phone.as_ref())
        .bind(row.email.as_ref())
        .bind(row.address.as_ref())
        .bind(&row.created_at)
        .bind(&row.created_by)
        .bind(&row.changed_at)
        .bind(&row.changed_by)
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("insert_contact_version.sql"))
        .bind(&row.site_id)
        .bind(row.number)
        .bind(row.version)
        .bind(row.name.as_ref())
        .bind(row.role.as_ref())
        .bind(row.phone.as_ref())
        .bind(row.email.as_ref())
        .bind(row.address.as_ref())
        .bind(&row.changed_at)
        .bind(&row.changed_by)
        .execute(connection)
        .await?;
    Ok(())
}
