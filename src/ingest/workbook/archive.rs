//! A zip archive that is never trusted: its files are counted, their names checked, and what they unpack to is bounded.
use std::collections::HashMap;
use std::io::{self, BufReader, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::source::{Source, SourceReader};

/// The signature with which the entry of a file in the list of an archive begins.
const ENTRY_SIGNATURE: [u8; 4] = *b"PK\x01\x02";

/// An archive and how much of it has been unpacked.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<SourceReader>>,
    /// Places of the files by name, with `/` between folders and in small letters.
    places: HashMap<String, usize>,
    /// Names as they stand in the archive, with `/` between folders.
    names: Vec<String>,
    /// Most bytes read of each file so far; reading one again costs nothing anew.
    unpacked: Vec<u64>,
    packed_bytes: u64,
    limits: Limits,
}

/// One file of an archive, being unpacked.
pub(super) struct Part<'a> {
    file: ZipFile<'a, BufReader<SourceReader>>,
    name: &'a str,
    packed: u64,
    read: u64,
    others: u64,
    most: &'a mut u64,
    limits: Limits,
}

impl Archive {
    pub fn open(source: &Source, limits: &Limits) -> Result<Self, FileRefusal> {
        // The library keeps every entry in memory, so they are counted before. Each has a signature of its own.
        if signatures(source.open()?, limits.entries)? > limits.entries {
            return Err(FileRefusal::TooManyEntries { limit: limits.entries });
        }
        let damaged = |error: zip::result::ZipError| FileRefusal::damaged("zip", error);
        let zip = ZipArchive::new(BufReader::new(source.open()?)).map_err(damaged)?;
        let mut names = Vec::with_capacity(zip.len());
        for name in zip.file_names() {
            let name = name.map_err(damaged)?.replace('\\', "/");
            let is_outside = name.starts_with('/') || name.contains(['\0', ':']) || name.split('/').any(|folder| folder == "..");
            if is_outside {
                return Err(FileRefusal::UnsafePath { name: name.chars().take(100).collect() });
            }
            names.push(name);
        }
        let places = names.iter().enumerate().map(|(at, name)| (name.to_lowercase(), at)).collect();
        let unpacked = vec![0; names.len()];
        Ok(Self { zip, places, names, unpacked, packed_bytes: source.size()?, limits: *limits })
    }

    /// The names of the files, with `/` between folders.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is such a file, whatever the case of its letters.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// A file of the archive; `None` where there is no such file.
    pub fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, FileRefusal> {
        let Some(&at) = self.places.get(&name.to_lowercase()) else { return Ok(None) };
        let total: u64 = self.unpacked.iter().sum();
        let (Some(most), Some(name)) = (self.unpacked.get_mut(at), self.names.get(at)) else { return Ok(None) };
        let file = self.zip.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => FileRefusal::PasswordProtected,
            error => FileRefusal::damaged(name, error),
        })?;
        let packed = file.compressed_size().min(self.packed_bytes);
        Ok(Some(Part { file, name, packed, read: 0, others: total - *most, most, limits: self.limits }))
    }

    /// A file of the archive that must be there.
    pub fn needed(&mut self, name: &str) -> Result<Part<'_>, FileRefusal> {
        self.part(name)?.ok_or_else(|| FileRefusal::MissingPart { part: name.to_owned() })
    }

    /// A whole small file as bytes; `None` where there is no such file.
    pub fn small(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>, FileRefusal> {
        let Some(part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.take(most as u64).read_to_end(&mut bytes).map_err(|error| FileRefusal::of_read(error, name))?;
        Ok(Some(bytes))
    }
}

impl Part<'_> {
    /// Its name in the archive.
    pub fn name(&self) -> &str {
        self.name
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read += count as u64;
        *self.most = self.read.max(*self.most);
        if self.others + self.read > self.limits.unpacked_bytes {
            return Err(FileRefusal::UnpacksTooLarge { limit: self.limits.unpacked_bytes }.into_read_error());
        }
        let limit = self.limits.packing_ratio;
        if self.read > Limits::RATIO_FREE_BYTES && self.read / self.packed.max(1) > limit {
            return Err(FileRefusal::PackedTooTightly { part: self.name.to_owned(), limit }.into_read_error());
        }
        Ok(count)
    }
}

/// How many entries the lists of an archive can have, counted up to one more than asked for.
fn signatures(mut reader: SourceReader, most: usize) -> Result<usize, FileRefusal> {
    let mut buffer = vec![0; 64 * 1024];
    let (mut kept, mut count) = (0, 0);
    loop {
        let read = reader.read(buffer.get_mut(kept..).unwrap_or_default()).map_err(FileRefusal::Io)?;
        let filled = kept + read;
        count += buffer.get(..filled).unwrap_or_default().windows(4).filter(|bytes| *bytes == ENTRY_SIGNATURE).count();
        if read == 0 || count > most {
            return Ok(count);
        }
        // A signature may lie across two pieces, but three bytes are too few to be counted twice.
        let keep = filled.min(3);
        buffer.copy_within(filled - keep..filled, 0);
        kept = keep;
    }
}
