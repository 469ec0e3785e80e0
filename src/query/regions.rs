//! A request for administrative units as features: a page of them, or every one.
use std::str::FromStr;
use std::sync::Arc;

use super::area::{AreaFilter, parse_crs};
use super::cql2::Expression;
use super::error::QueryError;
use super::filter::{Catalogue, listed, regions_named_by, search_text};
use super::map_day::{MAP_PARAMETERS, parse_division};
use super::parameters::Parameters;
use super::queryable::Queryable;
use crate::domain::{BoundingBox, Division, RegionId, RegionLevel, RegionProperty};
use crate::geography::Crs;

const LIMIT_DEFAULT: usize = 100;
const LIMIT_MAX: usize = 20_000;
const RESOLUTION_MAX_M: f64 = 10_000.0;

/// Which administrative units of one division.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionFilter {
    /// Of this map.
    pub division: Division,
    /// Of any of these levels; empty for all.
    pub levels: Vec<RegionLevel>,
    /// Within any of these units; empty for everywhere.
    pub parents: Vec<RegionId>,
    /// Whose shape meets this box.
    pub bbox: Option<BoundingBox>,
    /// Whose name has these words.
    pub text: Option<String>,
    /// Satisfies this expression.
    pub expression: Option<Arc<Expression>>,
}

/// A request for a page of administrative units.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionsQuery {
    /// Which units.
    pub filter: RegionFilter,
    /// How the feature is written.
    pub form: RegionForm,
    /// At most how many.
    pub limit: usize,
    /// After so many.
    pub offset: usize,
}

/// A request for every administrative unit that matches.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionExportQuery {
    /// Which units.
    pub filter: RegionFilter,
    /// How the feature is written.
    pub form: RegionForm,
}

/// How an administrative unit is written as a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionForm {
    /// How far a simplified border may lie from the full one, in metres; 0 for the full one.
    pub resolution_m: f64,
    /// Which properties; `None` for all.
    pub properties: Option<Vec<RegionProperty>>,
    /// In which system the coordinates are written.
    pub crs: Crs,
}

impl RegionForm {
    /// The names a form takes.
    pub const PARAMETERS: &'static [&'static str] = &["resolution", "properties", "crs"];

    /// Reads the form.
    pub fn parse(parameters: &Parameters) -> Result<Self, QueryError> {
        let names = parameters.list("properties")?;
        let allowed: Vec<&str> = RegionProperty::ALL.iter().map(|property| property.code()).collect();
        let find = |name: &str| RegionProperty::from_str(name).map_err(|_| QueryError::not_in_list("properties", name, &allowed));
        let properties = names.into_iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            resolution_m: parameters.number("resolution", 0.0, RESOLUTION_MAX_M)?.unwrap_or(0.0),
            properties: Some(properties).filter(|chosen| !chosen.is_empty()),
            crs: parse_crs(parameters, "crs")?,
        })
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        given([
            ("resolution", (self.resolution_m > 0.0).then(|| self.resolution_m.to_string())),
            ("properties", joined(self.properties.iter().flatten().map(ToString::to_string).collect())),
            ("crs", (self.crs != Crs::CRS84).then(|| self.crs.to_string())),
        ])
    }
}

impl RegionFilter {
    /// The names a filter of units takes beside those that pick a map.
    const PARAMETERS: &'static [&'static str] =
        &["level", "parent", "bbox", "bbox-crs", "q", "filter", "filter-lang", "filter-crs"];

    fn parse(parameters: &Parameters, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self {
            division: parse_division(parameters)?,
            levels: listed(parameters, "level", RegionLevel::ALL, RegionLevel::code)?,
            parents: regions_named_by("parent", parameters, catalogue)?,
            bbox: AreaFilter::parse(parameters)?.map(|area| area.enclosing),
            text: search_text(parameters)?,
            expression: Expression::parse(parameters, Queryable::of_regions(), catalogue.vocabulary())?.map(Arc::new),
        })
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let levels = self.levels.iter().map(ToString::to_string).collect();
        let plain = [
            ("division", Some(self.division.code().to_owned())),
            ("level", joined(levels)),
            ("parent", joined(self.parents.iter().map(ToString::to_string).collect())),
            ("bbox", self.bbox.map(|area| format!("{},{},{},{}", area.west, area.south, area.east, area.north))),
            ("q", self.text.clone()),
        ];
        given(plain).chain(self.expression.iter().flat_map(|expression| expression.pairs()))
    }
}

impl RegionsQuery {
    /// The names this query takes, without `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 4] =
        [RegionFilter::PARAMETERS, MAP_PARAMETERS, RegionForm::PARAMETERS, &["limit", "offset"]];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self {
            filter: RegionFilter::parse(parameters, catalogue)?,
            form: RegionForm::parse(parameters)?,
            limit: parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT_DEFAULT),
            offset: parameters.number("offset", 0, LIMIT_MAX)?.unwrap_or(0),
        })
    }

    /// The query as parameters, without the offset.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let limit = (self.limit != LIMIT_DEFAULT).then(|| ("limit", self.limit.to_string()));
        self.filter.pairs().chain(self.form.pairs()).chain(limit).collect()
    }
}

impl RegionExportQuery {
    /// The names this query takes, without `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 3] = [RegionFilter::PARAMETERS, MAP_PARAMETERS, RegionForm::PARAMETERS];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self { filter: RegionFilter::parse(parameters, catalogue)?, form: RegionForm::parse(parameters)? })
    }

    /// The query as parameters.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        self.filter.pairs().chain(self.form.pairs()).collect()
    }
}

fn joined(values: Vec<String>) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

fn given<const N: usize>(pairs: [(&'static str, Option<String>); N]) -> impl Iterator<Item = (&'static str, String)> {
    pairs.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)))
}
