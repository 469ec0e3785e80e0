//! How the bytes of a text file are characters, and how to tell.
use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

/// How the bytes of a text file are characters. Each can be undone: no byte is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with the lower byte first, as Excel writes “Unicode text”.
    Utf16Le,
    /// UTF-16 with the higher byte first.
    Utf16Be,
    /// The code page of Vietnamese Windows; tones are characters of their own.
    Windows1258,
    /// None of these: each byte is one character of Windows-1252, as Excel shows texts typed for the fonts of TCVN3 (ABC) and
    /// VNI.
    SingleByte,
}

impl TextEncoding {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1258, Self::SingleByte];

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1258 => "Windows-1258",
            Self::SingleByte => "TCVN3 / VNI",
        }
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1258 => WINDOWS_1258,
            Self::SingleByte => WINDOWS_1252,
        }
    }

    /// The bytes a text was read from; `None` where it holds a character that this encoding has not.
    pub fn bytes_of(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Windows1258 | Self::SingleByte => {
                let (bytes, _, has_foreign) = self.encoding().encode(text);
                (!has_foreign).then(|| bytes.into_owned())
            }
        }
    }

    /// The encoding that a byte order mark names, and how long the mark is.
    pub(super) fn of_mark(head: &[u8]) -> Option<(Self, usize)> {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Some((Self::Utf8, 3)),
            [0xff, 0xfe, ..] => Some((Self::Utf16Le, 2)),
            [0xfe, 0xff, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    /// UTF-16 without a mark: in texts with Latin letters, every other byte is mostly 0.
    pub(super) fn of_zeros(head: &[u8]) -> Option<Self> {
        let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        let most = head.len() / 2;
        match (even, odd) {
            (_, odd) if odd * 10 > most * 4 && even * 10 < most => Some(Self::Utf16Le),
            (even, _) if even * 10 > most * 4 && odd * 10 < most => Some(Self::Utf16Be),
            _ => None,
        }
    }

    /// Whether bytes that are not UTF-8 are the code page of Vietnamese Windows or text typed for the fonts of TCVN3 or VNI.
    ///
    /// In the code page a tone follows its vowel and is one of five bytes. TCVN3 has letters where the code page has signs
    /// that no name holds, and VNI has other bytes behind vowels.
    pub(super) fn of_single_bytes(bytes: &[u8]) -> Self {
        let pairs = || bytes.iter().zip(bytes.iter().skip(1));
        let is_vowel = |byte: &u8| {
            b"aeiouyAEIOUY".contains(byte)
                || matches!(byte, 0xc2 | 0xc3 | 0xca | 0xd4 | 0xd5 | 0xdd | 0xe2 | 0xe3 | 0xea | 0xf4 | 0xf5 | 0xfd)
        };
        let tones = pairs().filter(|(vowel, tone)| is_vowel(vowel) && matches!(tone, 0xcc | 0xd2 | 0xde | 0xec | 0xf2)).count();
        let letters_of_tcvn3 =
            bytes.iter().filter(|byte| matches!(byte, 0xa1..=0xaa | 0xac..=0xaf | 0xb5..=0xb9 | 0xbc..=0xbe)).count();
        let tones_of_vni = pairs().filter(|(vowel, tone)| {
            b"aeiouyAEIOUY".contains(vowel) && matches!(tone, 0xf8 | 0xf9 | 0xfb | 0xef | 0xd8 | 0xd9 | 0xdb | 0xcf | 0xe4)
        });
        match tones > letters_of_tcvn3 + tones_of_vni.count() {
            true => Self::Windows1258,
            false => Self::SingleByte,
        }
    }
}

/// Bytes that a decoder needs room for: a character has at most four.
const ROOM: usize = 16;

/// Reads bytes of an encoding as UTF-8. What is malformed is an error.
pub(super) struct DecodedReader<R> {
    inner: R,
    decoder: Decoder,
    /// Decoded for a reader that had no room for a whole character, and not given out yet.
    spare: Vec<u8>,
    is_finished: bool,
}

impl<R: BufRead> DecodedReader<R> {
    /// A reader of bytes after the byte order mark.
    pub fn new(inner: R, encoding: TextEncoding) -> Self {
        let decoder = encoding.encoding().new_decoder_without_bom_handling();
        Self { inner, decoder, spare: Vec::new(), is_finished: false }
    }

    fn decode(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.is_finished {
            let available = self.inner.fill_buf()?;
            let is_last = available.is_empty();
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(available, buffer, is_last);
            self.inner.consume(read);
            match result {
                DecoderResult::Malformed(..) => return Err(io::Error::new(io::ErrorKind::InvalidData, "malformed text")),
                DecoderResult::InputEmpty => self.is_finished = is_last,
                DecoderResult::OutputFull => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

impl<R: BufRead> Read for DecodedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.spare.is_empty() {
            if buffer.len() >= ROOM {
                return self.decode(buffer);
            }
            let mut room = [0; ROOM];
            let written = self.decode(&mut room)?;
            self.spare.extend(room.iter().take(written));
        }
        let count = self.spare.as_slice().read(buffer)?;
        self.spare.drain(..count);
        Ok(count)
    }
}

/// The text of a few bytes, as a sample; what is malformed is replaced.
pub(super) fn sample_text(bytes: &[u8], encoding: TextEncoding) -> String {
    let mut decoder = encoding.encoding().new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
    let (_result, ..): (CoderResult, usize, bool) = decoder.decode_to_string(bytes, &mut text, false);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_survives() {
        let all: Vec<u8> = (0..=255).collect();
        for encoding in [TextEncoding::Windows1258, TextEncoding::SingleByte] {
            let mut text = String::new();
            DecodedReader::new(all.as_slice(), encoding).read_to_string(&mut text).unwrap();
            assert_eq!(encoding.bytes_of(&text).as_ref(), Some(&all), "{encoding:?}");
        }
        assert_eq!(TextEncoding::SingleByte.bytes_of("ế"), None);
    }

    #[test]
    fn single_bytes_are_told_apart() {
        // "Hà Nội, Hoà Bình, huyện Mỹ Đức" in the code page of Windows, in TCVN3 and in VNI.
        let windows = b"Ha\xcc N\xf4\xf2i, Hoa\xcc Bi\xccnh, huy\xea\xf2n My\xde \xd0\xfd\xecc";
        let tcvn3 = b"H\xb5 N\xe9i, Ho\xb5 B\xd7nh, huy\xd6n M\xfc \xa7\xf8c, mi\xd2n n\xfai";
        let vni = b"Ha\xf8 No\xe4i, Hoa\xf8 B\xecnh, huye\xe4n My\xf5 \xd1\xf6\xf9c";
        assert_eq!(TextEncoding::of_single_bytes(windows), TextEncoding::Windows1258);
        assert_eq!(TextEncoding::of_single_bytes(tcvn3), TextEncoding::SingleByte);
        assert_eq!(TextEncoding::of_single_bytes(vni), TextEncoding::SingleByte);
    }
}
