//! One filter written as parameters, as CQL2 text and as CQL2 JSON gives the same answer from every resource.
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::{Answer, get};
use crate::tiles::{Read, read};

/// A resource that takes filters: its path and how many sites its answer counts.
struct Resource {
    path: &'static str,
    count: fn(&Answer) -> Option<u64>,
}

/// Every resource whose count must agree; another one is another line.
const RESOURCES: &[Resource] = &[
    Resource { path: "/api/collections/sites/items?limit=1", count: |answer| answer.json()["numberMatched"].as_u64() },
    Resource { path: "/api/collections/sites/items?limit=10000&properties=name", count: |answer| features(answer) },
    Resource { path: "/api/collections/sites/facets?by=sector", count: |answer| answer.json()["numberMatched"].as_u64() },
    Resource {
        path: "/api/collections/sites/nearest?lon=105.8&lat=21&k=1",
        count: |answer| answer.json()["numberMatched"].as_u64(),
    },
    Resource { path: "/api/collections/sites/export.geojson?properties=name", count: |answer| features(answer) },
    Resource {
        path: "/api/collections/sites/export.csv?sortby=id",
        count: |answer| Some(csv::Reader::from_reader(answer.body.as_slice()).records().map(Result::unwrap).count() as u64),
    },
    Resource { path: "/api/statistics?by=sector", count: |answer| answer.json()["numberMatched"].as_u64() },
    // Every site of the starter inventory has a point.
    Resource { path: "/api/collections/sites/tiles/WebMercatorQuad/0/0/0?lang=en", count: in_tile },
];

/// How many sites a tile shows; an empty one has no body.
fn in_tile(answer: &Answer) -> Option<u64> {
    let features = if answer.body.is_empty() { Vec::new() } else { read(answer.body.clone(), "sites") };
    Some(features.iter().map(Read::sites).sum())
}

fn features(answer: &Answer) -> Option<u64> {
    answer.json()["features"].as_array().map(|features| features.len() as u64)
}

/// One condition, three ways.
#[derive(Clone, Debug)]
struct Condition {
    parameter: (&'static str, String),
    text: String,
    json: Value,
}

fn quoted(values: &[&str]) -> String {
    values.iter().map(|value| format!("'{value}'")).collect::<Vec<_>>().join(",")
}

fn some_of(values: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(values, 1..=values.len().min(3))
}

fn one_valued(name: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = Condition> {
    some_of(values).prop_map(move |chosen| Condition {
        parameter: (name, chosen.join(",")),
        text: format!("{name} IN ({})", quoted(&chosen)),
        json: json!({"op": "in", "args": [{"property": name}, chosen]}),
    })
}

fn listed(name: &'static str, property: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = Condition> {
    some_of(values).prop_map(move |chosen| Condition {
        parameter: (name, chosen.join(",")),
        text: format!("A_OVERLAPS({property}, ({}))", quoted(&chosen)),
        json: json!({"op": "a_overlaps", "args": [{"property": property}, chosen]}),
    })
}

fn regions() -> impl Strategy<Value = Condition> {
    some_of(&["01", "08", "25", "79", "2024-26", "2024-02", "2024-277", "2024-271", "10015"]).prop_map(|chosen| {
        let property = |id: &str| match (id.strip_prefix("2024-"), id.len()) {
            (None, 2) => "province_id",
            (None, _) => "commune_id",
            (Some(code), _) if code.len() == 2 => "former_province_id",
            (Some(_), _) => "former_district_id",
        };
        let texts: Vec<String> = chosen.iter().map(|id| format!("{} = '{id}'", property(id))).collect();
        let trees: Vec<Value> = chosen.iter().map(|id| json!({"op": "=", "args": [{"property": property(id)}, id]})).collect();
        let json = if let [only] = trees.as_slice() { only.clone() } else { json!({"op": "or", "args": trees}) };
        Condition { parameter: ("region", chosen.join(",")), text: format!("({})", texts.join(" OR ")), json }
    })
}

fn boxes() -> impl Strategy<Value = Condition> {
    (103..107_i32, 9..22_i32, 1..4_i32, 1..4_i32).prop_map(|(west, south, wide, high)| {
        let corners = [west, south, west + wide, south + high];
        let written = corners.map(|corner| corner.to_string()).join(",");
        Condition {
            parameter: ("bbox", written.clone()),
            text: format!("S_INTERSECTS(geometry, BBOX({written}))"),
            json: json!({"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": corners}]}),
        }
    })
}

fn times() -> impl Strategy<Value = Condition> {
    (1..20_u32, 0..10_u32, any::<bool>()).prop_map(|(from, days, is_open)| {
        let from = format!("2026-01-{from:02}T00:00:00Z");
        let to = if is_open { "..".to_owned() } else { format!("2026-01-{:02}T00:00:00Z", days + 19) };
        Condition {
            parameter: ("datetime", format!("{from}/{to}")),
            text: format!("T_INTERSECTS(updated_at, INTERVAL('{from}','{to}'))"),
            json: json!({"op": "t_intersects", "args": [{"property": "updated_at"}, {"interval": [from, to]}]}),
        }
    })
}

fn filters() -> impl Strategy<Value = Vec<Condition>> {
    let some = |condition: BoxedStrategy<Condition>| prop::option::weighted(0.4, condition);
    (
        some(one_valued("sector", &["crop", "livestock", "fisheries"]).boxed()),
        some(one_valued("kind", &["model", "cooperative", "enterprise"]).boxed()),
        some(one_valued("subsector", &["vegetables", "fruit", "pig", "poultry"]).boxed()),
        some(listed("technology", "technologies", &["greenhouse", "organic", "ras", "closed_barn", "iot_sensors"]).boxed()),
        some(listed("certification", "certifications", &["vietgap", "ocop4", "organic"]).boxed()),
        some(regions().boxed()),
        some(boxes().boxed()),
        some(times().boxed()),
    )
        .prop_map(|(a, b, c, d, e, f, g, h)| [a, b, c, d, e, f, g, h].into_iter().flatten().collect())
        .prop_filter("something is asked", |conditions: &Vec<Condition>| !conditions.is_empty())
}

fn encoded(pairs: &[(&str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn three_ways(conditions: &[Condition]) -> [String; 3] {
    let parameters: Vec<(&str, String)> = conditions.iter().map(|condition| condition.parameter.clone()).collect();
    let text = conditions.iter().map(|condition| condition.text.as_str()).collect::<Vec<_>>().join(" AND ");
    let json = match conditions {
        [only] => only.json.clone(),
        many => json!({"op": "and", "args": many.iter().map(|condition| condition.json.clone()).collect::<Vec<_>>()}),
    };
    [
        encoded(&parameters),
        encoded(&[("filter", text)]),
        encoded(&[("filter", json.to_string()), ("filter-lang", "cql2-json".to_owned())]),
    ]
}

async fn counted(resource: &Resource, query: &str) -> u64 {
    let path = format!("{}&{query}", resource.path);
    let answer = get(&path).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text());
    (resource.count)(&answer).unwrap_or_else(|| panic!("{path} counts nothing"))
}

/// The counts of a facet whose own filter is not set, added up.
async fn facet_sum(key: &str, query: &str) -> u64 {
    let answer = get(&format!("/api/collections/sites/facets?by={key}&{query}")).await.json();
    answer["facets"][0]["values"].as_array().unwrap().iter().map(|value| value["count"].as_u64().unwrap()).sum()
}

async fn agree(conditions: &[Condition]) {
    let ways = three_ways(conditions);
    let expected = counted(&RESOURCES[0], &ways[0]).await;
    for query in &ways {
        for resource in RESOURCES {
            assert_eq!(counted(resource, query).await, expected, "{} {query}", resource.path);
        }
    }
    // Every site has one sector and one kind.
    for key in ["sector", "kind"] {
        for query in &ways[1..] {
            assert_eq!(facet_sum(key, query).await, expected, "{key} {query}");
        }
        if !conditions.iter().any(|condition| condition.parameter.0 == key) {
            assert_eq!(facet_sum(key, &ways[0]).await, expected, "{key} {}", ways[0]);
        }
    }
}

#[test]
fn five_hundred_filters_written_three_ways_agree() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 500, ..Config::default() });
    runner
        .run(&filters(), |conditions| {
            runtime.block_on(agree(&conditions));
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn gaps_obey_an_expression_as_they_obey_parameters() {
    let path = "/api/statistics/gaps?by=province&max_km=30";
    let by_parameter = get(&format!("{path}&technology=greenhouse&sector=crop")).await.json();
    let expression = encoded(&[("filter", "A_CONTAINS(technologies, ('greenhouse')) AND sector = 'crop'".to_owned())]);
    let by_expression = get(&format!("{path}&{expression}")).await.json();
    assert!(by_parameter["numberMatched"].as_u64() > Some(0) && by_parameter["gaps"].as_u64() > Some(0));
    for member in ["numberMatched", "communes", "gaps", "rows"] {
        assert_eq!(by_parameter[member], by_expression[member], "{member}");
    }
}
