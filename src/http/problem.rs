//! Errors as `application/problem+json` from one closed list of codes, in the reader's language.
//!
//! A handler returns a [`Problem`]; it travels as a response extension to the edge, where `request_log.rs` writes the body
//! with the language and the request id, and logs the cause of an internal error once.
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

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
    NotFound, "not_found", NOT_FOUND, "Không tìm thấy", "Not found";
    MethodNotAllowed, "method_not_allowed", METHOD_NOT_ALLOWED, "Phương thức không được phép", "Method not allowed";
    NotAcceptable, "not_acceptable", NOT_ACCEPTABLE, "Không có định dạng này", "Not acceptable";
    UriTooLong, "uri_too_long", URI_TOO_LONG, "Địa chỉ quá dài", "Address too long";
    HeadTooLong, "head_too_long", REQUEST_HEADER_FIELDS_TOO_LARGE, "Phần đầu yêu cầu quá dài", "Request head too long";
    Internal, "internal", INTERNAL_SERVER_ERROR, "Lỗi máy chủ", "Server error";
    NotReady, "not_ready", SERVICE_UNAVAILABLE, "Chưa sẵn sàng", "Not ready";
}

/// Something a client gets told instead of an answer.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) code: ProblemCode,
    detail: Message,
    parameter: Option<String>,
    allowed: Vec<String>,
    /// What really happened, for the log only.
    pub(super) cause: Option<Arc<str>>,
}

impl Problem {
    pub(super) fn new(code: ProblemCode, detail: Message) -> Self {
        Self { code, detail, parameter: None, allowed: Vec::new(), cause: None }
    }

    pub(super) fn not_found(detail: Message) -> Self {
        Self::new(ProblemCode::NotFound, detail)
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
        if self.code == ProblemCode::MethodNotAllowed {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
        }
        if self.code == ProblemCode::NotReady {
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
        Self { parameter: Some(error.parameter), allowed: error.allowed, ..Self::new(code, error.message) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
