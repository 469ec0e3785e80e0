//! Bad input gets a sentence in the asked language that names the parameter, what was wrong and what is allowed.
use proptest::prelude::*;

use crate::support::{content_type, get, get_with};

const SITES: &str = "/api/collections/sites";

/// Path, status, code, and what the sentence must name.
const CASES: &[(&str, u16, &str, &[&str])] = &[
    ("/items?region=9x", 400, "invalid_value", &["region", "“9x”", "2024-"]),
    ("/items?region=99999", 400, "unknown_region", &["region", "“99999”"]),
    ("/items?region=chuong+my", 400, "invalid_value", &["region", "2024-277 (Huyện Chương Mỹ)"]),
    ("/items?region=01,,08", 400, "invalid_value", &["region"]),
    ("/items?sector=fish", 400, "invalid_value", &["sector", "“fish”", "crop, livestock, fisheries"]),
    ("/items?kind=farm", 400, "invalid_value", &["kind", "model, cooperative, enterprise"]),
    ("/items?technology=laser", 400, "invalid_value", &["technology", "“laser”", "greenhouse"]),
    ("/items?bbox=1,2,3", 400, "invalid_value", &["bbox", "“1,2,3”", "4"]),
    ("/items?bbox=1,2,3,x", 400, "invalid_value", &["bbox", "“x”", "-90", "90"]),
    ("/items?bbox=1,20,3,10", 400, "invalid_value", &["bbox", "20", "10"]),
    ("/items?bbox=1,2,nan,inf,3,4", 400, "invalid_value", &["bbox"]),
    ("/items?datetime=yesterday", 400, "invalid_value", &["datetime", "“yesterday”"]),
    ("/items?datetime=2026-02-01/2026-01-01", 400, "invalid_value", &["datetime"]),
    ("/items?limit=abc", 400, "invalid_value", &["limit", "“abc”", "1", "10000"]),
    ("/items?limit=0", 400, "invalid_value", &["limit", "“0”"]),
    ("/items?limit=10001", 400, "invalid_value", &["limit", "“10001”"]),
    ("/items?limit=1&limit=2", 400, "repeated_parameter", &["limit"]),
    ("/items?offset=-1", 400, "invalid_value", &["offset", "“-1”"]),
    ("/items?offset=99999999999999999999", 400, "invalid_value", &["offset"]),
    ("/items?sortby=colour", 400, "invalid_value", &["sortby", "“colour”", "-name"]),
    ("/items?properties=owner", 400, "invalid_value", &["properties", "“owner”", "sector"]),
    ("/items?cursor=abc", 400, "invalid_value", &["cursor", "next"]),
    ("/items?f=pdf", 400, "invalid_value", &["f", "“pdf”", "json, html"]),
    ("/items?lang=fr", 400, "invalid_value", &["lang", "“fr”", "vi, en"]),
    ("/items?q=%21%21", 400, "invalid_value", &["q"]),
    ("/items?colour=red", 400, "unknown_parameter", &["“colour”", "region, sector"]),
    ("/items?k=3", 400, "unknown_parameter", &["“k”", "limit"]),
    ("/items/x-1", 404, "not_found", &["“x-1”", "m-00042"]),
    ("/items/m-99999", 404, "not_found", &["m-99999"]),
    ("/nearest?lat=21", 400, "missing_parameter", &["lon"]),
    ("/nearest?lon=200&lat=21", 400, "invalid_value", &["lon", "“200”", "-180", "180"]),
    ("/nearest?lon=105&lat=91", 400, "invalid_value", &["lat", "“91”", "-90", "90"]),
    ("/nearest?lon=105&lat=21&k=0", 400, "invalid_value", &["k", "“0”", "500"]),
    ("/nearest?lon=105&lat=21&max_km=0", 400, "invalid_value", &["max_km", "5000"]),
    ("/nearest?lon=NaN&lat=21", 400, "invalid_value", &["lon", "“NaN”"]),
    ("/facets?by=colour", 400, "invalid_value", &["by", "“colour”", "former_district"]),
    ("/export.pdf", 404, "not_found", &["export.geojson"]),
    ("/export.gpx?properties=name", 400, "invalid_value", &["properties", "GPX"]),
];

#[tokio::test]
async fn each_mistake_is_named_in_both_languages() {
    for (path, status, code, named) in CASES {
        for lang in ["vi", "en"] {
            let path = format!("{SITES}{path}");
            // A test of `lang` itself asks by header, everything else by parameter.
            let answer = if path.contains("lang=") {
                get_with(&path, &[("accept-language", lang)]).await
            } else {
                get(&format!("{path}{}lang={lang}", if path.contains('?') { '&' } else { '?' })).await
            };
            let problem = answer.json();
            assert_eq!((answer.status.as_u16(), problem["code"].as_str().unwrap()), (*status, *code), "{path}: {problem}");
            assert_eq!(content_type(&answer), "application/problem+json");
            assert_eq!(answer.header("content-language"), lang);
            assert_eq!(problem["status"], *status);
            assert_eq!(problem["request_id"], answer.header("x-request-id"));
            let detail = problem["detail"].as_str().unwrap();
            for name in *named {
                assert!(detail.contains(name), "{path}: “{detail}” does not name {name}");
            }
            let is_vietnamese =
                ["Tham số", "Không có", "Thiếu", "không phải", "phải là", "dài", "có:"].iter().any(|word| detail.contains(word));
            assert_eq!(is_vietnamese, lang == "vi", "{detail}");
        }
    }
}

#[tokio::test]
async fn other_resources_refuse_too() {
    for (path, code) in [
        ("/api/collections/farms/items", "not_found"),
        ("/api/regions/9x", "not_found"),
        ("/api/regions/99999", "not_found"),
        ("/api/regions/01?colour=red", "unknown_parameter"),
        ("/api/suggest", "missing_parameter"),
        ("/api/suggest?q=a&types=farm", "invalid_value"),
        ("/api/suggest?q=a&limit=51", "invalid_value"),
        ("/api/vocabularies?f=xml", "invalid_value"),
        ("/sites/m-99999", "not_found"),
        ("/sites/%FF%FE", "not_found"),
        ("/nothing", "not_found"),
        ("/../Cargo.toml", "not_found"),
    ] {
        let answer = get(path).await;
        assert_eq!(answer.json()["code"], code, "{path}");
    }
}

#[tokio::test]
async fn an_address_beyond_the_limit_is_refused_with_a_sentence() {
    let answer = get(&format!("{SITES}/items?q={}", "a".repeat(40_000))).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (414, "uri_too_long"));
    assert!(answer.json()["detail"].as_str().unwrap().contains("32768"));
    let long = get(&format!("{SITES}/items?q={}", "a".repeat(300))).await;
    assert!(long.json()["detail"].as_str().unwrap().contains("300"), "{}", long.text());
}

#[tokio::test]
async fn a_value_is_repeated_in_part_only() {
    let answer = get(&format!("{SITES}/items?sector={}", "x".repeat(5_000))).await;
    assert!(answer.body.len() < 1_000);
}

#[tokio::test]
async fn a_problem_comes_in_the_format_asked_for() {
    let browser = [("accept", "text/html,*/*;q=0.8")];
    assert_eq!(content_type(&get_with(&format!("{SITES}/items?f=json&sector=fish"), &browser).await), "application/problem+json");
    assert_eq!(content_type(&get(&format!("{SITES}/items?f=html&sector=fish")).await), "text/html; charset=utf-8");
}

#[tokio::test]
async fn what_messengers_append_to_an_address_is_no_parameter() {
    for path in ["/sites/m-00001?fbclid=abc", "/api/collections/sites/items?limit=1&utm_source=zalo&zarsrc=1"] {
        assert_eq!(get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_client_that_takes_neither_json_nor_a_page_is_told_what_there_is() {
    let answer = get_with(&format!("{SITES}/items"), &[("accept", "application/xml")]).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (406, "not_acceptable"));
    assert!(answer.json()["detail"].as_str().unwrap().contains("application/geo+json"));
}

#[test]
fn no_query_whatever_panics_or_fails_inside() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let names = prop::sample::select(vec![
        "region",
        "sector",
        "q",
        "bbox",
        "datetime",
        "limit",
        "offset",
        "cursor",
        "sortby",
        "lon",
        "lat",
        "k",
        "max_km",
        "by",
        "f",
        "lang",
        "properties",
        "x",
    ]);
    let value = prop_oneof![
        "\\PC{0,40}",
        "[0-9,.;/:eE+-]{0,24}",
        prop::sample::select(vec![
            "01",
            "2024-277",
            "crop",
            "1e999",
            "-0",
            "..",
            "../..",
            "9999-12-31T23:59:59Z/..",
            "-9999-01-01",
            "105,20,106,21",
            "name,-name"
        ])
        .prop_map(str::to_owned),
    ];
    let pairs = prop::collection::vec((names, value), 0..6);
    let resource =
        prop::sample::select(vec!["items", "nearest", "facets", "export.geojson", "export.csv", "export.kml", "export.fgb"]);
    let mut runner = proptest::test_runner::TestRunner::new(proptest::test_runner::Config { cases: 600, ..Default::default() });
    runner
        .run(&(resource, pairs), |(resource, pairs)| {
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
            let answer = runtime.block_on(get(&format!("{SITES}/{resource}?{query}")));
            prop_assert!(matches!(answer.status.as_u16(), 200 | 400 | 414), "{} {query}: {}", answer.status, answer.text());
            Ok(())
        })
        .unwrap();
}
