//! One page of a list: how many, from where, in which order and with which properties.
use std::str::FromStr;

use super::area::parse_crs;
use super::cursor::Cursor;
use super::error::QueryError;
use super::filter::{Catalogue, FILTER_PARAMETERS, Filter};
use super::parameters::Parameters;
use super::sort::Sort;
use crate::domain::{Message, Property, SiteKind};
use crate::geography::Crs;

const LIMIT_DEFAULT: usize = 100;
const LIMIT_MAX: usize = 10_000;
const OFFSET_MAX: usize = 1_000_000_000;

/// Where a page begins.
#[derive(Clone, Debug, PartialEq)]
pub enum PageStart {
    /// After so many items.
    Offset(usize),
    /// At a cursor.
    Cursor(Cursor),
}

impl PageStart {
    /// The start as a parameter.
    pub fn pair(&self) -> (&'static str, String) {
        match self {
            Self::Offset(offset) => ("offset", offset.to_string()),
            Self::Cursor(cursor) => ("cursor", cursor.text()),
        }
    }
}

/// A request for a page of items.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemsQuery {
    /// Which items.
    pub filter: Filter,
    /// In which order.
    pub sort: Vec<Sort>,
    /// At most how many.
    pub limit: usize,
    /// From where.
    pub start: PageStart,
    /// Which properties; `None` for all.
    pub properties: Option<Vec<Property>>,
    /// In which coordinate system.
    pub crs: Crs,
}

impl ItemsQuery {
    /// The names this query takes, without `f` and `lang`.
    pub const PARAMETERS: [&'static [&'static str]; 2] =
        [FILTER_PARAMETERS, &["limit", "offset", "cursor", "sortby", "properties", "crs"]];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, collection: Option<SiteKind>, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        let filter = Filter::parse(parameters, collection, catalogue)?;
        let sort = Sort::parse(parameters)?;
        let limit = parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT_DEFAULT);
        let offset = parameters.number("offset", 0, OFFSET_MAX)?;
        let start = match (parameters.single("cursor")?, offset) {
            (Some(_), Some(_)) => {
                let reason = Message::new("không dùng cùng với offset", "cannot stand together with offset");
                return Err(QueryError::invalid("cursor", reason));
            }
            (Some(text), None) => PageStart::Cursor(Cursor::parse(text, &filter, &sort)?),
            (None, offset) => PageStart::Offset(offset.unwrap_or(0)),
        };
        Ok(Self { properties: parse_properties(parameters)?, crs: parse_crs(parameters, "crs")?, filter, sort, limit, start })
    }
}

/// Reads `properties=`: the properties asked for, `None` for all.
pub fn parse_properties(parameters: &Parameters) -> Result<Option<Vec<Property>>, QueryError> {
    let names = parameters.list("properties")?;
    if names.is_empty() {
        return Ok(None);
    }
    let allowed: Vec<&str> = Property::ALL.iter().map(|property| property.code()).collect();
    let find = |name: &str| Property::from_str(name).map_err(|_| QueryError::not_in_list("properties", name, &allowed));
    names.into_iter().map(find).collect::<Result<Vec<_>, _>>().map(Some)
}
