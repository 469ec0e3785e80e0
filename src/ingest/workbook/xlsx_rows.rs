//! The rows of an Excel sheet, one after the other, while its part is unpacked.
use std::collections::HashMap;
use std::io::BufReader;

use super::archive::Part;
use super::file_refusal::FileRefusal;
use super::formula_reach::formula_reach;
use super::limits::Limits;
use super::number_code::NumberStyle;
use super::raw_cell::{FormulaReach, NumberFormat, RawCell};
use super::row_builder::RowBuilder;
use super::serial_date::{Epoch, iso_moment};
use super::shared_strings::SharedStrings;
use super::sheet_info::RawRow;
use super::sheet_text::{element_text, rich_text, undo_escapes};
use super::xlsx_layout::cell_place;
use super::xml_events::{XmlEvents, XmlPiece, XmlTag};

/// Most shared formulas whose reach is remembered.
const SHARED_FORMULAS_MAX: usize = 100_000;

/// The rows of a sheet.
pub(super) struct XlsxRows<'a> {
    xml: XmlEvents<BufReader<Part<'a>>>,
    strings: &'a mut SharedStrings,
    styles: &'a [NumberStyle],
    epoch: Epoch,
    limits: Limits,
    is_within: bool,
    number: u64,
    /// What the formulas that several cells share want to reach, where that is more than the sheet.
    shared: HashMap<u32, FormulaReach>,
}

/// What the start of a cell says.
struct CellHead {
    place: Option<String>,
    kind: Option<String>,
    style: usize,
}

/// A formula as it stands.
struct Formula {
    text: String,
    shared: Option<u32>,
}

impl<'a> XlsxRows<'a> {
    pub fn new(
        xml: XmlEvents<BufReader<Part<'a>>>,
        strings: &'a mut SharedStrings,
        styles: &'a [NumberStyle],
        epoch: Epoch,
        limits: &Limits,
    ) -> Self {
        Self { xml, strings, styles, epoch, limits: *limits, is_within: false, number: 0, shared: HashMap::new() }
    }

    fn damaged(&self, detail: &str) -> FileRefusal {
        FileRefusal::damaged(self.xml.part(), detail)
    }

    /// The next row with content.
    fn next_row(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        loop {
            let (number, hidden) = match self.xml.next()? {
                XmlPiece::Start(tag) if !self.is_within => {
                    self.is_within = tag.name() == "sheetData";
                    continue;
                }
                XmlPiece::Start(tag) if tag.name() == "row" => (tag.number("r"), tag.is_set("hidden")),
                XmlPiece::Start(_) => {
                    self.xml.skip()?;
                    continue;
                }
                XmlPiece::End if self.is_within => return Ok(None),
                XmlPiece::Finish => return Ok(None),
                XmlPiece::End | XmlPiece::Text(_) => continue,
            };
            let number = number.unwrap_or(self.number + 1);
            if number <= self.number {
                return Err(self.damaged("rows are not in order"));
            }
            self.number = number;
            let mut row = RowBuilder::new(&self.limits, number);
            row.hide(hidden);
            self.cells(&mut row)?;
            if let Some(row) = row.finish() {
                return Ok(Some(row));
            }
        }
    }

    /// Reads the cells of the row that began last, to its end.
    fn cells(&mut self, row: &mut RowBuilder) -> Result<(), FileRefusal> {
        let mut next_column = 0;
        loop {
            let head = match self.xml.next()? {
                XmlPiece::Start(tag) if tag.name() == "c" => CellHead::of(&tag),
                XmlPiece::Start(_) => {
                    self.xml.skip()?;
                    continue;
                }
                XmlPiece::End | XmlPiece::Finish => return Ok(()),
                XmlPiece::Text(_) => continue,
            };
            let column = match &head.place {
                Some(place) => cell_place(place).ok_or_else(|| self.damaged("a cell has no place"))?.0,
                None => next_column,
            };
            next_column = column + 1;
            let cell = self.cell(&head)?;
            row.put(column, cell)?;
        }
    }

    /// Reads the cell that began last, to its end.
    fn cell(&mut self, head: &CellHead) -> Result<RawCell, FileRefusal> {
        let (mut value, mut inline, mut formula) = (None, None, None);
        loop {
            let shared = match self.xml.next()? {
                XmlPiece::Start(tag) => match tag.name() {
                    "f" => tag.number("si"),
                    "v" => {
                        value = Some(element_text(&mut self.xml, &self.limits)?);
                        continue;
                    }
                    "is" => {
                        inline = Some(rich_text(&mut self.xml, &self.limits)?.text);
                        continue;
                    }
                    _ => {
                        self.xml.skip()?;
                        continue;
                    }
                },
                XmlPiece::End | XmlPiece::Finish => break,
                XmlPiece::Text(_) => continue,
            };
            formula = Some(Formula { text: element_text(&mut self.xml, &self.limits)?, shared });
        }
        let cached = match (inline, value) {
            (Some(text), _) => RawCell::Text(undo_escapes(text)),
            (None, Some(value)) if !value.is_empty() => self.value(head, value)?,
            (None, _) => RawCell::Empty,
        };
        Ok(match formula {
            Some(formula) => {
                let reach = self.reach(&formula);
                let text = Some(formula.text).filter(|text| !text.is_empty());
                RawCell::Formula { cached: Box::new(cached), text, reach }
            }
            None => cached,
        })
    }

    fn value(&mut self, head: &CellHead, value: String) -> Result<RawCell, FileRefusal> {
        let style = self.styles.get(head.style);
        Ok(match head.kind.as_deref() {
            Some("s") => {
                let number = value.trim().parse().map_err(|_| self.damaged("a shared text has no number"))?;
                let text = self.strings.get(number)?;
                RawCell::Text(text.ok_or_else(|| self.damaged("a shared text is missing"))?)
            }
            Some("str" | "inlineStr") => RawCell::Text(undo_escapes(value)),
            Some("b") => RawCell::Bool(matches!(value.trim(), "1" | "true")),
            Some("e") => RawCell::Error(value),
            Some("d") => match iso_moment(&value) {
                Some((moment, kind)) => {
                    let format = style.map_or(NumberFormat::Date, |style| style.format.clone());
                    RawCell::DateTime { value: moment, kind, serial: None, format }
                }
                None => RawCell::Text(value),
            },
            _ => match value.trim().parse::<f64>() {
                Ok(number) => style.cloned().unwrap_or_default().cell(number, self.epoch),
                Err(_) => RawCell::Text(value),
            },
        })
    }

    /// What a formula wants to reach. Of formulas that cells share only the first one has its text.
    fn reach(&mut self, formula: &Formula) -> FormulaReach {
        if formula.text.is_empty() {
            return formula.shared.and_then(|number| self.shared.get(&number)).copied().unwrap_or_default();
        }
        let reach = formula_reach(&formula.text);
        if let Some(number) = formula.shared
            && reach != FormulaReach::Sheet
            && self.shared.len() < SHARED_FORMULAS_MAX
        {
            self.shared.insert(number, reach);
        }
        reach
    }
}

impl CellHead {
    fn of(tag: &XmlTag) -> Self {
        Self { place: tag.attribute("r"), kind: tag.attribute("t"), style: tag.number("s").unwrap_or(0) }
    }
}

impl Iterator for XlsxRows<'_> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}
