//! A filter expression that cannot be obeyed is refused with a sentence: what was wrong, where, and what is allowed.
use agriatlas::geography::Crs;
use agriatlas::query::Queryable;
use agriatlas::query::cql2::{Expression, FilterLanguage};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{STARTER, content_type, get};

/// Expression, other parameters, the code, and what the sentence must name.
const CASES: &[(&str, &str, &str, &[&str])] = &[
    ("sector =", "", "invalid_filter", &["filter", "9"]),
    ("sector == 'crop'", "", "invalid_filter", &["9", "= 'crop'"]),
    ("sector = 'crop", "", "invalid_filter", &["10", "'"]),
    ("(sector = 'crop'", "", "invalid_filter", &["1", "("]),
    ("sector = 'crop')", "", "invalid_filter", &["16", ")"]),
    ("sector = 'crop' order by name", "", "invalid_filter", &["23", "by name"]),
    ("colour = 'red'", "", "invalid_filter", &["“colour”", "id, geometry, kind, name, sector"]),
    ("sector = 'krop'", "", "invalid_filter", &["sector", "“krop”", "crop, livestock, fisheries"]),
    ("technologies = 'greenhouse'", "", "invalid_filter", &["technologies", "A_CONTAINS"]),
    ("A_CONTAINS(technologies, ('laser'))", "", "invalid_filter", &["technologies", "“laser”", "greenhouse"]),
    ("A_CONTAINS(sector, ('crop'))", "", "invalid_filter", &["sector", "('a','b')"]),
    ("area_ha = 'x'", "", "invalid_filter", &["area_ha", "'x'", "12.5"]),
    ("province_id = 1", "", "invalid_filter", &["province_id", "1", "'abc'"]),
    ("members > DATE('2026-01-01')", "", "invalid_filter", &["members", "12"]),
    ("updated_at > '2026-01-01'", "", "invalid_filter", &["updated_at", "TIMESTAMP('2026-01-31T00:00:00Z')"]),
    ("verified_on = DATE('2026-02-30')", "", "invalid_filter", &["“2026-02-30”", "2026-01-31"]),
    ("T_AFTER(updated_at, TIMESTAMP('yesterday'))", "", "invalid_filter", &["“yesterday”", "2026-01-31T00:00:00Z"]),
    ("T_DURING(updated_at, INTERVAL('2026-02-01','2026-01-01'))", "", "invalid_filter", &["INTERVAL"]),
    ("T_AFTER(name, DATE('2026-01-01'))", "", "invalid_filter", &["“name”", "DATE("]),
    ("area_ha = NULL", "", "invalid_filter", &["IS NULL"]),
    ("name", "", "invalid_filter", &["“name”", "sector = 'crop'"]),
    ("12", "", "invalid_filter", &["“12", "sector = 'crop'"]),
    ("name LIKE 5", "", "invalid_filter", &["“5", "'abc'"]),
    ("name LIKE province", "", "invalid_filter", &["“province”", "'Rau%'"]),
    ("name BETWEEN 'a' AND 'b'", "", "invalid_filter", &["“name”", "BETWEEN"]),
    ("avg(area_ha) > 4", "", "invalid_filter", &["“avg”", "casei", "t_after"]),
    ("S_WITHIN(geometry, Buffer(geometry, 10))", "", "invalid_filter", &["“Buffer”", "s_intersects"]),
    ("geometry = 'x'", "", "invalid_filter", &["geometry", "S_INTERSECTS"]),
    ("S_INTERSECTS(name, POINT(105 21))", "", "invalid_filter", &["“name”", "BBOX("]),
    ("S_INTERSECTS(geometry, 'POINT(105 21)')", "", "invalid_filter", &["POINT"]),
    ("S_INTERSECTS(geometry, POLYGON((105 20, 106 20, 106 21)))", "", "invalid_filter", &["4"]),
    ("S_INTERSECTS(geometry, POLYGON((105 20, 106 20, 106 21, 105 21)))", "", "invalid_filter", &["4"]),
    ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", "", "invalid_filter", &["filter"]),
    ("S_INTERSECTS(geometry, POINT(NaN 21))", "", "invalid_filter", &["34"]),
    ("S_INTERSECTS(geometry, POINT(500 21))", "", "invalid_filter", &["500", "180", "CRS84"]),
    ("S_INTERSECTS(geometry, POINT(105 21))", "&filter-crs=EPSG:4326", "invalid_filter", &["105", "90", "EPSG:4326"]),
    ("S_INTERSECTS(geometry, BBOX(105,21,106,20))", "", "invalid_filter", &["BBOX"]),
    ("S_INTERSECTS(geometry, BBOX(105,21))", "", "invalid_filter", &["BBOX", "4"]),
    ("area_ha > 1e999", "", "invalid_filter", &["filter"]),
    (
        "sector = 'crop'",
        "&filter-lang=cql-json",
        "invalid_value",
        &["filter-lang", "“cql-json”", "cql2-text, cql2-json, cql-text"],
    ),
    ("sector = 'crop'", "&filter-crs=EPSG:32648", "invalid_value", &["filter-crs", "“EPSG:32648”", "CRS84, EPSG:4326"]),
    ("sector = 'crop'", "&filter-lang=cql2-json", "invalid_filter", &["JSON", "1"]),
    ("{\"op\":\"=\"}", "&filter-lang=cql2-json", "invalid_filter", &["args"]),
    ("{\"op\":\"=\",\"args\":[1]}", "&filter-lang=cql2-json", "invalid_filter", &["1", "2"]),
    ("{\"op\":\"and\",\"args\":[true]}", "&filter-lang=cql2-json", "invalid_filter", &["AND", "2"]),
    ("[]", "&filter-lang=cql2-json", "invalid_filter", &["sector = 'crop'"]),
    ("null", "&filter-lang=cql2-json", "invalid_filter", &["sector = 'crop'"]),
    ("sector = 'crop'", "&filter=TRUE", "repeated_parameter", &["filter"]),
];

fn encoded(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

async fn problem(path: &str, language: &str) -> Value {
    let answer = get(&format!("{path}&lang={language}")).await;
    assert_eq!(answer.status, 400, "{path}: {}", answer.text());
    assert_eq!(content_type(&answer), "application/problem+json", "{path}");
    answer.json()
}

#[tokio::test]
async fn each_mistake_is_named_in_both_languages() {
    for (expression, others, code, named) in CASES {
        for resource in ["items", "facets", "export.geojson"] {
            for language in ["vi", "en"] {
                let path = format!("/api/collections/sites/{resource}?filter={}{others}", encoded(expression));
                let problem = problem(&path, language).await;
                assert_eq!(problem["code"], *code, "{expression}: {problem}");
                let detail = problem["detail"].as_str().unwrap();
                assert_eq!(detail.contains("Tham số"), language == "vi", "{detail}");
                for name in *named {
                    assert!(detail.contains(name), "{expression}: “{detail}” does not name {name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn an_empty_list_is_refused_with_what_the_standard_wants() {
    for query in [
        "filter=kind%20IN%20()",
        "filter=kind%20in%20(%20)%20AND%20TRUE",
        "filter=A_CONTAINS(technologies,())",
        "filter-lang=cql2-json&filter=%7B%22op%22:%22in%22,%22args%22:[%7B%22property%22:%22kind%22%7D,[]]%7D",
    ] {
        let path = format!("/api/collections/sites/items?{query}");
        let refused = problem(&path, "en").await;
        assert_eq!(refused["code"], "invalid_filter");
        assert!(refused["detail"].as_str().unwrap().contains("an empty list; IN wants at least one value"), "{query}: {refused}");
        assert!(problem(&path, "vi").await["detail"].as_str().unwrap().contains("sau IN cần ít nhất một giá trị"), "{query}");
    }
}

#[tokio::test]
async fn every_resource_that_takes_filters_refuses_a_bad_one() {
    for path in [
        "/api/collections/sites/items?",
        "/api/collections/models/items?f=json",
        "/api/collections/sites/nearest?lon=105&lat=21",
        "/api/collections/sites/facets?by=sector",
        "/api/collections/sites/export.csv?",
        "/api/collections/sites/export.geojson?",
        "/api/statistics?by=province",
        "/api/statistics/gaps?by=province",
        "/api/collections/regions/items?",
    ] {
        for expression in ["colour = 1", "sector =", "S_INTERSECTS(geometry, POINT(1))"] {
            let refused = problem(&format!("{path}&filter={}", encoded(expression)), "en").await;
            assert_eq!(refused["code"], "invalid_filter", "{path} {expression}");
        }
    }
    let unknown = problem(&format!("/api/collections/regions/items?filter={}", encoded("sector = 'crop'")), "en").await;
    assert!(unknown["allowed"].as_array().unwrap().contains(&"area_km2".into()), "{unknown}");
    assert!(unknown["detail"].as_str().unwrap().contains("“sector”"));
    let level = problem(&format!("/api/collections/regions/items?filter={}", encoded("level = 'ward'")), "vi").await;
    assert_eq!(level["allowed"], serde_json::json!(["province", "district", "commune"]));
}

#[tokio::test]
async fn bombs_are_refused_at_once() {
    let started = std::time::Instant::now();
    for (expression, language) in [
        ("(".repeat(10_000), "cql2-text"),
        (format!("{}sector = 'crop'{}", "(".repeat(5_000), ")".repeat(5_000)), "cql2-text"),
        (format!("{}1 +{} = 2", "(".repeat(32), ")".repeat(32)), "cql2-text"),
        (format!("{}TRUE", "NOT ".repeat(2_000)), "cql2-text"),
        (format!("{}1 > 2", "1-".repeat(5_000)), "cql2-text"),
        (format!("{}area_ha = 1", "TRUE or ".repeat(2_000)), "cql2-text"),
        ("[".repeat(10_000), "cql2-json"),
        (format!("{}true{}", "{\"op\":\"not\",\"args\":[".repeat(1_000), "]}".repeat(1_000)), "cql2-json"),
    ] {
        let path = format!("/api/collections/sites/items?filter-lang={language}&filter={}", encoded(&expression));
        if path.len() < 32_000 {
            assert_eq!(problem(&path, "vi").await["code"], "invalid_filter", "{}", &path[..100]);
        } else {
            assert_eq!(get(&path).await.status, 414, "{}", &path[..100]);
        }
    }
    let long = get(&format!("/api/collections/sites/items?filter={}", "x".repeat(60_000))).await;
    assert_eq!((long.status.as_u16(), long.json()["code"].as_str().unwrap()), (414, "uri_too_long"));
    // What no address can hold is refused all the same.
    for language in [FilterLanguage::Text, FilterLanguage::Json] {
        let megabyte = "x".repeat(1 << 20);
        let read = Expression::read(&megabyte, language, Crs::CRS84, Queryable::of_sites(), STARTER.vocabulary());
        assert!(read.unwrap_err().message.en.contains("65536"));
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn no_expression_whatever_panics_or_fails_inside() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let piece = prop::sample::select(vec![
        "sector",
        "area_ha",
        "technologies",
        "geometry",
        "updated_at",
        "verified_on",
        "name",
        "'crop'",
        "1",
        "-1.5",
        "TRUE",
        "NULL",
        "=",
        "<>",
        "<",
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        ",",
        "LIKE",
        "IN",
        "BETWEEN",
        "IS",
        "+",
        "-",
        "*",
        "/",
        "%",
        "^",
        "div",
        "CASEI(",
        "ACCENTI(",
        "S_INTERSECTS(",
        "T_AFTER(",
        "A_CONTAINS(",
        "DATE('2026-01-01')",
        "TIMESTAMP(",
        "INTERVAL(",
        "'..'",
        "BBOX(1,2,3,4)",
        "POINT(1 2)",
        "POLYGON((0 0,1 0,1 1,0 0))",
        "GEOMETRYCOLLECTION(",
        "EMPTY",
        "\"",
        "'",
        "\\'",
        "đ",
        "\u{0}",
    ]);
    let soup = prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.join(" "));
    let anything = prop_oneof![soup, "\\PC{0,40}", "[\\[\\]{}\":,a-z0-9 ]{0,40}"];
    let json = prop_oneof![Just(""), Just("&filter-lang=cql2-json")];
    let mut runner = proptest::test_runner::TestRunner::new(proptest::test_runner::Config { cases: 3_000, ..Default::default() });
    runner
        .run(&(anything, json, any::<bool>()), |(expression, language, is_of_regions)| {
            let collection = if is_of_regions { "regions" } else { "sites" };
            let path = format!("/api/collections/{collection}/items?limit=1&filter={}{language}", encoded(&expression));
            let answer = runtime.block_on(get(&path));
            prop_assert!(matches!(answer.status.as_u16(), 200 | 400), "{} {expression}: {}", answer.status, answer.text());
            Ok(())
        })
        .unwrap();
}
