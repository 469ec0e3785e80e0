//! The cells of a sheet as readable text: old encodings read, corrections applied, merged ranges known.
use std::collections::{BTreeMap, HashMap};

use super::corrections::Corrections;
use super::legacy_text::{Encoding, EncodingVotes, read_text};
use super::personal::masked;
use super::sheet::{MergedRange, Sheet, SheetCell, SheetRow};

/// A sheet as text.
pub(super) struct Grid {
    pub lines: Vec<Line>,
    pub merged: Vec<MergedRange>,
    pub width: usize,
    /// The ranges in one column, by column and first row, with their last row.
    down: BTreeMap<(usize, u64), u64>,
    /// The ranges that cover a row beyond their first column.
    across: HashMap<u64, Vec<(usize, usize)>>,
    /// The line before the first one, where that was read earlier.
    pub before: Option<Line>,
    /// The cells of merged ranges that begin above the first line, by column and row.
    begun: HashMap<(usize, u64), GridCell>,
    votes: SheetVotes,
    /// The encoding most cells of each column were read from, where it is not Unicode.
    pub encodings: Vec<Option<Encoding>>,
}

/// Most bytes of the number of a column, with how it was computed: `(13=(10+11)/12)`.
const LONGEST_LABEL: usize = 40;

/// What the next lines of a sheet need to know of those before them.
#[derive(Default)]
pub(super) struct Carried {
    before: Option<Line>,
    begun: HashMap<(usize, u64), GridCell>,
    votes: SheetVotes,
}

/// How the texts of a sheet seem to be encoded, as a whole and by column.
#[derive(Clone, Default)]
struct SheetVotes {
    sheet: EncodingVotes,
    columns: Vec<EncodingVotes>,
}

/// One row as text.
#[derive(Clone)]
pub(super) struct Line {
    pub number: u64,
    pub is_hidden: bool,
    pub cells: Vec<GridCell>,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(super) struct GridCell {
    pub content: SheetCell,
    /// As it was.
    pub raw: String,
    /// As it is read: composed, decoded, trimmed; line breaks stay.
    pub text: String,
    pub encoding: Option<Encoding>,
    /// How certain the encoding is.
    pub certainty: f64,
    /// Whether an identity number was masked in it.
    pub is_masked: bool,
}

impl Grid {
    /// The next rows of a sheet, after what is carried on from those before.
    pub fn new(sheet: &Sheet, rows: &[SheetRow], corrections: &Corrections, carried: &Carried) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let SheetVotes { sheet: mut of_sheet, columns: mut of_columns } = carried.votes.clone();
        of_columns.resize(width.max(of_columns.len()), EncodingVotes::default());
        for row in rows {
            for (cell, votes) in row.cells.iter().zip(&mut of_columns) {
                if let SheetCell::Text(text) = cell {
                    votes.count(text);
                    of_sheet.count(text);
                }
            }
        }
        let read = |row: &SheetRow, of_row: EncodingVotes, column: usize, content: &SheetCell| {
            let corrected = corrections.cell(&sheet.name, row.number, column).map(|text| SheetCell::Text(text.to_owned()));
            let mut content = corrected.unwrap_or_else(|| content.clone());
            let mut is_masked = false;
            // What must not be kept is gone before anything else looks at the cell.
            if let SheetCell::Text(text) | SheetCell::Error(text) = &mut content
                && let Some(masked) = masked(text)
            {
                (*text, is_masked) = (masked, true);
            }
            let raw = content.shown();
            let SheetCell::Text(text) = &content else {
                return GridCell { text: raw.clone(), content, raw, encoding: None, certainty: 1.0, is_masked };
            };
            let votes = of_columns.get(column).copied().unwrap_or_default();
            let (decoded, encoding, certainty) = read_text(text, &[of_row, votes, of_sheet]);
            let encoding = Some(encoding).filter(|encoding| *encoding != Encoding::Unicode);
            GridCell { text: clean(&decoded), content, raw, encoding, certainty, is_masked }
        };
        let line = |row: &SheetRow| {
            let mut of_row = EncodingVotes::default();
            for cell in &row.cells {
                if let SheetCell::Text(text) = cell {
                    of_row.count(text);
                }
            }
            let cells = row.cells.iter().enumerate().map(|(column, content)| read(row, of_row, column, content)).collect();
            Line { number: row.number, is_hidden: row.is_hidden, cells }
        };
        let lines: Vec<Line> = rows.iter().map(line).collect();
        let encodings = (0..width).map(|column| {
            let of_column = |encoding: Encoding| {
                lines.iter().filter(|line| line.cells.get(column).is_some_and(|cell| cell.encoding == Some(encoding))).count()
            };
            let counts = [Encoding::Tcvn3, Encoding::Vni].map(|encoding| (of_column(encoding), encoding));
            counts.into_iter().filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, encoding)| encoding)
        });
        let encodings = encodings.collect();
        let (mut down, mut across) = (BTreeMap::new(), HashMap::<u64, Vec<(usize, usize)>>::new());
        for range in &sheet.merged {
            if range.first_column == range.last_column {
                down.insert((range.first_column, range.first_row), range.last_row);
            } else {
                // A range may reach over rows without end; only those of the sheet matter.
                let start = lines.partition_point(|line| line.number < range.first_row);
                for line in lines.get(start..).unwrap_or_default().iter().take_while(|line| line.number <= range.last_row) {
                    across.entry(line.number).or_default().push((range.first_column, range.last_column));
                }
            }
        }
        let votes = SheetVotes { sheet: of_sheet, columns: of_columns };
        let (before, begun) = (carried.before.clone(), carried.begun.clone());
        Self { lines, merged: sheet.merged.clone(), width, down, across, before, begun, votes, encodings }
    }

    /// What the lines from `end` on, which come again, need to know of those before them.
    pub fn carried(self, end: usize, earlier: &Carried) -> Carried {
        let Some(last) = end.checked_sub(1).and_then(|last| self.lines.get(last)) else {
            let Carried { before, begun, votes } = earlier;
            return Carried { before: before.clone(), begun: begun.clone(), votes: votes.clone() };
        };
        let reaches_on = self.down.iter().filter(|((_, first), reach)| *first <= last.number && **reach > last.number);
        let begun =
            reaches_on.filter_map(|((column, first), _)| Some(((*column, *first), self.start_of(*column, *first)?.clone())));
        Carried { begun: begun.collect(), before: Some(last.clone()), votes: self.votes }
    }

    /// The cell in which a merged range begins.
    fn start_of(&self, column: usize, row: u64) -> Option<&GridCell> {
        let line = self.lines.get(self.lines.partition_point(|line| line.number < row)).filter(|line| line.number == row);
        line.and_then(|line| line.cells.get(column)).or_else(|| self.begun.get(&(column, row)))
    }

    /// The text that a merged range shows at a place other than its own corner.
    pub fn merged_text(&self, row: u64, column: usize) -> Option<String> {
        let range = self.merged.iter().find(|range| range.covers(row, column))?;
        let line = self.lines.iter().find(|line| line.number == range.first_row)?;
        Some(line.cell(range.first_column).to_owned()).filter(|text| !text.is_empty())
    }

    /// The cell that a merged range shows at a place below its corner in the same column.
    pub fn merged_from_above(&self, row: u64, column: usize) -> Option<(u64, &GridCell)> {
        let ((_, first), last) = self.down.range((column, 0)..(column, row)).next_back()?;
        (*last >= row).then_some(())?;
        Some((*first, self.start_of(column, *first)?))
    }

    /// Whether the cell only shows the text of a range that begins to its left.
    pub fn repeats_left(&self, row: u64, column: usize) -> bool {
        self.across.get(&row).is_some_and(|ranges| ranges.iter().any(|(first, last)| *first < column && column <= *last))
    }

    /// Whether the line above belongs to the header that holds this one: its texts head groups of columns.
    pub fn is_header_above(&self, at: usize) -> bool {
        let (Some(line), Some(above)) = (self.lines.get(at), at.checked_sub(1).and_then(|above| self.lines.get(above))) else {
            return false;
        };
        if above.number + 1 != line.number {
            return false;
        }
        let reaches_down = self.merged.iter().any(|range| range.first_row <= above.number && range.last_row >= line.number);
        let heads_groups = self
            .merged
            .iter()
            .filter(|range| range.first_row == above.number && range.last_column > range.first_column)
            .filter(|range| range.last_column - range.first_column + 2 < self.width)
            .count();
        let filled = above.filled().count();
        let texts_are_short = above.filled().all(|(_, text)| text.chars().count() < 80);
        (reaches_down || heads_groups > 0) && filled >= 2 && texts_are_short
    }

    /// Whether the line numbers the columns: 1, 2, 3 or (1), (2), (3) or A, B, 1, 2.
    pub fn numbering_of(&self, line: &Line) -> bool {
        if line.filled().any(|(_, text)| text.len() > LONGEST_LABEL) {
            return false;
        }
        let labels: Vec<String> = line
            .filled()
            .map(|(_, text)| {
                text.trim_matches(|character: char| matches!(character, '(' | ')' | '[' | ']') || character.is_whitespace())
                    .to_owned()
            })
            .collect();
        // `(8=6x7)` says how a column was computed.
        let plain = |label: &String| label.split('=').next().unwrap_or_default().trim().to_owned();
        let labels: Vec<String> = labels.iter().map(plain).collect();
        let letters = labels
            .iter()
            .take_while(|label| label.len() == 1 && label.chars().all(|letter| letter.is_ascii_alphabetic()))
            .count();
        let numbers: Option<Vec<u32>> =
            labels.get(letters..).unwrap_or_default().iter().map(|label| label.parse().ok()).collect();
        let Some(numbers) = numbers else { return false };
        let is_sequence = numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1 || (*b > *a && *b <= a + 3)));
        labels.len() >= 3 && is_sequence && numbers.first().is_none_or(|first| *first <= 2) && letters <= 10
    }
}

impl Line {
    /// The text at a place; empty beyond the last cell.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    /// Places and texts of the cells that are not empty.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()).map(|(column, cell)| (column, cell.text.as_str()))
    }

    /// The same, as it stands.
    pub fn own(&self) -> impl Iterator<Item = (usize, &str)> {
        self.filled()
    }

    /// The text of the nearest filled cell at a place or to its left.
    pub fn left_of(&self, column: usize) -> &str {
        (0..=column).rev().map(|column| self.cell(column)).find(|text| !text.is_empty()).unwrap_or("")
    }
}

/// Without invisible characters and outer white space; tabs and runs of spaces become one space, line breaks stay.
fn clean(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(|line| {
        let visible: String =
            line.chars().filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}')).collect();
        visible.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
