//! `/api/vocabularies`: every code list with its labels.
use axum::body::Body;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::problem::Problem;
use super::reply::{JSON, reply};
use super::request::Asked;
use crate::domain::{Status, Term, VocabularyName};

/// `GET /api/vocabularies`
pub(super) async fn list_vocabularies(asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    asked.require_json()?;
    Ok(reply(&asked, JSON, || {
        let vocabulary = asked.snapshot.vocabulary();
        let written = |term: &Term| {
            json!({
                "code": term.code,
                "label": term.label(asked.language),
                "label_vi": term.label_vi,
                "label_en": term.label_en,
                "sector": term.sector,
            })
        };
        // States that are never public are no business of the public interface.
        let is_public =
            |term: &&Term| term.vocabulary != VocabularyName::Status || term.code.parse::<Status>().is_ok_and(Status::is_public);
        let lists: Map<String, Value> = VocabularyName::ALL
            .iter()
            .map(|name| (name.code().to_owned(), vocabulary.terms(*name).filter(is_public).map(written).collect()))
            .collect();
        Body::from(json!({"revision": asked.snapshot.revision(), "vocabularies": lists}).to_string())
    }))
}
