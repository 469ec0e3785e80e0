//! A request for what changed between two states: which states, which sites, and which page of them.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::as_of::AsOf;
use super::error::{QueryError, QueryErrorCode, shorten};
use super::filter::{Catalogue, Filter};
use super::parameters::Parameters;
use crate::domain::{Message, PublicChange, SiteId};

const LIMIT_DEFAULT: usize = 100;
const LIMIT_MAX: usize = 10_000;
/// Longest cursor text taken.
const CURSOR_MAX: usize = 400;

/// A state of the inventory, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatePoint {
    /// The state at a revision.
    Revision(i64),
    /// The state as of a day or an instant.
    Time(AsOf),
}

impl StatePoint {
    fn read(parameter: &str, text: &str) -> Result<Self, QueryError> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().map(Self::Revision).map_err(|_| malformed(parameter, text));
        }
        AsOf::read(parameter, text).map(Self::Time).map_err(|_| malformed(parameter, text))
    }

    /// The same state, named so that it stays what it is: what is not over yet goes by the revision it has now.
    #[must_use]
    pub fn pinned(self, revision: i64, now: Timestamp) -> Self {
        match self {
            Self::Time(as_of) if as_of.instant() >= now => Self::Revision(revision),
            other => other,
        }
    }
}

/// As it stands in addresses.
impl std::fmt::Display for StatePoint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Revision(revision) => revision.fmt(formatter),
            Self::Time(as_of) => as_of.fmt(formatter),
        }
    }
}

fn malformed(parameter: &str, text: &str) -> QueryError {
    let given = shorten(text);
    let reason = Message::new(
        format!("“{given}” không phải ngày, thời điểm hay số phiên bản. Được phép: 2026-01-31, 2026-01-31T09:30:00Z hoặc 12"),
        format!("“{given}” is not a day, an instant or a revision. Allowed: 2026-01-31, 2026-01-31T09:30:00Z or 12"),
    );
    QueryError::invalid(parameter, reason)
}

/// A request for what changed.
#[derive(Clone, Debug, PartialEq)]
pub struct DiffQuery {
    /// From this state.
    pub from: StatePoint,
    /// To this one; `None` for the present.
    pub to: Option<StatePoint>,
    /// Regions, sectors and kinds that a site satisfies before or after.
    pub filter: Filter,
    /// At most how many a page; `None` where it is not asked for.
    pub limit: Option<usize>,
    /// Where the page begins.
    pub cursor: Option<DiffCursor>,
}

impl DiffQuery {
    /// The names this query takes, without `f` and `lang`.
    pub const PARAMETERS: &'static [&'static str] = &["from", "to", "region", "sector", "kind", "limit", "cursor"];

    /// Reads the query.
    pub fn parse(parameters: &Parameters, catalogue: &dyn Catalogue) -> Result<Self, QueryError> {
        Ok(Self {
            from: StatePoint::read("from", parameters.required("from")?)?,
            to: parameters.single("to")?.map(|text| StatePoint::read("to", text)).transpose()?,
            filter: Filter::parse(parameters, None, catalogue)?,
            limit: parameters.number("limit", 1, LIMIT_MAX)?,
            cursor: parameters.single("cursor")?.map(DiffCursor::parse).transpose()?,
        })
    }

    /// At most how many a page.
    pub fn page_length(&self) -> usize {
        self.limit.unwrap_or(LIMIT_DEFAULT)
    }

    /// The query as parameters, without the cursor.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("from", self.from.to_string())];
        pairs.extend(self.to.map(|to| ("to", to.to_string())));
        pairs.extend(self.filter.pairs());
        pairs.extend(self.limit.map(|limit| ("limit", limit.to_string())));
        pairs
    }

    /// A mark of what a list between two revisions holds, which its cursors bear.
    pub fn fingerprint(&self, from: i64, to: i64) -> String {
        let digest = Sha256::digest(format!("{from}|{to}|{:?}", self.filter.pairs()).as_bytes());
        URL_SAFE_NO_PAD.encode(digest.get(..9).unwrap_or_default())
    }
}

/// A place in a list of changes and the direction to read on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffCursor {
    #[serde(rename = "f")]
    fingerprint: String,
    /// Whether the page lies before the anchor.
    #[serde(rename = "b")]
    pub backward: bool,
    /// What happened to the record at the edge.
    #[serde(rename = "c")]
    pub change: PublicChange,
    /// The record at the edge.
    #[serde(rename = "i")]
    pub id: SiteId,
}

impl DiffCursor {
    /// A cursor of the list with this mark.
    pub fn new(fingerprint: String, backward: bool, change: PublicChange, id: SiteId) -> Self {
        Self { fingerprint, backward, change, id }
    }

    /// The cursor as it stands in an address.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Refuses a cursor that was made for another list.
    pub fn require(&self, fingerprint: &str) -> Result<(), QueryError> {
        if self.fingerprint == fingerprint {
            return Ok(());
        }
        let message = Message::new(
            "Tham số cursor thuộc về một truy vấn khác; hãy bắt đầu lại không có cursor",
            "Parameter cursor belongs to another query; start again without it",
        );
        Err(QueryError::new(QueryErrorCode::CursorMismatch, "cursor", message))
    }

    fn parse(text: &str) -> Result<Self, QueryError> {
        let decoded = (text.len() <= CURSOR_MAX).then(|| URL_SAFE_NO_PAD.decode(text).ok()).flatten();
        decoded.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
            let reason = Message::new(
                "không đọc được; chỉ dùng giá trị lấy từ liên kết next hoặc prev",
                "cannot be read; use only values taken from a next or prev link",
            );
            QueryError::invalid("cursor", reason)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_a_revision_a_day_or_an_instant() {
        let read = |text| StatePoint::read("from", text);
        assert_eq!(read("12").unwrap(), StatePoint::Revision(12));
        assert_eq!(read("2026").unwrap(), StatePoint::Revision(2026));
        assert!(matches!(read("2026-01-31").unwrap(), StatePoint::Time(AsOf::Day(_))));
        assert!(matches!(read("2026-01-31T09:30:00Z").unwrap(), StatePoint::Time(AsOf::Instant(_))));
        for wrong in ["-1", "1.5", "99999999999999999999", "hôm nay", "2026-02-30"] {
            let refused = read(wrong).unwrap_err();
            assert!(refused.parameter == "from" && refused.message.en.contains("revision"), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_over_goes_by_its_revision() {
        let now: Timestamp = "2026-11-22T05:00:00Z".parse().unwrap();
        let point = |text| StatePoint::read("to", text).unwrap();
        assert_eq!(point("2026-11-22").pinned(7, now), StatePoint::Revision(7));
        assert_eq!(point("2026-11-21").pinned(7, now), point("2026-11-21"));
    }

    #[test]
    fn a_cursor_is_of_one_list_only() {
        let cursor = DiffCursor::new("abc".to_owned(), true, PublicChange::Close, "m-00012".parse().unwrap());
        let again = DiffCursor::parse(&cursor.text()).unwrap();
        assert_eq!(again, cursor);
        assert!(again.require("abc").is_ok());
        assert_eq!(again.require("abd").unwrap_err().code, QueryErrorCode::CursorMismatch);
        assert!(DiffCursor::parse("xyz").is_err());
    }
}
