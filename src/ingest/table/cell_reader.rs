//! One cell to the facts it gives, by the meaning of its column.
use super::address_cell::read_address;
use super::corrections::Corrections;
use super::grid::GridCell;
use super::meaning::Meaning;
use super::numerals::MarksSeen;
use super::personal::{identities, phone, phone_without_zero, phones, without};
use super::places::Places;
use super::remarks;
use super::sheet::{SheetCell, plain};
use super::terms::{TermReader, elements};
use super::understood::{Choice, Question, QuestionKey, Reading};
use super::unit::Unit;
use super::year::{YearRemark, year, year_of_number};
use crate::domain::{Address, Message, SiteId, VocabularyName, text};
use crate::ingest::angle::angle;
use crate::ingest::coordinate_pair::pair_in_one_cell;
use crate::ingest::metres::metres;

/// What is known of a column when its cells are read.
#[derive(Clone, Debug)]
pub(super) struct ColumnFacts {
    pub position: usize,
    pub title: String,
    pub meaning: Option<Meaning>,
    pub certainty: f64,
    pub unit: Option<Unit>,
    pub marks: MarksSeen,
}

/// The readers of the closed lists.
pub(super) struct TermReaders<'a> {
    pub technology: TermReader<'a>,
    pub certification: TermReader<'a>,
    pub kind: TermReader<'a>,
    pub sector: TermReader<'a>,
    pub subsector: TermReader<'a>,
    pub status: TermReader<'a>,
}

/// Reads the cells of one row.
pub(super) struct CellReader<'a> {
    pub row: u64,
    pub terms: &'a TermReaders<'a>,
    pub corrections: &'a Corrections,
    pub places: &'a Places<'a>,
    /// The units said above the row and in other cells of it.
    pub known: Address,
}

impl CellReader<'_> {
    /// Reads a cell that is not empty.
    pub fn read(&self, column: &ColumnFacts, cell: &GridCell, row_unit: Option<Unit>) -> Reading {
        if let SheetCell::Error(error) = &cell.content {
            let mut reading = Reading::kept(column.position, &cell.raw);
            reading.findings.push(remarks::unread(error, "giá trị", "value"));
            reading.doubt(0.0);
            return reading;
        }
        let mut reading = self.read_meaning(column, cell, row_unit);
        if !reading.given.is_empty() {
            reading.doubt(column.certainty);
        }
        reading.doubt(cell.certainty);
        if cell.is_masked && column.meaning != Some(Meaning::PersonalId) {
            reading.findings.push(remarks::identity_dropped());
        }
        reading
    }

    fn read_meaning(&self, column: &ColumnFacts, cell: &GridCell, row_unit: Option<Unit>) -> Reading {
        use Meaning::*;
        let mut reading = Reading::kept(column.position, &cell.raw);
        let line = text::tidy(&cell.text).unwrap_or_default();
        match column.meaning {
            None | Some(Note) => self.keep(&line, &mut reading),
            Some(Numbering | Unit | Derived) => {}
            Some(PersonalId) => {
                reading.raw = "•".repeat(line.chars().count().min(12));
                reading.findings.push(remarks::identity_dropped());
            }
            Some(ContactName) => self.private_text(&line, ContactName, &mut reading),
            Some(Phone) => self.phone(&line, cell, &mut reading),
            Some(Email) => match line.contains('@') {
                true => reading.give(Email, line, 0.97),
                false => self.not_understood(&mut reading, column, &line, ("địa chỉ thư", "e-mail address")),
            },
            Some(Name) => self.public_text(&line, Name, &mut reading),
            Some(Abstract) => self.public_text(&line, Abstract, &mut reading),
            Some(meaning @ (AreaHa | HerdSize | Members | Revenue | Scale)) if !is_dash(&line) => {
                return self.read_size(meaning, column, cell, row_unit);
            }
            Some(EstablishedYear) if !is_dash(&line) => self.year(column, cell, &mut reading),
            Some(_) if is_dash(&line) => {}
            Some(Technologies) => self.list(&self.terms.technology, Technologies, &cell.text, &mut reading),
            Some(Certifications) => self.list(&self.terms.certification, Certifications, &cell.text, &mut reading),
            Some(Kind) => self.term(&self.terms.kind, VocabularyName::Kind, Kind, &line, &mut reading),
            Some(Sector) => self.term(&self.terms.sector, VocabularyName::Sector, Sector, &line, &mut reading),
            Some(Subsector) => self.term(&self.terms.subsector, VocabularyName::Subsector, Subsector, &line, &mut reading),
            Some(Status) => self.term(&self.terms.status, VocabularyName::Status, Status, &line, &mut reading),
            Some(Product) => self.product(&cell.text, &mut reading),
            Some(Address) => self.address(&line, &mut reading),
            Some(unit @ (Commune | District | Province)) => self.unit(unit, &line, &mut reading),
            Some(axis @ (Lon | Lat | X | Y)) => {
                let text = coordinate_text(cell);
                match angle(&text).is_some() || metres(&text).is_some() {
                    true => reading.give(axis, text, 0.95),
                    false => self.not_understood(&mut reading, column, &line, ("tọa độ", "coordinate")),
                }
            }
            Some(Coordinates) => match pair_in_one_cell(&line, is_in_vietnam).is_ok() {
                true => reading.give(Coordinates, line, 0.95),
                false => self.not_understood(&mut reading, column, &line, ("tọa độ", "pair of coordinates")),
            },
            Some(VerifiedOn | SourceDate) => {
                let text = match &cell.content {
                    SheetCell::Date(date) => date.to_string(),
                    _ => line,
                };
                reading.give(column.meaning.unwrap_or(VerifiedOn), text, 0.9);
            }
            // An office has numbers of its own, which are none of ours.
            Some(Id) if line.parse::<SiteId>().is_err() => reading.findings.push(remarks::left_over(&line)),
            // The engine reads the rest itself and says what it cannot read.
            Some(other) => {
                reading.give(other, if let SheetCell::Number { value, .. } = cell.content { plain(value) } else { line }, 0.9)
            }
        }
        reading
    }

    /// Says that a cell cannot be read, and asks for it.
    pub(super) fn not_understood(&self, reading: &mut Reading, column: &ColumnFacts, cell: &str, wanted: (&str, &str)) {
        if TermReader::says_nothing(cell) || is_dash(cell) {
            return;
        }
        reading.findings.push(remarks::unread(cell, wanted.0, wanted.1));
        reading.questions.push(self.cell_question(column, cell, &[]));
        reading.doubt(0.0);
    }

    pub(super) fn cell_question(&self, column: &ColumnFacts, cell: &str, choices: &[String]) -> Question {
        let shown: String = cell.chars().take(100).collect();
        let choice = |value: &String| Choice { value: value.clone(), label: Message::new(value.clone(), value.clone()) };
        Question {
            key: QuestionKey::Cell { row: self.row, column: column.position },
            message: Message::new(
                format!("Dòng {}, cột “{}”: “{shown}” nghĩa là gì?", self.row, column.title),
                format!("Row {}, column “{}”: what does “{shown}” mean?", self.row, column.title),
            ),
            choices: choices.iter().map(choice).collect(),
        }
    }

    /// Text that stays beside the record. What it may hold of people is masked or set apart all the same.
    fn keep(&self, line: &str, reading: &mut Reading) {
        if !identities(line).is_empty() {
            reading.raw = without(line, &identities(line));
            reading.findings.push(remarks::identity_dropped());
        }
        for run in phones(line) {
            reading.give(Meaning::Phone, run.digits, 0.85);
        }
    }

    fn private_text(&self, line: &str, fact: Meaning, reading: &mut Reading) {
        let runs = phones(line);
        let rest = without(line, &runs);
        if !rest.is_empty() {
            reading.give(fact, rest, 0.95);
        }
        runs.into_iter().for_each(|run| reading.give(Meaning::Phone, run.digits, 0.9));
    }

    /// Text that everybody may read: numbers of people are taken out of it.
    fn public_text(&self, line: &str, fact: Meaning, reading: &mut Reading) {
        let (mut runs, identities) = (phones(line), identities(line));
        if !identities.is_empty() {
            reading.findings.push(remarks::identity_dropped());
            reading.raw = without(line, &identities);
        }
        for run in &runs {
            reading.give(Meaning::Phone, run.digits.clone(), 0.9);
            reading.findings.push(remarks::phone_set_apart());
        }
        runs.extend(identities);
        runs.sort_by_key(|run| run.at.start);
        let rest = without(line, &runs);
        let has_letters = rest.chars().any(char::is_alphabetic);
        if has_letters {
            reading.give(fact, rest, 0.95);
        } else if !rest.is_empty() {
            reading.give(fact, rest.clone(), 0.4);
            reading.findings.push(remarks::unread(&rest, "tên", "name"));
        }
    }

    fn phone(&self, line: &str, cell: &GridCell, reading: &mut Reading) {
        let digits: String = line.chars().filter(char::is_ascii_digit).collect();
        let found: Vec<String> = phones(line).into_iter().map(|run| run.digits).collect();
        let found = match (&cell.content, found.is_empty()) {
            (_, false) => found,
            (SheetCell::Number { value, .. }, true) => {
                let digits = plain(*value);
                phone(&digits).or_else(|| phone_without_zero(&digits)).into_iter().collect()
            }
            _ => phone(&digits).or_else(|| phone_without_zero(&digits)).into_iter().collect(),
        };
        if found.is_empty() && !TermReader::says_nothing(line) && !is_dash(line) {
            reading.findings.push(remarks::unread(line, "số điện thoại", "telephone number"));
            reading.doubt(0.5);
        }
        found.into_iter().for_each(|digits| reading.give(Meaning::Phone, digits, 0.95));
    }

    fn year(&self, column: &ColumnFacts, cell: &GridCell, reading: &mut Reading) {
        let found = match &cell.content {
            SheetCell::Number { value, .. } => year_of_number(*value),
            SheetCell::Date(date) => year(&date.to_string()),
            _ => year(&cell.text),
        };
        let Some(found) = found else {
            return self.not_understood(reading, column, &cell.text, ("năm", "year"));
        };
        if let Some(remark) = found.remark {
            reading.findings.push(remarks::year_remark(&cell.text, found.year));
            if remark == YearRemark::Serial {
                reading.questions.push(self.cell_question(column, &cell.text, &[found.year.to_string()]));
            }
        }
        reading.give(Meaning::EstablishedYear, found.year.to_string(), found.certainty);
    }

    /// The terms of a list cell. What no list has is asked for by its wording, once for all cells that hold it.
    fn list(&self, terms: &TermReader<'_>, fact: Meaning, cell: &str, reading: &mut Reading) {
        if TermReader::says_nothing(cell) {
            return;
        }
        let mut codes: Vec<String> = Vec::new();
        // A label may itself hold a comma.
        let whole = terms.read(cell);
        let elements = if whole.certainty >= 1.0 { vec![cell.to_owned()] } else { elements(cell) };
        let mut certainty = 1.0_f64;
        for element in elements {
            if TermReader::says_nothing(&element) {
                continue;
            }
            let found = terms.read(&element);
            if found.codes.is_empty() && found.certainty < 1.0 {
                reading.findings.push(remarks::unknown_wording(&element));
                reading.questions.push(terms.question(&element));
                certainty = certainty.min(0.3);
                continue;
            }
            if !found.rest.is_empty() {
                reading.findings.push(remarks::left_over(&element));
            }
            if found.certainty < 0.5 {
                reading.questions.push(terms.question(&element));
                certainty = certainty.min(found.certainty);
                continue;
            }
            certainty = certainty.min(found.certainty);
            codes.extend(found.codes.into_iter().filter(|code| !codes.contains(code)).collect::<Vec<_>>());
        }
        if !codes.is_empty() {
            reading.give(fact, codes.join(";"), certainty);
        }
        reading.doubt(certainty);
    }

    fn term(&self, terms: &TermReader<'_>, _list: VocabularyName, fact: Meaning, line: &str, reading: &mut Reading) {
        let found = terms.read(line);
        match found.codes.as_slice() {
            [] if found.certainty >= 1.0 => {}
            [only] => {
                if !found.rest.is_empty() {
                    reading.findings.push(remarks::left_over(line));
                }
                reading.give(fact, only.clone(), found.certainty);
            }
            [first, ..] => {
                reading.findings.push(remarks::left_over(line));
                reading.questions.push(terms.question(line));
                reading.give(fact, first.clone(), found.certainty.min(0.5));
            }
            [] => {
                reading.findings.push(remarks::unknown_wording(line));
                reading.questions.push(terms.question(line));
                reading.doubt(0.2);
            }
        }
    }

    /// The subsector of what is grown: that of the first product, the others being told.
    fn product(&self, cell: &str, reading: &mut Reading) {
        let (mut first, mut others): (Option<(String, f64)>, bool) = (None, false);
        for element in elements(cell) {
            let found = self.terms.subsector.read(&element);
            let Some(code) = found.codes.first() else {
                others = true;
                continue;
            };
            match &first {
                None => first = Some((code.clone(), found.certainty)),
                Some((known, _)) if known != code => others = true,
                Some(_) => {}
            }
        }
        if let Some((code, certainty)) = first {
            if others {
                reading.findings.push(remarks::left_over(cell));
            }
            reading.give(Meaning::Subsector, code, if others { certainty.min(0.85) } else { certainty.min(0.92) });
        } else if !TermReader::says_nothing(cell) {
            reading.findings.push(remarks::unknown_wording(cell));
            reading.questions.push(self.terms.subsector.question(cell));
            reading.doubt(0.3);
        }
    }

    fn address(&self, line: &str, reading: &mut Reading) {
        let runs = phones(line);
        let line = if runs.is_empty() { line.to_owned() } else { without(line, &runs) };
        for run in runs {
            reading.give(Meaning::Phone, run.digits, 0.9);
            reading.findings.push(remarks::phone_set_apart());
        }
        let read = read_address(&line, &self.known, self.places);
        let parts = [(Meaning::Commune, read.commune), (Meaning::District, read.district), (Meaning::Province, read.province)];
        for (fact, part) in parts {
            if let Some(part) = part {
                reading.give(fact, part, 0.93);
            }
        }
        if let Some(words) = read.left_over.filter(|_| !reading.given.is_empty()) {
            reading.findings.push(remarks::left_over(&words));
        }
        if read.is_unclear {
            reading.findings.push(remarks::unclear(&line, "huyện", "xã"));
            reading.doubt(0.7);
        }
        if reading.given.is_empty() {
            // A village under a heading that names the commune.
            let is_placed = self.known.commune.is_some();
            if !is_placed {
                reading.findings.push(remarks::unread(&line, "địa danh", "place"));
                reading.doubt(0.5);
            }
        }
    }

    /// A cell of a column of units may hold a whole address, or a bare number of a ward.
    fn unit(&self, unit: Meaning, line: &str, reading: &mut Reading) {
        if line.contains(',') || line.contains(" - ") {
            return self.address(line, reading);
        }
        let is_number = line.bytes().all(|byte| byte.is_ascii_digit());
        let line = if is_number && unit == Meaning::Commune { format!("Phường {line}") } else { line.to_owned() };
        reading.give(unit, line, 0.95);
    }
}

fn coordinate_text(cell: &GridCell) -> String {
    match cell.content {
        SheetCell::Number { value, .. } => plain(value),
        _ => text::tidy(&cell.text).unwrap_or_default(),
    }
}

fn is_in_vietnam(pair: &crate::ingest::coordinate_pair::Pair) -> bool {
    use crate::ingest::coordinate_pair::Pair;
    let is_between = |a: f64, b: f64| (4.0..24.5).contains(&a) && (102.0..118.0).contains(&b);
    match pair {
        Pair::Degrees([a, b]) => is_between(a.degrees, b.degrees) || is_between(b.degrees, a.degrees),
        Pair::Metres([a, b]) => a.max(*b) > 880_000.0 && (100_000.0..1_200_000.0).contains(&a.min(*b)),
    }
}

/// `-`, `…`, `x`: nothing.
pub(super) fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| !character.is_alphanumeric() && !matches!(character, '½' | '¼' | '¾'))
}
