//! Every facet count equals the number of items that choosing the value gives, under any filter.
use crate::support;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const KEYS: &str =
    "sector,kind,subsector,technology,certification,province,commune,former_province,former_district,position_accuracy";

fn filters() -> impl Strategy<Value = BTreeMap<&'static str, String>> {
    let some = |name: &'static str, values: Vec<&'static str>| {
        prop::option::weighted(0.35, prop::sample::subsequence(values.clone(), 1..=values.len().min(3)))
            .prop_map(move |chosen| chosen.map(|values| (name, values.join(","))))
    };
    (
        some("sector", vec!["crop", "livestock", "fisheries"]),
        some("kind", vec!["model", "cooperative", "enterprise"]),
        some("technology", vec!["greenhouse", "organic", "ras", "closed_barn", "iot_sensors"]),
        some("certification", vec!["vietgap", "ocop4", "organic"]),
        some("region", vec!["01", "08", "25", "2024-26", "2024-02", "2024-277", "2024-271", "10015"]),
        some("q", vec!["htx", "rau", "ha noi"]),
        some("bbox", vec!["105,20,106,22"]),
    )
        .prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].into_iter().flatten().collect())
}

fn query(filter: &BTreeMap<&str, String>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(filter).finish()
}

#[test]
fn choosing_a_value_gives_what_its_count_says() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 60, ..Config::default() });
    runner
        .run(&(filters(), prop::sample::select(vec!["sites", "models", "cooperatives"])), |(filter, collection)| {
            runtime.block_on(hold(&filter, collection));
            Ok(())
        })
        .unwrap();
}

async fn hold(filter: &BTreeMap<&'static str, String>, collection: &str) {
    let facets = support::json(&format!("/api/collections/{collection}/facets?by={KEYS}&{}", query(filter))).await;
    let items = support::json(&format!("/api/collections/{collection}/items?limit=1&{}", query(filter))).await;
    assert_eq!(facets["numberMatched"], items["numberMatched"]);
    for facet in facets["facets"].as_array().unwrap() {
        let key = facet["key"].as_str().unwrap();
        for value in facet["values"].as_array().unwrap() {
            let mut chosen: BTreeMap<&str, String> = filter.clone();
            let code = value["value"].as_str().unwrap();
            match facet["parameter"].as_str() {
                Some(parameter) => chosen.insert(parameter, code.to_owned()),
                None => chosen.insert("filter", format!("{key} = '{code}'")),
            };
            let answer = support::get(&format!("/api/collections/{collection}/items?limit=1&{}", query(&chosen))).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.json()["numberMatched"], value["count"], "{collection} {filter:?} {key}={code}");
        }
    }
}

#[tokio::test]
async fn a_facet_ignores_its_own_selection_and_marks_it() {
    let facets = support::json("/api/collections/sites/facets?by=sector&sector=crop").await;
    let values = facets["facets"][0]["values"].as_array().unwrap();
    let seen: Vec<_> = values
        .iter()
        .map(|value| (value["value"].as_str().unwrap(), value["count"].as_u64().unwrap(), value["selected"].as_bool().unwrap()))
        .collect();
    assert_eq!(seen, [("crop", 137, true), ("livestock", 80, false), ("fisheries", 32, false)]);
    assert_eq!(facets["numberMatched"], 137);
}
