//! The records of a binary Excel workbook (BIFF5 and BIFF8), and the texts in them, which may run on into further records.
use encoding_rs::Encoding;

/// A record that continues the one before.
const CONTINUE: u16 = 0x3c;

/// Kinds of records that are looked at.
pub(super) mod kind {
    pub const FORMULA: u16 = 0x06;
    pub const EOF: u16 = 0x0a;
    pub const DATE_MODE: u16 = 0x22;
    pub const FILE_PASS: u16 = 0x2f;
    pub const CODE_PAGE: u16 = 0x42;
    pub const COLUMNS: u16 = 0x7d;
    pub const BOUND_SHEET: u16 = 0x85;
    pub const MULTIPLE_RK: u16 = 0xbd;
    pub const RICH_TEXT: u16 = 0xd6;
    pub const STYLE: u16 = 0xe0;
    pub const MERGED: u16 = 0xe5;
    pub const SHARED_TEXTS: u16 = 0xfc;
    pub const SHARED_TEXT: u16 = 0xfd;
    pub const BOOK_LINK: u16 = 0x1ae;
    pub const DIMENSIONS: u16 = 0x200;
    pub const NUMBER: u16 = 0x203;
    pub const LABEL: u16 = 0x204;
    pub const BOOL_OR_ERROR: u16 = 0x205;
    pub const FORMULA_TEXT: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const RK: u16 = 0x27e;
    pub const FORMAT: u16 = 0x41e;
    pub const BEGIN: u16 = 0x809;
}

/// Which generation of the format a workbook is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Biff {
    /// Excel 5 and 95: texts are bytes of a code page.
    Five(&'static Encoding),
    /// Excel 97 to 2003: texts are Unicode.
    Eight,
}

/// A record: its kind, the place where it begins, its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub start: usize,
    pub data: &'a [u8],
}

impl Record<'_> {
    /// Two bytes at this place; 0 past the end.
    pub fn u16(&self, at: usize) -> u16 {
        self.data
            .get(at..at + 2)
            .map_or(0, |bytes| u16::from_le_bytes([bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)]))
    }

    /// Four bytes at this place; 0 past the end.
    pub fn u32(&self, at: usize) -> u32 {
        u32::from(self.u16(at)) | u32::from(self.u16(at + 2)) << 16
    }

    /// One byte at this place; 0 past the end.
    pub fn u8(&self, at: usize) -> u8 {
        self.data.get(at).copied().unwrap_or(0)
    }

    /// A number of eight bytes at this place.
    pub fn f64(&self, at: usize) -> f64 {
        f64::from_bits(u64::from(self.u32(at)) | u64::from(self.u32(at + 4)) << 32)
    }
}

/// The records of a stream from a place on, until it ends.
#[derive(Clone, Debug)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let start = self.at;
        let head = Record { kind: 0, start, data: self.stream.get(start..start.checked_add(4)?)? };
        let (from, length) = (start + 4, usize::from(head.u16(2)));
        let data = self.stream.get(from..from + length)?;
        self.at = from + length;
        Some(Record { kind: head.u16(0), start, data })
    }
}

/// A place in a record and those that continue it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    stream: &'a [u8],
    at: usize,
    /// Where the present record ends.
    end: usize,
}

/// The head of a shared text.
struct TextHead {
    characters: usize,
    is_wide: bool,
    runs: usize,
    extension: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor behind the first bytes of a record.
    pub fn within(stream: &'a [u8], record: &Record<'a>, skipped: usize) -> Self {
        let from = record.start + 4;
        let end = from + record.data.len();
        Self { stream, at: (from + skipped).min(end), end }
    }

    /// A cursor at a place that was kept.
    pub fn at(stream: &'a [u8], (at, end): (u32, u32)) -> Self {
        Self { stream, at: at as usize, end: end as usize }
    }

    /// The place, to come back to.
    pub fn place(&self) -> Option<(u32, u32)> {
        Some((u32::try_from(self.at).ok()?, u32::try_from(self.end).ok()?))
    }

    /// Goes on into the record that continues this one.
    fn go_on(&mut self) -> Option<()> {
        let next = Records::from(self.stream, self.end).next().filter(|record| record.kind == CONTINUE)?;
        self.at = next.start + 4;
        self.end = self.at + next.data.len();
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.end {
            self.go_on()?;
        }
        let byte = *self.stream.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            if self.at >= self.end {
                self.go_on()?;
            }
            let step = bytes.min(self.end.saturating_sub(self.at));
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    fn head(&mut self, count_bytes: usize) -> Option<TextHead> {
        let characters = if count_bytes == 1 { usize::from(self.byte()?) } else { usize::from(self.u16()?) };
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extension = if flags & 4 != 0 { usize::from(self.u16()?) | usize::from(self.u16()?) << 16 } else { 0 };
        Some(TextHead { characters, is_wide: flags & 1 != 0, runs, extension })
    }

    /// Goes through the characters of a text and gives each to the receiver.
    fn characters(&mut self, head: &TextHead, mut receive: impl FnMut(u16)) -> Option<()> {
        let (mut left, mut is_wide) = (head.characters, head.is_wide);
        while left > 0 {
            if self.at >= self.end {
                self.go_on()?;
                // A text that goes on says anew how wide its characters are.
                is_wide = self.byte()? & 1 != 0;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = left.min(self.end.saturating_sub(self.at) / width);
            let bytes = self.stream.get(self.at..self.at + here * width)?;
            for unit in bytes.chunks_exact(width) {
                let (low, high) = (unit.first().copied().unwrap_or(0), unit.get(1).copied().unwrap_or(0));
                receive(u16::from_le_bytes([low, high]));
            }
            self.at += here * width;
            left -= here;
            if here == 0 && self.at < self.end {
                // Half a character at the end of a record.
                return None;
            }
        }
        Some(())
    }

    /// Passes over a text of the shared ones.
    pub fn skip_text(&mut self) -> Option<()> {
        let head = self.head(2)?;
        self.characters(&head, |_| {})?;
        self.skip(head.runs * 4)?;
        self.skip(head.extension)
    }

    /// A Unicode text; the number of its characters takes one byte or two.
    pub fn unicode(&mut self, count_bytes: usize) -> Option<String> {
        let head = self.head(count_bytes)?;
        let mut units = Vec::new();
        self.characters(&head, |unit| units.push(unit))?;
        Some(String::from_utf16_lossy(&units))
    }

    /// A text of bytes; their number takes one byte or two.
    pub fn bytes(&mut self, count_bytes: usize, encoding: &'static Encoding) -> Option<String> {
        let count = if count_bytes == 1 { usize::from(self.byte()?) } else { usize::from(self.u16()?) };
        let bytes: Vec<u8> = (0..count).map_while(|_| self.byte()).collect();
        (bytes.len() == count).then(|| encoding.decode_without_bom_handling(&bytes).0.into_owned())
    }

    /// A text as this generation of the format has it.
    pub fn text(&mut self, biff: Biff, count_bytes: usize) -> Option<String> {
        match biff {
            Biff::Five(encoding) => self.bytes(count_bytes, encoding),
            Biff::Eight => self.unicode(count_bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_goes_on_in_the_next_record_with_another_width() {
        // "ab" in narrow characters, then "ế" and "c" in wide ones.
        let mut stream = record(kind::SHARED_TEXTS, &[4, 0, 0, b'a', b'b']);
        stream.extend(record(CONTINUE, &[1, 0xbf, 0x1e, b'c', 0]));
        let first = Records::from(&stream, 0).next().unwrap();
        assert_eq!(Cursor::within(&stream, &first, 0).unicode(2).as_deref(), Some("abếc"));
        let mut skipped = Cursor::within(&stream, &first, 0);
        assert!(skipped.skip_text().is_some());
        assert_eq!(skipped.place(), Some((stream.len() as u32, stream.len() as u32)));
        for length in 0..stream.len() {
            let cut = &stream[..length];
            if let Some(first) = Records::from(cut, 0).next() {
                assert_eq!(Cursor::within(cut, &first, 0).unicode(2), None);
            }
        }
    }
}
