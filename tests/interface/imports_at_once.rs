//! Two officers commit files that overlap at the same moment, on one server and on two over one database: both are whole and
//! nothing is there twice, or one of them is told that something else would happen now.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::json;

use crate::imports_support::{Walk, table};
use crate::office::Office;

const ROUNDS: u64 = 20;

/// The names that two files of a round hold, the first ones in both.
fn names(round: u64) -> (Vec<String>, Vec<String>) {
    let (common, own) = (round % 5, 1 + round % 3);
    let of = |who: &str| {
        let shared = (0..common).map(|row| format!("Vườn chung {round}.{row}"));
        shared.chain((0..own).map(|row| format!("Vườn {who} {round}.{row}"))).collect()
    };
    (of("của Minh"), of("của Quân"))
}

fn file(names: &[String]) -> Vec<u8> {
    let rows: Vec<(&str, &str, &str)> = names.iter().map(|name| (name.as_str(), "Xã Thọ An", "1,5")).collect();
    table(&rows)
}

/// How often each name is recorded, of those that are asked for.
async fn recorded(office: &Office, names: &[String]) -> BTreeMap<String, usize> {
    let mut times: BTreeMap<String, usize> = names.iter().map(|name| (name.clone(), 0)).collect();
    for site in office.store.load().await.unwrap().sites {
        if let Some(times) = times.get_mut(&site.facts.name) {
            *times += 1;
        }
    }
    times
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn overlapping_files_committed_at_the_same_moment_make_no_site_twice() {
    let office = Office::open().await;
    let second = office.restarted().await;
    let (mut both, mut moved) = (0, 0);
    for round in 0..ROUNDS {
        let other = if round % 2 == 0 { &office } else { &second };
        let (of_minh, of_quan) = names(round);
        let one = Walk::begin(&office, "minh", "một.csv", file(&of_minh)).await;
        let two = Walk::begin(other, "quan", "hai.csv", file(&of_quan)).await;
        let wish = json!({});
        let (first, last) = tokio::join!(one.step("minh", "/commit", &wish), two.step("quan", "/commit", &wish));
        let told = format!("round {round}: {} {}", first.text(), last.text());
        let late = match (first.status, last.status) {
            (StatusCode::OK, StatusCode::OK) => None,
            (StatusCode::CONFLICT, StatusCode::OK) => Some((&one, "minh", first, &of_quan)),
            (StatusCode::OK, StatusCode::CONFLICT) => Some((&two, "quan", last, &of_minh)),
            _ => panic!("{told}"),
        };
        if let Some((walk, who, problem, of_winner)) = late {
            moved += 1;
            assert_eq!(problem.json()["code"], "rehearsal_moved", "{told}");
            assert!(recorded(&office, of_winner).await.values().all(|times| *times == 1), "{told}");
            let all: Vec<String> = of_minh.iter().chain(&of_quan).cloned().collect();
            let there: usize = recorded(&office, &all).await.values().sum();
            assert_eq!(there, of_winner.len(), "{told}: nothing of the other file is written");
            // The rehearsal that is shown now knows of the other file.
            assert_eq!(walk.rehearsed(who).await["state"], "open", "{told}");
            walk.commit(who).await;
        } else {
            both += 1;
        }
        let all: Vec<String> = of_minh.into_iter().chain(of_quan).collect();
        let twice = recorded(&office, &all).await;
        assert!(twice.values().all(|times| *times == 1), "{told}: {twice:?}");
    }
    println!("{ROUNDS} rounds: {both} times both at once, {moved} times one was told that a row would do something else");
    assert!(both > 0 && moved > 0);
}
