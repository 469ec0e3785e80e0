//! `/api/tileMatrixSets`: the grid the tiles stand in, as the standard on tile matrix sets defines it.
use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use serde_json::{Value, json};

use super::links::link;
use super::problem::Problem;
use super::reply::{JSON, reply};
use super::request::Asked;
use super::tile_layer::{MATRIX_SET, require_matrix_set};

pub(super) const MATRIX_SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
pub(super) const MATRIX_SET_CRS: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
const TITLE: &str = "Google Maps Compatible for the World";
/// Metres from the centre of the square to its sides.
const HALF_SIDE_M: f64 = 20_037_508.342_789_2;
const TILE_PIXELS: u32 = 256;
/// Metres of a pixel on the screen that scales are reckoned with.
const PIXEL_M: f64 = 0.000_28;
/// The last level of the definition; there are tiles of fewer.
const LEVEL_MAX: u8 = 24;

/// `GET /api/tileMatrixSets`
pub(super) async fn list_matrix_sets(asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    asked.require_json()?;
    let at = |path: &str| asked.public_url.absolute(&format!("/api/tileMatrixSets{path}"), &[]);
    let own = link("self", JSON, at(&format!("/{MATRIX_SET}")));
    let entry = json!({"id": MATRIX_SET, "title": TITLE, "uri": MATRIX_SET_URI, "crs": MATRIX_SET_CRS, "links": [own]});
    let body = json!({"tileMatrixSets": [entry], "links": [link("self", JSON, at(""))]});
    Ok(reply(&asked, JSON, || Body::from(body.to_string())))
}

/// `GET /api/tileMatrixSets/{matrix_set}`
pub(super) async fn show_matrix_set(Path(matrix_set): Path<String>, asked: Asked) -> Result<Response, Problem> {
    asked.parameters(&[])?;
    asked.require_json()?;
    require_matrix_set(&matrix_set)?;
    Ok(reply(&asked, JSON, || Body::from(definition().to_string())))
}

fn definition() -> Value {
    let levels = (0..=LEVEL_MAX).map(|level| {
        let tiles = 1_u32 << level;
        let cell_m = 2.0 * HALF_SIDE_M / f64::from(TILE_PIXELS) / f64::from(tiles);
        json!({
            "id": level.to_string(),
            "scaleDenominator": cell_m / PIXEL_M,
            "cellSize": cell_m,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [-HALF_SIDE_M, HALF_SIDE_M],
            "tileWidth": TILE_PIXELS,
            "tileHeight": TILE_PIXELS,
            "matrixWidth": tiles,
            "matrixHeight": tiles,
        })
    });
    json!({
        "id": MATRIX_SET,
        "title": TITLE,
        "uri": MATRIX_SET_URI,
        "crs": MATRIX_SET_CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": levels.collect::<Vec<Value>>(),
    })
}
