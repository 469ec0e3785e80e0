//! What each row of a sheet is: a site, a sum, a heading, words around the table.
use std::collections::BTreeSet;

use super::grid::{Grid, Line};
use super::header_match::exact_meaning;
use super::layout::Header;
use super::meaning::Meaning;
use super::understood::RowKind;
use crate::domain::text;

/// Words a row below the table begins with.
const SIGNATURES: &[&str] = &[
    "nguoi lap",
    "lap bieu",
    "nguoi tong hop",
    "thu truong",
    "tm ubnd",
    "tm uy ban",
    "kt chu tich",
    "chu tich",
    "pho chu tich",
    "giam doc",
    "pho giam doc",
    "noi nhan",
    "ky ten",
    "ky ghi ro",
    "xac nhan",
    "truong phong",
    "pho truong phong",
    "ke toan",
    "ghi chu",
    "luu y",
    "luu vt",
    "nhu tren",
    "can bo",
    "uy ban nhan dan",
    "nguoi kiem tra",
    "don vi bao cao",
    "ghi chu chung",
    "nguon so lieu",
    "nguon",
    "so lieu",
    "nguoi lap bieu",
    "nguoi bao cao",
    "dai dien",
    "kt giam doc",
    "q giam doc",
    "dau",
    "da ky",
    "dien thoai lien he",
];
/// Words a sum begins with.
const SUMS: &[&str] = &[
    "tong cong",
    "tong so",
    "tong",
    "cong",
    "binh quan",
    "trung binh",
    "total",
    "luy ke",
    "toan huyen",
    "toan tinh",
    "toan xa",
    "toan thanh pho",
];

/// What classifying a row needs to know of its table.
pub(super) struct RowKinds<'a> {
    pub grid: &'a Grid,
    pub header: &'a Header,
    pub meanings: &'a [Option<Meaning>],
}

impl RowKinds<'_> {
    /// What the line is. `is_after_signature` says that the table has ended before it; `says` whether a text speaks of a
    /// place, a sector or a kind.
    pub fn kind_of(&self, line: &Line, is_after_signature: bool, says: impl Fn(&str) -> bool) -> RowKind {
        let filled: Vec<(usize, &str)> =
            line.filled().filter(|(column, _)| !self.grid.repeats_left(line.number, *column)).collect();
        if filled.is_empty() {
            return RowKind::Blank;
        }
        if self.is_header_again(line) {
            return RowKind::Header;
        }
        if self.grid.numbering_of(line) && self.follows_header(line) {
            return RowKind::Numbering;
        }
        let number = self.numbering_column().map(|column| line.cell(column)).unwrap_or("");
        let is_counted = !number.is_empty() && number.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit());
        let words: Vec<&str> =
            filled.iter().filter(|(column, _)| Some(*column) != self.numbering_column()).map(|(_, text)| *text).collect();
        let numbers =
            words.iter().filter(|text| text.bytes().any(|byte| byte.is_ascii_digit()) && !text.chars().any(char::is_alphabetic));
        let (numeric, first) = (numbers.count(), words.first().copied().unwrap_or(number));
        let name = self.column_of(Meaning::Name).map(|column| line.cell(column)).unwrap_or("");
        let first_folded = text::fold(if is_counted || number.is_empty() {
            first
        } else if number.chars().count() > 4 {
            number
        } else {
            first
        });
        if !is_counted && is_sum(&first_folded, first) {
            return RowKind::Subtotal;
        }
        let texts = words.len() - numeric;
        let is_signature =
            SIGNATURES.iter().any(|start| first_folded == *start || first_folded.starts_with(&format!("{start} ")))
                || is_dated(&first_folded);
        let any_signature = || {
            words.iter().any(|text| {
                let folded = text::fold(text);
                is_dated(&folded) || SIGNATURES.iter().take(20).any(|start| folded.starts_with(start))
            })
        };
        if !is_counted && filled.len() <= 3 && (is_signature || any_signature()) && name_is_no_site(name, &first_folded) {
            return RowKind::Signature;
        }
        if is_after_signature && !(is_counted && words.len() >= 2) {
            return RowKind::Signature;
        }
        let is_roman = is_heading_number(number);
        // A heading may bear the sums of its rows; where no row is numbered, such a row is a site.
        let may_bear_sums = is_roman || (self.numbering_column().is_some() && number.is_empty());
        let is_heading = words.len() == 1 || (may_bear_sums && (is_roman || numeric + 1 == words.len()));
        if !is_counted && texts == 1 && is_heading && says(strip_number(first)) {
            return RowKind::SectionHeading;
        }
        if is_roman && texts <= 1 && !is_counted {
            return RowKind::SectionHeading;
        }
        let has_name = !name.is_empty();
        if !is_counted && words.len() == 1 && numeric == 0 {
            return if says(strip_number(first)) { RowKind::SectionHeading } else { RowKind::Title };
        }
        // Numbers without a name are a sum that is not called so.
        if !has_name && !is_counted && numeric == words.len() && numeric > 0 {
            return RowKind::Subtotal;
        }
        // A number and nothing else: a row that was prepared and never filled.
        if words.is_empty() {
            return RowKind::Blank;
        }
        RowKind::Data
    }

    fn column_of(&self, meaning: Meaning) -> Option<usize> {
        self.meanings.iter().position(|known| *known == Some(meaning))
    }

    pub fn numbering_column(&self) -> Option<usize> {
        self.column_of(Meaning::Numbering)
    }

    fn is_header_again(&self, line: &Line) -> bool {
        let is_same = |(column, text): (usize, &str)| {
            self.header.folded.get(column).is_some_and(|title| {
                let folded = text::fold(text);
                !folded.is_empty() && title.contains(&folded)
            })
        };
        let filled = line.filled().count();
        // A few cells that are no titles settle it.
        let mut others = 0;
        filled >= 3
            && line.filled().all(|cell| {
                others += usize::from(!is_same(cell));
                others * 10 <= filled * 3
            })
    }

    fn follows_header(&self, line: &Line) -> bool {
        let last = self.header.numbers.last().copied().unwrap_or(0);
        line.number > last && line.number <= last + 2 || self.is_after_header_again(line)
    }

    fn is_after_header_again(&self, line: &Line) -> bool {
        let at = self.grid.lines.partition_point(|other| other.number < line.number);
        let before = at.checked_sub(1).and_then(|before| self.grid.lines.get(before)).or(self.grid.before.as_ref());
        before.is_some_and(|before| self.is_header_again(before))
    }

    /// Whether a line is the header of another table.
    pub fn is_other_header(&self, line: &Line) -> bool {
        let filled = line.filled().count();
        if filled < 4 {
            return false;
        }
        let (mut meanings, mut others) = (BTreeSet::new(), 0);
        for (_, text) in line.filled() {
            // Most cells of most rows are no titles, and a few of them settle it.
            match may_be_title(text).then(|| exact_meaning(text)).flatten() {
                Some(meaning) if meanings.insert(meaning) => {}
                _ => others += 1,
            }
            if others * 10 > filled * 4 {
                return false;
            }
        }
        meanings.len() >= 4 && !self.is_header_again(line)
    }
}

/// Whether a text is as short as titles are, and words.
fn may_be_title(text: &str) -> bool {
    text.len() < 180 && text.chars().count() < 60 && text.chars().any(char::is_alphabetic)
}

/// `I`, `II.`, `A`, `B)`.
fn is_heading_number(number: &str) -> bool {
    let plain = number.trim().trim_end_matches(['.', ')', ':']);
    let is_roman = !plain.is_empty() && plain.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    is_roman || (plain.chars().count() == 1 && plain.chars().all(|letter| letter.is_ascii_uppercase()))
}

/// `I. Xã Thọ An` without its number.
pub(super) fn strip_number(text: &str) -> &str {
    match text.split_once(['.', ')', '-', '/']) {
        Some((number, rest))
            if is_heading_number(number) || (number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            rest.trim()
        }
        _ => match text.split_once(' ') {
            Some((number, rest)) if is_heading_number(number) && number.len() <= 4 && rest.len() > 3 => rest.trim(),
            _ => text,
        },
    }
}

/// Whether the words begin a sum: `Tổng cộng`, `Cộng xã Thọ An`, but not `Cộng Hòa`, a commune.
fn is_sum(folded: &str, written: &str) -> bool {
    let lower = text::composed(&written.to_lowercase());
    SUMS.iter().any(|start| {
        let Some(rest) = folded.strip_prefix(start) else { return false };
        let rest = rest.trim();
        let begins_right = ["tổng", "cộng", "bình", "trung", "total", "lũy", "luỹ", "toàn", "tong", "cong", "toan"]
            .iter()
            .any(|word| lower.trim_start_matches(|character: char| !character.is_alphabetic()).starts_with(word));
        let follows = rest.is_empty()
            || [
                "xa", "huyen", "phuong", "so", "cong", "i", "ii", "iii", "iv", "a", "b", "toan", "thi", "tinh", "cac", "theo",
                "dien", "linh", "trong", "chan", "thuy", "mo", "chung", "quan", "hop", "nam",
            ]
            .iter()
            .any(|word| rest == *word || rest.starts_with(&format!("{word} ")))
            || rest.bytes().all(|byte| byte.is_ascii_digit());
        begins_right && (folded == *start || (folded.as_bytes().get(start.len()) == Some(&b' ') && follows))
    })
}

/// `Đan Phượng, ngày 12 tháng 3 năm 2024`.
fn is_dated(folded: &str) -> bool {
    folded.contains("ngay") && folded.contains("thang") && folded.contains(" nam")
}

fn name_is_no_site(name: &str, first: &str) -> bool {
    let folded = text::fold(name);
    folded.is_empty()
        || folded == first
        || !["htx", "hop tac", "cong ty", "ho ", "mo hinh"].iter().any(|start| folded.starts_with(start))
}
