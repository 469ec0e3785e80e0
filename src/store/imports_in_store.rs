//! The imports of the database: the file that begins one, what people say of it, and the commits it makes.
use std::path::Path;

use serde_json::Value;

use super::admission;
use super::commit::{Along, Request};
use super::error::StoreError;
use super::history_row::RecordedBatch;
use super::import::{ImportChange, ImportTaken, ImportVersion, ImportWork, ImportedChange, NewImport};
use super::import_commit::{ImportCommit, ImportContent};
use super::proposal::Acceptance;
use super::{Commit, Database, SiteWrite, Store};
use crate::domain::{Batch, Import, ImportStep, Proposal};

impl Store {
    /// Keeps a file and begins its import, or neither. A file that is kept already is not kept twice.
    pub async fn begin_import(&self, new: NewImport) -> Result<Import, StoreError> {
        admission::admit_import(&new)?;
        let row = match &self.database {
            Database::Sqlite(store) => store.begin_import(new).await?,
            Database::Postgres(store) => store.begin_import(new).await?,
        };
        Import::try_from(row)
    }

    /// The import with that number.
    pub async fn import(&self, id: i64) -> Result<Option<Import>, StoreError> {
        let row = match &self.database {
            Database::Sqlite(store) => store.import(id).await?,
            Database::Postgres(store) => store.import(id).await?,
        };
        row.map(Import::try_from).transpose()
    }

    /// At most so many imports, the latest first; with `before_id` those before that one.
    pub async fn imports(&self, limit: u32, before_id: Option<i64>) -> Result<Vec<Import>, StoreError> {
        let before = before_id.unwrap_or(i64::MAX);
        let rows = match &self.database {
            Database::Sqlite(store) => store.imports(limit, before).await?,
            Database::Postgres(store) => store.imports(limit, before).await?,
        };
        rows.into_iter().map(Import::try_from).collect()
    }

    /// What happened to an import, oldest first.
    pub async fn import_steps(&self, id: i64) -> Result<Vec<ImportStep>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.import_steps(id).await?,
            Database::Postgres(store) => store.import_steps(id).await?,
        };
        rows.into_iter().map(ImportStep::try_from).collect()
    }

    /// The commits of an import, those that took it back included, oldest first.
    pub async fn import_batches(&self, id: i64) -> Result<Vec<RecordedBatch>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.import_batches(id).await?,
            Database::Postgres(store) => store.import_batches(id).await?,
        };
        rows.into_iter().map(RecordedBatch::try_from).collect()
    }

    /// What an import made of every site that it touched, in the order in which it did.
    pub async fn import_changes(&self, id: i64) -> Result<Vec<ImportedChange>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.import_changes(id).await,
            Database::Postgres(store) => store.import_changes(id).await,
        }
    }

    /// The proposals of an import, the oldest first.
    pub async fn import_proposals(&self, id: i64) -> Result<Vec<Proposal>, StoreError> {
        let rows = match &self.database {
            Database::Sqlite(store) => store.import_proposals(id).await?,
            Database::Postgres(store) => store.import_proposals(id).await?,
        };
        rows.into_iter().map(Proposal::try_from).collect()
    }

    /// Writes the file of that hash to a place on the disk; `false` where it is not kept (any more).
    pub async fn write_import_file(&self, sha256: &str, to: &Path) -> Result<bool, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.write_import_file(sha256, to).await,
            Database::Postgres(store) => store.write_import_file(sha256, to).await,
        }
    }

    /// Lets the bytes of a file go, whatever it is needed for, and says so in the account of every import of it; `false` where
    /// nothing was kept. The hash stays.
    pub async fn forget_import_file(&self, sha256: &str, by: &str, because: &str) -> Result<bool, StoreError> {
        let (by, because) = (by.to_owned(), because.to_owned());
        admission::admit_texts("import", [("actor", Some(&by)), ("comment", Some(&because))])?;
        match &self.database {
            Database::Sqlite(store) => store.forget_import_file(sha256, &by, &because).await,
            Database::Postgres(store) => store.forget_import_file(sha256, &by, &because).await,
        }
    }

    /// Takes a step of an import that writes nothing to the inventory.
    pub async fn change_import(&self, seen: ImportVersion, change: ImportChange) -> Result<Import, StoreError> {
        admission::admit_import_change(&seen, &change)?;
        let row = match &self.database {
            Database::Sqlite(store) => store.change_import(&seen, change).await?,
            Database::Postgres(store) => store.change_import(&seen, change).await?,
        };
        Import::try_from(row)
    }

    /// Commits an open import as [`Store::commit`] does: its sites, or the proposals it begins, and that it was. Where nothing
    /// changes the import is committed without a batch.
    ///
    /// Its proposals, and its reason, are those of the batch.
    pub async fn commit_import(
        &self,
        batch: &Batch,
        expected_revision: i64,
        commit: ImportCommit,
    ) -> Result<(Commit, Import), StoreError> {
        let ImportCommit { seen, reach, report, remember, content } = commit;
        let (writes, begins) = match content {
            ImportContent::Sites(writes) => (writes, None),
            ImportContent::Proposals { state, proposals } => (Vec::new(), Some((state, proposals))),
        };
        let taken = ImportTaken::Commit { reach, report, reason: batch.reason.clone(), remember };
        let along = Along { begins, import: Some(ImportWork { seen, taken }), ..Along::default() };
        self.commit_of_import(batch, expected_revision, writes, along).await
    }

    /// Commits proposals of a committed import, each with its version and the write that carries it out.
    pub async fn accept_import(
        &self,
        batch: &Batch,
        expected_revision: i64,
        seen: ImportVersion,
        accepted: Vec<(i64, i64, SiteWrite)>,
    ) -> Result<(Commit, Import), StoreError> {
        let (mut accepts, mut writes) = (Vec::with_capacity(accepted.len()), Vec::with_capacity(accepted.len()));
        for (id, version, write) in accepted {
            accepts.push(Acceptance { id, version, actor: seen.actor.clone(), comment: seen.comment.clone() });
            writes.push(write);
        }
        let along = Along { accepts, import: Some(ImportWork { seen, taken: ImportTaken::Accept }), ..Along::default() };
        self.commit_of_import(batch, expected_revision, writes, along).await
    }

    /// Commits what takes a committed import back, gives up these of its proposals, each with its version, and marks the
    /// import as undone.
    pub async fn undo_import(
        &self,
        batch: &Batch,
        expected_revision: i64,
        seen: ImportVersion,
        writes: Vec<SiteWrite>,
        abandon: Vec<(i64, i64)>,
    ) -> Result<(Commit, Import), StoreError> {
        let import = Some(ImportWork { seen, taken: ImportTaken::Undo });
        let along = Along { abandons: abandon, import, ..Along::default() };
        self.commit_of_import(batch, expected_revision, writes, along).await
    }

    async fn commit_of_import(
        &self,
        batch: &Batch,
        expected_revision: i64,
        writes: Vec<SiteWrite>,
        along: Along,
    ) -> Result<(Commit, Import), StoreError> {
        let id = along.import.as_ref().map_or(0, |work| work.seen.id);
        let request = Request { batch, expected_revision, writes, vocabulary: Vec::new(), along };
        let (commit, row) = self.commit_request(request).await?;
        Ok((commit, Import::try_from(row.ok_or(StoreError::UnknownImport { id })?)?))
    }

    /// What an office (a unit, or `vn`) said of its last files.
    pub async fn office_wordings(&self, office: &str) -> Result<Option<Value>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.office_wordings(office).await,
            Database::Postgres(store) => store.office_wordings(office).await,
        }
    }
}
