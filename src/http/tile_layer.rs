//! What the tiles of a collection can be asked for, and the one grid they stand in.
use super::any_collection::AnyCollection;
use super::problem::Problem;
use super::request::Asked;
use crate::domain::Message;
use crate::query::{FILTER_PARAMETERS, Filter, Parameters, QueryError, RegionLayerQuery};
use crate::tiles::LayerQuery;

/// The one tile matrix set.
pub(super) const MATRIX_SET: &str = "WebMercatorQuad";

impl AnyCollection {
    /// The path of its tilesets, or of something within them.
    pub(super) fn tiles_path(self, rest: &str) -> String {
        self.path(&format!("/tiles{rest}"))
    }

    /// Reads what the tiles shall show; parameters in `more` are taken too.
    pub(super) fn layer_query(self, asked: &Asked, more: &[&[&str]]) -> Result<(LayerQuery, Parameters), QueryError> {
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
