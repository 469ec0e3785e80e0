//! What happened to accounts and sessions, for the log that is only ever added to.
use jiff::Timestamp;
use uuid::Uuid;

use super::code_enum::code_enum;
use super::{Language, Message};

code_enum! {
    /// What happened.
    SecurityEventKind {
        /// Somebody signed in.
        SignedIn => "signed_in",
        /// A sign-in failed.
        SignInFailed => "sign_in_failed",
        /// Too many sign-ins failed; the account is locked for a while.
        AccountLocked => "account_locked",
        /// Somebody signed out.
        SignedOut => "signed_out",
        /// Sessions were ended from elsewhere.
        SessionsEnded => "sessions_ended",
        /// The password was changed.
        PasswordChanged => "password_changed",
        /// The account was made.
        AccountMade => "account_made",
        /// The account was disabled.
        AccountDisabled => "account_disabled",
        /// The account was enabled, or its lock taken off.
        AccountEnabled => "account_enabled",
        /// The account got a role.
        RoleGranted => "role_granted",
        /// The account lost a role.
        RoleRevoked => "role_revoked",
        /// A token for programs was made.
        TokenMade => "token_made",
        /// A token for programs was revoked.
        TokenRevoked => "token_revoked",
        /// Somebody at an identity provider may sign in as the account.
        IdentityLinked => "identity_linked",
        /// Somebody at an identity provider may no longer sign in as the account.
        IdentityUnlinked => "identity_unlinked",
    }
}

impl SecurityEventKind {
    /// What happened, in words.
    pub fn label(self, language: Language) -> String {
        let (vi, en) = match self {
            Self::SignedIn => ("Đăng nhập", "Signed in"),
            Self::SignInFailed => ("Đăng nhập không thành công", "Sign-in failed"),
            Self::AccountLocked => ("Tài khoản bị khóa tạm thời", "Account locked for a while"),
            Self::SignedOut => ("Đăng xuất", "Signed out"),
            Self::SessionsEnded => ("Kết thúc các phiên", "Sessions ended"),
            Self::PasswordChanged => ("Đổi mật khẩu", "Password changed"),
            Self::AccountMade => ("Tạo tài khoản", "Account made"),
            Self::AccountDisabled => ("Ngừng tài khoản", "Account disabled"),
            Self::AccountEnabled => ("Mở lại tài khoản", "Account enabled"),
            Self::RoleGranted => ("Được giao vai trò", "Role granted"),
            Self::RoleRevoked => ("Bị thu vai trò", "Role revoked"),
            Self::TokenMade => ("Tạo mã truy cập", "Token made"),
            Self::TokenRevoked => ("Thu hồi mã truy cập", "Token revoked"),
            Self::IdentityLinked => ("Liên kết đăng nhập một lần", "Linked for single sign-on"),
            Self::IdentityUnlinked => ("Bỏ liên kết đăng nhập một lần", "Unlinked from single sign-on"),
        };
        Message::new(vi, en).in_language(language).to_owned()
    }
}

/// One entry of the log. Never a secret: no password, no token, and no username that was typed and does not exist, since
/// people type passwords there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityEvent {
    /// What happened.
    pub kind: SecurityEventKind,
    /// To which account; `None` where the name that was typed belongs to nobody.
    pub account: Option<Uuid>,
    /// Who did it: a username, or who ran the command line; `None` for somebody unknown.
    pub actor: Option<String>,
    /// From which address; `None` on the command line.
    pub client: Option<String>,
    /// The role and region, the name of the token, or who it was at an identity provider.
    pub detail: Option<String>,
    /// When.
    pub occurred_at: Timestamp,
}
