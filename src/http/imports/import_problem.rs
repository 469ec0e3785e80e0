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
    Problem::new(
        ProblemCode::NotRehearsed,
        Message::new(
            "Tệp chưa được đọc xong; xem progress rồi thử lại.",
            "The file is not read to its end yet; see progress and try again.",
        ),
    )
}

/// The file is larger than any may be.
pub(super) fn too_large() -> Problem {
    let most = FILE_MAX / (1024 * 1024);
    Problem::new(
        ProblemCode::BodyTooLarge,
        Message::new(
            format!("Tệp lớn quá {most} MiB. Hãy chia tệp thành nhiều phần."),
            format!("The file exceeds {most} MiB. Split it into parts."),
        ),
    )
}

/// What failed, as a problem.
pub(super) fn import_problem(failure: ImportFailure) -> Problem {
    match failure {
        ImportFailure::Store(error) => store_problem(error),
        ImportFailure::File(FileRefusal::TooLarge { limit: FILE_MAX, .. }) => too_large(),
        ImportFailure::File(FileRefusal::Io(error)) | ImportFailure::Disk(error) => disk_problem(error),
        ImportFailure::File(refusal) => Problem::new(ProblemCode::UnreadableFile, refusal.message()),
        ImportFailure::Cancelled | ImportFailure::NotRehearsed => not_rehearsed(),
        ImportFailure::Busy => Problem::new(
            ProblemCode::Busy,
            Message::new(
                "Máy chủ đang bận với các tệp khác; hãy thử lại sau ít giây.",
                "The server is busy with other files; try again in a few seconds.",
            ),
        ),
        ImportFailure::Unsayable { member, reason } => QueryError::invalid(member, reason).into(),
        ImportFailure::RehearsalMoved => Problem::new(
            ProblemCode::RehearsalMoved,
            Message::new(
                "Dữ liệu đã thay đổi nên có dòng sẽ cho kết quả khác với bản đã xem. Chưa ghi gì; hãy xem lại bản đọc mới rồi ghi.",
                "The inventory changed, so that a row would do something else than was shown. Nothing was written; look at the new rehearsal and commit again.",
            ),
        ),
        ImportFailure::NothingToCommit => Problem::new(
            ProblemCode::Conflict,
            Message::new("Không có gì để ghi.", "There is nothing to be written."),
        ),
        ImportFailure::TooFar { most } => Problem::new(
            ProblemCode::Forbidden,
            Message::new(
                format!("Có dòng ở địa bàn bạn không được đưa xa đến thế. Được phép: reach={most}."),
                format!("Some rows are where you may not take them so far. Allowed: reach={most}."),
            ),
        ),
        ImportFailure::NotTheirs { name } => Problem::new(
            ProblemCode::Forbidden,
            Message::new(
                format!("Bạn không được duyệt ở nơi của “{name}”. Chưa có gì thay đổi."),
                format!("You may not review where “{name}” is. Nothing was changed."),
            ),
        ),
        ImportFailure::Conflicts { proposals } => Problem::new(
            ProblemCode::Conflict,
            Message::new(
                "Có bản ghi đã đổi ở những mục mà đề xuất cũng sửa; hãy duyệt riêng các đề xuất trong proposals rồi chấp nhận phần còn lại.",
                "Records moved in fields that proposals change, too; decide the ones in proposals by themselves, then accept the others.",
            ),
        )
        .with_member("proposals", json!(proposals)),
        ImportFailure::NotOfThisImport { site } => {
            let reason = Message::new(
                format!("{site} không thuộc lần nhập này"),
                format!("{site} is no site of this import"),
            );
            QueryError::invalid("revert", reason).into()
        }
        failure @ ImportFailure::Unintelligible { .. } => Problem::internal(failure),
    }
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

/// What failed, as a sentence beside an import.
pub(super) fn failure_sentence(failure: &ImportFailure) -> Message {
    match failure {
        ImportFailure::File(refusal) => refusal.message(),
        ImportFailure::Unsayable { reason, .. } => reason.clone(),
        _ => Message::new(
            "Máy chủ không đọc được tệp. Hãy thử lại; nếu vẫn vậy, báo người quản trị.",
            "The server could not read the file. Try again; if it stays so, tell the administrator.",
        ),
    }
}
