//! One site: `…/items/{id}` as GeoJSON, `/sites/{id}` as a page.
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};

use super::collection::Collection;
use super::items::feature;
use super::links::link;
use super::problem::Problem;
use super::reply::{GEOJSON, HTML, JSON, in_system, reply};
use super::request::{AS_OF, Asked, FORMAT, Format};
use super::site_history::site_history;
use super::site_page;
use super::state::SharedState;
use crate::domain::{Message, SiteId};
use crate::geography::{Crs, Vn2000};
use crate::query::parse_crs;

/// `GET /api/collections/{collection}/items/{id}`
pub(super) async fn find_item(
    State(state): State<SharedState>,
    collection: Collection,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[&["crs"], AS_OF, FORMAT])?;
    let format = asked.format(&parameters)?;
    let asked = asked.in_time(&state, &parameters).await?;
    let crs = parse_crs(&parameters, "crs")?;
    let slot = find(&asked, collection, &id)?;
    if format == Format::Html {
        let pairs: Vec<(&str, String)> = asked.as_of_pair().into_iter().chain(asked.language_pair()).collect();
        let target = state.public_url.local(&format!("/sites/{id}"), &pairs);
        return Ok(([(header::VARY, "accept, accept-language")], Redirect::to(&target)).into_response());
    }
    let feature = feature(&asked.snapshot, slot, None, crs).ok_or_else(|| Problem::internal("a slot has no feature"))?;
    let vn2000 = asked.snapshot.site(slot).and_then(|public| Vn2000::of_placement(&public.site.facts.placement));
    let as_of: Vec<(&str, String)> = asked.as_of_pair().into_iter().collect();
    let in_crs = (crs != Crs::CRS84).then(|| ("crs", crs.to_string()));
    let own: Vec<(&str, String)> = in_crs.into_iter().chain(as_of.clone()).collect();
    let links = json!([
        link("self", GEOJSON, asked.public_url.absolute(&collection.path(&format!("/items/{id}")), &own)),
        link("alternate", "text/html", asked.public_url.absolute(&format!("/sites/{id}"), &as_of)),
        link("collection", JSON, asked.public_url.absolute(&collection.path(""), &[])),
    ]);
    let answer = reply(&asked, GEOJSON, || Body::from(with_members(&feature, &json!(vn2000), &links)));
    Ok(in_system(answer, crs))
}

/// `GET /sites/{id}`
pub(super) async fn show_site(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[AS_OF, FORMAT])?;
    let asked = asked.in_time(&state, &parameters).await?;
    let slot = find(&asked, Collection::Sites, &id)?;
    let public = asked.snapshot.site(slot).ok_or_else(|| Problem::internal("a slot has no site"))?;
    let history = site_history(&state, &asked, public.site.id).await;
    Ok(reply(&asked, HTML, || Body::from(site_page::render(&asked, public, &history).into_string())))
}

fn find(asked: &Asked, collection: Collection, text: &str) -> Result<u32, Problem> {
    let id: SiteId = text.parse().map_err(Problem::not_found)?;
    let slot = asked.snapshot.slot(id).filter(|slot| {
        let kind = asked.snapshot.site(*slot).map(|public| public.site.facts.kind);
        collection.kind().is_none_or(|wanted| kind == Some(wanted))
    });
    slot.ok_or_else(|| {
        Problem::not_found(Message::new(
            format!("Không có điểm {id} trong bộ dữ liệu {}.", collection.name()),
            format!("There is no site {id} in collection {}.", collection.name()),
        ))
    })
}

/// The feature with where it is in VN-2000, and with its links.
fn with_members(feature: &[u8], vn2000: &Value, links: &Value) -> Vec<u8> {
    let mut body = feature.strip_suffix(b"}").unwrap_or(feature).to_vec();
    body.extend_from_slice(format!(",\"vn2000\":{vn2000},\"links\":{links}}}").as_bytes());
    body
}
