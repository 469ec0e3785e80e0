//! What became of a change, and what was found in it, as its sender is told.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use crate::domain::{Finding, Language, Message, Proposal, Severity, SiteId};
use crate::http::collection::Collection;
use crate::http::private_reply::private_answer;
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;

/// What became of a change.
pub(super) enum Outcome {
    /// The inventory has it; `is_new` of a new site.
    Published { id: SiteId, revision: i64, is_new: bool },
    /// A proposal waits.
    Proposed(Box<Proposal>),
    /// The record says so already.
    Unchanged { id: SiteId, revision: i64 },
    /// Nothing was to be written.
    Checked { id: Option<SiteId> },
}

/// The answer.
pub(super) fn told(asked: &Asked, collection: Collection, outcome: &Outcome, findings: &[Finding]) -> Response {
    let (name, id, revision, proposal) = match outcome {
        Outcome::Published { id, revision, .. } => ("published", Some(*id), Some(*revision), None),
        Outcome::Proposed(proposal) => ("proposed", proposal.site, None, Some(proposal)),
        Outcome::Unchanged { id, revision } => ("unchanged", Some(*id), Some(*revision), None),
        Outcome::Checked { id } => ("checked", *id, None, None),
    };
    let body = json!({
        "outcome": name,
        "id": id,
        "revision": revision,
        "proposal": proposal.map(|proposal| json!({"id": proposal.id, "version": proposal.version, "state": proposal.state})),
        "findings": findings_json(findings, asked.language),
    });
    let (status, location, tag) = match outcome {
        Outcome::Published { id, revision, is_new } => {
            let status = if *is_new { StatusCode::CREATED } else { StatusCode::OK };
            (status, is_new.then(|| collection.path(&format!("/items/{id}"))), Some(format!("\"r{revision}\"")))
        }
        Outcome::Proposed(proposal) => (StatusCode::ACCEPTED, Some(format!("/api/proposals/{}", proposal.id)), None),
        Outcome::Unchanged { revision, .. } => (StatusCode::OK, None, Some(format!("\"r{revision}\""))),
        Outcome::Checked { .. } => (StatusCode::OK, None, None),
    };
    let mut answer = private_answer(asked.language, status, &body);
    let location = location.map(|path| asked.public_url.absolute(&path, &[]));
    for (name, value) in [(header::LOCATION, location), (header::ETAG, tag)] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

/// The findings, each beside the property it is about, the graver ones first.
pub(super) fn findings_json(findings: &[Finding], language: Language) -> Vec<Value> {
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    let told = |finding: &&Finding| {
        json!({
            "property": finding.column,
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message.in_language(language),
            "value": finding.value,
        })
    };
    findings.iter().map(told).collect()
}

/// The change cannot be taken.
pub(super) fn refused(asked: &Asked, findings: &[Finding]) -> Problem {
    let count = findings.iter().filter(|finding| finding.severity == Severity::Refused).count();
    let detail = Message::new(
        format!("{count} chỗ không nhận được; xem findings. Chưa có gì thay đổi."),
        format!("{count} values cannot be taken, see findings. Nothing was changed."),
    );
    Problem::new(ProblemCode::Findings, detail).with_member("findings", json!(findings_json(findings, asked.language)))
}
