//! An atlas over a store of its own, with a history whose days the test chooses.
use std::str::FromStr;
use std::sync::Arc;

use agriatlas::domain::{Batch, BatchOrigin, SiteFacts, SiteId, Status};
use agriatlas::http::{SharedState, build_router};
use agriatlas::ingest::starter_vocabulary;
use agriatlas::snapshot::{Snapshot, SnapshotSource};
use agriatlas::store::{Inventory, SiteWrite, Store};
use axum::Router;
use axum::http::StatusCode;
use serde_json::Value;
use sqlx::Executor;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use tempfile::TempDir;

use crate::support::{Answer, GEOGRAPHY, send, starter_sites};

/// The days on which the first commits of [`Recorded::busy_year`] were made, and the revision they made.
pub const DAYS: [(&str, i64); 4] = [("2026-03-01", 1), ("2026-03-10", 2), ("2026-04-02", 3), ("2026-05-20", 4)];

/// An atlas with a store.
pub struct Recorded {
    pub store: Store,
    pub state: SharedState,
    beside: SqlitePool,
    _folder: TempDir,
}

impl Recorded {
    /// Nothing recorded yet.
    pub async fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("agriatlas.db");
        let store = Store::open(&format!("sqlite://{}", file.display()).parse().unwrap()).await.unwrap();
        store.migrate().await.unwrap();
        let beside = SqlitePool::connect_with(SqliteConnectOptions::from_str("sqlite:").unwrap().filename(&file)).await.unwrap();
        for trigger in ["DROP TRIGGER batch_refuses_update", "DROP TRIGGER site_history_refuses_update"] {
            beside.execute(trigger).await.unwrap();
        }
        let state = SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap()).with_history(store.clone());
        let recorded = Self { store, state, beside, _folder: folder };
        recorded.publish().await;
        recorded
    }

    /// The starter inventory and some changes: on [`DAYS`] the seed, two updates (m-00001 moves to another sector, c-00001
    /// grows), a closing (m-00002) with a new model and a draft, a withdrawal (m-00003); today one more update (m-00004).
    pub async fn busy_year() -> Self {
        let recorded = Self::empty().await;
        let sites: Vec<_> = starter_sites().into_iter().map(|site| SiteWrite::Create(site.facts)).collect();
        recorded.store.commit(&batch(), 0, sites, starter_vocabulary().unwrap()).await.unwrap();
        let first = recorded.facts("m-00001").await;
        let sector = agriatlas::domain::Sector::ALL.iter().copied().find(|sector| *sector != first.sector).unwrap();
        let moved = SiteFacts { sector, area_ha: Some(12.5), name: "Mô hình đổi hướng".into(), ..first.clone() };
        let grown = SiteFacts { members: Some(4_321), ..recorded.facts("c-00001").await };
        recorded.write([("m-00001", moved), ("c-00001", grown)]).await;
        let draft = SiteFacts { status: Status::Draft, name: "Bản nháp không ai được biết".into(), ..first.clone() };
        let added = SiteFacts { name: "Mô hình mới toanh".into(), ..first };
        let third = vec![SiteWrite::Close { id: id("m-00002") }, SiteWrite::Create(added), SiteWrite::Create(draft)];
        recorded.store.commit(&batch(), 2, third, Vec::new()).await.unwrap();
        recorded.withdraw("m-00003").await;
        for (day, revision) in DAYS {
            recorded.date(revision, &format!("{day}T03:00:00.000000Z")).await;
        }
        let today = SiteFacts { abstract_text: Some("Viết hôm nay".into()), ..recorded.facts("m-00004").await };
        recorded.write([("m-00004", today)]).await;
        recorded
    }

    /// What is recorded of a site now.
    pub async fn facts(&self, site: &str) -> SiteFacts {
        let sites = self.store.load().await.unwrap().sites;
        sites.into_iter().find(|one| one.id == id(site)).unwrap().facts
    }

    /// Commits these facts and serves them.
    pub async fn write<const N: usize>(&self, sites: [(&str, SiteFacts); N]) {
        let writes = sites.into_iter().map(|(site, facts)| SiteWrite::Update { id: id(site), facts }).collect();
        self.store.commit(&batch(), self.store.revision().await.unwrap(), writes, Vec::new()).await.unwrap();
        self.publish().await;
    }

    /// Takes a site back from the public.
    pub async fn withdraw(&self, site: &str) {
        let facts = SiteFacts { status: Status::InReview, ..self.facts(site).await };
        self.write([(site, facts)]).await;
    }

    /// Serves what is stored now.
    pub async fn publish(&self) {
        self.state.publish(Arc::new(snapshot(self.store.load().await.unwrap())));
    }

    /// Lets a commit have been made at another time.
    pub async fn date(&self, revision: i64, time: &str) {
        for statement in [
            "UPDATE batch SET recorded_at = ?1 WHERE revision = ?2",
            "UPDATE site_history SET changed_at = ?1 WHERE revision = ?2",
        ] {
            sqlx::query(statement).bind(time).bind(revision).execute(&self.beside).await.unwrap();
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(build_router(self.state.clone()), "GET", path, &[]).await
    }

    /// The JSON of an answer that must be fine.
    pub async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }
}

/// The application over a state that is not the present one, without any history.
pub fn router_over(inventory: Inventory) -> Router {
    let state = SharedState::new("https://atlas.example.vn/ban-do".parse().unwrap());
    state.publish(Arc::new(snapshot(inventory)));
    build_router(state)
}

fn snapshot(inventory: Inventory) -> Snapshot {
    let source = SnapshotSource {
        revision: inventory.revision,
        inventory_id: inventory.inventory_id.simple().to_string(),
        vocabulary: inventory.vocabulary,
        sites: inventory.sites,
    };
    Snapshot::build(source, GEOGRAPHY.clone())
}

pub fn batch() -> Batch {
    Batch::new(BatchOrigin::Edit, "Nguyễn Văn Ẩn")
}

pub fn id(text: &str) -> SiteId {
    text.parse().unwrap()
}
