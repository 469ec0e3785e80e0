//! What a check of the database found, in words for people.
use std::fmt::Write;

use serde_json::{Value, json};

use super::Outcome;
use crate::audit::AuditReport;
use crate::domain::Language;
use crate::store::Census;

/// What was looked at, and each finding on a line.
pub(super) fn text(report: &AuditReport, language: Language) -> String {
    let AuditReport { revision, sites, public_sites, changes, batches, proposals, contacts, accounts, findings } = report;
    let count = findings.len();
    let mut text = match language {
        Language::Vietnamese => format!(
            "Đã kiểm tra phiên bản {revision}: {sites} điểm ({public_sites} công khai), {changes} mục lịch sử trong {batches} lô, \
             {proposals} đề xuất, {contacts} liên hệ, {accounts} tài khoản.\n{}\n",
            if count == 0 { "Không phát hiện gì.".to_owned() } else { format!("Phát hiện {count} điều:") }
        ),
        Language::English => format!(
            "Checked revision {revision}: {sites} sites ({public_sites} public), {changes} entries of history in {batches} batches, \
             {proposals} proposals, {contacts} contacts, {accounts} accounts.\n{}\n",
            if count == 0 { "Nothing was found.".to_owned() } else { format!("Findings: {count}") }
        ),
    };
    for finding in findings {
        let _ = writeln!(text, "  {}: {}", finding.code.code(), finding.message.in_language(language));
    }
    text
}

/// How a command with this report ended.
pub(super) fn outcome(report: &AuditReport) -> Outcome {
    if report.findings.is_empty() { Outcome::Fine } else { Outcome::Findings }
}

/// What is there, for programs.
pub(super) fn census_json(census: &Census, check: &AuditReport) -> Value {
    let tables: serde_json::Map<_, _> = census.tables.iter().map(|table| (table.table.to_owned(), table.rows.into())).collect();
    json!({"revision": census.revision, "tables": tables, "check": check})
}
