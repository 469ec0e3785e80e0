//! Kills a process at random moments of commits, proposals and acceptances, fifty times in the life of one database.
use std::io::{BufRead, BufReader};
use std::time::Duration;

use agriatlas::app::check_store;
use agriatlas::domain::{BatchOrigin, ImportState, ProposalState};
use agriatlas::geography::Geography;
use agriatlas::ingest::starter_vocabulary;

use super::fixture::Fixture;
use super::live::{Acknowledged, Dice};
use super::processes;
use super::sample::{creates, edit};

const KILLS: u64 = 50;
/// The process is killed so many milliseconds, at most, after its first acknowledgement: dozens of transactions.
const LIFE_MS: u64 = 150;

/// Lets a process live for a while and says what it acknowledged until it was killed.
async fn killed_life(address: &str, life: Duration) -> Vec<Acknowledged> {
    let mut child = processes::start("live", address);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (first, lived) = tokio::sync::oneshot::channel();
    let reader = tokio::task::spawn_blocking(move || {
        let mut first = Some(first);
        let mut acknowledged = Vec::new();
        for line in lines.map_while(Result::ok) {
            if let Some(said) = Acknowledged::parse(&line) {
                first.take().map(|first| first.send(()));
                acknowledged.push(said);
            }
        }
        acknowledged
    });
    lived.await.expect("the process acknowledged nothing");
    tokio::time::sleep(life).await;
    child.kill().unwrap();
    child.wait().unwrap();
    reader.await.unwrap()
}

pub async fn fifty_kills_lose_nothing_and_leave_nothing_half_done(fixture: Fixture) {
    let geography = Geography::shipped().unwrap();
    fixture.store.commit(&edit(), 0, creates(2), starter_vocabulary().unwrap()).await.unwrap();
    let seed = jiff::Timestamp::now().as_microsecond() as u64;
    let mut dice = Dice::new(seed);
    let (mut commits, mut accepted, mut imported, mut last) = (0, 0, 0, 1);
    for kill in 0..KILLS {
        let acknowledged = killed_life(&fixture.address, Duration::from_micros(dice.throw(LIFE_MS * 1_000))).await;
        let store = fixture.another().await;
        let report = check_store(&store, &geography).await.unwrap();
        assert!(report.findings.is_empty(), "seed {seed}, kill {kill}: {:#?}", report.findings);
        for said in acknowledged {
            match said {
                Acknowledged::Revision(revision) => {
                    assert!(report.revision >= revision, "seed {seed}, kill {kill}: revision {revision} is lost");
                    commits += 1;
                }
                Acknowledged::Import { id, version } => {
                    let import = store.import(id).await.unwrap().unwrap();
                    assert!(import.version >= version, "seed {seed}, kill {kill}: step {version} of import {id} is lost");
                    if import.state == ImportState::Committed {
                        // With the import its commit.
                        assert_eq!(store.import_batches(id).await.unwrap().len(), 1, "seed {seed}, kill {kill}: {import:?}");
                        imported += 1;
                    }
                }
                Acknowledged::Proposal { id, version, is_accepted } => {
                    let proposal = store.proposal(id).await.unwrap().unwrap();
                    assert!(proposal.version >= version, "seed {seed}, kill {kill}: step {version} of {id} is lost");
                    if is_accepted {
                        // With the acceptance its commit.
                        let record = store.record(proposal.site.unwrap()).await.unwrap().unwrap();
                        let history = store.history(record.site.id).await.unwrap();
                        assert_eq!((proposal.state, &history[0].after), (ProposalState::Accepted, &proposal.after));
                        accepted += 1;
                    }
                }
            }
        }
        // Whole or absent: no batch holds less than what every commit writes.
        let batches = store.batches(u32::try_from(report.revision - last).unwrap()).await.unwrap();
        for batch in batches {
            let made = (batch.created, batch.updated + batch.closed + batch.withdrawn);
            assert!(batch.batch.origin != BatchOrigin::Seed && [(2, 1), (1, 0)].contains(&made), "{batch:?}");
        }
        last = report.revision;
        store.close().await;
    }
    println!(
        "{KILLS} kills after {commits} acknowledged commits, {accepted} of them acceptances, and {imported} steps of imports"
    );
    assert!(commits > i64::try_from(KILLS).unwrap() && accepted > 0 && imported > 0);
}
