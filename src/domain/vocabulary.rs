//! The closed lists with Vietnamese and English labels. Source: `geodata/inventory/vocabulary.csv`, then the database.
use std::collections::HashMap;

use super::code_enum::code_enum;
use super::{Language, Sector, text};

code_enum! {
    /// The vocabularies.
    VocabularyName {
        /// Kinds of site.
        Kind => "kind",
        /// Sectors.
        Sector => "sector",
        /// Subsectors, each of one sector.
        Subsector => "subsector",
        /// Technologies; an administrator may add to them.
        Technology => "technology",
        /// Certifications; an administrator may add to them.
        Certification => "certification",
        /// Degrees of confidence.
        Confidence => "confidence",
        /// States of a record.
        Status => "status",
        /// Degrees of precision of a position.
        PositionAccuracy => "position_accuracy",
    }
}

/// One term of a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The list it belongs to.
    pub vocabulary: VocabularyName,
    /// Its stable code.
    pub code: String,
    /// Its Vietnamese label.
    pub label_vi: String,
    /// Its English label.
    pub label_en: String,
    /// The sector it belongs to; `None` for all.
    pub sector: Option<Sector>,
}

impl Term {
    /// The label in the asked language.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.label_vi,
            Language::English => &self.label_en,
        }
    }
}

/// All vocabularies, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    terms: Vec<Term>,
    by_code: HashMap<(VocabularyName, String), usize>,
    by_label: HashMap<(VocabularyName, String), usize>,
}

impl Vocabulary {
    /// Indexes the terms; a later term with the same code is left out.
    pub fn new(terms: impl IntoIterator<Item = Term>) -> Self {
        let mut vocabulary = Self::default();
        for term in terms {
            let key = (term.vocabulary, term.code.clone());
            if vocabulary.by_code.contains_key(&key) {
                continue;
            }
            let position = vocabulary.terms.len();
            for label in [&term.code, &term.label_vi, &term.label_en] {
                vocabulary.by_label.entry((term.vocabulary, text::fold(label))).or_insert(position);
            }
            vocabulary.by_code.insert(key, position);
            vocabulary.terms.push(term);
        }
        vocabulary
    }

    /// Every term, in order.
    pub fn all(&self) -> &[Term] {
        &self.terms
    }

    /// The terms of one list, in order.
    pub fn terms(&self, vocabulary: VocabularyName) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.vocabulary == vocabulary)
    }

    /// The term with this code.
    pub fn find(&self, vocabulary: VocabularyName, code: &str) -> Option<&Term> {
        self.by_code.get(&(vocabulary, code.to_owned())).and_then(|position| self.terms.get(*position))
    }

    /// The term with this code or label, in any language, with or without tones.
    pub fn recognise(&self, vocabulary: VocabularyName, wording: &str) -> Option<&Term> {
        self.by_label.get(&(vocabulary, text::fold(wording))).and_then(|position| self.terms.get(*position))
    }

    /// The label of a code in the asked language; the code itself where the list lacks it.
    pub fn label<'a>(&'a self, vocabulary: VocabularyName, code: &'a str, language: Language) -> &'a str {
        self.find(vocabulary, code).map_or(code, |term| term.label(language))
    }
}
