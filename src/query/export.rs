//! A request for every match at once: which, in which order, with which properties and in which coordinate system.
use super::area::parse_crs;
use super::error::QueryError;
use super::filter::{Catalogue, FILTER_PARAMETERS, Filter};
use super::page::parse_properties;
use super::parameters::Parameters;
use super::sort::Sort;
use crate::domain::{Property, SiteKind};
use crate::geography::Crs;

/// A request for every match.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportQuery {
    /// Which sites.
    pub filter: Filter,
    /// In which order.
    pub sort: Vec<Sort>,
    /// Which properties; `None` for all.
    pub properties: Option<Vec<Property>>,
    /// In which coordinate system.
    pub crs: Crs,
}

impl ExportQuery {
    /// The names this query takes, without `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] = [FILTER_PARAMETERS, &["sortby", "properties", "crs"]];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, collection: Option<SiteKind>, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self {
            filter: Filter::parse(parameters, collection, catalogue)?,
            sort: Sort::parse(parameters)?,
            properties: parse_properties(parameters)?,
            crs: parse_crs(parameters, "crs")?,
        })
    }

    /// The query as parameters.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.filter.pairs();
        pairs.extend((!self.sort.is_empty()).then(|| ("sortby", Sort::text(&self.sort))));
        let codes = |properties: &Vec<Property>| properties.iter().map(|property| property.code()).collect::<Vec<_>>().join(",");
        pairs.extend(self.properties.as_ref().map(|properties| ("properties", codes(properties))));
        pairs.extend((self.crs != Crs::CRS84).then(|| ("crs", self.crs.to_string())));
        pairs
    }
}
