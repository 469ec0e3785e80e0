//! Tokens for programs: made for a time and a purpose, shown once, revoked by their holder or with the account.
use jiff::SignedDuration;
use uuid::Uuid;

use super::error::AccessError;
use super::gate::{Access, Doer};
use super::principal::{Means, SignedIn};
use super::secret_token::SecretToken;
use super::sessions::NOTED_AFTER;
use crate::domain::{Account, Message, SecurityEventKind, TokenScope, display_name};
use crate::store::{AccountChange, ApiToken, Store};

/// For how many days a token may be made.
pub const TOKEN_DAYS_MAX: u16 = 366;
/// Most tokens of one account that can be used.
const TOKENS_MAX: usize = 20;

/// What a token shall be.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for, 1 to 120 characters.
    pub name: String,
    /// What it may be used for.
    pub scope: TokenScope,
    /// For how many days, 1 to [`TOKEN_DAYS_MAX`].
    pub days: u16,
}

impl Access {
    /// Whose token it is, where it can be used.
    pub async fn by_api_token(&self, token: &SecretToken) -> Result<Option<SignedIn>, AccessError> {
        let now = Store::now();
        let found = self.store.api_token(token.hash()).await?;
        let Some(found) = found.filter(|token| is_usable(token, now)) else { return Ok(None) };
        let record = self.store.account(found.account).await?;
        let Some(account) = record.map(|record| record.account).filter(|account| account.disabled_at.is_none()) else {
            return Ok(None);
        };
        if found.last_used_at.is_none_or(|used| now.duration_since(used) >= NOTED_AFTER) {
            self.store.change_accounts(vec![AccountChange::TouchToken { id: found.id, at: now }]).await?;
        }
        Ok(Some(SignedIn { account, means: Means::Token { id: found.id, scope: found.scope } }))
    }

    /// Every token of an account, the latest first.
    pub async fn api_tokens_of(&self, account: Uuid) -> Result<Vec<ApiToken>, AccessError> {
        Ok(self.store.api_tokens(account).await?)
    }

    /// Makes a token. The secret is in the answer and nowhere else.
    pub(super) async fn make_api_token(
        &self,
        account: &Account,
        new: NewToken,
        doer: &Doer<'_>,
    ) -> Result<(SecretToken, ApiToken), AccessError> {
        let now = Store::now();
        let name = display_name(&new.name).map_err(|reason| AccessError::Refused { field: "name", reason })?;
        if !(1..=TOKEN_DAYS_MAX).contains(&new.days) {
            let reason = crate::domain::rules::not_in_range(&new.days.to_string(), "1", &TOKEN_DAYS_MAX.to_string());
            return Err(AccessError::Refused { field: "days", reason });
        }
        let usable = self.store.api_tokens(account.id).await?.into_iter().filter(|token| is_usable(token, now));
        if usable.count() >= TOKENS_MAX {
            return Err(AccessError::Conflict(Message::new(
                format!("Mỗi tài khoản có tối đa {TOKENS_MAX} mã truy cập. Hãy thu hồi mã không dùng nữa."),
                format!("An account has at most {TOKENS_MAX} tokens. Revoke one that is no longer used."),
            )));
        }
        let secret = SecretToken::for_program()?;
        let token = ApiToken {
            id: Uuid::new_v4(),
            account: account.id,
            name,
            scope: new.scope,
            created_at: now,
            expires_at: now + SignedDuration::from_hours(24 * i64::from(new.days)),
            last_used_at: None,
            revoked_at: None,
        };
        let detail = Some(format!("{} ({})", token.name, token.scope));
        let event = doer.event(SecurityEventKind::TokenMade, Some(account.id), detail, now);
        let steps = vec![AccountChange::MakeToken { hash: secret.hash(), token: token.clone() }, AccountChange::Record(event)];
        self.store.change_accounts(steps).await?;
        Ok((secret, token))
    }

    /// Revokes a token of an account.
    pub(super) async fn revoke_token_of(&self, account: Uuid, id: Uuid, doer: &Doer<'_>) -> Result<(), AccessError> {
        let now = Store::now();
        let event = doer.event(SecurityEventKind::TokenRevoked, Some(account), Some(id.to_string()), now);
        let steps = vec![AccountChange::RevokeToken { account, id, at: now }, AccountChange::Record(event)];
        if self.store.change_accounts(steps).await? {
            return Ok(());
        }
        Err(AccessError::Unknown(Message::new("Không có mã truy cập này.", "There is no such token.")))
    }
}

fn is_usable(token: &ApiToken, now: jiff::Timestamp) -> bool {
    token.revoked_at.is_none() && token.expires_at > now
}
