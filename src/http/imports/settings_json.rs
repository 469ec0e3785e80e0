//! What was said of a file, as the interface tells it: in the form in which it was said.
use serde_json::{Value, json};

use crate::ingest::rehearsal::ImportSettings;
use crate::ingest::table::{Corrections, Meaning};

/// The settings of an import.
pub(super) fn settings_json(settings: &ImportSettings) -> Value {
    let corrections = &settings.corrections;
    let column = |(title, meaning): (&String, &Option<Meaning>)| json!({"title": title, "meaning": meaning.map_or("nothing", Meaning::code)});
    let everywhere = |(fact, value): (&Meaning, &String)| json!({"fact": fact.code(), "value": value});
    json!({
        "answers": answers(corrections),
        "columns": corrections.meanings.iter().map(column).collect::<Vec<_>>(),
        "cells": corrections.cells,
        "decisions": settings.decisions,
        "left_out_sheets": settings.left_out_sheets,
        "everywhere": corrections.everywhere.iter().map(everywhere).collect::<Vec<_>>(),
        "crs": settings.crs,
    })
}

fn answers(corrections: &Corrections) -> Vec<Value> {
    let wordings = corrections.wordings.iter().flat_map(|(vocabulary, wordings)| {
        wordings.iter().map(move |(wording, code)| {
            let value = code.as_deref().unwrap_or("nothing");
            json!({"key": {"wording": {"vocabulary": vocabulary, "wording": wording}}, "value": value})
        })
    });
    let units = corrections.land_units_m2.iter();
    let units = units.map(|(unit, metres)| json!({"key": {"land_unit": {"unit": unit}}, "value": metres.to_string()}));
    let marks = corrections.decimal_marks.iter();
    let marks = marks.map(|(title, mark)| json!({"key": {"mark": {"title": title}}, "value": mark.to_string()}));
    wordings.chain(units).chain(marks).collect()
}
