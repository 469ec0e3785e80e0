//! Words offices use for a term beside its code and labels.
use crate::domain::{Status, Term, Vocabulary, VocabularyName, text};

/// A word without tones, and the code it means.
const WORDINGS: &[(VocabularyName, &str, &str)] = &[
    (VocabularyName::Kind, "htx", "cooperative"),
    (VocabularyName::Kind, "hop tac xa nong nghiep", "cooperative"),
    (VocabularyName::Kind, "lien hiep hop tac xa", "cooperative"),
    (VocabularyName::Kind, "dn", "enterprise"),
    (VocabularyName::Kind, "cong ty", "enterprise"),
    (VocabularyName::Kind, "cty", "enterprise"),
    (VocabularyName::Kind, "mh", "model"),
    (VocabularyName::Sector, "thuy hai san", "fisheries"),
    (VocabularyName::Sector, "nuoi trong thuy san", "fisheries"),
    (VocabularyName::Status, "dang hoat dong", "published"),
    (VocabularyName::Status, "hoat dong", "published"),
    (VocabularyName::Status, "da dong", "closed"),
    (VocabularyName::Status, "dong cua", "closed"),
    (VocabularyName::Status, "giai the", "closed"),
];

/// The code a word of an office means.
pub(super) fn meant_by(vocabulary: VocabularyName, cell: &str) -> Option<&'static str> {
    let folded = text::fold(cell);
    WORDINGS.iter().find(|(list, wording, _)| *list == vocabulary && *wording == folded).map(|(_, _, code)| *code)
}

/// Whether a file may name the term: import writes public records only.
pub(super) fn is_importable(term: &Term) -> bool {
    term.vocabulary != VocabularyName::Status || term.code.parse::<Status>().is_ok_and(Status::is_public)
}

/// Most characters of a wording that are compared.
const WORDING_MAX: usize = 80;
/// How alike a wording and a label must be for the label to be worth a word: half of their pairs of letters.
const WORTH_A_WORD: f64 = 0.5;

/// The term whose code or label has most pairs of letters in common with a wording; none where too few are.
pub(super) fn nearest_term<'a>(list: VocabularyName, wording: &str, vocabulary: &'a Vocabulary) -> Option<&'a Term> {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<(char, char)>>();
    let wanted = pairs(&text::fold(&wording.chars().take(WORDING_MAX).collect::<String>()));
    let likeness = |term: &Term| {
        let of = |label: &str| {
            let own = pairs(&text::fold(label));
            let shared = wanted.iter().filter(|pair| own.contains(pair)).count() as f64;
            2.0 * shared / (wanted.len() + own.len()).max(1) as f64
        };
        [&term.code, &term.label_vi, &term.label_en].into_iter().map(|label| of(label)).fold(0.0, f64::max)
    };
    let scored = vocabulary.terms(list).filter(|term| is_importable(term)).map(|term| (likeness(term), term));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness >= WORTH_A_WORD).map(|(_, term)| term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::starter_vocabulary;

    #[test]
    fn every_wording_means_a_term_that_is_there() {
        let vocabulary = crate::domain::Vocabulary::new(starter_vocabulary().unwrap());
        for (list, wording, code) in WORDINGS {
            assert!(vocabulary.find(*list, code).is_some(), "{code}");
            assert_eq!(&text::fold(wording), wording);
        }
        assert_eq!(meant_by(VocabularyName::Kind, "HTX"), Some("cooperative"));
    }

    #[test]
    fn a_slip_finds_the_term_that_was_meant() {
        let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
        let nearest = |wording| nearest_term(VocabularyName::Technology, wording, &vocabulary).map(|term| term.code.as_str());
        assert_eq!(nearest("greenhose"), Some("greenhouse"));
        assert_eq!(nearest("phép màu"), None);
    }
}
