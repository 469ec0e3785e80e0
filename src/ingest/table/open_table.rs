//! A table whose rows are being read: its header, what its columns mean, and what stands above the next row.
use std::ops::Range;

use super::cell_reader::{ColumnFacts, TermReaders};
use super::column_meanings::{decide, facts_of};
use super::grid::{Grid, GridCell, Line};
use super::layout::Header;
use super::meaning::Meaning;
use super::personal::{identities, without};
use super::place_words::{Context, said_by};
use super::places::Places;
use super::reference::Reference;
use super::remarks;
use super::row_kinds::{RowKinds, strip_number};
use super::row_reader::{RowReader, kind_of_name};
use super::sheet::Sheet;
use super::understood::{Given, Inherited, Reading, RowKind, UnderstoodColumn, UnderstoodRow, UnderstoodTable};
use crate::domain::{Finding, text};
use crate::ingest::angle::angle;

/// A table whose rows are being read.
pub(super) struct OpenTable {
    header: Header,
    columns: Vec<UnderstoodColumn>,
    facts: Vec<ColumnFacts>,
    findings: Vec<Finding>,
    /// Whether the names of the table are those of people.
    names_are_people: bool,
    /// What sheet name and titles say of every row.
    of_table: Context,
    /// What headings say of the next rows, too.
    context: Context,
    /// The headings the next rows stand under, with their ranks.
    sections: Vec<(usize, Context)>,
    /// The cells that a ditto mark stands for, by column.
    above: Vec<Option<(u64, GridCell)>>,
    /// Whether lines below the table have begun.
    has_ended: bool,
}

impl OpenTable {
    /// Decides what the columns mean by what stands below them in the grid.
    pub fn open(grid: &Grid, header: Header, from: usize, frame: &Sheet, reference: Reference<'_>, places: &Places<'_>) -> Self {
        let kinds = RowKinds { grid, header: &header, meanings: &[] };
        let below = grid.lines.iter().skip(header.last + 1).take_while(|line| !kinds.is_other_header(line));
        let filled: Vec<&Line> = below.filter(|line| line.filled().count() > 2 && !grid.numbering_of(line)).collect();
        let (columns, findings) = decide(grid, &header, &filled, &frame.hidden_columns, reference.corrections);
        let facts = facts_of(&columns, &filled);
        let of_table = context_of(grid, &header, from, &frame.name, reference, places);
        let names_are_people = columns.iter().any(are_people);
        let context = of_table.clone();
        let (sections, above) = (Vec::new(), Vec::new());
        Self { header, columns, facts, findings, names_are_people, of_table, context, sections, above, has_ended: false }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn columns(&self) -> &Vec<UnderstoodColumn> {
        &self.columns
    }

    /// The line after the header in the grid in which it was found.
    pub fn header_end(&self) -> usize {
        self.header.last + 1
    }

    /// The table without rows.
    pub fn part(&self, sheet: &str) -> UnderstoodTable {
        UnderstoodTable {
            sheet: sheet.to_owned(),
            header_rows: self.header.numbers.clone(),
            columns: Vec::new(),
            rows: Vec::new(),
            context: self.of_table.facts.clone(),
            findings: self.findings.clone(),
        }
    }

    /// The lines above the rows of sites.
    pub fn rows_above(&self, grid: &Grid, from: usize) -> Vec<UnderstoodRow> {
        let titles = grid.lines.get(from..self.header.first).unwrap_or_default();
        let header = grid.lines.get(self.header.first..=self.header.last).unwrap_or_default();
        let titles = titles.iter().map(|line| plain_row(line, RowKind::Title));
        titles.chain(header.iter().map(|line| plain_row(line, RowKind::Header))).collect()
    }

    /// Columns that only later rows have are kept without a meaning.
    pub fn widen(&mut self, width: usize) {
        for position in self.columns.len()..width {
            let column = UnderstoodColumn {
                position,
                title: String::new(),
                is_hidden: false,
                meaning: None,
                certainty: 0.5,
                unit: None,
                alternatives: Vec::new(),
                encoding: None,
            };
            self.facts.extend(facts_of(std::slice::from_ref(&column), &[]));
            self.columns.push(column);
        }
    }

    /// Reads lines of the grid.
    pub fn read(
        &mut self,
        grid: &Grid,
        lines: Range<usize>,
        reference: Reference<'_>,
        terms: &TermReaders<'_>,
        places: &Places<'_>,
    ) -> Vec<UnderstoodRow> {
        let meanings: Vec<Option<Meaning>> = self.columns.iter().map(|column| column.meaning).collect();
        let kinds = RowKinds { grid, header: &self.header, meanings: &meanings };
        let Reference { vocabulary, corrections, .. } = reference;
        let names_are_people = self.names_are_people;
        let reader = RowReader { grid, columns: &self.facts, terms, vocabulary, corrections, places, names_are_people };
        let mut rows: Vec<UnderstoodRow> = Vec::new();
        for line in grid.lines.get(lines).unwrap_or_default() {
            let says = |words: &str| !said_by(words, Some(line.number), &self.of_table.address(), places).is_empty();
            let kind = kinds.kind_of(line, self.has_ended, says);
            self.has_ended |= kind == RowKind::Signature;
            match kind {
                RowKind::Data => rows.push(reader.read(line, &self.context, &mut self.above)),
                RowKind::SectionHeading => {
                    let rank = heading_rank(line);
                    self.sections.retain(|(other, _)| *other < rank);
                    let outer = self.sections.last().map(|(_, context)| context.clone());
                    let mut inner = outer.unwrap_or_else(|| self.of_table.clone());
                    let is_said = |words: &&str| words.chars().any(char::is_alphabetic) && words.chars().count() > 2;
                    let words = line.filled().map(|(_, words)| words).find(is_said).unwrap_or_default();
                    inner.replace(said_by(strip_number(words), Some(line.number), &inner.address(), places));
                    self.sections.push((rank, inner.clone()));
                    self.context = inner;
                    self.above.clear();
                    let mut row = plain_row(line, kind);
                    // A name alone in its row may be a site of which nothing else is known.
                    if is_name_of_site(words) {
                        row.findings.push(remarks::left_out(words));
                    }
                    rows.push(row);
                }
                RowKind::Title => {
                    let mut row = plain_row(line, kind);
                    let words: Vec<&str> = line.filled().map(|(_, words)| words).collect();
                    row.findings.push(remarks::left_out(&words.join(" ")));
                    rows.push(row);
                }
                other => rows.push(plain_row(line, other)),
            }
        }
        rows
    }
}

/// What the name of the sheet and the lines above the header say.
fn context_of(grid: &Grid, header: &Header, from: usize, sheet: &str, reference: Reference<'_>, places: &Places<'_>) -> Context {
    let mut context = Context::default();
    for (fact, value) in &reference.corrections.everywhere {
        let given = Given { fact: *fact, value: value.clone() };
        context.replace(vec![Inherited { from: value.clone(), given, certainty: 1.0, row: None }]);
    }
    // The lines above speak of larger places than the name of the sheet.
    let above = grid.lines.get(from..header.first).unwrap_or_default();
    for line in above {
        for (_, words) in line.filled().filter(|(_, words)| words.chars().count() > 3) {
            for words in words.split('\n') {
                let said = said_by(words, Some(line.number), &context.address(), places);
                // The first office that is named is not where the sites are: later lines count.
                context.replace(said);
            }
        }
    }
    let said = said_by(sheet, None, &context.address(), places);
    let finer: Vec<_> = said
        .into_iter()
        .filter(|said| {
            let is_unit = matches!(said.given.fact, Meaning::Province | Meaning::District | Meaning::Commune);
            !is_unit || context.value(said.given.fact).is_none() || said.given.fact == Meaning::Commune
        })
        .collect();
    context.replace(finer);
    let titles = header.titles.iter().map(|title| title.shown());
    let words = above.iter().flat_map(|line| line.filled().map(|(_, words)| words.to_owned())).chain(titles);
    if let Some((meridian, from)) = words.filter_map(|words| meridian_in(&words).map(|meridian| (meridian, words))).next() {
        let given = Given { fact: Meaning::Meridian, value: meridian };
        context.facts.push(Inherited { given, certainty: 0.95, from, row: None });
    }
    context
}

/// Whether a column of names holds those of people.
fn are_people(column: &UnderstoodColumn) -> bool {
    let folded = text::fold(&column.title);
    column.meaning == Some(Meaning::Name)
        && (folded.contains("chu ho") || folded.starts_with("ho va ten") || folded.starts_with("ho ten"))
        && !folded.contains("co so")
        && !folded.contains("don vi")
}

/// The central meridian that a title speaks of: `Tọa độ VN-2000 (KTT 105°45')`.
fn meridian_in(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let after = ["ktt", "kinh tuyến trục"].iter().find_map(|word| lower.split_once(word).map(|(_, after)| after))?;
    let begin = after.trim_start_matches(|character: char| !character.is_ascii_digit());
    let is_of_angle =
        |character: char| character.is_ascii_digit() || matches!(character, '°' | 'º' | '\'' | '’' | '′' | ',' | '.' | ' ' | 'o');
    let written: String = begin.chars().take_while(|character| is_of_angle(*character)).collect();
    let written = written.trim().trim_end_matches([',', '.']).replace('o', "°");
    angle(&written).filter(|angle| (102.0..=112.0).contains(&angle.degrees)).map(|_| written)
}

/// Whether words begin like the name of a site and go on: `HTX Thọ An`, but not `Hợp tác xã nông nghiệp`.
fn is_name_of_site(words: &str) -> bool {
    let is_name_word = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    kind_of_name(words).is_some() && words.split_whitespace().skip(1).any(is_name_word) && words.chars().any(char::is_lowercase)
}

/// How deep a heading stands: capitals and Roman numbers above others.
fn heading_rank(line: &Line) -> usize {
    let first = line.filled().next().map(|(_, text)| text).unwrap_or_default();
    let number = first.split(['.', ')', ' ', '-']).next().unwrap_or_default();
    let is_roman = !number.is_empty() && number.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    match number.chars().next() {
        _ if is_roman => 1,
        Some(letter) if number.len() == 1 && letter.is_ascii_uppercase() => 0,
        Some(digit) if digit.is_ascii_digit() => 2,
        _ => 1,
    }
}

/// A row whose cells are only shown; identity numbers are not even that.
pub(super) fn plain_row(line: &Line, kind: RowKind) -> UnderstoodRow {
    let cells = line.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty());
    UnderstoodRow {
        number: line.number,
        kind,
        is_hidden: line.is_hidden,
        readings: cells.map(|(column, cell)| Reading::kept(column, without(&cell.text, &identities(&cell.text)))).collect(),
        inherited: Vec::new(),
        findings: Vec::new(),
    }
}
