//! `If-Match`: which state of a record or of a proposal the sender saw.
use axum::http::{HeaderMap, header};

use crate::domain::{Message, SiteFacts};
use crate::http::problem::{Problem, ProblemCode};
use crate::snapshot::Snapshot;

/// The revision that the sender of a change to a record saw. The tag of a record (`"r12"`) says it, and so does that of a
/// public answer, which names the revision of the inventory; but not of a record of which the public is told less, as what
/// was read there must not be written over what is recorded.
pub(super) fn seen_revision(headers: &HeaderMap, snapshot: &Snapshot, record: &SiteFacts) -> Result<i64, Problem> {
    let database = snapshot.inventory_id().get(..8).unwrap_or_default();
    let revision = |tag: &str| match tag.strip_prefix('r') {
        Some(number) => number.parse().ok(),
        None if record.privacy.conceals() => None,
        None => {
            let mut parts = tag.split('-');
            let revision = parts.next()?.parse().ok()?;
            (parts.next() == Some(database)).then_some(revision)
        }
    };
    newest(headers, revision)
}

/// The version of a proposal that the sender saw (`"p2"`).
pub(super) fn seen_version(headers: &HeaderMap) -> Result<i64, Problem> {
    newest(headers, |tag| tag.strip_prefix('p')?.parse().ok())
}

/// The version of a contact that the sender saw (`"c2"`).
pub(super) fn seen_contact(headers: &HeaderMap) -> Result<i64, Problem> {
    newest(headers, |tag| tag.strip_prefix('c')?.parse().ok())
}

/// The version of an import that the sender saw (`"i2"`).
pub(in crate::http) fn seen_import(headers: &HeaderMap) -> Result<i64, Problem> {
    newest(headers, |tag| tag.strip_prefix('i')?.parse().ok())
}

fn newest(headers: &HeaderMap, read: impl Fn(&str) -> Option<i64>) -> Result<i64, Problem> {
    let sent: Vec<&str> = headers.get_all(header::IF_MATCH).into_iter().filter_map(|value| value.to_str().ok()).collect();
    if sent.is_empty() {
        let detail = Message::new(
            "Hãy gửi If-Match với ETag của bản bạn đã đọc, để không ghi đè thay đổi của người khác.",
            "Send If-Match with the ETag of what you read, so that nobody else's change is overwritten.",
        );
        return Err(Problem::new(ProblemCode::PreconditionRequired, detail));
    }
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"').to_owned();
    let known = sent.iter().flat_map(|value| value.split(',')).filter_map(|tag| read(&opaque(tag)));
    known.max().ok_or_else(|| {
        let detail = Message::new(
            "If-Match không phải ETag của bản ghi này. Hãy đọc lại bản ghi.",
            "If-Match is no ETag of this record. Read the record again.",
        );
        Problem::new(ProblemCode::PreconditionFailed, detail)
    })
}
