//! Bounds on an expression that are checked before any parser sees it: its length, and how deep a parser would go.
//!
//! The parsers recurse, and the one for text takes twice as long for every bracket around a mistake; so depth is bounded by
//! one pass over the characters.
use super::fault::refused;
use crate::query::error::QueryError;

/// Longest expression, in bytes.
const BYTES_MAX: usize = 64 * 1024;
/// Deepest nesting of brackets in text.
const BRACKETS_MAX: usize = 32;
/// Deepest nesting of objects and lists in JSON; an operation takes two of them.
const JSON_BRACKETS_MAX: usize = 80;
/// Most operators that may stand in one another without a bracket or comma between them: each may deepen the tree by one.
const OPERATORS_MAX: usize = 500;
/// The words that are operators; the grammar also finds them at the beginning of a longer word.
const OPERATOR_WORDS: [&str; 8] = ["and", "or", "not", "div", "like", "in", "is", "between"];

/// Refuses text that is too long, too deep, or whose quotes or brackets do not match.
pub(super) fn check_text(text: &str) -> Result<(), QueryError> {
    check_length(text)?;
    // For every open bracket where it stands, and how many operators there are since the last comma of its content.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut operators = 0;
    let mut quote: Option<(char, usize)> = None;
    let mut word = String::new();
    for (position, character) in text.chars().enumerate() {
        if let Some((mark, _)) = quote {
            if character == mark {
                quote = None;
            }
            continue;
        }
        if character.is_alphanumeric() || matches!(character, '_' | '.' | ':') {
            // A word may stand right behind a number: `1or1`.
            if character.is_alphabetic() && word.ends_with(|last: char| !last.is_alphabetic() && last != '_') {
                word.clear();
            }
            word.push(character.to_ascii_lowercase());
            if OPERATOR_WORDS.contains(&word.as_str()) {
                operators += 1;
            }
        } else {
            word.clear();
        }
        match character {
            '\'' | '"' => quote = Some((character, position)),
            '(' => {
                open.push((position, operators));
                if open.len() > BRACKETS_MAX {
                    return Err(too_deep(position, BRACKETS_MAX));
                }
            }
            ')' => {
                let Some((_, before)) = open.pop() else {
                    return Err(at(position, "dấu ) không có dấu ( tương ứng", "there is no ( for this )"));
                };
                operators = before;
            }
            ',' => operators = open.last().map_or(0, |(_, before)| *before),
            '+' | '-' | '*' | '/' | '%' | '^' | '=' | '<' | '>' => operators += 1,
            _ => {}
        }
        if operators > OPERATORS_MAX {
            return Err(at(
                position,
                &format!("hơn {OPERATORS_MAX} phép so sánh và phép toán nối nhau; hãy chia nhỏ hoặc dùng IN"),
                &format!("more than {OPERATORS_MAX} operators in a row; shorten it or use IN"),
            ));
        }
    }
    if let Some((mark, position)) = quote {
        return Err(at(position, &format!("dấu {mark} không được đóng"), &format!("this {mark} is never closed")));
    }
    match open.last() {
        Some((position, _)) => Err(at(*position, "dấu ( không được đóng", "this ( is never closed")),
        None => Ok(()),
    }
}

/// Refuses JSON that is too long or too deep.
pub(super) fn check_json(text: &str) -> Result<(), QueryError> {
    check_length(text)?;
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (position, character) in text.chars().enumerate() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = in_string,
            '"' => in_string = !in_string,
            '{' | '[' if !in_string => {
                depth += 1;
                if depth > JSON_BRACKETS_MAX {
                    return Err(too_deep(position, JSON_BRACKETS_MAX));
                }
            }
            '}' | ']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

/// A mistake at a character, counted from 1.
pub(super) fn at(position: usize, vi: &str, en: &str) -> QueryError {
    let place = position + 1;
    refused(format!("ký tự thứ {place}: {vi}"), format!("character {place}: {en}"))
}

fn check_length(text: &str) -> Result<(), QueryError> {
    if text.len() <= BYTES_MAX {
        return Ok(());
    }
    let length = text.len();
    Err(refused(
        format!("biểu thức dài {length} byte, tối đa {BYTES_MAX}"),
        format!("the expression has {length} bytes, at most {BYTES_MAX} are taken"),
    ))
}

fn too_deep(position: usize, most: usize) -> QueryError {
    at(position, &format!("lồng nhau hơn {most} tầng"), &format!("nested more than {most} levels deep"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        check_text(text).unwrap_err().message.en
    }

    #[test]
    fn what_does_not_match_is_told_with_its_place() {
        assert!(message("name = 'a").contains("character 8: this ' is never closed"));
        assert!(message("tên = 1)").contains("character 8: there is no ("));
        assert!(message("(a = 1 AND (b = 2)").contains("character 1: this ("));
        assert!(check_text("name = 'it''s ) (' AND \"a(\" = 1").is_ok());
    }

    #[test]
    fn depth_is_bounded_in_both_languages() {
        assert!(message(&"(".repeat(10_000)).contains("32"));
        assert!(check_json(&"[".repeat(10_000)).is_err());
        assert!(check_json(&format!("\"{}\"", "[".repeat(10_000))).is_ok());
        for chain in ["1-", "a=", "NOT ", "a or ", "- ", "1or", "1.0AND", "1dIv2"] {
            assert!(message(&format!("{}1", chain.repeat(1_000))).contains("500"), "{chain}");
        }
        let line: Vec<String> = (0..2_000).map(|n| format!("-1{n} -2")).collect();
        assert!(check_text(&format!("S_CROSSES(geometry, LINESTRING({}))", line.join(", "))).is_ok());
        assert!(message(&"a".repeat(70_000)).contains("65536"));
    }
}
