//! Imports in PostgreSQL: the file kept piece by piece, small reads, and steps written together with their account.
use std::path::Path;

use futures_util::TryStreamExt;
use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::PostgresStore;
use crate::store::clock;
use crate::store::error::StoreError;
use crate::store::history_row::BatchRow;
use crate::store::import::{
    ImportChange, ImportRow, ImportStepRow, ImportTaken, ImportVersion, ImportWork, ImportedChange, ImportedChangeRow, NewImport,
};
use crate::store::import_file::{FileSource, FileTarget};
use crate::store::proposal::ProposalRow;

impl PostgresStore {
    /// Keeps the file and begins its import, or neither.
    pub async fn begin_import(&self, new: NewImport) -> Result<ImportRow, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        // Numbers are given, and versions compared, one write after the other.
        let _: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
        let bytes = keep(connection, &new).await?;
        let last: i64 = sqlx::query_scalar(include_str!("read_last_import.sql")).fetch_one(&mut *connection).await?;
        let row = ImportRow::new(new, last + 1, bytes);
        put(connection, include_str!("insert_import.sql"), &row, None).await?;
        transaction.commit().await?;
        Ok(row)
    }

    pub async fn import(&self, id: i64) -> Result<Option<ImportRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_import.sql")).bind(id).fetch_optional(&self.pool).await?)
    }

    pub async fn imports(&self, limit: u32, before: i64) -> Result<Vec<ImportRow>, StoreError> {
        let query = sqlx::query_as(include_str!("read_imports.sql")).bind(before).bind(i64::from(limit));
        Ok(query.fetch_all(&self.pool).await?)
    }

    pub async fn import_steps(&self, id: i64) -> Result<Vec<ImportStepRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_import_steps.sql")).bind(id).fetch_all(&self.pool).await?)
    }

    pub async fn import_batches(&self, id: i64) -> Result<Vec<BatchRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_batches_of_import.sql")).bind(id).fetch_all(&self.pool).await?)
    }

    pub async fn import_changes(&self, id: i64) -> Result<Vec<ImportedChange>, StoreError> {
        sqlx::query_as(include_str!("read_import_changes.sql"))
            .bind(id)
            .fetch(&self.pool)
            .map_err(StoreError::from)
            .and_then(async |row: ImportedChangeRow| ImportedChange::try_from(row))
            .try_collect()
            .await
    }

    pub async fn import_proposals(&self, id: i64) -> Result<Vec<ProposalRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_proposals_of_import.sql")).bind(id).fetch_all(&self.pool).await?)
    }

    pub async fn write_import_file(&self, sha256: &str, to: &Path) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_read.sql")).await?;
        let pieces = pieces_of(&mut transaction, sha256).await?.unwrap_or(0);
        if pieces == 0 {
            return Ok(false);
        }
        let mut target = FileTarget::create(to).await?;
        for number in 1..=pieces {
            let query = sqlx::query_scalar(include_str!("read_import_piece.sql")).bind(sha256).bind(number);
            let piece: Option<Vec<u8>> = query.fetch_optional(&mut *transaction).await?;
            target.add(&piece.unwrap_or_default()).await?;
        }
        target.finish(sha256).await?;
        Ok(true)
    }

    pub async fn forget_import_file(&self, sha256: &str, by: &str, because: &str) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let _: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *transaction).await?;
        let was_kept = forget(&mut transaction, sha256, by, because).await?;
        transaction.commit().await?;
        Ok(was_kept)
    }

    /// Takes the step, and lets the file go where nobody needs it any more.
    pub async fn change_import(&self, seen: &ImportVersion, change: ImportChange) -> Result<ImportRow, StoreError> {
        let mut transaction = self.pool.begin_with(include_str!("begin_write.sql")).await?;
        let connection = &mut *transaction;
        let _: i64 = sqlx::query_scalar(include_str!("lock_revision.sql")).fetch_one(&mut *connection).await?;
        let gives_up = change == ImportChange::Discard;
        let work = ImportWork { seen: seen.clone(), taken: ImportTaken::Change(change) };
        let row = stepped(connection, &work).await?;
        put_step(connection, &row, work).await?;
        if gives_up && of_file(connection, &row.file_sha256).await?.is_empty() {
            let_go(connection, &row.file_sha256).await?;
        }
        transaction.commit().await?;
        Ok(row)
    }

    pub async fn office_wordings(&self, office: &str) -> Result<Option<Value>, StoreError> {
        office_wordings(&mut *self.pool.acquire().await?, office).await
    }
}

/// What an office said of its last files.
pub(super) async fn office_wordings(connection: &mut PgConnection, office: &str) -> Result<Option<Value>, StoreError> {
    let query = sqlx::query_scalar(include_str!("read_office_wording.sql")).bind(office);
    let wordings: Option<Json<Value>> = query.fetch_optional(connection).await?;
    Ok(wordings.map(|wordings| wordings.0))
}

/// Keeps the file, unless it is kept already; says how long it is.
async fn keep(connection: &mut PgConnection, new: &NewImport) -> Result<i64, StoreError> {
    let (mut file, bytes) = FileSource::open(&new.file).await?;
    sqlx::query(include_str!("insert_import_file.sql")).bind(&new.file_sha256).bind(bytes).execute(&mut *connection).await?;
    if pieces_of(connection, &new.file_sha256).await? != Some(0) {
        return Ok(bytes);
    }
    let mut pieces = 0_i64;
    while let Some(piece) = file.next().await? {
        pieces += 1;
        let query = sqlx::query(include_str!("insert_import_piece.sql")).bind(&new.file_sha256).bind(pieces).bind(piece);
        query.execute(&mut *connection).await?;
    }
    file.finish(&new.file_sha256)?;
    let query = sqlx::query(include_str!("update_import_file.sql")).bind(&new.file_sha256).bind(pieces);
    query.execute(connection).await?;
    Ok(bytes)
}

async fn pieces_of(connection: &mut PgConnection, sha256: &str) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar(include_str!("read_import_file.sql")).bind(sha256).fetch_optional(connection).await?)
}

/// The imports of a file that were not given up.
async fn of_file(connection: &mut PgConnection, sha256: &str) -> Result<Vec<ImportRow>, StoreError> {
    Ok(sqlx::query_as(include_str!("read_imports_of_file.sql")).bind(sha256).fetch_all(connection).await?)
}

/// Deletes the bytes of a file.
async fn let_go(connection: &mut PgConnection, sha256: &str) -> Result<(), StoreError> {
    sqlx::query(include_str!("delete_import_pieces.sql")).bind(sha256).execute(&mut *connection).await?;
    sqlx::query(include_str!("update_import_file.sql")).bind(sha256).bind(0_i64).execute(connection).await?;
    Ok(())
}

/// Deletes the bytes of a file and says so in the account of its imports; `false` where there are none.
pub(super) async fn forget(connection: &mut PgConnection, sha256: &str, by: &str, because: &str) -> Result<bool, StoreError> {
    if pieces_of(connection, sha256).await?.unwrap_or(0) == 0 {
        return Ok(false);
    }
    for mut row in of_file(connection, sha256).await? {
        let (actor, comment) = (by.to_owned(), Some(because.to_owned()));
        let seen = ImportVersion { id: row.id, version: row.version, actor, comment };
        row.step(&seen, ImportTaken::Forget)?;
        put(connection, include_str!("update_import.sql"), &row, seen.comment).await?;
    }
    let_go(connection, sha256).await?;
    Ok(true)
}

/// The import as the step leaves it.
pub(super) async fn stepped(connection: &mut PgConnection, work: &ImportWork) -> Result<ImportRow, StoreError> {
    let id = work.seen.id;
    let stored: Option<ImportRow> = sqlx::query_as(include_str!("read_import.sql")).bind(id).fetch_optional(connection).await?;
    let mut row = stored.ok_or(StoreError::UnknownImport { id })?;
    row.step(&work.seen, work.taken.clone())?;
    Ok(row)
}

/// Writes the import, its step, and what the step remembers for the office.
pub(super) async fn put_step(connection: &mut PgConnection, row: &ImportRow, work: ImportWork) -> Result<(), StoreError> {
    let ImportWork { seen, taken } = work;
    if let ImportTaken::Commit { remember: Some((office, wordings)), .. } = taken {
        sqlx::query(include_str!("upsert_office_wording.sql"))
            .bind(office)
            .bind(Json(wordings))
            .bind(clock::to_text(clock::now()))
            .bind(&seen.actor)
            .execute(&mut *connection)
            .await?;
    }
    put(connection, include_str!("update_import.sql"), row, seen.comment).await
}

async fn put(
    connection: &mut PgConnection,
    statement: &'static str,
    row: &ImportRow,
    comment: Option<String>,
) -> Result<(), StoreError> {
    sqlx::query(statement)
        .bind(row.id)
        .bind(row.version)
        .bind(&row.state)
        .bind(&row.author)
        .bind(&row.file_name)
        .bind(&row.file_sha256)
        .bind(row.office.as_ref())
        .bind(&row.shared_with)
        .bind(&row.settings)
        .bind(row.report.as_ref())
        .bind(row.reach.as_ref())
        .bind(row.reason.as_ref())
        .bind(&row.created_at)
        .bind(&row.changed_at)
        .bind(&row.actor)
        .execute(&mut *connection)
        .await?;
    sqlx::query(include_str!("insert_import_step.sql"))
        .bind(row.id)
        .bind(row.version)
        .bind(&row.state)
        .bind(&row.actor)
        .bind(&row.changed_at)
        .bind(comment)
        .execute(connection)
        .await?;
    Ok(())
}
