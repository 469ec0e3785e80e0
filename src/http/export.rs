//! `…/export.geojson` and `export.csv`: every match, streamed, with the filter, the date, the count and the licence in the file.
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream;
use jiff::Timestamp;
use serde_json::json;

use super::collection::Collection;
use super::filter_sentence::filter_sentence;
use super::items;
use super::problem::Problem;
use super::reply::{CSV, GEOJSON, reply, time_stamp};
use super::request::Asked;
use super::state::SharedState;
use crate::domain::{DATA_LICENCE, DATA_TITLE, Language, Message, local_time};
use crate::encode::CsvExport;
use crate::geography::Crs;
use crate::query::{FILTER_PARAMETERS, Filter, QueryError, Sort, parse_properties};
use crate::snapshot::Snapshot;

/// About how many bytes are sent at a time.
const CHUNK: usize = 64 * 1024;

/// `GET /api/collections/{collection}/{export}` where `export` is `export.geojson` or `export.csv`
pub(super) async fn export_items(
    State(state): State<SharedState>,
    collection: Collection,
    Path((_, file)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let media_type = match file.as_str() {
        "export.geojson" => GEOJSON,
        "export.csv" => CSV,
        _ => {
            return Err(Problem::not_found(Message::new(
                "Bộ dữ liệu này có: items, items/{id}, nearest, facets, export.geojson, export.csv.",
                "This collection has: items, items/{id}, nearest, facets, export.geojson, export.csv.",
            )));
        }
    };
    let parameters = asked.parameters(&[FILTER_PARAMETERS, &["sortby", "properties"]])?;
    let filter = Filter::parse(&parameters, collection.kind(), asked.snapshot.as_ref())?;
    let sort = Sort::parse(&parameters)?;
    let properties = parse_properties(&parameters)?;
    if media_type == CSV && properties.is_some() {
        let reason = Message::new("chỉ dùng được với export.geojson", "works with export.geojson only");
        return Err(QueryError::invalid("properties", reason).into());
    }
    let snapshot = Arc::clone(&asked.snapshot);
    let mut response = reply(&asked, media_type, || {
        let slots = snapshot.all_in_order(&snapshot.select(&filter), &sort);
        state.metrics.exported(&file, slots.len());
        if media_type == CSV {
            let export = CsvExport::new(asked.language, &note(&snapshot, &filter, slots.len()));
            let header = export.header();
            let row = move |position: usize, slot: u32| snapshot.site(slot).map(|public| export.row(public, position == 0));
            streamed(header, slots, row, b"")
        } else {
            let head = json!({
                "type": "FeatureCollection",
                "numberMatched": slots.len(),
                "numberReturned": slots.len(),
                "timeStamp": time_stamp(),
                "revision": asked.snapshot.revision(),
                "export": {
                    "title": DATA_TITLE.in_language(asked.language),
                    "filter": filter_sentence(&asked.snapshot, &filter).in_language(asked.language),
                    "count": slots.len(),
                    "date": time_stamp(),
                    "licence": DATA_LICENCE.in_language(asked.language),
                },
            });
            let mut opening = head.to_string().into_bytes();
            opening.pop();
            opening.extend_from_slice(b",\"features\":[\n");
            let feature = move |position: usize, slot: u32| {
                let separator: &[u8] = if position == 0 { b"" } else { b",\n" };
                items::feature(&snapshot, slot, properties.as_deref(), Crs::CRS84).map(|feature| [separator, &feature].concat())
            };
            streamed(opening, slots, feature, b"\n]}\n")
        }
    });
    let extension = if media_type == CSV { "csv" } else { "geojson" };
    let name =
        format!("attachment; filename=\"agriatlas-{}-{}.{extension}\"", collection.name(), local_time::day_of(Timestamp::now()));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The opening, each slot's bytes and the closing, made while they are sent.
fn streamed(
    opening: Vec<u8>,
    slots: Vec<u32>,
    mut write: impl FnMut(usize, u32) -> Option<Vec<u8>> + Send + 'static,
    closing: &'static [u8],
) -> Body {
    let mut buffer = opening;
    let mut rest = slots.into_iter().enumerate();
    let mut is_done = false;
    let chunks = std::iter::from_fn(move || {
        if is_done {
            return None;
        }
        while buffer.len() < CHUNK {
            let Some((position, slot)) = rest.next() else {
                buffer.extend_from_slice(closing);
                is_done = true;
                break;
            };
            buffer.extend(write(position, slot).unwrap_or_default());
        }
        Some(Ok::<Bytes, std::convert::Infallible>(std::mem::take(&mut buffer).into()))
    });
    Body::from_stream(stream::iter(chunks))
}

fn note(snapshot: &Snapshot, filter: &Filter, count: usize) -> Message {
    let (filter, title, now) = (filter_sentence(snapshot, filter), &*DATA_TITLE, Timestamp::now());
    let date = |language| local_time::written(now, language);
    Message::new(
        format!("{}. Bộ lọc: {}. {count} điểm, {}. {}", title.vi, filter.vi, date(Language::Vietnamese), DATA_LICENCE.vi),
        format!("{}. Filter: {}. {count} sites, {}. {}", title.en, filter.en, date(Language::English), DATA_LICENCE.en),
    )
}
