//! Typed cells of our own layout as the text that the engine reads, so that what was exported comes back as it was.
use serde_json::Value;

use crate::ingest::columns::Column;
use crate::ingest::workbook::{DateKind, RawCell};

/// The text of a cell. `is_typed` says that the file tells texts from numbers and formulas, so that signs at the beginning of
/// a text, and the mark of a number, are no question.
pub(super) fn own_text(cell: &RawCell, column: Option<Column>, is_typed: bool) -> String {
    match cell {
        RawCell::Text(text) if is_typed && column.is_some_and(is_words) => escaped(text),
        RawCell::Number { .. } if is_typed => unambiguous(cell.to_text()),
        RawCell::DateTime { value, kind: DateKind::DateTime, .. } if value.time() == jiff::civil::Time::midnight() => {
            value.date().to_string()
        }
        other => other.to_text(),
    }
}

/// Whether the cells of a column are words, in which the engine looks for formulas.
const fn is_words(column: Column) -> bool {
    use Column::{Abstract, Commune, District, Name, Province, SourceDate, SourceTitle, SourceUrl};
    matches!(column, Name | Abstract | Province | District | Commune | SourceTitle | SourceUrl | SourceDate)
}

/// A text that is none of a formula, written as our own CSV has it.
fn escaped(text: &str) -> String {
    let begins =
        text.trim_start_matches(|character: char| character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}'));
    match begins.starts_with(['=', '+', '-', '@', '\'']) {
        true => format!("'{begins}"),
        false => text.to_owned(),
    }
}

/// A number whose mark cannot be taken for one of thousands: three decimals become four.
fn unambiguous(number: String) -> String {
    match number.rsplit_once('.') {
        Some((_, decimals)) if decimals.len() == 3 => format!("{number}0"),
        _ => number,
    }
}

/// The elements of a JSON array of texts, as a list cell has them; nothing where the text is none.
pub(super) fn json_list(text: &str) -> Option<String> {
    let elements: Vec<String> = text.starts_with('[').then(|| serde_json::from_str(text).ok()).flatten()?;
    Some(elements.join(";"))
}

/// Titles, addresses and dates of the sources in a JSON array, as our tables have them.
pub(super) fn json_sources(text: &str) -> [String; 3] {
    let sources: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    ["title", "url", "date"].map(|member| {
        let parts: Vec<&str> = sources.iter().map(|source| source.get(member).and_then(Value::as_str).unwrap_or("")).collect();
        let joined = parts.join(" | ");
        if parts.iter().all(|part| part.is_empty()) { String::new() } else { escaped(&joined) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::workbook::NumberFormat;

    #[test]
    fn what_is_typed_is_no_question() {
        let number = |value| RawCell::Number { value, format: NumberFormat::General };
        assert_eq!(own_text(&number(12.345), Some(Column::AreaHa), true), "12.3450");
        assert_eq!(own_text(&number(12_345.0), Some(Column::HerdSize), true), "12345");
        let text = RawCell::Text("=1+1".to_owned());
        assert_eq!(own_text(&text, Some(Column::Name), true), "'=1+1");
        assert_eq!(own_text(&text, Some(Column::Name), false), "=1+1", "in CSV it may be a formula");
        assert_eq!(own_text(&RawCell::Text("-3".to_owned()), Some(Column::AreaHa), true), "-3");
    }

    #[test]
    fn members_that_are_lists_become_list_cells() {
        assert_eq!(json_list(r#"["greenhouse","biogas"]"#).as_deref(), Some("greenhouse;biogas"));
        assert_eq!(json_list("[]").as_deref(), Some(""));
        assert_eq!(json_list("[x"), None);
        let sources = r#"[{"title":null,"url":"https://a.example","date":null},{"title":"B","url":null,"date":"2024"}]"#;
        assert_eq!(json_sources(sources), [" | B", "https://a.example | ", " | 2024"]);
    }
}
