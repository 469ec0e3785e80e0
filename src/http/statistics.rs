//! `/api/statistics`: counts by unit, sector, technology or year, beside every reported total and indicator.
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::filter_sentence::filter_sentence;
use super::links::link;
use super::problem::Problem;
use super::reply::{reply, time_stamp};
use super::request::{Asked, FORMAT};
use super::state::SharedState;
use super::statistics_page;
use super::statistics_table::{about, main_table, tables};
use super::statistics_words::{PATH, note, pairs};
use super::table_format::{TableFormat, aside, csv_note_heading};
use crate::domain::{Indicator, Sector, SiteKind, local_time};
use crate::encode;
use crate::query::{StatisticsKey, StatisticsQuery};
use crate::snapshot::{Counts, Reported, Statistics, StatisticsRow};

/// `GET /api/statistics`
pub(super) async fn show_statistics(State(state): State<SharedState>, asked: Asked) -> Result<Response, Problem> {
    let [filters, keys] = StatisticsQuery::PARAMETERS;
    let parameters = asked.parameters(&[filters, keys, FORMAT])?;
    let format = TableFormat::asked(&asked, &parameters, true)?;
    let asked = asked.in_time(&state, &parameters).await?;
    let today = local_time::day_of(Timestamp::now());
    let query = StatisticsQuery::parse(&parameters, today, asked.snapshot.as_ref())?;
    aside(move || answer(&state, &asked, &query, format)).await
}

fn answer(state: &SharedState, asked: &Asked, query: &StatisticsQuery, format: TableFormat) -> Result<Response, Problem> {
    let mut failure = None;
    let mut response = reply(asked, format.media_type(), || {
        let started = Instant::now();
        let statistics = asked.snapshot.statistics(query, asked.language);
        state.metrics.answered("statistics", started.elapsed());
        match format {
            TableFormat::Json => Body::from(statistics_json(asked, query, &statistics).to_string()),
            TableFormat::Html => Body::from(statistics_page::render(asked, query, &statistics).into_string()),
            TableFormat::Csv => {
                let note = about(asked, query, &statistics).in_one_line();
                Body::from(main_table(asked, query, &statistics).csv((csv_note_heading(asked.language), &note)))
            }
            TableFormat::Xlsx => match encode::workbook(&tables(asked, query, &statistics), &about(asked, query, &statistics)) {
                Ok(bytes) => Body::from(bytes),
                Err(error) => {
                    failure = Some(error);
                    Body::empty()
                }
            },
        }
    });
    if let Some(error) = failure {
        return Err(Problem::internal(error));
    }
    format.name_file(&mut response, &format!("thong-ke-{}", file_word(query.by)));
    Ok(response)
}

/// What the rows are, as it stands in file names.
const fn file_word(by: StatisticsKey) -> &'static str {
    match by {
        StatisticsKey::Province => "tinh",
        StatisticsKey::Commune => "xa",
        StatisticsKey::FormerProvince => "tinh-cu",
        StatisticsKey::FormerDistrict => "huyen-cu",
        StatisticsKey::FormerCommune => "xa-cu",
        StatisticsKey::Sector => "linh-vuc",
        StatisticsKey::Technology => "cong-nghe",
        StatisticsKey::EstablishedYear => "nam",
    }
}

fn statistics_json(asked: &Asked, query: &StatisticsQuery, statistics: &Statistics) -> Value {
    let language = asked.language;
    let own = pairs(asked, query);
    let address =
        |format: TableFormat| asked.public_url.absolute(PATH, &[own.clone(), vec![("f", format.name().to_owned())]].concat());
    let alternates = [TableFormat::Csv, TableFormat::Xlsx, TableFormat::Html];
    let mut links = vec![link("self", TableFormat::Json.media_type(), asked.public_url.absolute(PATH, &own))];
    links.extend(alternates.map(|format| link("alternate", format.media_type(), address(format))));
    json!({
        "by": query.by.name(),
        "at": query.as_of().to_string(),
        "division": query.division(),
        "numberMatched": statistics.total.counts.total,
        "revision": asked.snapshot.revision(),
        "timeStamp": time_stamp(),
        "filter": filter_sentence(&asked.snapshot, &query.filter).in_language(language),
        "note": note(query).as_ref().map(|note| note.in_language(language)),
        "rows": statistics.rows.iter().map(|row| row_json(asked, row)).collect::<Vec<_>>(),
        "total": row_json(asked, &statistics.total),
        "links": links,
    })
}

fn row_json(asked: &Asked, row: &StatisticsRow) -> Value {
    let Counts { total, area_ha, area_known, .. } = row.counts;
    let sectors: Map<String, Value> =
        Sector::ALL.iter().map(|sector| (sector.code().to_owned(), json!(row.counts.sector(*sector)))).collect();
    let kinds: Map<String, Value> =
        SiteKind::ALL.iter().map(|kind| (kind.code().to_owned(), json!(row.counts.kind(*kind)))).collect();
    json!({
        "id": row.key.as_ref().map(ToString::to_string),
        "label": row.label,
        "parent": row.parent,
        "total": total,
        "sector": sectors,
        "kind": kinds,
        "area_ha": encode::rounded(area_ha, 4),
        "area_known": area_known,
        "coverage": row.coverage.as_ref().map(coverage_json),
        "reported": row.reported.iter().map(reported_json).collect::<Vec<_>>(),
        "indicators": row.indicators.iter().map(|indicator| indicator_json(asked, indicator)).collect::<Vec<_>>(),
    })
}

fn ratio(reported: &Reported) -> Option<f64> {
    reported.ratio.map(|ratio| encode::rounded(ratio, 4))
}

fn coverage_json(reported: &Reported) -> Value {
    json!({
        "kind": reported.report.kind,
        "sector": reported.report.sector,
        "as_of": reported.report.as_of,
        "ours": reported.ours,
        "reported": reported.report.count,
        "ratio": ratio(reported),
    })
}

fn reported_json(reported: &Reported) -> Value {
    let report = &reported.report;
    json!({
        "as_of": report.as_of,
        "kind": report.kind,
        "sector": report.sector,
        "count": report.count,
        "ours": reported.ours,
        "ratio": ratio(reported),
        "is_latest": reported.is_latest,
        "source_title": report.source_title,
        "source_url": report.source_url(),
        "source": report.source,
        "source_kind": report.source_kind,
    })
}

fn indicator_json(asked: &Asked, indicator: &Indicator) -> Value {
    json!({
        "indicator": indicator.code,
        "label": indicator.label.in_language(asked.language),
        "unit": indicator.unit,
        "sector": indicator.sector,
        "as_of": indicator.as_of,
        "actual": indicator.actual,
        "target": indicator.target,
    })
}
