//! Other processes that use the same database: this test program started once more, with orders in its environment.
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use agriatlas::store::StoreError;

use super::fixture::open;
use super::live;
use super::sample::{creates, edit};

const ORDER: &str = "AGRIATLAS_STORE_CHILD_ORDER";
const ADDRESS: &str = "AGRIATLAS_STORE_CHILD_ADDRESS";

/// Starts this test program so that it runs only [`child_process`].
pub fn start(order: &str, address: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_process", "--nocapture"])
        .env(ORDER, order)
        .env(ADDRESS, address)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the child printed, once it ended well.
pub fn answer(mut child: Child) -> String {
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(child.wait().unwrap().success(), "{text}");
    text
}

/// Starts a child that commits again and again, kills it (SIGKILL) in the midst, and returns the last revision it said
/// was committed.
pub fn kill_while_committing(address: &str) -> i64 {
    let mut child = start("commit", address);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let revisions = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("revision ")?.parse::<i64>().ok());
    let acknowledged = revisions.take(25).last().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged
}

/// What a child does. Without an order, as in a usual run of the tests, nothing.
pub fn child_process() {
    let (Ok(order), Ok(address)) = (std::env::var(ORDER), std::env::var(ADDRESS)) else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = open(&address).await;
        store.migrate().await.unwrap();
        if order == "seed" {
            match store.commit(&edit(), 0, creates(3), Vec::new()).await {
                Ok(_) => println!("seeded"),
                Err(StoreError::RevisionMoved { .. }) => println!("moved"),
                Err(error) => panic!("{error}"),
            }
            return;
        }
        if order == "live" {
            live::live(&store).await;
        }
        for revision in 0.. {
            let commit = store.commit(&edit(), revision, creates(3), Vec::new()).await.unwrap();
            println!("revision {}", commit.revision);
        }
    });
}
