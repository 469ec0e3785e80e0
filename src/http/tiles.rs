//! `…/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`: one vector tile.
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::any_collection::AnyCollection;
use super::problem::{Problem, ProblemCode};
use super::reply::{MVT, is_known, reply_if_any};
use super::request::Asked;
use super::state::SharedState;
use super::table_format::aside;
use super::tile_layer::require_matrix_set;
use crate::domain::{Message, rules};
use crate::tiles::{Tile, TileKey, ZOOM_MAX};

/// The numbers of a tile, as they stand in the path.
#[derive(Deserialize)]
pub(super) struct TilePath {
    matrix_set: String,
    matrix: String,
    row: String,
    col: String,
}

/// `GET /api/collections/{collection}/tiles/{matrix_set}/{matrix}/{row}/{col}`
pub(super) async fn show_tile(
    State(state): State<SharedState>,
    collection: AnyCollection,
    Path(path): Path<TilePath>,
    asked: Asked,
) -> Result<Response, Problem> {
    require_matrix_set(&path.matrix_set)?;
    let tile = path.tile()?;
    let (asked, query, _) = collection.layer_query(asked, &state, &[]).await?;
    let started = Instant::now();
    let tile_bytes = match is_known(&asked, MVT) {
        true => None,
        false => {
            let key = TileKey::new(&asked.snapshot, collection.name(), query.pairs(), tile);
            let snapshot = Arc::clone(&asked.snapshot);
            Some(state.tiles.get_or_make(&key, aside(move || Ok(query.tile(&snapshot, tile)))).await?)
        }
    };
    let response = reply_if_any(&asked, MVT, || tile_bytes.filter(|bytes| !bytes.is_empty()).map(Body::from));
    state.metrics.answered("tiles", started.elapsed());
    Ok(response)
}

impl TilePath {
    fn tile(&self) -> Result<Tile, Problem> {
        let zoom = number("tileMatrix", &self.matrix)?;
        let (row, col) = (number("tileRow", &self.row)?, number("tileCol", &self.col)?);
        if zoom > u64::from(ZOOM_MAX) {
            return Err(out_of_range("tileMatrix", &self.matrix, u64::from(ZOOM_MAX)));
        }
        let last = (1_u64 << zoom) - 1;
        for (name, text, index) in [("tileRow", &self.row, row), ("tileCol", &self.col, col)] {
            if index > last {
                return Err(out_of_range(name, text, last));
            }
        }
        let tile = u8::try_from(zoom).ok().zip(u32::try_from(row).ok()).zip(u32::try_from(col).ok());
        let tile = tile.and_then(|((zoom, row), col)| Tile::new(zoom, row, col));
        tile.ok_or_else(|| out_of_range("tileMatrix", &self.matrix, u64::from(ZOOM_MAX)))
    }
}

/// A whole number; one with more digits than can be is out of every range.
fn number(name: &str, text: &str) -> Result<u64, Problem> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        let written: String = text.chars().take(20).collect();
        return Err(Problem::new(
            ProblemCode::InvalidValue,
            Message::new(
                format!("{name}: “{written}” không phải số nguyên. Địa chỉ ô: mức phóng/hàng/cột, ví dụ 5/14/25"),
                format!("{name}: “{written}” is not a whole number. A tile is addressed as zoom/row/column, such as 5/14/25"),
            ),
        ));
    }
    Ok(text.parse().unwrap_or(u64::MAX))
}

fn out_of_range(name: &str, text: &str, last: u64) -> Problem {
    let written: String = text.chars().take(20).collect();
    let reason = rules::not_in_range(&written, "0", &last.to_string());
    Problem::not_found(Message::new(format!("{name}: {}", reason.vi), format!("{name}: {}", reason.en)))
}
