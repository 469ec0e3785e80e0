//! What a refusal of an account means to the person who reads it.
use axum::http::header;
use jiff::Timestamp;

use super::problem::{Problem, ProblemCode};
use crate::access::AccessError;
use crate::domain::{Language, Message, local_time};

/// The problem of a refusal.
pub(super) fn access_problem(error: AccessError) -> Problem {
    match error {
        AccessError::WrongCredentials => Problem::new(
            ProblemCode::SignInFailed,
            Message::new("Tên đăng nhập hoặc mật khẩu không đúng.", "The username or the password is wrong."),
        ),
        AccessError::Locked { until } => later(
            ProblemCode::AccountLocked,
            until,
            "Đăng nhập sai nhiều lần. Tài khoản này tạm khóa đến",
            "Too many sign-ins failed. This account is locked until",
        ),
        AccessError::TooManyAttempts { until } => later(
            ProblemCode::TooManyAttempts,
            until,
            "Quá nhiều lần đăng nhập không thành công từ địa chỉ mạng này. Hãy thử lại sau",
            "Too many sign-ins from this network address. Try again after",
        ),
        AccessError::NoAccounts => Problem::new(ProblemCode::NoAccounts, no_accounts()),
        AccessError::NotLinked { subject } => Problem::new(
            ProblemCode::NotLinked,
            Message::new(
                format!(
                    "Bạn đã đăng nhập ở máy chủ đăng nhập nhưng chưa được liên kết với tài khoản nào ở đây. Hãy gửi mã này cho quản trị viên: {subject}"
                ),
                format!(
                    "The identity provider knows you, but you are not linked to any account here. Tell your administrator this identifier: {subject}"
                ),
            ),
        ),
        AccessError::Disabled => Problem::new(
            ProblemCode::AccountDisabled,
            Message::new(
                "Tài khoản của bạn ở đây đã ngừng. Hãy hỏi quản trị viên.",
                "Your account here is disabled. Ask your administrator.",
            ),
        ),
        AccessError::Refused { field, reason } => Problem::new(
            ProblemCode::InvalidValue,
            Message::new(format!("{field}: {}.", reason.vi), format!("{field}: {}.", reason.en)),
        )
        .about(field),
        AccessError::Unknown(detail) => Problem::not_found(detail),
        AccessError::Conflict(detail) => Problem::new(ProblemCode::Conflict, detail),
        AccessError::Store(error) => Problem::internal(error),
        AccessError::Failed(cause) => Problem::internal(cause),
    }
}

/// Nobody can sign in yet, and how that changes.
pub(super) fn no_accounts() -> Message {
    Message::new(
        "Máy chủ này chưa có tài khoản nào: mọi người chỉ xem. Quản trị viên tạo tài khoản đầu tiên trên máy chủ bằng lệnh agriatlas user add TÊN --role administrator.",
        "This server has no accounts: everybody reads only. An administrator makes the first one on the server: agriatlas user add NAME --role administrator.",
    )
}

fn later(code: ProblemCode, until: Timestamp, vi: &str, en: &str) -> Problem {
    let shown = |language| local_time::written_to_the_second(until, language);
    let detail = Message::new(format!("{vi} {}.", shown(Language::Vietnamese)), format!("{en} {}.", shown(Language::English)));
    let seconds = until.duration_since(Timestamp::now()).as_secs().max(0) + 1;
    Problem::new(code, detail).with_header(header::RETRY_AFTER, &seconds.to_string())
}
