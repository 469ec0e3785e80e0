//! Puts a change into the inventory: one commit, tried anew while others commit, answered once everybody sees it.
use serde_json::json;

use crate::domain::{Batch, Message, SiteFacts, SiteId};
use crate::http::problem::{Problem, ProblemCode};
use crate::http::request::Asked;
use crate::http::state::SharedState;
use crate::store::{Acceptance, Commit, Record, SiteWrite, Store, StoreError};

use super::record_json::field_changes;

/// How often a commit is tried while others come first.
const ATTEMPTS: usize = 20;

/// What is to be published.
pub(super) struct Publication<'a> {
    /// Who, why, and who accepted it.
    pub(super) batch: &'a Batch,
    /// The recorded site and the revision of it that the sender saw; `None` for a new one.
    pub(super) seen: Option<(SiteId, i64)>,
    /// All facts of the site.
    pub(super) facts: SiteFacts,
    /// The proposal that it carries out.
    pub(super) acceptance: Option<Acceptance>,
}

/// Commits it, and waits until the snapshot has it.
pub(super) async fn publish(state: &SharedState, asked: &Asked, wanted: Publication<'_>) -> Result<Commit, Problem> {
    let store = store_of(state)?;
    for _ in 0..ATTEMPTS {
        let revision = store.revision().await.map_err(store_problem)?;
        if let Some((id, seen)) = wanted.seen {
            let record = store.record(id).await.map_err(store_problem)?.ok_or_else(|| unknown(id))?;
            require_unchanged(asked, store, &record, seen).await?;
        }
        let facts = wanted.facts.clone();
        let write = match wanted.seen {
            Some((id, _)) => SiteWrite::Update { id, facts },
            None => SiteWrite::Create(facts),
        };
        let committed = match &wanted.acceptance {
            Some(acceptance) => store.accept(wanted.batch, revision, write, acceptance.clone()).await,
            None => store.commit(wanted.batch, revision, vec![write], Vec::new()).await,
        };
        match committed {
            Ok(commit) => {
                state.served(commit.revision).await;
                return Ok(commit);
            }
            Err(StoreError::RevisionMoved { .. }) => {}
            Err(error) => return Err(store_problem(error)),
        }
    }
    Err(busy())
}

/// Refuses a change to a record that changed since the sender read it, and says what became of it.
pub(super) async fn require_unchanged(asked: &Asked, store: &Store, record: &Record, seen: i64) -> Result<(), Problem> {
    if record.revision <= seen {
        return Ok(());
    }
    let history = store.history(record.site.id).await.map_err(store_problem)?;
    let before = history.iter().rev().find(|change| change.revision <= seen).map(|change| &change.after);
    let changes = before.map_or_else(Vec::new, |before| field_changes(asked, before, &record.site.facts, "now"));
    let detail = Message::new(
        "Bản ghi đã được người khác sửa sau khi bạn đọc; xem changes. Chưa có gì thay đổi.",
        "Somebody changed the record after you read it, see changes. Nothing was changed.",
    );
    Err(Problem::new(ProblemCode::PreconditionFailed, detail)
        .with_member("revision", json!(record.revision))
        .with_member("changes", json!(changes)))
}

/// The store that keeps the records.
pub(in crate::http) fn store_of(state: &SharedState) -> Result<&Store, Problem> {
    state.history().ok_or_else(|| Problem::internal("this server has no store"))
}

/// What a failure of the store means to who sent a change.
pub(in crate::http) fn store_problem(error: StoreError) -> Problem {
    match error {
        StoreError::Busy { .. } => busy(),
        StoreError::UnknownSite { site } => unknown(site),
        StoreError::UnknownProposal { id } => {
            Problem::not_found(Message::new(format!("Không có đề xuất {id}."), format!("There is no proposal {id}.")))
        }
        StoreError::ProposalMoved { found, .. } => Problem::new(
            ProblemCode::PreconditionFailed,
            Message::new(
                "Đề xuất đã được người khác sửa sau khi bạn đọc. Hãy đọc lại. Chưa có gì thay đổi.",
                "Somebody changed the proposal after you read it. Read it again. Nothing was changed.",
            ),
        )
        .with_member("version", json!(found)),
        StoreError::ContactMoved { found, .. } => Problem::new(
            ProblemCode::PreconditionFailed,
            Message::new(
                "Liên hệ đã được người khác sửa sau khi bạn đọc. Hãy đọc lại. Chưa có gì thay đổi.",
                "Somebody changed the contact after you read it. Read it again. Nothing was changed.",
            ),
        )
        .with_member("version", json!(found)),
        StoreError::ImportMoved { found, .. } => Problem::new(
            ProblemCode::PreconditionFailed,
            Message::new(
                "Lần nhập tệp đã được người khác sửa sau khi bạn đọc. Hãy đọc lại. Chưa có gì thay đổi.",
                "Somebody changed the import after you read it. Read it again. Nothing was changed.",
            ),
        )
        .with_member("version", json!(found)),
        error @ StoreError::ImportDecided { .. } => Problem::new(ProblemCode::Conflict, error.message()),
        error @ (StoreError::UnknownContact { .. } | StoreError::NoConsent { .. } | StoreError::UnknownImport { .. }) => {
            Problem::not_found(error.message())
        }
        error @ (StoreError::ContactErased { .. } | StoreError::ConsentStands { .. }) => {
            Problem::new(ProblemCode::Conflict, error.message())
        }
        error @ (StoreError::ProposalDecided { .. } | StoreError::Refused { .. } | StoreError::Inadmissible { .. }) => {
            Problem::new(ProblemCode::Conflict, error.message())
        }
        StoreError::DiskFull { .. } => Problem::new(
            ProblemCode::StorageFull,
            Message::new(
                "Đĩa của máy chủ đã đầy. Chưa có gì được lưu; hãy giữ nội dung đã nhập, báo người quản trị rồi gửi lại.",
                "The disk of the server is full. Nothing was saved; keep what you typed, tell the administrator and send it again.",
            ),
        ),
        error => Problem::internal(error),
    }
}

fn busy() -> Problem {
    Problem::new(
        ProblemCode::Busy,
        Message::new(
            "Máy chủ đang bận ghi; hãy gửi lại sau ít giây. Chưa có gì thay đổi.",
            "The server is busy writing; send it again in a few seconds. Nothing was changed.",
        ),
    )
}

/// There is no such record, or none that the reader may know of.
pub(super) fn unknown(id: impl std::fmt::Display) -> Problem {
    Problem::not_found(Message::new(format!("Không có điểm {id}."), format!("There is no site {id}.")))
}
