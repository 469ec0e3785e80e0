//! What an empty database begins with, as writes to a store or as sites in memory.
use std::collections::HashMap;

use super::error::AppError;
use super::settings::Seed;
use crate::domain::{Site, SiteId, SiteKind, Vocabulary};
use crate::geography::Geography;
use crate::ingest::{ImportPlan, RowOutcome, plan_import, read_rows, starter_file, starter_vocabulary};
use crate::store::SiteWrite;

/// The sites of the seed, as writes.
pub(super) fn first_writes(geography: &Geography, seed: Seed) -> Result<Vec<SiteWrite>, AppError> {
    if seed == Seed::Vocabulary {
        return Ok(Vec::new());
    }
    let vocabulary = Vocabulary::new(starter_vocabulary().map_err(AppError::Starter)?);
    let (file_name, bytes) = starter_file();
    let read = read_rows(bytes, &vocabulary, geography);
    let (readings, _) = read.map_err(|source| AppError::File { path: file_name.into(), source })?;
    Ok(writes(plan_import(readings, &[], geography)))
}

/// The sites of the seed, numbered as the store will number them.
pub(super) fn first_sites(geography: &Geography, seed: Seed) -> Result<Vec<Site>, AppError> {
    let mut numbers: HashMap<SiteKind, u32> = HashMap::new();
    let site = |write: SiteWrite| match write {
        SiteWrite::Create(facts) => {
            let number = numbers.entry(facts.kind).or_default();
            *number += 1;
            Some(Site { id: SiteId::new(facts.kind, *number), facts, updated_at: jiff::Timestamp::UNIX_EPOCH })
        }
        SiteWrite::Update { .. } | SiteWrite::Close { .. } => None,
    };
    Ok(first_writes(geography, seed)?.into_iter().filter_map(site).collect())
}

/// What a plan asks the store to write.
pub(super) fn writes(plan: ImportPlan) -> Vec<SiteWrite> {
    let write = |outcome: RowOutcome| match outcome {
        RowOutcome::Create(facts) => Some(SiteWrite::Create(*facts)),
        RowOutcome::Update(id, facts) => Some(SiteWrite::Update { id, facts: *facts }),
        RowOutcome::Unchanged(_) | RowOutcome::Refused => None,
    };
    plan.rows.into_iter().filter_map(|row| write(row.outcome)).collect()
}
