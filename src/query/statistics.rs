//! A request for statistics: what the rows are, in which map of Vietnam, and which sites are counted.
use jiff::civil::Date;

use super::as_of::AsOf;
use super::error::{QueryError, QueryErrorCode};
use super::filter::{Catalogue, FILTER_PARAMETERS, Filter};
use super::map_day::named_division;
use super::parameters::Parameters;
use crate::domain::{Division, Message, RegionLevel};

/// What the rows of the statistics are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsKey {
    /// Provinces of the division that is meant.
    Province,
    /// Communes of the division that is meant.
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

    /// The division and level of its units, where that division is meant; `None` where the rows are no units.
    pub fn units_in(self, meant: Division) -> Option<(Division, RegionLevel)> {
        match self {
            Self::Province => Some((meant, RegionLevel::Province)),
            Self::Commune => Some((meant, RegionLevel::Commune)),
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
    /// Which sites are counted, and as of when.
    pub filter: Filter,
    /// What the rows are.
    pub by: StatisticsKey,
    /// The day it is about: that of `at`, else today.
    pub day: Date,
    /// The division that is asked for, where it is not left to the day.
    pub named_division: Option<Division>,
    /// Whether rows without any site are wanted too.
    pub with_zeros: bool,
}

impl StatisticsQuery {
    /// The names this query takes, without `f` and `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] = [FILTER_PARAMETERS, &["by", "division", "zeros"]];

    /// Reads the query; without `at` it is about `today`.
    pub fn parse(parameters: &Parameters, today: Date, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        let with_zeros = match parameters.single("zeros")? {
            None | Some("false") => false,
            Some("true") => true,
            Some(other) => return Err(QueryError::not_in_list("zeros", other, &["true", "false"])),
        };
        let filter = Filter::parse(parameters, None, catalogue)?;
        let day = filter.as_of.map_or(today, AsOf::day);
        let query = Self {
            by: one_of(parameters, StatisticsKey::ALL, StatisticsKey::name)?,
            named_division: named_division(parameters)?,
            filter,
            day,
            with_zeros,
        };
        if let Some(named) = query.named_division.filter(|named| query.division() != *named) {
            let (by, own) = (query.by.name(), query.division());
            let reason = Message::new(
                format!("“{named}” không đi cùng by={by}, vốn là các đơn vị của bản đồ {own}; hãy bỏ một trong hai"),
                format!("“{named}” cannot stand beside by={by}, whose units are those of the map {own}; leave one of them out"),
            );
            return Err(QueryError::invalid("division", reason));
        }
        Ok(query)
    }

    /// The division and level of its units; `None` where its rows are no units.
    pub fn units(&self) -> Option<(Division, RegionLevel)> {
        self.by.units_in(self.meant())
    }

    /// The division its units belong to; where its rows are no units, the one that is meant.
    pub fn division(&self) -> Division {
        self.units().map_or_else(|| self.meant(), |(division, _)| division)
    }

    /// As of when the answer is: the time asked for, else today.
    pub fn as_of(&self) -> AsOf {
        self.filter.as_of.unwrap_or(AsOf::Day(self.day))
    }

    /// The query as parameters, always in the same order and spelling.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        // Where the rows have a division of their own nothing is left to name.
        let is_open = self.by.units_in(Division::Current) != self.by.units_in(Division::Former) || self.units().is_none();
        let named = self.named_division.filter(|named| is_open && *named != Division::on(self.day));
        let mut pairs = vec![("by", self.by.name().to_owned())];
        pairs.extend(named.map(|named| ("division", named.to_string())));
        pairs.extend(self.with_zeros.then(|| ("zeros", "true".to_owned())));
        pairs.extend(self.filter.pairs());
        pairs
    }

    fn meant(&self) -> Division {
        self.named_division.unwrap_or_else(|| Division::on(self.day))
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
