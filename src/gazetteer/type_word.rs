//! The type words of administrative units, their abbreviations, and the ways a text can be read as type and name.
use unicode_normalization::char::is_combining_mark;

use super::spelling::{Likeness, Spelling, split_after_letters};

/// A type of unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TypeWord {
    Tinh,
    ThanhPho,
    Quan,
    Huyen,
    ThiXa,
    ThiTran,
    Xa,
    Phuong,
    DacKhu,
}

use TypeWord::{DacKhu, Huyen, Phuong, Quan, ThanhPho, ThiTran, ThiXa, Tinh, Xa};

/// What may stand before a name: the letters without accents and spaces, and the accented word.
const BEFORE: &[(&str, &str, &[TypeWord])] = &[
    ("tinh", "tỉnh", &[Tinh]),
    ("t", "t", &[Tinh]),
    ("thanhpho", "thành phố", &[ThanhPho]),
    ("tp", "tp", &[ThanhPho]),
    ("quan", "quận", &[Quan]),
    ("q", "q", &[Quan]),
    ("huyen", "huyện", &[Huyen]),
    ("h", "h", &[Huyen]),
    ("thixa", "thị xã", &[ThiXa]),
    ("tx", "tx", &[ThiXa]),
    ("thitran", "thị trấn", &[ThiTran]),
    ("tt", "tt", &[ThiTran]),
    ("xa", "xã", &[Xa]),
    ("x", "x", &[Xa]),
    ("phuong", "phường", &[Phuong]),
    ("p", "p", &[Phuong]),
    ("f", "f", &[Phuong]),
    ("dackhu", "đặc khu", &[DacKhu]),
    ("dk", "đk", &[DacKhu]),
];

/// What may stand after a name in English.
const AFTER: &[(&str, &[TypeWord])] = &[
    (" province", &[Tinh, ThanhPho]),
    (" city", &[ThanhPho]),
    (" district", &[Quan, Huyen, ThiXa, ThanhPho]),
    (" commune", &[Xa, DacKhu]),
    (" ward", &[Phuong]),
    (" town", &[ThiXa, ThiTran]),
    (" township", &[ThiTran]),
];

impl TypeWord {
    /// The type of that Vietnamese word, as the data files write it.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "Tỉnh" => Tinh,
            "Thành phố" => ThanhPho,
            "Quận" => Quan,
            "Huyện" => Huyen,
            "Thị xã" => ThiXa,
            "Thị trấn" => ThiTran,
            "Xã" => Xa,
            "Phường" => Phuong,
            "Đặc khu" => DacKhu,
            _ => return None,
        })
    }

    /// Whether a province may be of this type.
    pub fn is_provincial(self) -> bool {
        matches!(self, Tinh | ThanhPho)
    }

    /// Whether only communes are of this type.
    pub fn is_communal(self) -> bool {
        matches!(self, ThiTran | Xa | Phuong | DacKhu)
    }

    /// Every type.
    pub const ALL: &'static [Self] = &[Tinh, ThanhPho, Quan, Huyen, ThiXa, ThiTran, Xa, Phuong, DacKhu];

    /// The words of the type and its abbreviation of more than one letter.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Tinh => &["tỉnh"],
            ThanhPho => &["thành", "phố", "tp"],
            Quan => &["quận"],
            Huyen => &["huyện"],
            ThiXa => &["thị", "xã", "tx"],
            ThiTran => &["thị", "trấn", "tt"],
            Xa => &["xã"],
            Phuong => &["phường"],
            DacKhu => &["đặc", "khu", "đk"],
        }
    }
}

/// One way to read a text: the types it names, if any, and the name.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The types said; empty where none was.
    pub types: &'static [TypeWord],
    /// The name said.
    pub name: Spelling,
    /// Whether type and name stood together as one word, so that it may be no type at all.
    pub glued: bool,
}

impl Reading {
    /// Whether the reading names types and this is none of them; without a kind, any type of province will do.
    pub fn contradicts(&self, kind: Option<TypeWord>) -> bool {
        let fits = |said: TypeWord| kind.map_or(said.is_provincial(), |kind| said == kind);
        !self.types.is_empty() && !self.types.iter().any(|said| fits(*said))
    }
}

/// Every way to read the text. The first is the whole text as a name, since names begin with type words too: Phường Đúc, Xà Bang.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    let whole = Spelling::of(text);
    if whole.is_empty() {
        return Vec::new();
    }
    let letters: String = whole.toneless.chars().filter(|character| *character != ' ').collect();
    let mut found = Vec::new();
    for (plain, accented, types) in BEFORE {
        if !letters.starts_with(plain) {
            continue;
        }
        let Some((before, after)) = split_after_letters(text, plain.len()) else { continue };
        // “Xà” and “Phương” are no type words; “Xa” and “Phuong” may be, typed without tones. Two syllables leave no doubt.
        let said = Spelling::of(before);
        let short = !accented.contains(' ');
        if short && said.has_marks() && said.likeness(&Spelling::of(accented), true) > Likeness::Joined {
            continue;
        }
        let name = Spelling::of(after);
        if !name.is_empty() {
            found.push(Reading {
                types,
                name,
                glued: before.ends_with(|last: char| last.is_alphanumeric() || is_combining_mark(last)),
            });
        }
    }
    for (ending, types) in AFTER {
        if let Some(plain) = whole.toneless.strip_suffix(ending) {
            let count = plain.chars().filter(|character| *character != ' ').count();
            let name = split_after_letters(text, count).map(|(before, _)| Spelling::of(before));
            found.extend(name.map(|name| Reading { types, name, glued: false }));
        }
    }
    found.insert(0, Reading { types: &[], name: whole, glued: false });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<TypeWord>, String, bool)> {
        readings(text).into_iter().map(|r| (r.types.first().copied(), r.name.toneless, r.glued)).collect()
    }

    #[test]
    fn type_words_abbreviations_and_glued_forms_are_read() {
        for (text, kind, name, glued) in [
            ("Thị  xã Sơn Tây", ThiXa, "son tay", false),
            ("thị trấn Phùng", ThiTran, "phung", false),
            ("thịtrấn Phùng", ThiTran, "phung", false),
            ("T.P. Huế", ThanhPho, "hue", false),
            ("TP.HCM", ThanhPho, "hcm", false),
            ("TPHCM", ThanhPho, "hcm", true),
            ("P.12", Phuong, "12", false),
            ("Q1", Quan, "1", true),
            ("TXSơn Tây", ThiXa, "son tay", true),
            ("xaDanPhuong", Xa, "danphuong", true),
            ("xa\u{303} An", Xa, "an", false),
            ("ĐK. Phú Quý", DacKhu, "phu quy", false),
            ("Ha Giang province", Tinh, "ha giang", false),
        ] {
            assert!(read(text).contains(&(Some(kind), name.to_owned(), glued)), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn names_that_begin_like_a_type_word_are_kept_whole() {
        for text in ["Xà Bang", "Phương Mai", "Quán Thánh", "Tịnh Khê", "Thi Sơn"] {
            let whole_words: Vec<_> = read(text).into_iter().filter(|(_, _, glued)| !glued).collect();
            assert_eq!(whole_words.len(), 1, "{text}: {whole_words:?}");
        }
        assert_eq!(read("Phường Đúc").first().map(|r| r.1.as_str()), Some("phuong duc"));
        assert!(read(" … ").is_empty());
    }
}
