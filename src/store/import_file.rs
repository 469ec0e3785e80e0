//! The file of an import on its way into the store and out of it, piece by piece.
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::cell::hexadecimal;
use super::error::StoreError;

/// Bytes of a piece; only the last one of a file has fewer.
const PIECE: usize = 1024 * 1024;

/// A file on the disk that is read.
pub(super) struct FileSource {
    path: PathBuf,
    file: File,
    hash: Sha256,
}

impl FileSource {
    /// Opens the file; says how long it is.
    pub async fn open(path: &Path) -> Result<(Self, i64), StoreError> {
        let unreadable = |source| StoreError::ImportFile { file: path.to_owned(), source };
        let file = File::open(path).await.map_err(unreadable)?;
        let bytes = file.metadata().await.map_err(unreadable)?.len();
        Ok((Self { path: path.to_owned(), file, hash: Sha256::new() }, i64::try_from(bytes).unwrap_or(i64::MAX)))
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let mut piece = Vec::with_capacity(PIECE);
        let most = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = (&mut self.file).take(most).read_to_end(&mut piece).await;
        read.map_err(|source| StoreError::ImportFile { file: self.path.clone(), source })?;
        self.hash.update(&piece);
        Ok((!piece.is_empty()).then_some(piece))
    }

    /// Fails where what was read is not the file of that hash.
    pub fn finish(self, sha256: &str) -> Result<(), StoreError> {
        match hexadecimal(&self.hash.finalize()) == sha256 {
            true => Ok(()),
            false => Err(StoreError::Inadmissible {
                name: self.path.display().to_string(),
                field: "file_sha256",
                problem: "is not that of the file",
            }),
        }
    }
}

/// A file on the disk that is written.
pub(super) struct FileTarget {
    path: PathBuf,
    file: File,
    hash: Sha256,
}

impl FileTarget {
    /// Makes the file, in the place of one that is there.
    pub async fn create(path: &Path) -> Result<Self, StoreError> {
        let file = File::create(path).await.map_err(|source| StoreError::ImportFile { file: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), file, hash: Sha256::new() })
    }

    pub async fn add(&mut self, piece: &[u8]) -> Result<(), StoreError> {
        self.hash.update(piece);
        self.file.write_all(piece).await.map_err(|source| StoreError::ImportFile { file: self.path.clone(), source })
    }

    /// Fails where what was written is not the file of that hash.
    pub async fn finish(mut self, sha256: &str) -> Result<(), StoreError> {
        self.file.flush().await.map_err(|source| StoreError::ImportFile { file: self.path.clone(), source })?;
        match hexadecimal(&self.hash.finalize()) == sha256 {
            true => Ok(()),
            false => Err(StoreError::Unreadable {
                row: format!("import_file {sha256}"),
                column: "piece".to_owned(),
                problem: "the pieces are not the file of that hash".to_owned(),
            }),
        }
    }
}

/// What the tables say is kept of a file, and what is.
#[derive(sqlx::FromRow)]
pub(super) struct KeptFileRow {
    sha256: String,
    bytes: i64,
    pieces: i64,
    kept_pieces: i64,
    kept_bytes: i64,
    last_piece: i64,
}

/// A file of imports, as far as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Its hash.
    pub sha256: String,
    /// Whether all of it is kept that is said to be: every piece, or none.
    pub is_whole: bool,
    /// Whether anything of it is kept.
    pub is_there: bool,
}

impl From<KeptFileRow> for KeptFile {
    fn from(row: KeptFileRow) -> Self {
        let is_there = row.kept_pieces > 0;
        let agrees = row.kept_pieces == row.pieces && row.last_piece == row.pieces;
        Self { is_whole: agrees && (!is_there || row.kept_bytes == row.bytes), is_there, sha256: row.sha256 }
    }
}
