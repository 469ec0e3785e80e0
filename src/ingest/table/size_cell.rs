//! Areas, herds, members and revenues: a cell with its unit, or that of its column, to the plain number of the fact.
use super::cell_reader::{CellReader, ColumnFacts};
use super::grid::GridCell;
use super::land_units::{Custom, SAO_M2};
use super::meaning::Meaning;
use super::numerals::{MarkSense, Numeral};
use super::quantity::{Part, Qualifier, Quantity, quantity};
use super::remarks;
use super::sheet::{SheetCell, plain};
use super::understood::{Choice, Question, QuestionKey, Reading};
use super::unit::{Dimension, Unit};
use crate::domain::Message;
use crate::ingest::cells::is_ambiguous;

/// Largest area that no one wonders about where only the column says hectares.
const USUAL_HA: f64 = 300.0;

/// A size in the plain unit of its dimension.
struct Size {
    dimension: Dimension,
    value: f64,
    certainty: f64,
    /// Whether the cell itself named the unit.
    is_said: bool,
}

impl CellReader<'_> {
    /// Reads a size. `row_unit` is what a unit column of the row says.
    pub(super) fn read_size(&self, wanted: Meaning, column: &ColumnFacts, cell: &GridCell, row_unit: Option<Unit>) -> Reading {
        let mut reading = Reading::kept(column.position, &cell.raw);
        match &cell.content {
            SheetCell::Number { value, .. } => {
                let number = Numeral { value: *value, as_thousands: None, lone_mark: None };
                let parts = vec![Part { number, unit: None }];
                let exact = Quantity { parts, to: None, qualifier: None, rest: String::new() };
                self.give_size(wanted, column, &exact, row_unit, &mut reading);
            }
            // A spreadsheet made a date of `2-3` or `1/2`.
            SheetCell::Date(_) => self.not_understood(&mut reading, column, &cell.text, ("một con số", "number")),
            _ => match quantity(&cell.text) {
                Some(quantity) => self.give_size(wanted, column, &quantity, row_unit, &mut reading),
                None => self.not_understood(&mut reading, column, &cell.text, ("một con số", "number")),
            },
        }
        reading
    }

    fn give_size(
        &self,
        wanted: Meaning,
        column: &ColumnFacts,
        quantity: &Quantity,
        row_unit: Option<Unit>,
        reading: &mut Reading,
    ) {
        let unit = row_unit.or(column.unit);
        let mut sizes: Vec<Size> = Vec::new();
        for part in &quantity.parts {
            let Some(size) = self.size_of(wanted, column, part, unit, reading) else { return };
            match sizes.iter_mut().find(|known| known.dimension == size.dimension) {
                Some(known) => {
                    known.value += size.value;
                    known.certainty = known.certainty.min(size.certainty);
                }
                None => sizes.push(size),
            }
        }
        if let Some(to) = &quantity.to
            && let Some(end) = self.size_of(wanted, column, to, unit, reading)
            && let Some(first) = sizes.first_mut()
        {
            // A range is told as its middle, and a person is told so.
            first.value = (first.value + end.value) / 2.0;
            first.certainty = first.certainty.min(0.7);
        }
        // `1ha2` may be one hectare and two tenths: numbers that lost their unit are not added up.
        if quantity.parts.iter().skip(1).any(|part| part.unit.is_none()) {
            return self.not_understood(reading, column, &reading.raw.clone(), ("một con số", "number"));
        }
        for size in sizes {
            self.give_one(wanted, column, size, quantity, reading);
        }
        if !quantity.rest.is_empty() {
            reading.findings.push(remarks::left_over(&quantity.rest));
            reading.doubt(0.85);
        }
    }

    fn give_one(&self, wanted: Meaning, column: &ColumnFacts, size: Size, quantity: &Quantity, reading: &mut Reading) {
        let fact = match (size.dimension, wanted) {
            (Dimension::Area, _) => Meaning::AreaHa,
            (Dimension::Animals, _) => Meaning::HerdSize,
            (Dimension::People, _) => Meaning::Members,
            (Dimension::Money, _) => Meaning::Revenue,
            (Dimension::Other, _) => {
                reading.findings.push(remarks::left_over(&reading.raw.clone()));
                return;
            }
        };
        let mut certainty = size.certainty;
        let value = match fact {
            Meaning::AreaHa => hectares(size.value),
            _ => plain(size.value.round()),
        };
        if fact != Meaning::AreaHa && (size.value - size.value.round()).abs() > 1e-6 {
            certainty = certainty.min(0.6);
            reading.findings.push(remarks::approximate(&reading.raw.clone(), &value));
        }
        // An area in a column of animals, or the other way round, is what the cell says, but worth a look.
        if fact != wanted && wanted != Meaning::Scale {
            certainty = certainty.min(0.75);
            reading.findings.push(remarks::left_over(&reading.raw.clone()));
        }
        if fact == Meaning::AreaHa && !size.is_said && size.value / 10_000.0 > USUAL_HA {
            certainty = certainty.min(0.5);
            let (first, second) =
                (format!("{} ha", plain(size.value / 10_000.0)), format!("{} m²", plain(size.value / 10_000.0)));
            reading.findings.push(remarks::unclear(&reading.raw.clone(), &first, &second));
            reading.questions.push(self.cell_question(column, &reading.raw.clone(), &[first, second]));
        }
        match (quantity.qualifier, &quantity.to) {
            (_, Some(_)) => reading.findings.push(remarks::approximate(&reading.raw.clone(), &value)),
            (Some(Qualifier::About), None) => {
                certainty = certainty.min(0.88);
                reading.findings.push(remarks::approximate(&reading.raw.clone(), &value));
            }
            (Some(_), None) => {
                certainty = certainty.min(0.75);
                reading.findings.push(remarks::approximate(&reading.raw.clone(), &value));
            }
            (None, None) => {}
        }
        reading.give(fact, value, certainty);
    }

    /// One number with its unit, in m², đồng, animals or people; `None` where somebody must say first.
    fn size_of(
        &self,
        wanted: Meaning,
        column: &ColumnFacts,
        part: &Part,
        unit: Option<Unit>,
        reading: &mut Reading,
    ) -> Option<Size> {
        let is_said = part.unit.is_some();
        let unit = part.unit.or(unit);
        let raw = reading.raw.clone();
        let (value, mut certainty) = self.number_of(wanted, column, part, unit, reading);
        let (unit, assumed) = match (unit, wanted) {
            (Some(unit), _) => (unit, false),
            (None, Meaning::AreaHa) => {
                let unit = if value > 100.0 { Unit::M2 } else { Unit::Ha };
                certainty = certainty.min(0.6);
                (unit, true)
            }
            (None, Meaning::HerdSize) => (Unit::Head, false),
            (None, Meaning::Members) => (Unit::Member, false),
            (None, Meaning::Revenue) => {
                certainty = certainty.min(0.6);
                (
                    if value < 100.0 {
                        Unit::BillionDong
                    } else if value < 1e6 {
                        Unit::MillionDong
                    } else {
                        Unit::Dong
                    },
                    value < 1e6,
                )
            }
            (None, _) => {
                reading.findings.push(remarks::unread(&raw, "đơn vị", "unit"));
                reading.questions.push(self.cell_question(
                    column,
                    &raw,
                    &["ha", "m2", "con"].map(|unit| format!("{raw} {unit}")),
                ));
                reading.doubt(0.3);
                return None;
            }
        };
        if assumed {
            let name = match unit {
                Unit::M2 => "m²",
                Unit::Ha => "ha",
                Unit::BillionDong => "tỷ đồng",
                _ => "triệu đồng",
            };
            let finding = remarks::unit_assumed(
                format!("Không ghi đơn vị; hiểu là {name}."),
                format!("No unit is given; taken as {name}."),
            );
            reading.findings.push(finding);
        }
        if unit.traditional().is_some() {
            return self.land(unit, value, certainty, is_said, reading);
        }
        let factor = unit.factor()?;
        Some(Size { dimension: unit.dimension(), value: value * factor, certainty, is_said })
    }

    fn land(&self, unit: Unit, value: f64, certainty: f64, is_said: bool, reading: &mut Reading) -> Option<Size> {
        let name = unit.traditional()?;
        let size = Custom::of(&self.known, self.places).size(unit, self.corrections);
        let needs_answer = size.is_none_or(|size| size.certainty < super::understood::LOOK_BELOW);
        if needs_answer {
            let choices = SAO_M2.iter().map(|(m2, vi, en)| {
                let times = match unit {
                    Unit::Mau => 10.0,
                    Unit::Thuoc => 1.0 / 15.0,
                    _ => 1.0,
                };
                Choice { value: plain(m2 * times), label: Message::new(*vi, *en) }
            });
            let question = Question {
                key: QuestionKey::LandUnit { unit: name.to_owned() },
                message: Message::new(
                    format!("Một {} là bao nhiêu mét vuông ở đây?", vietnamese(unit)),
                    format!("How many square metres has one {} here?", vietnamese(unit)),
                ),
                choices: choices.collect(),
            };
            if !reading.questions.contains(&question) {
                reading.questions.push(question);
            }
        }
        let Some(size) = size else {
            reading.doubt(0.2);
            return None;
        };
        if size.certainty < 1.0 {
            let m2 = plain(size.m2);
            reading.findings.push(remarks::unit_assumed(
                format!("1 {} hiểu là {m2} m².", vietnamese(unit)),
                format!("One {} taken as {m2} m².", vietnamese(unit)),
            ));
        }
        Some(Size { dimension: Dimension::Area, value: value * size.m2, certainty: certainty.min(size.certainty), is_said })
    }

    /// The number, its lone mark read as the office, the unit, or the rest of the column says.
    fn number_of(
        &self,
        wanted: Meaning,
        column: &ColumnFacts,
        part: &Part,
        unit: Option<Unit>,
        reading: &mut Reading,
    ) -> (f64, f64) {
        let number = part.number;
        let Some(mark) = number.lone_mark else { return (number.value, 0.98) };
        let is_small =
            unit.is_some_and(Unit::is_small) || (unit.is_none() && matches!(wanted, Meaning::HerdSize | Meaning::Members));
        let sense = match self.corrections.decimal_mark(&column.title) {
            Some(decimal) if decimal == mark => Some((MarkSense::Decimal, 1.0)),
            Some(_) => Some((MarkSense::Thousands, 1.0)),
            None if is_small => Some((MarkSense::Thousands, 0.95)),
            None if unit == Some(Unit::MillionDong) && mark == '.' => Some((MarkSense::Thousands, 0.9)),
            None => column.marks.sense_of(mark).map(|sense| (sense, 0.92)),
        };
        if let Some((sense, certainty)) = sense {
            return (number.with(sense), certainty);
        }
        let (decimal, thousands) = (plain(number.value).replace('.', ","), plain(number.with(MarkSense::Thousands)));
        let choice = |value: &str, vi: &str, en: &str| Choice { value: value.to_owned(), label: Message::new(vi, en) };
        let other = if mark == '.' { "," } else { "." };
        let mark_text = mark.to_string();
        reading.findings.push(remarks::unclear(&reading.raw.clone(), &decimal, &thousands));
        reading.questions.push(Question {
            key: QuestionKey::Mark { title: column.title.clone() },
            message: Message::new(
                format!("Trong cột “{}”, “{}” là {decimal} hay {thousands}?", column.title, reading.raw),
                format!("In column “{}”, is “{}” {decimal} or {thousands}?", column.title, reading.raw),
            ),
            choices: vec![choice(&mark_text, &decimal, &decimal), choice(other, &thousands, &thousands)],
        });
        (number.value, 0.5)
    }
}

fn vietnamese(unit: Unit) -> &'static str {
    match unit {
        Unit::Mau => "mẫu",
        Unit::Cong => "công",
        Unit::Thuoc => "thước",
        _ => "sào",
    }
}

/// Square metres as hectares, written so that its mark is no question to anybody.
fn hectares(m2: f64) -> String {
    let text = plain((m2 / 10_000.0 * 1e8).round() / 1e8);
    if is_ambiguous(&text) { format!("{text}0") } else { text }
}
