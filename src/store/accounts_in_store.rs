//! The accounts of the database: asked for by name, by session or by token, and changed in steps that belong together.
use jiff::Timestamp;
use uuid::Uuid;

use super::account_change::AccountChange;
use super::account_record::{AccountRecord, ApiToken, LinkedIdentity, Session, TokenHash};
use super::error::StoreError;
use super::{Database, Store, clock};
use crate::domain::{Identity, SecurityEvent, Username};

impl Store {
    /// The present as the store keeps times.
    pub fn now() -> Timestamp {
        clock::now()
    }

    /// Whether anybody can sign in here, or ever could.
    pub async fn has_accounts(&self) -> Result<bool, StoreError> {
        let count = match &self.database {
            Database::Sqlite(store) => store.count_accounts().await?,
            Database::Postgres(store) => store.count_accounts().await?,
        };
        Ok(count > 0)
    }

    /// Every account, by username.
    pub async fn accounts(&self) -> Result<Vec<AccountRecord>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.accounts().await,
            Database::Postgres(store) => store.accounts().await,
        }
    }

    /// The account with that username.
    pub async fn account_named(&self, username: &Username) -> Result<Option<AccountRecord>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.account_named(username).await,
            Database::Postgres(store) => store.account_named(username).await,
        }
    }

    /// The account with that identifier.
    pub async fn account(&self, id: Uuid) -> Result<Option<AccountRecord>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.account(id).await,
            Database::Postgres(store) => store.account(id).await,
        }
    }

    /// The account as which somebody at an identity provider signs in.
    pub async fn account_of_identity(&self, identity: &Identity) -> Result<Option<AccountRecord>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.account_of_identity(identity).await,
            Database::Postgres(store) => store.account_of_identity(identity).await,
        }
    }

    /// Who at identity providers signs in as an account, or as any; by account, issuer and subject.
    pub async fn linked_identities(&self, account: Option<Uuid>) -> Result<Vec<LinkedIdentity>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.linked_identities(account).await,
            Database::Postgres(store) => store.linked_identities(account).await,
        }
    }

    /// The session of a token, also one that has ended by itself.
    pub async fn session(&self, token: TokenHash) -> Result<Option<Session>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.session(token).await,
            Database::Postgres(store) => store.session(token).await,
        }
    }

    /// The sessions of an account, the latest first, also those that have ended by themselves.
    pub async fn sessions(&self, account: Uuid) -> Result<Vec<Session>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.sessions(account).await,
            Database::Postgres(store) => store.sessions(account).await,
        }
    }

    /// The token with that hash, also one that has ended or was revoked.
    pub async fn api_token(&self, hash: TokenHash) -> Result<Option<ApiToken>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.api_token(hash).await,
            Database::Postgres(store) => store.api_token(hash).await,
        }
    }

    /// The tokens of an account, the latest first, also those that have ended or were revoked.
    pub async fn api_tokens(&self, account: Uuid) -> Result<Vec<ApiToken>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.api_tokens(account).await,
            Database::Postgres(store) => store.api_tokens(account).await,
        }
    }

    /// What happened to an account, or to all of them, the latest first.
    pub async fn security_events(&self, account: Option<Uuid>, limit: u32) -> Result<Vec<SecurityEvent>, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.security_events(account, limit).await,
            Database::Postgres(store) => store.security_events(account, limit).await,
        }
    }

    /// Does the steps in one transaction. Where the first touches no row, nothing is written and the answer is `false`.
    ///
    /// The revision of the inventory does not move: accounts are no part of it.
    pub async fn change_accounts(&self, changes: Vec<AccountChange>) -> Result<bool, StoreError> {
        match &self.database {
            Database::Sqlite(store) => store.change_accounts(changes).await,
            Database::Postgres(store) => store.change_accounts(changes).await,
        }
    }
}
