//! A SQLite file that another program holds at the moment it is opened.
use std::time::Duration;

use agriatlas::store::{DatabaseUrl, Store};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};

#[tokio::test]
async fn a_fresh_file_held_by_another_program_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("busy.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut other = SqliteConnection::connect_with(&options).await.unwrap();
    other.execute("CREATE TABLE other (number INTEGER)").await.unwrap();
    // The opener may still read, and then SQLite does not wait for the lock that the journal mode needs.
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let release = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(400)).await;
        other.execute("COMMIT").await.unwrap();
        other.close().await.unwrap();
    });
    let store = Store::open(&DatabaseUrl::sqlite(&path)).await.unwrap();
    store.migrate().await.unwrap();
    assert_eq!(store.revision().await.unwrap(), 0);
    release.await.unwrap();
}
