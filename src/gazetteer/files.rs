//! Reads the files the gazetteer is built from into rows that remember their line.
use std::str::FromStr;

use csv::StringRecord;
use jiff::civil::Date;

use super::error::GazetteerError;
use crate::domain::{BoundingBox, Extent, GeoPoint, Message, Region, RegionId, Succession, VIETNAM};

/// The text of the files a gazetteer is built from.
#[derive(Clone, Copy, Debug)]
pub struct GazetteerFiles<'a> {
    /// `admin_units.csv`: every unit, current and former.
    pub units: &'a str,
    /// `admin_succession.csv`: which former unit became which current one.
    pub succession: &'a str,
    /// `admin_aliases.csv`: communes that ended before 2025-07-01.
    pub aliases: &'a str,
    /// `reported_totals.csv`: counts that were published for a region.
    pub reported_totals: &'a str,
    /// `indicators.csv`: indicators that were published for a region.
    pub indicators: &'a str,
}

impl GazetteerFiles<'static> {
    /// The files that ship with the program.
    pub const SHIPPED: Self = Self {
        units: include_str!("../../geodata/admin_units.csv"),
        succession: include_str!("../../geodata/admin_succession.csv"),
        aliases: include_str!("../../geodata/admin_aliases.csv"),
        reported_totals: include_str!("../../geodata/reported_totals.csv"),
        indicators: include_str!("../../geodata/indicators.csv"),
    };
}

pub(super) const UNITS: &str = "admin_units.csv";
pub(super) const SUCCESSION: &str = "admin_succession.csv";
pub(super) const ALIASES: &str = "admin_aliases.csv";

const UNIT_COLUMNS: &str =
    "id,code,level,type,name,full_name,name_ascii,parent_id,lon,lat,min_lon,min_lat,max_lon,max_lat,area_km2,valid_from,valid_to";
const SUCCESSION_COLUMNS: &str = "predecessor_id,successor_id,extent,is_default";
const ALIAS_COLUMNS: &str = "former_name,parent_id,became_id,became_name,since";

/// A commune that ended before 2025-07-01, and the commune of 2024 it went to.
#[derive(Clone, Debug)]
pub(super) struct Alias {
    pub full_name: String,
    pub parent: RegionId,
    pub became: RegionId,
    pub became_name: String,
}

/// Something read, with the line it stands on.
#[derive(Clone, Debug)]
pub(super) struct Row<T> {
    pub line: u64,
    pub value: T,
}

pub(super) fn read_units(text: &str) -> Result<Vec<Row<Region>>, GazetteerError> {
    read(UNITS, text, UNIT_COLUMNS, |cells| {
        let id: RegionId = cells.parse(0)?;
        if cells.text(1) != id.code() || cells.text(2) != id.level().code() {
            return Err(cells.error("mã hoặc cấp không khớp với id", "code or level does not fit the id"));
        }
        Ok(Region {
            id,
            type_word: cells.required(3)?,
            name: cells.required(4)?,
            full_name: cells.required(5)?,
            parent: cells.optional(7)?,
            centre: cells.centre()?,
            bbox: cells.bbox()?,
            area_km2: cells.optional(14)?,
            valid_from: cells.date(15)?,
            valid_to: cells.date(16)?,
        })
    })
}

pub(super) fn read_succession(text: &str) -> Result<Vec<Row<Succession>>, GazetteerError> {
    read(SUCCESSION, text, SUCCESSION_COLUMNS, |cells| {
        let extent: Extent = cells.parse(2)?;
        let is_default = match cells.text(3) {
            "true" => true,
            "false" => false,
            _ => return Err(cells.error("is_default phải là true hoặc false", "is_default must be true or false")),
        };
        Ok(Succession { predecessor: cells.parse(0)?, successor: cells.parse(1)?, extent, is_default })
    })
}

pub(super) fn read_aliases(text: &str) -> Result<Vec<Row<Alias>>, GazetteerError> {
    read(ALIASES, text, ALIAS_COLUMNS, |cells| {
        Ok(Alias {
            full_name: cells.required(0)?,
            parent: cells.parse(1)?,
            became: cells.parse(2)?,
            became_name: cells.required(3)?,
        })
    })
}

/// Reads a file with exactly these columns.
pub(super) fn read<T>(
    file: &'static str,
    text: &str,
    columns: &str,
    row: impl Fn(&Cells<'_>) -> Result<T, GazetteerError>,
) -> Result<Vec<Row<T>>, GazetteerError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::with_capacity(text.len() / 64);
    let mut record = StringRecord::new();
    let mut line = 1;
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            GazetteerError::new(file, line, format!("không đọc được CSV: {error}"), format!("cannot be read as CSV: {error}"))
        })?;
        if !more {
            break;
        }
        line = record.position().map_or(line, csv::Position::line);
        let cells = Cells { file, line, record: &record };
        if line == 1 {
            if !record.iter().eq(columns.split(',')) {
                return Err(cells.error(format!("tiêu đề phải là: {columns}"), format!("the header must be: {columns}")));
            }
        } else if record.len() != columns.split(',').count() {
            let found = record.len();
            return Err(cells.error(format!("có {found} ô, khác với tiêu đề"), format!("has {found} cells, unlike the header")));
        } else {
            rows.push(Row { line, value: row(&cells)? });
        }
    }
    Ok(rows)
}

/// One row being read.
pub(super) struct Cells<'a> {
    file: &'static str,
    line: u64,
    record: &'a StringRecord,
}

impl Cells<'_> {
    pub fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    pub fn error(&self, vi: impl Into<String>, en: impl Into<String>) -> GazetteerError {
        GazetteerError::new(self.file, self.line, vi, en)
    }

    fn malformed(&self, column: usize) -> GazetteerError {
        let (number, text) = (column + 1, self.text(column));
        self.error(format!("ô {number}: “{text}” không hợp lệ"), format!("cell {number}: “{text}” is not valid"))
    }

    pub fn required(&self, column: usize) -> Result<String, GazetteerError> {
        let text = self.text(column);
        if text.is_empty() { Err(self.malformed(column)) } else { Ok(text.to_owned()) }
    }

    pub fn parse<T: FromStr>(&self, column: usize) -> Result<T, GazetteerError> {
        self.text(column).parse().map_err(|_| self.malformed(column))
    }

    pub fn optional<T: FromStr>(&self, column: usize) -> Result<Option<T>, GazetteerError> {
        if self.text(column).is_empty() { Ok(None) } else { self.parse(column).map(Some) }
    }

    fn date(&self, column: usize) -> Result<Option<Date>, GazetteerError> {
        self.optional(column)
    }

    fn centre(&self) -> Result<GeoPoint, GazetteerError> {
        let point = GeoPoint::new(self.parse(8)?, self.parse(9)?).filter(|point| VIETNAM.contains(*point));
        point.ok_or_else(|| self.error("tâm nằm ngoài Việt Nam", "the centre lies outside Vietnam"))
    }

    fn bbox(&self) -> Result<Option<BoundingBox>, GazetteerError> {
        let edges = (self.optional(10)?, self.optional(11)?, self.optional(12)?, self.optional(13)?);
        let (west, south, east, north) = match edges {
            (None, None, None, None) => return Ok(None),
            (Some(west), Some(south), Some(east), Some(north)) => (west, south, east, north),
            _ => return Err(self.error("khung bao thiếu cạnh", "the box lacks an edge")),
        };
        let corners = [GeoPoint::new(west, south), GeoPoint::new(east, north)];
        let inside = corners.into_iter().all(|corner| corner.is_some_and(|corner| VIETNAM.contains(corner)));
        if !inside || west > east || south > north {
            return Err(self.error("khung bao sai hoặc nằm ngoài Việt Nam", "the box is wrong or lies outside Vietnam"));
        }
        Ok(Some(BoundingBox { west, south, east, north }))
    }
}

/// What is wrong with a row, as an error at its line.
pub(super) fn wrong<T>(file: &'static str, row: &Row<T>, what: Message) -> GazetteerError {
    GazetteerError { file, line: row.line, what }
}
