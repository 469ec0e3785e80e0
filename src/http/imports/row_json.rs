//! A row of a rehearsal in the reader's language.
use serde_json::{Value, json};

use super::summary_json::question_json;
use crate::domain::{Language, Placement, SiteField, changed_fields};
use crate::encode::rounded;
use crate::geography::Geography;
use crate::importing::Spool;
use crate::ingest::rehearsal::{Decision, RehearsedCell, RehearsedRow, RowFinding};
use crate::ingest::table::{Given, Inherited};

/// Who reads, and with which shapes.
pub(super) struct Reader<'a> {
    pub language: Language,
    pub geography: &'a Geography,
    pub spool: &'a Spool,
}

impl Reader<'_> {
    /// The row with everything that was understood of it.
    pub fn row(&self, row: &RehearsedRow) -> Value {
        let place = row.facts.as_ref().map(|facts| self.geography.settle(facts.placement.clone()));
        json!({
            "sheet": row.sheet,
            "row": row.row,
            "outcome": row.outcome,
            "site": row.site,
            "name": row.name,
            "needs_look": row.needs_look,
            "decision": row.decision.map(decision_code),
            "reach": row.reach,
            "point": place.as_ref().and_then(point),
            "units": place.as_ref().map(|place| self.units(place)),
            "cells": row.cells.iter().map(|cell| self.cell(row, cell)).collect::<Vec<_>>(),
            "inherited": row.inherited.iter().map(|inherited| self.inherited(inherited)).collect::<Vec<_>>(),
            "findings": row.findings.iter().map(|finding| self.finding(finding)).collect::<Vec<_>>(),
            "changes": self.changes(row),
            "duplicates": row.duplicates,
        })
    }

    /// The row as a point of a map; `None` where nothing places it.
    pub fn feature(&self, row: &RehearsedRow) -> Option<Value> {
        let facts = row.facts.as_ref()?;
        let point = point(&self.geography.settle(facts.placement.clone()))?;
        Some(json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": point},
            "properties": {
                "sheet": row.sheet,
                "row": row.row,
                "name": row.name,
                "outcome": row.outcome,
                "sector": facts.sector,
                "needs_look": row.needs_look,
            },
        }))
    }

    fn cell(&self, row: &RehearsedRow, cell: &RehearsedCell) -> Value {
        json!({
            "column": cell.column,
            "title": cell.title,
            "raw": cell.raw,
            "fixed": cell.fixed,
            "alike": self.spool.alike(row, cell),
            "certainty": cell.certainty,
            "gives": cell.gives.iter().map(|given| self.given(given)).collect::<Vec<_>>(),
            "question": cell.questions.first().map(|question| question_json(question, self.language)),
        })
    }

    fn given(&self, given: &Given) -> Value {
        json!({
            "meaning": given.fact.code(),
            "label": given.fact.name().in_language(self.language),
            "value": given.value,
        })
    }

    fn inherited(&self, inherited: &Inherited) -> Value {
        let mut told = self.given(&inherited.given);
        if let Value::Object(members) = &mut told {
            members.insert("from".to_owned(), json!(inherited.from));
            members.insert("certainty".to_owned(), json!(inherited.certainty));
        }
        told
    }

    fn finding(&self, finding: &RowFinding) -> Value {
        json!({
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message.in_language(self.language),
            "column": finding.column,
            "title": finding.title,
            "value": finding.value,
        })
    }

    fn changes(&self, row: &RehearsedRow) -> Vec<Value> {
        let (Some(before), Some(after)) = (&row.before, &row.facts) else { return Vec::new() };
        let change = |field: SiteField| {
            json!({
                "field": field,
                "label": field.heading().in_language(self.language),
                "before": field.value(before),
                "after": field.value(after),
            })
        };
        changed_fields(before, after).into_iter().map(change).collect()
    }

    /// The units of today from the smallest on.
    fn units(&self, place: &Placement) -> String {
        let units = [place.commune, place.province].into_iter().flatten();
        let names = units.filter_map(|id| self.geography.gazetteer().region(id)).map(|unit| unit.full_name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }
}

fn point(place: &Placement) -> Option<[f64; 2]> {
    place.point.map(|point| [rounded(point.lon, 6), rounded(point.lat, 6)])
}

const fn decision_code(decision: Decision) -> &'static str {
    match decision {
        Decision::Skip => "skip",
        Decision::KeepBoth => "keep_both",
        Decision::Merge { .. } => "merge",
    }
}
