//! `/api/statistics/gaps`: the communes without a matching site near, or how many of them each province has.
use std::time::Instant;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::filter_sentence::filter_sentence;
use super::gaps_table::{NamedGap, about, named, note, share, table};
use super::links::link;
use super::problem::Problem;
use super::reply::{reply, time_stamp};
use super::request::{Asked, FORMAT};
use super::state::SharedState;
use super::statistics_table::unit_name;
use super::table_format::{TableFormat, aside, csv_note_heading};
use crate::domain::{Region, local_time};
use crate::encode;
use crate::query::{GapsKey, GapsQuery};
use crate::snapshot::Gaps;

const PATH: &str = "/api/statistics/gaps";

/// `GET /api/statistics/gaps`
pub(super) async fn show_gaps(State(state): State<SharedState>, asked: Asked) -> Result<Response, Problem> {
    let [filters, keys] = GapsQuery::PARAMETERS;
    let parameters = asked.parameters(&[filters, keys, FORMAT])?;
    let format = TableFormat::asked(&asked, &parameters, false)?;
    let asked = asked.in_time(&state, &parameters).await?;
    let today = local_time::day_of(Timestamp::now());
    let query = GapsQuery::parse(&parameters, today, asked.snapshot.as_ref())?;
    aside(move || answer(&state, &asked, &query, format)).await
}

fn answer(state: &SharedState, asked: &Asked, query: &GapsQuery, format: TableFormat) -> Result<Response, Problem> {
    let mut failure = None;
    let mut response = reply(asked, format.media_type(), || {
        let started = Instant::now();
        let gaps = asked.snapshot.gaps(query);
        state.metrics.answered("gaps", started.elapsed());
        match format {
            TableFormat::Csv => {
                let note = about(asked, query, &gaps).in_one_line();
                Body::from(table(asked, query, &gaps).csv((csv_note_heading(asked.language), &note)))
            }
            TableFormat::Xlsx => match encode::workbook(&[table(asked, query, &gaps)], &about(asked, query, &gaps)) {
                Ok(bytes) => Body::from(bytes),
                Err(error) => {
                    failure = Some(error);
                    Body::empty()
                }
            },
            TableFormat::Json | TableFormat::Html => Body::from(gaps_json(asked, query, &gaps).to_string()),
        }
    });
    if let Some(error) = failure {
        return Err(Problem::internal(error));
    }
    let word = match query.by {
        GapsKey::Commune => "xa",
        GapsKey::Province => "tinh",
    };
    format.name_file(&mut response, &format!("khoang-trong-{word}"));
    Ok(response)
}

fn gaps_json(asked: &Asked, query: &GapsQuery, gaps: &Gaps) -> Value {
    let mut pairs = query.pairs();
    pairs.extend(asked.language_pair());
    let address =
        |format: TableFormat| asked.public_url.absolute(PATH, &[pairs.clone(), vec![("f", format.name().to_owned())]].concat());
    let mut links = vec![link("self", TableFormat::Json.media_type(), asked.public_url.absolute(PATH, &pairs))];
    links.extend([TableFormat::Csv, TableFormat::Xlsx].map(|format| link("alternate", format.media_type(), address(format))));
    let rows: Vec<Value> = match query.by {
        GapsKey::Commune => gaps.gaps.iter().filter_map(|gap| named(asked, gap)).map(gap_json).collect(),
        GapsKey::Province => gaps
            .provinces
            .iter()
            .map(|province| {
                json!({
                    "id": province.region,
                    "label": unit_name(asked, province.region),
                    "communes": province.communes,
                    "gaps": province.gaps,
                    "share": share(province),
                })
            })
            .collect(),
    };
    json!({
        "by": query.by.name(),
        "at": query.as_of().to_string(),
        "division": query.division(),
        "max_km": query.max_km,
        "numberMatched": gaps.matched,
        "revision": asked.snapshot.revision(),
        "timeStamp": time_stamp(),
        "filter": filter_sentence(&asked.snapshot, &query.filter).in_language(asked.language),
        "note": note(asked, query).in_language(asked.language),
        "communes": gaps.communes,
        "gaps": gaps.gaps.len(),
        "rows": rows,
        "links": links,
    })
}

fn gap_json(gap: NamedGap<'_>) -> Value {
    json!({
        "id": gap.commune.id,
        "label": gap.commune.full_name,
        "parent": gap.parent,
        "province_id": gap.province.map(|province: &Region| province.id),
        "province": gap.province.map(|province: &Region| province.full_name.as_str()),
        "distance_km": gap.distance_km,
        "nearest": gap.nearest.map(|(id, name)| json!({"id": id, "name": name})),
    })
}
