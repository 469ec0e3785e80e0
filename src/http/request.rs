//! What a request asks for before its own parameters: the snapshot it is answered from, the language and the format.
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::links::PublicUrl;
use super::problem::{Problem, ProblemCode};
use super::state::SharedState;
use crate::domain::{Language, Message};
use crate::query::{AsOf, Parameters, QueryError};
use crate::snapshot::Snapshot;

/// Parameters every resource takes.
const LANGUAGE: &[&str] = &["lang"];
/// The parameter of resources that are told of the past too.
pub(super) const AS_OF: &[&str] = &["at"];
/// Parameters of resources that come in more than one format.
pub(super) const FORMAT: &[&str] = &["f"];

/// A representation of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Html,
}

/// A request, with the one snapshot it is answered from.
pub(super) struct Asked {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) public_url: Arc<PublicUrl>,
    pub(super) language: Language,
    pub(super) headers: HeaderMap,
    /// As of when it is answered, where `at` asks for it.
    pub(super) as_of: Option<AsOf>,
    query: String,
}

impl FromRequestParts<SharedState> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default().to_owned();
        Ok(Self {
            snapshot: state.snapshot().ok_or_else(Problem::not_ready)?,
            public_url: Arc::clone(&state.public_url),
            language: asked_language(&query, &parts.headers),
            headers: parts.headers.clone(),
            as_of: None,
            query,
        })
    }
}

impl Asked {
    /// The parameters; any that is not in `allowed` (or `lang`) is refused, and so is an unknown language.
    pub(super) fn parameters(&self, allowed: &[&[&str]]) -> Result<Parameters, QueryError> {
        let groups: Vec<&[&str]> = allowed.iter().copied().chain([LANGUAGE]).collect();
        let parameters = Parameters::parse(&self.query, &groups)?;
        if let Some(code) = parameters.single("lang")? {
            let allowed: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
            code.parse::<Language>().map_err(|_| QueryError::not_in_list("lang", code, &allowed))?;
        }
        Ok(parameters)
    }

    /// The format: `f` wins, then what the client accepts, then JSON.
    pub(super) fn format(&self, parameters: &Parameters) -> Result<Format, Problem> {
        match parameters.single("f")? {
            Some("json" | "geojson") => return Ok(Format::Json),
            Some("html") => return Ok(Format::Html),
            Some(other) => return Err(QueryError::not_in_list("f", other, &["json", "html"]).into()),
            None => {}
        }
        if prefers_page(&self.headers) {
            return Ok(Format::Html);
        }
        self.require_json()?;
        Ok(Format::Json)
    }

    /// Refuses a client that takes no JSON at all.
    pub(super) fn require_json(&self) -> Result<(), Problem> {
        if accepts_types(&self.headers, JSON_TYPES) || !self.headers.contains_key(header::ACCEPT) {
            return Ok(());
        }
        Err(Problem::new(
            ProblemCode::NotAcceptable,
            Message::new(
                "Chỉ có application/geo+json, application/json và text/html.",
                "There are only application/geo+json, application/json and text/html.",
            ),
        ))
    }

    /// How much the client wants any of these media types, from 0 to 1.
    pub(super) fn wants(&self, types: &[&str]) -> f32 {
        let accepted = weighted(&self.headers, header::ACCEPT);
        accepted.iter().filter(|(name, _)| types.contains(&name.as_str())).map(|(_, quality)| *quality).fold(0.0, f32::max)
    }

    /// The parameters as they were given, but for these.
    pub(super) fn pairs_without(&self, left_out: &[&str]) -> Vec<(String, String)> {
        let pairs = form_urlencoded::parse(self.query.as_bytes()).into_owned();
        pairs.filter(|(name, value)| !left_out.contains(&name.as_str()) && !value.is_empty()).collect()
    }

    /// As of when, as a parameter for links.
    pub(super) fn as_of_pair(&self) -> Option<(&'static str, String)> {
        self.as_of.map(|as_of| ("at", as_of.to_string()))
    }

    /// The language as a parameter for links, where the request itself named it.
    pub(super) fn language_pair(&self) -> Option<(&'static str, String)> {
        form_urlencoded::parse(self.query.as_bytes())
            .any(|(name, value)| name == "lang" && !value.is_empty())
            .then(|| ("lang", self.language.code().to_owned()))
    }
}

/// `lang` wins, then `Accept-Language`, then Vietnamese.
pub(super) fn asked_language(query: &str, headers: &HeaderMap) -> Language {
    let named =
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, value)| value.parse().ok());
    named.unwrap_or_else(|| {
        let accepted = weighted(headers, header::ACCEPT_LANGUAGE);
        let primary = |tag: &str| tag.split('-').next().and_then(|subtag| subtag.to_ascii_lowercase().parse::<Language>().ok());
        accepted.into_iter().find_map(|(tag, quality)| primary(&tag).filter(|_| quality > 0.0)).unwrap_or(Language::Vietnamese)
    })
}

/// Whether a problem shall be a page: `f` wins, then what the client would rather have.
pub(super) fn wants_page(query: &str, headers: &HeaderMap) -> bool {
    match form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "f") {
        Some((_, format)) => format == "html",
        None => prefers_page(headers),
    }
}

/// Media types that JSON satisfies.
pub(super) const JSON_TYPES: &[&str] =
    &["*/*", "application/*", "application/json", "application/geo+json", "application/problem+json"];

/// Whether the client would rather have a page than JSON, as browsers say.
pub(super) fn prefers_page(headers: &HeaderMap) -> bool {
    let accepted = weighted(headers, header::ACCEPT);
    let quality = |wanted: &[&str]| {
        let qualities =
            accepted.iter().filter(|(media_type, _)| wanted.contains(&media_type.as_str())).map(|(_, quality)| *quality);
        qualities.fold(0.0, f32::max)
    };
    quality(&["text/html", "text/*"]) > quality(&["application/json", "application/geo+json"])
}

fn accepts_types(headers: &HeaderMap, types: &[&str]) -> bool {
    weighted(headers, header::ACCEPT).iter().any(|(media_type, quality)| *quality > 0.0 && types.contains(&media_type.as_str()))
}

/// The members of a weighted list, best first; at most 32 are read.
pub(super) fn weighted(headers: &HeaderMap, name: header::HeaderName) -> Vec<(String, f32)> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let mut members: Vec<(String, f32)> = values
        .flat_map(|value| value.split(','))
        .take(32)
        .map(|member| {
            let mut parts = member.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |text| text.parse().ok());
            (name, quality.unwrap_or(0.0))
        })
        .filter(|(name, _)| !name.is_empty())
        .collect();
    members.sort_by(|a, b| b.1.total_cmp(&a.1));
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, header::HeaderValue::from_static(value))])
    }

    #[test]
    fn the_language_is_negotiated() {
        assert_eq!(asked_language("", &HeaderMap::new()), Language::Vietnamese);
        assert_eq!(asked_language("", &with(header::ACCEPT_LANGUAGE, "fr, en-GB;q=0.8, vi;q=0.5")), Language::English);
        assert_eq!(asked_language("lang=vi", &with(header::ACCEPT_LANGUAGE, "en")), Language::Vietnamese);
        assert_eq!(asked_language("lang=xx", &with(header::ACCEPT_LANGUAGE, "en")), Language::English);
    }

    #[test]
    fn only_browsers_get_pages_by_themselves() {
        assert!(prefers_page(&with(header::ACCEPT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")));
        assert!(!prefers_page(&with(header::ACCEPT, "*/*")));
        assert!(!prefers_page(&with(header::ACCEPT, "application/geo+json, text/html;q=0.1")));
        assert!(!prefers_page(&HeaderMap::new()));
        assert!(prefers_page(&with(header::ACCEPT, "text/*")));
        assert!(wants_page("sector=fish&f=html", &HeaderMap::new()));
        assert!(!wants_page("f=json", &with(header::ACCEPT, "text/html")));
    }
}
