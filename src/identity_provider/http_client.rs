//! The few requests that are made to a provider: over TLS, short, followed nowhere else.
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::domain::Issuer;

/// Longest time for a request and its whole answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most bytes of an answer; a provider's keys with their certificates take a tenth of it.
const BODY_MAX: usize = 1024 * 1024;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoAnswer(String);

/// Makes requests. Redirects are answers like any other, so nobody can send us elsewhere.
pub(super) enum HttpClient {
    /// To a provider on the network, whose certificate the system trusts; nothing goes without TLS.
    Tls(Client<HttpsConnector<HttpConnector>, Full<Bytes>>),
    /// To a provider on this very machine.
    Plain(Client<HttpConnector, Full<Bytes>>),
}

impl HttpClient {
    /// For a provider; reads the certificates that the system trusts.
    pub fn new(issuer: &Issuer) -> Result<Self, std::io::Error> {
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_max_idle_per_host(0);
        if !issuer.is_https() {
            return Ok(Self::Plain(builder.build(HttpConnector::new())));
        }
        let connector = HttpsConnectorBuilder::new().with_native_roots()?.https_only().enable_http1().build();
        Ok(Self::Tls(builder.build(connector)))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let response = match self {
            Self::Tls(client) => client.request(request).await,
            Self::Plain(client) => client.request(request).await,
        };
        let response = response.map_err(|error| NoAnswer(with_causes(&error)))?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, BODY_MAX).collect().await.map_err(|error| NoAnswer(error.to_string()))?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = tokio::time::timeout(PATIENCE, self.ask(request)).await;
            answer.map_err(|_| NoAnswer(format!("no answer within {} s", PATIENCE.as_secs())))?
        })
    }
}

/// An error and what it comes from; the outermost alone says too little.
pub(super) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    std::iter::once(error).chain(causes).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
