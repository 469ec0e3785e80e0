//! The bytes of a file as they come: to a temporary file, counted and hashed on the way; what is no table is kept nowhere.
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;

use super::failure::ImportFailure;
use crate::ingest::workbook::{FileFormat, FileRefusal, Limits, ReadOptions, Workbook};

/// Most bytes of a file.
pub const FILE_MAX: u64 = 256 * 1024 * 1024;

/// A file on its way. Dropping it leaves nothing.
pub struct Receiving {
    file: tokio::fs::File,
    path: TempPath,
    hash: Sha256,
    bytes: u64,
}

/// A file that came whole, on disk for as long as this lives.
pub struct ReceivedFile {
    path: TempPath,
    sha256: String,
    bytes: u64,
    format: FileFormat,
}

impl Receiving {
    /// Makes room for a file.
    ///
    /// # Errors
    /// Where the disk gives none.
    pub fn begin() -> Result<Self, ImportFailure> {
        let (file, path) = tempfile::Builder::new().prefix("agriatlas-import-").tempfile()?.into_parts();
        Ok(Self { file: tokio::fs::File::from_std(file), path, hash: Sha256::new(), bytes: 0 })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Where they are more than a file may have, or the disk takes no more.
    pub async fn take(&mut self, chunk: &[u8]) -> Result<(), ImportFailure> {
        self.bytes += chunk.len() as u64;
        if self.bytes > FILE_MAX {
            return Err(ImportFailure::File(FileRefusal::TooLarge { bytes: self.bytes, limit: FILE_MAX }));
        }
        self.hash.update(chunk);
        Ok(self.file.write_all(chunk).await?)
    }

    /// The file, once all of it came and it is a table.
    ///
    /// # Errors
    /// Where it is no table, damaged, protected, or beyond a limit.
    pub async fn finish(mut self, file_name: &str) -> Result<ReceivedFile, ImportFailure> {
        self.file.flush().await?;
        let Self { path, hash, bytes, .. } = self;
        let options = ReadOptions { file_name: Some(file_name.to_owned()), ..ReadOptions::default() };
        let opened = tokio::task::spawn_blocking(move || {
            Workbook::open_path(&path, &options, &Limits::DEFAULT).map(|workbook| (workbook.format(), path))
        });
        let (format, path) = opened.await.map_err(std::io::Error::other)??;
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(ReceivedFile { path, sha256, bytes, format })
    }
}

impl ReceivedFile {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its SHA-256 in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its length.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What it is.
    pub fn format(&self) -> FileFormat {
        self.format
    }
}
