//! The bytes of a file, on disk or in memory, which can be read several times.
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::file_refusal::FileRefusal;

/// Where the bytes of a file are.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Path(PathBuf),
    Bytes(Bytes),
}

/// A reader of those bytes, from the first one on.
#[derive(Debug)]
pub(super) enum SourceReader {
    File(File),
    Bytes(Cursor<Bytes>),
}

impl Source {
    pub fn of_path(path: &Path) -> Self {
        Self::Path(path.to_owned())
    }

    pub fn open(&self) -> Result<SourceReader, FileRefusal> {
        match self {
            Self::Path(path) => File::open(path).map(SourceReader::File).map_err(FileRefusal::Io),
            Self::Bytes(bytes) => Ok(SourceReader::Bytes(Cursor::new(bytes.clone()))),
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> Result<u64, FileRefusal> {
        match self {
            Self::Path(path) => std::fs::metadata(path).map(|metadata| metadata.len()).map_err(FileRefusal::Io),
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
        }
    }

    /// The first bytes, at most so many.
    pub fn head(&self, most: u64) -> Result<Vec<u8>, FileRefusal> {
        let mut head = Vec::new();
        self.open()?.take(most).read_to_end(&mut head).map_err(FileRefusal::Io)?;
        Ok(head)
    }
}

impl Read for SourceReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Bytes(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for SourceReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Bytes(bytes) => bytes.seek(to),
        }
    }
}
