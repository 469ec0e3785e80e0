//! Erasing the data of one person: what is asked, what is left, and the rows whose texts are rewritten.
use jiff::Timestamp;
use sqlx::types::Json;

use super::error::StoreError;
use super::history_row::{BatchRow, ChangeRow};
use super::import::{ImportRow, ImportStepRow};
use super::proposal::{ProposalRow, StepRow};
use super::site_row::read;
use crate::domain::{Batch, BatchOrigin, EVIDENCE_MAX, Redaction, SiteFacts, SiteId};

/// What is erased from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErasureSubject {
    /// A contact, and every text of its site.
    Contact(SiteId, u32),
    /// Every text of a site: its record, history, proposals and the evidence of consents.
    Site(SiteId),
    /// A proposal of a site that never came to be.
    Proposal(i64),
}

/// What is erased, and why.
#[derive(Clone, Debug)]
pub struct ErasureRequest {
    /// From what.
    pub subject: ErasureSubject,
    /// What is looked for in texts. Of a contact everything it ever said is looked for too.
    pub redaction: Redaction,
    /// Who does it.
    pub by: String,
    /// Why, at most 2,000 characters.
    pub because: String,
    /// Whether only to find out what it would do.
    pub rehearse: bool,
}

impl ErasureSubject {
    /// The site.
    pub const fn site(self) -> Option<SiteId> {
        match self {
            Self::Contact(site, _) | Self::Site(site) => Some(site),
            Self::Proposal(_) => None,
        }
    }

    /// The proposal.
    pub const fn proposal(self) -> Option<i64> {
        match self {
            Self::Proposal(id) => Some(id),
            Self::Contact(..) | Self::Site(_) => None,
        }
    }

    /// The contact.
    pub const fn contact(self) -> Option<u32> {
        match self {
            Self::Contact(_, number) => Some(number),
            Self::Site(_) | Self::Proposal(_) => None,
        }
    }
}

/// What an erasure did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasureDone {
    /// How many texts were rewritten, beside the values of the contact; the file of an import that was let go counts as one.
    pub texts: usize,
    /// The revision of the inventory after it: an erasure from a site makes one.
    pub revision: i64,
}

/// The stub that an erasure leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureStub {
    /// Its number, growing.
    pub id: i64,
    /// The site.
    pub site: Option<SiteId>,
    /// The proposal of a site that never came to be.
    pub proposal: Option<i64>,
    /// The contact of the site.
    pub contact: Option<i64>,
    /// Who did it.
    pub by: String,
    /// Why.
    pub because: String,
    /// When.
    pub at: Timestamp,
    /// How many texts were rewritten.
    pub texts: i64,
}

/// The columns of `erasure`.
#[derive(sqlx::FromRow)]
pub(super) struct ErasureRow {
    pub id: i64,
    site_id: Option<String>,
    proposal_id: Option<i64>,
    contact_number: Option<i64>,
    erased_by: String,
    because: String,
    erased_at: String,
    texts: i64,
}

impl TryFrom<ErasureRow> for ErasureStub {
    type Error = StoreError;

    fn try_from(row: ErasureRow) -> Result<Self, StoreError> {
        let name = format!("erasure {}", row.id);
        Ok(Self {
            id: row.id,
            site: row.site_id.map(|id| read(&name, "site_id", &id)).transpose()?,
            proposal: row.proposal_id,
            contact: row.contact_number,
            by: row.erased_by,
            because: row.because,
            at: read(&name, "erased_at", &row.erased_at)?,
            texts: row.texts,
        })
    }
}

/// The commit that an erasure from a site is recorded under.
pub(super) fn batch_of(by: &str, because: &str) -> Batch {
    Batch { reason: Some(because.to_owned()), ..Batch::new(BatchOrigin::Edit, by) }
}

/// Why, without what is erased.
pub(super) fn because(request: &ErasureRequest, redaction: &Redaction) -> String {
    redaction.text(&request.because, EVIDENCE_MAX).unwrap_or_else(|| request.because.clone())
}

/// A row in whose texts a person may be found.
pub(super) trait Redacted {
    /// Puts the stub in the place of what is found; says in how many texts.
    fn redact(&mut self, redaction: &Redaction) -> usize;
}

impl Redacted for Option<Json<SiteFacts>> {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        self.as_mut().map_or(0, |facts| redaction.facts(&mut facts.0))
    }
}

impl Redacted for ChangeRow {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        self.facts_before.redact(redaction) + redaction.facts(&mut self.facts_after.0)
    }
}

impl Redacted for BatchRow {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        redaction.remark(&mut self.reason, EVIDENCE_MAX) + redaction.remark(&mut self.file_name, EVIDENCE_MAX)
    }
}

impl Redacted for ProposalRow {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        let remarks = redaction.remark(&mut self.reason, EVIDENCE_MAX) + redaction.remark(&mut self.comment, EVIDENCE_MAX);
        remarks + self.facts_before.redact(redaction) + redaction.facts(&mut self.facts_after.0)
    }
}

impl Redacted for StepRow {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        redaction.remark(&mut self.comment, EVIDENCE_MAX) + redaction.facts(&mut self.facts_after.0)
    }
}

impl Redacted for ImportRow {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        let name = redaction.text(&self.file_name, EVIDENCE_MAX);
        let renamed = usize::from(name.is_some());
        self.file_name = name.unwrap_or_else(|| std::mem::take(&mut self.file_name));
        let report = self.report.as_mut().map_or(0, |report| redaction.json(&mut report.0));
        renamed + redaction.remark(&mut self.reason, EVIDENCE_MAX) + redaction.json(&mut self.settings.0) + report
    }
}

impl Redacted for ImportStepRow {
    fn redact(&mut self, redaction: &Redaction) -> usize {
        redaction.remark(&mut self.comment, EVIDENCE_MAX)
    }
}
