//! The description of the interface: an OpenAPI 3.0 document made from lists, and the same to read as a page.
mod account_operations;
mod docs_page;
mod document;
mod editing_operations;
mod imports_operations;
mod operation;
mod operations;
mod parameter;
mod parameters;
mod people_operations;
mod time_parameters;

use axum::body::Body;
use axum::response::Response;

use super::problem::Problem;
use super::reply::{HTML, OPENAPI, reply};
use super::request::Asked;

/// `GET /api/openapi.json`
pub(super) async fn show_document(asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let server = asked.public_url.absolute("/api", &[]);
    Ok(reply(&asked, OPENAPI, || Body::from(document::document(&server, asked.language).to_string())))
}

/// `GET /api/docs`
pub(super) async fn show_docs(asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    Ok(reply(&asked, HTML, || Body::from(docs_page::render(&asked).into_string())))
}
