//! `/api/diff`: what changed in the public inventory between two states, record by record and fact by fact, and in numbers.
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::diff_list::{Diff, PATH};
use super::diff_words::{fact_heading, value_json, value_words};
use super::filter_sentence::filter_sentence;
use super::links::link;
use super::problem::Problem;
use super::reply::{reply, time_stamp};
use super::request::{Asked, FORMAT};
use super::state::SharedState;
use super::statistics_table::unit_name;
use super::table_format::{TableFormat, aside, csv_note_heading};
use super::{diff_page, diff_table};
use crate::domain::{Message, PublicChange, VocabularyName};
use crate::encode;
use crate::query::{DiffQuery, QueryError, StatePoint};
use crate::snapshot::{ChangeCounts, FactChange, PublicDifference};

/// `GET /api/diff`
pub(super) async fn show_differences(State(state): State<SharedState>, asked: Asked) -> Result<Response, Problem> {
    let parameters = asked.parameters(&[DiffQuery::PARAMETERS, FORMAT])?;
    let format = TableFormat::asked(&asked, &parameters, true)?;
    let query = DiffQuery::parse(&parameters, asked.snapshot.as_ref())?;
    require_whole(&query, format)?;
    let (from, to) = span(&state, &asked, &query).await?;
    if let Some(cursor) = &query.cursor {
        cursor.require(&query.fingerprint(from, to))?;
    }
    let recorded = match state.history().filter(|_| from < to) {
        Some(store) => store.differences(from, to).await.map_err(Problem::internal)?,
        None => Vec::new(),
    };
    aside(move || answer(&asked, Diff::new(&asked, query, (from, to), recorded), format)).await
}

/// Files hold every change, so nothing in them can be a page.
fn require_whole(query: &DiffQuery, format: TableFormat) -> Result<(), QueryError> {
    let paging = query.limit.map(|_| "limit").or(query.cursor.as_ref().map(|_| "cursor"));
    match paging.filter(|_| matches!(format, TableFormat::Csv | TableFormat::Xlsx)) {
        None => Ok(()),
        Some(name) => {
            let reason = Message::new(
                "tệp CSV và Excel luôn có mọi thay đổi; hãy bỏ tham số này",
                "CSV and Excel files hold every change; leave this parameter out",
            );
            Err(QueryError::invalid(name, reason))
        }
    }
}

/// The revisions of the two states.
async fn span(state: &SharedState, asked: &Asked, query: &DiffQuery) -> Result<(i64, i64), Problem> {
    let from = revision_of(state, asked, "from", query.from).await?;
    let to = match query.to {
        Some(to) => revision_of(state, asked, "to", to).await?,
        None => asked.snapshot.revision(),
    };
    let is_reversed = match (query.from, query.to) {
        (StatePoint::Time(from), Some(StatePoint::Time(to))) => from.instant() > to.instant(),
        _ => from > to,
    };
    if is_reversed {
        let reason = Message::new(
            format!("“{}” ở sau trạng thái cuối; hãy đổi chỗ from và to", query.from),
            format!("“{}” is after the state to compare with; exchange from and to", query.from),
        );
        return Err(QueryError::invalid("from", reason).into());
    }
    Ok((from, to))
}

async fn revision_of(state: &SharedState, asked: &Asked, parameter: &str, point: StatePoint) -> Result<i64, Problem> {
    let served = asked.snapshot.revision();
    match point {
        StatePoint::Time(as_of) => asked.revision_as_of(state, parameter, as_of).await,
        StatePoint::Revision(revision) if revision <= served => Ok(revision),
        StatePoint::Revision(revision) => {
            let reason = Message::new(
                format!("{revision} vượt quá phiên bản hiện nay ({served})"),
                format!("{revision} is beyond the revision of today ({served})"),
            );
            Err(QueryError::invalid(parameter, reason).into())
        }
    }
}

fn answer(asked: &Asked, diff: Diff, format: TableFormat) -> Result<Response, Problem> {
    let tables = if format == TableFormat::Xlsx { diff_table::tables(asked, &diff).to_vec() } else { Vec::new() };
    if let Some(table) = tables.iter().find(|table| table.rows.len() > encode::WORKBOOK_RECORDS_MAX) {
        let (rows, most) = (table.rows.len(), encode::WORKBOOK_RECORDS_MAX);
        let reason = Message::new(
            format!("một trang Excel chứa tối đa {most} dòng, ở đây có {rows}. Hãy lọc bớt hoặc chọn csv"),
            format!("an Excel sheet holds at most {most} rows, here are {rows}. Filter more, or take csv"),
        );
        return Err(QueryError::invalid("f", reason).into());
    }
    let mut failure = None;
    let mut response = reply(asked, format.media_type(), || match format {
        TableFormat::Json => Body::from(diff_json(asked, &diff).to_string()),
        TableFormat::Html => Body::from(diff_page::render(asked, &diff).into_string()),
        TableFormat::Csv => {
            let note = diff_table::about(asked, &diff).in_one_line();
            Body::from(diff_table::changes_table(asked, &diff).csv((csv_note_heading(asked.language), &note)))
        }
        TableFormat::Xlsx => match encode::workbook(&tables, &diff_table::about(asked, &diff)) {
            Ok(bytes) => Body::from(bytes),
            Err(error) => {
                failure = Some(error);
                Body::empty()
            }
        },
    });
    if let Some(error) = failure {
        return Err(Problem::internal(error));
    }
    format.name_file(&mut response, "thay-doi");
    Ok(response)
}

fn diff_json(asked: &Asked, diff: &Diff) -> Value {
    let pairs = diff.pairs(asked);
    let with = |more: Vec<(&'static str, String)>| asked.public_url.absolute(PATH, &[pairs.clone(), more].concat());
    let whole = |format: TableFormat| {
        let pairs = pairs.iter().filter(|(name, _)| *name != "limit").cloned();
        let pairs: Vec<_> = pairs.chain([("f", format.name().to_owned())]).collect();
        link("alternate", format.media_type(), asked.public_url.absolute(PATH, &pairs))
    };
    let json = TableFormat::Json.media_type();
    let own = diff.query.cursor.iter().map(|cursor| ("cursor", cursor.text())).collect();
    let mut links = vec![link("self", json, with(own))];
    links.extend([TableFormat::Csv, TableFormat::Xlsx, TableFormat::Html].map(whole));
    let [next, previous] = diff.cursors();
    links.extend(next.map(|cursor| link("next", json, with(vec![("cursor", cursor.text())]))));
    links.extend(previous.map(|cursor| link("prev", json, with(vec![("cursor", cursor.text())]))));
    let counted = |mut head: Value, counts: &ChangeCounts| {
        if let Some(members) = head.as_object_mut() {
            members.extend(counts_json(counts));
        }
        head
    };
    let label = |code| asked.snapshot.vocabulary().label(VocabularyName::Sector, code, asked.language);
    let sectors = diff.summary.sectors.iter();
    let sectors = sectors.map(|(sector, counts)| counted(json!({"sector": sector, "label": label(sector.code())}), counts));
    let provinces = diff.summary.provinces.iter();
    let provinces =
        provinces.map(|(id, counts)| counted(json!({"province_id": id, "label": id.map(|id| unit_name(asked, id))}), counts));
    json!({
        "from": {"asked": diff.query.from.to_string(), "revision": diff.from},
        "to": {"asked": diff.query.to.map(|to| to.to_string()), "revision": diff.to},
        "filter": filter_sentence(&asked.snapshot, &diff.query.filter).in_language(asked.language),
        "numberMatched": diff.all.len(),
        "numberReturned": diff.shown().len(),
        "timeStamp": time_stamp(),
        "revision": asked.snapshot.revision(),
        "counts": counts_json(&diff.summary.total),
        "sectors": sectors.collect::<Vec<_>>(),
        "provinces": provinces.collect::<Vec<_>>(),
        "changes": diff.shown().iter().map(|difference| difference_json(asked, difference)).collect::<Vec<_>>(),
        "links": links,
    })
}

fn counts_json(counts: &ChangeCounts) -> Map<String, Value> {
    let kinds = PublicChange::ALL.iter().map(|change| (change.code().to_owned(), json!(counts.of(*change))));
    std::iter::once(("total".to_owned(), json!(counts.total()))).chain(kinds).collect()
}

fn difference_json(asked: &Asked, difference: &PublicDifference) -> Value {
    let facts = difference.told().map(|public| &public.site.facts);
    let fact = |fact: &FactChange| {
        json!({
            "name": fact.name(),
            "label": fact_heading(fact.column).in_language(asked.language),
            "before": value_json(&fact.before),
            "after": value_json(&fact.after),
            "before_label": value_words(asked, fact.column, &fact.before),
            "after_label": value_words(asked, fact.column, &fact.after),
        })
    };
    json!({
        "id": difference.id,
        "change": difference.change,
        "label": difference.change.label().in_language(asked.language),
        "changed_at": difference.changed_at,
        "name": facts.map(|facts| &facts.name),
        "kind": difference.id.kind(),
        "sector": facts.map(|facts| facts.sector),
        "province_id": facts.and_then(|facts| facts.placement.province),
        "province": difference.told().and_then(|public| public.province.as_deref()),
        "facts": difference.facts().iter().map(fact).collect::<Vec<_>>(),
        "href": facts.map(|_| asked.public_url.absolute(&format!("/api/collections/sites/items/{}", difference.id), &[])),
    })
}
