//! Measures the store on 100,000 sites (`AGRIATLAS_SPEED_SITES` for another number): `cargo bench --bench store`. PostgreSQL is
//! measured too where `AGRIATLAS_TEST_POSTGRES_URL` names one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::excessive_precision
)]
#![allow(clippy::indexing_slicing, dead_code, reason = "shares the fixture of the contract tests")]

#[path = "../tests/store_contract/fixture.rs"]
mod fixture;
#[path = "../tests/store_contract/sample.rs"]
mod sample;

use std::time::Instant;

use agriatlas::domain::{SiteFacts, SiteKind};
use agriatlas::store::SiteWrite;
use fixture::{Backend, Fixture};

async fn measure(fixture: Fixture) {
    let count: usize = std::env::var("AGRIATLAS_SPEED_SITES").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let store = &fixture.store;
    let cooperative = vec![SiteWrite::Create(sample::of_kind(SiteKind::Cooperative, "HTX"))];
    store.commit(&sample::edit(), 0, cooperative, Vec::new()).await.unwrap();
    let facts = SiteFacts { abstract_text: Some("Một mô hình. ".repeat(15)), ..sample::full(sample::id("c-00001")) };

    let writes = vec![SiteWrite::Create(facts.clone()); count];
    let started = Instant::now();
    let commit = store.commit(&sample::import(), 1, writes, Vec::new()).await.unwrap();
    println!("{}: create {count} sites in one commit: {:.2?}", store.kind(), started.elapsed());

    let started = Instant::now();
    assert_eq!(store.load().await.unwrap().sites.len(), count + 1);
    println!("{}: load them: {:.2?}", store.kind(), started.elapsed());

    let same = |facts: &SiteFacts| commit.created.iter().map(|id| SiteWrite::Update { id: *id, facts: facts.clone() }).collect();
    let started = Instant::now();
    assert_eq!(store.commit(&sample::import(), 2, same(&facts), Vec::new()).await.unwrap().unchanged, count);
    println!("{}: import them again unchanged: {:.2?}", store.kind(), started.elapsed());

    let changed = SiteFacts { area_ha: Some(1.5), ..facts };
    let started = Instant::now();
    assert_eq!(store.commit(&sample::import(), 2, same(&changed), Vec::new()).await.unwrap().updated.len(), count);
    println!("{}: change all: {:.2?}", store.kind(), started.elapsed());

    let started = Instant::now();
    for revision in 3..23 {
        let one = vec![SiteWrite::Create(sample::plain("Một"))];
        store.commit(&sample::edit(), revision, one, Vec::new()).await.unwrap();
    }
    println!("{}: one site in one commit: {:.2?}", store.kind(), started.elapsed() / 20);
}

fn main() {
    fixture::run(Backend::Sqlite, measure);
    fixture::run(Backend::Postgres, measure);
}
