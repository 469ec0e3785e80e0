//! The query string as named values: what is unknown or repeated is refused before anything is read.
use std::str::FromStr;

use super::error::{QueryError, QueryErrorCode, shorten};
use crate::domain::{Message, rules};

/// Most values of one list.
const LIST_MAX: usize = 200;

/// Names that messengers and search engines append to addresses; they ask nothing of us.
const APPENDED: &[&str] = &["fbclid", "gclid", "zarsrc", "mibextid"];

/// A decoded query string.
#[derive(Clone, Debug)]
pub struct Parameters {
    pairs: Vec<(String, String)>,
}

impl Parameters {
    /// Decodes a raw query string and refuses names that are not in `allowed`. An empty value counts as absent, as HTML forms send it.
    pub fn parse(raw: &str, allowed: &[&[&str]]) -> Result<Self, QueryError> {
        let mut pairs = Vec::new();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            if APPENDED.contains(&name.as_ref()) || name.starts_with("utm_") {
                continue;
            }
            if !allowed.iter().any(|group| group.contains(&name.as_ref())) {
                return Err(unknown_parameter(&name, allowed));
            }
            if !value.trim().is_empty() {
                pairs.push((name.into_owned(), value.trim().to_owned()));
            }
        }
        Ok(Self { pairs })
    }

    /// The value of a single-valued parameter.
    pub fn single(&self, name: &str) -> Result<Option<&str>, QueryError> {
        let mut values = self.values(name);
        let first = values.next();
        if values.next().is_some() {
            let message =
                Message::new(format!("Tham số {name} chỉ được nêu một lần"), format!("Parameter {name} may be given only once"));
            return Err(QueryError::new(QueryErrorCode::RepeatedParameter, name, message));
        }
        Ok(first)
    }

    /// The value of a parameter that must be there.
    pub fn required(&self, name: &str) -> Result<&str, QueryError> {
        self.single(name)?.ok_or_else(|| {
            let message = Message::new(format!("Thiếu tham số {name}"), format!("Parameter {name} is missing"));
            QueryError::new(QueryErrorCode::MissingParameter, name, message)
        })
    }

    /// The values of a list parameter, split at commas, in order, each once.
    pub fn list(&self, name: &str) -> Result<Vec<&str>, QueryError> {
        let mut values: Vec<&str> = Vec::new();
        for value in self.values(name).flat_map(|joined| joined.split(',')).map(str::trim) {
            if value.is_empty() {
                let reason = Message::new("danh sách có phần tử rỗng", "the list has an empty element");
                return Err(QueryError::invalid(name, reason));
            }
            if !values.contains(&value) {
                values.push(value);
            }
            if values.len() > LIST_MAX {
                let reason = Message::new(format!("nhiều hơn {LIST_MAX} giá trị"), format!("more than {LIST_MAX} values"));
                return Err(QueryError::invalid(name, reason));
            }
        }
        Ok(values)
    }

    /// A number within bounds.
    pub fn number<T>(&self, name: &str, low: T, high: T) -> Result<Option<T>, QueryError>
    where
        T: FromStr + PartialOrd + std::fmt::Display + Copy,
    {
        self.single(name)?.map(|text| number_in(name, text, low, high)).transpose()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A number within bounds, or the sentence that names them.
pub(super) fn number_in<T>(name: &str, text: &str, low: T, high: T) -> Result<T, QueryError>
where
    T: FromStr + PartialOrd + std::fmt::Display + Copy,
{
    let parsed = text.parse::<T>().ok().filter(|number| *number >= low && *number <= high);
    parsed.ok_or_else(|| {
        let reason = rules::not_in_range(&shorten(text), &low.to_string(), &high.to_string());
        QueryError::invalid(name, reason)
    })
}

fn unknown_parameter(name: &str, allowed: &[&[&str]]) -> QueryError {
    let names: Vec<String> = allowed.iter().flat_map(|group| group.iter()).map(|name| (*name).to_owned()).collect();
    let list = names.join(", ");
    let name = shorten(name);
    let message = Message::new(
        format!("Không có tham số “{name}” ở đây. Được phép: {list}"),
        format!("There is no parameter “{name}” here. Allowed: {list}"),
    );
    QueryError { allowed: names, ..QueryError::new(QueryErrorCode::UnknownParameter, &name, message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_is_refused_with_the_allowed_ones() {
        let error = Parameters::parse("sektor=crop", &[&["sector", "kind"]]).unwrap_err();
        assert_eq!(error.code, QueryErrorCode::UnknownParameter);
        assert_eq!(error.allowed, ["sector", "kind"]);
        assert!(error.message.vi.contains("“sektor”"));
    }

    #[test]
    fn lists_are_joined_and_deduplicated() {
        let parameters = Parameters::parse("sector=crop,livestock&sector=crop&sector=", &[&["sector"]]).unwrap();
        assert_eq!(parameters.list("sector").unwrap(), ["crop", "livestock"]);
        assert_eq!(parameters.single("sector").unwrap_err().code, QueryErrorCode::RepeatedParameter);
    }

    #[test]
    fn numbers_are_held_to_their_bounds() {
        let parameters = Parameters::parse("limit=abc&k=0&lon=NaN", &[&["limit", "k", "lon"]]).unwrap();
        assert!(parameters.number("limit", 1, 10_000).unwrap_err().message.en.contains("from 1 to 10000"));
        assert!(parameters.number("k", 1, 500).is_err());
        assert!(parameters.number("lon", -180.0, 180.0).is_err());
    }
}
