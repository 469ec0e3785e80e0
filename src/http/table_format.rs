//! The formats of what is a table: JSON, CSV, Excel, and a page where there is one; with their file names.
use axum::http::{HeaderValue, header};
use axum::response::Response;
use jiff::Timestamp;

use super::page_layout::words;
use super::problem::{Problem, ProblemCode};
use super::reply::{CSV, HTML, JSON, XLSX};
use super::request::{Asked, JSON_TYPES, prefers_page};
use crate::domain::{Language, Message, local_time};
use crate::query::{Parameters, QueryError};

/// A representation of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableFormat {
    Json,
    Csv,
    Xlsx,
    Html,
}

impl TableFormat {
    const ALL: [Self; 4] = [Self::Json, Self::Csv, Self::Xlsx, Self::Html];

    /// The name in `f=` and in file names.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }

    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => JSON,
            Self::Csv => CSV,
            Self::Xlsx => XLSX,
            Self::Html => HTML,
        }
    }

    /// The format asked for: `f` wins, then a page for browsers where there is one, then what the client accepts, then JSON.
    pub(super) fn asked(asked: &Asked, parameters: &Parameters, has_page: bool) -> Result<Self, Problem> {
        let offered = Self::ALL.into_iter().filter(|format| has_page || *format != Self::Html);
        if let Some(name) = parameters.single("f")? {
            let names: Vec<&str> = offered.clone().map(Self::name).collect();
            let found = offered.into_iter().find(|format| format.name() == name);
            return found.ok_or_else(|| QueryError::not_in_list("f", name, &names).into());
        }
        if has_page && prefers_page(&asked.headers) {
            return Ok(Self::Html);
        }
        let tables = [(Self::Csv, "text/csv"), (Self::Xlsx, XLSX)].map(|(format, name)| (format, asked.wants(&[name])));
        let best = tables.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        // Of equal ones JSON comes first.
        if let Some((format, _)) = best.filter(|(_, quality)| *quality > asked.wants(JSON_TYPES)) {
            return Ok(format);
        }
        if asked.wants(JSON_TYPES) > 0.0 || !asked.headers.contains_key(header::ACCEPT) {
            return Ok(Self::Json);
        }
        let types =
            offered.map(|format| format.media_type().split(';').next().unwrap_or_default()).collect::<Vec<_>>().join(", ");
        Err(Problem::new(
            ProblemCode::NotAcceptable,
            Message::new(format!("Chỉ có {types}."), format!("There are only {types}.")),
        ))
    }

    /// Names the file where the answer is one to keep: `stem-2026-11-21.xlsx`.
    pub(super) fn name_file(self, response: &mut Response, stem: &str) {
        if !matches!(self, Self::Csv | Self::Xlsx) {
            return;
        }
        let name = format!("attachment; filename=\"{stem}-{}.{}\"", local_time::day_of(Timestamp::now()), self.name());
        if let Ok(name) = HeaderValue::from_str(&name) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
    }
}

/// Runs what takes a while where it holds up no other request.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|failure| Err(Problem::internal(failure)))
}

/// The heading of the column of a CSV that says what the file is.
pub(super) fn csv_note_heading(language: Language) -> &'static str {
    words(language, "Ghi chú xuất tệp", "Export note")
}
