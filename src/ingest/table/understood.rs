//! What was understood of a sheet: each column, row and cell with where it came from and how certain it is.
use serde::{Deserialize, Serialize};

use super::legacy_text::Encoding;
use super::meaning::Meaning;
use super::unit::Unit;
use crate::domain::{Finding, Message, VocabularyName};

/// A person must look at what is less certain than this. Everything that may be misread is below it or bears a finding.
pub const LOOK_BELOW: f64 = 0.8;

/// One table of a sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnderstoodTable {
    /// Name of the sheet.
    pub sheet: String,
    /// Numbers of the rows that hold the header, from 1; empty where none was found.
    pub header_rows: Vec<u64>,
    /// The columns, from the left.
    pub columns: Vec<UnderstoodColumn>,
    /// Every row of the sheet that belongs to the table, with what it is.
    pub rows: Vec<UnderstoodRow>,
    /// What sheet name and title say of every row.
    pub context: Vec<Inherited>,
    /// What is to be said of the table as a whole.
    pub findings: Vec<Finding>,
}

/// One column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnderstoodColumn {
    /// Its place in the sheet, from 0.
    pub position: usize,
    /// Its title as shown; the rows of a header are joined by ` / `.
    pub title: String,
    /// Whether the sheet hides it.
    pub is_hidden: bool,
    /// What it means; `None` where nothing fits.
    pub meaning: Option<Meaning>,
    /// From 0 to 1.
    pub certainty: f64,
    /// The unit the title names.
    pub unit: Option<Unit>,
    /// What else it may mean, the likeliest first.
    pub alternatives: Vec<(Meaning, f64)>,
    /// The old encoding its cells were read from.
    pub encoding: Option<Encoding>,
}

/// What a row of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A site.
    Data,
    /// A sum or a mean of rows.
    Subtotal,
    /// Lines above the table, and words between its rows.
    Title,
    /// The header, also where it stands again.
    Header,
    /// Numbers of the columns.
    Numbering,
    /// Lines below the table.
    Signature,
    /// Nothing.
    Blank,
    /// A heading that says something of the rows below it.
    SectionHeading,
}

/// One row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnderstoodRow {
    /// Its number in the sheet, from 1.
    pub number: u64,
    /// What it is.
    pub kind: RowKind,
    /// Whether the sheet hides it.
    pub is_hidden: bool,
    /// One for each cell that is not empty; only rows of data have values.
    pub readings: Vec<Reading>,
    /// What the row does not say itself: from headings, or concluded from what it says.
    pub inherited: Vec<Inherited>,
    /// What is to be said of the row as a whole.
    pub findings: Vec<Finding>,
}

/// A value under the name of its fact, in the notation the import engine reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which fact.
    pub fact: Meaning,
    /// Its value.
    pub value: String,
}

/// One cell.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// Place of its column in the sheet, from 0.
    pub column: usize,
    /// The cell as it was; masked where it must not be kept.
    pub raw: String,
    /// The facts it gives: usually one, several for an address, none where it gives nothing that can be told.
    pub given: Vec<Given>,
    /// From 0 to 1.
    pub certainty: f64,
    /// What somebody should know.
    pub findings: Vec<Finding>,
    /// What somebody has to say.
    pub questions: Vec<Question>,
}

/// A fact that no cell of the row gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inherited {
    /// The fact.
    #[serde(flatten)]
    pub given: Given,
    /// From 0 to 1.
    pub certainty: f64,
    /// The words it was taken from.
    pub from: String,
    /// Row of those words; `None` for the name of the sheet.
    pub row: Option<u64>,
}

/// What somebody has to decide. Questions with equal keys have one answer: it is given once for all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What the answer is remembered under.
    pub key: QuestionKey,
    /// The question for people.
    pub message: Message,
    /// What can be chosen, the likeliest first.
    pub choices: Vec<Choice>,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKey {
    /// Which term a wording means.
    Wording {
        /// The list.
        vocabulary: VocabularyName,
        /// The wording without tones and case.
        wording: String,
    },
    /// How many square metres a traditional unit has.
    LandUnit {
        /// The unit without tones: `sao`, `mau`, `cong`, `thuoc`.
        unit: String,
    },
    /// What the lone mark of numbers in a column is.
    Mark {
        /// The title of the column.
        title: String,
    },
    /// What one cell says.
    Cell {
        /// Row number, from 1.
        row: u64,
        /// Place of its column, from 0.
        column: usize,
    },
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What corrections hold when it is chosen.
    pub value: String,
    /// What people read.
    pub label: Message,
}

impl UnderstoodTable {
    /// The rows that hold sites.
    pub fn data_rows(&self) -> impl Iterator<Item = &UnderstoodRow> {
        self.rows.iter().filter(|row| row.kind == RowKind::Data)
    }
}

impl UnderstoodRow {
    /// The value of a fact: what a cell gives before what is inherited.
    pub fn value(&self, fact: Meaning) -> Option<&str> {
        let of_cells = self.readings.iter().flat_map(|reading| &reading.given);
        let of_headings = self.inherited.iter().map(|inherited| &inherited.given);
        of_cells.chain(of_headings).find(|given| given.fact == fact).map(|given| given.value.as_str())
    }

    /// How certain the value of a fact is.
    pub fn certainty(&self, fact: Meaning) -> Option<f64> {
        let gives = |given: &Given| given.fact == fact;
        let reading = self.readings.iter().find(|reading| reading.given.iter().any(gives)).map(|reading| reading.certainty);
        reading.or_else(|| self.inherited.iter().find(|inherited| gives(&inherited.given)).map(|inherited| inherited.certainty))
    }

    /// What cells give of people: for the private contact of the site, and for nothing else.
    pub fn contact(&self) -> impl Iterator<Item = &Given> {
        self.readings.iter().flat_map(|reading| &reading.given).filter(|given| given.fact.is_private())
    }

    /// Whether a person must look at something in it.
    pub fn needs_a_look(&self) -> bool {
        let reading =
            |reading: &Reading| reading.certainty < LOOK_BELOW || !reading.questions.is_empty() || !reading.findings.is_empty();
        !self.findings.is_empty()
            || self.readings.iter().any(reading)
            || self.inherited.iter().any(|inherited| inherited.certainty < LOOK_BELOW)
    }
}

impl Reading {
    /// A cell that gives nothing, and is certain to.
    pub(super) fn kept(column: usize, raw: impl Into<String>) -> Self {
        Self { column, raw: raw.into(), given: Vec::new(), certainty: 1.0, findings: Vec::new(), questions: Vec::new() }
    }

    /// Adds a value that is so certain; the least certain one counts for the cell.
    pub(super) fn give(&mut self, fact: Meaning, value: impl Into<String>, certainty: f64) {
        self.given.push(Given { fact, value: value.into() });
        self.doubt(certainty);
    }

    /// Makes the cell at most so certain.
    pub(super) fn doubt(&mut self, certainty: f64) {
        self.certainty = self.certainty.min(certainty);
    }
}
