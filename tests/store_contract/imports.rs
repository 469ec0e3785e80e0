//! Imports: the file kept once, what people say of it, and its commits, acceptances and undo, each whole or not at all.
use std::collections::BTreeMap;

use agriatlas::domain::*;
use agriatlas::store::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::fixture::Fixture;
use super::sample::*;

/// A file on the disk, as an upload leaves it, and the import that it would begin.
pub fn upload(folder: &TempDir, name: &str, bytes: &[u8]) -> NewImport {
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    NewImport {
        author: "lan".to_owned(),
        file_name: name.to_owned(),
        file_sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        file,
        office: Some("01".parse().unwrap()),
        settings: json!({}),
    }
}

pub async fn begun(store: &Store) -> Import {
    let folder = TempDir::new().unwrap();
    store.begin_import(upload(&folder, "mô hình.csv", b"ten,dien tich\nA,1\n")).await.unwrap()
}

pub fn seen(import: &Import, actor: &str) -> ImportVersion {
    ImportVersion { id: import.id, version: import.version, actor: actor.to_owned(), comment: Some("đã xem".to_owned()) }
}

pub fn commit_of(import: &Import, content: ImportContent) -> ImportCommit {
    let reach = match &content {
        ImportContent::Sites(_) => ImportReach::Published,
        ImportContent::Proposals { state: ProposalState::Draft, .. } => ImportReach::Draft,
        ImportContent::Proposals { .. } => ImportReach::InReview,
    };
    let remember = Some(("01".to_owned(), json!({"dt": "area_ha", "n": 1.5})));
    ImportCommit { seen: seen(import, "lan"), reach, report: json!({"rows": 2, "share": 0.25}), remember, content }
}

pub fn undo() -> Batch {
    Batch { reason: Some("tệp nhầm".to_owned()), ..Batch::new(BatchOrigin::Undo, "lan") }
}

fn changed(id: &str, facts: SiteFacts) -> SiteWrite {
    SiteWrite::Update { id: id.parse().unwrap(), facts }
}

/// What takes back everything that nobody edited since.
pub fn taking_back(changes: &[ImportedChange]) -> Vec<SiteWrite> {
    let standing = changes.iter().filter(|change| !change.edited_since && !change.undone);
    let facts = |change: &ImportedChange| match &change.before {
        Some(before) => before.clone(),
        None => SiteFacts { status: Status::Withdrawn, ..change.now.clone() },
    };
    standing.map(|change| SiteWrite::Update { id: change.site, facts: facts(change) }).collect()
}

pub async fn facts_of(store: &Store) -> BTreeMap<SiteId, SiteFacts> {
    let sites = store.load().await.unwrap().sites.into_iter();
    sites.filter(|site| site.facts.status != Status::Withdrawn).map(|site| (site.id, site.facts)).collect()
}

pub async fn a_file_is_kept_once_and_comes_back_byte_for_byte(fixture: Fixture) {
    let (store, folder) = (&fixture.store, TempDir::new().unwrap());
    let bytes: Vec<u8> = (0..2_500_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let first = store.begin_import(upload(&folder, "ds.xlsx", &bytes)).await.unwrap();
    let again = store.begin_import(upload(&folder, "ds (1).xlsx", &bytes)).await.unwrap();
    let other = store.begin_import(upload(&folder, "khác.csv", b"a,b\n")).await.unwrap();
    assert_eq!((first.id, again.id, other.id, first.version), (1, 2, 3, 1));
    assert_eq!((first.file_bytes, other.file_bytes, &again.file_sha256), (2_500_000, 4, &first.file_sha256));
    assert_eq!(
        (fixture.count("SELECT COUNT(*) FROM import_file").await, fixture.count("SELECT COUNT(*) FROM import_file_piece").await),
        (2, 4)
    );
    let to = folder.path().join("out");
    assert!(store.write_import_file(&first.file_sha256, &to).await.unwrap());
    assert!(std::fs::read(&to).unwrap() == bytes);
    assert!(!store.write_import_file(&"0".repeat(64), &to).await.unwrap());

    assert_eq!(store.import(2).await.unwrap(), Some(again.clone()));
    assert_eq!(store.imports(10, None).await.unwrap(), [other, again.clone(), first.clone()]);
    assert_eq!(store.imports(1, Some(2)).await.unwrap(), std::slice::from_ref(&first));
    assert_eq!((store.import(9).await.unwrap(), store.revision().await.unwrap()), (None, 0));
    let steps = store.import_steps(1).await.unwrap();
    assert_eq!((steps.len(), steps[0].version, steps[0].state, steps[0].actor.as_str()), (1, 1, ImportState::Open, "lan"));

    // What is not the file of its hash, or not there, begins nothing.
    let wrong = NewImport { file_sha256: "ab".repeat(32), ..upload(&folder, "sai.csv", b"x") };
    assert!(matches!(store.begin_import(wrong).await, Err(StoreError::Inadmissible { field: "file_sha256", .. })));
    let absent = NewImport { file: folder.path().join("không có"), ..upload(&folder, "mất.csv", b"y") };
    assert!(matches!(store.begin_import(absent).await, Err(StoreError::ImportFile { .. })));
    let nul = NewImport { settings: json!({"cells": [{"text": "\0"}]}), ..upload(&folder, "nul.csv", b"z") };
    assert!(matches!(store.begin_import(nul).await, Err(StoreError::Inadmissible { field: "settings", .. })));
    assert_eq!((store.imports(10, None).await.unwrap().len(), fixture.count("SELECT COUNT(*) FROM import_file").await), (3, 2));
}

pub async fn an_import_is_changed_by_who_saw_its_last_version(fixture: Fixture) {
    let store = &fixture.store;
    let first = begun(store).await;
    let settings = json!({"cells": [{"sheet": "Trồng", "row": 7, "column": 3, "text": "1,5 \"ha\""}], "crs": null, "n": 0.1});
    let told = store.change_import(seen(&first, "minh"), ImportChange::Settings(settings.clone())).await.unwrap();
    assert_eq!((told.version, &told.settings, told.actor.as_str(), told.author.as_str()), (2, &settings, "minh", "lan"));
    let late = store.change_import(seen(&first, "hoa"), ImportChange::Discard).await;
    assert!(matches!(late, Err(StoreError::ImportMoved { id: 1, expected: 1, found: 2 })), "{late:?}");
    let shared = store.change_import(seen(&told, "lan"), ImportChange::Share(vec!["minh".to_owned()])).await.unwrap();
    assert_eq!((shared.version, shared.shared_with.as_slice()), (3, ["minh".to_owned()].as_slice()));
    assert_eq!(store.import(1).await.unwrap(), Some(shared.clone()));
    let nowhere = store.change_import(ImportVersion { id: 8, ..seen(&told, "lan") }, ImportChange::Discard).await;
    assert!(matches!(nowhere, Err(StoreError::UnknownImport { id: 8 })), "{nowhere:?}");

    let gone = store.change_import(seen(&shared, "lan"), ImportChange::Discard).await.unwrap();
    assert_eq!(gone.state, ImportState::Discarded);
    for change in [ImportChange::Discard, ImportChange::Share(Vec::new()), ImportChange::Settings(json!({}))] {
        let refusal = store.change_import(seen(&gone, "lan"), change).await;
        assert!(matches!(refusal, Err(StoreError::ImportDecided { state: ImportState::Discarded, .. })), "{refusal:?}");
    }
    let steps = store.import_steps(1).await.unwrap();
    let told: Vec<_> = steps.iter().map(|step| (step.version, step.state.code(), step.actor.as_str())).collect();
    assert_eq!(told, [(1, "open", "lan"), (2, "open", "minh"), (3, "open", "lan"), (4, "discarded", "lan")]);
    assert_eq!(steps[3].comment.as_deref(), Some("đã xem"));
}

pub async fn a_file_goes_with_the_last_import_that_needs_it(fixture: Fixture) {
    let (store, folder) = (&fixture.store, TempDir::new().unwrap());
    let (first, second) = (begun(store).await, begun(store).await);
    let (hash, to) = (first.file_sha256.clone(), folder.path().join("out"));
    store.change_import(seen(&first, "lan"), ImportChange::Discard).await.unwrap();
    assert!(store.write_import_file(&hash, &to).await.unwrap(), "the other import has the file");
    store.change_import(seen(&second, "lan"), ImportChange::Discard).await.unwrap();
    assert!(!store.write_import_file(&hash, &to).await.unwrap());
    assert_eq!(store.import(1).await.unwrap().unwrap().file_sha256, hash);
    // It may come again, and be forgotten while it is needed.
    let third = begun(store).await;
    assert!(store.write_import_file(&hash, &to).await.unwrap());
    assert!(store.forget_import_file(&hash, "quan", "đơn số 7").await.unwrap());
    assert!(!store.write_import_file(&hash, &to).await.unwrap());
    assert!(!store.forget_import_file(&hash, "quan", "đơn số 7").await.unwrap());
    let steps = store.import_steps(third.id).await.unwrap();
    assert_eq!((steps.len(), steps[1].actor.as_str(), steps[1].comment.as_deref()), (2, "quan", Some("đơn số 7")));
    assert_eq!(store.import_steps(1).await.unwrap().len(), 2, "what was given up takes no step");
}

pub async fn sites_are_committed_and_taken_back_exactly(fixture: Fixture) {
    let store = &fixture.store;
    let writes = vec![
        SiteWrite::Create(of_kind(SiteKind::Cooperative, "HTX")),
        SiteWrite::Create(full(id("c-00001"))),
        SiteWrite::Create(plain("Điểm 2")),
        SiteWrite::Create(plain("Điểm 3")),
    ];
    store.commit(&edit(), 0, writes, Vec::new()).await.unwrap();
    let before = facts_of(store).await;
    let open = begun(store).await;
    let content = ImportContent::Sites(vec![
        SiteWrite::Create(plain("Mới 1")),
        changed("m-00001", SiteFacts { area_ha: Some(7.5), ..full(id("c-00001")) }),
        changed("m-00002", SiteFacts { members: Some(3), ..plain("Điểm 2") }),
        changed("m-00003", plain("Điểm 3")),
        SiteWrite::Create(full(id("c-00001"))),
    ]);
    // Nothing of it where the inventory or the import moved.
    let late = store.commit_import(&import(), 0, commit_of(&open, content.clone())).await;
    assert!(matches!(late, Err(StoreError::RevisionMoved { .. })), "{late:?}");
    let old = ImportCommit { seen: ImportVersion { version: 7, ..seen(&open, "lan") }, ..commit_of(&open, content.clone()) };
    let moved = store.commit_import(&import(), 1, old).await;
    assert!(matches!(moved, Err(StoreError::ImportMoved { .. })), "{moved:?}");
    let unknown = ImportContent::Sites(vec![SiteWrite::Create(plain("Mới")), changed("m-00777", plain("?"))]);
    let refusal = store.commit_import(&import(), 1, commit_of(&open, unknown)).await;
    assert!(matches!(refusal, Err(StoreError::UnknownSite { .. })), "{refusal:?}");
    assert_eq!((store.import(1).await.unwrap(), store.revision().await.unwrap()), (Some(open.clone()), 1));
    assert_eq!(store.office_wordings("01").await.unwrap(), None);

    let (commit, committed) = store.commit_import(&import(), 1, commit_of(&open, content.clone())).await.unwrap();
    assert_eq!((commit.revision, commit.created.len(), commit.updated.len(), commit.unchanged), (2, 2, 2, 1));
    assert_eq!((committed.version, committed.state, committed.reach), (2, ImportState::Committed, Some(ImportReach::Published)));
    assert_eq!((committed.report.as_ref(), committed.reason.as_ref()), (Some(&json!({"rows": 2, "share": 0.25})), None));
    assert_eq!(store.import(1).await.unwrap(), Some(committed.clone()));
    assert_eq!(store.office_wordings("01").await.unwrap(), Some(json!({"dt": "area_ha", "n": 1.5})));
    assert_eq!(store.office_wordings("vn").await.unwrap(), None);
    let batches = store.import_batches(1).await.unwrap();
    assert_eq!((batches.len(), batches[0].import, batches[0].revision, &batches[0].batch), (1, Some(1), 2, &import()));
    let twice = store.commit_import(&import(), 2, commit_of(&committed, content)).await;
    assert!(matches!(twice, Err(StoreError::ImportDecided { state: ImportState::Committed, .. })), "{twice:?}");
    let given_up = store.change_import(seen(&committed, "lan"), ImportChange::Discard).await;
    assert!(matches!(given_up, Err(StoreError::ImportDecided { .. })), "{given_up:?}");

    let changes = store.import_changes(1).await.unwrap();
    let told: Vec<_> = changes.iter().map(|change| (change.site.to_string(), change.operation, change.revision)).collect();
    let (create, update) = (Operation::Create, Operation::Update);
    let site = |number: usize| commit.created[number].to_string();
    let expected = [(site(0), create, 2), ("m-00001".into(), update, 2), ("m-00002".into(), update, 2), (site(1), create, 2)];
    assert_eq!(told, expected);
    assert!(changes.iter().all(|change| change.now == change.after && change.now_revision == 2));
    assert!(changes.iter().all(|change| !change.edited_since && !change.undone));
    assert_eq!(changes[1].before.as_ref(), before.get(&id("m-00001")));

    let (taken, undone) = store.undo_import(&undo(), 2, seen(&committed, "minh"), taking_back(&changes), vec![]).await.unwrap();
    assert_eq!((taken.withdrawn.len(), taken.updated.len(), undone.state), (2, 2, ImportState::Undone));
    assert_eq!((facts_of(store).await, undone.version, undone.reason.as_ref()), (before, 3, None));
    let batches = store.import_batches(1).await.unwrap();
    assert_eq!((batches.len(), batches[1].batch.origin, batches[1].withdrawn), (2, BatchOrigin::Undo, 2));
    let changes = store.import_changes(1).await.unwrap();
    assert!(changes.iter().all(|change| change.undone && !change.edited_since && change.now_revision == 3), "{changes:?}");
    assert!(changes.iter().all(|change| change.revision == 2 && change.after != change.now));
    // Undone further, with nothing left to do.
    let (nothing, further) = store.undo_import(&undo(), 3, seen(&undone, "lan"), Vec::new(), Vec::new()).await.unwrap();
    assert_eq!((nothing.batch_id, further.version, store.revision().await.unwrap()), (None, 4, 3));
}

pub async fn what_others_edited_since_is_told(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(3), Vec::new()).await.unwrap();
    let open = begun(store).await;
    let larger = |name: &str| SiteFacts { area_ha: Some(2.0), ..plain(name) };
    let content = ImportContent::Sites(vec![
        changed("m-00001", larger("Điểm 0")),
        changed("m-00002", larger("Điểm 1")),
        SiteWrite::Create(plain("Mới")),
    ]);
    let (_, committed) = store.commit_import(&import(), 1, commit_of(&open, content)).await.unwrap();
    // One by hand, and one by another import.
    store.commit(&edit(), 2, vec![changed("m-00001", larger("Sửa"))], Vec::new()).await.unwrap();
    let other = begun(store).await;
    let content = ImportContent::Sites(vec![changed("m-00004", larger("Mới"))]);
    store.commit_import(&import(), 3, commit_of(&other, content)).await.unwrap();
    let changes = store.import_changes(1).await.unwrap();
    let told: Vec<_> = changes.iter().map(|change| (change.edited_since, change.undone, change.now_revision)).collect();
    assert_eq!(told, [(true, false, 3), (false, false, 2), (true, false, 4)]);
    assert_eq!((changes[0].after.name.as_str(), changes[0].now.name.as_str()), ("Điểm 0", "Sửa"));

    let writes = taking_back(&changes);
    assert_eq!(writes.len(), 1);
    let (_, undone) = store.undo_import(&undo(), 4, seen(&committed, "lan"), writes, Vec::new()).await.unwrap();
    store.commit(&edit(), 5, vec![changed("m-00002", larger("Sửa sau"))], Vec::new()).await.unwrap();
    let told: Vec<_> = store.import_changes(1).await.unwrap().iter().map(|change| (change.edited_since, change.undone)).collect();
    assert_eq!(told, [(true, false), (true, true), (true, false)]);
    // The other import is not touched by any of it.
    let others = store.import_changes(2).await.unwrap();
    assert_eq!((others.len(), others[0].edited_since, undone.state), (1, false, ImportState::Undone));
    assert!(store.import_changes(9).await.unwrap().is_empty());
}

pub async fn an_import_that_changes_nothing_is_committed_without_a_batch(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let open = begun(store).await;
    let content = ImportContent::Sites(vec![changed("m-00001", plain("Điểm 0"))]);
    let (commit, committed) = store.commit_import(&import(), 1, commit_of(&open, content)).await.unwrap();
    assert_eq!((commit.batch_id, commit.revision, commit.unchanged), (None, 1, 1));
    assert_eq!((committed.state, store.import_batches(1).await.unwrap().len()), (ImportState::Committed, 0));
}

pub async fn of_two_commits_at_once_one_is_told_that_the_inventory_moved(fixture: Fixture) {
    let (one, other) = (begun(&fixture.store).await, begun(&fixture.store).await);
    let (store, second) = (fixture.store.clone(), fixture.another().await);
    let content = || ImportContent::Sites(creates(200));
    let batch = import();
    let (first, second) = tokio::join!(
        store.commit_import(&batch, 0, commit_of(&one, content())),
        second.commit_import(&batch, 0, commit_of(&other, content()))
    );
    let moved =
        |outcome: &Result<(Commit, Import), StoreError>| matches!(outcome, Err(StoreError::RevisionMoved { found: 1, .. }));
    assert!(first.is_ok() != second.is_ok() && (moved(&first) || moved(&second)), "{first:?} {second:?}");
    let states: Vec<_> = store.imports(2, None).await.unwrap().into_iter().map(|import| import.state).collect();
    assert!(states.contains(&ImportState::Open) && states.contains(&ImportState::Committed), "{states:?}");
    assert_eq!((store.revision().await.unwrap(), store.load().await.unwrap().sites.len()), (1, 200));
    // The same import committed twice at once is committed once.
    let open = begun(&store).await;
    let (first, second) = tokio::join!(
        store.commit_import(&batch, 1, commit_of(&open, content())),
        store.commit_import(&batch, 1, commit_of(&open, content()))
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(store.load().await.unwrap().sites.len(), 400);
}

pub async fn the_tables_of_imports_guard_themselves(fixture: Fixture) {
    let store = &fixture.store;
    let open = begun(store).await;
    store.commit_import(&import(), 0, commit_of(&open, ImportContent::Sites(creates(1)))).await.unwrap();
    let given_up = begun(store).await;
    store.change_import(seen(&given_up, "lan"), ImportChange::Discard).await.unwrap();
    for attempt in [
        "DELETE FROM import",
        "UPDATE import SET version = version + 2",
        "UPDATE import SET settings = '{\"a\": 1}' WHERE id = 1",
        "UPDATE import SET version = 3, author = 'kẻ khác' WHERE id = 1",
        "UPDATE import SET version = 3, state = 'open', reach = NULL WHERE id = 1",
        "UPDATE import SET version = 3, reach = NULL WHERE id = 1",
        "UPDATE import SET version = 3, settings = '[]' WHERE id = 1",
        "UPDATE import SET version = 3, state = 'open' WHERE id = 2",
        "DELETE FROM import_step",
        "UPDATE import_step SET comment = 'khác'",
        "DELETE FROM import_file",
        "UPDATE import_file SET bytes = 7",
        "UPDATE import_file_piece SET number = 9",
        "UPDATE batch SET import_id = NULL",
        "INSERT INTO office_wording (office, wordings, changed_at, actor) VALUES ('02', '[]', '2026-01-01T00:00:00.000000Z', 'a')",
    ] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    assert_eq!(store.office_wordings("01").await.unwrap().as_ref().and_then(|value| value.get("n")), Some(&Value::from(1.5)));
}
