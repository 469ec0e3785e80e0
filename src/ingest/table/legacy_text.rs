//! Text of the fonts before Unicode: TCVN3 (ABC) and VNI, told by which of the readings is Vietnamese.
use serde::{Deserialize, Serialize};

use super::syllable::is_syllable;

/// How the characters of a cell were meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As they are.
    Unicode,
    /// TCVN 5712, as the fonts .VnTime and .VnTimeH show it.
    Tcvn3,
    /// As the fonts VNI-Times show it.
    Vni,
}

/// Byte and letter of TCVN3; capitals with two marks are written as small letters in a font of capitals.
const TCVN3: &[(char, char)] = &[
    ('¡', 'Ă'),
    ('¢', 'Â'),
    ('£', 'Ê'),
    ('¤', 'Ô'),
    ('¥', 'Ơ'),
    ('¦', 'Ư'),
    ('§', 'Đ'),
    ('¨', 'ă'),
    ('©', 'â'),
    ('ª', 'ê'),
    ('«', 'ô'),
    ('¬', 'ơ'),
    ('\u{ad}', 'ư'),
    ('®', 'đ'),
    ('µ', 'à'),
    ('¶', 'ả'),
    ('·', 'ã'),
    ('¸', 'á'),
    ('¹', 'ạ'),
    ('»', 'ằ'),
    ('¼', 'ẳ'),
    ('½', 'ẵ'),
    ('¾', 'ắ'),
    ('Æ', 'ặ'),
    ('Ç', 'ầ'),
    ('È', 'ẩ'),
    ('É', 'ẫ'),
    ('Ê', 'ấ'),
    ('Ë', 'ậ'),
    ('Ì', 'è'),
    ('Î', 'ẻ'),
    ('Ï', 'ẽ'),
    ('Ð', 'é'),
    ('Ñ', 'ẹ'),
    ('Ò', 'ề'),
    ('Ó', 'ể'),
    ('Ô', 'ễ'),
    ('Õ', 'ế'),
    ('Ö', 'ệ'),
    ('×', 'ì'),
    ('Ø', 'ỉ'),
    ('Ü', 'ĩ'),
    ('Ý', 'í'),
    ('Þ', 'ị'),
    ('ß', 'ò'),
    ('á', 'ỏ'),
    ('â', 'õ'),
    ('ã', 'ó'),
    ('ä', 'ọ'),
    ('å', 'ồ'),
    ('æ', 'ổ'),
    ('ç', 'ỗ'),
    ('è', 'ố'),
    ('é', 'ộ'),
    ('ê', 'ờ'),
    ('ë', 'ở'),
    ('ì', 'ỡ'),
    ('í', 'ớ'),
    ('î', 'ợ'),
    ('ï', 'ù'),
    ('ñ', 'ủ'),
    ('ò', 'ũ'),
    ('ó', 'ú'),
    ('ô', 'ụ'),
    ('õ', 'ừ'),
    ('ö', 'ử'),
    ('÷', 'ữ'),
    ('ø', 'ứ'),
    ('ù', 'ự'),
    ('ú', 'ỳ'),
    ('û', 'ỷ'),
    ('ü', 'ỹ'),
    ('ý', 'ý'),
    ('þ', 'ỵ'),
];

/// Letters of VNI that are one character.
const VNI_SINGLE: &[(char, char)] = &[
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('í', 'í'),
    ('Í', 'Í'),
    ('ì', 'ì'),
    ('Ì', 'Ì'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
];

/// Marks of VNI after a letter, in small letters: the character, the mark on the letter (none, breve, circumflex), the tone.
const VNI_MARKS: &[(char, Option<char>, Option<char>)] = &[
    ('ù', None, Some('\u{301}')),
    ('ø', None, Some('\u{300}')),
    ('û', None, Some('\u{309}')),
    ('õ', None, Some('\u{303}')),
    ('ï', None, Some('\u{323}')),
    ('ê', Some('\u{306}'), None),
    ('é', Some('\u{306}'), Some('\u{301}')),
    ('è', Some('\u{306}'), Some('\u{300}')),
    ('ú', Some('\u{306}'), Some('\u{309}')),
    ('ü', Some('\u{306}'), Some('\u{303}')),
    ('ë', Some('\u{306}'), Some('\u{323}')),
    ('â', Some('\u{302}'), None),
    ('á', Some('\u{302}'), Some('\u{301}')),
    ('à', Some('\u{302}'), Some('\u{300}')),
    ('å', Some('\u{302}'), Some('\u{309}')),
    ('ã', Some('\u{302}'), Some('\u{303}')),
    ('ä', Some('\u{302}'), Some('\u{323}')),
];

impl Encoding {
    /// The text that was meant, with composed characters.
    pub fn decode(self, text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        match self {
            Self::Unicode => text.nfc().collect(),
            Self::Tcvn3 => {
                let letter =
                    |character: char| TCVN3.iter().find(|(byte, _)| *byte == character).map_or(character, |(_, letter)| *letter);
                let decoded: String = text
                    .split_inclusive(|character: char| !is_letter_of_old_text(character))
                    .map(|word| in_one_case(word, &word.chars().map(letter).collect::<String>()))
                    .collect();
                // `HîP T¸C X·` is in a font of capitals from end to end, also where a word has one plain letter.
                capitals_restored(&in_one_case(text, &decoded)).nfc().collect()
            }
            Self::Vni => decode_vni(text).nfc().collect(),
        }
    }

    /// The text as the old fonts wanted it; `None` where they have no such letter.
    pub fn encode(self, text: &str) -> Option<String> {
        use unicode_normalization::UnicodeNormalization;
        let composed = text.nfc();
        match self {
            Self::Unicode => Some(composed.collect()),
            Self::Tcvn3 => composed.map(tcvn3_of).collect(),
            Self::Vni => composed.map(vni_of).collect(),
        }
    }
}

fn tcvn3_of(letter: char) -> Option<char> {
    let known = |letter: char| TCVN3.iter().find(|(_, known)| *known == letter).map(|(byte, _)| *byte);
    // A capital that TCVN3 lacks is a small letter in a font of capitals.
    let small = || letter.to_lowercase().next().and_then(known);
    known(letter).or_else(small).or_else(|| letter.is_ascii().then_some(letter))
}

fn vni_of(letter: char) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    if let Some((single, _)) = VNI_SINGLE.iter().find(|(_, known)| *known == letter) {
        return Some(single.to_string());
    }
    if letter.is_ascii() {
        return Some(letter.to_string());
    }
    let (mut base, mut quality, mut tone) = (None, None, None);
    for part in letter.nfd() {
        match part {
            '\u{306}' | '\u{302}' | '\u{31b}' => quality = Some(part),
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(part),
            _ => base = Some(part),
        }
    }
    let base = base.filter(char::is_ascii_alphabetic)?;
    let (first, quality) = match (quality, base) {
        (Some('\u{31b}'), 'o') => ('ô', None),
        (Some('\u{31b}'), 'O') => ('Ô', None),
        (Some('\u{31b}'), 'u') => ('ö', None),
        (Some('\u{31b}'), 'U') => ('Ö', None),
        (quality, base) => (base, quality),
    };
    let (mark, ..) = VNI_MARKS.iter().find(|(_, q, t)| *q == quality && *t == tone)?;
    let mark = if base.is_uppercase() { mark.to_uppercase().next()? } else { *mark };
    Some([first, mark].iter().collect())
}

fn decode_vni(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let single = VNI_SINGLE.iter().find(|(byte, _)| *byte == character).map(|(_, letter)| *letter);
        let base = match (character, single) {
            ('a' | 'e' | 'o' | 'u' | 'y' | 'A' | 'E' | 'O' | 'U' | 'Y', _) => character,
            (_, Some(letter)) => letter,
            _ => {
                decoded.push(character);
                continue;
            }
        };
        decoded.push(base);
        let takes_quality = |quality: Option<char>| match quality {
            None => true,
            Some('\u{306}') => matches!(base, 'a' | 'A'),
            Some(_) => matches!(base, 'a' | 'A' | 'e' | 'E' | 'o' | 'O'),
        };
        let is_vowel = !matches!(base, 'đ' | 'Đ' | 'í' | 'Í' | 'ì' | 'Ì' | 'ỉ' | 'Ỉ' | 'ĩ' | 'Ĩ' | 'ị' | 'Ị' | 'ỵ' | 'Ỵ');
        let mark = characters.peek().and_then(|next| {
            let next = next.to_lowercase().next()?;
            VNI_MARKS.iter().find(|(mark, quality, _)| is_vowel && *mark == next && takes_quality(*quality))
        });
        if let Some((_, quality, tone)) = mark {
            decoded.extend(quality.iter().chain(tone));
            characters.next();
        }
    }
    decoded
}

/// A word in capitals of which an old font kept the marked letters small, in capitals.
fn in_one_case(written: &str, decoded: &str) -> String {
    let letters = || written.chars().filter(char::is_ascii_alphabetic);
    let capitals = letters().count() > 1 && letters().all(|letter| letter.is_ascii_uppercase());
    // A single capital before one vowel of an old font: the word may be `Cổ` or `CỔ`; the commoner is taken.
    if capitals { decoded.to_uppercase() } else { decoded.to_owned() }
}

/// A name of which one word begins with a capital that TCVN3 lacks: `Đỗ Ngọc ánh`.
fn capitals_restored(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let begins = |word: &&str, test: fn(char) -> bool| word.chars().next().is_some_and(test);
    let small = words.iter().filter(|word| begins(word, char::is_lowercase)).count();
    let is_name = words.len() >= 3 && small == 1 && words.iter().all(|word| begins(word, char::is_alphabetic));
    let restored = words.iter().map(|word| match word.chars().next() {
        Some(first) if is_name && first.is_lowercase() && !first.is_ascii() && !"ăâđêôơư".contains(first) => {
            first.to_uppercase().chain(word.chars().skip(1)).collect()
        }
        _ => (*word).to_owned(),
    });
    restored.collect::<Vec<String>>().join(" ")
}

fn is_letter_of_old_text(character: char) -> bool {
    character.is_ascii_alphabetic() || ('\u{a1}'..='\u{ff}').contains(&character)
}

/// How many words with marks are Vietnamese in a reading, and how many there are.
fn fit(text: &str, encoding: Encoding) -> (usize, usize) {
    let has_marks = |word: &&str| word.chars().any(|character| ('\u{a1}'..='\u{ff}').contains(&character));
    // Old letters such as `·` are no letters to Unicode: words are parted at spaces and plain punctuation.
    let is_boundary = |character: char| character.is_whitespace() || (character.is_ascii() && !character.is_ascii_alphabetic());
    let words: Vec<&str> = text.split(is_boundary).filter(has_marks).collect();
    let good = words.iter().filter(|word| is_syllable(&encoding.decode(word))).count();
    (good, words.len())
}

/// What the cells of a column or a sheet say of their encoding.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EncodingVotes {
    unicode: usize,
    tcvn3: usize,
    vni: usize,
}

impl EncodingVotes {
    /// Counts a cell that can be read in one way only.
    pub(super) fn count(&mut self, text: &str) {
        match decided(text) {
            Some(Encoding::Unicode) => self.unicode += 1,
            Some(Encoding::Tcvn3) => self.tcvn3 += 1,
            Some(Encoding::Vni) => self.vni += 1,
            None => {}
        }
    }

    /// The commonest, where any cell decided.
    pub(super) fn commonest(self) -> Option<Encoding> {
        let all = [(self.unicode, Encoding::Unicode), (self.tcvn3, Encoding::Tcvn3), (self.vni, Encoding::Vni)];
        all.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, encoding)| encoding)
    }
}

/// The only encoding in which the cell is Vietnamese; `None` where it has no marks or several would do.
fn decided(text: &str) -> Option<Encoding> {
    if text.chars().any(is_beyond_old_text) {
        return Some(Encoding::Unicode);
    }
    let fits = [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni].map(|encoding| (encoding, fit(text, encoding)));
    let good: Vec<Encoding> =
        fits.iter().filter(|(_, (good, all))| *all > 0 && good * 10 >= all * 7).map(|(encoding, _)| *encoding).collect();
    let best = fits.iter().max_by_key(|(_, (good, _))| *good).filter(|(_, (good, _))| *good > 0)?;
    let is_alone = fits.iter().filter(|(_, (good, _))| good * 10 >= best.1.0 * 8).count() == 1;
    match good.as_slice() {
        [only] => Some(*only),
        [_, ..] if is_alone => Some(best.0),
        _ => None,
    }
}

/// A letter that no old font has: what stands beside it is Unicode too.
fn is_beyond_old_text(character: char) -> bool {
    character > '\u{ff}' && character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character)
}

/// The text of a cell, its encoding, and how certain that is; the votes of its row, its
/// column and its sheet settle a doubt, in that order.
pub(super) fn read_text(text: &str, votes: &[EncodingVotes]) -> (String, Encoding, f64) {
    let has_old_letters = text.chars().any(|character| ('\u{a1}'..='\u{ff}').contains(&character));
    if !has_old_letters || text.chars().any(is_beyond_old_text) {
        return (Encoding::Unicode.decode(text), Encoding::Unicode, 1.0);
    }
    if let Some(encoding) = decided(text) {
        return (encoding.decode(text), encoding, 1.0);
    }
    let prior = votes.iter().copied().find_map(EncodingVotes::commonest);
    let encodings = [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni];
    let score = |encoding: &Encoding| {
        let (good, all) = fit(text, *encoding);
        (good * 100).checked_div(all).unwrap_or(0) + if prior == Some(*encoding) { 40 } else { 0 }
    };
    // Of equals the first, which is Unicode.
    let best = encodings.iter().rev().max_by_key(|encoding| score(encoding)).copied().unwrap_or(Encoding::Unicode);
    let (good, all) = fit(text, best);
    let is_sure = prior == Some(best) && good * 2 >= all || all == 0;
    (best.decode(text), best, if is_sure { 0.9 } else { 0.6 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_fonts_are_told_from_unicode() {
        let votes = [EncodingVotes::default(); 3];
        for (text, encoding, meant) in [
            ("Hîp t¸c x· n«ng nghiÖp", Encoding::Tcvn3, "Hợp tác xã nông nghiệp"),
            ("HîP T¸C X· N¤NG NGHIÖP", Encoding::Tcvn3, "HỢP TÁC XÃ NÔNG NGHIỆP"),
            ("Hôïp taùc xaõ noâng nghieäp", Encoding::Vni, "Hợp tác xã nông nghiệp"),
            ("HÔÏP TAÙC XAÕ NOÂNG NGHIEÄP", Encoding::Vni, "HỢP TÁC XÃ NÔNG NGHIỆP"),
            ("Ñaø Laït", Encoding::Vni, "Đà Lạt"),
            ("Hµ Néi", Encoding::Tcvn3, "Hà Nội"),
            ("Hợp tác xã", Encoding::Unicode, "Hợp tác xã"),
            ("hoà bình", Encoding::Unicode, "hoà bình"),
            ("Tên", Encoding::Unicode, "Tên"),
            ("VietGAP", Encoding::Unicode, "VietGAP"),
            ("Ho\u{300}a Bi\u{300}nh", Encoding::Unicode, "Hòa Bình"),
            ("2 000 m²", Encoding::Unicode, "2 000 m²"),
        ] {
            let (read, told, _) = read_text(text, &votes);
            assert_eq!((read.as_str(), told), (meant, encoding), "{text}");
        }
    }
}
