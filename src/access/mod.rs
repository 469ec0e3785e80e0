//! Who is asking and what they may do: passwords, sessions, tokens for programs, and the limits on guessing.
//!
//! Nothing here is public data. [`Principal`] is what a handler gets; [`Access`] is what signs people in and out and what the
//! command line keeps accounts with. `docs/security.md` says which requirement each part holds.
#![deny(missing_docs)]

mod administration;
mod api_tokens;
mod attempts;
mod client;
mod error;
mod gate;
mod lock_times;
mod own_account;
mod password_hashing;
mod password_rules;
mod principal;
mod secret_token;
mod sessions;
mod sign_in;
mod single_sign_on;

pub use administration::NewAccount;
pub use api_tokens::{NewToken, TOKEN_DAYS_MAX};
pub use client::Client;
pub use error::AccessError;
pub use gate::Access;
pub use principal::{Means, Principal, SignedIn};
pub use secret_token::SecretToken;
pub use sessions::{SESSION_IDLE, SESSION_LENGTH};
pub use sign_in::Opened;
pub use single_sign_on::WaysIn;
