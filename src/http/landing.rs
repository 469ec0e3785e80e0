//! `/api`: where everything is; `/api/problems`: the codes; and what a panic in a handler becomes.
use std::any::Any;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::collection::Collection;
use super::links::link;
use super::problem::{Problem, ProblemCode};
use super::reply::{GEOJSON, JSON, reply};
use super::request::{Asked, FORMAT};
use crate::domain::{DATA_LICENCE, DATA_TITLE, Message};

/// `GET /api`
pub(super) async fn show_landing(asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[FORMAT])?;
    let at = |path: &str| asked.public_url.absolute(path, &[]);
    let titled = |rel: &str, media_type: &str, href: String, title: &str| {
        let mut entry = link(rel, media_type, href);
        if let Some(members) = entry.as_object_mut() {
            members.insert("title".to_owned(), json!(title));
        }
        entry
    };
    let mut links = vec![link("self", JSON, at("/api")), link("alternate", "text/html", at("/"))];
    for collection in Collection::ALL {
        let title = collection.title();
        links.push(titled("items", GEOJSON, at(&collection.path("/items")), title.in_language(asked.language)));
    }
    let regions = Message::new("Đơn vị hành chính, mới và cũ", "Administrative units, current and former");
    links.push(titled("items", GEOJSON, at("/api/collections/regions/items"), regions.in_language(asked.language)));
    let statistics = Message::new("Thống kê bên cạnh số liệu công bố", "Statistics beside reported totals");
    links.push(titled("statistics", JSON, at("/api/statistics?by=province"), statistics.in_language(asked.language)));
    let gaps = Message::new("Xã chưa có điểm nào ở gần", "Communes without a site near");
    links.push(titled("gaps", JSON, at("/api/statistics/gaps?by=province"), gaps.in_language(asked.language)));
    links.push(titled("vocabularies", JSON, at("/api/vocabularies"), "vocabularies"));
    links.push(titled("problems", JSON, at("/api/problems"), "problems"));
    let body = json!({
        "title": DATA_TITLE.in_language(asked.language),
        "licence": DATA_LICENCE.in_language(asked.language),
        "revision": asked.snapshot.revision(),
        "updated_at": asked.snapshot.last_change(),
        "links": links,
    });
    Ok(reply(&asked, JSON, || Body::from(body.to_string())))
}

/// `GET /api/problems`
pub(super) async fn list_problems(asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let problems: Vec<Value> = ProblemCode::ALL
        .iter()
        .map(|problem| {
            json!({
                "code": problem.code(),
                "status": problem.status().as_u16(),
                "title": problem.title().in_language(asked.language),
            })
        })
        .collect();
    Ok(reply(&asked, JSON, || Body::from(json!({ "problems": problems }).to_string())))
}

/// A panic becomes an internal problem; its text goes to the log only.
pub(super) fn report_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Problem::internal(format!("panic: {}", text.unwrap_or_default())).into_response()
}
