//! ETag and 304, compression, CORS, security headers, request ids.
use crate::support::{get, get_with, router, send};

const ITEMS: &str = "/api/collections/sites/items";

#[tokio::test]
async fn who_has_the_revision_gets_304() {
    let first = get(ITEMS).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"7-01234567-"), "{tag}");
    for sent in [tag.clone(), format!("\"other\", {tag}"), "*".to_owned()] {
        let answer = get_with(ITEMS, &[("if-none-match", &sent)]).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (304, 0), "{sent}");
        assert_eq!(answer.header("etag"), tag);
    }
    assert_eq!(get_with(ITEMS, &[("if-none-match", "W/\"6-01234567\"")]).await.status, 200);
    assert_eq!(
        get_with(&format!("{ITEMS}?lang=en"), &[("if-none-match", &tag)]).await.status,
        200,
        "another language, another tag"
    );
    assert_eq!(
        get_with(&format!("{ITEMS}?sector=fish"), &[("if-none-match", &tag)]).await.status,
        400,
        "a bad query is never “not modified”"
    );
}

#[tokio::test]
async fn bodies_are_compressed_as_asked() {
    let plain = get(ITEMS).await;
    for coding in ["br", "gzip", "zstd"] {
        let answer = get_with(ITEMS, &[("accept-encoding", coding)]).await;
        assert_eq!(answer.header("content-encoding"), coding);
        assert!(answer.body.len() * 4 < plain.body.len(), "{coding}: {} of {}", answer.body.len(), plain.body.len());
        let vary: Vec<_> = answer.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        for member in ["accept", "accept-language", "accept-encoding"] {
            assert!(vary.iter().any(|list| list.split(", ").any(|name| name == member)), "{vary:?}");
        }
    }
}

#[tokio::test]
async fn reading_is_open_to_every_origin_and_writing_to_none() {
    let answer = get_with(ITEMS, &[("origin", "https://other.example")]).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let preflight = [("origin", "https://other.example"), ("access-control-request-method", "GET")];
    let answer = send(router(), "OPTIONS", ITEMS, &preflight).await;
    assert_eq!(answer.status, 200);
    assert!(!answer.header("access-control-allow-methods").contains("POST"));
    assert_eq!(answer.header("x-request-id").len(), 32, "preflights are named and logged too");
    for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE"] {
        let answer = send(router(), method, "/api/collections/sites/facets", &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET, HEAD, OPTIONS"), "{method}");
        assert_eq!(answer.json()["code"], "method_not_allowed");
    }
    let answer = send(router(), "PUT", ITEMS, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET, HEAD, OPTIONS, POST"));
    assert_eq!(send(router(), "POST", ITEMS, &[]).await.status, 401, "who writes signs in");
}

#[tokio::test]
async fn every_answer_carries_security_headers_and_a_request_id() {
    let mut seen = std::collections::HashSet::new();
    for path in [ITEMS, "/healthz", "/nothing", "/sites/m-00001", "/api/collections/sites/items?limit=x", "/pages.css"] {
        let answer = get(path).await;
        assert!(answer.header("content-security-policy").contains("default-src 'self'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "the public address is https");
        assert!(seen.insert(answer.header("x-request-id").to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_made_up_method_is_no_label_of_its_own() {
    let app = router();
    for method in ["FOO", "BAR", "BAZ"] {
        send(app.clone(), method, ITEMS, &[]).await;
    }
    let metrics = send(app, "GET", "/metrics", &[]).await.text();
    assert!(metrics.contains("method=\"other\",status=\"405\"} 3") && !metrics.contains("FOO"), "{metrics}");
}

#[tokio::test]
async fn health_and_metrics_answer() {
    assert_eq!(get("/healthz").await.text(), "ok\n");
    assert_eq!(get("/readyz").await.text(), "ready, revision 7\n");
    let app = router();
    send(app.clone(), "GET", "/api/collections/sites/nearest?lon=105&lat=21", &[]).await;
    let metrics = send(app, "GET", "/metrics", &[]).await.text();
    for line in [
        "agriatlas_snapshot_sites 249",
        "agriatlas_snapshot_revision 7",
        "agriatlas_http_requests_total{route=\"/api/collections/{collection}/nearest\",method=\"GET\",status=\"200\"} 1",
        "agriatlas_query_duration_seconds_count{query=\"nearest\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} is not in:\n{metrics}");
    }
}

#[tokio::test]
async fn without_a_snapshot_the_server_says_so() {
    let state = agriatlas::http::SharedState::new("http://localhost".parse().unwrap());
    let app = agriatlas::http::build_router(state);
    for path in ["/readyz", ITEMS] {
        let answer = send(app.clone(), "GET", path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (503, "not_ready"), "{path}");
    }
    assert_eq!(send(app, "GET", "/healthz", &[]).await.status, 200);
}

/// Links begin with the public address: a copy kept under the old one must not be confirmed.
#[tokio::test]
async fn another_public_address_is_another_answer() {
    let state = agriatlas::http::SharedState::new("https://other.example.vn".parse().unwrap());
    state.publish(std::sync::Arc::clone(&crate::support::STARTER));
    let other = crate::support::send(agriatlas::http::build_router(state), "GET", "/api", &[]).await;
    assert_ne!(other.header("etag"), get("/api").await.header("etag"));
}

/// Who kept a copy of another inventory learns it.
#[tokio::test]
async fn a_revision_to_come_is_refused() {
    assert_eq!(get("/api/changes?since=7").await.status, 200);
    let beyond = get("/api/changes?since=8&lang=en").await;
    assert_eq!(beyond.status, 400);
    assert!(beyond.json()["detail"].as_str().unwrap().contains("beyond the revision of today (7)"));
}
