//! The shapes of units that are not the shipped ones: official boundaries and what follows from them, as rows.
use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Batch, RegionId};

/// The shape of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryRow {
    /// The unit.
    pub region: RegionId,
    /// A multipolygon in degrees of WGS 84 as little-endian well-known binary; the store does not look into it.
    pub geometry: Vec<u8>,
    /// Whether it is made of official boundaries only.
    pub is_official: bool,
    /// Where it comes from.
    pub source: BoundarySource,
}

/// Where the shape of a unit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundarySource {
    /// It follows from the boundaries of other units.
    Derived,
    /// The file of this recorded batch gave it.
    Batch(i64),
    /// The file of the batch that is being committed gives it; never read back.
    ThisBatch,
}

/// Everything a back end needs to put new shapes in the place of the stored ones.
pub(super) struct BoundaryRequest<'a> {
    pub batch: &'a Batch,
    pub expected_revision: i64,
    pub rows: Vec<BoundaryRow>,
}

impl BoundaryRequest<'_> {
    /// How many units the commit is about: those its file gives, or on a reset those that were given.
    pub fn touched(&self, given_before: i64) -> usize {
        let given = self.rows.iter().filter(|row| row.source == BoundarySource::ThisBatch).count();
        if given > 0 { given } else { usize::try_from(given_before).unwrap_or_default() }
    }
}

/// The columns of `region_boundary` in their order.
#[derive(sqlx::FromRow)]
pub(super) struct BoundaryColumns {
    region_id: String,
    geometry: Vec<u8>,
    is_official: bool,
    given_by: Option<i64>,
}

impl TryFrom<BoundaryColumns> for BoundaryRow {
    type Error = StoreError;

    fn try_from(row: BoundaryColumns) -> Result<Self, StoreError> {
        let source = row.given_by.map_or(BoundarySource::Derived, BoundarySource::Batch);
        let region = read("region_boundary", "region_id", &row.region_id)?;
        Ok(Self { region, geometry: row.geometry, is_official: row.is_official, source })
    }
}

impl BoundarySource {
    /// The batch, once it is known which one is being committed.
    pub(super) fn batch(self, this: i64) -> Option<i64> {
        match self {
            Self::Derived => None,
            Self::Batch(batch) => Some(batch),
            Self::ThisBatch => Some(this),
        }
    }
}

/// How many shapes are stored, and how many of them a file gave.
#[derive(sqlx::FromRow)]
pub(super) struct BoundaryCounts {
    pub stored: i64,
    pub given: i64,
}
