//! What an administrator says of the identity provider.
use openidconnect::{ClientId, ClientSecret};

use crate::domain::Issuer;

/// The provider and how this server is known to it. The secret never shows in logs.
#[derive(Clone, Debug)]
pub struct ProviderSettings {
    /// The provider's address, as it writes it itself.
    pub issuer: Issuer,
    pub(super) client_id: ClientId,
    pub(super) client_secret: ClientSecret,
    /// What stands on the button; `None` for our own words.
    pub label: Option<String>,
}

impl ProviderSettings {
    /// The settings of a provider that knows this server by a name and a secret.
    pub fn new(issuer: Issuer, client_id: String, client_secret: String, label: Option<String>) -> Self {
        Self { issuer, client_id: ClientId::new(client_id), client_secret: ClientSecret::new(client_secret), label }
    }
}
