//! The proposals of the database: read one by one or all that are open, and written step by step.
use super::admission;
use super::error::StoreError;
use super::proposal::{Acceptance, ProposalWrite};
use super::{Commit, Database, SiteWrite, Store};
use crate::domain::{Batch, Proposal, ProposalStep, Site, SiteId};
use crate::store::commit::{Along, Request};

/// A site as recorded, public or not, with the revision of its last change.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The site.
    pub site: Site,
    /// The revision that brought its last change.
    pub revision: i64,
}

impl Store {
    /// One site as recorded, public or not.
    pub async fn record(&self, id: SiteId) -> Result<Option<Record>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.record(id).await,
            Database::Postgres(store) => store.record(id).await,
        }
    }

    /// The proposal with that number.
    pub async fn proposal(&self, id: i64) -> Result<Option<Proposal>, StoreError> {
        let row = match &self.database {
            Database::Sqlite(store) => store.proposal(id).await?,
            Database::Postgres(store) => store.proposal(id).await?,
        };
        row.map(Proposal::try_from).transpose()
    }

    /// Every proposal that waits for something, the oldest first.
    pub async fn open_proposals(&self) -> Result<Vec<Proposal>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.open_proposals().await?,
            Database::Postgres(store) => store.open_proposals().await?,
        };
        rows.into_iter().map(Proposal::try_from).collect()
    }

    /// Every proposal for a site, the oldest first.
    pub async fn proposals_of(&self, site: SiteId) -> Result<Vec<Proposal>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.proposals_of(site).await?,
            Database::Postgres(store) => store.proposals_of(site).await?,
        };
        rows.into_iter().map(Proposal::try_from).collect()
    }

    /// What happened to a proposal, oldest first.
    pub async fn proposal_steps(&self, id: i64) -> Result<Vec<ProposalStep>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.proposal_steps(id).await?,
            Database::Postgres(store) => store.proposal_steps(id).await?,
        };
        rows.into_iter().map(ProposalStep::try_from).collect()
    }

    /// Begins a proposal or takes a step of one; no revision moves.
    pub async fn write_proposal(&self, write: ProposalWrite) -> Result<Proposal, StoreError> {
        admission::admit_proposal(&write)?;
        let row = match &self.database {
            Database::Sqlite(store) => store.write_proposal(write).await?,
            Database::Postgres(store) => store.write_proposal(write).await?,
        };
        Proposal::try_from(row)
    }

    /// Commits a change as [`Store::commit`] does, and marks the proposal it carries out as accepted in the same
    /// transaction. Where the inventory says already what is wanted, only the proposal moves. The commit of a proposal that came with an
    /// import is one of that import.
    pub async fn accept(
        &self,
        batch: &Batch,
        expected_revision: i64,
        write: SiteWrite,
        acceptance: Acceptance,
    ) -> Result<Commit, StoreError> {
        let along = Along { accepts: vec![acceptance], ..Along::default() };
        let request = Request { batch, expected_revision, writes: vec![write], vocabulary: Vec::new(), along };
        Ok(self.commit_request(request).await?.0)
    }
}
