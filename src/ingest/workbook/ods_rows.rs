//! The rows of an OpenDocument sheet, with its repeated rows and cells.
use std::io::BufRead;

use jiff::SignedDuration;

use super::file_refusal::FileRefusal;
use super::formula_reach::formula_reach;
use super::limits::Limits;
use super::raw_cell::{DateKind, NumberFormat, RawCell};
use super::row_builder::RowBuilder;
use super::serial_date::iso_moment;
use super::sheet_info::{CellRange, RawRow, SheetLayout};
use super::sheet_text::RichText;
use super::xml_events::{XmlEvents, XmlPiece, XmlTag};

/// How deep a sheet lies: document, body, spreadsheet, table.
pub(super) const TABLE_DEPTH: usize = 4;

/// The rows of one table.
pub(super) struct OdsRows<R> {
    xml: XmlEvents<R>,
    limits: Limits,
    /// Number of the row read last, its repetitions included.
    number: u64,
    column: u32,
    layout: SheetLayout,
    /// A row that stands several times, and how often it is still to come.
    repeated: Option<(RawRow, u64)>,
    is_done: bool,
}

/// What the start of a cell says.
struct CellHead {
    repeat: u32,
    columns: u32,
    rows: u64,
    formula: Option<String>,
    value: CellValue,
}

/// The value that the start of a cell states; a text stands within the cell.
enum CellValue {
    Stated(RawCell),
    Text(Option<String>),
    Error,
}

impl<R: BufRead> OdsRows<R> {
    /// The rows of the table at this place among the tables of the document.
    pub fn of_table(mut xml: XmlEvents<R>, place: usize, limits: &Limits) -> Result<Self, FileRefusal> {
        let mut table = 0;
        loop {
            let is_table = match xml.next()? {
                XmlPiece::Start(tag) => tag.name() == "table",
                XmlPiece::Finish => return Err(FileRefusal::NoSuchSheet { index: place }),
                XmlPiece::End | XmlPiece::Text(_) => false,
            };
            if is_table && xml.depth() == TABLE_DEPTH {
                if table == place {
                    break;
                }
                table += 1;
                xml.skip()?;
            }
        }
        let layout = SheetLayout::default();
        Ok(Self { xml, limits: *limits, number: 0, column: 0, layout, repeated: None, is_done: false })
    }

    /// The layout, once every row was read.
    pub fn into_layout(self) -> SheetLayout {
        self.layout
    }

    fn next_row(&mut self) -> Result<Option<RawRow>, FileRefusal> {
        if let Some((row, left)) = &mut self.repeated {
            row.number += 1;
            *left -= 1;
            let row = row.clone();
            if self.repeated.as_ref().is_some_and(|(_, left)| *left == 0) {
                self.repeated = None;
            }
            return Ok(Some(row));
        }
        while !self.is_done {
            let (repeat, hidden) = match self.xml.next()? {
                XmlPiece::Start(tag) => match tag.name() {
                    "table-row" => (tag.number("number-rows-repeated").unwrap_or(1_u64).max(1), is_hidden(&tag)),
                    "table-column" => {
                        let (repeat, hidden) = (tag.number("number-columns-repeated").unwrap_or(1_u32), is_hidden(&tag));
                        self.pass_columns(repeat, hidden);
                        continue;
                    }
                    // Groups of rows and columns; their members are what counts.
                    name if name.starts_with("table-row")
                        || name.starts_with("table-column")
                        || name.starts_with("table-header") =>
                    {
                        continue;
                    }
                    _ => {
                        self.xml.skip()?;
                        continue;
                    }
                },
                XmlPiece::End if self.xml.depth() < TABLE_DEPTH => break,
                XmlPiece::Finish => break,
                XmlPiece::End | XmlPiece::Text(_) => continue,
            };
            let mut row = RowBuilder::new(&self.limits, self.number.saturating_add(1));
            row.hide(hidden);
            self.number = self.number.saturating_add(repeat);
            self.cells(&mut row)?;
            if let Some(row) = row.finish() {
                self.layout.last_row = self.number;
                if repeat > 1 {
                    self.repeated = Some((row.clone(), repeat - 1));
                }
                return Ok(Some(row));
            }
        }
        self.is_done = true;
        Ok(None)
    }

    fn pass_columns(&mut self, repeat: u32, hidden: bool) {
        let end = self.column.saturating_add(repeat);
        if hidden {
            self.layout.hidden_columns.extend(self.column..end.min(self.limits.columns));
        }
        self.column = end;
    }

    fn cells(&mut self, row: &mut RowBuilder) -> Result<(), FileRefusal> {
        let mut column = 0_u32;
        loop {
            let head = match self.xml.next()? {
                XmlPiece::Start(tag) if matches!(tag.name(), "table-cell" | "covered-table-cell") => CellHead::of(&tag),
                XmlPiece::Start(_) => {
                    self.xml.skip()?;
                    continue;
                }
                XmlPiece::End | XmlPiece::Finish => return Ok(()),
                XmlPiece::Text(_) => continue,
            };
            self.merge(&head, row.number(), column)?;
            let repeat = head.repeat;
            let cell = self.cell(head)?;
            if cell != RawCell::Empty {
                for at in column..column.saturating_add(repeat) {
                    row.put(at, cell.clone())?;
                }
            }
            column = column.saturating_add(repeat);
        }
    }

    fn merge(&mut self, head: &CellHead, first_row: u64, first_column: u32) -> Result<(), FileRefusal> {
        if head.columns <= 1 && head.rows <= 1 {
            return Ok(());
        }
        if self.layout.merged.len() >= self.limits.merged {
            return Err(FileRefusal::TooManyMerged { limit: self.limits.merged });
        }
        let last_row = first_row.saturating_add(head.rows.max(1) - 1);
        let last_column = first_column.saturating_add(head.columns.max(1) - 1);
        self.layout.merged.push(CellRange { first_row, last_row, first_column, last_column });
        Ok(())
    }

    /// Reads the cell that began last, to its end.
    fn cell(&mut self, head: CellHead) -> Result<RawCell, FileRefusal> {
        let text = self.cell_text()?;
        let cached = match head.value {
            CellValue::Stated(cell) => cell,
            CellValue::Error => RawCell::Error(text),
            CellValue::Text(stated) => match stated.unwrap_or(text) {
                empty if empty.is_empty() => RawCell::Empty,
                text => RawCell::Text(text),
            },
        };
        Ok(match head.formula {
            Some(formula) => {
                let reach = formula_reach(&formula);
                let plain = formula.split_once(":=").map(|(_, text)| text).or_else(|| formula.strip_prefix('='));
                let text = Some(plain.unwrap_or(&formula).to_owned());
                RawCell::Formula { cached: Box::new(cached), text, reach }
            }
            None => cached,
        })
    }

    /// The paragraphs of the cell that began last, one a line; notes and drawings are passed over.
    fn cell_text(&mut self) -> Result<String, FileRefusal> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut text = RichText::new(&self.limits);
        let mut has_paragraph = false;
        loop {
            let depth = self.xml.depth();
            let is_within = depth > outside + 1;
            match self.xml.next()? {
                XmlPiece::Start(tag) => match tag.name() {
                    "p" | "h" => {
                        if has_paragraph {
                            text.push("\n");
                        }
                        has_paragraph = true;
                    }
                    "s" if is_within => {
                        let count = tag.number("c").unwrap_or(1_usize).min(text.bytes_max);
                        text.push(&" ".repeat(count));
                    }
                    "tab" if is_within => text.push("\t"),
                    "line-break" if is_within => text.push("\n"),
                    "span" | "a" | "ruby" | "ruby-base" | "meta" | "sheet-name" | "date" | "time" | "title" if is_within => {}
                    _ => self.xml.skip()?,
                },
                XmlPiece::Text(piece) if is_within => text.push(&spaces_joined(&piece)),
                XmlPiece::Finish => return Ok(text.text),
                XmlPiece::End if depth.saturating_sub(1) == outside => return Ok(text.text),
                XmlPiece::End | XmlPiece::Text(_) => {}
            }
        }
    }
}

impl<R: BufRead> Iterator for OdsRows<R> {
    type Item = Result<RawRow, FileRefusal>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_row().transpose()
    }
}

impl CellHead {
    fn of(tag: &XmlTag) -> Self {
        Self {
            repeat: tag.number("number-columns-repeated").unwrap_or(1).max(1),
            columns: tag.number("number-columns-spanned").unwrap_or(1),
            rows: tag.number("number-rows-spanned").unwrap_or(1),
            formula: tag.attribute("formula"),
            value: CellValue::of(tag),
        }
    }
}

impl CellValue {
    fn of(tag: &XmlTag) -> Self {
        if tag.prefixed("calcext:value-type").as_deref() == Some("error") {
            return Self::Error;
        }
        let kind = tag.prefixed("office:value-type").or_else(|| tag.attribute("value-type"));
        let format = match kind.as_deref() {
            Some("float") => NumberFormat::General,
            Some("percentage") => NumberFormat::Percent,
            Some("currency") => NumberFormat::Currency,
            Some("date" | "time") => NumberFormat::Date,
            Some("boolean") => {
                return Self::Stated(RawCell::Bool(tag.is_set("boolean-value")));
            }
            _ => return Self::Text(tag.attribute("string-value")),
        };
        let cell = match kind.as_deref() {
            Some("date") => tag
                .attribute("date-value")
                .and_then(|text| iso_moment(&text))
                .map(|(value, kind)| RawCell::DateTime { value, kind, serial: None, format }),
            Some("time") => tag.attribute("time-value").and_then(|text| time_cell(&text)),
            _ => tag.number::<f64>("value").filter(|value| value.is_finite()).map(|value| RawCell::Number { value, format }),
        };
        // What cannot be read stays as the text that is shown.
        cell.map_or(Self::Text(None), Self::Stated)
    }
}

/// The cell of a duration such as `PT07H30M00S`.
fn time_cell(text: &str) -> Option<RawCell> {
    let duration: SignedDuration = text.parse().ok()?;
    let value = jiff::civil::datetime(1899, 12, 31, 0, 0, 0, 0).checked_add(duration).ok()?;
    Some(RawCell::DateTime { value, kind: DateKind::Time, serial: None, format: NumberFormat::Date })
}

fn is_hidden(tag: &XmlTag) -> bool {
    tag.attribute("visibility").is_some_and(|visibility| visibility != "visible")
}

/// Spaces and line ends in a row count as one space; more of them stand as elements of their own.
fn spaces_joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' if joined.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => joined.push(' '),
            other => joined.push(other),
        }
    }
    joined
}
