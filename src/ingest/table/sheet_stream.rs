//! A sheet understood while its rows come, so that a long one needs no more memory than a short one.
use super::cell_reader::TermReaders;
use super::grid::{Carried, Grid, Line};
use super::layout::find_header;
use super::open_table::{OpenTable, plain_row};
use super::places::Places;
use super::reference::Reference;
use super::remarks;
use super::row_kinds::RowKinds;
use super::sheet::{Sheet, SheetRow};
use super::terms::TermReader;
use super::understood::{RowKind, UnderstoodTable};
use crate::domain::VocabularyName;

/// Lines from the top among which a header is looked for.
const LOOKED_AT: usize = 80;
/// So many lines below a later header must be at hand before its columns are decided.
const BELOW_HEADER: usize = 50;
/// Most lines at the end of a window that wait for what comes after them.
const WAITING_MAX: usize = 20;

/// A sheet that is understood while its rows come.
///
/// The first window decides what the columns mean. What stands above later rows is carried on: the header, what titles and
/// headings say, the cells that ditto marks and merged ranges stand for.
pub struct SheetStream<'a> {
    /// The sheet without its rows.
    frame: Sheet,
    reference: Reference<'a>,
    terms: TermReaders<'a>,
    places: Places<'a>,
    carried: Carried,
    state: State,
}

/// What the next line belongs to.
enum State {
    /// A table whose header was not met yet.
    Before,
    /// A table.
    Within(Box<OpenTable>),
    /// No table at all.
    Without,
}

impl<'a> SheetStream<'a> {
    /// Begins a sheet; the rows of `frame` are passed over, they come in windows.
    pub fn new(frame: Sheet, reference: Reference<'a>) -> Self {
        let readers = |vocabulary| TermReader::new(vocabulary, reference.vocabulary, reference.corrections);
        let terms = TermReaders {
            technology: readers(VocabularyName::Technology),
            certification: readers(VocabularyName::Certification),
            kind: readers(VocabularyName::Kind),
            sector: readers(VocabularyName::Sector),
            subsector: readers(VocabularyName::Subsector),
            status: readers(VocabularyName::Status),
        };
        let places = Places::new(reference.gazetteer);
        Self { frame, reference, terms, places, carried: Carried::default(), state: State::Before }
    }

    /// Takes the next rows. Gives the tables they belong to, each with its part of the rows, and the rows at the end that only
    /// the next ones can tell: they must come again, first of all.
    pub fn window(&mut self, mut rows: Vec<SheetRow>, is_last: bool) -> (Vec<UnderstoodTable>, Vec<SheetRow>) {
        let grid = Grid::new(&self.frame, &rows, self.reference.corrections, &self.carried);
        let mut tables = Vec::new();
        let mut from = 0;
        while from < grid.lines.len() {
            match self.part(&grid, from, is_last) {
                Some((table, end)) => {
                    tables.extend(table);
                    from = end;
                }
                None => break,
            }
        }
        self.carried = grid.carried(from, &self.carried);
        (tables, rows.split_off(from.min(rows.len())))
    }

    /// The next part of a table and the line after it; `None` where the lines have to wait.
    fn part(&mut self, grid: &Grid, from: usize, is_last: bool) -> Option<(Option<UnderstoodTable>, usize)> {
        let len = grid.lines.len();
        match &mut self.state {
            State::Before => {
                let is_blank = grid.lines.iter().skip(from).all(|line| line.filled().next().is_none());
                if is_blank && is_last {
                    return Some((None, len));
                }
                match find_header(grid, from) {
                    Some(header) if !is_last && from > 0 && header.last + BELOW_HEADER > len => None,
                    Some(header) => {
                        let mut table = OpenTable::open(grid, header, from, &self.frame, self.reference, &self.places);
                        let begin = table.header_end();
                        let rows = table.rows_above(grid, from);
                        let (end, is_over) = self.end_of(&table, grid, begin, is_last);
                        let part = self.read(&mut table, rows, grid, begin..end);
                        self.state = if is_over { State::Before } else { State::Within(Box::new(table)) };
                        Some((Some(part), end))
                    }
                    None if !is_last && len - from < LOOKED_AT => None,
                    None => {
                        self.state = State::Without;
                        Some((None, from))
                    }
                }
            }
            State::Within(_) => {
                let State::Within(mut table) = std::mem::replace(&mut self.state, State::Before) else { return None };
                let (end, is_over) = self.end_of(&table, grid, from, is_last);
                let part = (end > from).then(|| self.read(&mut table, Vec::new(), grid, from..end));
                if !is_over {
                    self.state = State::Within(table);
                }
                if part.is_none() && !is_over { None } else { Some((part, end)) }
            }
            State::Without => Some((Some(self.without_header(grid, from)), len)),
        }
    }

    /// The line after a table, as far as it can be told now, and whether another table begins there.
    fn end_of(&self, table: &OpenTable, grid: &Grid, from: usize, is_last: bool) -> (usize, bool) {
        let kinds = RowKinds { grid, header: table.header(), meanings: &[] };
        let is_bare = |at: &usize| grid.lines.get(*at).is_some_and(|line: &Line| line.filled().count() <= 1);
        let len = grid.lines.len();
        if let Some(at) = (from..len).find(|at| grid.lines.get(*at).is_some_and(|line| kinds.is_other_header(line))) {
            // The words above a header belong to its table: they reach up to the row before them that holds more than one cell.
            return ((from..at).rev().take_while(is_bare).last().unwrap_or(at), true);
        }
        if is_last {
            return (len, false);
        }
        // Words at the end may stand above another header.
        let waiting = (from..len).rev().take(WAITING_MAX).take_while(is_bare).count();
        let end = len - waiting;
        (if end > from { end } else { len }, false)
    }

    fn read(
        &self,
        table: &mut OpenTable,
        above: Vec<super::understood::UnderstoodRow>,
        grid: &Grid,
        lines: std::ops::Range<usize>,
    ) -> UnderstoodTable {
        let mut part = table.part(&self.frame.name);
        part.rows = above;
        table.widen(grid.width);
        part.columns.clone_from(table.columns());
        part.rows.extend(table.read(grid, lines, self.reference, &self.terms, &self.places));
        part
    }

    /// Lines among which none looks like a header: everything is shown, nothing is read.
    fn without_header(&self, grid: &Grid, from: usize) -> UnderstoodTable {
        UnderstoodTable {
            sheet: self.frame.name.clone(),
            header_rows: Vec::new(),
            columns: Vec::new(),
            rows: grid.lines.iter().skip(from).map(|line| plain_row(line, RowKind::Title)).collect(),
            context: Vec::new(),
            findings: vec![remarks::no_header()],
        }
    }
}
