//! One row of a site: its cells read, what headings say put beside them, kind and sector concluded, contradictions told.
use super::cell_reader::{CellReader, ColumnFacts, TermReaders};
use super::corrections::Corrections;
use super::grid::{Grid, GridCell, Line};
use super::meaning::Meaning;
use super::place_words::{Context, sector_of};
use super::places::Places;
use super::remarks;
use super::syllable::is_syllable;
use super::understood::{Given, Inherited, LOOK_BELOW, Reading, RowKind, UnderstoodRow};
use super::unit::Unit;
use crate::domain::{Address, Finding, FindingCode, Vocabulary, VocabularyName, text};

/// What reading rows needs to know.
pub(super) struct RowReader<'a> {
    pub grid: &'a Grid,
    pub columns: &'a [ColumnFacts],
    pub terms: &'a TermReaders<'a>,
    pub vocabulary: &'a Vocabulary,
    pub corrections: &'a Corrections,
    pub places: &'a Places<'a>,
    /// Whether the names of the table are those of people.
    pub names_are_people: bool,
}

/// Most bytes of words that stand for the cell above.
const LONGEST_DITTO: usize = 24;
/// Words that stand for the cell above.
const DITTO: &[&str] = &["nt", "nhu tren", "n t"];

impl RowReader<'_> {
    /// Reads a row. `above` are the cells that a ditto mark stands for, by column; they become those of this row.
    pub fn read(&self, line: &Line, context: &Context, above: &mut Vec<Option<(u64, GridCell)>>) -> UnderstoodRow {
        let mut cells: Vec<(usize, GridCell, Option<u64>)> = Vec::new();
        above.resize(above.len().max(self.grid.width), None);
        for position in 0..self.grid.width {
            let own = line.cells.get(position).filter(|cell| !cell.text.is_empty());
            let is_ditto = own.is_some_and(|cell| is_ditto(&cell.text));
            let taken = match own {
                Some(_) if is_ditto => above.get(position).cloned().flatten().map(|(row, cell)| (cell, Some(row))),
                Some(cell) => Some((cell.clone(), None)),
                None => self.grid.merged_from_above(line.number, position).map(|(row, cell)| (cell.clone(), Some(row))),
            };
            let Some((cell, from)) = taken.filter(|(cell, _)| !cell.text.is_empty()) else { continue };
            if let Some(slot) = above.get_mut(position) {
                *slot = Some((from.unwrap_or(line.number), cell.clone()));
            }
            cells.push((position, cell, from));
        }
        let column_of = |position: usize| self.columns.iter().find(|column| column.position == position);
        let known = self.units_said(&cells, context);
        let reader =
            CellReader { row: line.number, terms: self.terms, corrections: self.corrections, places: self.places, known };
        let mut readings: Vec<Reading> = Vec::new();
        for (position, cell, from) in &cells {
            let Some(column) = column_of(*position) else { continue };
            let mut reading = reader.read(column, cell, self.unit_beside(*position, &cells));
            if let Some(row) = from.filter(|_| !reading.given.is_empty()) {
                reading.findings.push(remarks::from_above(row));
                reading.doubt(0.9);
            }
            readings.push(reading);
        }
        contradictions(&mut readings);
        let mut row = UnderstoodRow {
            number: line.number,
            kind: RowKind::Data,
            is_hidden: line.is_hidden,
            readings,
            inherited: Vec::new(),
            findings: Vec::new(),
        };
        if line.is_hidden {
            row.findings.push(remarks::hidden_row());
        }
        self.inherit(&mut row, context);
        self.check_place(&mut row);
        self.conclude(&mut row, context);
        for fact in [Meaning::Name, Meaning::Sector, Meaning::Province] {
            if row.value(fact).is_none() {
                row.findings.push(remarks::missing(fact));
            }
        }
        row
    }

    /// The units that columns of the row and headings above it name: an address cell need not say them again.
    fn units_said(&self, cells: &[(usize, GridCell, Option<u64>)], context: &Context) -> Address {
        let of = |meaning: Meaning| {
            let column = self.columns.iter().find(|column| column.meaning == Some(meaning))?;
            let (_, cell, _) = cells.iter().find(|(position, ..)| *position == column.position)?;
            text::tidy(&cell.text)
        };
        let above = context.address();
        let (commune, district, province) = (of(Meaning::Commune), of(Meaning::District), of(Meaning::Province));
        // What the row says itself ends what was said above of finer units.
        let district_above = above.district.filter(|_| province.is_none());
        let commune_above = above.commune.filter(|_| province.is_none() && district.is_none());
        Address {
            commune: commune.or(commune_above),
            district: district.or(district_above),
            province: province.or(above.province),
        }
    }

    /// What the unit column nearest to a column says in this row.
    fn unit_beside(&self, position: usize, cells: &[(usize, GridCell, Option<u64>)]) -> Option<Unit> {
        let units = self.columns.iter().filter(|column| column.meaning == Some(Meaning::Unit));
        let nearest = units.min_by_key(|column| column.position.abs_diff(position))?;
        if nearest.position.abs_diff(position) > 1 {
            return None;
        }
        let (_, cell, _) = cells.iter().find(|(at, ..)| *at == nearest.position)?;
        Unit::of(&cell.text)
    }

    /// What titles and headings say, where the row does not say it itself.
    fn inherit(&self, row: &mut UnderstoodRow, context: &Context) {
        let own = |fact: Meaning| row.readings.iter().any(|reading| reading.given.iter().any(|given| given.fact == fact));
        let (has_province, has_district, has_commune) = (own(Meaning::Province), own(Meaning::District), own(Meaning::Commune));
        let mut inherited: Vec<Inherited> = Vec::new();
        for fact in &context.facts {
            let wanted = match fact.given.fact {
                Meaning::Province => !has_province,
                Meaning::District => !has_district && !has_province,
                Meaning::Commune => !has_commune && !has_district && !has_province,
                // Kind and sector are concluded from all that is said of them.
                Meaning::Kind | Meaning::Sector => false,
                other => !own(other),
            };
            if wanted {
                inherited.push(fact.clone());
            }
        }
        row.inherited = inherited;
    }

    /// Whether the units of the row can be found; where not, its address cells are less certain.
    fn check_place(&self, row: &mut UnderstoodRow) {
        let part = |fact: Meaning| row.value(fact).map(str::to_owned);
        let address =
            Address { province: part(Meaning::Province), district: part(Meaning::District), commune: part(Meaning::Commune) };
        if address == Address::default() {
            return;
        }
        let resolution = self.places.resolve(&address);
        let is_place = |fact: Meaning| matches!(fact, Meaning::Province | Meaning::District | Meaning::Commune);
        let worst = if resolution.placement.province.is_none() { 0.2 } else { 0.6 };
        // What became of a commune is told when the row is planned; its name was read right.
        let found = resolution.findings.iter().filter(|finding| finding.code != FindingCode::CommuneUncertain);
        for finding in found {
            let fact = match finding.column.as_deref() {
                Some("commune") => Meaning::Commune,
                Some("district") => Meaning::District,
                _ => Meaning::Province,
            };
            let gives =
                |reading: &Reading, wanted: &dyn Fn(Meaning) -> bool| reading.given.iter().any(|given| wanted(given.fact));
            let at = row.readings.iter().position(|reading| gives(reading, &|given| given == fact));
            let at = at.or_else(|| row.readings.iter().position(|reading| gives(reading, &is_place)));
            match at.and_then(|at| row.readings.get_mut(at)) {
                Some(reading) => {
                    // Of the centre of a district there is nothing to doubt.
                    let is_coarse = matches!(finding.code, FindingCode::PlacedAtDistrict | FindingCode::PlacedAtProvince);
                    let is_silent = is_coarse && address.commune.is_none();
                    reading.doubt(if is_silent { 0.9 } else { worst });
                    reading.findings.push(Finding { row: None, column: None, value: None, ..finding.clone() });
                }
                None => row.inherited.iter_mut().filter(|inherited| is_place(inherited.given.fact)).for_each(|inherited| {
                    if !matches!(finding.code, FindingCode::PlacedAtDistrict | FindingCode::PlacedAtProvince) {
                        inherited.certainty = inherited.certainty.min(worst);
                    }
                }),
            }
        }
    }

    /// Kind, sector and holder, where no cell says them.
    fn conclude(&self, row: &mut UnderstoodRow, context: &Context) {
        let name = row.value(Meaning::Name).unwrap_or_default().to_owned();
        let add = |row: &mut UnderstoodRow, fact: Meaning, value: &str, certainty: f64, from: &str| {
            let given = Given { fact, value: value.to_owned() };
            row.inherited.push(Inherited { given, certainty, from: from.to_owned(), row: None });
        };
        let above = |fact: Meaning| context.facts.iter().rev().find(|inherited| inherited.given.fact == fact);
        let is_person = is_personal(&name) || (self.names_are_people && kind_of_name(&name).is_none());
        if row.value(Meaning::Kind).is_none() {
            match (kind_of_name(&name), above(Meaning::Kind)) {
                (Some(kind), _) => add(row, Meaning::Kind, kind, 0.9, &name),
                (None, Some(above)) => add(row, Meaning::Kind, &above.given.value, above.certainty, &above.from),
                (None, None) if is_person => add(row, Meaning::Kind, "model", 0.85, &name),
                (None, None) => add(row, Meaning::Kind, "model", 0.5, &name),
            }
        }
        let subsector = row.value(Meaning::Subsector).map(str::to_owned);
        let of_term =
            |vocabulary: VocabularyName, code: &str| self.vocabulary.find(vocabulary, code).and_then(|term| term.sector);
        let of_product =
            subsector.as_deref().and_then(|code| of_term(VocabularyName::Subsector, code)).map(|sector| sector.code());
        let technologies = row.value(Meaning::Technologies).unwrap_or_default().to_owned();
        let of_technology: Vec<&str> = technologies
            .split(';')
            .filter_map(|code| of_term(VocabularyName::Technology, code))
            .map(|sector| sector.code())
            .collect();
        if row.value(Meaning::Sector).is_none() {
            let of_name = sector_of(&name);
            match (above(Meaning::Sector), of_product) {
                (Some(above), Some(product)) if above.given.value != product => {
                    add(row, Meaning::Sector, product, 0.6, &above.from);
                }
                (Some(above), _) => add(row, Meaning::Sector, &above.given.value, above.certainty, &above.from),
                (None, Some(product)) => add(row, Meaning::Sector, product, 0.9, subsector.as_deref().unwrap_or_default()),
                (None, None) => match (of_technology.as_slice(), of_name) {
                    ([first, rest @ ..], name)
                        if rest.iter().all(|other| other == first) && name.is_none_or(|name| name == *first) =>
                    {
                        add(row, Meaning::Sector, first, 0.82, &technologies);
                    }
                    (_, Some(sector)) => add(row, Meaning::Sector, sector, 0.8, &name),
                    ([first, ..], None) => add(row, Meaning::Sector, first, 0.5, &technologies),
                    ([], None) => {}
                },
            }
        }
        let sector = row.value(Meaning::Sector).map(str::to_owned);
        // `Bơ` is no cattle: what is of another sector is not taken for certain.
        if let (Some(sector), Some(product)) = (sector.as_deref(), of_product)
            && sector != product
        {
            let gives = |reading: &&mut Reading| reading.given.iter().any(|given| given.fact == Meaning::Subsector);
            if let Some(reading) = row.readings.iter_mut().find(gives) {
                let raw = reading.raw.clone();
                reading.given.retain(|given| given.fact != Meaning::Subsector);
                reading.findings.push(remarks::other_sector(&raw));
                reading.questions.push(self.terms.subsector.question(&raw));
                reading.doubt(0.4);
            }
        }
        if row.value(Meaning::Holder).is_none() && is_person {
            add(row, Meaning::Holder, "household", 0.88, &name);
        }
    }
}

/// A fact that two cells give: the first counts, the second is told where it says something else.
fn contradictions(readings: &mut [Reading]) {
    let mut known: Vec<Given> = Vec::new();
    for reading in readings {
        let mut kept: Vec<Given> = Vec::new();
        let mut findings = Vec::new();
        for given in std::mem::take(&mut reading.given) {
            let earlier = known.iter().find(|earlier| earlier.fact == given.fact && !given.fact.is_private());
            match earlier {
                Some(earlier) if text::fold(&earlier.value) == text::fold(&given.value) => {}
                Some(earlier) => findings.push(remarks::contradicts(&given.fact.name(), &earlier.value)),
                None => {
                    known.push(given.clone());
                    kept.push(given);
                }
            }
        }
        reading.given = kept;
        if !findings.is_empty() {
            reading.doubt(LOOK_BELOW - 0.1);
        }
        reading.findings.extend(findings);
    }
}

fn is_ditto(cell: &str) -> bool {
    let marks = cell.chars().all(|character| matches!(character, '"' | '″' | '”' | '“' | '〃' | '\'' | '-' | ' '))
        && cell.contains(['"', '″', '”', '〃', '\'']);
    marks || (cell.len() <= LONGEST_DITTO && DITTO.contains(&text::fold(cell).as_str()))
}

/// The kind that the first words of a name say.
pub(super) fn kind_of_name(name: &str) -> Option<&'static str> {
    let folded = text::fold(name);
    let begins = |starts: &[&str]| starts.iter().any(|start| folded == *start || folded.starts_with(&format!("{start} ")));
    if begins(&["htx", "hop tac xa", "lien hiep htx", "lien hiep hop tac xa", "htxnn", "qtd"]) {
        Some("cooperative")
    } else if begins(&[
        "cong ty",
        "cty",
        "doanh nghiep",
        "dntn",
        "tap doan",
        "ctcp",
        "tong cong ty",
        "cn cong ty",
        "chi nhanh cong ty",
        "dn",
    ]) {
        Some("enterprise")
    } else if begins(&[
        "mo hinh",
        "mh",
        "trang trai",
        "gia trai",
        "ho",
        "vuon",
        "nha vuon",
        "trai",
        "ong",
        "ba",
        "co so",
        "khu nha mang",
        "hkd",
        "nong trai",
    ]) {
        Some("model")
    } else {
        None
    }
}

/// Whether a name is that of a person: `Nguyễn Văn A`, `Hộ ông Trần B`.
fn is_personal(name: &str) -> bool {
    const SURNAMES: &[&str] = &[
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly",
        "trinh", "dinh", "mai", "luong", "truong", "dao", "doan", "ha", "cao", "lam", "ta", "thai", "chu", "luu", "quach", "to",
        "kieu", "nong", "lo", "giang", "vang", "ksor", "rcom", "y", "h", "ma", "trieu", "tong", "thach",
    ];
    let folded = text::fold(name);
    if ["ho ong", "ho ba", "ong", "ba", "ho gia dinh", "ho anh", "ho chi"]
        .iter()
        .any(|start| folded.starts_with(&format!("{start} ")))
    {
        return true;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name_word =
        |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && (is_syllable(word) || word.chars().count() == 1);
    let first = words.first().map(|word| text::fold(word)).unwrap_or_default();
    (2..=5).contains(&words.len()) && SURNAMES.contains(&first.as_str()) && words.iter().all(is_name_word)
}
