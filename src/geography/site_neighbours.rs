//! Sites that may be one and the same: on exactly the same spot, or with a similar name close by.
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::domain::{Finding, FindingCode, GeoPoint, Message, PositionAccuracy, RegionId, SiteFacts, SiteId, SiteKind, text};

/// How near two sites with similar names must be to be suspected.
const NEAR_M: f64 = 1_000.0;
/// Points nearer than this are the same spot.
const SAME_SPOT_M: f64 = 0.5;
/// Side of a cell of the grid in degrees: more than [`NEAR_M`] everywhere in Vietnam.
const CELL_DEG: f64 = 0.01;
/// Most sites looked at under one word of one place: a sheet of equal rows must not take for ever.
const LOOKED_AT: usize = 32;
/// Most words of a name that are looked at.
const WORDS_MAX: usize = 12;
/// From this likeness on two names are similar; 1 is equal.
const SIMILAR: f64 = 0.8;
/// The same, where one operator runs both.
const SIMILAR_OF_ONE_OPERATOR: f64 = 0.65;

/// Words that tell what a site is and not which.
const GENERIC: &[&str] = &[
    "hop", "tac", "xa", "htx", "lien", "hiep", "nong", "nghiep", "cong", "nghe", "cao", "ung", "dung", "san", "xuat", "dich",
    "vu", "kinh", "doanh", "thuong", "mai", "va", "mo", "hinh", "trong", "nuoi", "chan", "trang", "trai", "ty", "tnhh", "co",
    "phan", "mtv", "mot", "thanh", "vien", "tong", "cua", "theo", "tai", "the", "vuon", "so", "phat", "trien", "dau", "tu", "cp",
    "cty", "sx", "tm", "dv",
];

/// A site as it is held against others.
#[derive(Clone, Copy, Debug)]
pub struct NeighbourSite<'a> {
    /// Its identifier, where it has one.
    pub id: Option<SiteId>,
    /// Line of the file it stands on, where it comes from one.
    pub line: Option<u64>,
    /// The sheet with that line, where the file has sheets.
    pub sheet: Option<&'a Arc<str>>,
    /// What is known of it.
    pub facts: &'a SiteFacts,
}

/// A known site that another one may be.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// Its identifier, where it has one.
    pub id: Option<SiteId>,
    /// Sheet and line of the file it stands on, where it comes from one.
    pub sheet: Option<Arc<str>>,
    /// The line.
    pub line: Option<u64>,
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub operator: Option<SiteId>,
    /// Metres between the two, where both have points of their own.
    pub distance_m: Option<f64>,
    /// What is to be said of it.
    pub finding: Finding,
}

/// Where sites are looked for: a cell of the grid or a commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Cell(i32, i32),
    Unit(RegionId),
}

#[derive(Debug)]
struct Entry {
    id: Option<SiteId>,
    line: Option<u64>,
    sheet: Option<Arc<str>>,
    name: String,
    kind: SiteKind,
    operator: Option<SiteId>,
    words: Vec<Word>,
    point: Option<GeoPoint>,
    communes: [Option<RegionId>; 2],
}

/// Known sites by place and word.
#[derive(Debug, Default)]
pub struct SiteNeighbours {
    entries: Vec<Entry>,
    by_spot: HashMap<(i64, i64), usize>,
    /// Under the hash of kind, place and word: hundreds of thousands of sites have millions of them.
    by_word: HashMap<u64, Vec<u32>>,
}

impl SiteNeighbours {
    /// Makes a site known.
    pub fn add(&mut self, site: NeighbourSite<'_>) {
        let entry = Entry::new(site);
        let index = self.entries.len();
        if let Some(point) = entry.point {
            self.by_spot.entry(spot(point)).or_insert(index);
        }
        let places: Vec<Place> = entry.point.map(cell).into_iter().chain(entry.units()).collect();
        for place in places {
            for word in &entry.words {
                let list = self.by_word.entry(key(entry.kind, place, *word)).or_default();
                if list.len() < LOOKED_AT {
                    list.extend(u32::try_from(index));
                }
            }
        }
        self.entries.push(entry);
    }

    /// The known sites that a site may be: at most one on the same spot and one with a similar name.
    pub fn find(&self, site: NeighbourSite<'_>) -> Vec<Neighbour> {
        let entry = Entry::new(site);
        let same_spot = self.on_same_spot(&entry);
        // Who stands on the same spot with a similar name is told once.
        let duplicate = self.like(&entry).filter(|(other, _)| same_spot.is_none_or(|same| !std::ptr::eq(*other, same)));
        let spot = same_spot.map(|other| {
            let metres = entry.point.zip(other.point).map(|(own, other)| own.metres_to(other));
            other.found(metres, Finding::warning(FindingCode::SameSpot, says_same_spot(other)))
        });
        let duplicate = duplicate.map(|(other, metres)| {
            other.found(metres, Finding::warning(FindingCode::ProbableDuplicate, says_duplicate(other, metres)))
        });
        spot.into_iter().chain(duplicate).collect()
    }

    fn on_same_spot(&self, entry: &Entry) -> Option<&Entry> {
        let point = entry.point?;
        let (east, north) = spot(point);
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (east + dx, north + dy)));
        let others = around.filter_map(|key| self.entries.get(*self.by_spot.get(&key)?));
        let mut others = others.filter(|other| other.point.is_some_and(|other| other.metres_to(point) < SAME_SPOT_M));
        others.find(|other| !entry.belongs_with(other))
    }

    /// The most similar of the known sites of the same kind nearby, with its distance where both have points.
    fn like(&self, entry: &Entry) -> Option<(&Entry, Option<f64>)> {
        let cells = entry.point.map(|point| {
            let Place::Cell(x, y) = cell(point) else { return Vec::new() };
            (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| Place::Cell(x + dx, y + dy))).collect()
        });
        let places: Vec<Place> = cells.into_iter().flatten().chain(entry.units()).collect();
        let mut seen = HashSet::new();
        let mut best: Option<(f64, &Entry, Option<f64>)> = None;
        for place in places {
            for word in &entry.words {
                let Some(list) = self.by_word.get(&key(entry.kind, place, *word)) else { continue };
                for index in list.iter().copied().filter(|index| seen.insert(*index)) {
                    let Some(other) = self.entries.get(index as usize).filter(|other| !entry.belongs_with(other)) else {
                        continue;
                    };
                    let likeness = likeness(&entry.words, &other.words);
                    // Who runs two sites of one kind next to each other more often means one of them twice.
                    let least = if entry.shares_operator(other) { SIMILAR_OF_ONE_OPERATOR } else { SIMILAR };
                    if likeness < least || best.is_some_and(|(most, ..)| likeness <= most) {
                        continue;
                    }
                    let metres = entry.point.zip(other.point).map(|(own, other)| own.metres_to(other));
                    if metres.map_or_else(|| entry.shares_commune(other), |metres| metres <= NEAR_M) {
                        best = Some((likeness, other, metres));
                    }
                }
            }
        }
        best.map(|(_, other, metres)| (other, metres))
    }
}

impl Entry {
    fn new(site: NeighbourSite<'_>) -> Self {
        let facts = site.facts;
        let placement = &facts.placement;
        Self {
            id: site.id,
            line: site.line,
            sheet: site.sheet.cloned(),
            name: facts.name.clone(),
            kind: facts.kind,
            operator: facts.operator_id,
            words: telling_words(&facts.name),
            point: placement.point.filter(|_| placement.accuracy.is_some_and(PositionAccuracy::is_own_point)),
            communes: [placement.commune, placement.former_commune],
        }
    }

    fn found(&self, distance_m: Option<f64>, finding: Finding) -> Neighbour {
        let Self { id, line, operator, .. } = *self;
        Neighbour { id, sheet: self.sheet.clone(), line, name: self.name.clone(), operator, distance_m, finding }
    }

    fn units(&self) -> impl Iterator<Item = Place> {
        self.communes.into_iter().flatten().map(Place::Unit)
    }

    fn shares_operator(&self, other: &Self) -> bool {
        self.operator.is_some() && self.operator == other.operator
    }

    fn shares_commune(&self, other: &Self) -> bool {
        self.communes.iter().zip(&other.communes).any(|(own, other)| own.is_some() && own == other)
    }

    /// Whether the two are the same record, or one runs the other.
    fn belongs_with(&self, other: &Self) -> bool {
        let is = |a: Option<SiteId>, b: Option<SiteId>| a.is_some() && a == b;
        is(self.id, other.id) || is(self.operator, other.id) || is(self.id, other.operator)
    }

    /// The site in words: its name, and its identifier or line.
    fn label(&self) -> Message {
        let name = &self.name;
        match (self.id, self.line) {
            (Some(id), _) => Message::new(format!("{id} “{name}”"), format!("{id} “{name}”")),
            (None, Some(line)) => match self.sheet.as_deref().filter(|sheet| !sheet.is_empty()) {
                Some(sheet) => Message::new(
                    format!("dòng {line} trang “{sheet}” “{name}”"),
                    format!("line {line} of sheet “{sheet}” “{name}”"),
                ),
                None => Message::new(format!("dòng {line} “{name}”"), format!("line {line} “{name}”")),
            },
            (None, None) => Message::new(format!("“{name}”"), format!("“{name}”")),
        }
    }
}

/// A word by its hash; the lowest bit says whether it holds a digit.
type Word = u64;

/// The words of a name that tell which site is meant, sorted; all of them where none does.
fn telling_words(name: &str) -> Vec<Word> {
    let folded = text::fold(name);
    let words = || folded.split(' ').filter(|word| !word.is_empty());
    let hashed = |word: &str| {
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        (hash(word) & !1) | u64::from(has_digit)
    };
    let mut telling: Vec<Word> = words().filter(|word| !GENERIC.contains(word)).take(WORDS_MAX).map(hashed).collect();
    if telling.is_empty() {
        telling = words().take(WORDS_MAX).map(hashed).collect();
    }
    telling.sort_unstable();
    telling.dedup();
    telling
}

/// How alike two sorted lists of words are: shared ones among all; names that differ in a number are never alike.
fn likeness(a: &[Word], b: &[Word]) -> f64 {
    let has_digit = |word: &Word| word & 1 == 1;
    let is_in = |word: &Word, list: &[Word]| list.binary_search(word).is_ok();
    let differs = |own: &[Word], other: &[Word]| own.iter().any(|word| has_digit(word) && !is_in(word, other));
    if differs(a, b) || differs(b, a) {
        return 0.0;
    }
    let shared = a.iter().filter(|word| is_in(word, b)).count() as f64;
    // A name within a longer one is as like as its share of the longer, made milder: the longer only says more.
    let (shorter, longer) = (a.len().min(b.len()) as f64, a.len().max(b.len()) as f64);
    let is_within = shared == shorter && shorter >= 2.0 && shorter * 2.0 > longer;
    if is_within { SIMILAR + (1.0 - SIMILAR) * shared / longer } else { 2.0 * shared / (shorter + longer) }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn key(kind: SiteKind, place: Place, word: Word) -> u64 {
    hash((kind, place, word))
}

fn cell(point: GeoPoint) -> Place {
    Place::Cell((point.lon / CELL_DEG).floor() as i32, (point.lat / CELL_DEG).floor() as i32)
}

/// The cell of about a metre that a point lies in.
fn spot(point: GeoPoint) -> (i64, i64) {
    ((point.lon * 1e5).round() as i64, (point.lat * 1e5).round() as i64)
}

fn says_same_spot(other: &Entry) -> Message {
    let label = other.label();
    Message::new(
        format!("Đúng cùng một vị trí với {}. Hãy kiểm tra tọa độ, hoặc đây là cùng một điểm.", label.vi),
        format!("Stands on exactly the same spot as {}. Check the coordinates, or whether it is the same site.", label.en),
    )
}

fn says_duplicate(other: &Entry, metres: Option<f64>) -> Message {
    let label = other.label();
    match metres {
        Some(metres) => Message::new(
            format!("Có thể trùng với {}: tên gần giống, cách {metres:.0} m.", label.vi),
            format!("May be the same as {}: a similar name {metres:.0} m away.", label.en),
        ),
        None => Message::new(
            format!("Có thể trùng với {}: tên gần giống, cùng xã.", label.vi),
            format!("May be the same as {}: a similar name in the same commune.", label.en),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        likeness(&telling_words(a), &telling_words(b)) >= SIMILAR
    }

    #[test]
    fn names_are_alike_by_the_words_that_tell() {
        assert!(alike("HTX Đan Hoài", "Hợp tác xã nông nghiệp Đan Hoài"));
        assert!(alike("Trang trại gà Hòa Phát", "Trang trại chăn nuôi gà Hoà Phát"));
        assert!(alike("Hợp tác xã rau sạch Yên Lạc", "HTX Rau an toàn sạch Yên Lạc"));
        assert!(!alike("HTX rau Đan Hoài", "HTX rau Văn Đức"));
        assert!(!alike("Trang trại số 1", "Trang trại số 2"));
        assert!(!alike("Hợp tác xã nông nghiệp", "Công ty cổ phần"));
    }
}
