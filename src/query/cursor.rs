//! Opaque places in a list: they hold the sort values of one item and the fingerprint of the query they belong to.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{QueryError, QueryErrorCode};
use super::filter::Filter;
use super::sort::Sort;
use crate::domain::{Message, SiteId};

/// A value items are sorted by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SortValue {
    /// A number; times are microseconds since 1970.
    Number(f64),
    /// A text.
    Text(String),
    /// The site has no such value.
    Absent(()),
}

/// The item a page begins after (or ends before).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its values, one for each term of the order.
    #[serde(rename = "v")]
    pub values: Vec<SortValue>,
    /// Its place in the snapshot's own order: along the Hilbert curve.
    #[serde(rename = "h")]
    pub curve: u64,
    /// Its identifier.
    #[serde(rename = "i")]
    pub id: SiteId,
}

/// A place in a list and the direction to read on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cursor {
    #[serde(rename = "f")]
    fingerprint: String,
    /// Whether the page lies before the anchor.
    #[serde(rename = "b")]
    pub backward: bool,
    /// The item at the edge.
    #[serde(rename = "a")]
    pub anchor: Anchor,
}

/// Longest cursor text taken.
const CURSOR_MAX: usize = 4_096;

impl Cursor {
    /// A cursor for this query.
    pub fn new(filter: &Filter, sort: &[Sort], backward: bool, anchor: Anchor) -> Self {
        Self { fingerprint: fingerprint(filter, sort), backward, anchor }
    }

    /// The cursor as it stands in an address.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cursor, and refuses one that was made for another query.
    pub fn parse(text: &str, filter: &Filter, sort: &[Sort]) -> Result<Self, QueryError> {
        let decoded = (text.len() <= CURSOR_MAX).then(|| URL_SAFE_NO_PAD.decode(text).ok()).flatten();
        let cursor = decoded.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok()).ok_or_else(|| {
            let reason = Message::new(
                "không đọc được; chỉ dùng giá trị lấy từ liên kết next hoặc prev",
                "cannot be read; use only values taken from a next or prev link",
            );
            QueryError::invalid("cursor", reason)
        })?;
        if cursor.fingerprint != fingerprint(filter, sort) || cursor.anchor.values.len() != sort.len() {
            let message = Message::new(
                "Tham số cursor thuộc về một truy vấn khác; hãy bắt đầu lại không có cursor",
                "Parameter cursor belongs to another query; start again without it",
            );
            return Err(QueryError::new(QueryErrorCode::CursorMismatch, "cursor", message));
        }
        Ok(cursor)
    }
}

fn fingerprint(filter: &Filter, sort: &[Sort]) -> String {
    let canonical = format!("{:?}|{:?}|{}", filter.collection, filter.pairs(), Sort::text(sort));
    let digest = Sha256::digest(canonical.as_bytes());
    URL_SAFE_NO_PAD.encode(digest.get(..9).unwrap_or_default())
}
