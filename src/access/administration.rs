//! What an administrator does with the accounts of others, from the command line.
use uuid::Uuid;

use super::api_tokens::NewToken;
use super::error::AccessError;
use super::gate::{Access, Doer};
use super::secret_token::SecretToken;
use crate::domain::{Grant, Message, SecurityEventKind, Username, display_name};
use crate::store::{AccountChange, AccountRecord, ApiToken, Store};

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// By which the person signs in.
    pub username: Username,
    /// The person's name.
    pub display_name: String,
    /// The first password; `None` where the person signs in by single sign-on only.
    pub password: Option<String>,
    /// What the account may do.
    pub grants: Vec<Grant>,
}

impl Access {
    /// Every account, by username.
    pub async fn accounts(&self) -> Result<Vec<AccountRecord>, AccessError> {
        Ok(self.store.accounts().await?)
    }

    /// The account with that username.
    pub async fn account_named(&self, username: &Username) -> Result<AccountRecord, AccessError> {
        let unknown = || {
            let (vi, en) = (format!("Không có tài khoản {username}."), format!("There is no account {username}."));
            AccessError::Unknown(Message::new(vi, en))
        };
        self.store.account_named(username).await?.ok_or_else(unknown)
    }

    /// Makes an account.
    pub async fn make_account(&self, new: NewAccount, actor: &str) -> Result<Uuid, AccessError> {
        let name = display_name(&new.display_name).map_err(|reason| AccessError::Refused { field: "name", reason })?;
        let password = match &new.password {
            Some(password) => Some(self.acceptable(password, &new.username, &name).await?),
            None => None,
        };
        let (id, now) = (Uuid::new_v4(), Store::now());
        let doer = Doer { actor: Some(actor), client: None };
        let made = AccountChange::Make { id, username: new.username.clone(), display_name: name, password, at: now };
        let mut steps = vec![made, AccountChange::Record(doer.event(SecurityEventKind::AccountMade, Some(id), None, now))];
        for grant in new.grants {
            steps.push(AccountChange::Grant { id, grant });
            let event = doer.event(SecurityEventKind::RoleGranted, Some(id), Some(written(&grant)), now);
            steps.push(AccountChange::Record(event));
        }
        if self.store.change_accounts(steps).await? {
            return Ok(id);
        }
        Err(AccessError::Conflict(Message::new(
            format!("Đã có tài khoản {}.", new.username),
            format!("There is an account {} already.", new.username),
        )))
    }

    /// Sets a password; every session of the account ends and its lock is taken off.
    pub async fn set_password(&self, username: &Username, password: &str, actor: &str) -> Result<(), AccessError> {
        let account = self.account_named(username).await?.account;
        let password = self.acceptable(password, username, &account.display_name).await?;
        let (id, now) = (account.id, Store::now());
        let event = Doer { actor: Some(actor), client: None }.event(SecurityEventKind::PasswordChanged, Some(id), None, now);
        let steps = vec![
            AccountChange::SetPassword { id, password, at: now },
            AccountChange::EndSessions { account: id, but: None },
            AccountChange::Record(event),
        ];
        self.store.change_accounts(steps).await?;
        Ok(())
    }

    /// Disables an account: its sessions end, its tokens no longer work. Says whether it was enabled.
    pub async fn disable(&self, username: &Username, actor: &str) -> Result<bool, AccessError> {
        let id = self.account_named(username).await?.account.id;
        let now = Store::now();
        let event = Doer { actor: Some(actor), client: None }.event(SecurityEventKind::AccountDisabled, Some(id), None, now);
        let steps = vec![
            AccountChange::Disable { id, at: now },
            AccountChange::EndSessions { account: id, but: None },
            AccountChange::Record(event),
        ];
        Ok(self.store.change_accounts(steps).await?)
    }

    /// Enables an account and takes its lock off.
    pub async fn enable(&self, username: &Username, actor: &str) -> Result<(), AccessError> {
        let id = self.account_named(username).await?.account.id;
        let doer = Doer { actor: Some(actor), client: None };
        let event = doer.event(SecurityEventKind::AccountEnabled, Some(id), None, Store::now());
        self.store.change_accounts(vec![AccountChange::Enable { id }, AccountChange::Record(event)]).await?;
        Ok(())
    }

    /// Gives a role. Says whether the account did not have it.
    pub async fn grant(&self, username: &Username, grant: Grant, actor: &str) -> Result<bool, AccessError> {
        let id = self.account_named(username).await?.account.id;
        let doer = Doer { actor: Some(actor), client: None };
        let event = doer.event(SecurityEventKind::RoleGranted, Some(id), Some(written(&grant)), Store::now());
        Ok(self.store.change_accounts(vec![AccountChange::Grant { id, grant }, AccountChange::Record(event)]).await?)
    }

    /// Takes a role. Says whether the account had it.
    pub async fn revoke(&self, username: &Username, grant: Grant, actor: &str) -> Result<bool, AccessError> {
        let id = self.account_named(username).await?.account.id;
        let doer = Doer { actor: Some(actor), client: None };
        let event = doer.event(SecurityEventKind::RoleRevoked, Some(id), Some(written(&grant)), Store::now());
        Ok(self.store.change_accounts(vec![AccountChange::Revoke { id, grant }, AccountChange::Record(event)]).await?)
    }

    /// Makes a token for a program of somebody.
    pub async fn make_token(
        &self,
        username: &Username,
        new: NewToken,
        actor: &str,
    ) -> Result<(SecretToken, ApiToken), AccessError> {
        let account = self.account_named(username).await?.account;
        self.make_api_token(&account, new, &Doer { actor: Some(actor), client: None }).await
    }

    /// Revokes a token of somebody.
    pub async fn revoke_token(&self, username: &Username, id: Uuid, actor: &str) -> Result<(), AccessError> {
        let account = self.account_named(username).await?.account.id;
        self.revoke_token_of(account, id, &Doer { actor: Some(actor), client: None }).await
    }
}

/// A role and where it is held, as the log has it.
fn written(grant: &Grant) -> String {
    match grant.region() {
        Some(region) => format!("{} {region}", grant.role()),
        None => grant.role().to_string(),
    }
}
