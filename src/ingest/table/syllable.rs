//! Whether a word is a Vietnamese syllable: by that old encodings are told from Unicode.
use unicode_normalization::UnicodeNormalization;

const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p",
    "r", "s", "t", "v", "x", "",
];

/// Every rime that begins with one of the twelve vowels, without tone.
const RIMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc",
    "âm", "ân", "âng", "âp", "ât", "âu", "ây", "e", "ec", "em", "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh",
    "êp", "êt", "êu", "i", "ia", "ich", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu",
    "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng",
    "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn",
    "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng", "uât", "uây", "uc", "uê", "uêch", "uênh",
    "ui", "um", "un", "ung", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "up", "ut", "uy", "uya", "uych", "uyên", "uyêt",
    "uyn", "uynh", "uyt", "uyu", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt",
    "ươu", "ưt", "ưu", "y", "yêm", "yên", "yêng", "yêt", "yêu", "ynh", "yt",
];

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether a word of letters is a Vietnamese syllable with at most one tone, as spelling has it.
pub(super) fn is_syllable(word: &str) -> bool {
    if word.is_empty() || word.len() > 40 {
        return false;
    }
    let mut tones = Vec::new();
    let mut plain = String::new();
    for character in word.nfd().flat_map(char::to_lowercase) {
        match character {
            _ if TONES.contains(&character) => tones.push(character),
            _ => plain.push(character),
        }
    }
    let plain: String = plain.nfc().collect();
    let onset_with_rime = |onset: &&&str| {
        plain.strip_prefix(**onset).is_some_and(|rime| {
            let rime = if rime.is_empty() && **onset == "gi" { "i" } else { rime };
            // After `qu` and `gi` the rime lacks its first vowel.
            let is_rime = RIMES.contains(&rime) || (**onset == "gi" && RIMES.contains(&format!("i{rime}").as_str()));
            let stops = ["c", "ch", "p", "t"].iter().any(|coda| rime.ends_with(coda));
            let tone_fits = !stops || matches!(tones.as_slice(), ['\u{301}' | '\u{323}'] | []);
            is_rime && tone_fits
        })
    };
    tones.len() <= 1 && ONSETS.iter().any(|onset| onset_with_rime(&onset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_other_letters() {
        for word in ["Hợp", "tác", "xã", "nghiệp", "quả", "giống", "Gì", "gìn", "nuôi", "khuyến", "ươm", "yên", "hoà", "hòa"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["Hîp", "t¸c", "nghiÖp", "x·", "hôïp", "strong", "", "VietGAP", "ñoàng"] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
