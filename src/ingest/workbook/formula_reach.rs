//! What a formula wants to reach, told by its text; nothing is calculated.
use super::raw_cell::FormulaReach;

/// Functions that fetch or open an address.
const NETWORK: [&str; 11] = [
    "HYPERLINK",
    "WEBSERVICE",
    "IMAGE",
    "IMPORTXML",
    "IMPORTDATA",
    "IMPORTHTML",
    "IMPORTFEED",
    "IMPORTRANGE",
    "FILTERXML",
    "STOCKHISTORY",
    "CUBEVALUE",
];
/// Functions that start or ask other programs.
const PROGRAM: [&str; 7] = ["DDE", "RTD", "CALL", "EXEC", "REGISTER", "REGISTER.ID", "SHELL"];

/// What a formula wants to reach.
pub fn formula_reach(formula: &str) -> FormulaReach {
    let outside_texts = without_texts(formula);
    // An old link to a program: cmd|'/c calc'!A0.
    if outside_texts.contains('|') || calls(&outside_texts, &PROGRAM) {
        return FormulaReach::Program;
    }
    if calls(&outside_texts, &NETWORK) {
        return FormulaReach::Network;
    }
    match names_file(formula) {
        true => FormulaReach::OtherFile,
        false => FormulaReach::Sheet,
    }
}

/// The formula without the texts in it; names of sheets in apostrophes go, too.
fn without_texts(formula: &str) -> String {
    let mut quote = None;
    let is_outside = |character: &char| match (quote, *character) {
        (None, '"' | '\'') => {
            quote = Some(*character);
            false
        }
        (None, _) => true,
        (Some(open), character) => {
            if open == character {
                quote = None;
            }
            false
        }
    };
    formula.chars().filter(is_outside).collect()
}

fn calls(formula: &str, functions: &[&str]) -> bool {
    let upper = formula.to_uppercase();
    functions.iter().any(|function| {
        upper.match_indices(function).any(|(at, _)| {
            let before = upper.get(..at).and_then(|text| text.chars().next_back());
            let after = upper.get(at + function.len()..).unwrap_or_default().trim_start();
            // `_xlfn.WEBSERVICE(` is how newer functions are kept.
            after.starts_with('(') && !before.is_some_and(|before| before.is_alphanumeric() || before == '_')
        })
    })
}

/// Whether a reference to a cell goes into another file: `[1]Sheet1!A1`, `'C:\[a.xlsx]Sheet1'!A1`, `'file:///a.ods'#$Sheet1.A1`.
fn names_file(formula: &str) -> bool {
    let is_numbered = formula.split('[').skip(1).any(|rest| {
        rest.split_once(']').is_some_and(|(name, after)| {
            let is_file = name.bytes().all(|byte| byte.is_ascii_digit()) || name.to_lowercase().contains(".xl");
            is_file && !name.is_empty() && after.contains('!')
        })
    });
    is_numbered || formula.contains("'#") || formula.contains("file:///")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_sheet_is_seen() {
        use FormulaReach::{Network, OtherFile, Program, Sheet};
        for (formula, expected) in [
            ("SUM(A1:A9)", Sheet),
            ("Table1[Diện tích]*2", Sheet),
            ("\"a|b\"&A1", Sheet),
            ("MYCALL(1)", Sheet),
            ("'Hà Nội'!A1", Sheet),
            ("[1]Sheet1!A1", OtherFile),
            ("'C:\\so\\[a.xlsx]Trang 1'!$A$1", OtherFile),
            ("of:='file:///home/a.ods'#$Sheet1.A1", OtherFile),
            ("HYPERLINK(\"http://x\",\"y\")", Network),
            ("_xlfn.WEBSERVICE(A1)", Network),
            ("cmd|'/c calc'!A0", Program),
            ("msexcel|'\\..\\cmd.exe /c calc'!''", Program),
            ("DDE (\"soffice\";\"a\";\"b\")", Program),
        ] {
            assert_eq!(formula_reach(formula), expected, "{formula}");
        }
    }
}
