//! The page of one's own account: who, which roles, where signed in, tokens, password, what happened.
use maud::{Markup, html};

use super::account_json::grant_label;
use super::tokens::DAYS;
use crate::access::{SignedIn, TOKEN_DAYS_MAX, WaysIn};
use crate::domain::{Language, Message, SecurityEvent, TokenScope, local_time};
use crate::http::page_layout::{PageFrame, page, words};
use crate::http::state::SharedState;
use crate::http::submission::CSRF_FIELD;
use crate::http::visitor::Visitor;
use crate::store::{ApiToken, Session};

/// What is shown.
pub(super) struct AccountView<'a> {
    pub(super) signed_in: &'a SignedIn,
    pub(super) sessions: Vec<Session>,
    pub(super) ways_in: WaysIn,
    pub(super) tokens: Vec<ApiToken>,
    pub(super) events: Vec<SecurityEvent>,
    /// What became of the last form.
    pub(super) notice: Option<Notice>,
}

/// What became of the last form.
pub(super) enum Notice {
    /// It is done.
    Done(Message),
    /// It was refused.
    Refused(Message),
    /// A token was made; its secret is shown this once.
    Token(String),
}

/// The page.
pub(super) fn render(state: &SharedState, visitor: &Visitor, view: &AccountView<'_>) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(visitor.language, vi, en);
    let account = &view.signed_in.account;
    let title = say("Tài khoản", "Account");
    let other = match visitor.language {
        Language::Vietnamese => "en",
        Language::English => "vi",
    };
    let frame = PageFrame {
        public_url: &visitor.public_url,
        language: visitor.language,
        title,
        other_language: Some(visitor.public_url.local("/account", &[("lang", other.to_owned())])),
    };
    let body = html! {
        h1 { (title) }
        @if let Some(notice) = &view.notice { (notice_box(visitor, notice)) }
        dl {
            dt { (say("Tên", "Name")) } dd { (account.display_name) }
            dt { (say("Tên đăng nhập", "Username")) } dd { (account.username) }
            dt { (say("Vai trò", "Roles")) }
            dd { @if account.grants.is_empty() { (say("chưa được giao vai trò nào", "none yet")) }
                @for grant in &account.grants { div { (grant_label(state, grant, visitor.language)) } } }
            @if !view.ways_in.identities.is_empty() {
                dt { (say("Đăng nhập một lần", "Single sign-on")) }
                dd { @for linked in &view.ways_in.identities { div { (linked.identity) } } }
            }
        }
        form method="post" action=(visitor.local("/sign-out", &[])) {
            (csrf(view.signed_in)) button type="submit" { (say("Đăng xuất", "Sign out")) }
        }
        (sessions(visitor, view))
        @if view.ways_in.has_password { (password(visitor, view)) }
        (tokens(visitor, view))
        (events(visitor, view))
    };
    page(&frame, &body)
}

fn csrf(signed_in: &SignedIn) -> Markup {
    html! { input type="hidden" name=(CSRF_FIELD) value=(signed_in.csrf_token()); }
}

fn notice_box(visitor: &Visitor, notice: &Notice) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(visitor.language, vi, en);
    html! {
        @match notice {
            Notice::Done(message) => p role="status" { "✓ " (message.in_language(visitor.language)) },
            Notice::Refused(message) => p.problem role="alert" { (message.in_language(visitor.language)) },
            Notice::Token(secret) => p.problem role="status" {
                (say("Mã truy cập mới, chỉ hiện lần này. Hãy chép ngay:", "The new token, shown this once. Copy it now:"))
                " " code { (secret) }
            },
        }
    }
}

fn sessions(visitor: &Visitor, view: &AccountView<'_>) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(visitor.language, vi, en);
    html! {
        h2 id="sessions" { (say("Đang đăng nhập tại", "Signed in at")) }
        div.wide { table {
            thead { tr { th scope="col" { (say("Trình duyệt và địa chỉ", "Browser and address")) } th scope="col" { (say("Bằng", "By")) } th scope="col" { (say("Từ lúc", "Since")) } th scope="col" { (say("Dùng gần nhất", "Last used")) } } }
            tbody { @for session in &view.sessions { tr {
                th scope="row" { (session.client) @if view.signed_in.session() == Some(session.id) { " " b { "(" (say("phiên này", "this one")) ")" } } }
                td { (session.method.label(visitor.language)) }
                td { (local_time::written(session.created_at, visitor.language)) }
                td { (local_time::written(session.last_seen_at, visitor.language)) }
            } } }
        } }
        form method="post" action=(visitor.local("/account/sessions", &[])) {
            (csrf(view.signed_in)) button type="submit" { (say("Đăng xuất mọi nơi", "Sign out everywhere")) }
        }
    }
}

fn password(visitor: &Visitor, view: &AccountView<'_>) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(visitor.language, vi, en);
    html! {
        h2 id="password" { (say("Đổi mật khẩu", "Change the password")) }
        p.muted { (say(
            "12 đến 128 ký tự, ký tự nào cũng được. Vài từ không liên quan với nhau là tốt nhất. Các phiên khác sẽ kết thúc.",
            "12 to 128 characters of any kind. A few words that have nothing to do with each other are best. Other sessions end.",
        )) }
        form.stacked method="post" action=(visitor.local("/account/password", &[])) {
            (csrf(view.signed_in))
            input type="hidden" name="username" value=(view.signed_in.account.username) autocomplete="username";
            label { (say("Mật khẩu hiện tại", "Present password")) input type="password" name="current_password" autocomplete="current-password" required; }
            label { (say("Mật khẩu mới", "New password")) input type="password" name="new_password" autocomplete="new-password" required minlength="12"; }
            button type="submit" { (say("Đổi mật khẩu", "Change the password")) }
        }
    }
}

fn tokens(visitor: &Visitor, view: &AccountView<'_>) -> Markup {
    let say = |vi: &'static str, en: &'static str| words(visitor.language, vi, en);
    let usable: Vec<&ApiToken> = view.tokens.iter().filter(|token| token.revoked_at.is_none()).collect();
    html! {
        h2 id="tokens" { (say("Mã truy cập cho chương trình", "Tokens for programs")) }
        @if !usable.is_empty() { div.wide { table {
            thead { tr { th scope="col" { (say("Tên", "Name")) } th scope="col" { (say("Quyền", "Scope")) } th scope="col" { (say("Hết hạn", "Ends")) } th scope="col" { (say("Dùng gần nhất", "Last used")) } th scope="col" { } } }
            tbody { @for token in usable { tr {
                th scope="row" { (token.name) }
                td { (scope_label(visitor, token.scope)) }
                td { (local_time::written(token.expires_at, visitor.language)) }
                td { @if let Some(used) = token.last_used_at { (local_time::written(used, visitor.language)) } @else { "–" } }
                td { form method="post" action=(visitor.local("/account/tokens/revoke", &[])) {
                    (csrf(view.signed_in)) input type="hidden" name="id" value=(token.id);
                    button type="submit" aria-label={ (say("Thu hồi", "Revoke")) " " (token.name) } { (say("Thu hồi", "Revoke")) }
                } }
            } } }
        } } }
        form.stacked method="post" action=(visitor.local("/account/tokens", &[])) {
            (csrf(view.signed_in))
            label { (say("Dùng cho", "What for")) input name="name" required maxlength="120"; }
            label { (say("Quyền", "Scope")) select name="scope" {
                @for scope in TokenScope::ALL { option value=(scope.code()) { (scope_label(visitor, *scope)) } }
            } }
            label { (say("Số ngày", "Days")) input type="number" name="days" min="1" max=(TOKEN_DAYS_MAX) value=(DAYS) required; }
            button type="submit" { (say("Tạo mã", "Make a token")) }
        }
    }
}

fn scope_label(visitor: &Visitor, scope: TokenScope) -> &'static str {
    match scope {
        TokenScope::Read => words(visitor.language, "chỉ đọc", "read only"),
        TokenScope::Edit => words(visitor.language, "đọc và sửa", "read and change"),
    }
}

fn events(visitor: &Visitor, view: &AccountView<'_>) -> Markup {
    html! {
        h2 id="events" { (words(visitor.language, "Gần đây", "Lately")) }
        ul { @for event in &view.events { li {
            (local_time::written(event.occurred_at, visitor.language)) " · " (event.kind.label(visitor.language))
            @if let Some(detail) = &event.detail { " · " (detail) }
            @if let Some(client) = &event.client { " · " (client) }
        } } }
    }
}
