//! The texts that the cells of a workbook share: the first ones in memory, the rest in a temporary file.
use std::fs::File;
use std::io::{BufRead, BufWriter, Read, Seek, SeekFrom, Write};

use super::file_refusal::FileRefusal;
use super::limits::Limits;
use super::sheet_text::{RichText, rich_text, undo_escapes};
use super::xml_events::{XmlEvents, XmlPiece};

/// How many bytes of texts stay in memory.
const MEMORY_BYTES: u64 = 16 * 1024 * 1024;
/// How many bytes of the file are fetched at once.
const WINDOW_BYTES: usize = 64 * 1024;

/// Texts by their number.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    /// All texts, end to end, up to the first one that lies in the file.
    memory: String,
    /// Where each text ends, counted over memory and file.
    ends: Vec<u64>,
    spilled: Option<File>,
    window: Vec<u8>,
    window_start: u64,
}

impl SharedStrings {
    /// Reads the part of a workbook that holds them.
    pub fn read(reader: impl BufRead, part: &str, limits: &Limits) -> Result<Self, FileRefusal> {
        Self::read_with(reader, part, limits, MEMORY_BYTES)
    }

    fn read_with(reader: impl BufRead, part: &str, limits: &Limits, memory_bytes: u64) -> Result<Self, FileRefusal> {
        let mut xml = XmlEvents::new(reader, part);
        let mut strings = Self::default();
        let mut spill: Option<BufWriter<File>> = None;
        let mut end = 0;
        loop {
            match xml.next()? {
                XmlPiece::Start(tag) if tag.name() == "si" => {
                    let RichText { text, .. } = rich_text(&mut xml, limits)?;
                    let text = undo_escapes(text);
                    if strings.ends.len() >= limits.strings {
                        return Err(FileRefusal::TooManyStrings { limit: limits.strings });
                    }
                    end += text.len() as u64;
                    strings.ends.push(end);
                    if spill.is_none() && end <= memory_bytes {
                        strings.memory.push_str(&text);
                        continue;
                    }
                    let writer = match &mut spill {
                        Some(writer) => writer,
                        None => spill.insert(BufWriter::new(tempfile::tempfile().map_err(FileRefusal::Io)?)),
                    };
                    writer.write_all(text.as_bytes()).map_err(FileRefusal::Io)?;
                }
                XmlPiece::Finish => break,
                _ => {}
            }
        }
        if let Some(writer) = spill {
            strings.spilled = Some(writer.into_inner().map_err(|error| FileRefusal::Io(error.into_error()))?);
        }
        Ok(strings)
    }

    /// The text of this number; `None` where there is none.
    pub fn get(&mut self, number: usize) -> Result<Option<String>, FileRefusal> {
        let Some(&end) = self.ends.get(number) else { return Ok(None) };
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let in_memory = self.memory.len() as u64;
        if end <= in_memory {
            let (start, end) = (start as usize, end as usize);
            return Ok(self.memory.get(start..end).map(str::to_owned));
        }
        let bytes = self.spilled_bytes(start - in_memory, end - in_memory)?;
        Ok(String::from_utf8(bytes).ok())
    }

    fn spilled_bytes(&mut self, start: u64, end: u64) -> Result<Vec<u8>, FileRefusal> {
        let within = |window_start: u64, window: &[u8]| {
            let from = usize::try_from(start.checked_sub(window_start)?).ok()?;
            let to = usize::try_from(end.checked_sub(window_start)?).ok()?;
            window.get(from..to).map(<[u8]>::to_vec)
        };
        if let Some(bytes) = within(self.window_start, &self.window) {
            return Ok(bytes);
        }
        let Some(file) = &mut self.spilled else { return Ok(Vec::new()) };
        let size = WINDOW_BYTES.max((end - start) as usize);
        self.window.clear();
        file.seek(SeekFrom::Start(start)).map_err(FileRefusal::Io)?;
        file.take(size as u64).read_to_end(&mut self.window).map_err(FileRefusal::Io)?;
        self.window_start = start;
        Ok(within(start, &self.window).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_from_memory_and_from_disk() {
        let texts: Vec<String> = (0..5000).map(|number| format!("Xã thứ {number} {}", "ế".repeat(number % 50))).collect();
        let items: String = texts.iter().map(|text| format!("<si><r><t>{text}</t></r><rPh><t>no</t></rPh></si>")).collect();
        let part = format!("<sst>{items}</sst>");
        for memory in [0, 1000, u64::MAX] {
            let mut strings = SharedStrings::read_with(part.as_bytes(), "s", &Limits::DEFAULT, memory).unwrap();
            for number in (0..texts.len()).chain((0..texts.len()).rev().step_by(7)) {
                assert_eq!(strings.get(number).unwrap().as_ref(), texts.get(number), "{memory}");
            }
            assert_eq!(strings.get(texts.len()).unwrap(), None);
        }
        let limits = Limits { strings: 4999, ..Limits::DEFAULT };
        assert!(matches!(SharedStrings::read(part.as_bytes(), "s", &limits), Err(FileRefusal::TooManyStrings { .. })));
    }
}
