//! A request for statistics: what the rows are, in which map of Vietnam, and which sites are counted.
use jiff::civil::Date;

use super::error::{QueryError, QueryErrorCode};
use super::filter::{Catalogue, FILTER_PARAMETERS, Filter};
use super::map_day::parse_day;
use super::parameters::Parameters;
use crate::domain::{Division, Message, RegionLevel};

/// What the rows of the statistics are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsKey {
    /// Provinces of the day.
    Province,
    /// Communes of the day.
    Commune,
    /// Provinces of before 2025-07-01.
    FormerProvince,
    /// Districts of before 2025-07-01.
    FormerDistrict,
    /// Communes of before 2025-07-01.
    FormerCommune,
    /// Sectors.
    Sector,
    /// Technologies; a site may use several.
    Technology,
    /// Years of establishment.
    EstablishedYear,
}

impl StatisticsKey {
    /// Every key.
    pub const ALL: &'static [Self] = &[
        Self::Province,
        Self::Commune,
        Self::FormerProvince,
        Self::FormerDistrict,
        Self::FormerCommune,
        Self::Sector,
        Self::Technology,
        Self::EstablishedYear,
    ];

    /// The name in `by=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Commune => "commune",
            Self::FormerProvince => "former_province",
            Self::FormerDistrict => "former_district",
            Self::FormerCommune => "former_commune",
            Self::Sector => "sector",
            Self::Technology => "technology",
            Self::EstablishedYear => "established_year",
        }
    }

    /// The division and level of its units on a day; `None` where the rows are no units.
    pub fn units_on(self, day: Date) -> Option<(Division, RegionLevel)> {
        match self {
            Self::Province => Some((Division::on(day), RegionLevel::Province)),
            Self::Commune => Some((Division::on(day), RegionLevel::Commune)),
            Self::FormerProvince => Some((Division::Former, RegionLevel::Province)),
            Self::FormerDistrict => Some((Division::Former, RegionLevel::District)),
            Self::FormerCommune => Some((Division::Former, RegionLevel::Commune)),
            Self::Sector | Self::Technology | Self::EstablishedYear => None,
        }
    }

    /// What its rows are, in words.
    pub fn heading(self) -> Message {
        match self {
            Self::Province => Message::new("Tỉnh, thành phố", "Province"),
            Self::Commune => Message::new("Xã, phường", "Commune"),
            Self::FormerProvince => Message::new("Tỉnh, thành phố cũ", "Former province"),
            Self::FormerDistrict => Message::new("Quận, huyện cũ", "Former district"),
            Self::FormerCommune => Message::new("Xã, phường cũ", "Former commune"),
            Self::Sector => Message::new("Lĩnh vực", "Sector"),
            Self::Technology => Message::new("Công nghệ", "Technology"),
            Self::EstablishedYear => Message::new("Năm thành lập", "Year of establishment"),
        }
    }
}

/// A request for statistics.
#[derive(Clone, Debug, PartialEq)]
pub struct StatisticsQuery {
    /// Which sites are counted.
    pub filter: Filter,
    /// What the rows are.
    pub by: StatisticsKey,
    /// The day whose map is meant.
    pub at: Date,
    /// Whether rows without any site are wanted too.
    pub with_zeros: bool,
}

impl StatisticsQuery {
    /// The names this query takes, without `f` and `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] = [FILTER_PARAMETERS, &["by", "at", "zeros"]];

    /// Reads the query; without `at` it is about `today`.
    pub fn parse(parameters: &Parameters, today: Date, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        let with_zeros = match parameters.single("zeros")? {
            None | Some("false") => false,
            Some("true") => true,
            Some(other) => return Err(QueryError::not_in_list("zeros", other, &["true", "false"])),
        };
        Ok(Self {
            filter: Filter::parse(parameters, None, catalogue)?,
            by: one_of(parameters, StatisticsKey::ALL, StatisticsKey::name)?,
            at: parse_day(parameters)?.unwrap_or(today),
            with_zeros,
        })
    }

    /// The division its units belong to; that of the day where its rows are no units.
    pub fn division(&self) -> Division {
        self.by.units_on(self.at).map_or_else(|| Division::on(self.at), |(division, _)| division)
    }
}

/// Reads `by`, which must name exactly one of the keys.
pub(super) fn one_of<K: Copy>(parameters: &Parameters, keys: &[K], name: fn(K) -> &'static str) -> Result<K, QueryError> {
    let allowed: Vec<&str> = keys.iter().map(|key| name(*key)).collect();
    let Some(given) = parameters.single("by")? else {
        let list = allowed.join(", ");
        let message =
            Message::new(format!("Thiếu tham số by. Được phép: {list}"), format!("Parameter by is missing. Allowed: {list}"));
        let allowed = allowed.iter().map(|name| (*name).to_owned()).collect();
        return Err(QueryError { allowed, ..QueryError::new(QueryErrorCode::MissingParameter, "by", message) });
    };
    let found = keys.iter().copied().find(|key| name(*key) == given);
    found.ok_or_else(|| QueryError::not_in_list("by", given, &allowed))
}
