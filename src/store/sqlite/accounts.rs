//! Accounts, sessions and tokens in SQLite: small reads, and steps written in one transaction.
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use super::SqliteStore;
use crate::domain::{Identity, SecurityEvent, Username};
use crate::store::account_change::AccountChange;
use crate::store::account_record::{
    AccountRecord, AccountRow, ApiToken, ApiTokenRow, GrantRow, LinkedIdentity, LinkedIdentityRow, SecurityEventRow, Session,
    SessionRow, TokenHash,
};
use crate::store::clock::to_text;
use crate::store::error::StoreError;

impl SqliteStore {
    pub async fn count_accounts(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(include_str!("count_accounts.sql")).fetch_one(&self.readers).await?)
    }

    pub async fn accounts(&self) -> Result<Vec<AccountRecord>, StoreError> {
        let rows: Vec<AccountRow> = sqlx::query_as(include_str!("read_accounts.sql")).fetch_all(&self.readers).await?;
        let grants = self.grants(None).await?;
        rows.into_iter().map(|row| row.with(&grants)).collect()
    }

    pub async fn account_named(&self, username: &Username) -> Result<Option<AccountRecord>, StoreError> {
        let query = sqlx::query_as(include_str!("read_account.sql")).bind(username.as_str());
        self.with_grants(query.fetch_optional(&self.readers).await?).await
    }

    pub async fn account(&self, id: Uuid) -> Result<Option<AccountRecord>, StoreError> {
        let query = sqlx::query_as(include_str!("read_account_by_id.sql")).bind(id.to_string());
        self.with_grants(query.fetch_optional(&self.readers).await?).await
    }

    pub async fn account_of_identity(&self, identity: &Identity) -> Result<Option<AccountRecord>, StoreError> {
        let query = sqlx::query_as(include_str!("read_account_of_identity.sql"));
        let query = query.bind(identity.issuer.as_str()).bind(identity.subject.as_str());
        self.with_grants(query.fetch_optional(&self.readers).await?).await
    }

    pub async fn linked_identities(&self, account: Option<Uuid>) -> Result<Vec<LinkedIdentity>, StoreError> {
        let query = sqlx::query_as(include_str!("read_linked_identities.sql")).bind(account.map(|id| id.to_string()));
        let rows: Vec<LinkedIdentityRow> = query.fetch_all(&self.readers).await?;
        rows.into_iter().map(LinkedIdentity::try_from).collect()
    }

    async fn with_grants(&self, row: Option<AccountRow>) -> Result<Option<AccountRecord>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let grants = self.grants(Some(row.id())).await?;
        row.with(&grants).map(Some)
    }

    async fn grants(&self, account: Option<&str>) -> Result<Vec<GrantRow>, StoreError> {
        Ok(sqlx::query_as(include_str!("read_grants.sql")).bind(account).fetch_all(&self.readers).await?)
    }

    pub async fn session(&self, token: TokenHash) -> Result<Option<Session>, StoreError> {
        let query = sqlx::query_as(include_str!("read_session.sql")).bind(token.to_vec());
        let row: Option<SessionRow> = query.fetch_optional(&self.readers).await?;
        row.map(Session::try_from).transpose()
    }

    pub async fn sessions(&self, account: Uuid) -> Result<Vec<Session>, StoreError> {
        let query = sqlx::query_as(include_str!("read_sessions.sql")).bind(account.to_string());
        let rows: Vec<SessionRow> = query.fetch_all(&self.readers).await?;
        rows.into_iter().map(Session::try_from).collect()
    }

    pub async fn api_token(&self, hash: TokenHash) -> Result<Option<ApiToken>, StoreError> {
        let query = sqlx::query_as(include_str!("read_api_token.sql")).bind(hash.to_vec());
        let row: Option<ApiTokenRow> = query.fetch_optional(&self.readers).await?;
        row.map(ApiToken::try_from).transpose()
    }

    pub async fn api_tokens(&self, account: Uuid) -> Result<Vec<ApiToken>, StoreError> {
        let query = sqlx::query_as(include_str!("read_api_tokens.sql")).bind(account.to_string());
        let rows: Vec<ApiTokenRow> = query.fetch_all(&self.readers).await?;
        rows.into_iter().map(ApiToken::try_from).collect()
    }

    pub async fn security_events(&self, account: Option<Uuid>, limit: u32) -> Result<Vec<SecurityEvent>, StoreError> {
        let query = sqlx::query_as(include_str!("read_security_events.sql"));
        let query = query.bind(account.map(|id| id.to_string())).bind(i64::from(limit));
        let rows: Vec<SecurityEventRow> = query.fetch_all(&self.readers).await?;
        rows.into_iter().map(SecurityEvent::try_from).collect()
    }

    /// Does the steps in one transaction; nothing where the first touches nothing, and then says `false`.
    pub async fn change_accounts(&self, changes: Vec<AccountChange>) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with(include_str!("begin_write.sql")).await?;
        for (position, change) in changes.into_iter().enumerate() {
            if apply(&mut transaction, change).await? == 0 && position == 0 {
                return Ok(false);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }
}

/// Does one step; says how many rows it touched.
async fn apply(connection: &mut SqliteConnection, change: AccountChange) -> Result<u64, StoreError> {
    let query = match change {
        AccountChange::Make { id, username, display_name, password, at } => sqlx::query(include_str!("insert_account.sql"))
            .bind(id.to_string())
            .bind(username.to_string())
            .bind(display_name)
            .bind(password.map(|password| password.0))
            .bind(to_text(at)),
        AccountChange::Disable { id, at } => {
            sqlx::query(include_str!("disable_account.sql")).bind(id.to_string()).bind(to_text(at))
        }
        AccountChange::Enable { id } => sqlx::query(include_str!("enable_account.sql")).bind(id.to_string()),
        AccountChange::SetPassword { id, password, at } => {
            sqlx::query(include_str!("update_password.sql")).bind(id.to_string()).bind(password.0).bind(to_text(at))
        }
        AccountChange::CountSignIn { id, counted, locked_until } => sqlx::query(include_str!("count_failed_sign_in.sql"))
            .bind(id.to_string())
            .bind(counted)
            .bind(locked_until.map(to_text)),
        AccountChange::ForgetSignIns { id } => sqlx::query(include_str!("clear_failed_sign_ins.sql")).bind(id.to_string()),
        AccountChange::Grant { id, grant } => sqlx::query(include_str!("insert_grant.sql"))
            .bind(id.to_string())
            .bind(grant.role().code())
            .bind(grant.region().map(|region| region.to_string())),
        AccountChange::Revoke { id, grant } => sqlx::query(include_str!("delete_grant.sql"))
            .bind(id.to_string())
            .bind(grant.role().code())
            .bind(grant.region().map(|region| region.to_string())),
        AccountChange::LinkIdentity { account, identity, at, by } => sqlx::query(include_str!("insert_linked_identity.sql"))
            .bind(account.to_string())
            .bind(identity.issuer.to_string())
            .bind(identity.subject.to_string())
            .bind(to_text(at))
            .bind(by),
        AccountChange::UnlinkIdentity { account, identity } => sqlx::query(include_str!("delete_linked_identity.sql"))
            .bind(account.to_string())
            .bind(identity.issuer.to_string())
            .bind(identity.subject.to_string()),
        AccountChange::OpenSession { token, session } => sqlx::query(include_str!("insert_session.sql"))
            .bind(token.to_vec())
            .bind(session.id.to_string())
            .bind(session.account.to_string())
            .bind(to_text(session.created_at))
            .bind(to_text(session.last_seen_at))
            .bind(to_text(session.idle_expires_at))
            .bind(to_text(session.expires_at))
            .bind(session.client)
            .bind(session.method.code()),
        AccountChange::TouchSession { id, at, idle_expires_at } => {
            sqlx::query(include_str!("touch_session.sql")).bind(id.to_string()).bind(to_text(at)).bind(to_text(idle_expires_at))
        }
        AccountChange::EndSession { account, id } => {
            sqlx::query(include_str!("delete_session.sql")).bind(account.to_string()).bind(id.to_string())
        }
        AccountChange::EndSessions { account, but } => {
            sqlx::query(include_str!("delete_sessions.sql")).bind(account.to_string()).bind(but.map(|id| id.to_string()))
        }
        AccountChange::ForgetEndedSessions { now } => sqlx::query(include_str!("delete_expired_sessions.sql")).bind(to_text(now)),
        AccountChange::MakeToken { hash, token } => sqlx::query(include_str!("insert_api_token.sql"))
            .bind(hash.to_vec())
            .bind(token.id.to_string())
            .bind(token.account.to_string())
            .bind(token.name)
            .bind(token.scope.code())
            .bind(to_text(token.created_at))
            .bind(to_text(token.expires_at)),
        AccountChange::TouchToken { id, at } => {
            sqlx::query(include_str!("touch_api_token.sql")).bind(id.to_string()).bind(to_text(at))
        }
        AccountChange::RevokeToken { account, id, at } => {
            sqlx::query(include_str!("revoke_api_token.sql")).bind(account.to_string()).bind(id.to_string()).bind(to_text(at))
        }
        AccountChange::Record(event) => sqlx::query(include_str!("insert_security_event.sql"))
            .bind(event.kind.code())
            .bind(event.account.map(|id| id.to_string()))
            .bind(event.actor)
            .bind(event.client)
            .bind(event.detail)
            .bind(to_text(event.occurred_at)),
    };
    Ok(query.execute(connection).await?.rows_affected())
}
