//! How well a title fits each meaning, by the dictionary of wordings.
use std::collections::HashMap;
use std::sync::LazyLock;

use super::header_wordings::{FILLERS, WORDINGS};
use super::meaning::Meaning;
use super::unit::{Dimension, Unit, unit_of_title};
use crate::domain::text;

/// How well a title must fit for its meaning to be told apart from a chance likeness.
const FITS_WELL: f64 = 0.75;

/// A title without brackets, numbering and foot marks, in words without tones.
fn core_of(title: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = title
        .chars()
        .filter(|character| {
            depth = match character {
                '(' | '[' => depth + 1,
                ')' | ']' => {
                    return {
                        depth = depth.saturating_sub(1);
                        false
                    };
                }
                _ => depth,
            };
            depth == 0
        })
        .collect();
    let folded = text::fold(&spelled_out(if outside.trim().is_empty() { title } else { &outside }));
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("20") || word.starts_with("19"));
    let words: Vec<&str> = folded.split(' ').filter(|word| !is_year(word)).collect();
    // `1. Tên cơ sở`, `Diện tích ha`.
    let numbered = words.len() > 1 && words.first().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let words = words.get(usize::from(numbered)..).unwrap_or_default();
    let without_unit = match words {
        [before @ .., last]
            if !before.is_empty()
                && Unit::of(last)
                    .is_some_and(|unit| unit != Unit::Dong && matches!(unit.dimension(), Dimension::Area | Dimension::Money)) =>
        {
            before
        }
        _ => words,
    };
    without_unit.join(" ")
}

/// A title without the abbreviations of offices; `ĐT` is a telephone and `DT` an area, so that it is done before tones go.
fn spelled_out(title: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("đt", "điện thoại"),
        ("đ/t", "điện thoại"),
        ("đ.t", "điện thoại"),
        ("dt", "diện tích"),
        ("d.tích", "diện tích"),
        ("sx", "sản xuất"),
        ("sp", "sản phẩm"),
        ("tl", "thành lập"),
        ("gđ", "giám đốc"),
        ("d.thu", "doanh thu"),
        ("tv", "thành viên"),
        ("cnc", "công nghệ cao"),
        ("ưd", "ứng dụng"),
        ("ud", "ứng dụng"),
        ("đv", "đơn vị"),
        ("đc", "địa chỉ"),
        ("đ/c", "địa chỉ"),
        ("bq", "bình quân"),
        ("hđ", "hoạt động"),
    ];
    let composed = text::composed(title).to_lowercase().replace('_', " ");
    let spelled = composed.split_whitespace().map(|word| {
        let bare = word.trim_matches(|character: char| matches!(character, ',' | ';' | ':' | '.'));
        WORDS.iter().find(|(short, _)| *short == bare).map_or(word, |(_, long)| *long)
    });
    spelled.collect::<Vec<_>>().join(" ")
}

/// The meanings a title may have, with how well it fits them, the best first. `parent` is what stands above it in the header.
pub(super) fn meanings_of(title: &str, parent: &str) -> Vec<(Meaning, f64)> {
    let core = core_of(title);
    let above = core_of(parent);
    let joined = format!("{above} {core}").trim().to_owned();
    let mut found: Vec<(Meaning, f64)> = Vec::new();
    for (meaning, wordings) in WORDINGS.iter() {
        let own = best(&core, wordings);
        let with_parent = if above.is_empty() { 0.0 } else { best(&joined, wordings).max(best(&above, wordings) * 0.85) };
        // What stands below narrows what stands above: `Địa chỉ / Xã` is a commune.
        let score = if own >= 0.9 { own } else { own.max(with_parent * 0.98) };
        if score >= 0.4 {
            found.push((*meaning, adjusted(*meaning, score, title, &above)));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// What an office most likely means by a title; nothing where none fits well.
pub(in crate::ingest) fn title_meaning(title: &str) -> Option<Meaning> {
    meanings_of(title, "").first().filter(|(_, certainty)| *certainty >= FITS_WELL).map(|(meaning, _)| *meaning)
}

/// A unit in the title tells an area from a count of animals; the head of a group tells a year of revenue from any year.
fn adjusted(meaning: Meaning, score: f64, title: &str, above: &str) -> f64 {
    let dimension = unit_of_title(title).map(Unit::dimension);
    let factor = match (meaning, dimension) {
        (Meaning::AreaHa | Meaning::HerdSize | Meaning::Members | Meaning::Revenue, Some(dimension)) => {
            let expected = match meaning {
                Meaning::AreaHa => Dimension::Area,
                Meaning::HerdSize => Dimension::Animals,
                Meaning::Members => Dimension::People,
                _ => Dimension::Money,
            };
            if dimension == expected { 1.0 } else { 0.5 }
        }
        (Meaning::EstablishedYear, Some(_)) => 0.4,
        (Meaning::EstablishedYear, None) if above.contains("doanh thu") || above.contains("san luong") => 0.3,
        _ => 1.0,
    };
    (score * factor).min(1.0)
}

/// How well a folded title fits the best of some wordings, from 0 to 1.
fn best(core: &str, wordings: &[&str]) -> f64 {
    if core.is_empty() {
        return 0.0;
    }
    let words: Vec<&str> = core.split(' ').collect();
    wordings.iter().map(|wording| likeness(core, &words, wording)).fold(0.0, f64::max)
}

/// The meaning of a title that is a wording of the dictionary, word for word; cheaper than to weigh all of them.
pub(super) fn exact_meaning(title: &str) -> Option<Meaning> {
    static EXACT: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
        let each = |(meaning, wordings): &(Meaning, Vec<&'static str>)| {
            wordings.iter().map(|wording| (*wording, *meaning)).collect::<Vec<_>>()
        };
        WORDINGS.iter().flat_map(each).collect()
    });
    EXACT.get(core_of(title).as_str()).copied()
}

fn likeness(core: &str, words: &[&str], wording: &str) -> f64 {
    if core == wording {
        return 1.0;
    }
    let is_near = core.len().abs_diff(wording.len()) <= 3;
    let letters = |text: &'_ str| text.bytes().filter(|byte| *byte != b' ').collect::<Vec<u8>>();
    if is_near && letters(core) == letters(wording) {
        return 0.97;
    }
    let known: Vec<&str> = wording.split(' ').collect();
    if !known.iter().any(|word| words.contains(word)) && !is_near {
        return 0.0;
    }
    let surplus = |words: &[&str]| words.iter().filter(|word| !FILLERS.contains(word)).count();
    // The title begins with the wording: `Địa chỉ nơi sản xuất`.
    if words.starts_with(&known) && known.len() > 1 {
        let more = surplus(words.get(known.len()..).unwrap_or_default());
        return (0.95 - 0.06 * more as f64).max(0.7);
    }
    if let Some(at) = words.windows(known.len()).position(|window| window == known.as_slice()) {
        let before = surplus(words.get(..at).unwrap_or_default());
        let after = surplus(words.get(at + known.len()..).unwrap_or_default());
        let base = if known.len() > 1 { 0.9 } else { 0.62 };
        let lowest = if known.len() > 1 { 0.6 } else { 0.3 };
        return (base - 0.08 * (before + after) as f64).max(lowest);
    }
    // A slip of the keyboard.
    if wording.len() >= 6 && is_near && edit_distance_is_one(core, wording) {
        return 0.86;
    }
    let shared = known.iter().filter(|word| words.contains(word)).count() as f64;
    let dice = 2.0 * shared / (words.len() + known.len()) as f64;
    if known.len() > 1 { dice * 0.75 } else { 0.0 }
}

fn edit_distance_is_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = |text: &[char], from: usize| text.get(from..).unwrap_or_default().to_vec();
    rest(&a, start + 1) == rest(&b, start + 1) || rest(&a, start) == rest(&b, start + 1) || rest(&a, start + 1) == rest(&b, start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Meaning::*;

    #[test]
    fn titles_of_offices_are_understood() {
        for (title, parent, meaning) in [
            ("STT", "", Numbering),
            ("Tên chủ hộ/cơ sở", "", Name),
            ("Họ tên chủ hộ", "", Name),
            ("Diện tích (ha)", "", AreaHa),
            ("DT (m2)", "", AreaHa),
            ("Diện tích nhà màng, nhà lưới (m2)", "", AreaHa),
            ("Doanh thu (triệu đồng/năm)", "", Revenue),
            ("Năm 2023", "Doanh thu (triệu đồng)", Revenue),
            ("Công nghệ ứng dụng chủ yếu", "", Technologies),
            ("Xã", "Địa chỉ", Commune),
            ("Huyện/TX/TP", "Địa điểm", District),
            ("X (m)", "Tọa độ VN-2000", X),
            ("Kinh độ", "Tọa độ GPS", Lon),
            ("SĐT", "", Phone),
            ("ĐT liên hệ", "", Phone),
            ("Số CMND/CCCD", "", PersonalId),
            ("Người đại diện theo pháp luật", "", ContactName),
            ("Năm bắt đầu hoạt động", "", EstablishedYear),
            ("Quy mô", "", Scale),
            ("Quy mô đàn (con)", "", HerdSize),
            ("ĐVT", "", Unit),
            ("Sản phẩm chính", "", Product),
            ("Chứng nhận (VietGAP, OCOP...)", "", Certifications),
            ("Ghi chú", "", Note),
            ("Sản lượng (tấn/năm)", "", Note),
            ("Số lượng thành viên", "", Members),
            ("Dien tich (ha)", "", AreaHa),
            ("Diên tich", "", AreaHa),
            ("DT sx (ha)", "", AreaHa),
            ("Đ/T", "", Phone),
            ("Năm TL", "", EstablishedYear),
            ("SP chủ lực", "", Product),
            ("GĐ HTX", "", ContactName),
            ("D.thu (tỷ đ)", "", Revenue),
            ("DT nhà lưới", "", AreaHa),
        ] {
            let found = meanings_of(title, parent);
            assert_eq!(found.first().map(|(meaning, _)| *meaning), Some(meaning), "{title}: {found:?}");
            assert!(found.first().is_some_and(|(_, certainty)| *certainty >= 0.8), "{title}: {found:?}");
        }
    }

    #[test]
    fn every_wording_means_one_thing_and_is_folded() {
        let mut seen = std::collections::HashMap::new();
        assert!(Meaning::ALL.iter().all(|meaning| WORDINGS.iter().any(|(known, _)| known == meaning)));
        for (meaning, wordings) in WORDINGS.iter() {
            for wording in wordings {
                assert_eq!(seen.insert(*wording, *meaning), None, "{wording}");
                assert_eq!(&text::fold(wording), wording);
            }
        }
    }
}
