//! What the tiles of a collection can be asked for, and the one grid they stand in.
use super::any_collection::AnyCollection;
use super::problem::Problem;
use super::request::Asked;
use super::state::SharedState;
use crate::domain::Message;
use crate::query::{FILTER_PARAMETERS, Filter, Parameters, RegionLayerQuery};
use crate::tiles::LayerQuery;

/// The one tile matrix set.
pub(super) const MATRIX_SET: &str = "WebMercatorQuad";

impl AnyCollection {
    /// The path of its tilesets, or of something within them.
    pub(super) fn tiles_path(self, rest: &str) -> String {
        self.path(&format!("/tiles{rest}"))
    }

    /// Reads what the tiles shall show, and takes a request for sites to its time; parameters in `more` are taken too.
    pub(super) async fn layer_query(
        self,
        asked: Asked,
        state: &SharedState,
        more: &[&[&str]],
    ) -> Result<(Asked, LayerQuery, Parameters), Problem> {
        let own: &[&[&str]] = match self {
            Self::Sites(_) => &[FILTER_PARAMETERS],
            Self::Regions => &RegionLayerQuery::PARAMETERS,
        };
        let parameters = asked.parameters(&[own, more].concat())?;
        Ok(match self {
            Self::Sites(collection) => {
                let asked = asked.in_time(state, &parameters).await?;
                let filter = Filter::parse(&parameters, collection.kind(), asked.snapshot.as_ref())?;
                (asked, LayerQuery::Sites(Box::new(filter)), parameters)
            }
            // Units have no history but the one the law gives them: their day picks the division.
            Self::Regions => {
                let query = RegionLayerQuery::parse(&parameters, asked.snapshot.as_ref())?;
                (asked, LayerQuery::Regions(query), parameters)
            }
        })
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
