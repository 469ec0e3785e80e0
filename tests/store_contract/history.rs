//! The append-only history: what it says, that it cannot be rewritten, and that it is complete.
use std::collections::BTreeMap;

use agriatlas::domain::{Operation, SiteKind, Status, VocabularyName};
use agriatlas::store::SiteWrite;

use super::fixture::{Backend, Fixture};
use super::sample::*;

pub async fn each_change_says_who_when_before_and_after(fixture: Fixture) {
    let store = &fixture.store;
    let started = jiff::Timestamp::now();
    let first = vec![SiteWrite::Create(of_kind(SiteKind::Cooperative, "HTX")), SiteWrite::Create(full(id("c-00001")))];
    store.commit(&import(), 0, first, Vec::new()).await.unwrap();
    let second = vec![SiteWrite::Update { id: id("m-00001"), facts: plain("Tên mới") }];
    store.commit(&edit(), 1, second, Vec::new()).await.unwrap();
    store.commit(&import(), 2, vec![SiteWrite::Close { id: id("m-00001") }], Vec::new()).await.unwrap();

    let history = store.history(id("m-00001")).await.unwrap();
    let closed = agriatlas::domain::SiteFacts { status: Status::Closed, ..plain("Tên mới") };
    let told: Vec<_> = history.iter().map(|change| (change.sequence, change.revision, change.batch, change.operation)).collect();
    assert_eq!(told, [(2, 1, 1, Operation::Create), (3, 2, 2, Operation::Update), (4, 3, 3, Operation::Close)]);
    let states: Vec<_> = history.iter().map(|change| (change.before.clone(), change.after.clone())).collect();
    let (created, updated) = (full(id("c-00001")), plain("Tên mới"));
    assert_eq!(states[0], (None, created.clone()));
    assert_eq!(states[1], (Some(created), updated.clone()));
    assert_eq!(states[2], (Some(updated), closed));
    let authors: Vec<_> = history.iter().map(|change| change.author.as_str()).collect();
    assert_eq!(authors, ["Trần Thị Bưởi", "Nguyễn Văn Ẩn", "Trần Thị Bưởi"]);
    assert!(history.iter().all(|change| change.site == id("m-00001")));

    // One clock reading per commit, to the microsecond, the same in site, history and batch.
    let batches = store.batches(10).await.unwrap();
    assert_eq!(batches.iter().map(|batch| batch.id).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(store.batches(2).await.unwrap(), batches[..2]);
    for (change, batch) in history.iter().zip(batches.iter().rev()) {
        assert_eq!(change.changed_at, batch.recorded_at);
        assert_eq!(change.changed_at.as_nanosecond() % 1_000, 0);
    }
    assert_eq!(store.load().await.unwrap().sites[0].updated_at, history[2].changed_at);
    assert!(history[0].changed_at >= started - jiff::SignedDuration::from_micros(1));
    assert!(history[2].changed_at <= jiff::Timestamp::now());
    assert!(store.history(id("e-00009")).await.unwrap().is_empty());
}

pub async fn history_and_batches_refuse_to_be_rewritten(fixture: Fixture) {
    fixture.store.commit(&edit(), 0, creates(2), Vec::new()).await.unwrap();
    let before = (fixture.store.history(id("m-00001")).await.unwrap(), fixture.store.batches(10).await.unwrap());
    let mut attempts = vec![
        "UPDATE site_history SET author = 'kẻ khác'",
        "DELETE FROM site_history",
        "DELETE FROM site_history WHERE sequence = 2",
        "UPDATE batch SET author = 'kẻ khác'",
        "DELETE FROM batch WHERE id = 1",
    ];
    match fixture.backend {
        Backend::Sqlite => attempts.extend([
            "INSERT OR REPLACE INTO site_history SELECT sequence, revision, batch_id, site_id, operation, 'kẻ khác', changed_at, facts_before, facts_after FROM site_history",
            "INSERT OR REPLACE INTO batch SELECT id + 7, revision, origin, 'kẻ khác', file_name, file_sha256, recorded_at, created, updated, closed, terms FROM batch",
            "UPDATE OR REPLACE batch SET author = 'kẻ khác'",
        ]),
        Backend::Postgres => attempts.extend([
            "TRUNCATE site_history",
            "TRUNCATE batch CASCADE",
            "TRUNCATE inventory",
            "INSERT INTO batch SELECT * FROM batch ON CONFLICT (id) DO UPDATE SET author = 'kẻ khác'",
        ]),
    }
    for attempt in attempts {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    let after = (fixture.store.history(id("m-00001")).await.unwrap(), fixture.store.batches(10).await.unwrap());
    assert_eq!(after, before);
}

pub async fn replaying_the_history_gives_the_inventory(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&import(), 0, creates(40), Vec::new()).await.unwrap();
    for revision in 1..20_i64 {
        let number =
            |step: i64| agriatlas::domain::SiteId::new(SiteKind::Model, u32::try_from((revision * step) % 40 + 1).unwrap());
        let mut changed = plain(&format!("Lần {revision}"));
        changed.area_ha = Some(f64::from(i32::try_from(revision).unwrap()) / 3.0);
        let writes = vec![
            SiteWrite::Update { id: number(7), facts: changed },
            SiteWrite::Create(plain("Thêm")),
            SiteWrite::Close { id: number(11) },
        ];
        store.commit(&edit(), revision, writes, Vec::new()).await.unwrap();
    }
    let mut replayed = BTreeMap::new();
    let mut revisions = 0;
    for change in store.changes_since(0, 0, 10_000).await.unwrap() {
        assert_eq!(replayed.get(&change.site).map(|(facts, _)| facts), change.before.as_ref());
        assert!(change.revision >= revisions);
        revisions = change.revision;
        replayed.insert(change.site, (change.after, change.changed_at));
    }
    let inventory = store.load().await.unwrap();
    let current: BTreeMap<_, _> = inventory.sites.into_iter().map(|site| (site.id, (site.facts, site.updated_at))).collect();
    assert_eq!((replayed, revisions), (current, inventory.revision));
}

pub async fn changes_since_a_revision_come_in_pages(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&import(), 0, creates(5), Vec::new()).await.unwrap();
    store.commit(&edit(), 1, creates(5), Vec::new()).await.unwrap();
    let terms = vec![term(VocabularyName::Technology, "drip", "Tưới nhỏ giọt", "Drip irrigation")];
    store.commit(&edit(), 2, Vec::new(), terms).await.unwrap();
    store.commit(&edit(), 3, creates(1), Vec::new()).await.unwrap();
    let mut seen = Vec::new();
    loop {
        let page = store.changes_since(1, seen.last().copied().unwrap_or(0), 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 2 && page.iter().all(|change| change.revision > 1));
        seen.extend(page.iter().map(|change| change.sequence));
    }
    assert_eq!(seen, (6..=11).collect::<Vec<_>>());
    assert!(store.changes_since(4, 0, 10).await.unwrap().is_empty());
}
