//! The one value that knows accounts, sessions and tokens, and counts those who guess.
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::attempts::Attempts;
use super::client::Client;
use super::error::AccessError;
use super::password_hashing::PasswordHashing;
use super::password_rules;
use crate::domain::{SecurityEvent, SecurityEventKind, Username};
use crate::store::{PasswordHash, Store};

/// Signs people in and out, and keeps accounts. Clones share one store and one count of failed attempts.
#[derive(Clone)]
pub struct Access {
    pub(super) store: Store,
    pub(super) hashing: Arc<PasswordHashing>,
    pub(super) attempts: Arc<Attempts>,
}

impl Access {
    /// Access to the accounts of a store.
    pub fn new(store: Store) -> Self {
        Self { store, hashing: Arc::new(PasswordHashing::new()), attempts: Arc::new(Attempts::new()) }
    }

    /// Whether anybody can sign in here.
    pub async fn has_accounts(&self) -> Result<bool, AccessError> {
        Ok(self.store.has_accounts().await?)
    }

    /// The hash of a new password, once it is found good enough.
    pub(super) async fn acceptable(
        &self,
        password: &str,
        username: &Username,
        display_name: &str,
    ) -> Result<PasswordHash, AccessError> {
        let refused = |reason| AccessError::Refused { field: "password", reason };
        password_rules::check(password, username, display_name).map_err(refused)?;
        self.hashing.hash(password).await
    }
}

/// Who did something, from where.
#[derive(Clone, Debug)]
pub(super) struct Doer<'a> {
    pub actor: Option<&'a str>,
    pub client: Option<&'a Client>,
}

impl Doer<'_> {
    /// The entry of the log.
    pub fn event(&self, kind: SecurityEventKind, account: Option<Uuid>, detail: Option<String>, at: Timestamp) -> SecurityEvent {
        SecurityEvent {
            kind,
            account,
            actor: self.actor.map(str::to_owned),
            client: self.client.map(|client| client.address().to_string()),
            detail,
            occurred_at: at,
        }
    }
}
