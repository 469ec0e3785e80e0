//! What the tests of the read model and of the interface share: the starter inventory as a snapshot, and requests to it.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::sync::{Arc, LazyLock};

use agriatlas::domain::{Site, SiteId, SiteKind, Vocabulary};
use agriatlas::geography::Geography;
use agriatlas::http::{SharedState, build_router};
use agriatlas::ingest::{RowOutcome, plan_import, read_rows, starter_file, starter_vocabulary};
use agriatlas::snapshot::{Snapshot, SnapshotSource};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

pub static GEOGRAPHY: LazyLock<Geography> = LazyLock::new(|| Geography::shipped().unwrap());
pub static STARTER: LazyLock<Arc<Snapshot>> = LazyLock::new(|| Arc::new(snapshot_of(starter_sites())));

/// The sites of the starter inventory, numbered as a store would.
pub fn starter_sites() -> Vec<Site> {
    let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
    let (readings, unknown) = read_rows(starter_file().1, &vocabulary, &GEOGRAPHY).unwrap();
    assert!(unknown.is_empty());
    let mut numbers = std::collections::HashMap::<SiteKind, u32>::new();
    let sites = plan_import(readings, &[], &GEOGRAPHY).rows.into_iter().map(|row| match row.outcome {
        RowOutcome::Create(facts) => {
            let number = numbers.entry(facts.kind).or_default();
            *number += 1;
            let updated_at = format!("2026-01-{:02}T00:00:00Z", *number % 28 + 1).parse().unwrap();
            Site { id: SiteId::new(facts.kind, *number), facts: *facts, updated_at }
        }
        other => panic!("line {}: {other:?}: {:?}", row.row, row.findings),
    });
    sites.collect()
}

pub fn snapshot_of(sites: Vec<Site>) -> Snapshot {
    let vocabulary = Vocabulary::new(starter_vocabulary().unwrap());
    let source = SnapshotSource { revision: 7, inventory_id: "0123456789abcdef".into(), vocabulary, sites };
    Snapshot::build(source, GEOGRAPHY.clone())
}

/// The application over the starter inventory.
pub fn router() -> Router {
    let state = SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap());
    state.publish(Arc::clone(&STARTER));
    build_router(state)
}

/// An answer with its body.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn get(path: &str) -> Answer {
    get_with(path, &[]).await
}

pub async fn get_with(path: &str, headers: &[(&str, &str)]) -> Answer {
    send(router(), "GET", path, headers).await
}

pub async fn send(router: Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
}

/// The JSON of an answer that must be fine.
pub async fn json(path: &str) -> Value {
    let answer = get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.json()
}

/// The path and query of an absolute link, as the router takes it: without the public prefix.
pub fn local(href: &str) -> String {
    href.strip_prefix("https://atlas.example.vn/ban-do").unwrap_or_else(|| panic!("{href} is not public")).to_owned()
}

pub fn link<'a>(answer: &'a Value, rel: &str) -> Option<&'a str> {
    answer["links"].as_array()?.iter().find(|link| link["rel"] == rel)?["href"].as_str()
}

pub fn content_type(answer: &Answer) -> &str {
    answer.header(header::CONTENT_TYPE.as_str())
}
