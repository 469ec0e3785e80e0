//! Signing in by username and password: counted before it is decided, the same answer for every way to be wrong.
use jiff::Timestamp;
use uuid::Uuid;

use super::client::Client;
use super::error::AccessError;
use super::gate::{Access, Doer};
use super::lock_times::locked_for;
use super::principal::{Means, SignedIn};
use super::secret_token::SecretToken;
use super::sessions::{SESSION_IDLE, SESSION_LENGTH};
use crate::domain::{SecurityEventKind, SignInMethod, Username};
use crate::store::{AccountChange, AccountRecord, Session, Store};

/// Most sessions of one account; the oldest end first.
const SESSIONS_MAX: usize = 20;
/// How often an attempt that others overtook is counted again.
const RETRIES: usize = 50;

/// A session that was just opened.
#[derive(Debug)]
pub struct Opened {
    /// What goes into the cookie.
    pub token: SecretToken,
    /// Who signed in.
    pub signed_in: SignedIn,
}

impl Access {
    /// Opens a session for whoever knows the password. Any session that the browser had ends: the token is a new one.
    ///
    /// # Errors
    /// [`AccessError::WrongCredentials`] in every case of a wrong name, a wrong password, an account that is disabled or has no
    /// password; [`AccessError::Locked`] and [`AccessError::TooManyAttempts`] whether or not the name exists.
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        client: &Client,
        before: Option<&SecretToken>,
    ) -> Result<Opened, AccessError> {
        if !self.has_accounts().await? {
            return Err(AccessError::NoAccounts);
        }
        let now = Store::now();
        let too_many = |until| AccessError::TooManyAttempts { until };
        self.attempts.count_address(client.address(), now).map_err(too_many)?;
        let record = match username.trim().parse::<Username>() {
            Ok(name) => self.store.account_named(&name).await?,
            Err(_) => None,
        };
        let usable = record.filter(|record| record.account.disabled_at.is_none() && record.password.is_some());
        let Some(record) = usable else {
            let name = username.trim().to_ascii_lowercase();
            self.attempts.count_name(&name, now).map_err(|until| AccessError::Locked { until })?;
            self.hashing.verify(password, None).await?;
            let doer = Doer { actor: None, client: Some(client) };
            let event = doer.event(SecurityEventKind::SignInFailed, None, None, now);
            self.store.change_accounts(vec![AccountChange::Record(event)]).await?;
            return Err(AccessError::WrongCredentials);
        };
        let record = self.decide(record, password, client).await?;
        self.attempts.forgive_address(client.address(), now);
        self.open_session(record, client, before, SignInMethod::Password, None).await
    }

    /// Counts an attempt of an account, then compares the password; forgets the count where it is right.
    pub(super) async fn decide(
        &self,
        record: AccountRecord,
        password: &str,
        client: &Client,
    ) -> Result<AccountRecord, AccessError> {
        let (record, locked_until) = self.count(record).await?;
        let doer = Doer { actor: None, client: Some(client) };
        if self.hashing.verify(password, record.password.as_ref()).await? {
            self.store.change_accounts(vec![AccountChange::ForgetSignIns { id: record.account.id }]).await?;
            return Ok(record);
        }
        let (id, now) = (record.account.id, Store::now());
        let mut changes = vec![AccountChange::Record(doer.event(SecurityEventKind::SignInFailed, Some(id), None, now))];
        if let Some(until) = locked_until {
            let detail = Some(until.to_string());
            changes.push(AccountChange::Record(doer.event(SecurityEventKind::AccountLocked, Some(id), detail, now)));
        }
        self.store.change_accounts(changes).await?;
        Err(AccessError::WrongCredentials)
    }

    /// Counts the attempt as failed before it is decided, so that many at once are as many; says until when the account is
    /// locked should it fail.
    async fn count(&self, mut record: AccountRecord) -> Result<(AccountRecord, Option<Timestamp>), AccessError> {
        let id = record.account.id;
        for _ in 0..RETRIES {
            let now = Store::now();
            if let Some(until) = record.locked_until.filter(|until| *until > now) {
                return Err(AccessError::Locked { until });
            }
            let locked_until = locked_for(record.failed_sign_ins + 1).map(|time| now + time);
            let step = AccountChange::CountSignIn { id, counted: record.failed_sign_ins, locked_until };
            if self.store.change_accounts(vec![step]).await? {
                return Ok((record, locked_until));
            }
            record = self.store.account(id).await?.ok_or(AccessError::WrongCredentials)?;
        }
        Err(AccessError::TooManyAttempts { until: Store::now() + jiff::SignedDuration::from_secs(10) })
    }

    /// Opens a session for the holder of an account, and says in the log by which provider, where it was one.
    pub(super) async fn open_session(
        &self,
        record: AccountRecord,
        client: &Client,
        before: Option<&SecretToken>,
        method: SignInMethod,
        provider: Option<String>,
    ) -> Result<Opened, AccessError> {
        let (account, now) = (record.account, Store::now());
        let token = SecretToken::for_session()?;
        let session = Session {
            id: Uuid::new_v4(),
            account: account.id,
            created_at: now,
            last_seen_at: now,
            idle_expires_at: now + SESSION_IDLE,
            expires_at: now + SESSION_LENGTH,
            client: client.description(),
            method,
        };
        let (id, expires_at) = (session.id, session.idle_expires_at);
        let doer = Doer { actor: Some(account.username.as_str()), client: Some(client) };
        let mut changes = vec![
            AccountChange::OpenSession { token: token.hash(), session },
            AccountChange::ForgetEndedSessions { now },
            AccountChange::Record(doer.event(SecurityEventKind::SignedIn, Some(account.id), provider, now)),
        ];
        let mut ended: Vec<(Uuid, Uuid)> = Vec::new();
        if let Some(before) = before {
            ended.extend(self.store.session(before.hash()).await?.map(|session| (session.account, session.id)));
        }
        let oldest = self.store.sessions(account.id).await?.into_iter().skip(SESSIONS_MAX - 1);
        ended.extend(oldest.map(|session| (session.account, session.id)));
        changes.extend(ended.into_iter().map(|(account, id)| AccountChange::EndSession { account, id }));
        self.store.change_accounts(changes).await?;
        let means = Means::Session { id, csrf_token: token.csrf_token(), expires_at };
        Ok(Opened { token, signed_in: SignedIn { account, means } })
    }
}
