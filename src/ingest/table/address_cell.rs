//! An address in one cell: its commune, district and province in the words the gazetteer resolves, and the rest as it is.
use super::places::Places;
use crate::domain::{Address, text};

/// What an address cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct AddressRead {
    pub commune: Option<String>,
    pub district: Option<String>,
    pub province: Option<String>,
    /// Village, street and whatever else stands before the units.
    pub rest: Option<String>,
    /// Names of which no unit could be made.
    pub left_over: Option<String>,
    /// Whether the district may as well be a commune.
    pub is_unclear: bool,
}

/// Type words and their abbreviations, folded, with the level they say: 2 province, 3 district, 5 commune.
const TYPES: &[(&str, u8)] = &[
    ("thi tran", 5),
    ("thi xa", 3),
    ("thanh pho", 23),
    ("dac khu", 5),
    ("tinh", 2),
    ("huyen", 3),
    ("quan", 3),
    ("phuong", 5),
    ("xa", 5),
    ("tp", 23),
    ("tx", 3),
    ("tt", 5),
    ("h", 3),
    ("q", 3),
    ("p", 5),
    ("x", 5),
    ("t", 2),
];
/// Words that villages and streets begin with.
const BELOW: &[&str] = &[
    "thon",
    "xom",
    "ap",
    "to",
    "khu",
    "ban",
    "doi",
    "so",
    "duong",
    "pho",
    "ngo",
    "khom",
    "buon",
    "to dan pho",
    "tdp",
    "cum",
    "lang",
    "khu pho",
    "kp",
    "khoi",
    "tieu khu",
    "tk",
    "du 1",
    "plei",
    "lo",
    "quoc lo",
    "ql",
    "km",
];

/// The level a piece says it is of, and how long its type word is in folded letters; 23 for a city of either level.
pub(super) fn said_level(piece: &str) -> Option<u8> {
    let folded = text::fold(piece);
    // `Xà` and `Phương` are no type words.
    let first = piece.split(|character: char| !character.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    let lower = first.to_lowercase();
    let is_accented_otherwise = !lower.is_ascii()
        && !["xã", "thị", "thành", "đặc", "tỉnh", "huyện", "quận", "phường", "phố"].contains(&text::composed(&lower).as_str());
    TYPES
        .iter()
        .find(|(word, _)| {
            let rest = folded.strip_prefix(word);
            // One letter is a type only with a point or another capital after it: `X. Thọ An`, `H.Đan Phượng`.
            let has_point =
                word.len() > 1 || piece.trim().chars().nth(1) == Some('.') || piece.trim().chars().nth(1) == Some(' ');
            rest.is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty()) && has_point && !is_accented_otherwise
        })
        .map(|(_, level)| *level)
}

/// Whether a piece is a village or a street.
fn is_below(piece: &str) -> bool {
    let folded = text::fold(piece);
    BELOW.iter().any(|word| {
        folded
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest.bytes().all(|b| b.is_ascii_digit()))
    }) && said_level(piece).is_none()
}

/// Takes an address apart. `known` are units that stand elsewhere in the row or above the table: they are not looked for here.
pub(super) fn read_address(cell: &str, known: &Address, places: &Places<'_>) -> AddressRead {
    let mut read = AddressRead::default();
    let mut pieces: Vec<String> = pieces(cell);
    let mut rest: Vec<String> = Vec::new();
    // What says its own level needs no guess.
    let mut untyped: Vec<String> = Vec::new();
    let count = pieces.len();
    for (at, piece) in pieces.drain(..).enumerate() {
        let slot = match said_level(&piece) {
            Some(2) => Some(&mut read.province),
            Some(3) => Some(&mut read.district),
            Some(5) => Some(&mut read.commune),
            // A city is a province at the end, or where a district was named before it.
            Some(_) if at + 1 == count && is_province(&piece, places) => Some(&mut read.province),
            Some(_) => Some(&mut read.district),
            None => None,
        };
        match slot {
            Some(slot) if slot.is_none() => *slot = Some(piece),
            Some(_) => rest.push(piece),
            None if is_below(&piece) || is_country(&piece) => rest.push(piece),
            None => untyped.push(piece),
        }
    }
    // From the end: province, district, commune, as far as they are neither said nor known.
    let least = if known.province.is_none() { 1 } else { 2 };
    if read.province.is_none() && untyped.len() >= least && untyped.last().is_some_and(|last| is_province(last, places)) {
        read.province = untyped.pop();
    }
    let province = read.province.clone().or_else(|| known.province.clone());
    let resolves = |commune: Option<&str>, district: Option<&str>| {
        let address =
            Address { province: province.clone(), district: district.map(str::to_owned), commune: commune.map(str::to_owned) };
        places.resolve(&address).findings.is_empty()
    };
    if read.district.is_none() && known.district.is_none() {
        if let Some(last) = untyped.last().cloned()
            && is_district(&last, province.as_deref(), places)
        {
            // A lone name that a commune bears too may be either.
            read.is_unclear = untyped.len() == 1 && read.commune.is_none() && resolves(Some(&last), None);
            read.district = untyped.pop();
        }
    } else if read.district.is_none()
        && let (Some(last), Some(given)) = (untyped.last().cloned(), known.district.as_deref())
        && untyped.len() > 1
        && ends_alike(&last, given)
    {
        read.district = untyped.pop();
    }
    if read.commune.is_none() && known.commune.is_none() {
        let district = read.district.clone().or_else(|| known.district.clone());
        let position = untyped.iter().rposition(|piece| resolves(Some(piece), district.as_deref()));
        // The last piece is taken even where it is unknown: the gazetteer says so then.
        match position {
            Some(at) => read.commune = Some(untyped.remove(at)),
            None => read.commune = untyped.pop(),
        }
    }
    rest.retain(|piece| !is_country(piece));
    // In the order in which they stood.
    let is_left = |piece: &String| rest.contains(piece) || untyped.contains(piece);
    let left: Vec<String> = self::pieces(cell).into_iter().filter(is_left).collect();
    read.left_over = (!untyped.is_empty()).then(|| untyped.join(", "));
    read.rest = (!left.is_empty()).then(|| left.join(", "));
    read
}

fn pieces(cell: &str) -> Vec<String> {
    let bullet_free = cell.replace([';', '\n', '|'], ",").replace(" - ", ",").replace(" – ", ",").replace(['(', ')'], ",");
    let parted: Vec<String> = bullet_free.split(',').filter_map(text::tidy).collect();
    // `Thọ An-Đan Phượng-Hà Nội`
    let parted = match parted.as_slice() {
        [only] if only.matches(['-', '–']).count() >= 1 => only.split(['-', '–']).filter_map(text::tidy).collect(),
        _ => parted,
    };
    parted
        .into_iter()
        .flat_map(|piece| split_at_types(&piece))
        .map(|piece| piece.trim_end_matches('.').trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// `Thôn 3 xã Thọ An huyện Đan Phượng` has no commas: it is parted before each accented type word.
fn split_at_types(piece: &str) -> Vec<String> {
    let words: Vec<&str> = piece.split(' ').collect();
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for (at, word) in words.iter().enumerate() {
        let two = words.get(at..at + 2).map(|two| two.join(" ").to_lowercase()).unwrap_or_default();
        let one = word.to_lowercase();
        let begins = ["xã", "huyện", "tỉnh", "quận", "phường", "tp.", "h.", "x.", "tp", "tx.", "tt.", "q.", "p."]
            .contains(&one.as_str())
            || ["thị trấn", "thị xã", "thành phố"].contains(&two.as_str())
            || (["h.", "x.", "p.", "q.", "tp.", "tx.", "tt."].iter().any(|short| one.starts_with(short))
                && one.chars().count() > 2);
        let before = at.checked_sub(1).and_then(|before| words.get(before)).map(|word| word.to_lowercase());
        // `thị xã` and `làng xã` hold a type word that begins nothing.
        let is_second = before.is_some_and(|before| before == "thị" || before == "thành") && (one == "xã" || one == "phố");
        // `Xóm 3 Bát Tràng`: what follows the number of a village is another name.
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let after_number = at == 2
            && words.get(1).is_some_and(|second| is_number(second))
            && words.first().is_some_and(|first| BELOW.contains(&text::fold(first).as_str()));
        if (begins && !is_second && at > 0) || after_number {
            parts.push(Vec::new());
        }
        if let Some(last) = parts.last_mut() {
            last.push(word);
        }
    }
    parts.into_iter().map(|part| part.join(" ")).filter(|part| !part.is_empty()).collect()
}

fn ends_alike(a: &str, b: &str) -> bool {
    let (a, b) = (text::fold(a), text::fold(b));
    a.ends_with(&b) || b.ends_with(&a)
}

fn is_country(piece: &str) -> bool {
    matches!(text::fold(piece).as_str(), "viet nam" | "vietnam" | "vn")
}

pub(super) fn is_province(piece: &str, places: &Places<'_>) -> bool {
    let address = Address { province: Some(piece.to_owned()), district: None, commune: None };
    places.resolve(&address).placement.province.is_some()
}

/// Whether a piece is a district of a province, or of any where none is known.
pub(super) fn is_district(piece: &str, province: Option<&str>, places: &Places<'_>) -> bool {
    let address = Address { province: province.map(str::to_owned), district: Some(piece.to_owned()), commune: None };
    places.resolve(&address).placement.former_district.is_some()
}
