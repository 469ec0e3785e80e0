//! `/api/conformance`: which parts of which standards this server keeps to, each held by tests (`docs/conformance.md`).
use axum::response::Response;
use serde_json::json;

use super::data_page::data_reply;
use super::links::link;
use super::problem::Problem;
use super::reply::JSON;
use super::request::{Asked, FORMAT};
use crate::domain::Message;

/// Every conformance class that holds, and no other.
pub(super) const CLASSES: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
];

/// `GET /api/conformance`
pub(super) async fn show_conformance(asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[FORMAT])?;
    let format = asked.format(&parameters)?;
    let title = Message::new("Các tiêu chuẩn được tuân thủ", "Standards kept to");
    Ok(data_reply(&asked, format, JSON, ("/api/conformance", title.in_language(asked.language)), || {
        let at = |pairs: &[(&str, String)]| asked.public_url.absolute("/api/conformance", pairs);
        let links = [link("self", JSON, at(&[])), link("alternate", "text/html", at(&[("f", "html".to_owned())]))];
        json!({"conformsTo": CLASSES, "links": links})
    }))
}
