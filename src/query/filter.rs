//! The filters every resource shares, parsed into one predicate.
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::area::AreaFilter;
use super::as_of::AsOf;
use super::cql2::Expression;
use super::error::{QueryError, QueryErrorCode, shorten};
use super::parameters::Parameters;
use super::queryable::Queryable;
use crate::domain::{Message, RegionId, Sector, SiteKind, Vocabulary, VocabularyName, local_time, rules, text};

/// The names of the shared filters.
pub const FILTER_PARAMETERS: &[&str] = &[
    "region",
    "sector",
    "kind",
    "subsector",
    "technology",
    "certification",
    "q",
    "bbox",
    "bbox-crs",
    "datetime",
    "filter",
    "filter-lang",
    "filter-crs",
    "at",
];

/// Most characters of a text search.
const TEXT_MAX: usize = 200;

/// What values exist: the vocabulary and the regions a filter may name.
pub trait Catalogue {
    /// The terms a filter may name.
    fn vocabulary(&self) -> &Vocabulary;
    /// Whether a unit with this id exists, current or former.
    fn has_region(&self, id: RegionId) -> bool;
    /// Units a client may have meant by a text that is no region id, as `id (name)`.
    fn regions_named(&self, text: &str) -> Vec<String>;
}

/// A closed interval of time; a missing end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeInterval {
    /// First instant.
    pub from: Option<Timestamp>,
    /// Last instant.
    pub to: Option<Timestamp>,
}

/// What a site must satisfy. Empty lists ask for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The collection asked: only this kind.
    pub collection: Option<SiteKind>,
    /// Lies in any of these units.
    pub regions: Vec<RegionId>,
    /// Is of any of these sectors.
    pub sectors: Vec<Sector>,
    /// Is of any of these kinds.
    pub kinds: Vec<SiteKind>,
    /// Has any of these subsectors.
    pub subsectors: Vec<String>,
    /// Uses any of these technologies.
    pub technologies: Vec<String>,
    /// Has any of these certifications.
    pub certifications: Vec<String>,
    /// Text search as it was written.
    pub text: Option<String>,
    /// Lies in this box.
    pub bbox: Option<AreaFilter>,
    /// Last changed in this interval.
    pub updated: Option<TimeInterval>,
    /// Satisfies this expression.
    pub expression: Option<Arc<Expression>>,
    /// As of when; the records are those of the snapshot that is asked.
    pub as_of: Option<AsOf>,
}

impl Filter {
    /// Reads the shared filters.
    pub fn parse(parameters: &Parameters, collection: Option<SiteKind>, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        let codes =
            |parameter: &str, vocabulary: VocabularyName| terms(parameters, parameter, catalogue.vocabulary(), vocabulary);
        Ok(Self {
            collection,
            regions: regions_named_by("region", parameters, catalogue)?,
            sectors: listed(parameters, "sector", Sector::ALL, Sector::code)?,
            kinds: listed(parameters, "kind", SiteKind::ALL, SiteKind::code)?,
            subsectors: codes("subsector", VocabularyName::Subsector)?,
            technologies: codes("technology", VocabularyName::Technology)?,
            certifications: codes("certification", VocabularyName::Certification)?,
            text: search_text(parameters)?,
            bbox: AreaFilter::parse(parameters)?,
            updated: parameters.single("datetime")?.map(interval).transpose()?,
            expression: Expression::parse(parameters, Queryable::of_sites(), catalogue.vocabulary())?.map(Arc::new),
            as_of: AsOf::parse(parameters)?,
        })
    }

    /// Whether it has a selection of its own for the facets that choose by this parameter.
    pub fn selects_by(&self, parameter: &str) -> bool {
        match parameter {
            "region" => !self.regions.is_empty(),
            "sector" => !self.sectors.is_empty(),
            "kind" => !self.kinds.is_empty(),
            "subsector" => !self.subsectors.is_empty(),
            "technology" => !self.technologies.is_empty(),
            "certification" => !self.certifications.is_empty(),
            _ => false,
        }
    }

    /// The words of the text search without tones.
    pub fn words(&self) -> Vec<String> {
        let folded = self.text.as_deref().map(text::fold).unwrap_or_default();
        folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// The filter as query parameters, always in the same order and spelling.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        fn joined<T: ToString>(values: &[T]) -> Option<String> {
            (!values.is_empty()).then(|| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
        }
        [
            ("region", joined(&self.regions)),
            ("sector", joined(&self.sectors)),
            ("kind", joined(&self.kinds)),
            ("subsector", joined(&self.subsectors)),
            ("technology", joined(&self.technologies)),
            ("certification", joined(&self.certifications)),
            ("q", self.text.clone()),
            ("bbox", self.bbox.map(|area| area.text())),
            ("bbox-crs", self.bbox.and_then(|area| area.crs()).map(|crs| crs.to_string())),
            ("datetime", self.updated.map(interval_text)),
            ("at", self.as_of.map(|as_of| as_of.to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .chain(self.expression.iter().flat_map(|expression| expression.pairs()))
        .collect()
    }
}

pub(super) fn listed<T: Copy>(
    parameters: &Parameters,
    name: &str,
    all: &[T],
    code: fn(T) -> &'static str,
) -> Result<Vec<T>, QueryError> {
    let find = |value: &str| all.iter().copied().find(|candidate| code(*candidate) == value);
    let allowed = || all.iter().map(|value| code(*value)).collect::<Vec<_>>();
    parameters
        .list(name)?
        .into_iter()
        .map(|value| find(value).ok_or_else(|| QueryError::not_in_list(name, value, &allowed())))
        .collect()
}

fn terms(parameters: &Parameters, name: &str, vocabulary: &Vocabulary, list: VocabularyName) -> Result<Vec<String>, QueryError> {
    let mut codes = Vec::new();
    for value in parameters.list(name)? {
        if vocabulary.find(list, value).is_none() {
            let allowed: Vec<&str> = vocabulary.terms(list).map(|term| term.code.as_str()).collect();
            return Err(QueryError::not_in_list(name, value, &allowed));
        }
        codes.push(value.to_owned());
    }
    Ok(codes)
}

/// The units a list parameter names.
pub fn regions_named_by(name: &str, parameters: &Parameters, catalogue: &dyn Catalogue) -> Result<Vec<RegionId>, QueryError> {
    let mut ids = Vec::new();
    for value in parameters.list(name)? {
        let value = shorten(value);
        let id = value.parse::<RegionId>().map_err(|reason| {
            let meant = catalogue.regions_named(&value);
            let error = QueryError::invalid(name, reason);
            if meant.is_empty() {
                return error;
            }
            let list = meant.join("; ");
            let message = Message::new(
                format!("{}. Có phải: {list}", error.message.vi),
                format!("{}. Did you mean: {list}", error.message.en),
            );
            QueryError { message, allowed: meant, ..error }
        })?;
        if !catalogue.has_region(id) {
            let message = Message::new(
                format!("Tham số {name}: không có đơn vị hành chính nào, mới hay cũ, mang mã “{id}”"),
                format!("Parameter {name}: no administrative unit, current or former, has the id “{id}”"),
            );
            return Err(QueryError::new(QueryErrorCode::UnknownRegion, name, message));
        }
        ids.push(id);
    }
    Ok(ids)
}

pub(super) fn search_text(parameters: &Parameters) -> Result<Option<String>, QueryError> {
    let Some(written) = parameters.single("q")?.and_then(text::tidy) else { return Ok(None) };
    let length = written.chars().count();
    if length > TEXT_MAX {
        return Err(QueryError::invalid("q", rules::too_long(length, TEXT_MAX)));
    }
    if text::fold(&written).is_empty() {
        let reason = Message::new("không có chữ hay số nào để tìm", "holds no letter or digit to search for");
        return Err(QueryError::invalid("q", reason));
    }
    Ok(Some(written))
}

fn interval(value: &str) -> Result<TimeInterval, QueryError> {
    let malformed = || {
        let reason = Message::new(
            format!(
                "“{}” không phải thời điểm hay khoảng thời gian. Được phép: 2026-01-31, 2026-01-31T00:00:00Z, đầu/cuối, đầu/.. hoặc ../cuối",
                shorten(value)
            ),
            format!(
                "“{}” is not an instant or interval. Allowed: 2026-01-31, 2026-01-31T00:00:00Z, start/end, start/.. or ../end",
                shorten(value)
            ),
        );
        QueryError::invalid("datetime", reason)
    };
    let (from, to) = match value.split_once('/') {
        Some((from, to)) => (from, to),
        None => (value, value),
    };
    let bound = |text: &str, end_of_day: bool| match text {
        "" | ".." => Ok(None),
        _ => instant(text, end_of_day).map(Some).ok_or_else(malformed),
    };
    let interval = TimeInterval { from: bound(from, false)?, to: bound(to, true)? };
    if matches!((interval.from, interval.to), (Some(from), Some(to)) if from > to) {
        let reason = Message::new(
            format!("“{}” có thời điểm đầu sau thời điểm cuối", shorten(value)),
            format!("“{}” starts after its end", shorten(value)),
        );
        return Err(QueryError::invalid("datetime", reason));
    }
    let is_bounded = interval.from.is_some() || interval.to.is_some() || value.contains('/');
    if is_bounded { Ok(interval) } else { Err(malformed()) }
}

/// An instant; a bare day means its first or last nanosecond in Vietnam.
fn instant(text: &str, end_of_day: bool) -> Option<Timestamp> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp);
    }
    let day: Date = text.parse().ok()?;
    let time = if end_of_day { day.at(23, 59, 59, 999_999_999) } else { day.at(0, 0, 0, 0) };
    local_time::moment_of(time)
}

fn interval_text(interval: TimeInterval) -> String {
    let end = |instant: Option<Timestamp>| instant.map_or_else(|| "..".to_owned(), |instant| instant.to_string());
    format!("{}/{}", end(interval.from), end(interval.to))
}
