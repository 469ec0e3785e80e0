//! Who looks at a page about accounts: language, address, parameters. Unlike `Asked` it needs no snapshot.
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::links::PublicUrl;
use super::problem::Problem;
use super::request::asked_language;
use super::state::SharedState;
use crate::access::Client;
use crate::domain::Language;
use crate::query::{Parameters, QueryError};

/// The one who asks.
pub(super) struct Visitor {
    pub(super) public_url: Arc<PublicUrl>,
    pub(super) language: Language,
    pub(super) client: Client,
    pub(super) headers: HeaderMap,
    query: String,
}

impl FromRequestParts<SharedState> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        Ok(Self {
            public_url: Arc::clone(&state.public_url),
            language: asked_language(&query, &parts.headers),
            client: Client::from_request_parts(parts, state).await?,
            headers: parts.headers.clone(),
            query,
        })
    }
}

impl Visitor {
    /// The parameters; any that is not in `allowed` (or `lang`) is refused, and so is an unknown language.
    pub(super) fn parameters(&self, allowed: &[&str]) -> Result<Parameters, QueryError> {
        let parameters = Parameters::parse(&self.query, &[allowed, &["lang"]])?;
        if let Some(code) = parameters.single("lang")? {
            let known: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
            code.parse::<Language>().map_err(|_| QueryError::not_in_list("lang", code, &known))?;
        }
        Ok(parameters)
    }

    /// The parameters of an address that another program put together, which may add what it likes; of repeated ones none counts.
    pub(super) fn given(&self, name: &str) -> Option<String> {
        let mut values = form_urlencoded::parse(self.query.as_bytes()).filter(|(given, _)| given == name);
        let first = values.next().map(|(_, value)| value.into_owned());
        first.filter(|_| values.next().is_none())
    }

    /// An address of ours in the visitor's language.
    pub(super) fn local(&self, path: &str, pairs: &[(&'static str, String)]) -> String {
        let pairs = [pairs, &super::page_layout::language_pair(self.language)].concat();
        self.public_url.local(path, &pairs)
    }
}
