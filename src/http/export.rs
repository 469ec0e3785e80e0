//! `…/export.{geojson,csv,xlsx,…}`: every match, with the filter, the date, the count and the licence in the file.
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;

use super::collection::Collection;
use super::export_body::{from_file, streamed, unread};
use super::export_format::ExportFormat;
use super::export_pieces::{CsvPieces, GeoJsonPieces, GpxPieces, KmlPieces};
use super::export_source::Export;
use super::filter_sentence::filter_sentence;
use super::problem::Problem;
use super::reply::{in_system, reply};
use super::request::Asked;
use super::state::SharedState;
use crate::domain::{Message, local_time};
use crate::encode::{Provenance, flatgeobuf, site_workbook, write_geopackage};
use crate::query::ExportQuery;

/// `GET /api/collections/{collection}/{export}` where `export` is `export.geojson` or another of the formats
pub(super) async fn export_items(
    State(state): State<SharedState>,
    method: Method,
    collection: Collection,
    Path((_, file)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let format = ExportFormat::of_file(&file).ok_or_else(no_such_file)?;
    let parameters = asked.parameters(&ExportQuery::PARAMETERS)?;
    let query = ExportQuery::parse(&parameters, collection.kind(), asked.snapshot.as_ref())?;
    format.check(&query)?;
    let slots = asked.snapshot.all_in_order(&asked.snapshot.select(&query.filter), &query.sort);
    format.check_count(slots.len())?;
    let (media_type, crs) = (format.media_type(), query.crs);
    let mut response = reply(&asked, media_type, unread);
    if response.status() == StatusCode::OK && method != Method::HEAD {
        state.metrics.exported(&file, slots.len());
        let provenance = provenance(&asked, &collection.path(&format!("/{file}")), &query, &slots);
        let (snapshot, public_url) = (Arc::clone(&asked.snapshot), Arc::clone(&asked.public_url));
        let export = Export { snapshot, public_url, language: asked.language, query, provenance };
        let (body, length) = body(format, export, slots).await?;
        *response.body_mut() = body;
        response.headers_mut().extend(length.map(|bytes| (header::CONTENT_LENGTH, HeaderValue::from(bytes))));
    }
    let day = local_time::day_of(Timestamp::now());
    let name = format!("attachment; filename=\"agriatlas-{}-{day}.{}\"", collection.name(), format.extension());
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(in_system(response, crs))
}

fn no_such_file() -> Problem {
    let files = ExportFormat::files();
    Problem::not_found(Message::new(
        format!("Bộ dữ liệu này có: items, items/{{id}}, nearest, facets, {files}."),
        format!("This collection has: items, items/{{id}}, nearest, facets, {files}."),
    ))
}

fn provenance(asked: &Asked, path: &str, query: &ExportQuery, slots: &[u32]) -> Provenance {
    let has_no_point =
        |slot: &&u32| asked.snapshot.site(**slot).is_some_and(|public| public.site.facts.placement.point.is_none());
    let mut pairs = query.pairs();
    pairs.extend(asked.language_pair());
    Provenance {
        filter: filter_sentence(&asked.snapshot, &query.filter),
        count: slots.len(),
        unplaced: slots.iter().filter(has_no_point).count(),
        date: Timestamp::now(),
        address: asked.public_url.absolute(path, &pairs),
        crs: query.crs,
        revision: asked.snapshot.revision(),
    }
}

/// The file, and its length where it is known before it is sent.
async fn body(format: ExportFormat, export: Export, mut slots: Vec<u32>) -> Result<(Body, Option<u64>), Problem> {
    match format {
        ExportFormat::GeoJson => Ok((streamed(GeoJsonPieces::collection(export), slots), None)),
        ExportFormat::GeoJsonSeq => Ok((streamed(GeoJsonPieces::sequence(export), slots), None)),
        ExportFormat::Csv => Ok((streamed(CsvPieces::new(&export), slots), None)),
        ExportFormat::Gpx => Ok((streamed(GpxPieces::new(export), slots), None)),
        ExportFormat::Kml => {
            slots.sort_by_key(|slot| export.snapshot.site(*slot).map(|public| public.site.facts.sector));
            Ok((streamed(KmlPieces::new(export), slots), None))
        }
        ExportFormat::Xlsx => {
            built(move || site_workbook(&export.table_columns(), export.sites(&slots), export.labels(), &export.provenance)).await
        }
        ExportFormat::FlatGeobuf => {
            built(move || flatgeobuf(&export.layer_columns(), export.sites(&slots), export.language, &export.provenance)).await
        }
        ExportFormat::GeoPackage => geopackage(&export, &slots).await,
    }
}

/// A file that is built in memory, where it holds up no other request.
async fn built<E>(work: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static) -> Result<(Body, Option<u64>), Problem>
where
    E: std::fmt::Display + Send + 'static,
{
    let bytes = tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let length = bytes.len() as u64;
    Ok((Body::from(bytes), Some(length)))
}

async fn geopackage(export: &Export, slots: &[u32]) -> Result<(Body, Option<u64>), Problem> {
    let place = tempfile::Builder::new().prefix("agriatlas-").suffix(".gpkg").tempfile().map_err(Problem::internal)?;
    let (columns, sites) = (export.layer_columns(), export.sites(slots));
    let written = write_geopackage(place.path(), &columns, sites, export.labels(), &export.provenance).await;
    written.map_err(Problem::internal)?;
    // The open file outlives its name, so nothing is left behind however the answer ends.
    let file = place.reopen().map_err(Problem::internal)?;
    let length = file.metadata().map_err(Problem::internal)?.len();
    Ok((from_file(file), Some(length)))
}
