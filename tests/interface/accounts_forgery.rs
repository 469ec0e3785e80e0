//! Changes that nobody meant: other sites, missing CSRF tokens, methods, credentials across origins.
use serde_json::json;

use crate::account_support::{ORIGIN, Server};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn a_change_with_the_cookie_alone_is_refused() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let csrf = lan.csrf.clone().unwrap();
    let token = ("x-csrf-token", csrf.as_str());
    for headers in [
        &[][..],
        &[("origin", ORIGIN)],
        &[("sec-fetch-site", "same-origin")],
        &[token],
        &[("origin", ORIGIN), ("x-csrf-token", "")],
        &[("origin", ORIGIN), ("x-csrf-token", "gSQuMYY8SQlIRqbByFw-l6DsaC-nSWtXb_xr5cWOEQU")],
        &[("origin", "https://evil.example"), token],
        &[("origin", "null"), token],
        &[("sec-fetch-site", "cross-site"), token],
        &[("sec-fetch-site", "same-site"), token],
        &[("origin", ORIGIN), ("sec-fetch-site", "cross-site"), token],
    ] {
        for (method, path) in [
            ("DELETE", "/api/session"),
            ("DELETE", "/api/account/sessions"),
            ("POST", "/api/account/tokens"),
            ("PUT", "/api/account/password"),
        ] {
            let headers = [headers, &[JSON]].concat();
            let answer = lan.send_with(method, path, &headers, "{}".to_owned()).await;
            assert_eq!(
                (answer.status.as_u16(), answer.json()["code"].as_str().unwrap()),
                (403, "csrf"),
                "{method} {path} {headers:?}"
            );
        }
    }
    assert_eq!(lan.who().await.as_deref(), Some("lan"));
    for origin in [("origin", ORIGIN), ("sec-fetch-site", "same-origin")] {
        let body = json!({"name": "QGIS", "scope": "read"}).to_string();
        assert_eq!(lan.send_with("POST", "/api/account/tokens", &[origin, token, JSON], body).await.status, 201);
    }
}

#[tokio::test]
async fn the_csrf_token_of_another_session_is_worth_nothing() {
    let server = Server::start().await;
    let (mut lan, minh) = (server.signed_in("lan").await, server.signed_in("minh").await);
    lan.csrf = minh.csrf.clone();
    assert_eq!(lan.send("DELETE", "/api/session", None).await.json()["code"], "csrf");
    assert_eq!(lan.submit("/sign-out", &[]).await.status, 403);
    assert_eq!(lan.who().await.as_deref(), Some("lan"));
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let csrf = lan.csrf.clone().unwrap();
    let form = ("content-type", "application/x-www-form-urlencoded");
    for path in ["/sign-out", "/sign-in", "/account/sessions", "/account/password", "/account/tokens", "/account/tokens/revoke"] {
        for headers in [[form, ("origin", "https://evil.example")], [form, ("sec-fetch-site", "cross-site")]] {
            let answer = lan.send_with("POST", path, &headers, format!("csrf_token={csrf}")).await;
            assert_eq!(answer.json()["code"], "csrf", "{path}");
        }
        let answer = lan.send_with("POST", path, &[form, ("origin", ORIGIN)], "username=lan&password=x".to_owned()).await;
        assert_eq!(answer.json()["code"], "csrf", "{path} without its token");
    }
    assert_eq!(lan.who().await.as_deref(), Some("lan"));
}

#[tokio::test]
async fn credentials_never_cross_origins() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let foreign = [("origin", "https://other.example")];
    for path in ["/api/session", "/api/account/sessions", "/account", "/api/collections/sites/items?limit=1"] {
        let answer = lan.send_with("GET", path, &foreign, String::new()).await;
        assert!(!answer.headers.contains_key("access-control-allow-credentials"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "a browser refuses this for requests with credentials");
    }
    for (method, path) in [("POST", "/api/session"), ("DELETE", "/api/session"), ("PUT", "/api/account/password")] {
        let preflight = [
            ("origin", "https://other.example"),
            ("access-control-request-method", method),
            ("access-control-request-headers", "authorization,content-type,x-csrf-token"),
        ];
        let answer = server.send("OPTIONS", path, &preflight, "").await;
        let methods = answer.header("access-control-allow-methods").to_owned();
        assert!(!methods.contains(method) && !methods.contains('*'), "{methods}");
        let headers = answer.header("access-control-allow-headers").to_ascii_lowercase();
        assert!(!headers.contains("authorization"), "the wildcard leaves Authorization out: {headers}");
    }
}

#[tokio::test]
async fn each_address_says_truly_which_methods_it_takes() {
    let server = Server::start().await;
    for (path, methods) in [
        ("/sign-in", "GET, HEAD, OPTIONS, POST"),
        ("/sign-out", "GET, HEAD, OPTIONS, POST"),
        ("/account", "GET, HEAD, OPTIONS"),
        ("/account/password", "OPTIONS, POST"),
        ("/account/sessions", "OPTIONS, POST"),
        ("/account/tokens", "OPTIONS, POST"),
        ("/account/tokens/revoke", "OPTIONS, POST"),
        ("/api/session", "GET, HEAD, OPTIONS, POST, DELETE"),
        ("/api/account/password", "OPTIONS, PUT"),
        ("/api/account/sessions", "GET, HEAD, OPTIONS, DELETE"),
        ("/api/account/sessions/x", "OPTIONS, DELETE"),
        ("/api/account/tokens", "GET, HEAD, OPTIONS, POST"),
        ("/api/account/tokens/x", "OPTIONS, DELETE"),
        ("/api/collections", "GET, HEAD, OPTIONS"),
        ("/nothing", "GET, HEAD, OPTIONS"),
    ] {
        for method in ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"] {
            let answer = server.send(method, path, &[], "").await;
            let is_listed = methods.split(", ").any(|listed| listed == method);
            assert_eq!(answer.status == 405, !is_listed, "{method} {path}: {}", answer.status);
            if !is_listed {
                assert_eq!(answer.header("allow"), methods, "{method} {path}");
                assert_eq!(answer.headers.get_all("allow").iter().count(), 1, "{method} {path}");
            }
        }
    }
}
