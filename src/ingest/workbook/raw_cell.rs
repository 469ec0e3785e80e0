//! A cell as it stands in a file, before anybody asks what it means.
use std::sync::Arc;

use jiff::civil::DateTime;

/// What stands in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RawCell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stands, with its spaces and line breaks. Every cell of a CSV file is one.
    Text(String),
    /// A finite number.
    Number {
        /// Its value; 0.125 for what is shown as 12.5 %.
        value: f64,
        /// How the file shows it.
        format: NumberFormat,
    },
    /// A date or time.
    DateTime {
        /// The moment, without a zone. A mere time of day stands on 1899-12-31.
        value: DateTime,
        /// Which part of it is meant.
        kind: DateKind,
        /// The number that a spreadsheet keeps for it; `None` where the file holds a date as such.
        serial: Option<f64>,
        /// How the file shows it.
        format: NumberFormat,
    },
    /// True or false.
    Bool(bool),
    /// An error of a spreadsheet: `#REF!`.
    Error(String),
    /// A formula, which is never calculated.
    Formula {
        /// The value as last calculated by the program that wrote the file, `Empty` where it kept none; never a formula.
        cached: Box<Self>,
        /// The formula without `=`; `None` where the file does not keep it as text.
        text: Option<String>,
        /// What it wants to reach.
        reach: FormulaReach,
    },
}

/// Which part of a moment is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// A day.
    Date,
    /// A day and a time of day.
    DateTime,
    /// A time of day, or a duration counted from 1899-12-31.
    Time,
}

/// How a file shows a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NumberFormat {
    /// No format of its own.
    #[default]
    General,
    /// In hundredths, with a percent sign.
    Percent,
    /// As text, `@`.
    Text,
    /// As a date of the file's own kind, without a code.
    Date,
    /// With a currency, without a code.
    Currency,
    /// By this code, as it stands in the file: `0.00`, `dd/mm/yyyy`.
    Code(Arc<str>),
}

/// What a formula wants to reach. Everything but `Sheet` deserves a finding; nothing is ever reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormulaReach {
    /// Cells of its own file.
    #[default]
    Sheet,
    /// Another file.
    OtherFile,
    /// An address on the network: `HYPERLINK`, `WEBSERVICE`.
    Network,
    /// Another program: `cmd|…`, `RTD`, `CALL`.
    Program,
}

impl RawCell {
    /// The value without the fact that it was calculated.
    pub fn value(&self) -> &Self {
        match self {
            Self::Formula { cached, .. } => cached,
            other => other,
        }
    }

    /// Whether nothing is to be seen in it.
    pub fn is_empty(&self) -> bool {
        matches!(self.value(), Self::Empty)
    }

    /// The value as a person would write it for want of a format: `12.5`, `12.5%`, `2024-05-01`, `TRUE`.
    pub fn to_text(&self) -> String {
        match self.value() {
            Self::Empty | Self::Formula { .. } => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            // 15 digits are what a spreadsheet shows; 0.07 × 100 has more.
            Self::Number { value, format: NumberFormat::Percent } => {
                let hundredths = format!("{:.14e}", value * 100.0).parse().unwrap_or(value * 100.0);
                format!("{hundredths}%")
            }
            Self::Number { value, .. } => value.to_string(),
            Self::DateTime { value, kind: DateKind::Date, .. } => value.date().to_string(),
            Self::DateTime { value, kind: DateKind::Time, .. } => value.time().to_string(),
            Self::DateTime { value, kind: DateKind::DateTime, .. } => format!("{} {}", value.date(), value.time()),
            Self::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }

    /// Bytes of text it holds.
    pub(super) fn text_bytes(&self) -> usize {
        match self {
            Self::Text(text) | Self::Error(text) => text.len(),
            Self::Formula { cached, text, .. } => cached.text_bytes() + text.as_ref().map_or(0, String::len),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_people_would() {
        let number = |value, format| RawCell::Number { value, format };
        assert_eq!(number(12.0, NumberFormat::General).to_text(), "12");
        assert_eq!(number(0.07, NumberFormat::Percent).to_text(), "7%");
        assert_eq!(number(0.125, NumberFormat::Percent).to_text(), "12.5%");
        let date = |kind| RawCell::DateTime {
            value: jiff::civil::datetime(2024, 5, 1, 7, 30, 0, 0),
            kind,
            serial: None,
            format: NumberFormat::Date,
        };
        assert_eq!(date(DateKind::Date).to_text(), "2024-05-01");
        assert_eq!(date(DateKind::DateTime).to_text(), "2024-05-01 07:30:00");
        let formula = RawCell::Formula { cached: Box::new(RawCell::Bool(true)), text: None, reach: FormulaReach::Sheet };
        assert_eq!((formula.to_text().as_str(), formula.is_empty()), ("TRUE", false));
    }
}
