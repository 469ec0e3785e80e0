//! Opening, migrating, and two programs doing so at once.
use std::time::Duration;

use agriatlas::store::{DatabaseUrl, MigrationReport, Store, StoreError};

use super::fixture::{Backend, Fixture};
use super::processes;
use super::sample::{creates, edit};

pub async fn migrating_twice_does_nothing_more(fixture: Fixture) {
    let id = fixture.store.inventory_id().await.unwrap();
    let report = fixture.store.migrate().await.unwrap();
    assert_eq!((report.newly_applied, report.pending), (0, 0));
    assert_eq!(report, fixture.store.migration_status().await.unwrap());
    assert_eq!((fixture.store.revision().await.unwrap(), fixture.store.inventory_id().await.unwrap()), (0, id));
    let inventory = fixture.store.load().await.unwrap();
    assert!(inventory.sites.is_empty() && inventory.vocabulary.all().is_empty());
    assert_eq!((inventory.revision, inventory.inventory_id), (0, id));
}

pub async fn an_unmigrated_database_says_so(fixture: Fixture) {
    let status = fixture.store.migration_status().await.unwrap();
    assert_eq!(status, MigrationReport { applied: 0, newly_applied: 0, pending: status.pending });
    // The program holds every migration there is; it would not if it was built before the last one was written.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
    assert_eq!(status.pending, std::fs::read_dir(folder).unwrap().count());
    assert!(matches!(fixture.store.load().await, Err(StoreError::NotMigrated)));
    assert!(matches!(fixture.store.revision().await, Err(StoreError::NotMigrated)));
    assert!(matches!(fixture.store.commit(&edit(), 0, creates(1), Vec::new()).await, Err(StoreError::NotMigrated)));
    let report = fixture.store.migrate().await.unwrap();
    assert_eq!(report, MigrationReport { applied: status.pending, newly_applied: status.pending, pending: 0 });
}

pub async fn a_database_of_a_newer_program_is_refused(fixture: Fixture) {
    let newer = match fixture.backend {
        Backend::Sqlite => "INSERT INTO _sqlx_migrations VALUES (9999, 'later', CURRENT_TIMESTAMP, TRUE, x'00', 1)",
        Backend::Postgres => "INSERT INTO _sqlx_migrations VALUES (9999, 'later', now(), TRUE, '\\x00', 1)",
    };
    fixture.execute(newer).await.unwrap();
    for refusal in [fixture.store.migrate().await, fixture.store.migration_status().await] {
        assert!(matches!(refusal, Err(StoreError::NewerDatabase { version: 9999 })), "{refusal:?}");
    }
    // The refusal leaves no lock behind.
    fixture.execute("DELETE FROM _sqlx_migrations WHERE version = 9999").await.unwrap();
    tokio::time::timeout(Duration::from_secs(5), fixture.another().await.migrate()).await.unwrap().unwrap();
}

pub async fn two_databases_differ_in_their_identity(fixture: Fixture) {
    let folder = tempfile::TempDir::new().unwrap();
    let other = Store::open(&DatabaseUrl::sqlite(folder.path().join("other.db"))).await.unwrap();
    other.migrate().await.unwrap();
    let (id, other_id) = (fixture.store.inventory_id().await.unwrap(), other.inventory_id().await.unwrap());
    assert_ne!(id, other_id);
    assert_eq!((id.get_version_num(), other_id.get_version_num()), (4, 4));
}

pub async fn tasks_that_migrate_and_seed_at_once_seed_once(fixture: Fixture) {
    let starts = (0..6).map(|_| {
        let fixture = fixture.clone();
        tokio::spawn(async move {
            let store = fixture.another().await;
            let report = store.migrate().await.unwrap();
            (report.newly_applied, store.commit(&edit(), 0, creates(3), Vec::new()).await)
        })
    });
    let (mut migrated, mut seeded) = (0, 0);
    for start in starts.collect::<Vec<_>>() {
        let (newly_applied, seed) = start.await.unwrap();
        migrated += usize::from(newly_applied > 0);
        match seed {
            Ok(commit) => seeded += commit.created.len(),
            Err(StoreError::RevisionMoved { expected: 0, found: 1 }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((migrated, seeded), (1, 3));
    assert_eq!(fixture.store.load().await.unwrap().sites.len(), 3);
}

pub async fn processes_that_migrate_and_seed_at_once_seed_once(fixture: Fixture) {
    let children: Vec<_> = (0..4).map(|_| processes::start("seed", &fixture.address)).collect();
    let answers: Vec<String> = children.into_iter().map(processes::answer).collect();
    assert_eq!(answers.iter().filter(|answer| answer.contains("seeded")).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.contains("moved")).count(), 3, "{answers:?}");
    assert_eq!(fixture.store.load().await.unwrap().sites.len(), 3);
}

pub async fn what_was_acknowledged_survives_kill_9(fixture: Fixture) {
    let acknowledged = processes::kill_while_committing(&fixture.address);
    let store = fixture.another().await;
    let inventory = store.load().await.unwrap();
    assert!(inventory.revision >= acknowledged, "{} < {acknowledged}", inventory.revision);
    assert_eq!(inventory.sites.len(), usize::try_from(inventory.revision).unwrap() * 3);
    store.commit(&edit(), inventory.revision, creates(1), Vec::new()).await.unwrap();
}

pub async fn a_closed_store_answers_with_an_error(fixture: Fixture) {
    let store = fixture.another().await;
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.wait_for_change(0, Duration::from_secs(30)).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokio::time::timeout(Duration::from_secs(5), store.close()).await.unwrap();
    assert!(tokio::time::timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap().is_err());
    assert!(store.revision().await.is_err());
    assert_eq!(fixture.store.revision().await.unwrap(), 0);
}

pub async fn a_database_that_cannot_be_opened_is_named_without_its_password(fixture: Fixture) {
    let address = match fixture.backend {
        // A file stands where the folder should be.
        Backend::Sqlite => format!("{}/folder/agriatlas.db", fixture.address),
        Backend::Postgres => {
            let (user, server) = fixture.address.rsplit_once('@').unwrap();
            format!("{}:s3cret@{server}", user.rsplit_once(':').unwrap().0)
        }
    };
    let error = Store::open(&address.parse().unwrap()).await.map(|store| store.kind()).unwrap_err();
    assert!(matches!(error, StoreError::Folder { .. } | StoreError::Unreachable { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    let place = if fixture.backend == Backend::Sqlite { "agriatlas.db" } else { "127.0.0.1" };
    assert!(error.to_string().contains(place), "{error}");
}
