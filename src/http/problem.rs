//! Errors as `application/problem+json` from one closed list of codes, in the reader's language.
//!
//! A handler returns a [`Problem`]; it travels as a response extension to the edge, where `request_log.rs` writes the body
//! with the language and the request id, and logs the cause of an internal error once.
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::links::PublicUrl;
use super::page_layout;
use crate::domain::{Language, Message};
use crate::query::{QueryError, QueryErrorCode};

macro_rules! problem_codes {
    ($($variant:ident, $code:literal, $status:ident, $vi:literal, $en:literal;)+) => {
        /// The closed list of problem codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum ProblemCode { $($variant),+ }

        impl ProblemCode {
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub(super) const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            pub(super) const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }

            pub(super) fn title(self) -> Message {
                match self { $(Self::$variant => Message::new($vi, $en)),+ }
            }
        }
    };
}

problem_codes! {
    UnknownParameter, "unknown_parameter", BAD_REQUEST, "Tham số không tồn tại", "Unknown parameter";
    MissingParameter, "missing_parameter", BAD_REQUEST, "Thiếu tham số", "Missing parameter";
    RepeatedParameter, "repeated_parameter", BAD_REQUEST, "Tham số bị lặp", "Repeated parameter";
    InvalidValue, "invalid_value", BAD_REQUEST, "Giá trị không hợp lệ", "Invalid value";
    UnknownRegion, "unknown_region", BAD_REQUEST, "Không có đơn vị hành chính này", "Unknown region";
    CursorMismatch, "cursor_mismatch", BAD_REQUEST, "Con trỏ thuộc truy vấn khác", "Cursor of another query";
    InvalidFilter, "invalid_filter", BAD_REQUEST, "Biểu thức lọc không hợp lệ", "Invalid filter expression";
    InvalidBody, "invalid_body", BAD_REQUEST, "Nội dung gửi lên không đọc được", "Unreadable request body";
    Unauthenticated, "unauthenticated", UNAUTHORIZED, "Cần đăng nhập", "Sign-in needed";
    SignInFailed, "sign_in_failed", UNAUTHORIZED, "Đăng nhập không thành công", "Sign-in failed";
    Forbidden, "forbidden", FORBIDDEN, "Không có quyền", "Not allowed";
    Csrf, "csrf", FORBIDDEN, "Yêu cầu không đến từ trang của chúng tôi", "Not sent from a page of ours";
    HttpsNeeded, "https_needed", FORBIDDEN, "Cần HTTPS", "HTTPS needed";
    NoAccounts, "no_accounts", FORBIDDEN, "Chưa có tài khoản nào", "There are no accounts";
    SignInStale, "sign_in_stale", BAD_REQUEST, "Lượt đăng nhập không còn hiệu lực", "No such sign-in is under way";
    SignInDenied, "sign_in_denied", FORBIDDEN, "Máy chủ đăng nhập từ chối", "Denied by the identity provider";
    NotLinked, "not_linked", FORBIDDEN, "Chưa được liên kết với tài khoản", "Not linked to an account";
    AccountDisabled, "account_disabled", FORBIDDEN, "Tài khoản đã ngừng", "Account disabled";
    ProviderUnavailable, "provider_unavailable", SERVICE_UNAVAILABLE, "Máy chủ đăng nhập không dùng được", "Identity provider not available";
    NotFound, "not_found", NOT_FOUND, "Không tìm thấy", "Not found";
    MethodNotAllowed, "method_not_allowed", METHOD_NOT_ALLOWED, "Phương thức không được phép", "Method not allowed";
    NotAcceptable, "not_acceptable", NOT_ACCEPTABLE, "Không có định dạng này", "Not acceptable";
    RequestTimeout, "request_timeout", REQUEST_TIMEOUT, "Gửi quá chậm", "Request too slow";
    Conflict, "conflict", CONFLICT, "Xung đột với dữ liệu hiện có", "In conflict with what is there";
    NotRehearsed, "not_rehearsed", CONFLICT, "Tệp chưa được đọc xong", "The file is not rehearsed yet";
    RehearsalMoved, "rehearsal_moved", CONFLICT, "Kết quả khác với bản đã xem", "The rehearsal moved";
    BodyTooLarge, "body_too_large", PAYLOAD_TOO_LARGE, "Nội dung gửi lên quá lớn", "Request body too large";
    PreconditionFailed, "precondition_failed", PRECONDITION_FAILED, "Bản ghi đã thay đổi", "The record has changed";
    PreconditionRequired, "precondition_required", PRECONDITION_REQUIRED, "Thiếu If-Match", "If-Match is missing";
    Findings, "findings", UNPROCESSABLE_ENTITY, "Có giá trị không nhận được", "Some values cannot be taken";
    UnreadableFile, "unreadable_file", UNPROCESSABLE_ENTITY, "Tệp không đọc được", "Unreadable file";
    UnsupportedMediaType, "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE, "Không nhận loại nội dung này", "Unsupported media type";
    AccountLocked, "account_locked", TOO_MANY_REQUESTS, "Tài khoản bị khóa tạm thời", "Account locked for a while";
    TooManyAttempts, "too_many_attempts", TOO_MANY_REQUESTS, "Quá nhiều lần thử", "Too many attempts";
    UriTooLong, "uri_too_long", URI_TOO_LONG, "Địa chỉ quá dài", "Address too long";
    HeadTooLong, "head_too_long", REQUEST_HEADER_FIELDS_TOO_LARGE, "Phần đầu yêu cầu quá dài", "Request head too long";
    Internal, "internal", INTERNAL_SERVER_ERROR, "Lỗi máy chủ", "Server error";
    Busy, "busy", SERVICE_UNAVAILABLE, "Máy chủ đang bận", "Busy";
    StorageFull, "storage_full", INSUFFICIENT_STORAGE, "Hết chỗ lưu trữ", "Out of storage";
    NotReady, "not_ready", SERVICE_UNAVAILABLE, "Chưa sẵn sàng", "Not ready";
}

/// Marks an answer with the status of a problem whose page tells of it already.
#[derive(Clone, Copy)]
pub(super) struct ToldOnPage;

/// Something a client gets told instead of an answer. Public in name only: the extractors of types of other folders answer with it.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) code: ProblemCode,
    detail: Message,
    parameter: Option<Box<str>>,
    allowed: Box<[String]>,
    /// Headers that the answer needs beside the usual ones; few problems have any.
    headers: Option<Box<HeaderMap>>,
    /// Members that only this kind of problem has.
    members: Option<Box<Map<String, Value>>>,
    /// What really happened, for the log only.
    pub(super) cause: Option<Arc<str>>,
}

impl Problem {
    pub(super) fn new(code: ProblemCode, detail: Message) -> Self {
        Self { code, detail, parameter: None, allowed: Box::default(), headers: None, members: None, cause: None }
    }

    pub(super) fn not_found(detail: Message) -> Self {
        Self::new(ProblemCode::NotFound, detail)
    }

    /// Names the parameter or member that is wrong.
    pub(super) fn about(self, parameter: &str) -> Self {
        Self { parameter: Some(parameter.into()), ..self }
    }

    /// Adds a header to the answer.
    pub(super) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.get_or_insert_default().insert(name, value);
        }
        self
    }

    /// Adds a member to the body.
    pub(super) fn with_member(mut self, name: &'static str, value: Value) -> Self {
        self.members.get_or_insert_default().insert(name.to_owned(), value);
        self
    }

    /// The sentence.
    pub(super) fn detail(&self) -> &Message {
        &self.detail
    }

    /// A page of our own that tells of the problem, with the headers the problem needs.
    pub(super) fn marked(&self, mut page: Response) -> Response {
        page.headers_mut().extend(self.needed_headers());
        page.extensions_mut().insert(ToldOnPage);
        page
    }

    fn needed_headers(&self) -> HeaderMap {
        let mut headers = self.headers.as_deref().cloned().unwrap_or_default();
        if self.code.status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"AgriAtlas\""));
        }
        headers
    }

    /// The method is not one of these; methods that only read are known everywhere.
    pub(super) fn method_not_allowed(method: &str, allowed: &[&str]) -> Self {
        let list = allowed.join(", ");
        let detail = Message::new(
            format!("Không dùng được phương thức {method} ở đây. Được phép: {list}."),
            format!("Method {method} is not allowed here. Allowed: {list}."),
        );
        Self::new(ProblemCode::MethodNotAllowed, detail).with_header(header::ALLOW, &list)
    }

    /// Our fault: the client learns the request id and nothing else.
    pub(super) fn internal(cause: impl std::fmt::Display) -> Self {
        let detail = Message::new(
            "Máy chủ gặp lỗi. Hãy báo mã yêu cầu này cho người quản trị.",
            "The server failed. Tell the administrator this request id.",
        );
        Self { cause: Some(cause.to_string().into()), ..Self::new(ProblemCode::Internal, detail) }
    }

    pub(super) fn not_ready() -> Self {
        let detail = Message::new(
            "Máy chủ đang nạp dữ liệu, hãy thử lại sau ít giây.",
            "The server is loading its data; try again in a few seconds.",
        );
        Self::new(ProblemCode::NotReady, detail)
    }

    pub(super) fn uri_too_long(maximum: usize) -> Self {
        let detail = Message::new(
            format!("Địa chỉ và tham số dài quá {maximum} byte. Hãy rút ngắn bộ lọc."),
            format!("The address with its parameters exceeds {maximum} bytes. Shorten the filter."),
        );
        Self::new(ProblemCode::UriTooLong, detail)
    }

    /// The headers of a request are longer than can be read.
    pub(super) fn head_too_long() -> Self {
        let detail = Message::new(
            "Các header của yêu cầu dài quá mức đọc được (khoảng 400 KiB hoặc 100 dòng).",
            "The headers of the request exceed what can be read (about 400 KiB or 100 lines).",
        );
        Self::new(ProblemCode::HeadTooLong, detail)
    }

    /// The same problem in both languages at once, for a client whose language cannot be read.
    pub(super) fn in_both_languages(self) -> Self {
        let both = format!("{} / {}", self.detail.vi, self.detail.en);
        Self { detail: Message::new(both.clone(), both), ..self }
    }

    /// The body as JSON.
    pub(super) fn json(&self, public_url: &PublicUrl, language: Language, request_id: &str) -> String {
        let mut body = json!({
            "type": format!("{}#{}", public_url.absolute("/api/problems", &[]), self.code.code()),
            "title": self.code.title().in_language(language),
            "status": self.code.status().as_u16(),
            "code": self.code.code(),
            "detail": self.detail.in_language(language),
        });
        if let Some(members) = body.as_object_mut() {
            if let Some(parameter) = &self.parameter {
                members.insert("parameter".to_owned(), json!(parameter));
            }
            if !self.allowed.is_empty() {
                members.insert("allowed".to_owned(), json!(self.allowed));
            }
            members.extend(self.members.iter().flat_map(|more| more.as_ref().clone()));
            members.insert("request_id".to_owned(), json!(request_id));
        }
        body.to_string()
    }

    /// The whole answer, as a page for browsers and as JSON for everybody else.
    pub(super) fn render(&self, public_url: &PublicUrl, language: Language, request_id: &str, as_page: bool) -> Response {
        let (media_type, body) = if as_page {
            let page = page_layout::problem_page(public_url, language, &self.code.title(), &self.detail, request_id);
            ("text/html; charset=utf-8", page.into_string())
        } else {
            ("application/problem+json", self.json(public_url, language, request_id))
        };
        let mut response = (self.code.status(), [(header::CONTENT_TYPE, media_type)], body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
        headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language"));
        headers.extend(self.needed_headers());
        if matches!(self.code, ProblemCode::NotReady | ProblemCode::Busy) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let code = match error.code {
            QueryErrorCode::UnknownParameter => ProblemCode::UnknownParameter,
            QueryErrorCode::MissingParameter => ProblemCode::MissingParameter,
            QueryErrorCode::RepeatedParameter => ProblemCode::RepeatedParameter,
            QueryErrorCode::InvalidValue => ProblemCode::InvalidValue,
            QueryErrorCode::UnknownRegion => ProblemCode::UnknownRegion,
            QueryErrorCode::CursorMismatch => ProblemCode::CursorMismatch,
            QueryErrorCode::InvalidFilter => ProblemCode::InvalidFilter,
        };
        Self { parameter: Some(error.parameter.into()), allowed: error.allowed.into(), ..Self::new(code, error.message) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
