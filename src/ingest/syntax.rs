//! The quotes of a CSV file, read strictly before anything else: a quote that is not closed would swallow the rows after it.
//!
//! The CSV library forgives such a file: the text up to the next quote, or to the end of the file, becomes one cell, and the
//! rows in it are lost without a word. So every quoted cell must end with a quote and then a delimiter or the end of the row.

/// What makes a file no table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SyntaxFault {
    /// A quoted cell does not end where it should.
    Quote {
        /// Line on which the quote opens.
        line: u64,
    },
    /// More rows than allowed.
    TooManyRows,
}

/// Where the scan stands within a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    CellStart,
    /// In a cell without quotes, where a quote is a character like any other.
    Plain,
    /// In a quoted cell.
    Quoted,
    /// After a quote in a quoted cell: the end of the cell, or the first of two that stand for one.
    AfterQuote,
}

/// Checks the quotes and the number of rows in one pass that keeps nothing.
pub(super) fn check_syntax(text: &str, delimiter: u8, rows_max: usize) -> Result<(), SyntaxFault> {
    let mut state = State::CellStart;
    let (mut line, mut opened_on) = (1, 1);
    let (mut rows, mut has_text) = (0_usize, false);
    for byte in text.bytes() {
        let is_end = matches!(byte, b'\r' | b'\n');
        state = match (state, byte) {
            (State::CellStart, b'"') => {
                opened_on = line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::AfterQuote,
            (State::AfterQuote, b'"') => State::Quoted,
            (State::Quoted, _) => State::Quoted,
            (_, byte) if byte == delimiter || is_end => State::CellStart,
            (State::AfterQuote, b' ' | b'\t') => State::AfterQuote,
            (State::AfterQuote, _) => return Err(SyntaxFault::Quote { line: opened_on }),
            (State::CellStart | State::Plain, _) => State::Plain,
        };
        has_text |= byte != delimiter && byte != b'"' && !byte.is_ascii_whitespace();
        if is_end && state == State::CellStart {
            rows += usize::from(std::mem::take(&mut has_text));
            // One more than the rows of data: the header.
            if rows > rows_max + 1 {
                return Err(SyntaxFault::TooManyRows);
            }
        }
        line += u64::from(byte == b'\n');
    }
    match state {
        State::Quoted => Err(SyntaxFault::Quote { line: opened_on }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_text_are_counted_beside_the_header() {
        assert_eq!(check_syntax("h\n1\n2\n\n , \n", b',', 2), Ok(()));
        assert_eq!(check_syntax("h\n1\n2\n3\n", b',', 2), Err(SyntaxFault::TooManyRows));
    }

    #[test]
    fn a_quote_must_be_closed_where_its_cell_ends() {
        for text in ["a,\"b\"\n", "a,\"b \"\"c\"\" d\" ,e", "5\" pipe,b\n", "a,\"two\nlines\"\r\nb", "\"\"", "a\t\"b\""] {
            let delimiter = if text.contains('\t') { b'\t' } else { b',' };
            assert!(check_syntax(text, delimiter, 9).is_ok(), "{text}");
        }
        for (text, on) in [("a,\"b", 1), ("a\nb,\"c\nd,\"e\"\n", 2), ("a\nb\n\"c\"d\n", 3)] {
            assert_eq!(check_syntax(text, b',', 9), Err(SyntaxFault::Quote { line: on }), "{text}");
        }
    }
}
