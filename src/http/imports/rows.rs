//! `GET /api/imports/{id}/rows` and the same rows as points of a map.
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::import_json::ensured;
use super::import_problem::{disk_problem, import_problem, not_rehearsed};
use super::row_json::Reader;
use super::standing::{Standing, readable_import};
use crate::access::Principal;
use crate::domain::{FindingCode, Severity};
use crate::http::export_body::from_file;
use crate::http::private_reply::{private_answer, private_body};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::reply::GEOJSON;
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::importing::{ImportFailure, Rehearsed, RowFilter, Stage};
use crate::ingest::rehearsal::RehearsedOutcome;
use crate::query::{Parameters, QueryError};

/// How many rows an answer has where nobody says so, and at most.
const LIMIT: usize = 50;
const LIMIT_MAX: usize = 1_000;

/// Every outcome, as a filter takes it.
const OUTCOMES: [RehearsedOutcome; 6] = [
    RehearsedOutcome::Created,
    RehearsedOutcome::Changed,
    RehearsedOutcome::Unchanged,
    RehearsedOutcome::Refused,
    RehearsedOutcome::Skipped,
    RehearsedOutcome::LeftOut,
];

/// `GET /api/imports/{id}/rows`
pub(in crate::http) async fn list_rows(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["outcome", "finding", "severity", "sheet", "look", "limit", "offset"]])?;
    let filter = filter(&parameters)?;
    let limit = parameters.number("limit", 1, LIMIT_MAX)?.unwrap_or(LIMIT);
    let offset = parameters.number("offset", 0, usize::MAX)?.unwrap_or(0);
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let rehearsed = rehearsed(&state, &asked, &principal, &standing)?;
    let (snapshot, language) = (Arc::clone(&asked.snapshot), asked.language);
    let reading = tokio::task::spawn_blocking(move || {
        let spool = &rehearsed.spool;
        let reader = Reader { language, geography: snapshot.geography(), spool };
        let places = spool.matching(&filter);
        let page = places.iter().skip(offset).take(limit).map(|place| spool.row(*place).map(|row| reader.row(&row)));
        Ok::<_, io::Error>((places.len(), page.collect::<Result<Vec<Value>, _>>()?))
    });
    let (matched, rows) = reading.await.map_err(Problem::internal)?.map_err(disk_problem)?;
    let body = json!({"numberMatched": matched, "numberReturned": rows.len(), "rows": rows});
    Ok(private_answer(asked.language, StatusCode::OK, &body))
}

/// `GET /api/imports/{id}/rows.geojson`
pub(in crate::http) async fn map_rows(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
    principal: Principal,
) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    let standing = readable_import(&state, &asked, &principal, &id).await?;
    let rehearsed = rehearsed(&state, &asked, &principal, &standing)?;
    let (snapshot, language) = (Arc::clone(&asked.snapshot), asked.language);
    let writing = tokio::task::spawn_blocking(move || {
        write_features(&rehearsed, &Reader { language, geography: snapshot.geography(), spool: &rehearsed.spool })
    });
    let file = writing.await.map_err(Problem::internal)?.map_err(disk_problem)?;
    Ok(private_body(asked.language, GEOJSON, from_file(file)))
}

fn write_features(rehearsed: &Rehearsed, reader: &Reader<'_>) -> io::Result<File> {
    let mut file = BufWriter::new(tempfile::tempfile()?);
    file.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut is_first = true;
    for row in rehearsed.spool.rows() {
        if let Some(feature) = reader.feature(&row?) {
            file.write_all(if is_first { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut file, &feature)?;
            is_first = false;
        }
    }
    file.write_all(b"]}")?;
    let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// The finished rehearsal; where none is at hand it begins, and who asks is told to wait.
pub(super) fn rehearsed(
    state: &SharedState,
    asked: &Asked,
    principal: &Principal,
    standing: &Standing,
) -> Result<Arc<Rehearsed>, Problem> {
    let job = ensured(state, asked, principal, standing)?.ok_or_else(not_rehearsed)?;
    match job.stage() {
        Stage::Done(rehearsed) => Ok(rehearsed),
        Stage::Failed(failure) => match &*failure {
            ImportFailure::File(refusal) => Err(Problem::new(ProblemCode::NotRehearsed, refusal.message())),
            _ => Err(not_rehearsed()),
        },
        Stage::Queued | Stage::Reading | Stage::Cancelled => Err(import_problem(ImportFailure::NotRehearsed)),
    }
}

fn filter(parameters: &Parameters) -> Result<RowFilter, QueryError> {
    let outcomes: Vec<&str> = OUTCOMES.iter().map(|outcome| outcome.code()).collect();
    let outcome = |code: &str| {
        let known = OUTCOMES.iter().copied().find(|outcome| outcome.code() == code);
        known.ok_or_else(|| QueryError::not_in_list("outcome", code, &outcomes))
    };
    let findings: Vec<&str> = FindingCode::ALL.iter().map(|code| code.code()).collect();
    let finding = |code: &str| code.parse().map_err(|_| QueryError::not_in_list("finding", code, &findings));
    let severities: Vec<&str> = Severity::ALL.iter().map(|severity| severity.code()).collect();
    let severity = |code: &str| code.parse().map_err(|_| QueryError::not_in_list("severity", code, &severities));
    Ok(RowFilter {
        outcomes: parameters.list("outcome")?.into_iter().map(outcome).collect::<Result<_, _>>()?,
        finding: parameters.single("finding")?.map(finding).transpose()?,
        severity: parameters.single("severity")?.map(severity).transpose()?,
        sheet: parameters.single("sheet")?.map(str::to_owned),
        look: match parameters.single("look")? {
            None => None,
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(other) => return Err(QueryError::not_in_list("look", other, &["true", "false"])),
        },
    })
}
