//! Words offices use for a term beside its code and labels.
use crate::domain::{Status, Term, VocabularyName, text};

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
}
