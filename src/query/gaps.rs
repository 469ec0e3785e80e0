//! A request for gaps: the communes that have no matching site near.
use jiff::civil::Date;

use super::as_of::AsOf;
use super::error::QueryError;
use super::filter::{Catalogue, FILTER_PARAMETERS, Filter};
use super::map_day::named_division;
use super::parameters::Parameters;
use super::statistics::one_of;
use crate::domain::{Division, Message};

const DISTANCE_KM_DEFAULT: f64 = 20.0;
const DISTANCE_KM_MIN: f64 = 0.001;
const DISTANCE_KM_MAX: f64 = 5_000.0;

/// What the rows of the gaps are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapsKey {
    /// The communes that are gaps.
    Commune,
    /// Every province, with how many of its communes are gaps.
    Province,
}

impl GapsKey {
    /// Every key.
    pub const ALL: &'static [Self] = &[Self::Commune, Self::Province];

    /// The name in `by=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Province => "province",
        }
    }

    /// What its rows are, in words.
    pub fn heading(self) -> Message {
        match self {
            Self::Commune => Message::new("Xã, phường", "Commune"),
            Self::Province => Message::new("Tỉnh, thành phố", "Province"),
        }
    }
}

/// A request for gaps. Regions of the filter choose the communes; everything else in it chooses the sites.
#[derive(Clone, Debug, PartialEq)]
pub struct GapsQuery {
    /// Which communes and which sites.
    pub filter: Filter,
    /// What the rows are.
    pub by: GapsKey,
    /// The day it is about: that of `at`, else today.
    pub day: Date,
    /// The division that is asked for, where it is not left to the day.
    pub named_division: Option<Division>,
    /// A commune is a gap where no site lies within this distance of it, in kilometres along the ellipsoid.
    pub max_km: f64,
}

impl GapsQuery {
    /// The names this query takes, without `f` and `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] = [FILTER_PARAMETERS, &["by", "division", "max_km"]];

    /// Reads the query; without `at` it is about `today`.
    pub fn parse(parameters: &Parameters, today: Date, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        let filter = Filter::parse(parameters, None, catalogue)?;
        Ok(Self {
            day: filter.as_of.map_or(today, AsOf::day),
            named_division: named_division(parameters)?,
            filter,
            by: one_of(parameters, GapsKey::ALL, GapsKey::name)?,
            max_km: parameters.number("max_km", DISTANCE_KM_MIN, DISTANCE_KM_MAX)?.unwrap_or(DISTANCE_KM_DEFAULT),
        })
    }

    /// The division whose communes are looked at.
    pub fn division(&self) -> Division {
        self.named_division.unwrap_or_else(|| Division::on(self.day))
    }

    /// As of when the answer is: the time asked for, else today.
    pub fn as_of(&self) -> AsOf {
        self.filter.as_of.unwrap_or(AsOf::Day(self.day))
    }

    /// The query as parameters, always in the same order and spelling.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let named = self.named_division.filter(|named| *named != Division::on(self.day));
        let mut pairs = vec![("by", self.by.name().to_owned()), ("max_km", self.max_km.to_string())];
        pairs.extend(named.map(|named| ("division", named.to_string())));
        pairs.extend(self.filter.pairs());
        pairs
    }
}
