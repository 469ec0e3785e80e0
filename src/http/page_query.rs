//! A query for items as it stands in the links from one page to the next.
use super::request::Asked;
use crate::geography::Crs;
use crate::query::{ItemsQuery, Sort};

/// The query as parameters: everything but where the page begins.
pub(super) fn query_pairs(asked: &Asked, query: &ItemsQuery) -> Vec<(&'static str, String)> {
    let mut pairs = query.filter.pairs();
    if !query.sort.is_empty() {
        pairs.push(("sortby", Sort::text(&query.sort)));
    }
    if let Some(properties) = &query.properties {
        let names: Vec<&str> = properties.iter().map(|property| property.code()).collect();
        pairs.push(("properties", names.join(",")));
    }
    pairs.extend((query.crs != Crs::CRS84).then(|| ("crs", query.crs.to_string())));
    pairs.push(("limit", query.limit.to_string()));
    pairs.extend(asked.language_pair());
    pairs
}
