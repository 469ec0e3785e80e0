//! Why somebody is not let in, or a change of an account is not made.
use jiff::Timestamp;

use crate::domain::{Message, Subject};
use crate::store::StoreError;

/// A refusal or a failure. No text of it holds a secret, or says whether a username exists.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// Username and password do not belong together, or the account cannot be used.
    #[error("the username or the password is wrong")]
    WrongCredentials,
    /// Too many sign-ins with this username failed.
    #[error("locked until {until}")]
    Locked {
        /// When the next is tried.
        until: Timestamp,
    },
    /// Too many sign-ins from this address failed, or too many wait to be decided.
    #[error("too many attempts until {until}")]
    TooManyAttempts {
        /// When the next is tried.
        until: Timestamp,
    },
    /// Nobody has an account here.
    #[error("there are no accounts")]
    NoAccounts,
    /// An identity provider vouches for somebody who has no account here.
    #[error("{subject} is not linked to an account")]
    NotLinked {
        /// Who it is there.
        subject: Subject,
    },
    /// The account of somebody for whom an identity provider vouches is disabled.
    #[error("the account is disabled")]
    Disabled,
    /// A value is not acceptable.
    #[error("{field}: {reason}")]
    Refused {
        /// The field.
        field: &'static str,
        /// What is wrong with it and what is allowed.
        reason: Message,
    },
    /// What is named does not exist.
    #[error("{0}")]
    Unknown(Message),
    /// It is so already, or there are as many as there may be.
    #[error("{0}")]
    Conflict(Message),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system failed: no random bytes, no thread, no hash.
    #[error("{0}")]
    Failed(String),
}
