//! What the tests of accounts share: a server with accounts in SQLite, and browsers that keep a cookie.
use std::sync::Arc;

use agriatlas::access::{Access, NewAccount};
use agriatlas::domain::{Grant, Role};
use agriatlas::http::{PeerAddress, SharedState, build_router};
use agriatlas::identity_provider::IdentityProvider;
use agriatlas::store::{DatabaseUrl, Store};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::{Answer, STARTER};

pub const PASSWORD: &str = "ruộng xanh mưa ngâu";
pub const OTHER_PASSWORD: &str = "đê dài gió biển lặng";
pub const ORIGIN: &str = "https://atlas.example.vn";
const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// A server whose accounts lie in a file of their own.
pub struct Server {
    pub router: Router,
    pub store: Store,
    pub access: Access,
    /// The file, as an administrator opens it.
    pub raw: SqlitePool,
    _folder: TempDir,
}

impl Server {
    /// With the accounts `lan` (officer of Chương Mỹ) and `minh` (viewer).
    pub async fn start() -> Self {
        let server = Self::without_accounts("https://atlas.example.vn/ban-do").await;
        let chuong_my = Grant::new(Role::Officer, Some("2024-277".parse().unwrap())).unwrap();
        server.add("lan", "Nguyễn Thị <Lan>", vec![chuong_my]).await;
        server.add("minh", "Trần Minh", vec![Grant::new(Role::Viewer, None).unwrap()]).await;
        server
    }

    pub async fn without_accounts(public_url: &str) -> Self {
        Self::open(public_url, None).await
    }

    /// Without accounts, perhaps with an identity provider.
    pub async fn open(public_url: &str, provider: Option<IdentityProvider>) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("accounts.db");
        let store = Store::open(&DatabaseUrl::sqlite(&path)).await.unwrap();
        store.migrate().await.unwrap();
        let access = Access::new(store.clone());
        let mut state = SharedState::new(public_url.parse().unwrap()).with_access(access.clone());
        if let Some(provider) = provider {
            state = state.with_identity_provider(provider);
        }
        state.publish(Arc::clone(&STARTER));
        let raw = SqlitePool::connect_with(SqliteConnectOptions::new().filename(path)).await.unwrap();
        Self { router: build_router(state), store, access, raw, _folder: folder }
    }

    pub async fn add(&self, username: &str, display_name: &str, grants: Vec<Grant>) {
        self.make(username, display_name, Some(PASSWORD.to_owned()), grants).await;
    }

    pub async fn add_without_password(&self, username: &str, display_name: &str, grants: Vec<Grant>) {
        self.make(username, display_name, None, grants).await;
    }

    async fn make(&self, username: &str, display_name: &str, password: Option<String>, grants: Vec<Grant>) {
        let (username, display_name) = (username.parse().unwrap(), display_name.to_owned());
        let new = NewAccount { username, display_name, password, grants };
        self.access.make_account(new, "test").await.unwrap();
    }

    /// Whoever has signed in as that account.
    pub async fn signed_in(&self, username: &str) -> Browser<'_> {
        let mut browser = Browser { server: self, cookie: None, csrf: None, address: "198.51.100.1" };
        let answer = browser.sign_in(username, PASSWORD).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        browser
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser { server: self, cookie: None, csrf: None, address: "198.51.100.1" }
    }

    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        self.send_from("198.51.100.1", method, path, headers, body).await
    }

    pub async fn send_from(
        &self,
        address: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).extension(PeerAddress(address.parse().unwrap()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
    }

    /// Tries to sign in without a browser.
    pub async fn try_sign_in(&self, address: &str, username: &str, password: &str) -> Answer {
        let body = json!({"username": username, "password": password}).to_string();
        self.send_from(address, "POST", "/api/session?lang=en", &[JSON], body).await
    }

    /// Does what an administrator types.
    pub async fn execute(&self, statement: &'static str) -> u64 {
        sqlx::query(statement).execute(&self.raw).await.unwrap().rows_affected()
    }

    pub async fn text(&self, statement: &'static str) -> String {
        sqlx::query_scalar(statement).fetch_one(&self.raw).await.unwrap()
    }
}

/// A browser on a page of ours: it keeps the cookie and knows the CSRF token.
pub struct Browser<'a> {
    pub server: &'a Server,
    pub cookie: Option<String>,
    pub csrf: Option<String>,
    pub address: &'static str,
}

impl Browser<'_> {
    pub async fn sign_in(&mut self, username: &str, password: &str) -> Answer {
        let body = json!({"username": username, "password": password});
        let answer = self.send("POST", "/api/session?lang=en", Some(body)).await;
        if answer.status == 201 {
            self.csrf = answer.json()["csrf_token"].as_str().map(str::to_owned);
        }
        answer
    }

    /// A request of a script of ours.
    pub async fn send(&mut self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let csrf = self.csrf.clone();
        let mut headers = vec![("origin", ORIGIN), ("sec-fetch-site", "same-origin")];
        headers.extend(csrf.as_deref().map(|token| ("x-csrf-token", token)));
        headers.extend(body.is_some().then_some(JSON));
        self.send_with(method, path, &headers, body.map(|body| body.to_string()).unwrap_or_default()).await
    }

    /// A form of a page of ours, with the CSRF token as a field.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone().unwrap_or_default();
        let mut pairs = fields.to_vec();
        pairs.extend((!csrf.is_empty()).then_some(("csrf_token", csrf.as_str())));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let headers = [("origin", ORIGIN), ("accept", "text/html"), FORM];
        self.send_with("POST", path, &headers, body).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send_with("GET", path, &[("accept", "text/html,*/*;q=0.8")], String::new()).await
    }

    /// Exactly these headers and the cookie.
    pub async fn send_with(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Answer {
        let cookie = self.cookie.clone().map(|value| format!("theme=dark; {value}"));
        let mut headers = headers.to_vec();
        headers.extend(cookie.as_deref().map(|value| ("cookie", value)));
        let answer = self.server.send_from(self.address, method, path, &headers, body).await;
        if let Some(set) = answer.headers.get("set-cookie").map(|value| value.to_str().unwrap()) {
            let pair = set.split(';').next().unwrap();
            self.cookie = (!set.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        answer
    }

    /// The username the server sees.
    pub async fn who(&mut self) -> Option<String> {
        let answer = self.send("GET", "/api/session", None).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["account"]["username"].as_str().map(str::to_owned)
    }
}
