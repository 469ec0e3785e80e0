//! The collections there are tiles of: those of sites, and the administrative units; with what their tiles can be asked for.
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::collection::Collection;
use super::problem::Problem;
use super::request::Asked;
use super::state::SharedState;
use crate::domain::Message;
use crate::query::{FILTER_PARAMETERS, Filter, Parameters, QueryError, RegionLayerQuery};
use crate::tiles::LayerQuery;

/// The one tile matrix set.
pub(super) const MATRIX_SET: &str = "WebMercatorQuad";

/// A collection there are tiles of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TileCollection {
    Sites(Collection),
    Regions,
}

impl TileCollection {
    /// The name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sites(collection) => collection.name(),
            Self::Regions => "regions",
        }
    }

    pub(super) fn title(self) -> Message {
        match self {
            Self::Sites(collection) => collection.title(),
            Self::Regions => Message::new("Đơn vị hành chính, mới và cũ", "Administrative units, current and former"),
        }
    }

    /// The path of its tilesets, or of something within them.
    pub(super) fn path(self, rest: &str) -> String {
        format!("/api/collections/{}/tiles{rest}", self.name())
    }

    /// The collection of this name.
    pub(super) fn named(name: &str) -> Result<Self, Problem> {
        let all: Vec<Self> = Collection::ALL.into_iter().map(Self::Sites).chain([Self::Regions]).collect();
        all.iter().copied().find(|collection| collection.name() == name).ok_or_else(|| {
            let allowed: Vec<&str> = all.iter().map(|collection| collection.name()).collect();
            let list = allowed.join(", ");
            Problem::not_found(Message::new(
                format!("Không có bộ dữ liệu này. Có: {list}"),
                format!("There is no such collection. There are: {list}"),
            ))
        })
    }

    /// Reads what the tiles shall show; parameters in `more` are taken too.
    pub(super) fn query(self, asked: &Asked, more: &[&[&str]]) -> Result<(LayerQuery, Parameters), QueryError> {
        let own: &[&[&str]] = match self {
            Self::Sites(_) => &[FILTER_PARAMETERS],
            Self::Regions => &RegionLayerQuery::PARAMETERS,
        };
        let parameters = asked.parameters(&[own, more].concat())?;
        let snapshot = asked.snapshot.as_ref();
        let query = match self {
            Self::Sites(collection) => LayerQuery::Sites(Box::new(Filter::parse(&parameters, collection.kind(), snapshot)?)),
            Self::Regions => LayerQuery::Regions(RegionLayerQuery::parse(&parameters, snapshot)?),
        };
        Ok((query, parameters))
    }
}

impl FromRequestParts<SharedState> for TileCollection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &SharedState) -> Result<Self, Problem> {
        let path = Path::<std::collections::HashMap<String, String>>::from_request_parts(parts, state).await;
        Self::named(&path.ok().and_then(|Path(mut named)| named.remove("collection")).unwrap_or_default())
    }
}

/// Refuses every tile matrix set but the one there is.
pub(super) fn require_matrix_set(name: &str) -> Result<(), Problem> {
    if name == MATRIX_SET {
        return Ok(());
    }
    Err(Problem::not_found(Message::new(
        format!("Không có bộ lưới ô này. Có: {MATRIX_SET}"),
        format!("There is no such tile matrix set. There is: {MATRIX_SET}"),
    )))
}
