//! Several writers, readers and waiters at once.
use std::time::{Duration, Instant};

use agriatlas::domain::{SiteFacts, SiteKind};
use agriatlas::store::{SiteWrite, Store, StoreError};

use super::fixture::Fixture;
use super::sample::*;

/// Raises the members of the first site by one, however often somebody else was faster.
async fn join(store: &Store) {
    loop {
        let inventory = store.load().await.unwrap();
        let facts = &inventory.sites[0].facts;
        let joined = SiteFacts { members: facts.members.map(|members| members + 1), ..facts.clone() };
        let writes = vec![SiteWrite::Update { id: inventory.sites[0].id, facts: joined }, SiteWrite::Create(plain("Mới"))];
        match store.commit(&edit(), inventory.revision, writes, Vec::new()).await {
            Ok(_) => return,
            Err(StoreError::RevisionMoved { expected, found }) => assert!(found > expected),
            Err(error) => panic!("{error}"),
        }
    }
}

pub async fn eight_writers_lose_no_update(fixture: Fixture) {
    let start = SiteFacts { members: Some(0), ..of_kind(SiteKind::Model, "HTX") };
    fixture.store.commit(&edit(), 0, vec![SiteWrite::Create(start)], Vec::new()).await.unwrap();
    let writers = (0..8).map(|number| {
        let fixture = fixture.clone();
        tokio::spawn(async move {
            // Half of them are other programs.
            let store = if number % 2 == 0 { fixture.store.clone() } else { fixture.another().await };
            for _ in 0..5 {
                join(&store).await;
            }
            store
        })
    });
    let mut stores = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        stores.push(writer.await.unwrap());
    }
    let inventory = fixture.store.load().await.unwrap();
    assert_eq!((inventory.revision, inventory.sites[0].facts.members, inventory.sites.len()), (41, Some(40), 41));
    let changes = fixture.store.changes_since(0, 0, 1_000).await.unwrap();
    assert_eq!(changes.iter().map(|change| change.sequence).collect::<Vec<_>>(), (1..=81).collect::<Vec<_>>());
}

pub async fn a_load_sees_a_commit_whole_or_not_at_all(fixture: Fixture) {
    let writer = tokio::spawn({
        let store = fixture.another().await;
        async move {
            for revision in 0..30 {
                let terms = vec![term(agriatlas::domain::VocabularyName::Technology, &format!("t{revision}"), "Mới", "New")];
                store.commit(&edit(), revision, creates(20), terms).await.unwrap();
            }
        }
    });
    let mut seen = Vec::new();
    while seen.last() != Some(&30) {
        let inventory = fixture.store.load().await.unwrap();
        let revision = usize::try_from(inventory.revision).unwrap();
        assert_eq!((inventory.sites.len(), inventory.vocabulary.all().len()), (revision * 20, revision));
        seen.push(revision);
    }
    writer.await.unwrap();
    assert!(seen.is_sorted());
}

pub async fn waiting_ends_soon_after_a_commit_of_another_program(fixture: Fixture) {
    let other = fixture.another().await;
    for seen in 0..3 {
        let store = fixture.store.clone();
        let waiting = tokio::spawn(async move { store.wait_for_change(seen, Duration::from_secs(20)).await.unwrap() });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!waiting.is_finished());
        other.commit(&edit(), seen, creates(1), Vec::new()).await.unwrap();
        let committed = Instant::now();
        assert_eq!(waiting.await.unwrap(), seen + 1);
        assert!(committed.elapsed() < Duration::from_secs(1), "{:?}", committed.elapsed());
    }
    // What has changed already is not waited for.
    assert_eq!(fixture.store.wait_for_change(1, Duration::from_secs(20)).await.unwrap(), 3);
}

pub async fn waiting_ends_at_its_time(fixture: Fixture) {
    let started = Instant::now();
    assert_eq!(fixture.store.wait_for_change(0, Duration::from_millis(400)).await.unwrap(), 0);
    assert!((Duration::from_millis(400)..Duration::from_secs(3)).contains(&started.elapsed()), "{:?}", started.elapsed());
    assert_eq!(fixture.store.wait_for_change(0, Duration::ZERO).await.unwrap(), 0);
}

pub async fn many_may_wait_at_once(fixture: Fixture) {
    let waiting: Vec<_> = (0..20)
        .map(|_| {
            let store = fixture.store.clone();
            tokio::spawn(async move { store.wait_for_change(0, Duration::from_secs(20)).await.unwrap() })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let committed = Instant::now();
    fixture.another().await.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    for waiter in waiting {
        assert_eq!(waiter.await.unwrap(), 1);
    }
    assert!(committed.elapsed() < Duration::from_secs(3), "{:?}", committed.elapsed());
}
