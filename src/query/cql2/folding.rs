//! `CASEI` and `ACCENTI` of texts that are the same for every record.
use super::predicate::Operand;
use crate::domain::text;

/// A pattern or a text that is the same for every record.
pub(super) fn constant(operand: &Operand) -> Option<String> {
    match operand {
        Operand::Text(text) => Some(text.clone()),
        Operand::WithoutCase(inner) => constant(inner).map(|text| text::without_case(&text)),
        Operand::WithoutMarks(inner) => constant(inner).map(|text| text::without_marks(&text)),
        _ => None,
    }
}
