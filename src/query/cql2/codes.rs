//! Texts held against the code list of the property they are compared with: what can never match is refused.
use super::fault::refused_with;
use super::predicate::{ListOperand, Operand};
use crate::domain::Vocabulary;
use crate::query::error::{QueryError, shorten};
use crate::query::queryable::{Codes, Queryable};

/// Refuses a text that is compared with a property of a closed list and is not in it.
pub(super) fn check_code(first: &Operand, second: &Operand, vocabulary: &Vocabulary) -> Result<(), QueryError> {
    match (first, second) {
        (Operand::Property(queryable), Operand::Text(text)) | (Operand::Text(text), Operand::Property(queryable)) => {
            check(queryable, text, vocabulary)
        }
        _ => Ok(()),
    }
}

/// The same for the texts of a list.
pub(super) fn check_codes(first: &ListOperand, second: &ListOperand, vocabulary: &Vocabulary) -> Result<(), QueryError> {
    match (first, second) {
        (ListOperand::Property(queryable), ListOperand::Texts(texts))
        | (ListOperand::Texts(texts), ListOperand::Property(queryable)) => texts.iter().try_for_each(|text| match text {
            Operand::Text(text) => check(queryable, text, vocabulary),
            _ => Ok(()),
        }),
        _ => Ok(()),
    }
}

fn check(queryable: &Queryable, text: &str, vocabulary: &Vocabulary) -> Result<(), QueryError> {
    let allowed: Vec<&str> = match queryable.codes {
        Codes::Open => return Ok(()),
        Codes::Vocabulary(list) if vocabulary.find(list, text).is_some() => return Ok(()),
        Codes::Vocabulary(list) => vocabulary.terms(list).map(|term| term.code.as_str()).collect(),
        Codes::Closed(codes) if codes.contains(&text) => return Ok(()),
        Codes::Closed(codes) => codes.to_vec(),
    };
    let (name, text) = (queryable.name(), shorten(text));
    Err(refused_with(&format!("{name} không có giá trị “{text}”"), &format!("{name} has no value “{text}”"), &allowed))
}
