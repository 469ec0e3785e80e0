//! Search by words without tones: each word of the search must begin some word of the record.
use std::collections::BTreeMap;

use roaring::{MultiOps, RoaringBitmap};

use crate::domain::{Language, PublicSite, Vocabulary, VocabularyName, text};

/// Abbreviations everybody uses and the words they stand for; a record with either is found by both.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("htx", "hop tac xa"),
    ("cnc", "cong nghe cao"),
    ("nn", "nong nghiep"),
    ("tnhh", "trach nhiem huu han"),
    ("cp", "co phan"),
    ("tp", "thanh pho"),
    ("hcm", "ho chi minh"),
];

/// Words without tones, each with the slots of the records that hold it.
pub(super) struct TextIndex {
    words: BTreeMap<String, RoaringBitmap>,
}

impl TextIndex {
    /// Everything a search may find a site by.
    pub(super) fn of_everything<'a>(sites: impl Iterator<Item = (u32, &'a PublicSite)>, vocabulary: &Vocabulary) -> Self {
        Self::build(sites, |public| texts(public, vocabulary))
    }

    /// Names only: what a word of the name says outweighs all else.
    pub(super) fn of_names<'a>(sites: impl Iterator<Item = (u32, &'a PublicSite)>) -> Self {
        Self::build(sites, |public| vec![public.site.facts.name.clone()])
    }

    fn build<'a>(sites: impl Iterator<Item = (u32, &'a PublicSite)>, texts: impl Fn(&PublicSite) -> Vec<String>) -> Self {
        let mut words: BTreeMap<String, RoaringBitmap> = BTreeMap::new();
        for (slot, public) in sites {
            for text in texts(public) {
                for word in expanded(&text::fold(&text)).split(' ').filter(|word| !word.is_empty()) {
                    if let Some(slots) = words.get_mut(word) {
                        slots.insert(slot);
                    } else {
                        words.insert(word.to_owned(), RoaringBitmap::from_iter([slot]));
                    }
                }
            }
        }
        Self { words }
    }

    /// The slots of the records in which every word of the search begins some word; `viet gap` also finds `vietgap`.
    pub(super) fn matching(&self, words: &[String]) -> RoaringBitmap {
        let apart = words.iter().map(|word| self.beginning_with(word)).intersection();
        if words.len() > 1 { apart | self.beginning_with(&words.concat()) } else { apart }
    }

    /// The slots of the records with a word that begins so.
    fn beginning_with(&self, prefix: &str) -> RoaringBitmap {
        let matching = self.words.range(prefix.to_owned()..).take_while(|(word, _)| word.starts_with(prefix));
        matching.map(|(_, slots)| slots).union()
    }
}

/// Everything about a site that a search may find it by.
fn texts(public: &PublicSite, vocabulary: &Vocabulary) -> Vec<String> {
    let facts = &public.site.facts;
    let mut texts = vec![public.site.id.to_string(), facts.name.clone()];
    let places = [&public.province, &public.commune, &public.former_province, &public.former_district, &public.former_commune];
    texts.extend(places.into_iter().flatten().map(|name| name.to_string()));
    let address = &facts.address;
    texts.extend([&address.province, &address.district, &address.commune, &facts.abstract_text].into_iter().flatten().cloned());
    let codes = [(VocabularyName::Sector, facts.sector.code()), (VocabularyName::Kind, facts.kind.code())].into_iter();
    let codes = codes.chain(facts.subsector.iter().map(|code| (VocabularyName::Subsector, code.as_str())));
    let codes = codes.chain(facts.technologies.iter().map(|code| (VocabularyName::Technology, code.as_str())));
    let codes = codes.chain(facts.certifications.iter().map(|code| (VocabularyName::Certification, code.as_str())));
    for (list, code) in codes {
        texts.extend(Language::ALL.iter().map(|language| vocabulary.label(list, code, *language).to_owned()));
    }
    texts
}

/// The folded text with abbreviations spelled out and long forms abbreviated.
fn expanded(folded: &str) -> String {
    let padded = format!(" {folded} ");
    let mut expanded = folded.to_owned();
    for (short, long) in ABBREVIATIONS {
        for (present, added) in [(short, long), (long, short)] {
            if padded.contains(&format!(" {present} ")) {
                expanded.push(' ');
                expanded.push_str(added);
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
