//! Search by words without tones: each word of the search must begin some word of the record.
use std::collections::HashMap;

use roaring::{MultiOps, RoaringBitmap};

use crate::domain::{Language, PublicSite, Vocabulary, VocabularyName, text};

/// Abbreviations everybody uses and the words they stand for, between spaces; a record with either is found by both.
const ABBREVIATIONS: &[(&str, &str)] = &[
    (" htx ", " hop tac xa "),
    (" cnc ", " cong nghe cao "),
    (" nn ", " nong nghiep "),
    (" tnhh ", " trach nhiem huu han "),
    (" cp ", " co phan "),
    (" tp ", " thanh pho "),
    (" hcm ", " ho chi minh "),
];

/// Words without tones, each with the slots of the records that hold it.
pub(super) struct TextIndex {
    /// Ascending.
    words: Vec<Box<str>>,
    /// The slots of each word.
    slots: Vec<Slots>,
}

/// The slots of one word; most words are numbers that stand in one record alone.
enum Slots {
    One(u32),
    Several(RoaringBitmap),
}

impl Slots {
    /// Adds a slot that is none of those before the last.
    fn push(&mut self, slot: u32) {
        match self {
            Self::One(only) if *only != slot => *self = Self::Several([*only, slot].into_iter().collect()),
            Self::One(_) => {}
            // Refused where it is the last one already.
            Self::Several(slots) => {
                let _ = slots.try_push(slot);
            }
        }
    }
}

/// An index while it is made. Texts that many sites share are taken apart once.
#[derive(Default)]
struct Gathered<'a> {
    numbers: HashMap<Box<str>, u32>,
    slots: Vec<Slots>,
    shared: HashMap<&'a str, Vec<u32>>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, text: &str, slot: u32) {
        for word in expanded(&text::fold(text)).split(' ').filter(|word| !word.is_empty()) {
            self.add_word(word, slot);
        }
    }

    fn add_shared(&mut self, text: &'a str, slot: u32) {
        if let Some(numbers) = self.shared.get(text) {
            for number in numbers {
                self.slots.get_mut(*number as usize).into_iter().for_each(|slots| slots.push(slot));
            }
            return;
        }
        let folded = expanded(&text::fold(text));
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let numbers = words.map(|word| self.add_word(word, slot)).collect();
        self.shared.insert(text, numbers);
    }

    /// Adds a word; its number.
    fn add_word(&mut self, word: &str, slot: u32) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            self.slots.get_mut(*number as usize).into_iter().for_each(|slots| slots.push(slot));
            return *number;
        }
        let number = self.slots.len() as u32;
        self.numbers.insert(Box::from(word), number);
        self.slots.push(Slots::One(slot));
        number
    }

    fn finish(self) -> TextIndex {
        let mut words: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let mut slots: Vec<Option<Slots>> = self.slots.into_iter().map(Some).collect();
        let ordered = words.iter().filter_map(|(_, number)| slots.get_mut(*number as usize)?.take()).collect();
        TextIndex { slots: ordered, words: words.into_iter().map(|(word, _)| word).collect() }
    }
}

impl TextIndex {
    /// Everything a search may find a site by; the sites are in slots from `first` on.
    pub(super) fn of_everything(first: u32, sites: &[PublicSite], vocabulary: &Vocabulary) -> Self {
        let mut gathered = Gathered::default();
        for (slot, public) in (first..).zip(sites) {
            let facts = &public.site.facts;
            gathered.add(&public.site.id.to_string(), slot);
            gathered.add(&facts.name, slot);
            facts.abstract_text.iter().for_each(|text| gathered.add(text, slot));
            each_shared_text(public, vocabulary, |text| gathered.add_shared(text, slot));
        }
        gathered.finish()
    }

    /// Names only: what a word of the name says outweighs all else.
    pub(super) fn of_names(first: u32, sites: &[PublicSite]) -> Self {
        let mut gathered = Gathered::default();
        (first..).zip(sites).for_each(|(slot, public)| gathered.add(&public.site.facts.name, slot));
        gathered.finish()
    }

    /// The slots of the records in which every word of the search begins some word; `viet gap` also finds `vietgap`.
    pub(super) fn matching(&self, words: &[String]) -> RoaringBitmap {
        let apart = words.iter().map(|word| self.beginning_with(word)).intersection();
        if words.len() > 1 { apart | self.beginning_with(&words.concat()) } else { apart }
    }

    /// The slots of the records with a word that begins so.
    fn beginning_with(&self, prefix: &str) -> RoaringBitmap {
        let start = self.words.partition_point(|word| word.as_ref() < prefix);
        let from_start = self.words.get(start..).unwrap_or_default();
        let count = from_start.partition_point(|word| word.starts_with(prefix));
        let found = self.slots.get(start..start + count).unwrap_or_default();
        let mut slots =
            found.iter().filter_map(|slots| if let Slots::Several(slots) = slots { Some(slots) } else { None }).union();
        slots.extend(found.iter().filter_map(|slots| if let Slots::One(slot) = slots { Some(*slot) } else { None }));
        slots
    }
}

/// Tells the texts of a site that other sites have, too.
fn each_shared_text<'a>(public: &'a PublicSite, vocabulary: &'a Vocabulary, mut tell: impl FnMut(&'a str)) {
    let facts = &public.site.facts;
    let units = [&public.province, &public.commune, &public.former_province, &public.former_district, &public.former_commune];
    units.into_iter().flatten().for_each(|name| tell(name));
    let address = &facts.address;
    [&address.province, &address.district, &address.commune].into_iter().flatten().for_each(|name| tell(name));
    let codes = [(VocabularyName::Sector, facts.sector.code()), (VocabularyName::Kind, facts.kind.code())].into_iter();
    let codes = codes.chain(facts.subsector.iter().map(|code| (VocabularyName::Subsector, code.as_str())));
    let codes = codes.chain(facts.technologies.iter().map(|code| (VocabularyName::Technology, code.as_str())));
    let codes = codes.chain(facts.certifications.iter().map(|code| (VocabularyName::Certification, code.as_str())));
    for (list, code) in codes {
        Language::ALL.iter().for_each(|language| tell(vocabulary.label(list, code, *language)));
    }
}

/// The folded text with abbreviations spelled out and long forms abbreviated.
fn expanded(folded: &str) -> String {
    let padded = format!(" {folded} ");
    let mut expanded = folded.to_owned();
    for (short, long) in ABBREVIATIONS {
        for (present, added) in [(short, long), (long, short)] {
            if padded.contains(present) {
                expanded.push(' ');
                expanded.push_str(added.trim());
            }
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_work_both_ways() {
        assert_eq!(expanded("htx dan hoai"), "htx dan hoai hop tac xa");
        assert_eq!(expanded("hop tac xa dan hoai"), "hop tac xa dan hoai htx");
    }
}
