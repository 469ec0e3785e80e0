//! Signing in as the account that somebody at an identity provider is linked to, and linking them.
use uuid::Uuid;

use super::client::Client;
use super::error::AccessError;
use super::gate::{Access, Doer};
use super::principal::SignedIn;
use super::secret_token::SecretToken;
use super::sign_in::Opened;
use crate::domain::{Identity, Message, SecurityEventKind, SignInMethod, Username};
use crate::store::{AccountChange, LinkedIdentity, Store};

/// How the holder of an account can sign in.
#[derive(Clone, Debug)]
pub struct WaysIn {
    /// Whether the account has a password.
    pub has_password: bool,
    /// Who signs in as the account.
    pub identities: Vec<LinkedIdentity>,
}

impl Access {
    /// Counts somebody who comes back from a provider as failed, before it is decided, so that many at once gain nothing.
    ///
    /// # Errors
    /// [`AccessError::TooManyAttempts`].
    pub fn count_attempt(&self, client: &Client) -> Result<(), AccessError> {
        let counted = self.attempts.count_address(client.address(), Store::now());
        counted.map_err(|until| AccessError::TooManyAttempts { until })
    }

    /// Takes the last count back: nobody did anything wrong.
    pub fn forgive_attempt(&self, client: &Client) {
        self.attempts.forgive_address(client.address(), Store::now());
    }

    /// Notes a sign-in that failed before it was known whose it is.
    pub async fn note_failed_sign_in(&self, client: &Client, why: &str) -> Result<(), AccessError> {
        self.note_failure(None, client, why.to_owned()).await
    }

    async fn note_failure(&self, account: Option<Uuid>, client: &Client, why: String) -> Result<(), AccessError> {
        let doer = Doer { actor: None, client: Some(client) };
        let event = doer.event(SecurityEventKind::SignInFailed, account, Some(why), Store::now());
        self.store.change_accounts(vec![AccountChange::Record(event)]).await?;
        Ok(())
    }

    /// Opens a session for whom the provider vouches. Any session that the browser had ends: the token is a new one. A lock
    /// after wrong passwords does not matter here, so that nobody locks others out.
    ///
    /// # Errors
    /// [`AccessError::NotLinked`] where no account belongs to them, [`AccessError::Disabled`] where theirs is.
    pub async fn sign_in_by_identity(
        &self,
        identity: &Identity,
        client: &Client,
        before: Option<&SecretToken>,
    ) -> Result<Opened, AccessError> {
        let Some(record) = self.store.account_of_identity(identity).await? else {
            self.note_failure(None, client, identity.to_string()).await?;
            return Err(AccessError::NotLinked { subject: identity.subject.clone() });
        };
        if record.account.disabled_at.is_some() {
            self.note_failure(Some(record.account.id), client, identity.to_string()).await?;
            return Err(AccessError::Disabled);
        }
        self.forgive_attempt(client);
        let opened = self.open_session(record, client, before, SignInMethod::Oidc, Some(identity.issuer.to_string()));
        opened.await
    }

    /// Who signs in as which account.
    pub async fn linked_identities(&self) -> Result<Vec<LinkedIdentity>, AccessError> {
        Ok(self.store.linked_identities(None).await?)
    }

    /// How the holder of an account can sign in.
    pub async fn ways_in(&self, signed_in: &SignedIn) -> Result<WaysIn, AccessError> {
        let id = signed_in.account.id;
        let record = self.store.account(id).await?;
        let has_password = record.is_some_and(|record| record.password.is_some());
        Ok(WaysIn { has_password, identities: self.store.linked_identities(Some(id)).await? })
    }

    /// Lets somebody at a provider sign in as an account.
    ///
    /// # Errors
    /// [`AccessError::Conflict`] where they sign in as an account already.
    pub async fn link(&self, username: &Username, identity: Identity, actor: &str) -> Result<(), AccessError> {
        let id = self.account_named(username).await?.account.id;
        let (now, written) = (Store::now(), identity.to_string());
        let doer = Doer { actor: Some(actor), client: None };
        let steps = vec![
            AccountChange::LinkIdentity { account: id, identity: identity.clone(), at: now, by: actor.to_owned() },
            AccountChange::Record(doer.event(SecurityEventKind::IdentityLinked, Some(id), Some(written), now)),
        ];
        if self.store.change_accounts(steps).await? {
            return Ok(());
        }
        let holder = self.store.account_of_identity(&identity).await?;
        let holder = holder.map_or_else(String::new, |record| record.account.username.to_string());
        Err(AccessError::Conflict(Message::new(
            format!("{identity} đã được liên kết với tài khoản {holder}."),
            format!("{identity} is linked to the account {holder} already."),
        )))
    }

    /// Unlinks one identity of an account, or all; the account's sessions end. Gives those that were linked.
    pub async fn unlink(
        &self,
        username: &Username,
        identity: Option<&Identity>,
        actor: &str,
    ) -> Result<Vec<Identity>, AccessError> {
        let id = self.account_named(username).await?.account.id;
        let linked = self.store.linked_identities(Some(id)).await?.into_iter().map(|linked| linked.identity);
        let meant: Vec<Identity> = linked.filter(|linked| identity.is_none_or(|meant| meant == linked)).collect();
        let doer = Doer { actor: Some(actor), client: None };
        let mut steps = Vec::new();
        for identity in &meant {
            let event = doer.event(SecurityEventKind::IdentityUnlinked, Some(id), Some(identity.to_string()), Store::now());
            steps.push(AccountChange::UnlinkIdentity { account: id, identity: identity.clone() });
            steps.push(AccountChange::Record(event));
        }
        if !meant.is_empty() {
            steps.push(AccountChange::EndSessions { account: id, but: None });
            self.store.change_accounts(steps).await?;
        }
        Ok(meant)
    }
}
