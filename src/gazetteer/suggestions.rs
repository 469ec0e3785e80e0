//! The typeahead: units for the words typed so far, from a sorted index of the words of all names.
use std::collections::HashMap;
use std::ops::Range;

use super::names::Names;
use super::spelling::{Spelling, TEXT_MAX, is_apostrophe, may_become};
use super::type_word::{Reading, TypeWord, readings};
use super::units::Units;
use crate::domain::{Division, Region, RegionId};

/// Most words of a query that are read.
const WORDS_MAX: usize = 16;

/// One unit as the typeahead sees it.
#[derive(Debug)]
struct Entry {
    id: RegionId,
    kind: Option<TypeWord>,
    parent: Option<u32>,
    /// Its names, the official one first.
    names: Vec<Spelling>,
    /// Its words as numbers of the sorted word list.
    words: Vec<u32>,
}

/// The words of all names in order, and the units that have each.
#[derive(Debug)]
pub(super) struct Suggestions {
    entries: Vec<Entry>,
    words: Vec<String>,
    /// Pairs of word and unit, sorted.
    postings: Vec<(u32, u32)>,
}

/// A typed word: the words it may begin, and its spelling.
struct Typed {
    range: Range<u32>,
    /// The word it is, if it is one already.
    whole: Option<u32>,
    accented: String,
    /// The types with a word that begins so.
    types_begun: Vec<TypeWord>,
    /// The types with that word and no other accents than those typed.
    types_meant: Vec<TypeWord>,
}

/// How a unit matches, the best first: accents, closeness, words of it only begun, level, division, length, place in the list.
type Key = (Accents, Closeness, usize, u8, Division, usize, u32);

/// Whether the accents typed are those of the unit; where none were typed, they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Accents {
    Same,
    Begun,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// The whole name was typed.
    Name,
    /// The name begins with what was typed.
    Beginning,
    /// Every word typed begins a word of the name.
    Words,
    /// The whole name was typed, then words of the units it lies in.
    NameThenParents,
    /// Words of the units it lies in were typed, then the whole name.
    ParentsThenName,
    /// Some words typed belong to the units it lies in.
    WordsAndParents,
}

impl Suggestions {
    pub fn new(units: &Units, names: &Names) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut entries: Vec<Entry> = Vec::with_capacity(units.all().len());
        let place = |id: RegionId| units.all().binary_search_by_key(&id, |region| region.id).ok();
        for (id, spelling) in names.all() {
            let Some(at) = place(id) else { continue };
            if let (true, Some(region)) = (at == entries.len(), units.all().get(at)) {
                let parent = region.parent.and_then(place).and_then(|at| u32::try_from(at).ok());
                let kind = TypeWord::of(&region.type_word);
                entries.push(Entry { id, kind, parent, names: Vec::new(), words: Vec::new() });
                add_pieces(region, kind, &mut entries, at, &mut numbers);
            }
            add_words(spelling, &mut entries, at, &mut numbers);
        }
        let mut sorted: Vec<(String, u32)> = numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut renumbered = vec![0_u32; sorted.len()];
        for ((_, old), new) in sorted.iter().zip(0_u32..) {
            if let Some(slot) = renumbered.get_mut(*old as usize) {
                *slot = new;
            }
        }
        let mut postings = Vec::new();
        for (entry, at) in entries.iter_mut().zip(0_u32..) {
            for word in &mut entry.words {
                *word = renumbered.get(*word as usize).copied().unwrap_or_default();
                postings.push((*word, at));
            }
        }
        postings.sort_unstable();
        Self { entries, words: sorted.into_iter().map(|(word, _)| word).collect(), postings }
    }

    /// At most `limit` units that have every typed word in their name, their type or the units they lie in, the likeliest first.
    pub fn matching(&self, query: &str, limit: usize) -> Vec<RegionId> {
        let read =
            readings(query.get(..query.char_indices().nth(TEXT_MAX).map_or(query.len(), |(at, _)| at)).unwrap_or_default());
        let Some(whole) = read.first() else { return Vec::new() };
        let typed: Vec<Typed> = self.typed_words(&whole.name);
        let accents_meant = whole.name.has_marks();
        let mut candidates: Vec<u32> = typed.iter().flat_map(|word| self.having(&word.range)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut keys: Vec<Key> = candidates.into_iter().filter_map(|at| self.key(at, &typed, &read, accents_meant)).collect();
        if keys.len() > limit && limit > 0 {
            keys.select_nth_unstable(limit - 1);
            keys.truncate(limit);
        }
        keys.sort_unstable();
        keys.into_iter().take(limit).filter_map(|key| Some(self.entries.get(key.6 as usize)?.id)).collect()
    }

    fn typed_words(&self, query: &Spelling) -> Vec<Typed> {
        let pairs = query.toneless.split(' ').zip(query.accented.split(' ')).take(WORDS_MAX);
        pairs
            .map(|(plain, accented)| {
                let start = self.words.partition_point(|word| word.as_str() < plain);
                let rest = self.words.get(start..).unwrap_or_default();
                let end = start + rest.partition_point(|word| word.starts_with(plain));
                let range = u32::try_from(start).unwrap_or_default()..u32::try_from(end).unwrap_or_default();
                let whole = rest.first().is_some_and(|word| word == plain).then_some(range.start);
                let typed = |word: &&str| {
                    let word = Spelling::of(word);
                    word.toneless == plain && (accented == plain || word.accented == accented)
                };
                let types = |fits: &dyn Fn(&&str) -> bool| {
                    TypeWord::ALL.iter().copied().filter(|kind| kind.words().iter().any(fits)).collect()
                };
                let types_begun = types(&|word| Spelling::of(word).toneless.starts_with(plain));
                Typed { range, whole, accented: accented.to_owned(), types_begun, types_meant: types(&typed) }
            })
            .collect()
    }

    fn having(&self, words: &Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let start = self.postings.partition_point(|(word, _)| *word < words.start);
        let end = self.postings.partition_point(|(word, _)| *word < words.end);
        self.postings.get(start..end).unwrap_or_default().iter().map(|(_, at)| *at)
    }

    /// How this unit matches, or `None` where a typed word has no place.
    fn key(&self, at: u32, typed: &[Typed], read: &[Reading], accents_meant: bool) -> Option<Key> {
        let entry = self.entries.get(at as usize)?;
        let parents = || std::iter::successors(self.parent(entry), |above| self.parent(above));
        let (mut needs_parents, mut begun) = (false, 0);
        for word in typed {
            let own = entry.has(word);
            if !own && !parents().any(|above| above.has(word)) {
                return None;
            }
            needs_parents |= !own;
            begun += usize::from(!entry.has_whole(word) && !parents().any(|above| above.has_whole(word)));
        }
        let any = |fits: &dyn Fn(&str, &str) -> bool| {
            let said =
                || read.iter().filter(|reading| !reading.contradicts(entry.kind)).map(|reading| reading.name.toneless.as_str());
            entry.names.iter().any(|name| said().any(|said| fits(said, &name.toneless)))
        };
        let closeness = if any(&|said, name| said == name) {
            Closeness::Name
        } else if any(&|said, name| name.starts_with(said)) {
            Closeness::Beginning
        } else if !needs_parents {
            Closeness::Words
        } else if any(&|said, name| said.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '))) {
            Closeness::NameThenParents
        } else if any(&|said, name| said.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '))) {
            Closeness::ParentsThenName
        } else {
            Closeness::WordsAndParents
        };
        let mut accents = Accents::Same;
        for (word, left) in typed.iter().zip((0..typed.len()).rev()).filter(|_| accents_meant) {
            let agree = |unfinished| entry.agrees(word, unfinished) || parents().any(|above| above.agrees(word, unfinished));
            if !agree(false) {
                accents = accents.max(if left == 0 && agree(true) { Accents::Begun } else { Accents::Other });
            }
        }
        Some((accents, closeness, begun, entry.id.level() as u8, entry.id.division(), entry.length(), at))
    }

    fn parent(&self, entry: &Entry) -> Option<&Entry> {
        self.entries.get(entry.parent? as usize)
    }
}

impl Entry {
    fn has(&self, typed: &Typed) -> bool {
        self.words.iter().any(|word| typed.range.contains(word)) || self.is_one_of(&typed.types_begun)
    }

    fn has_whole(&self, typed: &Typed) -> bool {
        typed.whole.is_some_and(|whole| self.words.contains(&whole)) || self.is_one_of(&typed.types_meant)
    }

    fn is_one_of(&self, types: &[TypeWord]) -> bool {
        self.kind.is_some_and(|kind| types.contains(&kind))
    }

    /// Whether a word of its names, or its type word, has the accents typed; a word still being typed may lack its tone.
    fn agrees(&self, typed: &Typed, unfinished: bool) -> bool {
        let is_word = |word: &str| word == typed.accented || (unfinished && may_become(&typed.accented, word));
        let mut words = self.names.iter().flat_map(|name| name.accented.split(' '));
        words.any(is_word) || self.is_one_of(&typed.types_meant)
    }

    fn length(&self) -> usize {
        self.names.first().map_or(0, |name| name.toneless.len())
    }
}

fn add_words(spelling: &Spelling, entries: &mut [Entry], at: usize, numbers: &mut HashMap<String, u32>) {
    let Some(entry) = entries.get_mut(at) else { return };
    for word in spelling.toneless.split(' ') {
        entry.add(word, numbers);
    }
    if spelling.toneless.contains(' ') {
        entry.add(&spelling.toneless.replace(' ', ""), numbers);
    }
    entry.names.push(spelling.clone());
}

/// The parts of a name around apostrophes, and numbers with the letter of their type: `r`, `lap`, `q1`.
fn add_pieces(region: &Region, kind: Option<TypeWord>, entries: &mut [Entry], at: usize, numbers: &mut HashMap<String, u32>) {
    let Some(entry) = entries.get_mut(at) else { return };
    if region.name.contains(is_apostrophe) {
        for piece in region.name.split(is_apostrophe).flat_map(str::split_whitespace) {
            entry.add(&Spelling::of(piece).toneless, numbers);
        }
    }
    if region.name.bytes().all(|byte| byte.is_ascii_digit()) {
        match kind {
            Some(TypeWord::Quan) => entry.add(&format!("q{}", region.name), numbers),
            Some(TypeWord::Phuong) => entry.add(&format!("p{}", region.name), numbers),
            _ => {}
        }
    }
}

impl Entry {
    fn add(&mut self, word: &str, numbers: &mut HashMap<String, u32>) {
        let Ok(next) = u32::try_from(numbers.len()) else { return };
        let number = match numbers.get(word) {
            Some(number) => *number,
            None => *numbers.entry(word.to_owned()).or_insert(next),
        };
        if !self.words.contains(&number) {
            self.words.push(number);
        }
    }
}
