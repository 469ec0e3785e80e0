//! Signing in and out, and one's own account: for programs under `/api`, and as plain pages.
mod account_json;
mod account_page;
mod forms;
mod local_path;
mod oidc;
mod session;
mod sessions;
mod sign_in_page;
mod tokens;

pub(super) use forms::{change_password_by_form, end_sessions_by_form, make_token_by_form, revoke_token_by_form, show_account};
pub use oidc::OIDC_CALLBACK;
pub(super) use oidc::{finish_oidc, start_oidc};
pub(super) use session::{change_password, show_session, sign_in, sign_out};
pub(super) use sessions::{end_session, end_sessions, list_sessions};
pub(super) use sign_in_page::{show_sign_in, show_sign_out, sign_in_by_form, sign_out_by_form};
pub(super) use tokens::{list_tokens, make_token, revoke_token};
