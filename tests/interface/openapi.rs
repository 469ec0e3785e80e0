//! The OpenAPI document is true: every route, every parameter, every example; and it is the reviewed one in `docs/`.
use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{content_type, get, json};

async fn document() -> Value {
    json("/api/openapi.json?lang=en").await
}

/// The parameters of an operation, resolved.
fn parameters<'a>(document: &'a Value, operation: &'a Value) -> Vec<&'a Value> {
    let listed = operation["parameters"].as_array().unwrap();
    let resolve =
        |reference: &Value| reference["$ref"].as_str().and_then(|target| document.pointer(target.trim_start_matches('#')));
    listed.iter().map(|reference| resolve(reference).unwrap_or_else(|| panic!("{reference}"))).collect()
}

/// A value as it stands in an address.
fn written(value: &Value) -> String {
    percent_encoding::utf8_percent_encode(&plain(value), percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// The path below the landing page with its variables filled in from the examples.
fn filled(path: &str, parameters: &[&Value]) -> String {
    let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
    in_path.fold(format!("/api{path}"), |path, parameter| {
        path.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), &written(&parameter["example"]))
    })
}

/// Whether an operation is for those alone who are signed in.
fn needs_an_account(operation: &Value) -> bool {
    operation["security"].as_array().is_some_and(|ways| ways.iter().all(|way| way != &serde_json::json!({})))
}

#[tokio::test]
async fn every_operation_takes_exactly_the_parameters_it_names() {
    let document = document().await;
    for (path, item) in document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object()) {
        let parameters = parameters(&document, &item["get"]);
        let answer = get(&format!("{}?zzz=1", filled(path, &parameters))).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        let problem = answer.json();
        let allowed: BTreeSet<&str> = problem["allowed"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let in_query = parameters.iter().filter(|parameter| parameter["in"] == "query");
        let named: BTreeSet<&str> = in_query.map(|parameter| parameter["name"].as_str().unwrap()).collect();
        assert_eq!(named, allowed, "{path}: the document names the left ones, the server takes the right ones");
    }
}

#[tokio::test]
async fn every_example_works_and_comes_as_a_type_that_is_named() {
    let document = document().await;
    let reading = document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object());
    for (path, item) in reading.filter(|(_, item)| !needs_an_account(&item["get"])) {
        let parameters = parameters(&document, &item["get"]);
        let path = filled(path, &parameters);
        let required: Vec<String> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true)
            .map(|parameter| format!("{}={}", parameter["name"].as_str().unwrap(), written(&parameter["example"])))
            .collect();
        let mut addresses = vec![format!("{path}?{}", required.join("&"))];
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query" && !parameter["example"].is_null()) {
            let own = format!("{}={}", parameter["name"].as_str().unwrap(), written(&parameter["example"]));
            let pairs: Vec<&String> = required.iter().filter(|pair| **pair != own).chain([&own]).collect();
            addresses.push(format!("{path}?{}", pairs.into_iter().cloned().collect::<Vec<_>>().join("&")));
        }
        for address in addresses {
            let answer = get(&address).await;
            // An encoding or a system of a filter stands beside a filter only.
            let is_alone = ["bbox-crs=", "filter-lang=", "filter-crs="].iter().any(|name| address.contains(name));
            if is_alone && answer.status == StatusCode::BAD_REQUEST {
                continue;
            }
            // No unit of the zoom level's own kind lies within the parent.
            if answer.status == StatusCode::NO_CONTENT && item["get"]["responses"]["204"].is_object() {
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{address}: {}", String::from_utf8_lossy(&answer.body));
            let contents = item["get"]["responses"]["200"]["content"].as_object().unwrap();
            assert!(contents.contains_key(content_type(&answer)), "{address} is {}", content_type(&answer));
        }
    }
}

#[tokio::test]
async fn the_document_is_the_reviewed_one() {
    let mut served = document().await;
    served["servers"] = serde_json::json!([{"url": "/api"}]);
    let text = serde_json::to_string_pretty(&served).unwrap() + "\n";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/openapi.json");
    if std::env::var_os("AGRIATLAS_UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == text,
        "the interface differs from docs/openapi.json: run this test with AGRIATLAS_UPDATE_OPENAPI=1, read the difference, \
         then `npm run types` in web/"
    );
}

#[tokio::test]
async fn the_document_reads_in_both_languages() {
    let vietnamese = json("/api/openapi.json").await;
    assert_eq!(vietnamese["openapi"], "3.0.3");
    assert_eq!(vietnamese["paths"]["/suggest"]["get"]["summary"], "Gợi ý khi gõ");
    assert_eq!(document().await["paths"]["/suggest"]["get"]["summary"], "Suggestions while typing");
    assert_eq!(content_type(&get("/api/openapi.json").await), "application/vnd.oai.openapi+json;version=3.0");
}
