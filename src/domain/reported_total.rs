//! What authorities and the press published about a region: totals of sites, and indicators with actual and target.
use super::code_enum::code_enum;
use super::{Message, PartialDate, RegionId, Sector, SiteKind};

code_enum! {
    /// Who published a total.
    ReportKind {
        /// A newspaper, a web page, a thesis.
        Press => "press",
        /// The report of a public programme.
        Programme => "programme",
    }
}

impl ReportKind {
    /// The label people read.
    pub fn label(self) -> Message {
        match self {
            Self::Press => Message::new("Báo chí", "Press"),
            Self::Programme => Message::new("Báo cáo chương trình", "Programme report"),
        }
    }
}

/// How many sites of a kind somebody reported for a region at a date. Totals that contradict each other stand side by
/// side; none is ever merged with another or with our own count. Source: `geodata/reported_totals.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedTotal {
    /// The day, month or year the count is of.
    pub as_of: PartialDate,
    /// The unit counted.
    pub region: RegionId,
    /// What was counted.
    pub kind: SiteKind,
    /// Of which sector; `None` for all.
    pub sector: Option<Sector>,
    /// How many.
    pub count: u32,
    /// Title of the article or report.
    pub source_title: String,
    /// Where it stands, as it was recorded: an address, or the name of the paper.
    pub source: String,
    /// Who published it.
    pub source_kind: ReportKind,
}

impl ReportedTotal {
    /// The address of the source, where it has one.
    pub fn source_url(&self) -> Option<&str> {
        let is_address = self.source.starts_with("https://") || self.source.starts_with("http://");
        is_address.then_some(self.source.as_str())
    }
}

code_enum! {
    /// What the numbers of an indicator are.
    IndicatorUnit {
        /// Per cent.
        Percent => "percent",
        /// A number of things.
        Count => "count",
    }
}

/// One value of an indicator for a region at a date; at least one of actual and target is known.
/// Source: `geodata/indicators.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub label: Message,
    /// What the numbers are.
    pub unit: IndicatorUnit,
    /// The unit it is about.
    pub region: RegionId,
    /// Of which sector; `None` for all.
    pub sector: Option<Sector>,
    /// The day, month or year it is of.
    pub as_of: PartialDate,
    /// What was reached.
    pub actual: Option<f64>,
    /// What was aimed at.
    pub target: Option<f64>,
}
