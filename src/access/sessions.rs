//! Sessions: found by their token at every request, ended by time, by their holder, or with the account.
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::client::Client;
use super::error::AccessError;
use super::gate::{Access, Doer};
use super::principal::{Means, SignedIn};
use super::secret_token::SecretToken;
use crate::domain::{Message, SecurityEventKind};
use crate::store::{AccountChange, Session, Store};

/// After so long without a request a session ends (ASVS 3.3.2, level 2).
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// After so long a session ends however much it is used (ASVS 3.3.2, level 2).
pub const SESSION_LENGTH: SignedDuration = SignedDuration::from_hours(12);
/// A use is noted when the last one noted is so long ago, so that reading pages does not write to the disk each time.
pub(super) const NOTED_AFTER: SignedDuration = SignedDuration::from_secs(60);

impl Access {
    /// Whose session it is. Asked of the store each time, so that whatever changed is heeded at once.
    pub async fn by_session(&self, token: &SecretToken) -> Result<Option<SignedIn>, AccessError> {
        let now = Store::now();
        let Some((session, mut signed_in)) = self.find(token, now).await? else { return Ok(None) };
        if now.duration_since(session.last_seen_at) >= NOTED_AFTER {
            let idle_expires_at = (now + SESSION_IDLE).min(session.expires_at);
            let step = AccountChange::TouchSession { id: session.id, at: now, idle_expires_at };
            self.store.change_accounts(vec![step]).await?;
            signed_in.means = means(session.id, token, idle_expires_at);
        }
        Ok(Some(signed_in))
    }

    /// Whose session it is, without using it: it ends when it would have ended.
    pub async fn peek_session(&self, token: &SecretToken) -> Result<Option<SignedIn>, AccessError> {
        Ok(self.find(token, Store::now()).await?.map(|(_, signed_in)| signed_in))
    }

    async fn find(&self, token: &SecretToken, now: Timestamp) -> Result<Option<(Session, SignedIn)>, AccessError> {
        let Some(session) = self.store.session(token.hash()).await?.filter(|session| is_open(session, now)) else {
            return Ok(None);
        };
        let record = self.store.account(session.account).await?;
        let Some(account) = record.map(|record| record.account).filter(|account| account.disabled_at.is_none()) else {
            return Ok(None);
        };
        let signed_in = SignedIn { account, means: means(session.id, token, session.idle_expires_at) };
        Ok(Some((session, signed_in)))
    }

    /// Ends the session of a token.
    pub async fn sign_out(&self, signed_in: &SignedIn, client: &Client) -> Result<(), AccessError> {
        let Some(id) = signed_in.session() else { return Ok(()) };
        let doer = Doer { actor: Some(signed_in.author()), client: Some(client) };
        let account = signed_in.account.id;
        let event = doer.event(SecurityEventKind::SignedOut, Some(account), None, Store::now());
        self.store.change_accounts(vec![AccountChange::EndSession { account, id }, AccountChange::Record(event)]).await?;
        Ok(())
    }

    /// The open sessions of somebody, the latest first.
    pub async fn sessions_of(&self, signed_in: &SignedIn) -> Result<Vec<Session>, AccessError> {
        let now = Store::now();
        let sessions = self.store.sessions(signed_in.account.id).await?;
        Ok(sessions.into_iter().filter(|session| is_open(session, now)).collect())
    }

    /// Ends one of one's own sessions.
    pub async fn end_session(&self, signed_in: &SignedIn, id: Uuid, client: &Client) -> Result<(), AccessError> {
        let doer = Doer { actor: Some(signed_in.author()), client: Some(client) };
        let account = signed_in.account.id;
        let event = doer.event(SecurityEventKind::SessionsEnded, Some(account), None, Store::now());
        let steps = vec![AccountChange::EndSession { account, id }, AccountChange::Record(event)];
        if self.store.change_accounts(steps).await? {
            return Ok(());
        }
        Err(AccessError::Unknown(Message::new("Bạn không có phiên này.", "You have no such session.")))
    }

    /// Ends all of one's own sessions, this one too.
    pub async fn end_sessions(&self, signed_in: &SignedIn, client: &Client) -> Result<(), AccessError> {
        let doer = Doer { actor: Some(signed_in.author()), client: Some(client) };
        let account = signed_in.account.id;
        let event = doer.event(SecurityEventKind::SessionsEnded, Some(account), None, Store::now());
        let steps = vec![AccountChange::EndSessions { account, but: None }, AccountChange::Record(event)];
        self.store.change_accounts(steps).await?;
        Ok(())
    }
}

fn means(id: Uuid, token: &SecretToken, expires_at: Timestamp) -> Means {
    Means::Session { id, csrf_token: token.csrf_token(), expires_at }
}

fn is_open(session: &Session, now: Timestamp) -> bool {
    session.idle_expires_at > now && session.expires_at > now
}
