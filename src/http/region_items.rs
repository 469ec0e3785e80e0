//! `/api/collections/regions/items`: administrative units with their shapes as GeoJSON.
use std::borrow::Cow;

use axum::body::Body;
use axum::extract::Path;
use axum::response::Response;
use serde_json::json;

use super::any_collection::AnyCollection;
use super::data_page;
use super::items::join_features;
use super::links::link;
use super::problem::Problem;
use super::region_feature::region_feature;
use super::regions::find_unit;
use super::reply::{GEOJSON, HTML, JSON, in_system, reply, time_stamp};
use super::request::{Asked, FORMAT, Format};
use crate::domain::Region;
use crate::encode::region_boundary;
use crate::geography::Crs;
use crate::query::{RegionForm, RegionsQuery};

const PATH: &str = "/api/collections/regions/items";

/// `GET /api/collections/regions/items`
pub(super) async fn list_regions(asked: Asked) -> Result<Response, Problem> {
    let [filters, map, form, paging] = RegionsQuery::PARAMETERS;
    let parameters = asked.parameters(&[filters, map, form, paging, FORMAT])?;
    let format = asked.format(&parameters)?;
    let query = RegionsQuery::parse(&parameters, asked.snapshot.as_ref())?;
    let title = AnyCollection::Regions.title();
    Ok(shown(&asked, format, query.form.crs, (PATH, title.in_language(asked.language)), || feature_collection(&asked, &query)))
}

/// `GET /api/collections/regions/items/{id}`
pub(super) async fn find_region_feature(Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[RegionForm::PARAMETERS, FORMAT])?;
    let format = asked.format(&parameters)?;
    let form = RegionForm::parse(&parameters)?;
    let region = find_unit(&asked, &id)?;
    let path = format!("{PATH}/{}", region.id);
    Ok(shown(&asked, format, form.crs, (&path, &region.full_name), || {
        let mut body = region_feature(&asked.snapshot, asked.language, region, &form);
        body.pop();
        let links = json!([
            link("self", GEOJSON, asked.public_url.absolute(&path, &[])),
            link("alternate", "text/html", asked.public_url.absolute(&path, &[("f", "html".to_owned())])),
            link("collection", JSON, asked.public_url.absolute("/api/collections/regions", &[])),
            link("describedby", JSON, asked.public_url.absolute(&format!("/api/regions/{}", region.id), &[])),
        ]);
        body.extend_from_slice(format!(",\"links\":{links}}}").as_bytes());
        body
    }))
}

/// GeoJSON, or the same as a page.
fn shown(asked: &Asked, format: Format, crs: Crs, resource: (&str, &str), make: impl FnOnce() -> Vec<u8>) -> Response {
    match format {
        Format::Json => in_system(reply(asked, GEOJSON, || Body::from(make())), crs),
        Format::Html => reply(asked, HTML, || {
            // We wrote it ourselves.
            let value = serde_json::from_slice(&make()).unwrap_or_default();
            Body::from(data_page::render(asked, resource, &value).into_string())
        }),
    }
}

fn feature_collection(asked: &Asked, query: &RegionsQuery) -> Vec<u8> {
    let regions = asked.snapshot.regions_matching(&query.filter);
    let shown = regions.get(query.offset.min(regions.len())..).unwrap_or_default();
    let shown = shown.get(..query.limit.min(shown.len())).unwrap_or_default();
    let shapes = asked.snapshot.geography().shapes();
    let is_official = shown.iter().all(|region| shapes.get(region.id).is_none_or(|shape| shape.is_official));
    let page = |offset: usize| {
        let mut pairs = query.pairs();
        pairs.extend((offset > 0).then(|| ("offset", offset.to_string())));
        pairs.extend(asked.language_pair());
        asked.public_url.absolute(PATH, &pairs)
    };
    let as_page = || {
        let pairs: Vec<(&str, String)> = query.pairs().into_iter().chain([("f", "html".to_owned())]).collect();
        asked.public_url.absolute(PATH, &pairs)
    };
    let mut links = vec![link("self", GEOJSON, page(query.offset)), link("alternate", "text/html", as_page())];
    let end = query.offset.saturating_add(shown.len());
    links.extend((end < regions.len()).then(|| link("next", GEOJSON, page(end))));
    links.extend(
        (query.offset > 0).then(|| link("prev", GEOJSON, page(query.offset.min(regions.len()).saturating_sub(query.limit)))),
    );
    let head = json!({
        "type": "FeatureCollection",
        "division": query.filter.division,
        "boundary_note": region_boundary(is_official).1.in_language(asked.language),
        "numberMatched": regions.len(),
        "numberReturned": shown.len(),
        "timeStamp": time_stamp(),
        "revision": asked.snapshot.revision(),
        "links": links,
    });
    let feature = |region: &&Region| Cow::<[u8]>::Owned(region_feature(&asked.snapshot, asked.language, region, &query.form));
    join_features(&head, shown.iter().map(feature))
}
