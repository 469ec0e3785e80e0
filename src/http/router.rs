//! The whole route table on one screen, and what wraps it.
use axum::Router;
use axum::http::{Extensions, HeaderMap, HeaderName, Method, StatusCode, Version, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, delete, get, post, put};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::cors::{Any, CorsLayer};

use super::problem::Problem;
use super::reply::{CONTENT_CRS, XLSX};
use super::state::SharedState;
use super::{
    account, assets, changes, collections, conformance, diff, editing, export, facets, gaps, headers, health, imports, item,
    items, landing, locate, nearest, openapi, problem_bodies, queryables, region_items, regions, request_log, statistics,
    suggest, tile_json, tile_matrix_sets, tiles, tilesets, vocabularies,
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
        .route("/api/diff", get(diff::show_differences))
        .route("/api/collections", get(collections::list_collections))
        .route("/api/collections/{collection}", get(collections::describe_collection))
        .route("/api/collections/{collection}/queryables", get(queryables::show_queryables))
        .route("/api/collections/{collection}/schema", get(queryables::show_schema))
        .route("/api/collections/regions/items", get(region_items::list_regions))
        .route("/api/collections/regions/items/{id}", get(region_items::find_region_feature))
        .route("/api/collections/{collection}/items", only(&[READ, "POST"], get(items::list_items).post(editing::create_item)))
        .route(
            "/api/collections/{collection}/items/{id}",
            only(
                &[READ, "PUT", "PATCH", "DELETE"],
                get(item::find_item).put(editing::replace_item).patch(editing::patch_item).delete(editing::withdraw_item),
            ),
        )
        .route("/api/records/{id}", get(editing::show_record))
        .route("/api/records/{id}/history", get(editing::show_history))
        .route("/api/records/{id}/contacts", only(&[READ, "POST"], get(editing::list_contacts).post(editing::add_contact)))
        .route(
            "/api/records/{id}/contacts/{number}",
            only(&[READ, "PUT"], get(editing::show_contact).put(editing::replace_contact)),
        )
        .route("/api/records/{id}/contacts/{number}/consents", only(&["OPTIONS", "POST"], post(editing::give_consent)))
        .route(
            "/api/records/{id}/contacts/{number}/consents/{purpose}",
            only(&["OPTIONS", "DELETE"], delete(editing::withdraw_consent)),
        )
        .route("/api/records/{id}/contacts/{number}/erase", only(&["OPTIONS", "POST"], post(editing::erase_contact)))
        .route("/api/proposals", get(editing::list_proposals))
        .route("/api/proposals/{id}", only(&[READ, "PATCH"], get(editing::show_proposal).patch(editing::rewrite_proposal)))
        .route("/api/proposals/{id}/steps", only(&["OPTIONS", "POST"], post(editing::take_step)))
        .route("/api/imports", only(&[READ, "POST"], get(imports::list_imports).post(imports::upload_file)))
        .route(
            "/api/imports/{id}",
            only(&[READ, "PATCH", "DELETE"], get(imports::show_import).patch(imports::say_more).delete(imports::discard_import)),
        )
        .route("/api/imports/{id}/progress", get(imports::follow_progress))
        .route("/api/imports/{id}/cancel", only(&["OPTIONS", "POST"], post(imports::cancel_rehearsal)))
        .route("/api/imports/{id}/rehearse", only(&["OPTIONS", "POST"], post(imports::rehearse_anew)))
        .route("/api/imports/{id}/rows", get(imports::list_rows))
        .route("/api/imports/{id}/rows.geojson", get(imports::map_rows))
        .route("/api/imports/template", get(imports::download_template))
        .route("/api/imports/{id}/report", get(imports::download_report))
        .route("/api/imports/{id}/marked", get(imports::download_marked))
        .route("/api/imports/{id}/file", get(imports::download_file))
        .route("/api/imports/{id}/commit", only(&["OPTIONS", "POST"], post(imports::commit_import)))
        .route("/api/imports/{id}/accept", only(&["OPTIONS", "POST"], post(imports::accept_import)))
        .route("/api/imports/{id}/undo", only(&[READ, "POST"], get(imports::show_undo).post(imports::undo_import)))
        .route("/api/collections/{collection}/nearest", get(nearest::find_nearest))
        .route("/api/collections/{collection}/facets", get(facets::count_facets))
        .route("/api/collections/{collection}/tiles", get(tilesets::list_tilesets))
        .route("/api/collections/{collection}/tiles/{matrix_set}", get(tilesets::show_tileset))
        .route("/api/collections/{collection}/tiles/{matrix_set}/{matrix}/{row}/{col}", get(tiles::show_tile))
        .route("/api/tiles/{file}", get(tile_json::show_tile_json))
        .route("/api/tileMatrixSets", get(tile_matrix_sets::list_matrix_sets))
        .route("/api/tileMatrixSets/{matrix_set}", get(tile_matrix_sets::show_matrix_set))
        .route("/api/collections/{collection}/{export}", get(export::export_items))
        .route("/sign-in", only(&[READ, "POST"], get(account::show_sign_in).post(account::sign_in_by_form)))
        .route("/sign-out", only(&[READ, "POST"], get(account::show_sign_out).post(account::sign_out_by_form)))
        .route("/account", get(account::show_account))
        .route("/account/password", only(&["OPTIONS", "POST"], post(account::change_password_by_form)))
        .route("/account/sessions", only(&["OPTIONS", "POST"], post(account::end_sessions_by_form)))
        .route("/account/tokens", only(&["OPTIONS", "POST"], post(account::make_token_by_form)))
        .route("/account/tokens/revoke", only(&["OPTIONS", "POST"], post(account::revoke_token_by_form)))
        .route("/account/oidc/start", get(account::start_oidc))
        .route("/account/oidc/callback", get(account::finish_oidc))
        .route(
            "/api/session",
            only(&[READ, "POST", "DELETE"], get(account::show_session).post(account::sign_in).delete(account::sign_out)),
        )
        .route("/api/account/password", only(&["OPTIONS", "PUT"], put(account::change_password)))
        .route("/api/account/sessions", only(&[READ, "DELETE"], get(account::list_sessions).delete(account::end_sessions)))
        .route("/api/account/sessions/{id}", only(&["OPTIONS", "DELETE"], delete(account::end_session)))
        .route("/api/account/tokens", only(&[READ, "POST"], get(account::list_tokens).post(account::make_token)))
        .route("/api/account/tokens/{id}", only(&["OPTIONS", "DELETE"], delete(account::revoke_token)))
        .route("/healthz", get(health::report_alive))
        .route("/readyz", get(health::report_ready))
        .route("/metrics", get(health::report_metrics))
        .fallback(assets::show_asset)
        // A workbook is compressed already.
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new(XLSX)).and(is_for_everybody)),
        )
        .layer(CatchPanicLayer::custom(landing::report_panic))
        .layer(from_fn_with_state(state.clone(), problem_bodies::write_problems))
        .layer(cors())
        .layer(from_fn_with_state(state.clone(), request_log::log_request))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .with_state(state)
}

/// What a route with `get` takes.
const READ: &str = "GET, HEAD, OPTIONS";

/// Names the methods of a route that does more than read in its 405. A route that only reads needs no naming.
fn only(methods: &'static [&'static str], route: MethodRouter<SharedState>) -> MethodRouter<SharedState> {
    route.fallback(move |method: Method| async move { Problem::method_not_allowed(method.as_str(), methods) })
}

/// What is for one reader holds secrets, whose compressed length beside words of others would tell of them.
fn is_for_everybody(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(header::CACHE_CONTROL).is_none_or(|value| value != "no-store")
}

/// Reading what is public is open to every origin. Credentials never are: no page of others acts for somebody signed in.
fn cors() -> CorsLayer {
    let exposed = [header::ETAG, header::CONTENT_DISPOSITION, CONTENT_CRS, HeaderName::from_static("x-request-id")];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::OPTIONS])
        .allow_headers(Any)
        .expose_headers(exposed)
}
