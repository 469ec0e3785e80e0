//! Asks an identity provider who somebody is: OpenID Connect, the authorization code flow with PKCE.
//!
//! [`IdentityProvider`] is the one value of it. What it finds out is an [`Identity`](crate::domain::Identity) that the provider
//! has signed for; whether anybody has an account for it is none of its business.
#![deny(missing_docs)]

mod error;
mod http_client;
mod pending;
mod provider;
mod settings;

pub use error::ProviderError;
pub use pending::{PENDING_LENGTH, Pending};
pub use provider::{Begun, IdentityProvider};
pub use settings::ProviderSettings;
