//! What each column means: its title by the dictionary, held against what stands in its cells, and what the office said before.
use super::cell_reader::{ColumnFacts, is_dash};
use super::corrections::Corrections;
use super::grid::{Grid, GridCell, Line};
use super::header_match::meanings_of;
use super::layout::{Header, Title};
use super::meaning::Meaning;
use super::numerals::MarksSeen;
use super::personal::{phone, phone_without_zero, phones};
use super::quantity::quantity;
use super::remarks;
use super::sheet::SheetCell;
use super::terms::speaks_of;
use super::understood::UnderstoodColumn;
use super::unit::{Dimension, Unit, unit_of_title};
use super::year::{year, year_of_number};
use crate::domain::{Finding, VocabularyName, text};
use crate::ingest::angle::angle;
use crate::ingest::coordinate_pair::pair_in_one_cell;
use crate::ingest::metres::metres;

/// A column must fit that well to be read by its title.
const TAKEN_FROM: f64 = 0.55;
/// Titles of people who own a site: the name of the site where no other column has it.
const OWNERS: &[&str] =
    &["chu ho", "chu co so", "chu trang trai", "chu mo hinh", "chu ho co so", "ho va ten", "ho ten", "chu nhan"];

/// The columns of a table, and what is to be said of them.
pub(super) fn decide(
    grid: &Grid,
    header: &Header,
    body: &[&Line],
    hidden: &[usize],
    corrections: &Corrections,
) -> (Vec<UnderstoodColumn>, Vec<Finding>) {
    let mut columns: Vec<UnderstoodColumn> = Vec::new();
    for (position, title) in header.titles.iter().enumerate() {
        let cells: Vec<&GridCell> = body
            .iter()
            .filter_map(|line| line.cells.get(position))
            .filter(|cell| !cell.text.is_empty() && !is_dash(&cell.text))
            .collect();
        columns.push(column(position, title, &cells, grid, hidden, corrections));
    }
    let overlap = |first: usize, second: usize| {
        let stands =
            |line: &&&Line, at: usize| line.cells.get(at).is_some_and(|cell| !cell.text.is_empty() && !is_dash(&cell.text));
        body.iter().any(|line| stands(&line, first) && stands(&line, second))
    };
    let findings = settle(&mut columns, corrections, overlap);
    (columns, findings)
}

fn column(
    position: usize,
    title: &Title,
    cells: &[&GridCell],
    grid: &Grid,
    hidden: &[usize],
    corrections: &Corrections,
) -> UnderstoodColumn {
    let shown = title.shown();
    let mut alternatives: Vec<(Meaning, f64)> = meanings_of(&title.own, &title.above);
    for (meaning, certainty) in &mut alternatives {
        *certainty *= match fit(*meaning, cells) {
            Some(fit) if fit < 0.3 => 0.5,
            Some(fit) if fit < 0.6 => 0.8,
            _ => 1.0,
        };
    }
    if alternatives.first().is_none_or(|(_, certainty)| *certainty < TAKEN_FROM) {
        alternatives.extend(by_content(position, cells));
    }
    alternatives.sort_by(|a, b| b.1.total_cmp(&a.1));
    alternatives.dedup_by_key(|(meaning, _)| *meaning);
    let (mut meaning, mut certainty) = match alternatives.first().copied() {
        Some((meaning, certainty)) if certainty >= TAKEN_FROM => (Some(meaning), certainty),
        Some((_, certainty)) => (None, 1.0 - certainty),
        None => (None, if cells.is_empty() { 1.0 } else { 0.5 }),
    };
    if let Some(said) = corrections.meaning(&shown).or_else(|| corrections.meaning(&title.own)) {
        (meaning, certainty) = (said, 1.0);
    }
    alternatives.retain(|(other, _)| Some(*other) != meaning);
    alternatives.truncate(4);
    let unit = unit_of_title(&title.own).or_else(|| unit_of_title(&title.above));
    UnderstoodColumn {
        position,
        title: shown,
        is_hidden: hidden.contains(&position),
        meaning,
        certainty: (certainty * 100.0).round() / 100.0,
        unit,
        alternatives,
        encoding: grid.encodings.get(position).copied().flatten(),
    }
}

/// How many of the cells can be what a meaning wants; `None` where any text can.
fn fit(meaning: Meaning, cells: &[&GridCell]) -> Option<f64> {
    use Meaning::*;
    let can_be: fn(&GridCell) -> bool = match meaning {
        Numbering => |cell| cell.text.chars().count() <= 5,
        Phone => is_phone,
        PersonalId => |cell| cell.is_masked || cell.text.chars().filter(char::is_ascii_digit).count() >= 8,
        EstablishedYear => |cell| match &cell.content {
            SheetCell::Number { value, .. } => year_of_number(*value).is_some(),
            SheetCell::Date(_) => true,
            _ => year(&cell.text).is_some(),
        },
        AreaHa | HerdSize | Members | Revenue | Scale => {
            |cell| !matches!(cell.content, SheetCell::Text(_)) || (quantity(&cell.text).is_some() && !is_phone(cell))
        }
        Lon | Lat | X | Y => {
            |cell| !matches!(cell.content, SheetCell::Text(_)) || angle(&cell.text).is_some() || metres(&cell.text).is_some()
        }
        Coordinates => |cell| pair_in_one_cell(&cell.text, |_| true).is_ok(),
        Name | ContactName | Address | Commune | District | Province | Technologies | Certifications | Product => {
            |cell| cell.text.chars().any(char::is_alphabetic) || meaning_allows_number(cell)
        }
        Unit => |cell| super::unit::Unit::of(&cell.text).is_some(),
        Kind => |cell| speaks_of(VocabularyName::Kind, &cell.text),
        Sector => |cell| speaks_of(VocabularyName::Sector, &cell.text),
        Status => |cell| speaks_of(VocabularyName::Status, &cell.text) || cell.text.chars().count() < 30,
        _ => return None,
    };
    if cells.is_empty() {
        return None;
    }
    Some(cells.iter().filter(|cell| can_be(cell)).count() as f64 / cells.len() as f64)
}

/// Wards may be numbers.
fn meaning_allows_number(cell: &GridCell) -> bool {
    cell.text.len() <= 2 && cell.text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_phone(cell: &GridCell) -> bool {
    let digits: String = cell.text.chars().filter(char::is_ascii_digit).collect();
    !phones(&cell.text).is_empty() || phone(&digits).is_some() || phone_without_zero(&digits).is_some()
}

/// What a column without a telling title is by its cells alone: worth a look in any case.
fn by_content(position: usize, cells: &[&GridCell]) -> Vec<(Meaning, f64)> {
    if cells.len() < 3 {
        return Vec::new();
    }
    let share = |is_it: &dyn Fn(&GridCell) -> bool| cells.iter().filter(|cell| is_it(cell)).count() * 10 >= cells.len() * 8;
    let mut found = Vec::new();
    if share(&|cell| cell.is_masked) {
        found.push((Meaning::PersonalId, 0.75));
    } else if share(&is_phone) && share(&|cell| cell.text.chars().filter(char::is_ascii_digit).count() >= 9) {
        found.push((Meaning::Phone, 0.75));
    } else if share(&|cell| pair_in_one_cell(&cell.text, |_| true).is_ok()) {
        found.push((Meaning::Coordinates, 0.6));
    }
    let half = |list: VocabularyName| cells.iter().filter(|cell| speaks_of(list, &cell.text)).count() * 2 >= cells.len();
    if half(VocabularyName::Technology) {
        found.push((Meaning::Technologies, 0.7));
    } else if half(VocabularyName::Certification) {
        found.push((Meaning::Certifications, 0.7));
    }
    let counts_up = cells.windows(2).filter(|pair| matches!(pair, [a, b] if a.text.parse::<u32>().ok().zip(b.text.parse::<u32>().ok()).is_some_and(|(a, b)| b == a + 1))).count();
    if position == 0 && counts_up * 10 >= (cells.len() - 1) * 8 {
        found.push((Meaning::Numbering, 0.9));
    }
    found
}

/// One column for each meaning: the best keeps it, the others take their next best or are only kept. Columns of which no row
/// fills both complete each other.
fn settle(columns: &mut [UnderstoodColumn], corrections: &Corrections, overlap: impl Fn(usize, usize) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_owner = |title: &str| {
        let folded = text::fold(title);
        OWNERS
            .iter()
            .any(|owner| folded == *owner || folded.ends_with(&format!(" {owner}")) || folded.starts_with(&format!("{owner} ")))
    };
    let has = |columns: &[UnderstoodColumn], meaning: Meaning| columns.iter().any(|column| column.meaning == Some(meaning));
    // `Họ và tên` is the name of the site only where nothing else is.
    if !has(columns, Meaning::Name)
        && let Some(column) =
            columns.iter_mut().find(|column| column.meaning == Some(Meaning::ContactName) && is_owner(&column.title))
    {
        column.meaning = Some(Meaning::Name);
        column.certainty = column.certainty.min(0.85);
    }
    let names: Vec<usize> =
        columns.iter().filter(|column| column.meaning == Some(Meaning::Name)).map(|column| column.position).collect();
    if names.len() > 1 {
        let is_person = |columns: &[UnderstoodColumn], at: &usize| columns.get(*at).is_some_and(|column| is_owner(&column.title));
        for at in names.iter().filter(|at| is_person(columns, at)).copied().collect::<Vec<_>>() {
            let others = names.iter().any(|other| *other != at && !is_person(columns, other));
            if let Some(column) = columns.get_mut(at).filter(|_| others) {
                column.meaning = Some(Meaning::ContactName);
            }
        }
    }
    for meaning in Meaning::ALL.iter().copied().filter(|meaning| !meaning.may_stand_twice()) {
        let mut same: Vec<(usize, f64, u32)> = columns
            .iter()
            .filter(|column| column.meaning == Some(meaning))
            .map(|column| (column.position, column.certainty, year_in(&column.title)))
            .collect();
        // Of two years the later one; else the better title; else the first.
        same.sort_by(|a, b| b.2.cmp(&a.2).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
        let Some((first, ..)) = same.first().copied() else { continue };
        let title = columns.get(first).map(|column| column.title.clone()).unwrap_or_default();
        for (position, ..) in same.into_iter().skip(1) {
            let Some(column) = columns.get(position) else { continue };
            if corrections.meaning(&column.title).is_some() || !overlap(first, position) {
                continue;
            }
            let taken: Vec<Meaning> = columns.iter().filter_map(|column| column.meaning).collect();
            let next =
                column.alternatives.iter().find(|(other, certainty)| !taken.contains(other) && *certainty >= TAKEN_FROM).copied();
            findings.push(remarks::second_column(&title, &column.title).at(column.title.clone(), ""));
            if let Some(column) = columns.get_mut(position) {
                column.alternatives.insert(0, (meaning, column.certainty));
                (column.meaning, column.certainty) = next.map_or((None, 0.6), |(other, certainty)| (Some(other), certainty));
            }
        }
    }
    let half = has(columns, Meaning::X) != has(columns, Meaning::Y);
    for column in columns.iter_mut().filter(|column| half && matches!(column.meaning, Some(Meaning::X | Meaning::Y))) {
        (column.meaning, column.certainty) = (None, 0.6);
    }
    for column in columns.iter().filter(|column| column.meaning.is_none() && column.certainty < 1.0 && !column.title.is_empty()) {
        findings.push(remarks::unknown_column(&column.title).at(column.title.clone(), ""));
    }
    for column in columns.iter().filter(|column| column.is_hidden && column.meaning.is_some()) {
        findings.push(remarks::hidden_column(&column.title).at(column.title.clone(), ""));
    }
    findings
}

fn year_in(title: &str) -> u32 {
    let digits: Vec<&str> = title.split(|character: char| !character.is_ascii_digit()).filter(|run| run.len() == 4).collect();
    digits.iter().filter_map(|run| run.parse().ok()).max().unwrap_or(0)
}

/// What the cells of the columns are read by.
pub(super) fn facts_of(columns: &[UnderstoodColumn], body: &[&Line]) -> Vec<ColumnFacts> {
    let facts = |column: &UnderstoodColumn| {
        let mut marks = MarksSeen::default();
        for cell in body.iter().filter_map(|line| line.cells.get(column.position)) {
            if let (SheetCell::Text(_), Some(quantity)) = (&cell.content, quantity(&cell.text)) {
                // Only numbers in the unit of the column speak for it.
                let is_own = quantity.parts.iter().all(|part| {
                    part.unit
                        .is_none_or(|unit| unit.dimension() == Dimension::Area && unit == Unit::Ha || Some(unit) == column.unit)
                });
                if is_own {
                    cell.text.split_whitespace().for_each(|word| marks.count(word.trim_end_matches(char::is_alphabetic)));
                }
            }
        }
        ColumnFacts {
            position: column.position,
            title: column.title.clone(),
            meaning: column.meaning,
            certainty: column.certainty,
            unit: column.unit,
            marks,
        }
    };
    columns.iter().map(facts).collect()
}
