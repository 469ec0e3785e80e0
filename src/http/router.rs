//! The whole route table on one screen, and what wraps it.
use axum::Router;
use axum::http::{HeaderName, Method, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

use super::reply::CONTENT_CRS;
use super::state::SharedState;
use super::{
    assets, export, facets, gaps, headers, health, item, items, landing, locate, nearest, problem_bodies, region_items, regions,
    request_log, statistics, suggest, tile_json, tile_matrix_sets, tiles, tilesets, vocabularies,
};

/// The application; it needs no socket, so tests call it directly.
pub fn build_router(state: SharedState) -> Router {
    Router::new()
        .route("/", get(assets::show_app))
        .route("/sites/{id}", get(item::show_site))
        .route("/api", get(landing::show_landing))
        .route("/api/problems", get(landing::list_problems))
        .route("/api/vocabularies", get(vocabularies::list_vocabularies))
        .route("/api/regions/locate", get(locate::locate))
        .route("/api/regions/{id}", get(regions::find_region))
        .route("/api/suggest", get(suggest::suggest))
        .route("/api/statistics", get(statistics::show_statistics))
        .route("/api/statistics/gaps", get(gaps::show_gaps))
        .route("/api/collections/regions/items", get(region_items::list_regions))
        .route("/api/collections/regions/items/{id}", get(region_items::find_region_feature))
        .route("/api/collections/{collection}/items", get(items::list_items))
        .route("/api/collections/{collection}/items/{id}", get(item::find_item))
        .route("/api/collections/{collection}/nearest", get(nearest::find_nearest))
        .route("/api/collections/{collection}/facets", get(facets::count_facets))
        .route("/api/collections/{collection}/tiles", get(tilesets::list_tilesets))
        .route("/api/collections/{collection}/tiles/{matrix_set}", get(tilesets::show_tileset))
        .route("/api/collections/{collection}/tiles/{matrix_set}/{matrix}/{row}/{col}", get(tiles::show_tile))
        .route("/api/tiles/{file}", get(tile_json::show_tile_json))
        .route("/api/tileMatrixSets", get(tile_matrix_sets::list_matrix_sets))
        .route("/api/tileMatrixSets/{matrix_set}", get(tile_matrix_sets::show_matrix_set))
        .route("/api/collections/{collection}/{export}", get(export::export_items))
        .route("/healthz", get(health::report_alive))
        .route("/readyz", get(health::report_ready))
        .route("/metrics", get(health::report_metrics))
        .fallback(assets::show_asset)
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(landing::report_panic))
        .layer(from_fn_with_state(state.clone(), problem_bodies::write_problems))
        .layer(cors())
        .layer(from_fn_with_state(state.clone(), request_log::log_request))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .with_state(state)
}

/// Reading is open to every origin; nothing else exists.
fn cors() -> CorsLayer {
    let exposed = [header::ETAG, header::CONTENT_DISPOSITION, CONTENT_CRS, HeaderName::from_static("x-request-id")];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::OPTIONS])
        .allow_headers(Any)
        .expose_headers(exposed)
}
