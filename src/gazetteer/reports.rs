//! What was officially reported about units: totals and indicators, each with its date and source; checked when they are read.
use std::cmp::Reverse;
use std::collections::HashSet;

use super::error::GazetteerError;
use super::files::{Cells, GazetteerFiles, Row, read, wrong};
use super::units::Units;
use crate::domain::{Indicator, Message, RegionId, ReportedTotal};

const TOTALS: &str = "reported_totals.csv";
const INDICATORS: &str = "indicators.csv";
const TOTAL_COLUMNS: &str = "as_of,region_id,region,kind,sector,count,source_title,source,source_kind";
const INDICATOR_COLUMNS: &str = "indicator,label_vi,label_en,unit,region_id,sector,as_of,actual,target";

/// Everything that was reported, by region.
#[derive(Debug)]
pub struct Reports {
    /// By region, then newest first.
    totals: Vec<ReportedTotal>,
    /// By region, then in the order of the file.
    indicators: Vec<Indicator>,
}

impl Reports {
    pub(super) fn new(files: &GazetteerFiles<'_>, units: &Units) -> Result<Self, GazetteerError> {
        let rows = read(TOTALS, files.reported_totals, TOTAL_COLUMNS, |cells| total(cells, units))?;
        check_repetition(&rows)?;
        let mut totals: Vec<ReportedTotal> = rows.into_iter().map(|row| row.value).collect();
        totals.sort_by_key(|total| (total.region, Reverse(total.as_of.last_day())));
        let rows = read(INDICATORS, files.indicators, INDICATOR_COLUMNS, |cells| indicator(cells, units))?;
        let mut indicators: Vec<Indicator> = rows.into_iter().map(|row| row.value).collect();
        indicators.sort_by_key(|indicator| indicator.region);
        Ok(Self { totals, indicators })
    }

    /// The totals reported for a unit, newest first; totals of one date in the order of the file.
    pub fn totals_of(&self, region: RegionId) -> &[ReportedTotal] {
        let start = self.totals.partition_point(|total| total.region < region);
        let rest = self.totals.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|total| total.region == region)).unwrap_or_default()
    }

    /// The indicators reported for a unit, in the order of the file.
    pub fn indicators_of(&self, region: RegionId) -> &[Indicator] {
        let start = self.indicators.partition_point(|indicator| indicator.region < region);
        let rest = self.indicators.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|indicator| indicator.region == region)).unwrap_or_default()
    }
}

fn total(cells: &Cells<'_>, units: &Units) -> Result<ReportedTotal, GazetteerError> {
    let region = known_region(cells, 1, units)?;
    let (given, full_name) = (cells.text(2), units.get(region).map(|unit| unit.full_name.as_str()).unwrap_or_default());
    if given != full_name {
        return Err(cells.error(
            format!("{region} là “{full_name}”, không phải “{given}”"),
            format!("{region} is “{full_name}”, not “{given}”"),
        ));
    }
    Ok(ReportedTotal {
        as_of: cells.parse(0)?,
        region,
        kind: cells.parse(3)?,
        sector: cells.optional(4)?,
        count: cells.parse(5)?,
        source_title: cells.required(6)?,
        source: cells.required(7)?,
        source_kind: cells.parse(8)?,
    })
}

fn indicator(cells: &Cells<'_>, units: &Units) -> Result<Indicator, GazetteerError> {
    let value = |column| match cells.optional::<f64>(column)? {
        Some(number) if !number.is_finite() || number < 0.0 => {
            Err(cells.error(format!("“{number}” không phải số không âm"), format!("“{number}” is not a number of 0 or more")))
        }
        number => Ok(number),
    };
    let (actual, target) = (value(7)?, value(8)?);
    if actual.is_none() && target.is_none() {
        return Err(cells.error("thiếu cả giá trị đạt được và mục tiêu", "has neither an actual value nor a target"));
    }
    Ok(Indicator {
        code: cells.required(0)?,
        label: Message::new(cells.required(1)?, cells.required(2)?),
        unit: cells.parse(3)?,
        region: known_region(cells, 4, units)?,
        sector: cells.optional(5)?,
        as_of: cells.parse(6)?,
        actual,
        target,
    })
}

fn known_region(cells: &Cells<'_>, column: usize, units: &Units) -> Result<RegionId, GazetteerError> {
    let id: RegionId = cells.parse(column)?;
    let missing = || cells.error(format!("không có đơn vị {id}"), format!("there is no unit {id}"));
    units.get(id).map(|unit| unit.id).ok_or_else(missing)
}

/// The same source does not say the same thing twice; different sources may say different things.
fn check_repetition(rows: &[Row<ReportedTotal>]) -> Result<(), GazetteerError> {
    let mut seen = HashSet::new();
    for row in rows {
        let ReportedTotal { as_of, region, kind, sector, source, source_title, .. } = &row.value;
        if !seen.insert((as_of, region, kind, sector, source, source_title)) {
            return Err(wrong(TOTALS, row, Message::new("dòng lặp lại", "the row stands twice")));
        }
    }
    Ok(())
}
