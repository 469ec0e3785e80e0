//! `/api/vocabularies`: every code list with its labels.
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::data_page::data_reply;
use super::problem::Problem;
use super::reply::JSON;
use super::request::{Asked, FORMAT};
use crate::domain::{Message, Status, Term, VocabularyName};

/// `GET /api/vocabularies`
pub(super) async fn list_vocabularies(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let title = Message::new("Danh mục mã", "Code lists");
    Ok(data_reply(&asked, format, JSON, ("/api/vocabularies", title.in_language(asked.language)), || {
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
        json!({"revision": asked.snapshot.revision(), "vocabularies": lists})
    }))
}
