//! What people do with their own account: change the password, keep tokens, see what happened.
use uuid::Uuid;

use super::api_tokens::NewToken;
use super::client::Client;
use super::error::AccessError;
use super::gate::{Access, Doer};
use super::principal::SignedIn;
use super::secret_token::SecretToken;
use crate::domain::{Message, SecurityEvent, SecurityEventKind};
use crate::store::{AccountChange, ApiToken, Store};

/// How many entries of the log people see of their own account.
const EVENTS: u32 = 20;

impl Access {
    /// Sets a new password for whoever knows the present one; every other session ends.
    pub async fn change_password(
        &self,
        signed_in: &SignedIn,
        current: &str,
        new: &str,
        client: &Client,
    ) -> Result<(), AccessError> {
        let account = &signed_in.account;
        let record = self.store.account(account.id).await?.ok_or(AccessError::WrongCredentials)?;
        self.decide(record, current, client).await.map_err(|error| match error {
            AccessError::WrongCredentials => AccessError::Refused {
                field: "current_password",
                reason: Message::new("mật khẩu hiện tại không đúng", "the present password is wrong"),
            },
            other => other,
        })?;
        if current == new {
            let reason = Message::new("mật khẩu mới giống mật khẩu cũ", "the new password is the old one");
            return Err(AccessError::Refused { field: "new_password", reason });
        }
        let password = self.acceptable(new, &account.username, &account.display_name).await.map_err(|error| match error {
            AccessError::Refused { reason, .. } => AccessError::Refused { field: "new_password", reason },
            other => other,
        })?;
        let now = Store::now();
        let doer = Doer { actor: Some(signed_in.author()), client: Some(client) };
        let steps = vec![
            AccountChange::SetPassword { id: account.id, password, at: now },
            AccountChange::EndSessions { account: account.id, but: signed_in.session() },
            AccountChange::Record(doer.event(SecurityEventKind::PasswordChanged, Some(account.id), None, now)),
        ];
        self.store.change_accounts(steps).await?;
        Ok(())
    }

    /// Makes a token for a program of one's own. The secret is in the answer and nowhere else.
    pub async fn make_own_token(
        &self,
        signed_in: &SignedIn,
        new: NewToken,
        client: &Client,
    ) -> Result<(SecretToken, ApiToken), AccessError> {
        let doer = Doer { actor: Some(signed_in.author()), client: Some(client) };
        self.make_api_token(&signed_in.account, new, &doer).await
    }

    /// Revokes a token of one's own.
    pub async fn revoke_own_token(&self, signed_in: &SignedIn, id: Uuid, client: &Client) -> Result<(), AccessError> {
        let doer = Doer { actor: Some(signed_in.author()), client: Some(client) };
        self.revoke_token_of(signed_in.account.id, id, &doer).await
    }

    /// What happened to one's own account lately, the latest first.
    pub async fn own_events(&self, signed_in: &SignedIn) -> Result<Vec<SecurityEvent>, AccessError> {
        Ok(self.store.security_events(Some(signed_in.account.id), EVENTS).await?)
    }
}
