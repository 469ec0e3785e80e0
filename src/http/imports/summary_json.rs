//! What a rehearsal comes to, in the reader's language.
use serde_json::{Map, Value, json};

use crate::domain::{Finding, Language};
use crate::ingest::rehearsal::{ColumnReport, FindingCount, OpenQuestion, RehearsalSummary, SheetReport};
use crate::ingest::table::{Meaning, Question};

/// The summary, told of that revision.
pub(super) fn summary_json(summary: &RehearsalSummary, revision: i64, language: Language) -> Value {
    let mut told = Map::from_iter([("revision".to_owned(), json!(revision))]);
    if let Value::Object(counts) = json!(summary.counts) {
        told.extend(counts);
    }
    let parts = json!({
        "by_reach": summary.by_reach,
        "findings": summary.findings.iter().map(|count| finding_count(count, language)).collect::<Vec<_>>(),
        "sheets": summary.sheets.iter().map(|sheet| sheet_json(sheet, language)).collect::<Vec<_>>(),
        "questions": summary.questions.iter().map(|open| open_question(open, language)).collect::<Vec<_>>(),
        "notices": sentences(&summary.notices, language),
    });
    if let Value::Object(parts) = parts {
        told.extend(parts);
    }
    Value::Object(told)
}

/// Every meaning that a column can be given.
pub(super) fn meanings(language: Language) -> Vec<Value> {
    Meaning::ALL.iter().map(|meaning| labelled(*meaning, language)).collect()
}

/// A meaning with its name.
pub(super) fn labelled(meaning: Meaning, language: Language) -> Value {
    json!({"meaning": meaning.code(), "label": meaning.name().in_language(language)})
}

/// A question with its choices.
pub(super) fn question_json(question: &Question, language: Language) -> Value {
    let choices = question.choices.iter();
    let choices = choices.map(|choice| json!({"value": choice.value, "label": choice.label.in_language(language)}));
    json!({
        "key": question.key,
        "message": question.message.in_language(language),
        "choices": choices.collect::<Vec<_>>(),
    })
}

fn open_question(open: &OpenQuestion, language: Language) -> Value {
    let mut told = question_json(&open.question, language);
    if let Value::Object(members) = &mut told {
        members.insert("rows".to_owned(), json!(open.rows));
    }
    told
}

fn finding_count(count: &FindingCount, language: Language) -> Value {
    json!({
        "code": count.code,
        "label": count.label.in_language(language),
        "severity": count.severity,
        "rows": count.rows,
    })
}

fn sheet_json(sheet: &SheetReport, language: Language) -> Value {
    json!({
        "name": sheet.name,
        "is_hidden": sheet.is_hidden,
        "is_read": sheet.is_read,
        "rows": sheet.rows,
        "columns": sheet.columns.iter().map(|column| column_json(column, language)).collect::<Vec<_>>(),
        "notices": sentences(&sheet.findings, language),
    })
}

fn column_json(column: &ColumnReport, language: Language) -> Value {
    let alternatives = column.alternatives.iter().map(|alternative| {
        json!({
            "meaning": alternative.meaning.code(),
            "label": alternative.label.in_language(language),
            "certainty": alternative.certainty,
        })
    });
    json!({
        "position": column.position,
        "title": column.title,
        "is_hidden": column.is_hidden,
        "meaning": column.meaning.map(Meaning::code),
        "label": column.label.as_ref().map(|label| label.in_language(language)),
        "certainty": column.certainty,
        "alternatives": alternatives.collect::<Vec<_>>(),
    })
}

fn sentences(findings: &[Finding], language: Language) -> Vec<&str> {
    findings.iter().map(|finding| finding.message.in_language(language)).collect()
}
