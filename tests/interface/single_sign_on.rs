//! Signing in at an identity provider: who is let in, and everybody and everything that is not.
use std::collections::HashMap;

use agriatlas::domain::SecurityEventKind;
use agriatlas::http::OIDC_CALLBACK;

use crate::account_support::{OTHER_PASSWORD, PASSWORD, Server};
use crate::fake_provider::{CALLBACK, CLIENT_ID, FakeProvider, Twist, provider_at};
use crate::single_sign_on_support::{PUBLIC, Person, assert_refused, identity, server_at};
use crate::support::{Answer, get};

#[tokio::test]
async fn somebody_signs_in_at_the_provider_and_has_an_ordinary_session() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut lan = Person::at(&server);
    let page = lan.get("/sign-in?next=/sites/m-00001").await.text();
    assert!(page.contains("href=\"/ban-do/account/oidc/start?next=%2Fsites%2Fm-00001\""), "{page}");
    assert!(page.contains("Sở &lt;NN&amp;MT&gt;") && page.contains("name=\"password\""));
    assert_eq!(provider.discoveries(), 0, "a provider is asked once somebody wants to sign in");

    let answer = lan.get("/account/oidc/start?next=/sites/m-00001&lang=en").await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (303, "no-store"));
    let (kept, attributes) = answer.header("set-cookie").split_once("; ").unwrap();
    assert!(kept.starts_with("__Host-agriatlas-oidc=") && !kept.contains("m-00001"));
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
    let (address, query) = answer.header("location").split_once('?').unwrap();
    assert_eq!(address, format!("{}/authorize", provider.issuer));
    let sent: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
        ("ui_locales", "en"),
    ] {
        assert_eq!(sent.get(name).map(String::as_str), Some(value), "{name}");
    }
    assert!(sent["state"].len() >= 22 && sent["nonce"].len() >= 22 && sent["code_challenge"].len() == 43);
    let again = Person::at(&server).set_out("/").await;
    assert!(["state", "nonce", "code_challenge"].iter().all(|name| again[*name] != sent[*name]), "each sign-in has its own");

    let answer = lan.come_back(&provider.admit(&sent, "f7a1|Lan")).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-do/sites/m-00001"), "{}", answer.text());
    let cookies: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert!(
        cookies
            .iter()
            .any(|set| set.starts_with("__Host-agriatlas=") && set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"))
    );
    assert!(cookies.contains(&"__Host-agriatlas-oidc=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"), "{cookies:?}");
    let session = lan.get("/api/session").await.json();
    assert_eq!(
        (&session["account"]["username"], &session["account"]["grants"][0]["region"]),
        (&"lan".into(), &"2024-277".into())
    );
    let sessions = lan.get("/api/account/sessions").await.json();
    assert_eq!((&sessions["sessions"][0]["method"], sessions["sessions"].as_array().unwrap().len()), (&"oidc".into(), 1));
    let page = lan.get("/account?lang=en").await.text();
    assert!(page.contains("single sign-on") && page.contains("f7a1|Lan") && page.contains("Change the password"), "{page}");
    let event = &server.store.security_events(None, 1).await.unwrap()[0];
    assert_eq!((event.kind, event.detail.as_deref()), (SecurityEventKind::SignedIn, Some(provider.issuer.as_str())));
    assert_eq!((event.actor.as_deref(), event.client.as_deref()), (Some("lan"), Some("198.51.100.1")));
    assert_eq!(lan.get("/account/oidc/start?next=/account").await.header("location"), "/ban-do/account", "signed in already");
    assert_eq!(provider.discoveries(), 1, "what a provider says of itself is kept");
}

#[tokio::test]
async fn the_session_is_a_new_one_and_the_one_before_ends() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut browser = server.signed_in("lan").await;
    let before = browser.cookie.clone().unwrap();
    let mut lan = Person::at(&server);
    let sent = lan.set_out("/").await;
    lan.cookies.insert("__Host-agriatlas".to_owned(), before.split_once('=').unwrap().1.to_owned());
    assert_eq!(lan.come_back(&provider.admit(&sent, "f7a1|hoa")).await.status, 303);
    assert_eq!((lan.who().await.as_deref(), browser.who().await), (Some("hoa"), None));
}

#[tokio::test]
async fn who_is_not_linked_or_disabled_is_told_so() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut stranger = Person::at(&server);
    // The token bears lan's e-mail and username; neither counts, nor does the case of the subject.
    let answer = stranger.sign_in(&provider, "f7a1|lan").await;
    assert_refused(&mut stranger, &answer, 403, "not linked to any account here").await;
    assert!(answer.text().contains("f7a1|lan"), "what the administrator needs");
    let event = &server.store.security_events(None, 1).await.unwrap()[0];
    assert_eq!((event.kind, event.account, event.actor.as_deref()), (SecurityEventKind::SignInFailed, None, None));
    assert_eq!(event.detail.as_deref(), Some(format!("{} · f7a1|lan", provider.issuer).as_str()));
    // Of another provider the same subject is somebody else.
    let elsewhere = FakeProvider::start().await;
    server.access.link(&"lan".parse().unwrap(), identity(&elsewhere, "f7a1|lan"), "test").await.unwrap();
    let answer = stranger.sign_in(&provider, "f7a1|lan").await;
    assert_refused(&mut stranger, &answer, 403, "not linked").await;

    server.access.disable(&"lan".parse().unwrap(), "test").await.unwrap();
    let answer = stranger.sign_in(&provider, "f7a1|Lan").await;
    assert_refused(&mut stranger, &answer, 403, "Your account here is disabled").await;
    server.access.enable(&"lan".parse().unwrap(), "test").await.unwrap();
    assert_eq!(stranger.sign_in(&provider, "f7a1|Lan").await.status, 303);
    // Unlinking ends the session, too.
    server.access.unlink(&"lan".parse().unwrap(), None, "test").await.unwrap();
    assert_eq!(stranger.who().await, None);
    let answer = stranger.sign_in(&provider, "f7a1|Lan").await;
    assert_refused(&mut stranger, &answer, 403, "not linked").await;
}

#[tokio::test]
async fn only_the_browser_that_began_ends_a_sign_in_once_and_in_time() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let stale = "Begin again";
    let mut lan = Person::at(&server);
    let sent = lan.set_out("/api/docs").await;
    let kept = lan.cookies["__Host-agriatlas-oidc"].clone();
    let query = provider.admit(&sent, "f7a1|Lan");

    let mut other = Person::at(&server);
    let answer = other.get_with(&format!("{OIDC_CALLBACK}?{query}&lang=en"), &[]).await;
    assert_refused(&mut other, &answer, 400, stale).await;
    for (wrong, why) in [
        (query.replace("state=", "state=x"), "another state"),
        (query.replace("state=", "status="), "no state"),
        (format!("{query}&state={}", sent["state"]), "two states"),
        (query.replace("%2Frealms%2Fatlas", "%2Frealms%2Fother"), "the answer of another provider"),
    ] {
        lan.cookies.insert("__Host-agriatlas-oidc".to_owned(), kept.clone());
        let answer = lan.come_back(&wrong).await;
        assert_refused(&mut lan, &answer, 400, stale).await;
        assert!(answer.text().contains("value=\"/api/docs\""), "{why}: the way stays known");
    }
    for broken in [format!("{kept}x"), kept[1..].to_owned(), kept.replace('.', ""), "x".to_owned()] {
        lan.cookies.insert("__Host-agriatlas-oidc".to_owned(), broken);
        let answer = lan.come_back(&format!("{query}&lang=en")).await;
        assert_refused(&mut lan, &answer, 400, stale).await;
    }
    // The state was spent with the answer of another provider; from now on there is nothing to be had with it.
    lan.cookies.insert("__Host-agriatlas-oidc".to_owned(), kept.clone());
    let answer = lan.come_back(&query).await;
    assert_refused(&mut lan, &answer, 400, stale).await;

    let sent = lan.set_out("/account").await;
    let kept = lan.cookies["__Host-agriatlas-oidc"].clone();
    let query = provider.admit(&sent, "f7a1|Lan");
    assert_eq!(lan.come_back(&query).await.status, 303);
    let mut thief = Person::at(&server);
    thief.cookies.insert("__Host-agriatlas-oidc".to_owned(), kept);
    let answer = thief.come_back(&query).await;
    assert_refused(&mut thief, &answer, 400, stale).await;
    let kinds = server.store.security_events(None, 100).await.unwrap();
    let failed = kinds.iter().filter(|event| event.detail.as_deref() == Some("oidc sign_in_stale")).count();
    assert_eq!(failed, 11, "each is in the log");
}

#[tokio::test]
async fn a_code_is_taken_once_even_by_a_server_that_forgot() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut lan = Person::at(&server);
    let sent = lan.set_out("/").await;
    let query = provider.admit(&sent, "f7a1|Lan");
    let kept = lan.cookies["__Host-agriatlas-oidc"].clone();
    assert_eq!(lan.come_back(&query).await.status, 303);
    // Another server with the same secret opens what the first one sealed; the provider knows that the code is used.
    let twin = server_at(&provider).await;
    let mut thief = Person::at(&twin);
    thief.cookies.insert("__Host-agriatlas-oidc".to_owned(), kept);
    let answer = thief.come_back(&query).await;
    assert_refused(&mut thief, &answer, 400, "Begin again").await;
}

#[tokio::test]
async fn a_token_that_is_not_exactly_right_opens_nothing() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    for twist in Twist::DISHONEST {
        let mut lan = Person::at(&server);
        provider.twist(twist);
        let answer = lan.sign_in(&provider, "f7a1|Lan").await;
        assert_eq!(answer.status, 401, "{twist:?}");
        assert_refused(&mut lan, &answer, 401, "could not be verified").await;
        assert!(!answer.text().contains("f7a1"), "{twist:?}: nothing of it is believed");
    }
    provider.twist(Twist::Honest);
    assert_eq!(Person::at(&server).sign_in(&provider, "f7a1|Lan").await.status, 303, "it is the twists that fail");
}

#[tokio::test]
async fn keys_that_a_provider_changes_are_found() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    assert_eq!(Person::at(&server).sign_in(&provider, "f7a1|Lan").await.status, 303);
    provider.change_key();
    assert_eq!(Person::at(&server).sign_in(&provider, "f7a1|Lan").await.status, 303);
    assert_eq!(provider.discoveries(), 2);
}

#[tokio::test]
async fn a_provider_may_want_the_secret_in_the_body() {
    let provider = FakeProvider::start().await;
    provider.take_secrets_by("client_secret_post");
    let server = server_at(&provider).await;
    assert_eq!(Person::at(&server).sign_in(&provider, "f7a1|Lan").await.status, 303);
}

#[tokio::test]
async fn a_provider_that_is_not_there_keeps_nobody_from_anything_else() {
    // A port on which nobody listens any more.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Server::open(PUBLIC, Some(provider_at(&format!("http://127.0.0.1:{port}"), None))).await;
    server.add("lan", "Nguyễn Thị Lan", Vec::new()).await;
    let mut lan = Person::at(&server);
    assert!(lan.get("/sign-in").await.text().contains("Đăng nhập bằng tài khoản cơ quan"));
    let answer = lan.get("/account/oidc/start?lang=en&next=/account").await;
    assert_refused(&mut lan, &answer, 503, "cannot be used at the moment").await;
    assert!(!answer.text().contains(&port.to_string()), "the cause is for the log");
    assert_eq!(server.try_sign_in("198.51.100.1", "lan", PASSWORD).await.status, 201);
    assert_eq!(lan.get("/api/collections/sites/items?limit=1").await.status, 200);

    // It goes away while people are there.
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut people = Vec::new();
    for _ in 0..40 {
        let mut person = Person::at(&server);
        let sent = person.set_out("/account").await;
        people.push((person, provider.admit(&sent, "f7a1|Lan")));
    }
    drop(provider);
    for (mut person, query) in people {
        let answer = person.come_back(&query).await;
        assert_eq!(answer.status, 503, "no fault of theirs, so their address is not stopped: {}", answer.text());
    }
}

#[tokio::test]
async fn who_cancels_at_the_provider_is_not_signed_in() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut lan = Person::at(&server);
    let sent = lan.set_out("/account").await;
    let answer = lan.come_back(&format!("error=access_denied&error_description=%3Cb%3E&state={}", sent["state"])).await;
    assert_refused(&mut lan, &answer, 403, "you cancelled (access_denied)").await;
    let sent = lan.set_out("/account").await;
    let answer = lan.come_back(&format!("error=%3Cscript%3E&state={}", sent["state"])).await;
    assert_refused(&mut lan, &answer, 403, "you cancelled (?)").await;
    assert!(!answer.text().contains("<script"));
}

#[tokio::test]
async fn nobody_is_led_elsewhere_or_sent_by_others() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    for next in ["https://evil.example", "//evil.example", "/%5Cevil.example", "javascript:alert(1)", "/%0d%0ax"] {
        let answer = Person::at(&server).get(&format!("/account/oidc/start?next={next}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{next}");
    }
    assert_eq!(Person::at(&server).get("/account/oidc/start?prompt=none").await.status, 400);
    let mut lan = Person::at(&server);
    let answer = lan.get_with("/account/oidc/start?next=/account", &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-do/sign-in?next=%2Faccount"));
    assert!(lan.cookies.is_empty());
}

#[tokio::test]
async fn without_a_provider_there_is_no_button_and_no_way() {
    let server = Server::start().await;
    let page = server.send("GET", "/sign-in", &[], "").await.text();
    assert!(!page.contains("oidc") && !page.contains("tài khoản cơ quan"));
    for path in ["/account/oidc/start", OIDC_CALLBACK] {
        assert_eq!(server.send("GET", path, &[], "").await.status, 404);
        assert_eq!(get(path).await.status, 404);
    }
}

#[tokio::test]
async fn without_tls_or_accounts_nobody_sets_out() {
    let provider = FakeProvider::start().await;
    let server = Server::open("http://atlas.example.vn", Some(provider.seen_by_a_server(None))).await;
    let answer = server.send("GET", "/account/oidc/start", &[], "").await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (403, "https_needed"));
    let server = Server::open(PUBLIC, Some(provider.seen_by_a_server(None))).await;
    let answer = server.send("GET", "/account/oidc/start", &[], "").await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str().unwrap()), (403, "no_accounts"));
    assert_eq!(provider.discoveries(), 0);
}

#[tokio::test]
async fn who_comes_back_with_nothing_again_and_again_is_stopped() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let mut guesser = Person { address: "198.51.100.9", ..Person::at(&server) };
    for _ in 0..30 {
        assert_eq!(guesser.come_back("state=a&code=b").await.status, 400);
    }
    let answer = guesser.come_back("state=a&code=b").await;
    assert_eq!(answer.status, 429);
    assert!(answer.headers.contains_key("retry-after"));
    assert_eq!(server.try_sign_in("198.51.100.9", "lan", PASSWORD).await.status, 429, "one count for all ways in");
    assert_eq!(Person::at(&server).sign_in(&provider, "f7a1|Lan").await.status, 303, "others go on");
}

#[tokio::test]
async fn an_account_without_a_password_has_none_to_guess() {
    let provider = FakeProvider::start().await;
    let server = server_at(&provider).await;
    let problem = |answer: Answer| {
        let mut problem = answer.json();
        problem["request_id"].take();
        (answer.status, problem)
    };
    let nobody = problem(server.try_sign_in("198.51.100.1", "nobody", PASSWORD).await);
    for password in ["", PASSWORD] {
        assert_eq!(problem(server.try_sign_in("198.51.100.1", "hoa", password).await), nobody);
    }
    let mut hoa = Person::at(&server);
    assert_eq!(hoa.sign_in(&provider, "f7a1|hoa").await.status, 303);
    let page = hoa.get("/account?lang=en").await.text();
    assert!(!page.contains("Change the password") && page.contains("f7a1|hoa"), "{page}");
    let csrf = hoa.get("/api/session").await.json()["csrf_token"].as_str().unwrap().to_owned();
    let cookie = format!("__Host-agriatlas={}", hoa.cookies["__Host-agriatlas"]);
    let headers = [
        ("cookie", cookie.as_str()),
        ("x-csrf-token", &csrf),
        ("origin", "https://atlas.example.vn"),
        ("content-type", "application/json"),
    ];
    let body = format!("{{\"current_password\": \"\", \"new_password\": \"{OTHER_PASSWORD}\"}}");
    let answer = server.send("PUT", "/api/account/password?lang=en", &headers, body).await;
    assert_eq!((answer.status.as_u16(), answer.json()["parameter"].as_str()), (400, Some("current_password")));
}
