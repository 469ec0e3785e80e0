//! A filter expression: as it was written, in which language and coordinate system, and what it means.
use super::cql_text::read_cql_text;
use super::json::read_json;
use super::predicate::Predicate;
use super::text::read_text;
use super::typing::PredicateReader;
use crate::domain::Vocabulary;
use crate::geography::Crs;
use crate::query::area::parse_crs;
use crate::query::error::QueryError;
use crate::query::parameters::Parameters;
use crate::query::queryable::Queryable;

/// The names of the parameters.
pub const EXPRESSION_PARAMETERS: &[&str] = &["filter", "filter-lang", "filter-crs"];

/// How an expression is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterLanguage {
    /// CQL2 text.
    #[default]
    Text,
    /// CQL2 JSON.
    Json,
    /// CQL text of the drafts before CQL2, as GDAL writes it.
    DraftText,
}

impl FilterLanguage {
    /// All of them, the default first.
    pub const ALL: &'static [Self] = &[Self::Text, Self::Json, Self::DraftText];

    /// The name in `filter-lang=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "cql2-text",
            Self::Json => "cql2-json",
            Self::DraftText => "cql-text",
        }
    }
}

/// A filter expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    text: String,
    language: FilterLanguage,
    crs: Crs,
    predicate: Predicate,
}

impl Expression {
    /// Reads `filter=` in the language of `filter-lang=`, its geometries in the system of `filter-crs=`.
    pub fn parse(
        parameters: &Parameters,
        queryables: &'static [Queryable],
        vocabulary: &Vocabulary,
    ) -> Result<Option<Self>, QueryError> {
        let language = match parameters.single("filter-lang")? {
            None => FilterLanguage::default(),
            Some(name) => FilterLanguage::ALL.iter().copied().find(|language| language.name() == name).ok_or_else(|| {
                let allowed: Vec<&str> = FilterLanguage::ALL.iter().map(|language| language.name()).collect();
                QueryError::not_in_list("filter-lang", name, &allowed)
            })?,
        };
        let crs = parse_crs(parameters, "filter-crs")?;
        let Some(text) = parameters.single("filter")? else { return Ok(None) };
        Self::read(text, language, crs, queryables, vocabulary).map(Some)
    }

    /// Reads an expression.
    pub fn read(
        text: &str,
        language: FilterLanguage,
        crs: Crs,
        queryables: &'static [Queryable],
        vocabulary: &Vocabulary,
    ) -> Result<Self, QueryError> {
        let tree = match language {
            FilterLanguage::Text => read_text(text)?,
            FilterLanguage::Json => read_json(text)?,
            FilterLanguage::DraftText => read_cql_text(text, queryables)?,
        };
        let predicate = PredicateReader::new(queryables, vocabulary, crs).read(&tree)?;
        Ok(Self { text: text.to_owned(), language, crs, predicate })
    }

    /// The expression as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The system its geometries are in.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// What it means.
    pub fn predicate(&self) -> &Predicate {
        &self.predicate
    }

    /// The expression as parameters, without what is default.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("filter", self.text.clone())];
        pairs.extend((self.language != FilterLanguage::default()).then(|| ("filter-lang", self.language.name().to_owned())));
        pairs.extend((self.crs != Crs::CRS84).then(|| ("filter-crs", self.crs.to_string())));
        pairs
    }
}
