//! A request for administrative units as a layer of a map.
use super::error::QueryError;
use super::filter::{Catalogue, listed, regions_named_by};
use super::map_day::{MAP_PARAMETERS, parse_division};
use super::parameters::Parameters;
use crate::domain::{Division, RegionId, RegionLevel};

/// Which administrative units a layer shows.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionLayerQuery {
    /// Of this map.
    pub division: Division,
    /// Of any of these levels; empty for the level that suits the zoom.
    pub levels: Vec<RegionLevel>,
    /// Within any of these units; empty for everywhere.
    pub parents: Vec<RegionId>,
}

impl RegionLayerQuery {
    /// The names this query takes, without `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] = [&["level", "parent"], MAP_PARAMETERS];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self {
            division: parse_division(parameters)?,
            levels: listed(parameters, "level", RegionLevel::ALL, RegionLevel::code)?,
            parents: regions_named_by("parent", parameters, catalogue)?,
        })
    }

    /// The query as parameters, always in the same order and spelling.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let joined = |values: Vec<String>| (!values.is_empty()).then(|| values.join(","));
        [
            ("division", (self.division != Division::Current).then(|| self.division.code().to_owned())),
            ("level", joined(self.levels.iter().map(ToString::to_string).collect())),
            ("parent", joined(self.parents.iter().map(ToString::to_string).collect())),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
    }
}
