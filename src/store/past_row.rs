//! Rows by which the history tells of the past, the same for both databases: a site as it was, and what became of one.
use sqlx::types::Json;

use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Difference, Site, SiteFacts};

/// The last entry of a site up to some revision.
#[derive(sqlx::FromRow)]
pub(super) struct PastSiteRow {
    site_id: String,
    changed_at: String,
    facts_after: Json<SiteFacts>,
}

impl TryFrom<PastSiteRow> for Site {
    type Error = StoreError;

    fn try_from(row: PastSiteRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: read("site_history", "site_id", &row.site_id)?,
            facts: row.facts_after.0,
            updated_at: read("site_history", "changed_at", &row.changed_at)?,
        })
    }
}

/// A site before and after some revisions.
#[derive(sqlx::FromRow)]
pub(super) struct DifferenceRow {
    site_id: String,
    changed_at: String,
    facts_before: Option<Json<SiteFacts>>,
    facts_after: Json<SiteFacts>,
}

impl TryFrom<DifferenceRow> for Difference {
    type Error = StoreError;

    fn try_from(row: DifferenceRow) -> Result<Self, StoreError> {
        Ok(Self {
            site: read("site_history", "site_id", &row.site_id)?,
            before: row.facts_before.map(|facts| facts.0),
            after: row.facts_after.0,
            changed_at: read("site_history", "changed_at", &row.changed_at)?,
        })
    }
}
