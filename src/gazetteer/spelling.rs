//! A written name made comparable at several strictnesses: with accents, without tones, without spaces.
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest text that is read; no address field is longer.
pub(super) const TEXT_MAX: usize = 300;

/// A name as it was written, free of case, punctuation, composition and the place of the tone mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Lower-case words, decomposed, each with its tone marks moved to its end: `Hoà` and `Hòa` become one.
    pub accented: String,
    /// The same words in plain letters.
    pub toneless: String,
    /// Each tone mark, with the number of letters up to it.
    tones: Vec<(usize, char)>,
}

/// How like two spellings are, the most alike first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same words with the same accents.
    Exact,
    /// The same but for `i` and `y`, which many write either way: Mỹ, Mĩ.
    Variant,
    /// The same letters and accents, otherwise spaced.
    Joined,
    /// Both at once: otherwise spaced, and `i` for `y`.
    JoinedVariant,
    /// The same words without accents.
    Toneless,
    /// The same letters without accents and spaces.
    TonelessJoined,
    /// The same but for `i` and `y`, or `c` and `k` in Đắc and Đắk, without accents and spaces.
    Loose,
}

impl Spelling {
    /// Reads a text; what lies far beyond `TEXT_MAX` characters, each with up to three marks, is not read.
    pub fn of(text: &str) -> Self {
        let length = text.len();
        let mut spelling =
            Self { accented: String::with_capacity(length), toneless: String::with_capacity(length), tones: Vec::new() };
        let mut tones = String::new();
        let mut letters = 0;
        let mut broken = false;
        for character in text.nfd().take(4 * TEXT_MAX).flat_map(char::to_lowercase) {
            if is_tone(character) {
                tones.push(character);
                spelling.tones.push((letters, character));
            } else if is_quality(character) {
                spelling.accented.push(character);
            } else if character.is_alphanumeric() && !is_apostrophe(character) {
                letters += 1;
                if broken {
                    spelling.end_word(&mut tones);
                }
                broken = false;
                let (accented, plain) = letter(character);
                spelling.accented.push(accented);
                spelling.toneless.push(plain);
            } else if !is_combining_mark(character) && !is_apostrophe(character) {
                broken = true;
            }
        }
        spelling.end_word(&mut tones);
        trim_end_space(&mut spelling.accented);
        trim_end_space(&mut spelling.toneless);
        spelling
    }

    /// Finishes the last word: its number loses leading zeros, its tones go to its end.
    fn end_word(&mut self, tones: &mut String) {
        let start_in = |text: &str| text.rfind(' ').map_or(0, |at| at + 1);
        let (start, accented_start) = (start_in(&self.toneless), start_in(&self.accented));
        let word = self.toneless.get(start..).unwrap_or_default();
        if word.is_empty() {
            tones.clear();
            return;
        }
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit()) && self.accented.get(accented_start..) == Some(word);
        if is_number {
            let zeros = word.len() - word.trim_start_matches('0').len().max(1);
            self.toneless.replace_range(start..start + zeros, "");
            self.accented.replace_range(accented_start..accented_start + zeros, "");
        }
        self.accented.push_str(tones);
        self.accented.push(' ');
        self.toneless.push(' ');
        tones.clear();
    }

    /// Whether it bears any mark: a text without one may have been typed without tones.
    pub fn has_marks(&self) -> bool {
        self.accented != self.toneless
    }

    /// Whether nothing readable was written.
    pub fn is_empty(&self) -> bool {
        self.toneless.is_empty()
    }

    /// The key under which all spellings of one name meet, however written.
    pub fn loose_key(&self) -> String {
        let joined: String = self.toneless.chars().filter(|character| *character != ' ').collect();
        let mut key = loosen(&joined);
        if key.starts_with("dac") {
            key.replace_range(2..3, "k");
        }
        key
    }

    /// Whether both have the same tones in the same places; old and new style differ by one letter: Hoà, Hòa.
    fn tones_agree(&self, other: &Self) -> bool {
        self.tones.len() == other.tones.len()
            && self.tones.iter().zip(&other.tones).all(|((at, tone), (place, same))| at.abs_diff(*place) <= 1 && tone == same)
    }

    /// How like two spellings with the same loose key are; `accents_meant` is false where no accents were typed at all.
    pub fn likeness(&self, other: &Self, accents_meant: bool) -> Likeness {
        if accents_meant {
            if self.accented == other.accented {
                return Likeness::Exact;
            }
            if loosen(&self.accented) == loosen(&other.accented) {
                return Likeness::Variant;
            }
            if self.tones_agree(other) {
                let (mine, theirs): (String, String) = (letters(&self.accented).collect(), letters(&other.accented).collect());
                if mine == theirs {
                    return Likeness::Joined;
                } else if loosen(&mine) == loosen(&theirs) {
                    return Likeness::JoinedVariant;
                }
            }
        }
        if self.toneless == other.toneless {
            Likeness::Toneless
        } else if letters(&self.toneless).eq(letters(&other.toneless)) {
            Likeness::TonelessJoined
        } else {
            Likeness::Loose
        }
    }
}

impl Likeness {
    /// What is left of it for a name that stood in one word with its type: where its words end was never written.
    pub fn as_joined(self) -> Self {
        match self {
            Self::Exact => Self::Joined,
            Self::Variant => Self::JoinedVariant,
            Self::Toneless => Self::TonelessJoined,
            other => other,
        }
    }
}

/// The text before and after its first `count` letters or digits; marks stay with their letter.
pub(super) fn split_after_letters(text: &str, count: usize) -> Option<(&str, &str)> {
    let mut seen = 0;
    for (at, character) in text.char_indices() {
        if character.is_alphanumeric() && !is_combining_mark(character) {
            if seen == count {
                return text.split_at_checked(at);
            }
            seen += 1;
        }
    }
    None
}

pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '`' | '´' | '＇')
}

/// Whether an accented word begins with what is typed so far, whose tone may still be missing.
pub(super) fn may_become(typed: &str, word: &str) -> bool {
    let mut rest = letters(word);
    letters(typed).all(|letter| rest.next() == Some(letter)) && (tones(typed).next().is_none() || tones(typed).eq(tones(word)))
}

fn trim_end_space(text: &mut String) {
    text.truncate(text.trim_end().len());
}

/// The letter with and without its stroke; eth and the African d stand for đ in old fonts.
fn letter(character: char) -> (char, char) {
    match character {
        'đ' | 'ð' | 'ɖ' => ('đ', 'd'),
        other => (other, other),
    }
}

fn is_tone(character: char) -> bool {
    matches!(character, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

fn is_quality(character: char) -> bool {
    matches!(character, '\u{302}' | '\u{306}' | '\u{31b}')
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| *character != ' ' && !is_tone(*character))
}

fn tones(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| is_tone(*character))
}

/// `y` as `i` where Vietnamese writes either: alone, after a consonant, after `qu`; never in `ay`, `uy`.
fn loosen(text: &str) -> String {
    let (mut before, mut last) = (' ', ' ');
    text.chars()
        .map(|character| {
            let after_vowel = matches!(last, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || is_quality(last);
            let either = !after_vowel || (before, last) == ('q', 'u');
            (before, last) = (last, character);
            if character == 'y' && either { 'i' } else { character }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(written: &str, name: &str) -> Option<Likeness> {
        let (written, name) = (Spelling::of(written), Spelling::of(name));
        (written.loose_key() == name.loose_key()).then(|| written.likeness(&name, written.has_marks()))
    }

    #[test]
    fn likeness_falls_stepwise() {
        for (written, name, expected) in [
            ("ĐẠI  ÁNG", "Đại áng", Likeness::Exact),
            ("Hoà Lộc", "Hòa Lộc", Likeness::Exact),
            ("Thuý", "Thúy", Likeness::Exact),
            ("Hoa\u{300} Lo\u{323}\u{302}c", "Hòa Lộc", Likeness::Exact),
            ("M’Drắk", "M'Drắk", Likeness::Exact),
            ("MDrắk", "M'Drắk", Likeness::Exact),
            ("Phường 01", "Phường 1", Likeness::Exact),
            ("Mĩ Đức", "Mỹ Đức", Likeness::Variant),
            ("Hoằng Quí", "Hoằng Quý", Likeness::Variant),
            ("ĐanPhượng", "Đan Phượng", Likeness::Joined),
            ("Bà Rịa Vũng Tàu", "Bà Rịa - Vũng Tàu", Likeness::Exact),
            ("Phó Bảng", "Phố Bảng", Likeness::Toneless),
            ("Sa Pa", "Sa Pa", Likeness::Toneless),
            ("Dan-Phuong", "Đan Phượng", Likeness::Toneless),
            ("danphuong", "Đan Phượng", Likeness::TonelessJoined),
            ("MiDuc", "Mỹ Đức", Likeness::Loose),
            ("Đắc Nông", "Đắk Nông", Likeness::Loose),
        ] {
            assert_eq!(likeness(written, name), Some(expected), "{written} / {name}");
        }
    }

    #[test]
    fn different_names_stay_different() {
        for (written, name) in [("Tây", "Tai"), ("Thủy", "Thúi"), ("Phường 10", "Phường 1"), ("", "An"), ("Đan", "Dàng")]
        {
            assert_eq!(likeness(written, name), None, "{written} / {name}");
        }
    }

    #[test]
    fn numbers_keep_their_last_zero() {
        assert_eq!(Spelling::of("007 0 10 P01").toneless, "7 0 10 p01");
        assert_eq!(Spelling::of("0\u{31b}; \u{31b}0 a").toneless, "0 0 a");
    }

    #[test]
    fn the_text_is_cut_at_letters() {
        assert_eq!(split_after_letters("T.P. Huế", 2), Some(("T.P. ", "Huế")));
        assert_eq!(split_after_letters("xa\u{303}An", 2), Some(("xa\u{303}", "An")));
        assert_eq!(split_after_letters("TP", 2), None);
    }
}
