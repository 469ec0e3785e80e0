//! `/api/suggest`: one box for places old and new, vocabulary terms and sites.
use axum::body::Body;
use axum::response::Response;
use serde_json::{Value, json};

use super::problem::Problem;
use super::reply::{JSON, reply};
use super::request::Asked;
use crate::domain::{PublicSite, RegionId, Term, rules, text};
use crate::query::{FacetKey, QueryError};

const LIMIT_DEFAULT: usize = 10;
const LIMIT_MAX: usize = 50;
const QUERY_MAX: usize = 200;
const TYPES: &[&str] = &["region", "term", "site"];

/// `GET /api/suggest`
pub(super) async fn suggest(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["q", "limit", "types"]])?;
    asked.require_json()?;
    let query = parameters.required("q")?;
    let length = query.chars().count();
    if length > QUERY_MAX {
        return Err(QueryError::invalid("q", rules::too_long(length, QUERY_MAX)).into());
    }
    let limit = parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT_DEFAULT);
    let mut types = parameters.list("types")?;
    if let Some(unknown) = types.iter().find(|name| !TYPES.contains(name)) {
        return Err(QueryError::not_in_list("types", unknown, TYPES).into());
    }
    if types.is_empty() {
        types = TYPES.to_vec();
    }
    Ok(reply(&asked, JSON, || {
        let lists: Vec<Vec<Value>> = types
            .iter()
            .map(|name| match *name {
                "region" => regions(&asked, query, limit),
                "term" => terms(&asked, query, limit),
                _ => sites(&asked, query, limit),
            })
            .collect();
        let body = json!({"query": query, "revision": asked.snapshot.revision(), "suggestions": shared_out(lists, limit)});
        Body::from(body.to_string())
    }))
}

/// At most `limit` of all lists together: each gets its share, and what one leaves over goes to the others, in their order.
fn shared_out(lists: Vec<Vec<Value>>, limit: usize) -> Vec<Value> {
    let mut taken = vec![0; lists.len()];
    for _ in 0..limit {
        let open = lists.iter().zip(&taken).position(|(list, count)| {
            *count < list.len() && taken.iter().zip(&lists).all(|(other, rest)| count <= other || other >= &rest.len())
        });
        match open.and_then(|position| taken.get_mut(position)) {
            Some(count) => *count += 1,
            None => break,
        }
    }
    lists.into_iter().zip(taken).flat_map(|(list, count)| list.into_iter().take(count)).collect()
}

fn regions(asked: &Asked, query: &str, limit: usize) -> Vec<Value> {
    let gazetteer = asked.snapshot.gazetteer();
    let written = |id: RegionId| {
        let unit = gazetteer.region(id)?;
        let parents: Vec<&str> = gazetteer.ancestors(id).map(|parent| parent.full_name.as_str()).collect();
        Some(json!({
            "type": "region",
            "id": id,
            "label": unit.full_name,
            "context": parents.join(", "),
            "level": id.level(),
            "division": id.division(),
            "understood": gazetteer.understood(id).in_language(asked.language),
            "count": asked.snapshot.in_region(id).len(),
            "lon": unit.centre.lon,
            "lat": unit.centre.lat,
        }))
    };
    gazetteer.suggest(query, limit).into_iter().filter_map(written).collect()
}

fn terms(asked: &Asked, query: &str, limit: usize) -> Vec<Value> {
    let wanted = text::fold(query);
    let facets = [FacetKey::Sector, FacetKey::Kind, FacetKey::Subsector, FacetKey::Technology, FacetKey::Certification];
    let lists = facets.into_iter().filter_map(|key| key.vocabulary().map(|vocabulary| (key, vocabulary)));
    let matches = |term: &&Term| [&term.label_vi, &term.label_en].into_iter().any(|label| begins_words(label, &wanted));
    let written = |key: FacetKey, term: &Term| {
        json!({
            "type": "term",
            "vocabulary": term.vocabulary,
            "parameter": key.parameter(),
            "id": term.code,
            "label": term.label(asked.language),
            "context": key.heading().in_language(asked.language),
            "count": asked.snapshot.count_of_term(term.vocabulary, &term.code),
        })
    };
    let vocabulary = asked.snapshot.vocabulary();
    let found = lists.flat_map(|(key, list)| vocabulary.terms(list).filter(matches).map(move |term| written(key, term)));
    found.take(limit).collect()
}

/// Whether every word asked for begins a word of the label.
fn begins_words(label: &str, wanted: &str) -> bool {
    let folded = text::fold(label);
    !wanted.is_empty() && wanted.split(' ').all(|word| folded.split(' ').any(|candidate| candidate.starts_with(word)))
}

fn sites(asked: &Asked, query: &str, limit: usize) -> Vec<Value> {
    let written = |public: &PublicSite| {
        let facts = &public.site.facts;
        json!({
            "type": "site",
            "id": public.site.id,
            "label": facts.name,
            "context": public.place(),
            "kind": facts.kind,
            "sector": facts.sector,
            "lon": facts.placement.point.map(|point| point.lon),
            "lat": facts.placement.point.map(|point| point.lat),
        })
    };
    let found = asked.snapshot.sites_meant_by(query, limit);
    found.into_iter().filter_map(|slot| asked.snapshot.site(slot)).map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_gets_its_share() {
        let list = |name: &str, count: usize| (0..count).map(|_| json!(name)).collect::<Vec<_>>();
        let shared = shared_out(vec![list("region", 9), list("term", 1), list("site", 9)], 6);
        let count = |name: &str| shared.iter().filter(|value| *value == name).count();
        assert_eq!((count("region"), count("term"), count("site")), (3, 1, 2));
        assert_eq!(shared_out(vec![list("region", 2), list("term", 0)], 10).len(), 2);
    }

    #[test]
    fn words_may_come_in_any_order() {
        assert!(begins_words("Tưới nhỏ giọt", "giot tuoi"));
        assert!(!begins_words("Tưới nhỏ giọt", "phun"));
    }
}
