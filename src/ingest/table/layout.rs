//! Where the header of a table stands in a sheet, and the title of each column joined from its rows.
use super::grid::{Grid, Line};
use super::header_match::meanings_of;
use super::meaning::Meaning;
use crate::domain::text;

/// The header of a table.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Positions of its first and last line in the grid.
    pub first: usize,
    pub last: usize,
    /// Numbers of its lines in the sheet.
    pub numbers: Vec<u64>,
    /// The titles without tones: their own words, and those above them.
    pub folded: Vec<[String; 2]>,
    /// The title of each column, its rows joined by ` / `, and what of it stands above the last row.
    pub titles: Vec<Title>,
}

/// The title of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub own: String,
    pub above: String,
}

impl Title {
    /// As people see it.
    pub fn shown(&self) -> String {
        match (self.above.is_empty(), self.own.is_empty()) {
            (true, _) => self.own.clone(),
            (false, true) => self.above.clone(),
            (false, false) => format!("{} / {}", self.above, self.own),
        }
    }
}

/// Lines from the top among which a header is looked for.
const LOOKED_AT: usize = 80;
/// Lowest sum of certainties that makes a header: two titles that fit well.
const SCORE_MIN: f64 = 1.6;
/// How well a title must fit to count.
const FITS: f64 = 0.75;

/// The first header of the grid from a line on; `None` where no line looks like one.
pub(super) fn find_header(grid: &Grid, from: usize) -> Option<Header> {
    let scored = |at: usize| (at, grid.lines.get(at).map_or(0.0, score));
    let looked_at = (from..grid.lines.len().min(from + LOOKED_AT)).map(scored);
    // The best of the first lines; a later one must be better by far.
    let mut best: Option<(usize, f64)> = None;
    for (at, score) in looked_at.filter(|(_, score)| *score >= SCORE_MIN) {
        if best.is_none_or(|(first, highest)| score > highest + 1.5 || (at <= first + 3 && score > highest)) {
            best = Some((at, score));
        }
    }
    let (at, _) = best?;
    let (first, last) = extent(grid, at);
    let numbers = grid.lines.get(first..=last).unwrap_or_default().iter().map(|line| line.number).collect();
    let titles = titles(grid, first, last);
    let folded = titles.iter().map(|title| [&title.own, &title.above].map(|words| text::fold(words))).collect();
    Some(Header { first, last, numbers, folded, titles })
}

/// How many different meanings the texts of a line have, less what speaks against a header.
pub(super) fn score(line: &Line) -> f64 {
    let filled = line.filled().count();
    let mut meanings: Vec<Meaning> = Vec::new();
    let mut sum = 0.0;
    let mut numbers = 0;
    for (_, text) in line.filled() {
        if is_number(text) {
            numbers += 1;
            continue;
        }
        if text.chars().count() > 120 {
            numbers += 1;
            continue;
        }
        if let Some((meaning, certainty)) = meanings_of(text, "").first().copied()
            && certainty >= FITS
            && !meanings.contains(&meaning)
        {
            meanings.push(meaning);
            sum += certainty;
        }
    }
    // A row of data may hold a word or two of the dictionary; a header is mostly titles.
    if filled < 2 || numbers * 2 > filled || sum < filled as f64 * 0.3 { 0.0 } else { sum - 0.3 * numbers as f64 }
}

fn is_number(text: &str) -> bool {
    text.chars().any(|character| character.is_ascii_digit())
        && text.chars().all(|character| !character.is_alphabetic() || matches!(character, 'm' | 'h' | 'a'))
}

/// The first and last line of the header that holds a line.
fn extent(grid: &Grid, at: usize) -> (usize, usize) {
    let (mut first, mut last) = (at, at);
    while first > 0 && grid.is_header_above(first) && at - first < 3 {
        first -= 1;
    }
    while last + 1 < grid.lines.len() && last - first < 3 && continues(grid, first, last) {
        last += 1;
    }
    (first, last)
}

/// Whether the line after `last` belongs to the header too.
fn continues(grid: &Grid, first: usize, last: usize) -> bool {
    let (Some(line), Some(above)) = (grid.lines.get(last + 1), grid.lines.get(last)) else { return false };
    let numbers: Vec<u64> = grid.lines.get(first..=last).unwrap_or_default().iter().map(|line| line.number).collect();
    if grid.numbering_of(line) {
        return false;
    }
    let spans_down = |range: &&super::sheet::MergedRange| {
        numbers.contains(&range.first_row) && range.last_row >= line.number && range.last_row > range.first_row
    };
    let spanned = grid.merged.iter().filter(spans_down).count();
    let texts: Vec<(usize, &str)> = line.own().collect();
    let are_titles = !texts.is_empty() && texts.iter().all(|(_, text)| !is_number(text));
    if spanned >= 2 && are_titles {
        return true;
    }
    // Without merged ranges: titles below a title that is followed by empty cells, and nothing below the others.
    let fits = |column: usize, text: &str| {
        let parent = above.left_of(column);
        meanings_of(text, parent).first().is_some_and(|(_, certainty)| *certainty >= FITS)
    };
    let below_gap = |column: usize| {
        above.cell(column).is_empty() || above.left_of(column) == above.cell(column) && above.cell(column + 1).is_empty()
    };
    let good = texts.iter().filter(|(column, text)| fits(*column, text)).count();
    let under_gap = texts.iter().filter(|(column, _)| below_gap(*column)).count();
    let fewer = texts.len() < above.filled().count() + 4;
    are_titles && texts.len() >= 2 && good * 3 >= texts.len() * 2 && under_gap == texts.len() && fewer
}

fn titles(grid: &Grid, first: usize, last: usize) -> Vec<Title> {
    (0..grid.width)
        .map(|column| {
            let mut parts: Vec<String> = Vec::new();
            for at in first..=last {
                let Some(line) = grid.lines.get(at) else { continue };
                let merged = grid.merged_text(line.number, column);
                let text = match merged {
                    Some(text) => text,
                    None if !line.cell(column).is_empty() => line.cell(column).to_owned(),
                    // A group without a merged range reaches to the right over columns that have a title of their own below.
                    None if at < last && grid.lines.get(at + 1).is_some_and(|below| !below.cell(column).is_empty()) => {
                        line.left_of(column).to_owned()
                    }
                    None => String::new(),
                };
                if !text.is_empty() && parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
            let own = parts.pop().unwrap_or_default();
            Title { own, above: parts.join(" / ") }
        })
        .collect()
}
