//! Writes what everybody may see into a new SQLite file.
use std::collections::BTreeMap;

use super::writing::{insert_batch, upsert_term};
use super::{SqliteStore, boundaries};
use crate::domain::{Site, SiteKind};
use crate::store::boundary::{BoundaryRow, BoundarySource};
use crate::store::error::StoreError;
use crate::store::public_content::PublicContent;
use crate::store::site_row::SiteRow;

impl SqliteStore {
    /// Fills the tables of a new file, in one transaction.
    pub async fn write_public(&self, content: PublicContent) -> Result<(), StoreError> {
        let Some(first) = content.first_batch() else { return Ok(()) };
        let second = content.boundary_batch();
        let mut transaction = self.writer.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        insert_batch(connection, first).await?;
        for term in content.terms {
            upsert_term(connection, term).await?;
        }
        for site in &content.sites {
            let row = SiteRow::new(site.id, &site.facts, site.updated_at, 1);
            row.bind(sqlx::query(include_str!("insert_sites.sql"))).execute(&mut *connection).await?;
        }
        for entry in PublicContent::entries(&content.sites) {
            entry.bind(sqlx::query(include_str!("insert_changes.sql"))).execute(&mut *connection).await?;
        }
        for (kind, number) in last_numbers(&content.sites) {
            let query = sqlx::query(include_str!("raise_site_number.sql")).bind(kind.code()).bind(i64::from(number));
            query.execute(&mut *connection).await?;
        }
        sqlx::query(include_str!("raise_revision.sql")).bind(1).execute(&mut *connection).await?;
        if let Some(second) = second {
            insert_batch(connection, second).await?;
            boundaries::insert(connection, 2, content.boundaries.into_iter().map(of_this_file).collect()).await?;
            sqlx::query(include_str!("raise_revision.sql")).bind(2).execute(connection).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// The highest number among the public sites of each kind; how many others there are is nobody's business.
fn last_numbers(sites: &[Site]) -> BTreeMap<SiteKind, u32> {
    let mut numbers = BTreeMap::new();
    for site in sites {
        let last = numbers.entry(site.id.kind()).or_default();
        *last = site.id.number().max(*last);
    }
    numbers
}

/// Whose file gave a boundary is not public; that one did is.
fn of_this_file(row: BoundaryRow) -> BoundaryRow {
    let source = match row.source {
        BoundarySource::Derived => BoundarySource::Derived,
        BoundarySource::Batch(_) | BoundarySource::ThisBatch => BoundarySource::ThisBatch,
    };
    BoundaryRow { source, ..row }
}
