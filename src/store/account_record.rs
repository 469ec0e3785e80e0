//! Accounts, sessions, tokens and security events as they are stored, and as rows of either database.
use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use super::error::StoreError;
use super::site_row::read;
use crate::domain::{Account, Grant, Identity, SecurityEvent, SignInMethod, TokenScope};

/// An account with what signing in needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// Who it is and what it may do.
    pub account: Account,
    /// What its password is held against; `None` where it has none.
    pub password: Option<PasswordHash>,
    /// When the password was set.
    pub password_changed_at: Option<Timestamp>,
    /// How many sign-ins failed since the last good one.
    pub failed_sign_ins: i64,
    /// Until when no sign-in is tried.
    pub locked_until: Option<Timestamp>,
}

/// An Argon2id hash in PHC form; it never shows in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

/// The SHA-256 of a token.
pub type TokenHash = [u8; 32];

/// Somebody signed in on some device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names the session to its holder; it is no secret.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends unless it is used.
    pub idle_expires_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
    /// The browser as it names itself, and its address.
    pub client: String,
    /// How it was opened.
    pub method: SignInMethod,
}

/// Somebody at an identity provider who signs in as an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// The account.
    pub account: Uuid,
    /// Who it is at which provider.
    pub identity: Identity,
    /// When they were linked.
    pub linked_at: Timestamp,
    /// Who linked them.
    pub linked_by: String,
}

/// What a program signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Names the token to its holder; it is no secret.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub scope: TokenScope,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// The columns of `account`.
#[derive(sqlx::FromRow)]
pub(super) struct AccountRow {
    id: String,
    username: String,
    display_name: String,
    password_hash: Option<String>,
    created_at: String,
    disabled_at: Option<String>,
    failed_sign_ins: i64,
    locked_until: Option<String>,
    password_changed_at: Option<String>,
}

/// The columns of `account_grant`.
#[derive(sqlx::FromRow)]
pub(super) struct GrantRow {
    account_id: String,
    role: String,
    region_id: Option<String>,
}

impl AccountRow {
    /// The identifier, to ask for the grants.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The record, with those of the grants that are its own.
    pub fn with(self, grants: &[GrantRow]) -> Result<AccountRecord, StoreError> {
        let row = format!("account {}", self.username);
        let mut own =
            grants.iter().filter(|grant| grant.account_id == self.id).map(Grant::try_from).collect::<Result<Vec<_>, _>>()?;
        own.sort_unstable();
        Ok(AccountRecord {
            account: Account {
                id: read(&row, "id", &self.id)?,
                username: read(&row, "username", &self.username)?,
                display_name: self.display_name,
                grants: own,
                created_at: read(&row, "created_at", &self.created_at)?,
                disabled_at: time(&row, "disabled_at", self.disabled_at)?,
            },
            password: self.password_hash.map(PasswordHash),
            password_changed_at: time(&row, "password_changed_at", self.password_changed_at)?,
            failed_sign_ins: self.failed_sign_ins,
            locked_until: time(&row, "locked_until", self.locked_until)?,
        })
    }
}

impl TryFrom<&GrantRow> for Grant {
    type Error = StoreError;

    fn try_from(row: &GrantRow) -> Result<Self, StoreError> {
        let role = read("account_grant", "role", &row.role)?;
        let region = row.region_id.as_deref().map(|id| read("account_grant", "region_id", id)).transpose()?;
        Self::new(role, region).map_err(|problem| StoreError::Unreadable {
            row: "account_grant".to_owned(),
            column: "region_id".to_owned(),
            problem: problem.en,
        })
    }
}

/// The columns of `session` that are read.
#[derive(sqlx::FromRow)]
pub(super) struct SessionRow {
    id: String,
    account_id: String,
    created_at: String,
    last_seen_at: String,
    idle_expires_at: String,
    expires_at: String,
    client: String,
    method: String,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: read("session", "id", &row.id)?,
            account: read("session", "account_id", &row.account_id)?,
            created_at: read("session", "created_at", &row.created_at)?,
            last_seen_at: read("session", "last_seen_at", &row.last_seen_at)?,
            idle_expires_at: read("session", "idle_expires_at", &row.idle_expires_at)?,
            expires_at: read("session", "expires_at", &row.expires_at)?,
            method: read("session", "method", &row.method)?,
            client: row.client,
        })
    }
}

/// The columns of `linked_identity`.
#[derive(sqlx::FromRow)]
pub(super) struct LinkedIdentityRow {
    account_id: String,
    issuer: String,
    subject: String,
    linked_at: String,
    linked_by: String,
}

impl TryFrom<LinkedIdentityRow> for LinkedIdentity {
    type Error = StoreError;

    fn try_from(row: LinkedIdentityRow) -> Result<Self, StoreError> {
        let table = "linked_identity";
        let identity = Identity { issuer: read(table, "issuer", &row.issuer)?, subject: read(table, "subject", &row.subject)? };
        Ok(Self {
            account: read(table, "account_id", &row.account_id)?,
            identity,
            linked_at: read(table, "linked_at", &row.linked_at)?,
            linked_by: row.linked_by,
        })
    }
}

/// The columns of `api_token` that are read.
#[derive(sqlx::FromRow)]
pub(super) struct ApiTokenRow {
    id: String,
    account_id: String,
    name: String,
    scope: String,
    created_at: String,
    expires_at: String,
    last_used_at: Option<String>,
    revoked_at: Option<String>,
}

impl TryFrom<ApiTokenRow> for ApiToken {
    type Error = StoreError;

    fn try_from(row: ApiTokenRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: read("api_token", "id", &row.id)?,
            account: read("api_token", "account_id", &row.account_id)?,
            name: row.name,
            scope: read("api_token", "scope", &row.scope)?,
            created_at: read("api_token", "created_at", &row.created_at)?,
            expires_at: read("api_token", "expires_at", &row.expires_at)?,
            last_used_at: time("api_token", "last_used_at", row.last_used_at)?,
            revoked_at: time("api_token", "revoked_at", row.revoked_at)?,
        })
    }
}

/// The columns of `security_event` but for its place.
#[derive(sqlx::FromRow)]
pub(super) struct SecurityEventRow {
    kind: String,
    account_id: Option<String>,
    actor: Option<String>,
    client: Option<String>,
    detail: Option<String>,
    occurred_at: String,
}

impl TryFrom<SecurityEventRow> for SecurityEvent {
    type Error = StoreError;

    fn try_from(row: SecurityEventRow) -> Result<Self, StoreError> {
        Ok(Self {
            kind: read("security_event", "kind", &row.kind)?,
            account: row.account_id.map(|id| read("security_event", "account_id", &id)).transpose()?,
            actor: row.actor,
            client: row.client,
            detail: row.detail,
            occurred_at: read("security_event", "occurred_at", &row.occurred_at)?,
        })
    }
}

fn time(row: &str, column: &'static str, text: Option<String>) -> Result<Option<Timestamp>, StoreError> {
    text.map(|text| read(row, column, &text)).transpose()
}
