//! Sessions: new at every sign-in, ended by time, by their holder, with the account; rights as they are at the request.
use agriatlas::domain::{Grant, Role, SecurityEventKind};
use serde_json::json;

use crate::account_support::{OTHER_PASSWORD, PASSWORD, Server};

#[tokio::test]
async fn the_token_is_new_at_every_sign_in_and_the_old_one_is_worth_nothing() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let old = lan.cookie.clone();
    assert_eq!(lan.sign_in("lan", PASSWORD).await.status, 201);
    assert_ne!(lan.cookie, old);
    let mut thief = server.browser();
    thief.cookie = old;
    assert_eq!(thief.who().await, None);
    assert_eq!(lan.who().await.as_deref(), Some("lan"));
    // A token that somebody planted before the sign-in is not taken over.
    let mut planted = server.browser();
    planted.cookie = Some(format!("__Host-agriatlas={}", "A".repeat(43)));
    planted.sign_in("lan", PASSWORD).await;
    assert_ne!(planted.cookie.unwrap(), format!("__Host-agriatlas={}", "A".repeat(43)));
}

#[tokio::test]
async fn what_the_store_keeps_opens_nothing() {
    let server = Server::start().await;
    let lan = server.signed_in("lan").await;
    let token = lan.cookie.clone().unwrap().split_once('=').unwrap().1.to_owned();
    let kept = server.text("SELECT lower(hex(token_sha256)) FROM session").await;
    assert!(!kept.contains(&token) && kept.len() == 64);
    let mut thief = server.browser();
    for value in [kept.clone(), kept[..43].to_owned(), String::new(), "a b".to_owned(), "x".repeat(5_000)] {
        thief.cookie = Some(format!("__Host-agriatlas={value}"));
        assert_eq!(thief.who().await, None, "{value}");
    }
    // The name without its prefix is another cookie.
    thief.cookie = Some(format!("agriatlas={token}"));
    assert_eq!(thief.who().await, None);
}

#[tokio::test]
async fn a_session_ends_unused_after_half_an_hour_and_in_any_case_after_twelve() {
    let server = Server::start().await;
    let idle = "SELECT CAST(round((julianday(idle_expires_at) - julianday(created_at)) * 1440) AS INTEGER) || ' ' || \
                CAST(round((julianday(expires_at) - julianday(created_at)) * 1440) AS INTEGER) FROM session";
    for (statement, column) in [
        ("UPDATE session SET idle_expires_at = '2026-01-01T00:00:00.000000Z'", "idle"),
        ("UPDATE session SET expires_at = '2026-01-01T00:00:00.000000Z'", "absolute"),
    ] {
        let mut lan = server.signed_in("lan").await;
        assert_eq!(server.text(idle).await, "30 720", "minutes");
        assert_eq!(lan.who().await.as_deref(), Some("lan"));
        server.execute(statement).await;
        assert_eq!(lan.who().await, None, "{column}");
        assert_eq!(lan.get("/account").await.status, 303);
    }
    // Sessions that ended by themselves are forgotten at the next sign-in.
    server.signed_in("minh").await;
    assert_eq!(server.text("SELECT CAST(COUNT(*) AS TEXT) FROM session").await, "1");
}

#[tokio::test]
async fn using_a_session_prolongs_it_up_to_its_end_and_asking_who_one_is_does_not() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let earlier =
        "UPDATE session SET last_seen_at = '2026-01-01T00:00:00.000000Z', idle_expires_at = '2126-01-01T00:00:00.000000Z'";
    let ends = "SELECT idle_expires_at FROM session";
    server.execute(earlier).await;
    lan.who().await;
    assert_eq!(server.text(ends).await, "2126-01-01T00:00:00.000000Z", "asking leaves it as it is");
    lan.get("/account").await;
    assert!(server.text(ends).await.as_str() < "2126", "using moves it to half an hour from now");
    server.execute(earlier).await;
    server.execute("UPDATE session SET expires_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', 'now', '+5 minutes')").await;
    lan.get("/account").await;
    let within = "SELECT CAST(idle_expires_at = expires_at AS TEXT) FROM session";
    assert_eq!(server.text(within).await, "1", "never beyond the end");
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let kept = lan.cookie.clone();
    let answer = lan.send("DELETE", "/api/session", None).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").contains("__Host-agriatlas=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    assert_eq!(lan.cookie, None);
    lan.cookie = kept;
    assert_eq!(lan.who().await, None, "a copy of the cookie is worth nothing");
    assert_eq!(lan.send("DELETE", "/api/session", None).await.status, 204, "again does no harm");
    assert_eq!(server.store.security_events(None, 1).await.unwrap()[0].kind, SecurityEventKind::SignedOut);
}

#[tokio::test]
async fn people_see_their_sessions_and_end_one_or_all() {
    let server = Server::start().await;
    let (mut here, mut there, mut elsewhere) =
        (server.signed_in("lan").await, server.signed_in("lan").await, server.signed_in("lan").await);
    let list = here.send("GET", "/api/account/sessions", None).await;
    assert_eq!(list.header("cache-control"), "no-store");
    let sessions = list.json()["sessions"].as_array().unwrap().clone();
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions.iter().filter(|session| session["is_current"] == true).count(), 1);
    assert!(sessions.iter().all(|session| session["client"] == "198.51.100.1"));
    let other = there.send("GET", "/api/account/sessions", None).await.json()["sessions"].clone();
    let other = other.as_array().unwrap().iter().find(|session| session["is_current"] == true).unwrap()["id"].clone();
    let path = format!("/api/account/sessions/{}", other.as_str().unwrap());
    // Not for somebody else.
    let mut minh = server.signed_in("minh").await;
    assert_eq!(minh.send("DELETE", &path, None).await.status, 404);
    assert_eq!(there.who().await.as_deref(), Some("lan"));
    assert_eq!(here.send("DELETE", &path, None).await.status, 204);
    assert_eq!((there.who().await, here.who().await.as_deref()), (None, Some("lan")));
    assert_eq!(here.send("DELETE", "/api/account/sessions/17", None).await.status, 404);
    assert_eq!(here.send("DELETE", "/api/account/sessions", None).await.status, 204);
    assert_eq!((here.who().await, elsewhere.who().await), (None, None));
    assert_eq!(minh.who().await.as_deref(), Some("minh"));
}

#[tokio::test]
async fn a_disabled_account_and_a_changed_role_count_at_the_next_request() {
    let server = Server::start().await;
    let name = "lan".parse().unwrap();
    let mut lan = server.signed_in("lan").await;
    let grant = Grant::new(Role::Reviewer, Some("01".parse().unwrap())).unwrap();
    server.access.grant(&name, grant, "test").await.unwrap();
    let actions = |answer: &crate::support::Answer| answer.json()["account"]["actions"].to_string();
    assert!(actions(&lan.send("GET", "/api/session", None).await).contains("review"));
    server.access.revoke(&name, grant, "test").await.unwrap();
    assert!(!actions(&lan.send("GET", "/api/session", None).await).contains("review"));
    // Even where the row of the session is still there.
    server.execute("UPDATE account SET disabled_at = created_at WHERE username = 'lan'").await;
    assert_eq!(lan.who().await, None);
    server.access.enable(&name, "test").await.unwrap();
    assert_eq!(lan.who().await.as_deref(), Some("lan"));
    assert!(server.access.disable(&name, "test").await.unwrap());
    assert_eq!(server.text("SELECT CAST(COUNT(*) AS TEXT) FROM session").await, "0");
}

#[tokio::test]
async fn a_new_password_needs_the_present_one_and_ends_the_other_sessions() {
    let server = Server::start().await;
    let (mut lan, mut other) = (server.signed_in("lan").await, server.signed_in("lan").await);
    let change = |current: &str, new: &str| Some(json!({"current_password": current, "new_password": new}));
    for (current, new, named) in [
        ("wrong", OTHER_PASSWORD, "current_password"),
        (PASSWORD, PASSWORD, "new_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "password1234", "new_password"),
        (PASSWORD, "lan ruộng xanh mưa ngâu", "new_password"),
    ] {
        let answer = lan.send("PUT", "/api/account/password", change(current, new)).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), problem["parameter"].as_str().unwrap()), (400, named), "{problem}");
        assert!(!answer.text().contains(new), "a password is never repeated");
    }
    assert_eq!(lan.send("PUT", "/api/account/password", change(PASSWORD, OTHER_PASSWORD)).await.status, 204);
    assert_eq!((lan.who().await.as_deref(), other.who().await), (Some("lan"), None));
    assert_eq!(server.try_sign_in("198.51.100.1", "lan", PASSWORD).await.status, 401);
    assert_eq!(server.try_sign_in("198.51.100.1", "lan", OTHER_PASSWORD).await.status, 201);
}

#[tokio::test]
async fn guessing_the_present_password_locks_the_account_too() {
    let server = Server::start().await;
    let mut lan = server.signed_in("lan").await;
    let guess = json!({"current_password": "wrong", "new_password": OTHER_PASSWORD});
    for _ in 0..5 {
        assert_eq!(lan.send("PUT", "/api/account/password", Some(guess.clone())).await.status, 400);
    }
    assert_eq!(lan.send("PUT", "/api/account/password", Some(guess)).await.json()["code"], "account_locked");
}

#[tokio::test]
async fn one_account_has_twenty_sessions_at_most() {
    let server = Server::start().await;
    let mut first = server.signed_in("lan").await;
    for _ in 0..20 {
        server.signed_in("lan").await;
    }
    assert_eq!(first.who().await, None);
    assert_eq!(server.text("SELECT CAST(COUNT(*) AS TEXT) FROM session").await, "20");
}

#[tokio::test]
async fn accounts_leave_the_inventory_as_it_is() {
    let server = Server::start().await;
    server.signed_in("lan").await;
    assert_eq!(server.store.revision().await.unwrap(), 0);
    assert!(server.store.load().await.unwrap().sites.is_empty());
    assert!(server.store.changes_since(0, 0, 10).await.unwrap().is_empty());
}
