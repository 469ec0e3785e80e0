//! `/api`: where everything is; `/api/problems`: the codes; and what a panic in a handler becomes.
use std::any::Any;

use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::any_collection::AnyCollection;
use super::data_page::data_reply;
use super::links::titled_link;
use super::problem::{Problem, ProblemCode};
use super::reply::{ATOM, GEOJSON, JSON, OPENAPI};
use super::request::{Asked, FORMAT};
use crate::domain::{DATA_LICENCE, DATA_TITLE, Message};

/// `GET /api`
pub(super) async fn show_landing(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    Ok(data_reply(&asked, format, JSON, ("/api", DATA_TITLE.in_language(asked.language)), || landing(&asked)))
}

fn landing(asked: &Asked) -> Value {
    let at = |path: &str| asked.public_url.absolute(path, &[]);
    let page = |path: &str| asked.public_url.absolute(path, &[("f", "html".to_owned())]);
    let said = |rel: &str, media_type: &str, href: String, title: &Message| {
        titled_link(rel, media_type, href, title.in_language(asked.language))
    };
    let collections = Message::new("Các bộ dữ liệu", "The collections");
    let conformance = Message::new("Các tiêu chuẩn được tuân thủ", "Standards kept to");
    let mut links = vec![
        said("self", JSON, at("/api"), &Message::new("Trang này", "This document")),
        said("alternate", "text/html", page("/api"), &Message::new("Trang này để đọc", "This document as a page")),
        said("service-desc", OPENAPI, at("/api/openapi.json"), &Message::new("Mô tả OpenAPI", "OpenAPI document")),
        said("service-doc", "text/html", at("/api/docs"), &Message::new("Mô tả giao diện để đọc", "About this interface")),
        said("conformance", JSON, at("/api/conformance"), &conformance),
        said("http://www.opengis.net/def/rel/ogc/1.0/conformance", JSON, at("/api/conformance"), &conformance),
        said("data", JSON, at("/api/collections"), &collections),
        said("http://www.opengis.net/def/rel/ogc/1.0/data", JSON, at("/api/collections"), &collections),
    ];
    for collection in AnyCollection::ALL {
        links.push(said("items", GEOJSON, at(&collection.path("/items")), &collection.title()));
    }
    let statistics = Message::new("Thống kê bên cạnh số liệu công bố", "Statistics beside reported totals");
    let gaps = Message::new("Xã chưa có điểm nào ở gần", "Communes without a site near");
    let latest = format!("/api/diff?from={}", (asked.snapshot.revision() - 1).max(0));
    links.extend([
        said("statistics", JSON, at("/api/statistics?by=province"), &statistics),
        said("gaps", JSON, at("/api/statistics/gaps?by=province"), &gaps),
        said("vocabularies", JSON, at("/api/vocabularies"), &Message::new("Danh mục mã", "Code lists")),
        said("changes", JSON, at("/api/changes"), &Message::new("Những gì đã thay đổi", "What changed")),
        said(
            "differences",
            JSON,
            at(&latest),
            &Message::new("Thay đổi của lần cập nhật gần nhất", "What the latest update changed"),
        ),
        said("alternate", ATOM, at("/api/changes.atom"), &Message::new("Tin thay đổi (Atom)", "Feed of changes (Atom)")),
        said("problems", JSON, at("/api/problems"), &Message::new("Các mã lỗi", "Codes of problems")),
        said("license", "text/html", "https://creativecommons.org/licenses/by/4.0/".to_owned(), &DATA_LICENCE),
    ]);
    let description = Message::new(
        "Kho dữ liệu không gian về mô hình nông nghiệp công nghệ cao, hợp tác xã và doanh nghiệp của Việt Nam.",
        "The spatial inventory of high-tech farm models, co-operatives and enterprises of Vietnam.",
    );
    json!({
        "title": DATA_TITLE.in_language(asked.language),
        "description": description.in_language(asked.language),
        "attribution": DATA_LICENCE.in_language(asked.language),
        "licence": DATA_LICENCE.in_language(asked.language),
        "revision": asked.snapshot.revision(),
        "updated_at": asked.snapshot.last_change(),
        "links": links,
    })
}

/// `GET /api/problems`
pub(super) async fn list_problems(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let title = Message::new("Các mã lỗi", "Codes of problems");
    Ok(data_reply(&asked, format, JSON, ("/api/problems", title.in_language(asked.language)), || {
        let written = |problem: &ProblemCode| {
            json!({
                "code": problem.code(),
                "status": problem.status().as_u16(),
                "title": problem.title().in_language(asked.language),
            })
        };
        json!({"problems": ProblemCode::ALL.iter().map(written).collect::<Vec<_>>()})
    }))
}

/// A panic becomes an internal problem; its text goes to the log only.
pub(super) fn report_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Problem::internal(format!("panic: {}", text.unwrap_or_default())).into_response()
}
