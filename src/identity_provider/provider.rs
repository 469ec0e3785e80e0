//! Sends people to the provider and reads what it says of them when they come back.
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreIdToken, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    JwsSigningAlgorithm, LanguageTag, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    SignatureVerificationError, TokenResponse,
};
use tokio::sync::Mutex;

use super::error::ProviderError;
use super::http_client::{HttpClient, with_causes};
use super::pending::{Pending, Seal};
use super::settings::ProviderSettings;
use crate::domain::{Identity, Issuer, Language, Message};

/// For how long what the provider says of itself, its keys among it, is taken to be so.
const FRESH: Duration = Duration::from_secs(60 * 60);
/// For how long a provider that could not be used is not asked again.
const REST: Duration = Duration::from_secs(5);

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A provider; one for the whole server. It is first asked when somebody wants to sign in.
pub struct IdentityProvider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    seal: Seal,
    known: Mutex<Known>,
}

/// What is known of the provider.
#[derive(Default)]
struct Known {
    http: Option<Arc<HttpClient>>,
    metadata: Option<(Arc<CoreProviderMetadata>, Instant)>,
    failed: Option<(ProviderError, Instant)>,
}

/// Somebody may go to the provider.
#[derive(Debug)]
pub struct Begun {
    /// Where they go.
    pub address: String,
    /// What their browser keeps until they come back, for [`PENDING_LENGTH`](super::PENDING_LENGTH).
    pub kept: String,
}

impl IdentityProvider {
    /// A provider that sends people back to an address of ours. It is not asked yet.
    ///
    /// # Errors
    /// Where one of the two addresses cannot be one.
    pub fn new(settings: ProviderSettings, redirect: &str) -> Result<Self, Message> {
        let unusable = |error: String| Message::new(error.clone(), error);
        let issuer = IssuerUrl::new(settings.issuer.to_string()).map_err(|error| unusable(error.to_string()))?;
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|error| unusable(error.to_string()))?;
        let seal = Seal::new(settings.client_secret.secret()).map_err(unusable)?;
        Ok(Self { settings, issuer, redirect, seal, known: Mutex::default() })
    }

    /// The provider's address.
    pub fn issuer(&self) -> &Issuer {
        &self.settings.issuer
    }

    /// What stands on the button; `None` for our own words.
    pub fn label(&self) -> Option<&str> {
        self.settings.label.as_deref()
    }

    /// Begins a sign-in of somebody who then goes to a path of ours.
    ///
    /// # Errors
    /// [`ProviderError::Unavailable`].
    pub async fn begin(&self, next: &str, language: Language) -> Result<Begun, ProviderError> {
        let (metadata, _) = self.metadata(FRESH).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client(&metadata);
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random).set_pkce_challenge(challenge);
        let (address, state, nonce) = request.add_ui_locale(LanguageTag::new(language.code().to_owned())).url();
        let pending = Pending {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            next: next.to_owned(),
            language,
            began_at: Timestamp::now(),
        };
        Ok(Begun { address: address.into(), kept: self.seal.close(&pending).map_err(ProviderError::Unavailable)? })
    }

    /// The sign-in that a browser keeps.
    ///
    /// # Errors
    /// [`ProviderError::Stale`].
    pub fn pending(&self, kept: &str) -> Result<Pending, ProviderError> {
        self.seal.open(kept, Timestamp::now())
    }

    /// Holds what came back against the sign-in that is under way, and uses that up.
    ///
    /// # Errors
    /// [`ProviderError::Stale`], also where the answer is that of another provider (RFC 9207).
    pub fn spend(&self, pending: &Pending, state: &str, issuer: Option<&str>) -> Result<(), ProviderError> {
        self.seal.spend(pending, state, Timestamp::now())?;
        match issuer {
            Some(issuer) if issuer != self.issuer.as_str() => Err(ProviderError::Stale("another provider answers")),
            _ => Ok(()),
        }
    }

    /// Asks the provider who came back with a code, and believes only what it signed for us, now and for this sign-in.
    ///
    /// # Errors
    /// Any [`ProviderError`].
    pub async fn finish(&self, code: String, pending: &Pending) -> Result<Identity, ProviderError> {
        let (metadata, http) = self.metadata(FRESH).await?;
        let client = self.client(&metadata);
        let unavailable = |error: &dyn std::error::Error| ProviderError::Unavailable(with_causes(error));
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| unavailable(&error))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()));
        let answer = request.request_async(http.as_ref()).await.map_err(|error| match &error {
            RequestTokenError::ServerResponse(refusal) if *refusal.error() == CoreErrorResponseType::InvalidGrant => {
                ProviderError::Stale("the provider does not take the code")
            }
            _ => unavailable(&error),
        })?;
        let token = answer.id_token().ok_or_else(|| ProviderError::Untrusted("there is no ID token".to_owned()))?;
        let nonce = Nonce::new(pending.nonce.clone());
        let subject = match self.subject(&client, &metadata, token, &nonce) {
            Err(error) if is_unknown_key(&error) => {
                let (metadata, _) = self.metadata(Duration::ZERO).await?;
                self.subject(&self.client(&metadata), &metadata, token, &nonce)
            }
            subject => subject,
        };
        let subject = subject.map_err(|error| ProviderError::Untrusted(with_causes(&error)))?;
        let subject = subject.parse().map_err(|reason: Message| ProviderError::Untrusted(reason.en))?;
        Ok(Identity { issuer: self.settings.issuer.clone(), subject })
    }

    /// The subject of a token whose signature, issuer, audience, nonce and time are right.
    fn subject(
        &self,
        client: &Client,
        metadata: &CoreProviderMetadata,
        token: &CoreIdToken,
        nonce: &Nonce,
    ) -> Result<String, ClaimsVerificationError> {
        // A key that both sides know would let whoever reads our settings be anybody; a token without signature anybody at all.
        let is_public_key =
            |way: &&CoreJwsSigningAlgorithm| !way.uses_shared_secret() && !matches!(way, CoreJwsSigningAlgorithm::None);
        let ways = metadata.id_token_signing_alg_values_supported().iter().filter(is_public_key).cloned();
        let verifier = client.id_token_verifier().set_allowed_algs(ways);
        Ok(token.claims(&verifier, nonce)?.subject().as_str().to_owned())
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let (id, secret) = (self.settings.client_id.clone(), self.settings.client_secret.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, Some(secret));
        let client = client.set_redirect_uri(self.redirect.clone());
        let takes = |method| metadata.token_endpoint_auth_methods_supported().is_some_and(|known| known.contains(&method));
        // Basic is what a provider takes that says nothing.
        let by_body = takes(CoreClientAuthMethod::ClientSecretPost) && !takes(CoreClientAuthMethod::ClientSecretBasic);
        client.set_auth_type(if by_body { AuthType::RequestBody } else { AuthType::BasicAuth })
    }

    /// What the provider says of itself, at most so old; one request at a time asks for all who wait.
    async fn metadata(&self, age: Duration) -> Result<(Arc<CoreProviderMetadata>, Arc<HttpClient>), ProviderError> {
        let mut known = self.known.lock().await;
        if let (Some((metadata, seen)), Some(http)) = (&known.metadata, &known.http)
            && seen.elapsed() < age
        {
            return Ok((Arc::clone(metadata), Arc::clone(http)));
        }
        if let Some((error, _)) = known.failed.as_ref().filter(|(_, at)| at.elapsed() < REST) {
            return Err(error.clone());
        }
        match self.discover(known.http.clone()).await {
            Ok((metadata, http)) => {
                let metadata = Arc::new(metadata);
                *known = Known {
                    http: Some(Arc::clone(&http)),
                    metadata: Some((Arc::clone(&metadata), Instant::now())),
                    failed: None,
                };
                Ok((metadata, http))
            }
            Err(error) => {
                known.failed = Some((error.clone(), Instant::now()));
                Err(error)
            }
        }
    }

    async fn discover(&self, http: Option<Arc<HttpClient>>) -> Result<(CoreProviderMetadata, Arc<HttpClient>), ProviderError> {
        let unavailable = |error: &dyn std::error::Error| ProviderError::Unavailable(with_causes(error));
        let http = match http {
            Some(http) => http,
            None => Arc::new(HttpClient::new(&self.settings.issuer).map_err(|error| unavailable(&error))?),
        };
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), http.as_ref()).await;
        let metadata = metadata.map_err(|error| unavailable(&error))?;
        // The endpoints that we ask are asked by TLS in any case; this one is opened by people's browsers.
        if self.settings.issuer.is_https() && metadata.authorization_endpoint().url().scheme() != "https" {
            return Err(ProviderError::Unavailable("its authorization endpoint is not https".to_owned()));
        }
        Ok((metadata, http))
    }
}

/// Whether the provider may have changed its keys since we looked.
fn is_unknown_key(error: &ClaimsVerificationError) -> bool {
    let ClaimsVerificationError::SignatureVerification(error) = error else { return false };
    use SignatureVerificationError::{AmbiguousKeyId, CryptoError, NoMatchingKey};
    matches!(error, NoMatchingKey | AmbiguousKeyId(_) | CryptoError(_))
}
