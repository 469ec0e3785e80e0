//! Why a provider did not say who somebody is.

/// What went wrong; the text is for the log of the server and holds no secret.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ProviderError {
    /// The provider is not there, or does not answer as a provider does; nobody did anything wrong.
    #[error("the identity provider cannot be used: {0}")]
    Unavailable(String),
    /// The answer belongs to no sign-in that this browser began here lately, or to one that was used already.
    #[error("no such sign-in is under way: {0}")]
    Stale(&'static str),
    /// What the provider says of the person cannot be believed.
    #[error("the identity cannot be believed: {0}")]
    Untrusted(String),
}
