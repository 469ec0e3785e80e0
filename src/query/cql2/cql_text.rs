//! CQL text as GDAL writes it, read as CQL2 text: the same language but for `ILIKE` and for times, which are plain texts in it.
use serde_json::{Value, json};

use super::text::read_text;
use crate::query::error::QueryError;
use crate::query::queryable::Queryable;

/// Operations of which GDAL writes a property on the left and a value on the right.
const COMPARISONS: &[&str] = &["=", "<>", "<", "<=", ">", ">="];

/// Reads the text as the same expression in CQL2 JSON.
pub(super) fn read_cql_text(text: &str, queryables: &[Queryable]) -> Result<Value, QueryError> {
    let mut tree = read_text(&without_ilike(text))?;
    read_times(&mut tree, queryables);
    Ok(tree)
}

/// The text with `CASEI(name) LIKE CASEI('…')` for `name ILIKE '…'`, which CQL2 does not have.
fn without_ilike(text: &str) -> String {
    let parts = parts(text);
    let mut written: Vec<String> = Vec::with_capacity(parts.len());
    let mut rest = parts.iter().copied().peekable();
    while let Some(part) = rest.next() {
        // Between the word and its neighbours there is space.
        let is_after_name = || matches!(written.as_slice(), [.., name, space] if is_word(name) && space.trim().is_empty());
        let is_ilike = part.eq_ignore_ascii_case("ilike") && is_after_name();
        match (is_ilike, rest.peek()) {
            (true, Some(space)) if space.trim().is_empty() => {
                rest.next();
                written.pop();
                let name = written.pop().unwrap_or_default();
                let pattern = rest.next().unwrap_or_default();
                written.push(format!("CASEI({name}) LIKE CASEI({pattern})"));
            }
            _ => written.push(part.to_owned()),
        }
    }
    written.concat()
}

/// Words, texts in quotes, space, and every other character by itself; joined they are the text.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let while_true = |is_of: fn(char) -> bool| rest.find(|other| !is_of(other)).unwrap_or(rest.len());
        let end = match first {
            '\'' | '"' => end_of_quoted(rest, first),
            _ if is_of_word(first) => while_true(is_of_word),
            _ if first.is_whitespace() => while_true(char::is_whitespace),
            _ => first.len_utf8(),
        };
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    parts
}

/// Where what begins with a quote ends; a quote within it is written twice.
fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut quotes = text.match_indices(quote).map(|(at, _)| at).skip(1).peekable();
    while let Some(at) = quotes.next() {
        if quotes.next_if_eq(&(at + 1)).is_none() {
            return at + 1;
        }
    }
    text.len()
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn is_word(part: &str) -> bool {
    part.chars().all(is_of_word) || part.starts_with('"')
}

/// Makes times of the texts that properties with times are compared with.
fn read_times(tree: &mut Value, queryables: &[Queryable]) {
    let Some(members) = tree.as_object_mut() else { return };
    let is_comparison = members.get("op").and_then(Value::as_str).is_some_and(|op| COMPARISONS.contains(&op));
    let Some(arguments) = members.get_mut("args").and_then(Value::as_array_mut) else { return };
    if let ([property, value], true) = (arguments.as_mut_slice(), is_comparison) {
        let name = property.get("property").and_then(Value::as_str);
        let is_time = queryables.iter().any(|queryable| Some(queryable.name()) == name && queryable.kind.is_temporal());
        if let (Some(text), true) = (value.as_str(), is_time) {
            // Of a day alone GDAL leaves the T behind.
            let day = text.strip_suffix('T').unwrap_or(text);
            *value = if day.len() == 10 { json!({"date": day}) } else { json!({"timestamp": text}) };
        }
        return;
    }
    arguments.iter_mut().for_each(|argument| read_times(argument, queryables));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ilike_becomes_casei_and_like_but_not_within_texts() {
        for (text, expected) in [
            ("name ILIKE '%Rau%'", "CASEI(name) LIKE CASEI('%Rau%')"),
            (
                "(name ilike 'a''b ILIKE ''c''') AND (area_ha > 2)",
                "(CASEI(name) LIKE CASEI('a''b ILIKE ''c''')) AND (area_ha > 2)",
            ),
            ("NOT (\"name\" ILIKE 'x')", "NOT (CASEI(\"name\") LIKE CASEI('x'))"),
            ("name = 'x ILIKE y'", "name = 'x ILIKE y'"),
            ("name ILIKE", "name ILIKE"),
            ("ILIKE ", "ILIKE "),
            ("name = 'chưa hết ILIKE ", "name = 'chưa hết ILIKE "),
        ] {
            assert_eq!(without_ilike(text), expected);
        }
    }

    #[test]
    fn a_text_is_a_time_only_where_a_time_is_compared() {
        let read = |text| read_cql_text(text, Queryable::of_sites()).unwrap();
        let compared = |text| read(text)["args"][1].clone();
        assert_eq!(compared("updated_at >= '2026-01-15T00:00:00Z'"), json!({"timestamp": "2026-01-15T00:00:00Z"}));
        assert_eq!(compared("verified_on = '2026-01-15T'"), json!({"date": "2026-01-15"}));
        assert_eq!(compared("name = '2026-01-15'"), json!("2026-01-15"));
        let both = read("(verified_on < '2026-01-15T') AND (NOT (updated_at > '2026-01-15T00:00:00Z'))");
        assert_eq!(both["args"][1]["args"][0]["args"][1]["timestamp"], "2026-01-15T00:00:00Z");
    }
}
