//! Vietnamese text made comparable: without tones and case, and in words.
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case without tones and marks, `đ` as `d`; every run of other characters becomes one space.
///
/// ```
/// assert_eq!(agriatlas::domain::text::fold("Xã  Đắk R'Lấp – Ỷ Tý"), "xa dak r lap y ty");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut pending_space = false;
    let mut add = |plain: char| {
        if plain.is_alphanumeric() {
            if pending_space && !folded.is_empty() {
                folded.push(' ');
            }
            pending_space = false;
            folded.push(plain);
        } else {
            pending_space = true;
        }
    };
    for character in text.chars() {
        match PLAIN_LETTERS.get(character as usize) {
            Some(Some(plain)) => add(*plain),
            // Marks are left out, so that it is all the same in which order they would stand.
            _ => plain_letters(character).for_each(&mut add),
        }
    }
    folded
}

/// What the first characters of Unicode, all Vietnamese letters among them, become where that is one character each; others
/// are worked out.
static PLAIN_LETTERS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let plain = |code: u32| {
        let mut letters = plain_letters(char::from_u32(code)?);
        letters.next().filter(|_| letters.next().is_none())
    };
    (0..0x1F00).map(plain).collect()
});

/// A character in lower case without marks, `đ` as `d`; nothing where it is a mark.
fn plain_letters(character: char) -> impl Iterator<Item = char> {
    let letters = character.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    letters.map(|letter| if letter == 'đ' { 'd' } else { letter })
}

/// The text without tones and marks, `đ` as `d`, but with its case, its spaces and its punctuation.
///
/// ```
/// assert_eq!(agriatlas::domain::text::without_marks("Xã Đắk R'Lấp"), "Xa Dak R'Lap");
/// ```
pub fn without_marks(text: &str) -> String {
    let plain = |character: char| match character {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    };
    text.nfd().filter(|character| !is_combining_mark(*character)).map(plain).collect()
}

/// The text as it is compared without regard to case: lower case, `ß` as `ss` and one sigma.
///
/// ```
/// assert_eq!(agriatlas::domain::text::without_case("Straße ΟΔΟΣ"), agriatlas::domain::text::without_case("STRASSE Οδος"));
/// ```
pub fn without_case(text: &str) -> String {
    text.to_lowercase().replace('ß', "ss").replace('ς', "σ")
}

/// The text with composed characters, so that two ways of typing one letter are one.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// The text with composed characters, trimmed, every run of white space as one space; `None` when nothing is left.
pub fn tidy(text: &str) -> Option<String> {
    let composed: String = text.nfc().filter(|character| !matches!(character, '\u{feff}' | '\u{200b}')).collect();
    let joined = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_tones_case_and_punctuation() {
        assert_eq!(fold("Hợp tác xã NN Đan-Hoài"), "hop tac xa nn dan hoai");
        assert_eq!(fold("ĐẮK LẮK"), fold("Đắk Lắk"));
        assert_eq!(fold("Thanh\u{a0}Hoá"), fold("thanh hóa"));
        assert_eq!(fold("—"), "");
    }

    #[test]
    fn tidying_composes_and_trims() {
        assert_eq!(tidy("  Hoa\u{300}  Binh ").as_deref(), Some("Hoà Binh"));
        assert_eq!(tidy(" \u{a0} "), None);
    }
}
