//! An office at work: the starter inventory in a SQLite file, people with roles in regions, and the application over it.
use std::collections::HashMap;
use std::sync::Arc;

use agriatlas::access::{Access, NewAccount, NewToken};
use agriatlas::app::{Seed, follow_store, open_inventory};
use agriatlas::domain::{Grant, Role, TokenScope};
use agriatlas::http::{SharedState, build_router};
use agriatlas::store::Store;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use serde_json::Value;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tower::ServiceExt;

use crate::support::{Answer, GEOGRAPHY};

/// Holds the URL of a PostgreSQL database with PostGIS (`tests/postgres.sh start` prints one).
const POSTGRES_URL: &str = "AGRIATLAS_TEST_POSTGRES_URL";

/// Who works there, as what and where.
const PEOPLE: &[(&str, Role, Option<&str>)] = &[
    ("xem", Role::Viewer, None),
    ("hoa", Role::ExtensionWorker, None),
    ("lan", Role::Officer, Some("2024-277")),
    ("nga", Role::Officer, Some("01")),
    ("minh", Role::Reviewer, Some("01")),
    ("tuan", Role::Reviewer, Some("2024-02")),
    ("quan", Role::Administrator, None),
];

pub struct Office {
    state: SharedState,
    pub store: Store,
    pub access: Access,
    pub router: Router,
    tokens: HashMap<&'static str, String>,
    follower: JoinHandle<()>,
    folder: Arc<TempDir>,
}

impl Drop for Office {
    fn drop(&mut self) {
        self.follower.abort();
    }
}

impl Office {
    pub async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}/office.db", folder.path().display());
        Self::open_at(&url, folder).await
    }

    /// What is worked out in an office whose database is a new schema, which goes afterwards; nothing, with a word, where no
    /// address of a PostgreSQL database is given.
    pub async fn on_postgres(work: impl AsyncFnOnce(Self)) {
        let Some(base) = std::env::var(POSTGRES_URL).ok().filter(|url| !url.is_empty()) else {
            println!("skipped: {POSTGRES_URL} is not set");
            return;
        };
        let schema = format!("interface_{}", uuid::Uuid::new_v4().simple());
        let mut connection = PgConnection::connect(&base).await.unwrap();
        connection.execute(AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).await.unwrap();
        let separator = if base.contains('?') { '&' } else { '?' };
        let url = format!("{base}{separator}options=-c%20search_path%3D{schema}%2Cpublic");
        let office = Self::open_at(&url, TempDir::new().unwrap()).await;
        let store = office.store.clone();
        work(office).await;
        store.close().await;
        connection.execute(AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE"))).await.unwrap();
    }

    async fn open_at(url: &str, folder: TempDir) -> Self {
        let url = url.parse().unwrap();
        let store = open_inventory(&url, &GEOGRAPHY, Seed::Starter).await.unwrap();
        let access = Access::new(store.clone());
        let mut tokens = HashMap::new();
        for (name, role, region) in PEOPLE {
            let username = name.parse().unwrap();
            let grants = vec![Grant::new(*role, region.map(|id| id.parse().unwrap())).unwrap()];
            let new = NewAccount { username, display_name: (*name).to_owned(), password: None, grants };
            access.make_account(new, "test").await.unwrap();
            let token = NewToken { name: "test".to_owned(), scope: TokenScope::Edit, days: 1 };
            let (secret, _) = access.make_token(&name.parse().unwrap(), token, "test").await.unwrap();
            tokens.insert(*name, secret.reveal().to_owned());
        }
        let state = SharedState::new("https://atlas.example.vn".parse().unwrap()).with_history(store.clone());
        let state = state.with_access(access.clone());
        let follower = tokio::spawn(follow_store(store.clone(), GEOGRAPHY.clone(), state.clone()));
        let office =
            Self { store, access, router: build_router(state.clone()), state, tokens, follower, folder: Arc::new(folder) };
        office.serves(0).await;
        office
    }

    /// Another server over the same database, with nothing in its memory.
    pub async fn restarted(&self) -> Self {
        let state = SharedState::new("https://atlas.example.vn".parse().unwrap()).with_history(self.store.clone());
        let state = state.with_access(self.access.clone());
        let follower = tokio::spawn(follow_store(self.store.clone(), GEOGRAPHY.clone(), state.clone()));
        let office = Self {
            store: self.store.clone(),
            access: self.access.clone(),
            router: build_router(state.clone()),
            state,
            tokens: self.tokens.clone(),
            follower,
            folder: Arc::clone(&self.folder),
        };
        office.serves(0).await;
        office
    }

    /// Waits until this revision is served.
    pub async fn serves(&self, revision: i64) {
        while self.state.snapshot().is_none_or(|snapshot| snapshot.revision() < revision) {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// The token of somebody's program.
    pub fn token(&self, who: &str) -> &str {
        self.tokens.get(who).unwrap()
    }

    /// A request of somebody, or of nobody (`""`).
    pub async fn send(&self, who: &str, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = self.tokens.get(who) {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(who, "GET", path, &[], Body::empty()).await
    }

    pub async fn post(&self, who: &str, path: &str, body: &Value) -> Answer {
        self.send(who, "POST", path, &[("content-type", "application/geo+json")], body.to_string()).await
    }

    pub async fn patch(&self, who: &str, path: &str, tag: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/merge-patch+json"), ("if-match", tag)];
        self.send(who, "PATCH", path, &headers, body.to_string()).await
    }

    /// A step of a proposal.
    pub async fn step(&self, who: &str, id: i64, tag: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/json"), ("if-match", tag)];
        self.send(who, "POST", &format!("/api/proposals/{id}/steps"), &headers, body.to_string()).await
    }

    /// The number of a proposal that an answer speaks of.
    pub fn proposal(answer: &Answer) -> i64 {
        answer.json()["proposal"]["id"].as_i64().unwrap_or_else(|| panic!("{}", answer.text()))
    }
}
