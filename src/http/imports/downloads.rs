//! Files of an import to take away: every row with its findings, the marked workbook, the file as it came; and the template.
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::NamedTempFile;

use super::import_problem::{disk_problem, import_problem, unknown_import};
use super::rows::rehearsed;
use super::standing::{own_store, readable_import};
use crate::access::Principal;
use crate::domain::{Action, Import, Language, RegionId};
use crate::http::editing::store_problem;
use crate::http::export_body::from_file;
use crate::http::private_reply::private_body;
use crate::http::problem::Problem;
use crate::http::reply::{CSV, JSON, XLSX};
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::importing::{ImportFailure, Rehearsed};
use crate::ingest::rehearsal::{
    MarkedError, ReportError, write_marked, write_report_csv, write_report_json, write_report_xlsx, write_template,
};
use crate::ingest::workbook::{Limits, ReadOptions, Workbook};
use crate::query::{QueryError, regions_named_by};

/// The media type of a file whose kind is told by its content.
const BYTES: &str = "application/octet-stream";

/// A format of a report.
#[derive(Clone, Copy)]
enum ReportFormat {
    Json,
    Csv,
    Xlsx,
}

impl ReportFormat {
    const ALL: [(&'static str, &'static str, Self); 3] =
        [("json", JSON, Self::Json), ("csv", CSV, Self::Csv), ("xlsx", XLSX, Self::Xlsx)];
}

/// `GET /api/imports/{id}/report`
pub(in crate::http) async fn download_report(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["f"]])?;
    let wanted = parameters.single("f")?.unwrap_or("json");
    let known: Vec<&str> = ReportFormat::ALL.iter().map(|(ending, ..)| *ending).collect();
    let found = ReportFormat::ALL.into_iter().find(|(ending, ..)| *ending == wanted);
    let (ending, media_type, format) = found.ok_or_else(|| QueryError::not_in_list("f", wanted, &known))?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let (rehearsed, language) = (rehearsed(&state, &asked, &principal, &standing)?, asked.language);
    let writing = tokio::task::spawn_blocking(move || write_report(&rehearsed, format, language));
    let file = writing.await.map_err(Problem::internal)?.map_err(|error| match error {
        ReportError::Io(error) => disk_problem(error),
        error @ ReportError::Workbook(_) => Problem::internal(error),
    })?;
    attachment(language, media_type, &format!("{}.{ending}", stem(&standing.import)), file)
}

fn write_report(rehearsed: &Rehearsed, format: ReportFormat, language: Language) -> Result<File, ReportError> {
    let rows = rehearsed.spool.rows();
    if let ReportFormat::Xlsx = format {
        let place = named_place()?;
        write_report_xlsx(rows, language, place.path())?;
        return Ok(place.reopen()?);
    }
    let mut file = BufWriter::new(tempfile::tempfile()?);
    match format {
        ReportFormat::Json => write_report_json(&rehearsed.summary, rows, language, &mut file)?,
        ReportFormat::Csv | ReportFormat::Xlsx => write_report_csv(rows, language, &mut file)?,
    }
    file.flush()?;
    let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// `GET /api/imports/{id}/marked`
pub(in crate::http) async fn download_marked(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let (rehearsed, language) = (rehearsed(&state, &asked, &principal, &standing)?, asked.language);
    let file = kept_file(&state, &standing.import).await?;
    let file_name = standing.import.file_name.clone();
    let writing = tokio::task::spawn_blocking(move || write_marked_file(&file, file_name, &rehearsed, language));
    let file = writing.await.map_err(Problem::internal)?.map_err(|error| match error {
        MarkedError::File(refusal) => import_problem(ImportFailure::File(refusal)),
        MarkedError::Rows(error) => disk_problem(error),
        error => Problem::internal(error),
    })?;
    attachment(language, XLSX, &format!("{}.xlsx", stem(&standing.import)), file)
}

fn write_marked_file(
    file: &NamedTempFile,
    file_name: String,
    rehearsed: &Arc<Rehearsed>,
    language: Language,
) -> Result<File, MarkedError> {
    let options = ReadOptions { file_name: Some(file_name), ..ReadOptions::default() };
    let mut workbook = Workbook::open_path(file.path(), &options, &Limits::DEFAULT)?;
    let place = named_place()?;
    write_marked(&mut workbook, rehearsed.spool.rows(), language, place.path())?;
    Ok(place.reopen()?)
}

/// `GET /api/imports/{id}/file`
pub(in crate::http) async fn download_file(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let place = kept_file(&state, &standing.import).await?;
    attachment(asked.language, BYTES, &standing.import.file_name, place.reopen().map_err(disk_problem)?)
}

/// `GET /api/imports/template`
pub(in crate::http) async fn download_template(asked: Asked, principal: Principal) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["region"]])?;
    let region: Option<RegionId> = match parameters.single("region")? {
        Some(_) => regions_named_by("region", &parameters, asked.snapshot.as_ref())?.first().copied(),
        None => None,
    };
    principal.require_somewhere(Action::Draft)?;
    let (snapshot, language) = (Arc::clone(&asked.snapshot), asked.language);
    let writing = tokio::task::spawn_blocking(move || {
        write_template(region, snapshot.vocabulary(), snapshot.geography().gazetteer(), language)
    });
    let bytes = writing.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let region = region.map(|region| format!("-{region}")).unwrap_or_default();
    Ok(named(private_body(language, XLSX, bytes.into()), &format!("agriatlas{region}.xlsx")))
}

/// The file of an import, on the disk for as long as this lives.
async fn kept_file(state: &SharedState, import: &Import) -> Result<NamedTempFile, Problem> {
    let place = named_place().map_err(disk_problem)?;
    let is_kept = own_store(state)?.write_import_file(&import.file_sha256, place.path()).await.map_err(store_problem)?;
    if is_kept { Ok(place) } else { Err(unknown_import(import.id)) }
}

fn named_place() -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix("agriatlas-import-").tempfile()
}

/// The name of the file without its ending.
fn stem(import: &Import) -> &str {
    import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem)
}

/// A file to be saved under this name. The open file outlives its name on the disk, so nothing is left behind.
fn attachment(language: Language, media_type: &'static str, name: &str, file: File) -> Result<Response, Problem> {
    let length = file.metadata().map_err(disk_problem)?.len();
    let mut answer = named(private_body(language, media_type, from_file(file)), name);
    answer.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(answer)
}

fn named(mut answer: Response, name: &str) -> Response {
    let named = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
    answer.headers_mut().extend(HeaderValue::from_str(&named).ok().map(|named| (header::CONTENT_DISPOSITION, named)));
    answer
}
