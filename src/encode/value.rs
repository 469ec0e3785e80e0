//! What stands in a cell of an export, with its type: written as text where a format knows nothing else.
use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::{Language, Vocabulary, VocabularyName};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Words.
    Text,
    /// A code of a vocabulary.
    Code(VocabularyName),
    /// Codes of a vocabulary.
    Codes(VocabularyName),
    /// Texts that belong together by their order, some of them empty.
    Parts,
    /// How many.
    Count,
    /// A whole number that names something, such as a year: its digits are never grouped.
    Ordinal,
    /// A measured number.
    Number,
    /// Metres to the millimetre.
    Metres,
    /// A day.
    Date,
    /// A moment.
    Moment,
    /// Yes or no.
    Boolean,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known.
    Empty,
    /// Words or a code.
    Text(String),
    /// Codes.
    Codes(Vec<String>),
    /// Texts in step with those of other columns.
    Parts(Vec<String>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Metres to the millimetre.
    Metres(f64),
    /// A day.
    Date(Date),
    /// A moment.
    Moment(Timestamp),
    /// Yes or no.
    Boolean(bool),
}

impl Value {
    /// The value as text, in the notation that import reads: a decimal point, ISO 8601, codes.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Codes(codes) => codes.join(";"),
            // The separator stands between texts even where one is missing, so that columns stay in step.
            Self::Parts(parts) => parts.join(" | "),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Metres(metres) => format!("{metres:.3}"),
            Self::Date(date) => date.to_string(),
            Self::Moment(moment) => moment.to_string(),
            Self::Boolean(truth) => truth.to_string(),
        }
    }

    /// The text, or nothing where there is none: an empty text says no more than none.
    pub fn plain_if_any(&self) -> Option<String> {
        Some(self.plain()).filter(|text| !text.is_empty())
    }
}

/// The labels of codes in the language of the reader.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    /// The code lists.
    pub vocabulary: &'a Vocabulary,
    /// Whose language it is.
    pub language: Language,
}

impl Labels<'_> {
    /// The value as people read it: labels for codes, words for truth.
    pub fn written(self, kind: ValueKind, value: &Value) -> String {
        let label = |list, code: &str| self.vocabulary.label(list, code, self.language).to_owned();
        match (kind, value) {
            (ValueKind::Code(list), Value::Text(code)) => label(list, code),
            (ValueKind::Codes(list), Value::Codes(codes)) => {
                codes.iter().map(|code| label(list, code)).collect::<Vec<_>>().join("; ")
            }
            (_, Value::Boolean(truth)) => {
                let (yes, no) = match self.language {
                    Language::Vietnamese => ("có", "không"),
                    Language::English => ("yes", "no"),
                };
                if *truth { yes } else { no }.to_owned()
            }
            _ => value.plain(),
        }
    }

    /// The value with labels for codes, but only labels from which import finds the code again.
    pub fn importable(self, kind: ValueKind, value: &Value) -> String {
        match (kind, value) {
            (ValueKind::Code(list), Value::Text(code)) => self.reversible(list, code).to_owned(),
            (ValueKind::Codes(list), Value::Codes(codes)) => {
                codes.iter().map(|code| self.reversible(list, code)).collect::<Vec<_>>().join("; ")
            }
            _ => value.plain(),
        }
    }

    fn reversible<'a>(&'a self, list: VocabularyName, code: &'a str) -> &'a str {
        let label = self.vocabulary.label(list, code, self.language);
        let is_found = self.vocabulary.recognise(list, label).is_some_and(|term| term.code == code);
        if is_found && !label.contains([';', '|']) { label } else { code }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Term;

    fn term(code: &str, label: &str) -> Term {
        let vocabulary = VocabularyName::Technology;
        Term { vocabulary, code: code.to_owned(), label_vi: label.to_owned(), label_en: label.to_owned(), sector: None }
    }

    #[test]
    fn a_label_is_written_only_where_it_leads_back_to_its_code() {
        let vocabulary = Vocabulary::new([term("a", "Nhà màng"), term("b", "nhà màng"), term("c", "Tưới; phun")]);
        let labels = Labels { vocabulary: &vocabulary, language: Language::Vietnamese };
        let codes = Value::Codes(["a", "b", "c"].map(str::to_owned).to_vec());
        let kind = ValueKind::Codes(VocabularyName::Technology);
        assert_eq!(labels.importable(kind, &codes), "Nhà màng; b; c");
        assert_eq!(labels.written(kind, &codes), "Nhà màng; nhà màng; Tưới; phun");
    }
}
