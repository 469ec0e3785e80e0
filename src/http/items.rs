//! `…/items`: a page of sites as GeoJSON, or as a plain page.
use std::borrow::Cow;
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::collection::Collection;
use super::links::link;
use super::list_page;
use super::page_query::query_pairs;
use super::problem::Problem;
use super::reply::{GEOJSON, HTML, in_system, reply, time_stamp};
use super::request::{Asked, FORMAT, Format};
use super::state::SharedState;
use crate::domain::Property;
use crate::encode;
use crate::geography::Crs;
use crate::query::{ItemsQuery, PageStart};
use crate::snapshot::{Page, Snapshot};

/// `GET /api/collections/{collection}/items`
pub(super) async fn list_items(
    State(state): State<SharedState>,
    collection: Collection,
    asked: Asked,
) -> Result<Response, Problem> {
    let [filters, paging] = ItemsQuery::PARAMETERS;
    let parameters = asked.parameters(&[filters, paging, FORMAT])?;
    let format = asked.format(&parameters)?;
    let asked = asked.in_time(&state, &parameters).await?;
    let query = ItemsQuery::parse(&parameters, collection.kind(), asked.snapshot.as_ref())?;
    let started = Instant::now();
    let page = asked.snapshot.page(&query);
    state.metrics.answered("items", started.elapsed());
    Ok(match format {
        Format::Html => reply(&asked, HTML, || Body::from(list_page::render(&asked, collection, &query, &page).into_string())),
        Format::Json => {
            let answer = reply(&asked, GEOJSON, || Body::from(feature_collection(&asked, collection, &query, &page)));
            in_system(answer, query.crs)
        }
    })
}

fn feature_collection(asked: &Asked, collection: Collection, query: &ItemsQuery, page: &Page) -> Vec<u8> {
    let snapshot = &asked.snapshot;
    let features = page.slots.iter().filter_map(|slot| feature(snapshot, *slot, query.properties.as_deref(), query.crs));
    let head = json!({
        "type": "FeatureCollection",
        "numberMatched": page.matched,
        "numberReturned": page.slots.len(),
        "timeStamp": time_stamp(),
        "revision": snapshot.revision(),
        "links": links(asked, collection, query, page),
    });
    join_features(&head, features)
}

/// The feature in a slot, ready-made or with chosen properties or in another coordinate system.
pub(super) fn feature<'a>(snapshot: &'a Snapshot, slot: u32, properties: Option<&[Property]>, crs: Crs) -> Option<Cow<'a, [u8]>> {
    match properties {
        None if crs == Crs::CRS84 => snapshot.feature(slot).map(Cow::Borrowed),
        chosen => snapshot.site(slot).map(|public| Cow::Owned(encode::feature_in(crs, public, chosen))),
    }
}

/// A feature collection: the members of `head`, then the features, joined as they are.
pub(super) fn join_features<'a>(head: &Value, features: impl Iterator<Item = Cow<'a, [u8]>>) -> Vec<u8> {
    let features: Vec<Cow<'a, [u8]>> = features.collect();
    let head = head.to_string();
    let mut body = Vec::with_capacity(head.len() + features.iter().map(|feature| feature.len() + 1).sum::<usize>() + 20);
    body.extend_from_slice(head.strip_suffix('}').unwrap_or(&head).as_bytes());
    body.extend_from_slice(b",\"features\":[");
    for (position, feature) in features.iter().enumerate() {
        if position > 0 {
            body.push(b',');
        }
        body.extend_from_slice(feature);
    }
    body.extend_from_slice(b"]}");
    body
}

fn links(asked: &Asked, collection: Collection, query: &ItemsQuery, page: &Page) -> Value {
    let path = collection.path("/items");
    let pairs = query_pairs(asked, query);
    let with = |name: &'static str, value: String| {
        let mut pairs = pairs.clone();
        pairs.push((name, value));
        asked.public_url.absolute(&path, &pairs)
    };
    let at = |start: &PageStart| {
        let (name, value) = start.pair();
        with(name, value)
    };
    let own = match &query.start {
        PageStart::Offset(0) => asked.public_url.absolute(&path, &pairs),
        start => at(start),
    };
    let mut links = vec![link("self", GEOJSON, own), link("alternate", "text/html", with("f", "html".to_owned()))];
    links.extend(page.next.as_ref().map(|cursor| link("next", GEOJSON, with("cursor", cursor.text()))));
    links.extend(page.previous.as_ref().map(|start| link("prev", GEOJSON, at(start))));
    Value::Array(links)
}
