//! The past: the inventory as it stood at every revision, which revision a time had, and what lies between two.
use std::collections::BTreeMap;
use std::sync::Mutex;

use agriatlas::domain::{SiteFacts, SiteId, VocabularyName};
use agriatlas::store::{Inventory, SiteWrite, Store};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::fixture::Fixture;
use super::round_trip::facts;
use super::sample::*;

/// What one write of a sequence does; the number picks the site.
#[derive(Clone, Debug)]
enum Step {
    Create(SiteFacts),
    Update(usize, SiteFacts),
    Close(usize),
    Again(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => facts().prop_map(Step::Create),
        4 => (any::<usize>(), facts()).prop_map(|(site, facts)| Step::Update(site, facts)),
        1 => any::<usize>().prop_map(Step::Close),
        1 => any::<usize>().prop_map(Step::Again),
    ]
}

/// Some commits, each with a few writes; a commit without any brings a term.
fn sequence() -> impl Strategy<Value = Vec<Vec<Step>>> {
    proptest::collection::vec(proptest::collection::vec(step(), 0..4), 1..4)
}

/// The writes of a commit to an inventory with these sites.
fn writes(steps: &[Step], now: &Inventory) -> Vec<SiteWrite> {
    let pick = |number: usize| (!now.sites.is_empty()).then(|| &now.sites[number % now.sites.len()]);
    let write = |step: &Step| match step {
        Step::Create(facts) => Some(SiteWrite::Create(facts.clone())),
        Step::Update(site, facts) => pick(*site).map(|site| {
            let facts = SiteFacts { kind: site.facts.kind, ..facts.clone() };
            SiteWrite::Update { id: site.id, facts }
        }),
        Step::Close(site) => pick(*site).map(|site| SiteWrite::Close { id: site.id }),
        Step::Again(site) => pick(*site).map(|site| SiteWrite::Update { id: site.id, facts: site.facts.clone() }),
    };
    steps.iter().filter_map(write).collect()
}

/// Everything an inventory says but its labels, which have no history.
fn told(inventory: &Inventory) -> (i64, String, i64, &[agriatlas::domain::Site]) {
    (inventory.revision, inventory.inventory_id.to_string(), inventory.boundaries_revision, &inventory.sites)
}

async fn load_at(store: &Store, revision: i64) -> Inventory {
    store.load_at(revision).await.unwrap()
}

pub async fn every_revision_is_told_as_it_was(fixture: Fixture) {
    let store = &fixture.store;
    let known = Mutex::new(vec![store.load().await.unwrap()]);
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let outcome = tokio::task::block_in_place(|| {
        runner.run(&sequence(), |commits| {
            tokio::runtime::Handle::current().block_on(async {
                let first = known.lock().unwrap().len();
                for steps in &commits {
                    let now = store.load().await.unwrap();
                    let label = format!("Nhãn {}", now.revision);
                    let terms = steps.is_empty().then(|| term(VocabularyName::Technology, "drip", &label, "Drip"));
                    let writes = writes(steps, &now);
                    let commit = store.commit(&edit(), now.revision, writes, terms.into_iter().collect()).await.unwrap();
                    if commit.revision > now.revision {
                        let loaded = store.load().await.unwrap();
                        known.lock().unwrap().push(loaded);
                    }
                }
                let known = known.lock().unwrap().clone();
                for then in &known[first.saturating_sub(1)..] {
                    let again = load_at(store, then.revision).await;
                    prop_assert_eq!(told(&again), told(then));
                }
                Ok(())
            })
        })
    });
    outcome.unwrap();

    let known = known.into_inner().unwrap();
    assert!(known.len() > 200, "{}", known.len());
    assert!(known.iter().zip(0..).all(|(then, revision)| then.revision == revision));
    // Long after, every one of them is still told the same.
    for then in &known {
        assert_eq!(told(&load_at(store, then.revision).await), told(then), "revision {}", then.revision);
    }
    let last = known.last().unwrap();
    for beyond in [last.revision + 1, i64::MAX] {
        assert_eq!(told(&load_at(store, beyond).await), told(last), "what is yet to come is told as now");
    }
    assert!(load_at(store, -1).await.sites.is_empty());
    differences_lead_from_one_state_to_the_other(store, &known).await;
}

async fn differences_lead_from_one_state_to_the_other(store: &Store, known: &[Inventory]) {
    let states = |inventory: &Inventory| -> BTreeMap<SiteId, SiteFacts> {
        inventory.sites.iter().map(|site| (site.id, site.facts.clone())).collect()
    };
    let end = known.len() - 1;
    for (from, to) in [(0, end), (0, 1), (end / 3, end / 2), (end / 2, end), (end - 1, end), (end, end)] {
        let (mut before, after) = (states(&known[from]), states(&known[to]));
        let differences = store.differences(known[from].revision, known[to].revision).await.unwrap();
        assert!(differences.windows(2).all(|pair| pair[0].site < pair[1].site), "in order, each site once");
        for difference in differences {
            assert_eq!(before.insert(difference.site, difference.after.clone()), difference.before, "{from} to {to}");
            let site = known[to].sites.iter().find(|site| site.id == difference.site).unwrap();
            assert_eq!(site.updated_at, difference.changed_at);
        }
        assert!(before == after, "{from} to {to}");
    }
}

pub async fn a_time_has_the_revision_of_the_last_commit_by_then(fixture: Fixture) {
    let store = &fixture.store;
    let start = Timestamp::now() - SignedDuration::from_secs(1);
    assert_eq!(store.revision_at(Timestamp::now()).await.unwrap(), 0, "nothing was recorded yet");
    for revision in 0..5 {
        store.commit(&edit(), revision, creates(1), Vec::new()).await.unwrap();
    }
    let batches = store.batches(10).await.unwrap();
    let expected = |time: Timestamp| {
        let by_then = batches.iter().filter(|batch| batch.recorded_at <= time);
        by_then.map(|batch| batch.revision).max().unwrap_or(0)
    };
    let moment = SignedDuration::from_micros(1);
    let times = batches.iter().flat_map(|batch| [batch.recorded_at - moment, batch.recorded_at, batch.recorded_at + moment]);
    for time in times.chain([start, Timestamp::now(), Timestamp::UNIX_EPOCH]) {
        assert_eq!(store.revision_at(time).await.unwrap(), expected(time), "{time}");
    }
    // Parts of a microsecond belong to the microsecond.
    let within = batches[2].recorded_at + SignedDuration::from_nanos(999);
    assert_eq!(store.revision_at(within).await.unwrap(), expected(within));
}
