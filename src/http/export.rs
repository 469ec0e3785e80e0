//! `…/export.{geojson,csv,xlsx,…}`: every match, with the filter, the date, the count and the licence in the file.
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;

use super::any_collection::AnyCollection;
use super::export_body::{from_file, streamed, unread};
use super::export_format::ExportFormat;
use super::export_pieces::{CsvPieces, GeoJsonPieces, GpxPieces, KmlPieces};
use super::export_source::{Download, Export};
use super::problem::Problem;
use super::reply::{in_system, reply};
use super::request::Asked;
use super::state::SharedState;
use crate::domain::{Message, local_time};
use crate::encode::{Provenance, Record, flatgeobuf, record_workbook, write_geopackage};
use crate::query::{ExportQuery, RegionExportQuery};

/// `GET /api/collections/{collection}/{export}` where `export` is `export.geojson` or another of the formats
pub(super) async fn export_items(
    State(state): State<SharedState>,
    method: Method,
    collection: AnyCollection,
    Path((_, file)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Problem> {
    let formats = ExportFormat::all_of(collection.subject());
    let format = ExportFormat::of_file(&file, formats).ok_or_else(|| no_such_file(collection))?;
    let target = Target { collection, file, format };
    match collection {
        AnyCollection::Sites(sites) => {
            let parameters = asked.parameters(&ExportQuery::PARAMETERS)?;
            let asked = asked.in_time(&state, &parameters).await?;
            let query = ExportQuery::parse(&parameters, sites.kind(), asked.snapshot.as_ref())?;
            answer(&state, &method, &asked, target, query).await
        }
        AnyCollection::Regions => {
            let parameters = asked.parameters(&RegionExportQuery::PARAMETERS)?;
            let query = RegionExportQuery::parse(&parameters, asked.snapshot.as_ref())?;
            answer(&state, &method, &asked, target, query).await
        }
    }
}

/// Which file is asked for.
struct Target {
    collection: AnyCollection,
    file: String,
    format: ExportFormat,
}

async fn answer<D: Download>(
    state: &SharedState,
    method: &Method,
    asked: &Asked,
    Target { collection, file, format }: Target,
    query: D,
) -> Result<Response, Problem> {
    let crs = query.demands().crs;
    format.check(query.demands())?;
    let keys = query.matches(&asked.snapshot);
    format.check_count(keys.len())?;
    let mut response = reply(asked, format.media_type(), unread);
    if response.status() == StatusCode::OK && method != Method::HEAD {
        state.metrics.exported(collection.name(), &file, keys.len());
        let provenance = provenance(asked, &collection.path(&format!("/{file}")), &query, &keys);
        let (snapshot, public_url) = (Arc::clone(&asked.snapshot), Arc::clone(&asked.public_url));
        let export = Export { snapshot, public_url, language: asked.language, query, provenance };
        let (body, length) = body(format, export, keys).await?;
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

fn no_such_file(collection: AnyCollection) -> Problem {
    let files = ExportFormat::files(ExportFormat::all_of(collection.subject()));
    Problem::not_found(match collection {
        AnyCollection::Sites(_) => Message::new(
            format!("Bộ dữ liệu này có: items, items/{{id}}, nearest, facets, {files}."),
            format!("This collection has: items, items/{{id}}, nearest, facets, {files}."),
        ),
        AnyCollection::Regions => Message::new(
            format!("Bộ dữ liệu này có: items, items/{{id}}, {files}. GPX chỉ chứa điểm và đường nên không chứa được vùng."),
            format!("This collection has: items, items/{{id}}, {files}. GPX holds points and lines only, hence no areas."),
        ),
    })
}

fn provenance<D: Download>(asked: &Asked, path: &str, query: &D, keys: &[D::Key]) -> Provenance {
    let mut pairs = query.pairs();
    pairs.extend(asked.language_pair());
    Provenance {
        subject: D::Record::SUBJECT,
        filter: query.sentence(&asked.snapshot),
        count: keys.len(),
        unplaced: keys.iter().filter(|key| !D::is_placed(&asked.snapshot, **key)).count(),
        notes: query.notes(&asked.snapshot, keys),
        date: Timestamp::now(),
        address: asked.public_url.absolute(path, &pairs),
        crs: query.demands().crs,
        revision: asked.snapshot.revision(),
    }
}

/// The file, and its length where it is known before it is sent.
async fn body<D: Download>(
    format: ExportFormat,
    export: Export<D>,
    mut keys: Vec<D::Key>,
) -> Result<(Body, Option<u64>), Problem> {
    match format {
        ExportFormat::GeoJson => Ok((streamed(GeoJsonPieces::collection(export), keys), None)),
        ExportFormat::GeoJsonSeq => Ok((streamed(GeoJsonPieces::sequence(export), keys), None)),
        ExportFormat::Csv => Ok((streamed(CsvPieces::new(export), keys), None)),
        ExportFormat::Gpx => Ok((streamed(GpxPieces::new(export), keys), None)),
        ExportFormat::Kml => {
            D::by_folder(&export.snapshot, &mut keys);
            Ok((streamed(KmlPieces::new(export), keys), None))
        }
        ExportFormat::Xlsx => {
            built(move || record_workbook(&export.table_columns(), export.records(&keys), export.labels(), &export.provenance))
                .await
        }
        ExportFormat::FlatGeobuf => {
            built(move || flatgeobuf(&export.layer_columns(), export.records(&keys), export.language, &export.provenance)).await
        }
        ExportFormat::GeoPackage => geopackage(&export, &keys).await,
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

async fn geopackage<D: Download>(export: &Export<D>, keys: &[D::Key]) -> Result<(Body, Option<u64>), Problem> {
    let place = tempfile::Builder::new().prefix("agriatlas-").suffix(".gpkg").tempfile().map_err(Problem::internal)?;
    let (columns, records) = (export.layer_columns(), export.records(keys));
    let written = write_geopackage(place.path(), &columns, records, export.labels(), &export.provenance).await;
    written.map_err(Problem::internal)?;
    // The open file outlives its name, so nothing is left behind however the answer ends.
    let file = place.reopen().map_err(Problem::internal)?;
    let length = file.metadata().map_err(Problem::internal)?.len();
    Ok((from_file(file), Some(length)))
}
