//! A sheet to its tables: header found, columns decided, rows told apart and read under what titles and headings say.
use super::cell_reader::TermReaders;
use super::column_meanings::{decide, facts_of};
use super::corrections::Corrections;
use super::grid::{Grid, Line};
use super::layout::{Header, find_header};
use super::meaning::Meaning;
use super::personal::{identities, without};
use super::place_words::{Context, said_by};
use super::remarks;
use super::row_kinds::{RowKinds, strip_number};
use super::row_reader::{RowReader, kind_of_name};
use super::sheet::Sheet;
use super::terms::TermReader;
use super::understood::{Given, Inherited, Reading, RowKind, UnderstoodRow, UnderstoodTable};
use crate::domain::{Vocabulary, VocabularyName, text};
use crate::gazetteer::Gazetteer;
use crate::ingest::angle::angle;

/// What a sheet is held against.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    /// The closed lists.
    pub vocabulary: &'a Vocabulary,
    /// The administrative units.
    pub gazetteer: &'a Gazetteer,
    /// What the office said before.
    pub corrections: &'a Corrections,
}

/// The tables of a sheet, from the top; none where it holds nothing.
///
/// Nothing in a sheet makes it fail: what cannot be understood is in the result as it was, with a finding.
pub fn understand(sheet: &Sheet, reference: Reference<'_>) -> Vec<UnderstoodTable> {
    let grid = Grid::new(sheet, reference.corrections);
    if grid.lines.iter().all(|line| line.filled().next().is_none()) {
        return Vec::new();
    }
    let readers = |vocabulary| TermReader::new(vocabulary, reference.vocabulary, reference.corrections);
    let terms = TermReaders {
        technology: readers(VocabularyName::Technology),
        certification: readers(VocabularyName::Certification),
        kind: readers(VocabularyName::Kind),
        sector: readers(VocabularyName::Sector),
        subsector: readers(VocabularyName::Subsector),
        status: readers(VocabularyName::Status),
    };
    let maker = TableMaker { sheet, grid: &grid, reference, terms: &terms };
    let mut tables = Vec::new();
    let mut from = 0;
    while let Some(header) = find_header(&grid, from) {
        let end = maker.end_of(&header);
        tables.push(maker.table(&header, from, end));
        from = end;
    }
    if tables.is_empty() {
        tables.push(maker.without_header());
    }
    tables
}

struct TableMaker<'a> {
    sheet: &'a Sheet,
    grid: &'a Grid,
    reference: Reference<'a>,
    terms: &'a TermReaders<'a>,
}

impl TableMaker<'_> {
    /// The line with which another table begins, or the end of the sheet.
    fn end_of(&self, header: &Header) -> usize {
        let kinds = RowKinds { grid: self.grid, header, meanings: &[] };
        let after = self.grid.lines.iter().enumerate().skip(header.last + 1);
        let mut other = after.filter(|(_, line)| kinds.is_other_header(line)).map(|(at, _)| at);
        let Some(at) = other.next() else { return self.grid.lines.len() };
        // The words above a header belong to its table: they reach up to the row before them that holds more than one cell.
        let above =
            (header.last + 1..at).rev().take_while(|at| self.grid.lines.get(*at).is_some_and(|line| line.filled().count() <= 1));
        above.last().unwrap_or(at)
    }

    /// What the name of the sheet and the lines above the header say.
    fn context(&self, header: &Header, from: usize) -> Context {
        let mut context = Context::default();
        let gazetteer = self.reference.gazetteer;
        for (fact, value) in &self.reference.corrections.everywhere {
            let given = Given { fact: *fact, value: value.clone() };
            context.replace(vec![Inherited { from: value.clone(), given, certainty: 1.0, row: None }]);
        }
        // The lines above speak of larger places than the name of the sheet.
        for line in self.grid.lines.get(from..header.first).unwrap_or_default() {
            for (_, words) in line.filled().filter(|(_, words)| words.chars().count() > 3) {
                for words in words.split('\n') {
                    let said = said_by(words, Some(line.number), &context.address(), gazetteer);
                    // The first office that is named is not where the sites are: later lines count.
                    context.replace(said);
                }
            }
        }
        let said = said_by(&self.sheet.name, None, &context.address(), gazetteer);
        let finer: Vec<_> = said
            .into_iter()
            .filter(|said| {
                let is_unit = matches!(said.given.fact, Meaning::Province | Meaning::District | Meaning::Commune);
                !is_unit || context.value(said.given.fact).is_none() || said.given.fact == Meaning::Commune
            })
            .collect();
        context.replace(finer);
        let titles = header.titles.iter().map(|title| title.shown());
        let above = self.grid.lines.get(from..header.first).unwrap_or_default();
        let words = above.iter().flat_map(|line| line.filled().map(|(_, words)| words.to_owned())).chain(titles);
        if let Some((meridian, from)) = words.filter_map(|words| meridian_in(&words).map(|meridian| (meridian, words))).next() {
            let given = Given { fact: Meaning::Meridian, value: meridian };
            context.facts.push(Inherited { given, certainty: 0.95, from, row: None });
        }
        context
    }

    fn table(&self, header: &Header, from: usize, end: usize) -> UnderstoodTable {
        let body: Vec<&Line> = self.grid.lines.get(header.last + 1..end).unwrap_or_default().iter().collect();
        let filled: Vec<&Line> =
            body.iter().copied().filter(|line| line.filled().count() > 2 && !self.grid.numbering_of(line)).collect();
        let (columns, findings) = decide(self.grid, header, &filled, &self.sheet.hidden_columns, self.reference.corrections);
        let meanings: Vec<Option<Meaning>> = columns.iter().map(|column| column.meaning).collect();
        let kinds = RowKinds { grid: self.grid, header, meanings: &meanings };
        let facts = facts_of(&columns, &filled);
        let names_are_people = columns.iter().any(|column| {
            let folded = text::fold(&column.title);
            column.meaning == Some(Meaning::Name)
                && (folded.contains("chu ho") || folded.starts_with("ho va ten") || folded.starts_with("ho ten"))
                && !folded.contains("co so")
                && !folded.contains("don vi")
        });
        let Reference { vocabulary, gazetteer, corrections } = self.reference;
        let reader = RowReader {
            grid: self.grid,
            columns: &facts,
            terms: self.terms,
            vocabulary,
            corrections,
            gazetteer,
            names_are_people,
        };
        let of_table = self.context(header, from);
        let mut context = of_table.clone();
        let mut rows: Vec<UnderstoodRow> = Vec::new();
        for line in self.grid.lines.get(from..header.first).unwrap_or_default() {
            rows.push(plain_row(line, RowKind::Title));
        }
        for line in self.grid.lines.get(header.first..=header.last).unwrap_or_default() {
            rows.push(plain_row(line, RowKind::Header));
        }
        let mut above = Vec::new();
        let mut has_ended = false;
        let mut last_section: Vec<(usize, Context)> = Vec::new();
        for line in body {
            let says = |words: &str| !said_by(words, Some(line.number), &of_table.address(), gazetteer).is_empty();
            let kind = kinds.kind_of(line, has_ended, says);
            has_ended |= kind == RowKind::Signature;
            match kind {
                RowKind::Data => rows.push(reader.read(line, &context, &mut above)),
                RowKind::SectionHeading => {
                    let rank = heading_rank(line);
                    last_section.retain(|(other, _)| *other < rank);
                    let mut inner = last_section.last().map_or_else(|| of_table.clone(), |(_, context)| context.clone());
                    let words: Vec<&str> = line
                        .filled()
                        .map(|(_, words)| words)
                        .filter(|words| words.chars().any(char::is_alphabetic) && words.chars().count() > 2)
                        .collect();
                    let words = words.first().copied().unwrap_or_default();
                    inner.replace(said_by(strip_number(words), Some(line.number), &inner.address(), gazetteer));
                    last_section.push((rank, inner.clone()));
                    context = inner;
                    above.clear();
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
        let numbers = self.grid.lines.get(header.first..=header.last).unwrap_or_default();
        UnderstoodTable {
            sheet: self.sheet.name.clone(),
            header_rows: numbers.iter().map(|line| line.number).collect(),
            columns,
            rows,
            context: of_table.facts,
            findings,
        }
    }

    /// A sheet in which no line looks like a header: everything is shown, nothing is read.
    fn without_header(&self) -> UnderstoodTable {
        UnderstoodTable {
            sheet: self.sheet.name.clone(),
            header_rows: Vec::new(),
            columns: Vec::new(),
            rows: self.grid.lines.iter().map(|line| plain_row(line, RowKind::Title)).collect(),
            context: Vec::new(),
            findings: vec![remarks::no_header()],
        }
    }
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
fn plain_row(line: &Line, kind: RowKind) -> UnderstoodRow {
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

/// A sheet that is understood while its rows come.
pub struct SheetStream<'a> {
    sheet: Sheet,
    reference: Reference<'a>,
}

impl<'a> SheetStream<'a> {
    /// Begins a sheet; the rows come later.
    pub fn new(sheet: Sheet, reference: Reference<'a>) -> Self {
        Self { sheet, reference }
    }

    /// Takes the next rows.
    pub fn window(
        &mut self,
        rows: Vec<super::sheet::SheetRow>,
        is_last: bool,
    ) -> (Vec<UnderstoodTable>, Vec<super::sheet::SheetRow>) {
        self.sheet.rows.extend(rows);
        let tables = if is_last { understand(&self.sheet, self.reference) } else { Vec::new() };
        (tables, Vec::new())
    }
}
