//! What a failure of an import means to who asked.
use std::io::ErrorKind;

use serde_json::json;

use crate::domain::Message;
use crate::http::editing::store_problem;
use crate::http::problem::{Problem, ProblemCode};
use crate::importing::{FILE_MAX, ImportFailure};
use crate::ingest::workbook::FileRefusal;
use crate::query::QueryError;

/// There is no such import, or none that the reader may know of.
pub(super) fn unknown_import(id: impl std::fmt::Display) -> Problem {
    Problem::not_found(Message::new(format!("Không có lần nhập {id}."), format!("There is no import {id}.")))
}

/// The rows are asked for before they are known.
pub(super) fn not_rehearsed() -> Problem {
    import_problem(ImportFailure::NotRehearsed)
}

/// The file is larger than any may be.
pub(super) fn too_large(bytes: u64) -> Problem {
    import_problem(ImportFailure::File(FileRefusal::TooLarge { bytes, limit: FILE_MAX }))
}

/// What failed, as a problem.
pub(super) fn import_problem(failure: ImportFailure) -> Problem {
    let detail = failure.message();
    let code = match failure {
        ImportFailure::Store(error) => return store_problem(error),
        ImportFailure::File(FileRefusal::Io(error)) | ImportFailure::Disk(error) => return disk_problem(error),
        ImportFailure::Unsayable { member, reason } => return QueryError::invalid(member, reason).into(),
        ImportFailure::NotOfThisImport { .. } => return QueryError::invalid("revert", detail).into(),
        ImportFailure::Conflicts { proposals } => {
            return Problem::new(ProblemCode::Conflict, detail).with_member("proposals", json!(proposals));
        }
        failure @ ImportFailure::Unintelligible { .. } => return Problem::internal(failure),
        ImportFailure::File(FileRefusal::TooLarge { limit: FILE_MAX, .. }) => ProblemCode::BodyTooLarge,
        ImportFailure::File(_) => ProblemCode::UnreadableFile,
        ImportFailure::Cancelled | ImportFailure::NotRehearsed => ProblemCode::NotRehearsed,
        ImportFailure::Busy => ProblemCode::Busy,
        ImportFailure::RehearsalMoved => ProblemCode::RehearsalMoved,
        ImportFailure::NothingToCommit => ProblemCode::Conflict,
        ImportFailure::TooFar { .. } | ImportFailure::NotTheirs { .. } => ProblemCode::Forbidden,
    };
    Problem::new(code, detail)
}

/// What a failure of the disk means.
pub(super) fn disk_problem(error: std::io::Error) -> Problem {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::new(
            ProblemCode::StorageFull,
            Message::new(
                "Đĩa của máy chủ đã đầy. Chưa có gì được lưu; hãy báo người quản trị rồi gửi lại.",
                "The disk of the server is full. Nothing was saved; tell the administrator and send it again.",
            ),
        ),
        _ => Problem::internal(error),
    }
}
