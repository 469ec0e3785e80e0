//! The people of sites as the store takes and gives them: what is written of them, who reads, and the rows of their tables.
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::clock;
use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Consent, ConsentPurpose, Contact, ContactValues, Erased, SiteId};

/// What is written of a contact.
#[derive(Clone, Debug)]
pub enum ContactWrite {
    /// Records somebody; they get the next number of the site.
    Add {
        /// The site.
        site: SiteId,
        /// How they are reached.
        values: ContactValues,
        /// Who records it.
        by: String,
    },
    /// Puts these values in the place of the recorded ones, which stay in the account of the contact.
    Change {
        /// The site.
        site: SiteId,
        /// The contact.
        number: u32,
        /// The version that was seen.
        version: i64,
        /// How they are reached.
        values: ContactValues,
        /// Who changes it.
        by: String,
    },
}

/// What is written of a consent.
#[derive(Clone, Debug)]
pub enum ConsentWrite {
    /// Records that somebody agreed.
    Give {
        /// To what.
        purpose: ConsentPurpose,
        /// The day.
        given_on: Date,
        /// Where it can be seen.
        evidence: String,
    },
    /// Records that somebody agrees no more.
    Withdraw {
        /// To what.
        purpose: ConsentPurpose,
    },
}

/// Who reads the values of people, and in which request: the log of reading says so.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Their username.
    pub actor: String,
    /// The id of the request, or the command.
    pub request: String,
}

/// An entry of the log of who read the values of a contact.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ContactAccess {
    /// Place in the log, growing.
    pub sequence: i64,
    /// Who.
    pub actor: String,
    /// In which request, or by which command.
    pub request: String,
    /// When.
    pub read_at: Timestamp,
}

/// A state that a contact was in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ContactVersion {
    /// Which.
    pub version: i64,
    /// How they were reached; `None` once erased.
    pub values: Option<ContactValues>,
    /// When that was recorded.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
}

/// The columns of `contact`, and beside them those of its erasure.
#[derive(sqlx::FromRow)]
pub(super) struct ContactRow {
    pub site_id: String,
    pub number: i64,
    pub version: i64,
    pub name: Option<String>,
    pub role: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    pub created_at: String,
    pub created_by: String,
    pub changed_at: String,
    pub changed_by: String,
    pub erased_at: Option<String>,
    pub erased_by: Option<String>,
    pub because: Option<String>,
}

impl ContactRow {
    /// The row that a write makes of what is stored, of which a change needs the contact and an addition its number.
    pub fn after(write: ContactWrite, stored: Option<Self>, last_number: i64) -> Result<Self, StoreError> {
        let now = clock::to_text(clock::now());
        let (mut row, values, by) = match write {
            ContactWrite::Add { site, values, by } => {
                let row = Self {
                    site_id: site.to_string(),
                    number: last_number + 1,
                    version: 0,
                    name: None,
                    role: None,
                    phone: None,
                    email: None,
                    address: None,
                    created_at: now.clone(),
                    created_by: by.clone(),
                    changed_at: now.clone(),
                    changed_by: String::new(),
                    erased_at: None,
                    erased_by: None,
                    because: None,
                };
                (row, values, by)
            }
            ContactWrite::Change { site, number, version, values, by } => {
                let row = living(site, number, stored)?;
                if row.version != version {
                    return Err(StoreError::ContactMoved { site, number, found: row.version });
                }
                (row, values, by)
            }
        };
        row.version += 1;
        // A clock that was set back does not take the account backwards; times of one form sort as text.
        row.changed_at = row.changed_at.max(now);
        row.changed_by = by;
        ContactValues { name: _, role: row.role, phone: row.phone, email: row.email, address: row.address } = values.clone();
        row.name = Some(values.name);
        Ok(row)
    }

    pub fn number(&self) -> Result<u32, StoreError> {
        u32::try_from(self.number).map_err(|problem| StoreError::Unreadable {
            row: format!("contact of {}", self.site_id),
            column: "number".to_owned(),
            problem: problem.to_string(),
        })
    }

    /// The contact with these consents, which may be those of others too.
    pub fn with(self, consents: &BTreeMap<(String, i64), Vec<Consent>>) -> Result<Contact, StoreError> {
        let name = format!("contact {} of {}", self.number, self.site_id);
        let erased = match (self.erased_at.as_deref(), &self.erased_by, &self.because) {
            (Some(at), Some(by), Some(because)) => {
                Some(Erased { at: read(&name, "erased_at", at)?, by: by.clone(), because: because.clone() })
            }
            _ => None,
        };
        Ok(Contact {
            site: read(&name, "site_id", &self.site_id)?,
            number: self.number()?,
            version: self.version,
            created_at: read(&name, "created_at", &self.created_at)?,
            changed_at: read(&name, "changed_at", &self.changed_at)?,
            consents: consents.get(&(self.site_id, self.number)).cloned().unwrap_or_default(),
            values: values(self.name, self.role, self.phone, self.email, self.address),
            created_by: self.created_by,
            changed_by: self.changed_by,
            erased,
        })
    }
}

fn values(
    name: Option<String>,
    role: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    address: Option<String>,
) -> Option<ContactValues> {
    name.map(|name| ContactValues { name, role, phone, email, address })
}

/// The contact, where it is there and its data were not erased.
pub(super) fn living(site: SiteId, number: u32, stored: Option<ContactRow>) -> Result<ContactRow, StoreError> {
    let row = stored.ok_or(StoreError::UnknownContact { site, number })?;
    match row.erased_at {
        None => Ok(row),
        Some(_) => Err(StoreError::ContactErased { site, number }),
    }
}

/// The columns of `contact_version`.
#[derive(sqlx::FromRow)]
pub(super) struct ContactVersionRow {
    pub site_id: String,
    pub number: i64,
    pub version: i64,
    pub name: Option<String>,
    pub role: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    pub changed_at: String,
    pub changed_by: String,
}

impl ContactVersionRow {
    /// How they were reached; `None` once erased.
    pub fn values(&self) -> Option<ContactValues> {
        values(self.name.clone(), self.role.clone(), self.phone.clone(), self.email.clone(), self.address.clone())
    }
}

impl TryFrom<ContactVersionRow> for ContactVersion {
    type Error = StoreError;

    fn try_from(row: ContactVersionRow) -> Result<Self, StoreError> {
        let name = format!("contact {} of {}", row.number, row.site_id);
        Ok(Self {
            version: row.version,
            changed_at: read(&name, "changed_at", &row.changed_at)?,
            values: row.values(),
            changed_by: row.changed_by,
        })
    }
}

/// The columns of `consent`.
#[derive(sqlx::FromRow)]
pub(super) struct ConsentRow {
    pub id: i64,
    pub site_id: String,
    pub number: i64,
    pub purpose: String,
    pub given_on: String,
    pub evidence: String,
    pub recorded_at: String,
    pub recorded_by: String,
    pub withdrawn_at: Option<String>,
    pub withdrawn_by: Option<String>,
}

impl ConsentRow {
    fn consent(self) -> Result<Consent, StoreError> {
        let name = format!("consent {}", self.id);
        Ok(Consent {
            purpose: read(&name, "purpose", &self.purpose)?,
            given_on: read(&name, "given_on", &self.given_on)?,
            evidence: self.evidence,
            recorded_at: read(&name, "recorded_at", &self.recorded_at)?,
            recorded_by: self.recorded_by,
            withdrawn_at: self.withdrawn_at.as_deref().map(|at| read(&name, "withdrawn_at", at)).transpose()?,
            withdrawn_by: self.withdrawn_by,
        })
    }
}

/// The contacts with their consents, both in the order of their rows.
pub(super) fn contacts(rows: Vec<ContactRow>, consents: Vec<ConsentRow>) -> Result<Vec<Contact>, StoreError> {
    let mut by_contact: BTreeMap<(String, i64), Vec<Consent>> = BTreeMap::new();
    for row in consents {
        by_contact.entry((row.site_id.clone(), row.number)).or_default().push(row.consent()?);
    }
    rows.into_iter().map(|row| row.with(&by_contact)).collect()
}

/// The columns of `contact_access` that are read.
#[derive(sqlx::FromRow)]
pub(super) struct AccessRow {
    sequence: i64,
    actor: String,
    request: String,
    read_at: String,
}

impl TryFrom<AccessRow> for ContactAccess {
    type Error = StoreError;

    fn try_from(row: AccessRow) -> Result<Self, StoreError> {
        let AccessRow { sequence, actor, request, read_at } = row;
        let read_at = read(&format!("contact_access {sequence}"), "read_at", &read_at)?;
        Ok(Self { sequence, actor, request, read_at })
    }
}
