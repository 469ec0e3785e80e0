//! Places, sectors and kinds that titles, sheet names and headings between rows speak of.
use super::address_cell::{is_district, is_province, said_level};
use super::meaning::Meaning;
use super::places::Places;
use super::understood::{Given, Inherited};
use crate::domain::{Address, text};

/// What is known of the rows below so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub facts: Vec<Inherited>,
}

impl Context {
    /// The value of a fact.
    pub fn value(&self, fact: Meaning) -> Option<&str> {
        self.facts.iter().rev().find(|inherited| inherited.given.fact == fact).map(|inherited| inherited.given.value.as_str())
    }

    /// The units known so far.
    pub fn address(&self) -> Address {
        let part = |fact: Meaning| self.value(fact).map(str::to_owned);
        Address { province: part(Meaning::Province), district: part(Meaning::District), commune: part(Meaning::Commune) }
    }

    /// Puts new facts in place of older ones; a new coarser unit ends the finer ones known before.
    pub fn replace(&mut self, new: Vec<Inherited>) {
        let said = |facts: &[Inherited], fact: Meaning| facts.iter().any(|inherited| inherited.given.fact == fact);
        let ends = |fact: Meaning| match fact {
            Meaning::Commune => said(&new, Meaning::District) || said(&new, Meaning::Province) || said(&new, Meaning::Commune),
            Meaning::District => said(&new, Meaning::Province) || said(&new, Meaning::District),
            other => said(&new, other),
        };
        self.facts.retain(|inherited| !ends(inherited.given.fact));
        self.facts.extend(new);
    }
}

/// Words after which a place ends in running text.
const STOPS: &[&str] = &[
    "nam", "giai", "theo", "quy", "thang", "den", "ung", "ap", "co", "la", "va", "o", "san", "nong", "mo", "ban", "hanh", "kem",
    "cua", "duoc", "thuoc", "phu", "luc",
];
/// Most words of a unit's name.
const NAME_WORDS_MAX: usize = 5;

/// What a text says of every row below it. `known` are the units known above it.
pub(super) fn said_by(words: &str, row: Option<u64>, known: &Address, lookup: &Places<'_>) -> Vec<Inherited> {
    let mut found: Vec<Inherited> = Vec::new();
    let inherited = |fact: Meaning, value: String, certainty: f64| Inherited {
        given: Given { fact, value },
        certainty,
        from: words.to_owned(),
        row,
    };
    let mut address = known.clone();
    let spoken = places(words, &address, lookup);
    // Coarser first, so that the finer ones are looked for in them.
    for level in [2_u8, 3, 5] {
        for (_, name) in spoken.iter().filter(|(said, _)| *said == level) {
            let (fact, slot) = match level {
                2 => (Meaning::Province, &mut address.province),
                3 => (Meaning::District, &mut address.district),
                _ => (Meaning::Commune, &mut address.commune),
            };
            if !found.iter().any(|known| known.given.fact == fact) {
                *slot = Some(name.clone());
                found.push(inherited(fact, name.clone(), 0.9));
            }
        }
    }
    if let Some(sector) = sector_of(words) {
        found.push(inherited(Meaning::Sector, sector.to_owned(), 0.92));
    }
    let folded = format!(" {} ", text::fold(words));
    let has = |wording: &str| folded.contains(&format!(" {wording} "));
    let kinds: Vec<&str> = [
        ("cooperative", ["hop tac xa", "htx"].as_slice()),
        ("enterprise", ["doanh nghiep", "cong ty"].as_slice()),
        ("model", ["mo hinh", "trang trai", "ho gia dinh", "ho nong dan", "ho san xuat"].as_slice()),
    ]
    .into_iter()
    .filter(|(_, wordings)| wordings.iter().any(|wording| has(wording)))
    .map(|(code, _)| code)
    .collect();
    if let [only] = kinds.as_slice() {
        found.push(inherited(Meaning::Kind, (*only).to_owned(), 0.82));
    }
    found
}

/// The one sector that words speak of.
pub(super) fn sector_of(words: &str) -> Option<&'static str> {
    const WORDS: &[(&str, &[&str])] = &[
        ("crop", &["trong trot", "cay trong", "rau hoa", "rau an toan", "cay an qua", "hoa cay canh"]),
        ("livestock", &["chan nuoi", "vat nuoi", "gia suc", "gia cam"]),
        ("fisheries", &["thuy san", "nuoi tom", "nuoi ca", "thuy hai san"]),
    ];
    let folded = format!(" {} ", text::fold(words));
    let is_said = |wordings: &[&str]| wordings.iter().any(|wording| folded.contains(&format!(" {wording} ")));
    let mut said = WORDS.iter().filter(|(_, wordings)| is_said(wordings)).map(|(code, _)| *code);
    let first = said.next()?;
    said.next().is_none().then_some(first)
}

/// Units a text names with their type words; the whole text where it is the bare name of a unit.
fn places(words: &str, known: &Address, lookup: &Places<'_>) -> Vec<(u8, String)> {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let mut found: Vec<(u8, String)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match unit_at(&tokens, at, known, &found, lookup) {
            Some((level, name, length)) => {
                found.push((level, name));
                at += length;
            }
            None => at += 1,
        }
    }
    if found.is_empty() {
        let bare = text::tidy(&words.replace(['_', '.'], " ")).unwrap_or_default();
        let short = bare.split(' ').count() <= NAME_WORDS_MAX && !bare.is_empty();
        if short && known.province.is_some() {
            // A name that a district and a commune share is the district, unless one is known already.
            let address = Address { commune: Some(bare.clone()), ..known.clone() };
            let as_commune = lookup.resolve(&address);
            if known.district.is_none() && is_district(&bare, known.province.as_deref(), lookup) {
                found.push((3, bare));
            } else if known.commune.is_none() && as_commune.findings.is_empty() && as_commune.placement.commune.is_some() {
                found.push((5, bare));
            }
        } else if short && is_province(&bare, lookup) {
            found.push((2, bare));
        }
    }
    if found.is_empty() && known.province.is_none() {
        found.extend(province_at_the_end(words, lookup).map(|name| (2, name)));
    }
    found
}

/// `Chi cục Phát triển nông thôn Hà Nội`: an office is named after its province.
fn province_at_the_end(words: &str, lookup: &Places<'_>) -> Option<String> {
    let segments = words.split([',', ';', '(', ':']).flat_map(|part| part.split(" - ")).filter_map(text::tidy);
    segments
        .filter_map(|segment| {
            let lower = text::fold(&segment);
            let folded: Vec<&str> = lower.split(' ').collect();
            let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
            let end = folded.windows(2).position(|pair| matches!(pair, ["nam" | "quy", next] if is_number(next)));
            let words: Vec<&str> = segment.split(' ').collect();
            let words = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
            (2..=3).rev().find_map(|count| {
                let name = words.get(words.len().checked_sub(count)?..)?;
                let is_capital = name.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase));
                let name = name.join(" ");
                (is_capital && words.len() > count && is_province(&name, lookup)).then_some(name)
            })
        })
        .next()
}

/// The unit whose type word begins at a token: its level, its name with the type word, and how many tokens it takes.
fn unit_at(
    tokens: &[&str],
    at: usize,
    known: &Address,
    found: &[(u8, String)],
    lookup: &Places<'_>,
) -> Option<(u8, String, usize)> {
    let rest = tokens.get(at..)?;
    // `Hợp tác xã` is no xã, `làng xã` neither.
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).map(|word| text::fold(word));
    if matches!(before.as_deref(), Some("tac" | "lang" | "cap")) {
        return None;
    }
    let type_length = match (rest.first().map(|word| text::fold(word)), rest.get(1).map(|word| text::fold(word))) {
        (Some(one), Some(two)) if ["thi tran", "thi xa", "thanh pho", "dac khu"].contains(&format!("{one} {two}").as_str()) => 2,
        (Some(_), _) => 1,
        _ => return None,
    };
    let end_of_name = |word: &str| word.ends_with([',', ';', ')', ':', '.']) || word.starts_with('(');
    let mut longest = 0;
    for length in 1..=NAME_WORDS_MAX {
        let Some(word) = rest.get(type_length + length - 1) else { break };
        let folded = text::fold(word);
        let is_number = !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_digit()) && length > 1;
        if (length > 1 && STOPS.contains(&folded.as_str())) || is_number || matches!(*word, "-" | "–") || word.starts_with('(')
        {
            break;
        }
        longest = length;
        if end_of_name(word) {
            break;
        }
    }
    for length in (1..=longest).rev() {
        let joined = rest.get(..type_length + length)?.join(" ");
        let name = joined.trim_matches(|character: char| !character.is_alphanumeric()).to_owned();
        let said = said_level(&name)?;
        let province =
            found.iter().find(|(level, _)| *level == 2).map(|(_, name)| name.clone()).or_else(|| known.province.clone());
        let level = match said {
            2 | 23 if is_province(&name, lookup) => 2,
            3 | 23 if is_district(&name, province.as_deref(), lookup) => 3,
            5 if lookup.is_commune(&name) => 5,
            _ => continue,
        };
        return Some((level, name, type_length + length));
    }
    None
}
