//! Backups: one revision whole, restorable into either database; public ones without anything private.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use agriatlas::domain::{PublicSite, SiteFacts, SiteId, SitePrivacy};
use agriatlas::store::*;
use tempfile::TempDir;

use super::filled::{SECRET, another_event, fill};
use super::fixture::{Backend, Fixture};
use super::sample::*;

async fn sqlite(folder: &TempDir, name: &str) -> Store {
    let store = Store::open(&DatabaseUrl::sqlite(folder.path().join(name))).await.unwrap();
    store.migrate().await.unwrap();
    store
}

async fn back_up(store: &Store, folder: &TempDir, name: &str) -> (PathBuf, Census) {
    let file = folder.path().join(name);
    let census = store.back_up(&file).await.unwrap();
    seal_backup(&file).await.unwrap();
    (file, census)
}

/// Opens a copy, so that the backup stays the file that it is.
async fn opened(file: &Path) -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    std::fs::copy(file, folder.path().join("copy.db")).unwrap();
    let store = sqlite(&folder, "copy.db").await;
    (folder, store)
}

pub async fn a_backup_of_either_database_is_restored_into_either(fixture: Fixture) {
    let folder = TempDir::new().unwrap();
    let original = sqlite(&folder, "original.db").await;
    fill(&original).await;
    let everything = original.census().await.unwrap();
    let (file, backed_up) = back_up(&original, &folder, "one.db").await;
    assert_eq!(backed_up, everything);
    assert!(everything.tables.iter().all(|table| table.rows > 0), "{everything:?}");
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with("one.db-")), "{names:?}");

    // SQLite to the database of this test, and from there to SQLite again.
    let identity = fixture.store.inventory_id().await.unwrap();
    let (_copy, backup) = opened(&file).await;
    assert_eq!(fixture.store.copy_from(&backup).await.unwrap(), everything);
    let (again, census) = back_up(&fixture.store, &folder, "two.db").await;
    assert_eq!(census, everything);
    let (_copy, backup) = opened(&again).await;
    let last = sqlite(&folder, "last.db").await;
    assert_eq!(last.copy_from(&backup).await.unwrap(), everything);

    // The same to whoever reads it, but for its identity.
    let (found, expected) = (fixture.store.load().await.unwrap(), original.load().await.unwrap());
    assert_eq!((found.revision, found.boundaries_revision, &found.sites), (6, 3, &expected.sites));
    assert_eq!(found.vocabulary.all(), expected.vocabulary.all());
    assert_eq!((found.inventory_id, found.inventory_id != expected.inventory_id), (identity, true));
    let changes = original.changes_since(0, 0, 100).await.unwrap();
    assert_eq!(fixture.store.changes_since(0, 0, 100).await.unwrap(), changes);
    assert_eq!(last.changes_since(0, 0, 100).await.unwrap(), changes);
    assert_eq!(fixture.store.proposal_steps(2).await.unwrap(), original.proposal_steps(2).await.unwrap());
    assert_eq!(fixture.store.imports(9, None).await.unwrap(), original.imports(9, None).await.unwrap());
    assert_eq!(fixture.store.import_steps(1).await.unwrap(), original.import_steps(1).await.unwrap());
    assert_eq!(fixture.store.import_batches(1).await.unwrap(), original.import_batches(1).await.unwrap());
    assert_eq!(fixture.store.office_wordings("vn").await.unwrap(), original.office_wordings("vn").await.unwrap());
    let hash = original.import(1).await.unwrap().unwrap().file_sha256;
    assert!(fixture.store.write_import_file(&hash, &folder.path().join("tệp 1.csv")).await.unwrap());
    assert_eq!(fixture.store.accounts().await.unwrap(), original.accounts().await.unwrap());
    assert_eq!(fixture.store.every_contact().await.unwrap(), original.every_contact().await.unwrap());
    assert_eq!(fixture.store.erasures().await.unwrap(), original.erasures().await.unwrap());
    assert!(original.session([9; 32]).await.unwrap().is_some() && fixture.store.session([9; 32]).await.unwrap().is_none());

    // Life goes on from there, under the same rules.
    for attempt in ["UPDATE inventory SET revision = 9", "DELETE FROM site_history", "UPDATE site_number SET last_number = 0"] {
        assert!(fixture.execute(attempt).await.is_err(), "{attempt}");
    }
    let commit = fixture.store.commit(&edit(), 6, creates(1), Vec::new()).await.unwrap();
    assert_eq!((commit.revision, commit.batch_id, commit.created), (7, Some(7), vec![id("m-00008")]));
    another_event(&fixture).await;
    let refusal = fixture.store.copy_from(&backup).await;
    assert!(matches!(refusal, Err(StoreError::NotEmpty)), "{refusal:?}");
}

pub async fn a_copy_is_all_or_nothing(fixture: Fixture) {
    let folder = TempDir::new().unwrap();
    let original = sqlite(&folder, "original.db").await;
    fill(&original).await;
    // A row that the other database refuses, late in the order of tables.
    let raw = sqlx::sqlite::SqlitePool::connect_with(
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("original.db")).foreign_keys(false),
    );
    let damage = "DROP TRIGGER proposal_step_refuses_update; UPDATE proposal_step SET proposal_id = 77 WHERE proposal_id = 1 AND version = 2";
    sqlx::Executor::execute(&raw.await.unwrap(), damage).await.unwrap();
    let refusal = fixture.store.copy_from(&original).await;
    assert!(matches!(refusal, Err(StoreError::Refused { .. })), "{refusal:?}");
    let census = fixture.store.census().await.unwrap();
    assert!(census.tables.iter().all(|table| table.rows == 0 || table.table == "site_number"), "{census:?}");
    assert_eq!(census.revision, 0);
}

pub async fn a_backup_taken_while_commits_go_on_is_a_revision_that_was(fixture: Fixture) {
    let folder = TempDir::new().unwrap();
    fixture.store.commit(&edit(), 0, creates(3), Vec::new()).await.unwrap();
    let writer = tokio::spawn({
        let store = fixture.another().await;
        async move {
            let mut states = BTreeMap::from([(1, store.load().await.unwrap().sites)]);
            for revision in 1..150_i64 {
                let facts = SiteFacts { members: Some(u32::try_from(revision).unwrap()), ..plain("Đổi") };
                let writes = vec![SiteWrite::Create(facts.clone()), SiteWrite::Update { id: id("m-00001"), facts }];
                store.commit(&edit(), revision, writes, Vec::new()).await.unwrap();
                states.insert(revision + 1, store.load().await.unwrap().sites);
            }
            states
        }
    });
    let mut backups = Vec::new();
    for number in 0..12 {
        backups.push(back_up(&fixture.store, &folder, &format!("{number}.db")).await);
        if writer.is_finished() {
            break;
        }
    }
    let states = writer.await.unwrap();
    let revisions: BTreeSet<i64> = backups.iter().map(|(_, census)| census.revision).collect();
    assert!(revisions.len() > 2, "no backup was taken between commits: {revisions:?}");
    for (number, (file, census)) in backups.iter().enumerate() {
        let (_copy, backup) = opened(file).await;
        let restored = sqlite(&folder, &format!("restored {number}.db")).await;
        assert_eq!(restored.copy_from(&backup).await.unwrap(), *census);
        let inventory = restored.load().await.unwrap();
        assert_eq!((inventory.revision, &inventory.sites), (census.revision, &states[&census.revision]));
        assert_eq!(i64::try_from(census.rows("batch")).unwrap(), census.revision);
    }
}

pub async fn a_public_backup_holds_only_what_is_public(fixture: Fixture) {
    let folder = TempDir::new().unwrap();
    fill(&fixture.store).await;
    let file = folder.path().join("public.db");
    let publish = |site| PublicSite::publish(site, |placement| placement, |_| None).map(|public| public.site);
    let census = fixture.store.back_up_public(&file, &publish).await.unwrap();
    seal_backup(&file).await.unwrap();
    // The same search finds it in a whole backup.
    let (whole, _) = back_up(&fixture.store, &folder, "whole.db").await;
    for (file, is_there) in [(&whole, true), (&file, false)] {
        let bytes = std::fs::read(file).unwrap();
        for needle in [SECRET, "$argon2id$bi-mat", "203.0.113.7", "bi-mat@example.vn", "0123456789abcdef"] {
            let found = bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
            assert_eq!(found, is_there, "{needle} in {}", file.display());
        }
    }
    for (table, content) in backup_tables() {
        let may_have_rows = content == TableContent::Inventory;
        assert!(may_have_rows || census.rows(table) == 0, "{table} has {} rows", census.rows(table));
    }
    let (_copy, backup) = opened(&file).await;
    let (public, everything) = (backup.load().await.unwrap(), fixture.store.load().await.unwrap());
    let without_hidden_operator = |mut site: agriatlas::domain::Site| {
        site.facts.operator_id = site.facts.operator_id.filter(|operator| *operator != id("m-00002"));
        // What is kept back is not there, and neither is by whose wish.
        site.facts.privacy = SitePrivacy::default();
        site
    };
    let expected = everything.sites.into_iter().filter_map(publish).map(without_hidden_operator);
    assert_eq!(public.sites, expected.collect::<Vec<_>>());
    assert_eq!((public.sites.len(), public.vocabulary.all()), (4, everything.vocabulary.all()));
    let batches = backup.batches(10).await.unwrap();
    assert!(batches.iter().all(|batch| batch.import.is_none()));
    let told: Vec<_> = batches.iter().map(|batch| (batch.revision, batch.batch.author.as_str(), &batch.batch.reason)).collect();
    assert_eq!(told, [(2, "agriatlas", &None), (1, "agriatlas", &None)]);
    let shapes = |rows: Vec<BoundaryRow>| rows.into_iter().map(|row| (row.region, row.geometry)).collect::<Vec<_>>();
    assert_eq!(shapes(backup.boundaries().await.unwrap().1), shapes(fixture.store.boundaries().await.unwrap().1));
    // It is an inventory like any other.
    fixture.another().await.census().await.unwrap();
    let other = sqlite(&folder, "other.db").await;
    assert_eq!(other.copy_from(&backup).await.unwrap(), census);
    let commit = other.commit(&edit(), 2, creates(1), Vec::new()).await.unwrap();
    assert_eq!(commit.created, vec![SiteId::new(agriatlas::domain::SiteKind::Model, 6)]);
}

/// A table of which backups know nothing is in no restored database; whoever adds one decides here who may see it.
pub async fn every_table_and_column_is_known_to_backups(fixture: Fixture) {
    let tables = match fixture.backend {
        Backend::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Backend::Postgres => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        }
    };
    let found: BTreeSet<String> = fixture.texts(tables).await.into_iter().filter(|name| name != "_sqlx_migrations").collect();
    let known: BTreeSet<String> = backup_tables().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(found, known);
    let columns = match fixture.backend {
        Backend::Sqlite => {
            "SELECT t.name || '.' || c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY 1"
        }
        Backend::Postgres => {
            "SELECT (table_name || '.' || column_name)::text FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let columns = fixture.texts(columns).await;
    let database = if fixture.backend == Backend::Sqlite { "sqlite" } else { "postgres" };
    for table in known.iter().filter(|table| !["inventory", "session", "until_commit"].contains(&table.as_str())) {
        let prefix = format!("{table}.");
        let of_table = columns.iter().filter_map(|column| column.strip_prefix(&prefix));
        let expected: BTreeSet<&str> = of_table.filter(|column| *column != "geom").collect();
        let folder = format!("{}/src/store/{database}/copy", env!("CARGO_MANIFEST_DIR"));
        let read = std::fs::read_to_string(format!("{folder}/out_{table}.sql")).unwrap();
        let write = std::fs::read_to_string(format!("{folder}/in_{table}.sql")).unwrap();
        for column in expected {
            let is_named = |text: &str| text.split(|at: char| !at.is_alphanumeric() && at != '_').any(|word| word == column);
            assert!(is_named(&read) && is_named(&write), "{table}.{column} is not copied");
        }
    }
}

pub async fn time_stands_still_while_the_clock_is_behind(fixture: Fixture) {
    let store = &fixture.store;
    store.commit(&edit(), 0, creates(1), Vec::new()).await.unwrap();
    let write = ProposalWrite::Begin {
        site: None,
        state: agriatlas::domain::ProposalState::Draft,
        author: "lan".to_owned(),
        reason: None,
        before: None,
        after: Box::new(plain("Nháp")),
    };
    store.write_proposal(write).await.unwrap();
    // As if the clock had stood at 2096 and was set right since.
    fixture.without_triggers(&["batch", "site_history", "proposal", "proposal_step"]).await;
    for ahead in [
        "UPDATE batch SET recorded_at = '2096-01-01T00:00:00.000000Z'",
        "UPDATE site_history SET changed_at = '2096-01-01T00:00:00.000000Z'",
        "UPDATE site SET updated_at = '2096-01-01T00:00:00.000000Z'",
        "UPDATE proposal SET changed_at = '2096-01-01T00:00:00.000000Z'",
        "UPDATE proposal_step SET taken_at = '2096-01-01T00:00:00.000000Z'",
    ] {
        assert_eq!(fixture.execute(ahead).await.unwrap(), 1);
    }
    let ahead: jiff::Timestamp = "2096-01-01T00:00:00Z".parse().unwrap();
    store.commit(&edit(), 1, vec![SiteWrite::Close { id: id("m-00001") }], Vec::new()).await.unwrap();
    store.commit(&edit(), 2, creates(1), Vec::new()).await.unwrap();
    let times: Vec<_> = store.changes_since(0, 0, 10).await.unwrap().into_iter().map(|change| change.changed_at).collect();
    assert_eq!(times, [ahead; 3]);
    assert!(store.load().await.unwrap().sites.iter().all(|site| site.updated_at == ahead));
    let step = ProposalWrite::Step {
        id: 1,
        version: 1,
        state: agriatlas::domain::ProposalState::InReview,
        actor: "lan".to_owned(),
        comment: None,
        rewrite: None,
    };
    assert_eq!(store.write_proposal(step).await.unwrap().changed_at, ahead);
}
