//! Whether a written name can be that of a unit: without tones and type word, and cut short as old tables do.
use crate::domain::{Region, text};

/// Type words and their abbreviations, without tones; the longer ones first.
const TYPE_WORDS: [&str; 18] = [
    "thanh pho",
    "thi tran",
    "dac khu",
    "thi xa",
    "phuong",
    "huyen",
    "quan",
    "tinh",
    "xa",
    "tp",
    "tx",
    "tt",
    "dk",
    "p",
    "x",
    "q",
    "h",
    "t",
];
/// Fewest letters of a name that was cut short.
const LETTERS_MIN: usize = 4;

/// Whether the name may be meant for the unit.
pub(super) fn agrees(written: &str, region: &Region) -> bool {
    let [bare, full] = [text::fold(&region.name), text::fold(&region.full_name)].map(|name| letters(&name));
    readings(written).iter().any(|read| *read == bare || *read == full || is_cut(read, &bare) || is_cut(&bare, read))
}

/// The written name as it is and without each type word it may begin with.
fn readings(written: &str) -> Vec<String> {
    let whole = text::fold(written);
    let bare = TYPE_WORDS.iter().filter_map(|word| whole.strip_prefix(word)?.strip_prefix(' ').map(letters));
    let mut readings: Vec<String> = bare.collect();
    readings.push(letters(&whole));
    readings
}

/// Letters only; `y` and `i`, and `c` and `k`, are written either way.
fn letters(folded: &str) -> String {
    let plain = |letter| match letter {
        'y' => 'i',
        'k' => 'c',
        other => other,
    };
    folded.chars().filter(|letter| *letter != ' ').map(plain).collect()
}

fn is_cut(short: &str, long: &str) -> bool {
    short.len() >= LETTERS_MIN && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;

    #[test]
    fn tones_type_words_and_cut_names_are_forgiven() {
        let gazetteer = Gazetteer::shipped().unwrap();
        let unit = |id: &str| gazetteer.region(id.parse().unwrap()).unwrap();
        let ba_dinh = unit("00004");
        for name in ["Phường Ba Đình", "BA DINH", "P. Ba Đình", "Ba Đình (mới)", "phuong ba di", "Xã Ba Đình"] {
            assert!(agrees(name, ba_dinh), "{name}");
        }
        for name in ["Phường Ngọc Hà", "Ba", "Phường", "Trúc Bạch", ""] {
            assert!(!agrees(name, ba_dinh), "{name}");
        }
    }
}
