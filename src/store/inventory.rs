//! The whole inventory as read in one go, and the small rows it begins with.
use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::clock;
use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Site, SiteKind, Term, Vocabulary};

/// Everything recorded, as it stood at one revision. It holds drafts too: what may be public is for others to choose.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// How far the inventory had come; 0 when nothing was ever recorded.
    pub revision: i64,
    /// Which inventory it is: random, made with the database, and another one in every database.
    pub inventory_id: Uuid,
    /// The revision of the last commit that changed boundaries; 0 where every shape is the shipped one.
    pub boundaries_revision: i64,
    /// The code lists with their labels.
    pub vocabulary: Vocabulary,
    /// Every site, in the order of [`SiteId`](crate::domain::SiteId): models, co-operatives, enterprises, each by number.
    pub sites: Vec<Site>,
}

/// The row of `inventory`.
#[derive(sqlx::FromRow)]
pub(super) struct InventoryRow {
    inventory_id: String,
    pub revision: i64,
}

impl InventoryRow {
    /// Which inventory it is.
    pub fn id(&self) -> Result<Uuid, StoreError> {
        read("inventory", "inventory_id", &self.inventory_id)
    }

    /// The same inventory at a revision that it has passed.
    pub fn at(self, revision: i64) -> Self {
        Self { revision: revision.clamp(0, self.revision), ..self }
    }

    /// The inventory with these terms and sites, its boundaries at that revision.
    pub fn with(&self, boundaries_revision: i64, terms: Vec<Term>, mut sites: Vec<Site>) -> Result<Inventory, StoreError> {
        // The databases give rows as they lie, which is nearly this order; a stable sort joins such runs quickly.
        sites.sort_by_key(|site| site.id);
        let (inventory_id, vocabulary) = (self.id()?, Vocabulary::new(terms));
        Ok(Inventory { revision: self.revision, inventory_id, boundaries_revision, vocabulary, sites })
    }
}

/// A row of `vocabulary_term`.
#[derive(sqlx::FromRow)]
pub(super) struct TermRow {
    vocabulary: String,
    code: String,
    label_vi: String,
    label_en: String,
    sector: Option<String>,
}

impl TryFrom<TermRow> for Term {
    type Error = StoreError;

    fn try_from(row: TermRow) -> Result<Self, StoreError> {
        Ok(Self {
            vocabulary: read("vocabulary_term", "vocabulary", &row.vocabulary)?,
            sector: row.sector.map(|sector| read("vocabulary_term", "sector", &sector)).transpose()?,
            code: row.code,
            label_vi: row.label_vi,
            label_en: row.label_en,
        })
    }
}

/// The last entries of the append-only tables.
#[derive(sqlx::FromRow)]
pub(super) struct PositionsRow {
    pub last_sequence: i64,
    pub last_batch: i64,
    last_recorded_at: Option<String>,
}

impl PositionsRow {
    /// The time that the next commit bears.
    pub fn next_time(&self) -> Result<Timestamp, StoreError> {
        let last = self.last_recorded_at.as_deref().map(|time| read("batch", "recorded_at", time)).transpose()?;
        Ok(clock::not_before(last))
    }
}

/// A row of `site_number`.
#[derive(sqlx::FromRow)]
pub(super) struct SiteNumberRow {
    kind: String,
    last_number: i64,
}

/// The last number of each kind.
pub(super) fn last_numbers(rows: Vec<SiteNumberRow>) -> Result<BTreeMap<SiteKind, u32>, StoreError> {
    let number = |row: SiteNumberRow| {
        let last = u32::try_from(row.last_number).map_err(|problem| StoreError::Unreadable {
            row: "site_number".to_owned(),
            column: "last_number".to_owned(),
            problem: problem.to_string(),
        })?;
        Ok((read("site_number", "kind", &row.kind)?, last))
    };
    rows.into_iter().map(number).collect()
}
