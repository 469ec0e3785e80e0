//! Signing in: the same answer for every way to be wrong, locks that grow, limits by address, TLS.
use agriatlas::domain::SecurityEventKind;
use serde_json::json;

use crate::account_support::{ORIGIN, PASSWORD, Server};
use crate::support::{get, get_with};

#[tokio::test]
async fn without_accounts_the_server_is_public_and_says_how_the_first_is_made() {
    let server = Server::without_accounts("https://atlas.example.vn").await;
    let answer = server.try_sign_in("198.51.100.1", "lan", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (403, "no_accounts"));
    let page = server.send("GET", "/sign-in", &[], "").await;
    assert!(page.text().contains("agriatlas user add") && !page.text().contains("<form"), "{}", page.text());
    let page = server.send("GET", "/sign-in?lang=en", &[], "").await;
    assert!(page.text().contains("has no accounts"), "{}", page.text());
    assert_eq!(server.send("GET", "/api/collections/sites/items?limit=1", &[], "").await.status, 200);
    // A server without a store of accounts says the same.
    assert!(get("/sign-in").await.text().contains("agriatlas user add"));
    assert!(get("/api/session").await.json()["account"].is_null());
}

#[tokio::test]
async fn signing_in_gives_a_cookie_for_this_host_alone_and_says_who_one_is() {
    let server = Server::start().await;
    let answer = server.try_sign_in("198.51.100.1", "LAN", PASSWORD).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let cookie = answer.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Lax");
    let token = pair.strip_prefix("__Host-agriatlas=").unwrap();
    assert_eq!(token.len(), 43, "256 bits in base64");
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = answer.json();
    assert_eq!(body["account"]["username"], "lan");
    assert_eq!(body["account"]["grants"][0]["role"], "officer");
    assert_eq!(body["account"]["grants"][0]["region"], "2024-277");
    assert_eq!(body["account"]["grants"][0]["label"], "Officer · Huyện Chương Mỹ, Thành phố Hà Nội (2024-277)");
    assert_eq!(body["account"]["actions"], json!(["read_history", "draft", "read_drafts", "edit", "read_contacts"]));
    assert!(!answer.text().contains(token), "the token is in the cookie and nowhere else");
    let events = server.store.security_events(None, 1).await.unwrap();
    assert_eq!((events[0].kind, events[0].client.as_deref()), (SecurityEventKind::SignedIn, Some("198.51.100.1")));
}

#[tokio::test]
async fn every_way_to_be_wrong_has_the_same_answer() {
    let server = Server::start().await;
    server.access.disable(&"minh".parse().unwrap(), "test").await.unwrap();
    let mut answers = Vec::new();
    for (username, password) in [
        ("lan", "ruộng xanh mưa ngâ"),
        ("lan", ""),
        ("nobody", PASSWORD),
        ("minh", PASSWORD),
        ("", PASSWORD),
        ("tên không hợp lệ", PASSWORD),
        ("lan", &"x".repeat(5_000)),
    ] {
        let answer = server.try_sign_in("198.51.100.1", username, password).await;
        let mut problem = answer.json();
        problem["request_id"].take();
        answers.push((
            answer.status,
            problem,
            answer.header("www-authenticate").to_owned(),
            answer.headers.contains_key("set-cookie"),
        ));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    let (status, problem, authenticate, has_cookie) = &answers[0];
    assert_eq!((status.as_u16(), problem["code"].as_str().unwrap()), (401, "sign_in_failed"));
    assert_eq!((authenticate.as_str(), *has_cookie), ("Bearer realm=\"AgriAtlas\"", false));
}

#[tokio::test]
async fn an_account_is_locked_after_five_failures_and_so_is_a_name_of_nobody() {
    let server = Server::start().await;
    for (name, address) in [("lan", "198.51.100.1"), ("nobody", "198.51.100.2")] {
        for _ in 0..5 {
            assert_eq!(server.try_sign_in(address, name, "wrong").await.status, 401);
        }
        // The right password does not help now.
        let answer = server.try_sign_in(address, name, PASSWORD).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), problem["code"].as_str().unwrap()), (429, "account_locked"), "{name}");
        let seconds: u32 = answer.header("retry-after").parse().unwrap();
        assert!((50..=61).contains(&seconds), "{seconds}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("locked until 20") && detail.contains("(UTC+7)"), "{detail}");
    }
    let kinds: Vec<_> = server.store.security_events(None, 2_000).await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == SecurityEventKind::AccountLocked).count(), 1);
    assert_eq!(kinds.iter().filter(|kind| **kind == SecurityEventKind::SignInFailed).count(), 10);
    // Once the time is over the right password opens, and the count begins anew.
    server.execute("UPDATE account SET locked_until = '2026-01-01T00:00:00.000000Z' WHERE username = 'lan'").await;
    assert_eq!(server.try_sign_in("198.51.100.1", "lan", PASSWORD).await.status, 201);
    assert_eq!(server.text("SELECT CAST(failed_sign_ins AS TEXT) FROM account WHERE username = 'lan'").await, "0");
}

#[tokio::test]
async fn a_lock_grows_with_each_further_failure() {
    let server = Server::start().await;
    server.execute("UPDATE account SET failed_sign_ins = 8 WHERE username = 'lan'").await;
    assert_eq!(server.try_sign_in("198.51.100.1", "lan", "wrong").await.status, 401);
    let seconds: u32 = server.try_sign_in("198.51.100.1", "lan", PASSWORD).await.header("retry-after").parse().unwrap();
    assert!((880..=901).contains(&seconds), "a quarter of an hour: {seconds}");
    server.access.enable(&"lan".parse().unwrap(), "test").await.unwrap();
    assert_eq!(server.try_sign_in("198.51.100.1", "lan", PASSWORD).await.status, 201, "an administrator takes the lock off");
}

#[tokio::test]
async fn guesses_made_at_once_are_counted_each() {
    let server = Server::start().await;
    let attempts = (0..12).map(|number| {
        let (router, body) =
            (server.router.clone(), json!({"username": "lan", "password": format!("guess {number}")}).to_string());
        let request =
            axum::http::Request::builder().method("POST").uri("/api/session").header("content-type", "application/json");
        tokio::spawn(tower::ServiceExt::oneshot(router, request.body(axum::body::Body::from(body)).unwrap()))
    });
    let mut statuses = Vec::new();
    for attempt in attempts.collect::<Vec<_>>() {
        statuses.push(attempt.await.unwrap().unwrap().status().as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 7, "{statuses:?}");
}

#[tokio::test]
async fn guesses_from_one_address_are_stopped_and_others_go_on() {
    let server = Server::start().await;
    for number in 0..30 {
        let name = format!("somebody{number}");
        assert_eq!(server.try_sign_in("198.51.100.9", &name, "wrong").await.status, 401);
    }
    let answer = server.try_sign_in("198.51.100.9", "lan", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (429, "too_many_attempts"));
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 800);
    assert_eq!(server.try_sign_in("198.51.100.10", "lan", PASSWORD).await.status, 201);
}

#[tokio::test]
async fn without_tls_nobody_signs_in_but_on_this_machine() {
    for (public_url, is_possible) in [("http://atlas.example.vn", false), ("http://127.0.0.1:8080", true)] {
        let server = Server::without_accounts(public_url).await;
        server.add("lan", "Lan", Vec::new()).await;
        let answer = server.try_sign_in("198.51.100.1", "lan", PASSWORD).await;
        let page = server.send("GET", "/sign-in?lang=en", &[], "").await.text();
        if is_possible {
            assert_eq!(answer.status, 201);
            assert!(page.contains("<form"));
        } else {
            assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (403, "https_needed"));
            assert!(page.contains("needs HTTPS") && !page.contains("type=\"password\""), "{page}");
        }
    }
}

#[tokio::test]
async fn a_body_is_small_and_json_and_has_only_known_members() {
    let server = Server::start().await;
    let json = ("content-type", "application/json");
    for (headers, body, status, code) in [
        (&[json][..], "{".to_owned(), 400, "invalid_body"),
        (&[json], json!({"username": "lan"}).to_string(), 400, "invalid_body"),
        (&[json], json!({"username": "lan", "password": PASSWORD, "role": "administrator"}).to_string(), 400, "invalid_body"),
        (&[json], json!({"username": "lan", "password": "x".repeat(20_000)}).to_string(), 413, "body_too_large"),
        (
            &[("content-type", "text/plain")],
            json!({"username": "lan", "password": PASSWORD}).to_string(),
            415,
            "unsupported_media_type",
        ),
        (&[], String::new(), 415, "unsupported_media_type"),
    ] {
        let answer = server.send("POST", "/api/session", headers, body).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (status, code), "{headers:?}");
    }
    let body = json!({"username": "lan", "password": PASSWORD}).to_string();
    let answer = server.send("POST", "/api/session?next=/", &[json], body).await;
    assert_eq!(answer.json()["code"], "unknown_parameter");
}

#[tokio::test]
async fn no_page_of_others_signs_anybody_in() {
    let server = Server::start().await;
    let body = json!({"username": "lan", "password": PASSWORD}).to_string();
    for headers in [[("origin", "https://evil.example")], [("origin", "null")], [("sec-fetch-site", "cross-site")]] {
        let headers = [headers[0], ("content-type", "application/json")];
        let answer = server.send("POST", "/api/session", &headers, body.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (403, "csrf"));
        assert!(answer.text().contains(ORIGIN));
    }
}

#[tokio::test]
async fn what_everybody_may_read_does_not_depend_on_who_asks() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    for path in ["/api/collections/sites/items?limit=3&f=json", "/sites/m-00001", "/api/statistics?by=province&f=json"] {
        let public = get_with(path, &[("accept", "text/html,*/*;q=0.8")]).await;
        let private = lan.get(path).await;
        for header in ["etag", "cache-control", "vary", "content-type", "access-control-allow-origin"] {
            assert_eq!(public.header(header), private.header(header), "{path} {header}");
        }
        let without_time =
            |text: String| text.split("\"timeStamp\"").map(|part| part.get(24..).unwrap_or(part).to_owned()).collect::<Vec<_>>();
        assert_eq!(without_time(public.text()), without_time(private.text()), "{path}");
    }
}
