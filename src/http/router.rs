//! The whole route table on one screen, and what wraps it.
use axum::Router;
use axum::http::{HeaderName, Method, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::cors::{Any, CorsLayer};

use super::reply::{CONTENT_CRS, XLSX};
use super::state::SharedState;
use super::{
    assets, changes, collections, conformance, export, facets, gaps, headers, health, item, items, landing, locate, nearest,
    openapi, problem_bodies, queryables, region_items, regions, request_log, statistics, suggest, tile_json, tile_matrix_sets,
    tiles, tilesets, vocabularies,
};

/// The application; it needs no socket, so tests call it directly.
pub fn build_router(state: SharedState) -> Router {
    Router::new()
        .route("/", get(assets::show_app))
        .route("/sites/{id}", get(item::show_site))
        .route("/api", get(landing::show_landing))
        .route("/api/", get(landing::show_landing))
        .route("/api/conformance", get(conformance::show_conformance))
        .route("/api/openapi.json", get(openapi::show_document))
        .route("/api/docs", get(openapi::show_docs))
        .route("/api/problems", get(landing::list_problems))
        .route("/api/vocabularies", get(vocabularies::list_vocabularies))
        .route("/api/regions/locate", get(locate::locate))
        .route("/api/regions/{id}", get(regions::find_region))
        .route("/api/suggest", get(suggest::suggest))
        .route("/api/statistics", get(statistics::show_statistics))
        .route("/api/statistics/gaps", get(gaps::show_gaps))
        .route("/api/changes", get(changes::list_changes))
        .route("/api/changes.atom", get(changes::show_feed))
        .route("/api/collections", get(collections::list_collections))
        .route("/api/collections/{collection}", get(collections::describe_collection))
        .route("/api/collections/{collection}/queryables", get(queryables::show_queryables))
        .route("/api/collections/{collection}/schema", get(queryables::show_schema))
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
        // A workbook is compressed already.
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(NotForContentType::const_new(XLSX))))
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
