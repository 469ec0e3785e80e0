//! What can be written to accounts, sessions, tokens and their log: a closed list of steps that are done all or not at all.
use jiff::Timestamp;
use uuid::Uuid;

use super::account_record::{ApiToken, PasswordHash, Session, TokenHash};
use crate::domain::{Grant, Identity, SecurityEvent, Username};

/// One step. Each touches rows or none; see [`Store::change_accounts`](super::Store::change_accounts).
#[derive(Clone, Debug)]
pub enum AccountChange {
    /// Makes an account without grants; touches nothing where the username is taken.
    Make {
        /// Its identifier.
        id: Uuid,
        /// Its username.
        username: Username,
        /// The person's name.
        display_name: String,
        /// Its password; without one it cannot sign in by password.
        password: Option<PasswordHash>,
        /// When.
        at: Timestamp,
    },
    /// Disables an account that is enabled.
    Disable {
        /// The account.
        id: Uuid,
        /// When.
        at: Timestamp,
    },
    /// Enables an account and takes its lock off.
    Enable {
        /// The account.
        id: Uuid,
    },
    /// Sets the password, which takes the lock off.
    SetPassword {
        /// The account.
        id: Uuid,
        /// The new one.
        password: PasswordHash,
        /// When.
        at: Timestamp,
    },
    /// Counts a sign-in as failed before it is decided; touches nothing where somebody counted meanwhile.
    CountSignIn {
        /// The account.
        id: Uuid,
        /// How many were counted when it was read.
        counted: i64,
        /// Until when no further one is tried.
        locked_until: Option<Timestamp>,
    },
    /// Forgets failed sign-ins.
    ForgetSignIns {
        /// The account.
        id: Uuid,
    },
    /// Gives a role that the account does not have.
    Grant {
        /// The account.
        id: Uuid,
        /// The role and where.
        grant: Grant,
    },
    /// Takes a role that the account has.
    Revoke {
        /// The account.
        id: Uuid,
        /// The role and where.
        grant: Grant,
    },
    /// Lets somebody at an identity provider sign in as an account; touches nothing where they sign in as some account already.
    LinkIdentity {
        /// The account.
        account: Uuid,
        /// Who signs in.
        identity: Identity,
        /// When.
        at: Timestamp,
        /// Who links them.
        by: String,
    },
    /// Ends that somebody at an identity provider signs in as an account.
    UnlinkIdentity {
        /// The account.
        account: Uuid,
        /// Who signed in.
        identity: Identity,
    },
    /// Opens a session.
    OpenSession {
        /// The hash of its token.
        token: TokenHash,
        /// The session.
        session: Session,
    },
    /// Notes that a session was used.
    TouchSession {
        /// The session.
        id: Uuid,
        /// When.
        at: Timestamp,
        /// When it ends now unless it is used again.
        idle_expires_at: Timestamp,
    },
    /// Ends one session of an account.
    EndSession {
        /// The account.
        account: Uuid,
        /// The session.
        id: Uuid,
    },
    /// Ends the sessions of an account.
    EndSessions {
        /// The account.
        account: Uuid,
        /// The one that stays.
        but: Option<Uuid>,
    },
    /// Forgets sessions that ended by themselves.
    ForgetEndedSessions {
        /// The present.
        now: Timestamp,
    },
    /// Makes a token.
    MakeToken {
        /// Its hash.
        hash: TokenHash,
        /// The token.
        token: ApiToken,
    },
    /// Notes that a token was used.
    TouchToken {
        /// The token.
        id: Uuid,
        /// When.
        at: Timestamp,
    },
    /// Revokes a token of an account that is not revoked.
    RevokeToken {
        /// The account.
        account: Uuid,
        /// The token.
        id: Uuid,
        /// When.
        at: Timestamp,
    },
    /// Adds to the log.
    Record(SecurityEvent),
}
