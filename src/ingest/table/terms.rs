//! Free wordings of a closed list: which terms they hold, how certainly, and what is asked where none is found.
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::corrections::Corrections;
use super::term_wordings::{NOISE, WORDINGS};
use super::understood::{Choice, Question, QuestionKey};
use crate::domain::{Message, Term, Vocabulary, VocabularyName, text};

/// What a wording means.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Codes in the order of the words, each once.
    pub codes: Vec<String>,
    /// From 0 to 1.
    pub certainty: f64,
    /// Words that mean no term.
    pub rest: String,
}

/// A wording in words without tones, the same with tones, and its code.
struct Known<'a> {
    words: Vec<String>,
    accented: Vec<String>,
    code: &'a str,
}

/// The wordings of one list.
pub(super) struct TermReader<'a> {
    vocabulary: VocabularyName,
    terms: &'a Vocabulary,
    corrections: &'a Corrections,
    known: Vec<Known<'a>>,
    /// What was read and asked before: lists say the same again and again.
    read: RefCell<HashMap<String, Found>>,
    asked: RefCell<HashMap<String, Question>>,
}

/// Words that say that there is nothing.
const NOTHING: &[&str] =
    &["", "khong", "khong co", "chua", "chua co", "0", "x", "khong ap dung", "chua ap dung", "chua chung nhan", "none", "n a"];
/// Words that say that something is not yet or no longer so.
const NOT_NOW: &[&str] = &[
    "chua",
    "khong",
    "dang lam",
    "dang xin",
    "dang chuyen doi",
    "du kien",
    "sap",
    "het han",
    "cho cap",
    "dang hoan thien",
    "dang de nghi",
    "chuan bi",
    "da het",
];

impl<'a> TermReader<'a> {
    pub fn new(vocabulary: VocabularyName, terms: &'a Vocabulary, corrections: &'a Corrections) -> Self {
        let split = |wording: &str| text::fold(wording).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let known_as = |wording: &str, code: &'a str| Known { words: split(wording), accented: accented_words(wording), code };
        let mut known: Vec<Known<'a>> = Vec::new();
        for term in terms.terms(vocabulary) {
            for label in [&term.code, &term.label_vi, &term.label_en] {
                known.push(known_as(label, &term.code));
            }
        }
        let offered = |code: &str| terms.find(vocabulary, code).is_some();
        for (_, code, wordings) in WORDINGS.iter().filter(|(list, code, _)| *list == vocabulary && offered(code)) {
            known.extend(wordings.iter().map(|wording| known_as(wording, code)));
        }
        known.retain(|known| known.words.iter().any(|word| !word.is_empty()));
        // The longest wording wins: `sông trong ao` before `ao`.
        known.sort_by_key(|known| std::cmp::Reverse(known.words.len()));
        Self { vocabulary, terms, corrections, known, read: RefCell::default(), asked: RefCell::default() }
    }

    /// Whether the cell says that there is nothing.
    pub fn says_nothing(cell: &str) -> bool {
        NOTHING.contains(&text::fold(cell).as_str())
    }

    /// The terms of one wording.
    pub fn read(&self, wording: &str) -> Found {
        if let Some(found) = self.read.borrow().get(wording) {
            return found.clone();
        }
        let found = self.found(wording);
        remember(&self.read, wording, &found);
        found
    }

    fn found(&self, wording: &str) -> Found {
        if let Some(answer) = self.corrections.wording(self.vocabulary, wording) {
            let codes = answer.map(str::to_owned).into_iter().collect();
            return Found { codes, certainty: 1.0, rest: String::new() };
        }
        // A label is compared without tones, but `cà` is no `cá`.
        let is_label = |term: &&Term| {
            let written = accented_words(wording);
            [&term.label_vi, &term.label_en, &term.code]
                .into_iter()
                .any(|label| text::fold(label) == text::fold(wording) && tones_agree(Some(&written), &accented_words(label)))
        };
        if let Some(term) = self.terms.recognise(self.vocabulary, wording).filter(is_label) {
            return Found { codes: vec![term.code.clone()], certainty: 1.0, rest: String::new() };
        }
        let folded = text::fold(&wording.replace('*', " sao "));
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let accented = accented_words(&wording.replace('*', " sao "));
        let mut taken = vec![false; words.len()];
        let mut hits: Vec<(usize, &str)> = Vec::new();
        for known in &self.known {
            let Some(last) = words.len().checked_sub(known.words.len()) else { continue };
            for start in 0..=last {
                let window = start..start + known.words.len();
                let is_free = taken.get(window.clone()).is_some_and(|taken| taken.iter().all(|taken| !taken));
                let same_letters =
                    words.get(window.clone()).is_some_and(|words| words.iter().zip(&known.words).all(|(a, b)| a == b));
                let fits = same_letters && tones_agree(accented.get(window.clone()), &known.accented);
                if is_free && fits {
                    taken.get_mut(window).into_iter().flatten().for_each(|taken| *taken = true);
                    hits.push((start, known.code));
                }
            }
        }
        hits.sort_unstable();
        let mut codes: Vec<String> = Vec::new();
        for (_, code) in hits {
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
        let is_said = |word: &&&str| !NOISE.contains(word) && !word.bytes().all(|byte| byte.is_ascii_digit());
        let left: Vec<&str> = words.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(word, _)| *word).collect();
        let left_meant = left.iter().filter(is_said).count();
        let is_not_now = NOT_NOW.iter().any(|wording| format!(" {folded} ").contains(&format!(" {wording} ")));
        let certainty = match (codes.is_empty(), is_not_now, left_meant) {
            (true, ..) => 0.0,
            (_, true, _) => 0.3,
            (_, _, 0) => 0.95,
            (_, _, left) => (0.9 - 0.08 * left as f64).max(0.5),
        };
        Found { codes, certainty, rest: if left_meant > 0 || is_not_now { left.join(" ") } else { String::new() } }
    }

    /// The terms that share most letters with a wording, for a person to choose from.
    pub fn nearest(&self, wording: &str) -> Vec<String> {
        let folded = text::fold(wording);
        let wanted = pairs(&folded);
        let mut scored: Vec<(f64, &str)> = Vec::new();
        for known in &self.known {
            let own = pairs(&known.words.join(" "));
            let shared = wanted.iter().filter(|pair| own.contains(pair)).count() as f64;
            let score = 2.0 * shared / (wanted.len() + own.len()).max(1) as f64;
            match scored.iter_mut().find(|(_, code)| *code == known.code) {
                Some((best, _)) => *best = best.max(score),
                None => scored.push((score, known.code)),
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.into_iter().filter(|(score, _)| *score >= 0.2).take(5).map(|(_, code)| code.to_owned()).collect()
    }

    /// The question which term a wording means.
    pub fn question(&self, wording: &str) -> Question {
        if let Some(question) = self.asked.borrow().get(wording) {
            return question.clone();
        }
        let question = self.asking(wording);
        remember(&self.asked, wording, &question);
        question
    }

    fn asking(&self, wording: &str) -> Question {
        let shown: String = wording.chars().take(100).collect();
        let choices = self.nearest(wording).into_iter().filter_map(|code| {
            let term = self.terms.find(self.vocabulary, &code)?;
            Some(Choice { value: code, label: Message::new(term.label_vi.clone(), term.label_en.clone()) })
        });
        Question {
            key: QuestionKey::Wording { vocabulary: self.vocabulary, wording: text::fold(wording) },
            message: Message::new(
                format!("“{shown}” là mục nào trong danh mục?"),
                format!("Which term of the list is “{shown}”?"),
            ),
            choices: choices.collect(),
        }
    }
}

/// Whether a cell holds any wording of a list: by that a column is told from others of a similar title.
pub(super) fn speaks_of(vocabulary: VocabularyName, cell: &str) -> bool {
    static SPOKEN: LazyLock<Vec<(VocabularyName, String)>> = LazyLock::new(|| {
        let each = |(list, _, wordings): &(VocabularyName, &'static str, Vec<&'static str>)| {
            wordings.iter().map(|wording| (*list, format!(" {} ", text::fold(wording)))).collect::<Vec<_>>()
        };
        WORDINGS.iter().flat_map(each).collect()
    });
    let folded = format!(" {} ", text::fold(cell));
    SPOKEN.iter().any(|(list, wording)| *list == vocabulary && folded.contains(wording))
}

/// The words of a text in small letters, each with its tone at its end: `hoà` and `hòa` are one.
fn accented_words(text: &str) -> Vec<String> {
    let composed = text::composed(text).to_lowercase();
    let words = composed.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_tone = |character: &char| matches!(character, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    words.map(|word| word.nfd().filter(|c| !is_tone(c)).chain(word.nfd().filter(is_tone)).collect()).collect()
}

/// Whether written words can be the known ones: tones that either side leaves out say nothing.
fn tones_agree(written: Option<&[String]>, known: &[String]) -> bool {
    let Some(written) = written.filter(|written| written.len() == known.len()) else { return true };
    let agree = |(written, known): (&String, &String)| written == known || written.is_ascii() || known.is_ascii();
    written.iter().zip(known).all(agree)
}

fn pairs(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// Most wordings remembered of one list.
const REMEMBERED_MAX: usize = 10_000;

fn remember<T: Clone>(memory: &RefCell<HashMap<String, T>>, wording: &str, value: &T) {
    let mut memory = memory.borrow_mut();
    if memory.len() < REMEMBERED_MAX {
        memory.insert(wording.to_owned(), value.clone());
    }
}

/// The elements of a list cell: parted by lines, semicolons, commas, bars, plus signs, bullets; and by `và` between words.
pub(super) fn elements(cell: &str) -> Vec<String> {
    let is_separator = |character: char| matches!(character, ';' | ',' | '|' | '+' | '\n' | '\r' | '•' | '&' | '/');
    let parts = cell.split(is_separator).flat_map(|part| part.split(" và ")).flat_map(|part| part.split(" - "));
    let trimmed = parts.map(|part| part.trim().trim_matches(['-', '–', '.', '*', ':', '"']).trim());
    trimmed.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::starter_vocabulary;

    #[test]
    fn every_wording_means_one_term_that_is_there() {
        let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
        let mut seen = std::collections::HashMap::new();
        for (list, code, wordings) in WORDINGS.iter() {
            assert!(vocabulary.find(*list, code).is_some(), "{code}");
            for wording in wordings {
                assert_eq!(&wording.to_lowercase(), wording);
                assert_eq!(seen.insert((*list, *wording), code).filter(|other| *other != code), None, "{wording}");
            }
        }
    }

    #[test]
    fn terms_are_found_in_free_words_and_what_is_left_is_told() {
        let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
        let corrections = Corrections::default();
        let read = |list, wording: &str| {
            let found = TermReader::new(list, &vocabulary, &corrections).read(wording);
            (found.codes.join(";"), found.certainty >= 0.8, found.rest.is_empty())
        };
        let (technology, certification) = (VocabularyName::Technology, VocabularyName::Certification);
        assert_eq!(read(technology, "nhà màng"), ("greenhouse".to_owned(), true, true));
        assert_eq!(read(technology, "hệ thống tưới nhỏ giọt tự động").0, "drip_irrigation;automation");
        assert_eq!(read(technology, "màng phủ"), (String::new(), false, false));
        assert_eq!(read(VocabularyName::Subsector, "cà").0, "vegetables", "no fish");
        assert_eq!(read(certification, "OCOP 4*").0, "ocop4");
        assert!(!read(certification, "chưa có VietGAP").1, "what is not yet so is not certain");
        assert_eq!(read(VocabularyName::Subsector, "Bơ"), ("fruit".to_owned(), true, true), "no cattle");
        assert_eq!(read(VocabularyName::Subsector, "bò"), ("beef_cattle".to_owned(), true, true));
        assert_eq!(read(VocabularyName::Subsector, "cà tím").0, "vegetables");
    }
}
