//! Tokens for programs: shown once, bounded in time and purpose, without power over the account.
use serde_json::{Value, json};

use crate::account_support::{ORIGIN, Server};

/// What the server says to a program with this token.
async fn session_of(server: &Server, token: &str) -> (u16, Value) {
    let answer = server.send("GET", "/api/session", &[("authorization", &format!("Bearer {token}"))], "").await;
    (answer.status.as_u16(), answer.json())
}

async fn made(server: &Server, username: &str, scope: &str) -> (String, String) {
    let mut browser = server.signed_in(username).await;
    let wish = json!({"name": "QGIS của phòng", "scope": scope, "days": 30});
    let answer = browser.send("POST", "/api/account/tokens", Some(wish)).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (201, "no-store"), "{}", answer.text());
    let body = answer.json();
    (body["token"].as_str().unwrap().to_owned(), body["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_signs_a_program_in_and_is_shown_once() {
    let server = Server::start().await;
    let (token, id) = made(&server, "lan", "read").await;
    assert!(token.starts_with("aat_") && token.len() == 47);
    let (status, body) = session_of(&server, &token).await;
    assert_eq!((status, body["account"]["username"].as_str(), body["scope"].as_str()), (200, Some("lan"), Some("read")));
    assert_eq!((body["csrf_token"].clone(), body["expires_at"].clone()), (Value::Null, Value::Null));
    assert_eq!(body["account"]["actions"], json!(["read_history", "read_drafts", "read_contacts"]), "less than the person");
    let mut lan = server.signed_in("lan").await;
    let list = lan.send("GET", "/api/account/tokens", None).await;
    assert!(!list.text().contains(&token));
    assert_eq!(list.json()["tokens"][0]["id"], id);
    assert!(list.json()["tokens"][0]["last_used_at"].is_string());
    assert!(!lan.get("/account").await.text().contains(&token));
    let kept = server.text("SELECT lower(hex(token_sha256)) || name || scope FROM api_token").await;
    assert!(!kept.contains(&token[4..]));
}

#[tokio::test]
async fn a_token_ends_by_time_by_revocation_and_with_the_account() {
    let server = Server::start().await;
    let (token, id) = made(&server, "lan", "edit").await;
    let (other, _) = made(&server, "lan", "edit").await;
    let mut minh = server.signed_in("minh").await;
    assert_eq!(minh.send("DELETE", &format!("/api/account/tokens/{id}"), None).await.status, 404, "not one's own");
    let mut lan = server.signed_in("lan").await;
    assert_eq!(lan.send("DELETE", &format!("/api/account/tokens/{id}"), None).await.status, 204);
    assert_eq!(lan.send("DELETE", &format!("/api/account/tokens/{id}"), None).await.status, 404);
    let (status, body) = session_of(&server, &token).await;
    assert_eq!((status, body["code"].as_str()), (401, Some("unauthenticated")));
    assert_eq!(session_of(&server, &other).await.0, 200);
    server.execute("UPDATE account SET disabled_at = created_at WHERE username = 'lan'").await;
    assert_eq!(session_of(&server, &other).await.0, 401);
    server.execute("UPDATE account SET disabled_at = NULL").await;
    server.execute("UPDATE api_token SET expires_at = '2026-01-01T00:00:00.000000Z'").await;
    assert_eq!(session_of(&server, &other).await.0, 401);
}

#[tokio::test]
async fn what_is_no_token_is_refused_and_not_taken_for_nobody() {
    let server = Server::start().await;
    for text in ["", "x", "aat_", &format!("aat_{}", "A".repeat(43)), &"a".repeat(43)] {
        let (status, body) = session_of(&server, text).await;
        // `Bearer` with nothing behind it is no credential at all.
        let expected = if text.is_empty() { 200 } else { 401 };
        assert_eq!(status, expected, "{text}: {body}");
    }
    let answer = server.send("GET", "/api/session", &[("authorization", "Bearer aat_x")], "").await;
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"AgriAtlas\"");
    // A proxy before us may use a scheme of its own.
    assert_eq!(server.send("GET", "/api/session", &[("authorization", "Basic bGFuOng=")], "").await.status, 200);
}

#[tokio::test]
async fn a_token_needs_no_csrf_and_ignores_cookies_but_has_no_power_over_the_account() {
    let server = Server::start().await;
    let (token, _) = made(&server, "lan", "edit").await;
    let bearer = format!("Bearer {token}");
    let mut minh = server.signed_in("minh").await;
    let answer = minh.send_with("GET", "/api/session", &[("authorization", &bearer)], String::new()).await;
    assert_eq!(answer.json()["account"]["username"], "lan", "the cookie of another account does not count");
    let (status, body) = {
        let answer = minh.send_with("GET", "/api/session", &[("authorization", "Bearer aat_wrong")], String::new()).await;
        (answer.status.as_u16(), answer.json())
    };
    assert_eq!((status, body["code"].as_str()), (401, Some("unauthenticated")), "a wrong token is not made good by a cookie");
    let json_type = ("content-type", "application/json");
    for (method, path) in [
        ("GET", "/api/account/sessions"),
        ("DELETE", "/api/account/sessions"),
        ("GET", "/api/account/tokens"),
        ("POST", "/api/account/tokens"),
        ("PUT", "/api/account/password"),
        ("DELETE", "/api/session"),
    ] {
        let body = match path {
            "/api/account/tokens" => json!({"name": "x", "scope": "edit"}),
            _ => json!({"current_password": "x", "new_password": "y"}),
        };
        let answer = server.send(method, path, &[("authorization", &bearer), json_type], body.to_string()).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (403, "forbidden"), "{method} {path}");
    }
    assert_eq!(server.send("GET", "/account", &[("authorization", &bearer)], "").await.status, 403);
}

#[tokio::test]
async fn a_wish_for_a_token_is_held_to_its_bounds() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    for (wish, code) in [
        (json!({"name": "", "scope": "read"}), "invalid_value"),
        (json!({"name": "x".repeat(121), "scope": "read"}), "invalid_value"),
        (json!({"name": "x", "scope": "admin"}), "invalid_body"),
        (json!({"name": "x", "scope": "read", "days": 0}), "invalid_value"),
        (json!({"name": "x", "scope": "read", "days": 367}), "invalid_value"),
        (json!({"name": "x", "scope": "read", "account": "minh"}), "invalid_body"),
    ] {
        let answer = lan.send("POST", "/api/account/tokens", Some(wish.clone())).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (400, code), "{wish}");
    }
    for number in 0..20 {
        let wish = json!({"name": format!("x{number}"), "scope": "read"});
        assert_eq!(lan.send("POST", "/api/account/tokens", Some(wish)).await.status, 201);
    }
    let answer = lan.send("POST", "/api/account/tokens", Some(json!({"name": "x", "scope": "read"}))).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (409, "conflict"));
}

#[tokio::test]
async fn nobody_has_neither_sessions_nor_tokens() {
    let server = Server::start().await;
    let headers = [("content-type", "application/json"), ("origin", ORIGIN)];
    for (method, path) in [
        ("GET", "/api/account/sessions"),
        ("DELETE", "/api/account/sessions"),
        ("DELETE", "/api/account/sessions/00000000-0000-4000-8000-000000000000"),
        ("GET", "/api/account/tokens"),
        ("POST", "/api/account/tokens"),
        ("DELETE", "/api/account/tokens/00000000-0000-4000-8000-000000000000"),
        ("PUT", "/api/account/password"),
    ] {
        let body = match method {
            "POST" => json!({"name": "x", "scope": "read"}),
            _ => json!({"current_password": "x", "new_password": "y"}),
        };
        let answer = server.send(method, path, &headers, body.to_string()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["code"].as_str().unwrap()),
            (401, "unauthenticated"),
            "{method} {path}"
        );
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"AgriAtlas\"");
        let vietnamese = server.send(method, &format!("{path}?lang=vi"), &headers, body.to_string()).await;
        assert!(vietnamese.json()["detail"].as_str().unwrap().starts_with("Cần đăng nhập"));
    }
}
