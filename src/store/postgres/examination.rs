//! Every row of PostgreSQL, in one read transaction.
use futures_util::TryStreamExt;
use sqlx::Row;

use super::PostgresStore;
use super::contacts::contacts_in;
use crate::domain::{Change, Import, ImportStep, Proposal, ProposalStep, Term};
use crate::store::account_record::{AccountRow, GrantRow};
use crate::store::boundary::{BoundaryColumns, BoundaryRow};
use crate::store::erasure::{ErasureRow, ErasureStub};
use crate::store::error::StoreError;
use crate::store::examination::{Examined, examined, or_unreadable};
use crate::store::history_row::{BatchRow, ChangeRow, RecordedBatch};
use crate::store::import::{ImportRow, ImportStepRow};
use crate::store::import_file::KeptFileRow;
use crate::store::inventory::{SiteNumberRow, TermRow, last_numbers};
use crate::store::proposal::{ProposalRow, StepRow};
use crate::store::proposals_in_store::Record;
use crate::store::site_row::site_in;

impl PostgresStore {
    pub async fn examine(&self, tell: &mut (dyn FnMut(Examined) + Send)) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_read.sql")).await?;
        let connection = &mut *transaction;
        let revision = sqlx::query_scalar(include_str!("read_revision.sql")).fetch_one(&mut *connection).await?;
        tell(Examined::Revision(revision));
        let mut rows = sqlx::query(include_str!("read_vocabulary.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            tell(examined::<_, TermRow, Term>("vocabulary_term", &row, Examined::Term)?);
        }
        drop(rows);
        let numbers: Vec<SiteNumberRow> =
            sqlx::query_as(include_str!("read_site_numbers.sql")).fetch_all(&mut *connection).await?;
        for (kind, number) in last_numbers(numbers)? {
            tell(Examined::LastNumber(kind, number));
        }
        let mut rows = sqlx::query(include_str!("read_erasures.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            tell(examined::<_, ErasureRow, ErasureStub>("erasure", &row, Examined::Erasure)?);
        }
        drop(rows);
        let mut rows = sqlx::query_as(include_str!("read_every_import_file.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let row: KeptFileRow = row;
            tell(Examined::ImportFile(row.into()));
        }
        drop(rows);
        let mut rows = sqlx::query(include_str!("read_every_import.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let import = |import| Examined::Import(Box::new(import));
            tell(examined::<_, ImportRow, Import>("import", &row, import)?);
        }
        drop(rows);
        let mut rows = sqlx::query(include_str!("read_every_import_step.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let import = row.try_get("import_id")?;
            let step = |step| Examined::ImportStep(import, step);
            tell(examined::<_, ImportStepRow, ImportStep>("import_step", &row, step)?);
        }
        drop(rows);
        let batches = sqlx::query(include_str!("read_batches.sql")).bind(i64::MAX).fetch_all(&mut *connection).await?;
        for row in batches.iter().rev() {
            tell(examined::<_, BatchRow, RecordedBatch>("batch", row, Examined::Batch)?);
        }
        let query = sqlx::query(include_str!("read_changes_since.sql")).bind(-1_i64).bind(-1_i64).bind(i64::MAX);
        let mut rows = query.fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let change = |change| Examined::Change(Box::new(change));
            tell(examined::<_, ChangeRow, Change>("site_history", &row, change)?);
        }
        drop(rows);
        let mut rows = sqlx::query(include_str!("read_sites.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let revision = row.try_get("revision")?;
            let site = site_in(&row).map(|site| Examined::Site(Box::new(Record { site, revision })));
            tell(or_unreadable(site, || "site".to_owned())?);
        }
        drop(rows);
        let mut rows = sqlx::query(include_str!("read_every_proposal.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let proposal = |proposal| Examined::Proposal(Box::new(proposal));
            tell(examined::<_, ProposalRow, Proposal>("proposal", &row, proposal)?);
        }
        drop(rows);
        let mut rows = sqlx::query(include_str!("read_every_step.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            let proposal = row.try_get("proposal_id")?;
            let step = |step| Examined::Step(proposal, Box::new(step));
            tell(examined::<_, StepRow, ProposalStep>("proposal_step", &row, step)?);
        }
        drop(rows);
        let grants: Vec<GrantRow> =
            sqlx::query_as(include_str!("read_grants.sql")).bind(None::<String>).fetch_all(&mut *connection).await?;
        let accounts: Vec<AccountRow> = sqlx::query_as(include_str!("read_accounts.sql")).fetch_all(&mut *connection).await?;
        for row in accounts {
            let account = row.with(&grants).map(|account| Examined::Account(Box::new(account)));
            tell(or_unreadable(account, || "account".to_owned())?);
        }
        let mut rows = sqlx::query(include_str!("read_boundaries.sql")).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            tell(examined::<_, BoundaryColumns, BoundaryRow>("region_boundary", &row, Examined::Boundary)?);
        }
        drop(rows);
        match contacts_in(connection, None, None).await {
            Ok(people) => people.into_iter().for_each(|contact| tell(Examined::Contact(Box::new(contact)))),
            Err(error) => tell(or_unreadable(Err(error), || "contact".to_owned())?),
        }
        Ok(())
    }
}
