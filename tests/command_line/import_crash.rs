//! kill -9 of a server at random moments of the walk of imports: upload, rehearsal, repair, commit, acceptance, undo. What was
//! acknowledged is there, each step is whole or absent, and the walk goes on from where it stood.
use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

use agriatlas::app::check_store;
use agriatlas::domain::{ImportState, Operation, SiteFacts, SiteId, Status};
use agriatlas::geography::Geography;
use agriatlas::store::Store;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::crash::until_noticed;
use crate::database::Database;
use crate::officer::Officer;
use crate::program::fixture;
use crate::server::{Answer, Server};

const KILLS: usize = 54;
const CREATED: usize = 200;
const CHANGED: usize = 5;

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Upload,
    Rehearsal,
    Repair,
    Commit,
    Acceptance,
    Undo,
}

/// One file on its way; every other one goes by proposals.
struct Walk {
    number: usize,
    file: Vec<u8>,
    id: i64,
    version: i64,
    next: Step,
}

/// Everything that was recorded before the first walk, and is again after each.
struct Ground {
    facts: BTreeMap<SiteId, SiteFacts>,
    geography: Geography,
}

struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

async fn standing_facts(store: &Store) -> BTreeMap<SiteId, SiteFacts> {
    let sites = store.load().await.unwrap().sites.into_iter();
    sites.filter(|site| site.facts.status != Status::Withdrawn).map(|site| (site.id, site.facts)).collect()
}

impl Walk {
    fn new(number: usize, ground: &Ground) -> Self {
        let mut text = "id,name,kind,sector,province,district,commune,area_ha\n".to_owned();
        for row in 0..CREATED {
            writeln!(text, ",Vườn {number}-{row},model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,\"1,5\"").unwrap();
        }
        for (id, facts) in ground.facts.iter().take(CHANGED) {
            let (name, kind, sector) = (&facts.name, facts.kind.code(), facts.sector.code());
            let province = facts.address.province.as_deref().unwrap();
            writeln!(text, "{id},\"{name}\",{kind},{sector},\"{province}\",,,{}", 1_000 + number).unwrap();
        }
        Self { number, file: text.into_bytes(), id: 0, version: 0, next: Step::Upload }
    }

    fn is_proposed(&self) -> bool {
        self.number % 2 == 1
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/imports/{}{rest}", self.id)
    }

    /// Does what is next; `None` where no answer came.
    fn act(&self, officer: &Officer) -> Option<Answer> {
        match self.next {
            Step::Upload => officer.ask("POST", &format!("/api/imports?file_name=ds{}.csv", self.number), "", &self.file),
            Step::Rehearsal => officer.rehearsed(self.id).and_then(|_| officer.get(&self.path(""))),
            Step::Repair => {
                let cells = json!({"cells": [{"sheet": "", "row": 2, "column": 7, "text": "7,5"}]});
                officer.step("PATCH", &self.path(""), self.version, &cells)
            }
            Step::Commit => {
                let reach = if self.is_proposed() { "in_review" } else { "published" };
                officer.step("POST", &self.path("/commit"), self.version, &json!({"reach": reach}))
            }
            Step::Acceptance => officer.step("POST", &self.path("/accept"), self.version, &json!({})),
            Step::Undo => officer.step("POST", &self.path("/undo"), self.version, &json!({})),
        }
    }

    /// What is needed at hand before the step: nothing is lost with it.
    fn prepare(&self, officer: &Officer) {
        match self.next {
            Step::Upload | Step::Acceptance | Step::Undo => {}
            Step::Rehearsal | Step::Repair => drop(officer.get(&self.path("")).unwrap()),
            Step::Commit => {
                let import = officer.rehearsed(self.id).unwrap();
                let summary = &import["summary"];
                let counts = (&summary["created"], &summary["changed"], &summary["refused"]);
                assert_eq!(counts, (&json!(CREATED), &json!(CHANGED), &json!(0)), "{import:#}");
            }
        }
    }

    /// Goes on once the step is known to have happened.
    fn happened(&mut self, ground: &Ground) {
        self.version += i64::from(self.next != Step::Rehearsal && self.next != Step::Upload);
        self.next = match self.next {
            Step::Upload => Step::Rehearsal,
            Step::Rehearsal => Step::Repair,
            Step::Repair => Step::Commit,
            Step::Commit if self.is_proposed() => Step::Acceptance,
            Step::Commit | Step::Acceptance => Step::Undo,
            Step::Undo => {
                *self = Self::new(self.number + 1, ground);
                return;
            }
        };
    }
}

/// Whether the step took place, by what is recorded; and that all that is recorded is whole.
async fn look(database: &Database, walk: &mut Walk, ground: &Ground, is_acknowledged: bool, told: &str) -> bool {
    let store = Store::open(&database.url.parse().unwrap()).await.unwrap();
    let report = check_store(&store, &ground.geography).await.unwrap();
    assert!(report.findings.is_empty(), "{told}: {:#?}", report.findings);
    let latest = store.imports(1, None).await.unwrap().pop();
    if walk.next == Step::Upload {
        let name = format!("ds{}.csv", walk.number);
        if let Some(import) = latest.filter(|import| import.file_name == name) {
            (walk.id, walk.version) = (import.id, import.version);
        } else {
            assert!(!is_acknowledged, "{told}: the upload is lost");
            assert_eq!(standing_facts(&store).await, ground.facts, "{told}");
            store.close().await;
            return false;
        }
    }
    let import = store.import(walk.id).await.unwrap().unwrap();
    let is_done = match walk.next {
        Step::Upload => true,
        Step::Rehearsal => is_acknowledged,
        _ => import.version > walk.version,
    };
    assert!(is_done || !is_acknowledged, "{told}: what was acknowledged is lost");
    let is_step = !matches!(walk.next, Step::Upload | Step::Rehearsal);
    assert_eq!(import.version, walk.version + i64::from(is_done && is_step), "{told}: {import:?}");
    let steps = store.import_steps(walk.id).await.unwrap();
    assert_eq!((steps.len() as i64, steps.last().unwrap().state), (import.version, import.state), "{told}");
    let hash: String = Sha256::digest(&walk.file).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((&import.file_sha256, import.file_bytes), (&hash, walk.file.len() as u64), "{told}");
    // The last step that is done.
    let reached = |step: Step| walk.next > step || (walk.next == step && is_done);
    let state = if reached(Step::Undo) {
        ImportState::Undone
    } else if reached(Step::Commit) {
        ImportState::Committed
    } else {
        ImportState::Open
    };
    assert_eq!(import.state, state, "{told}");
    let cells = import.settings["corrections"]["cells"].as_array().map_or(0, Vec::len);
    assert_eq!(cells, usize::from(reached(Step::Repair)), "{told}: {}", import.settings);

    let is_written = reached(Step::Acceptance) || (reached(Step::Commit) && !walk.is_proposed());
    let is_there = is_written && !reached(Step::Undo);
    holds(&standing_facts(&store).await, walk, ground, is_there, told);
    let batches = store.import_batches(walk.id).await.unwrap();
    let made = batches.iter().map(|batch| (batch.batch.origin.code(), batch.created, batch.updated, batch.withdrawn));
    let mut made: Vec<_> = made.collect();
    made.sort_unstable();
    let whole = [("import", CREATED as i64, CHANGED as i64, 0), ("undo", 0, CHANGED as i64, CREATED as i64)];
    assert_eq!(made, whole[..usize::from(is_written) + usize::from(reached(Step::Undo))], "{told}");
    let changes = store.import_changes(walk.id).await.unwrap();
    assert_eq!(changes.len(), if is_written { CREATED + CHANGED } else { 0 }, "{told}");
    if let Some(change) = changes.iter().find(|change| change.operation == Operation::Create) {
        let history = store.history(change.site).await.unwrap();
        assert_eq!(history.len(), 1 + usize::from(reached(Step::Undo)), "{told}");
    }
    let proposals = store.import_proposals(walk.id).await.unwrap();
    let expected = if walk.is_proposed() && reached(Step::Commit) { CREATED + CHANGED } else { 0 };
    assert_eq!(proposals.len(), expected, "{told}");
    let open = proposals.iter().filter(|proposal| proposal.state.is_open()).count();
    assert_eq!(open, if reached(Step::Acceptance) { 0 } else { expected }, "{told}");
    store.close().await;
    is_done
}

/// All rows are sites, or none.
fn holds(now: &BTreeMap<SiteId, SiteFacts>, walk: &Walk, ground: &Ground, is_there: bool, told: &str) {
    if !is_there {
        assert!(*now == ground.facts, "{told}: something is left");
        return;
    }
    assert_eq!(now.len(), ground.facts.len() + CREATED, "{told}");
    for (place, (id, facts)) in ground.facts.iter().enumerate() {
        let expected = match place < CHANGED {
            true => SiteFacts { area_ha: Some((1_000 + walk.number) as f64), ..facts.clone() },
            false => facts.clone(),
        };
        assert!(now[id].area_ha == expected.area_ha && now[id].name == expected.name, "{told}: {id}");
    }
    for row in 0..CREATED {
        let name = format!("Vườn {}-{row}", walk.number);
        let mut named = now.values().filter(|facts| facts.name == name);
        // The first one was repaired.
        let area = named.next().unwrap_or_else(|| panic!("{told}: {name} is missing")).area_ha;
        assert_eq!((area, named.next()), (Some(if row == 0 { 7.5 } else { 1.5 }), None), "{told}: {name}");
    }
}

/// A server whose temporary files go with the test.
fn start(database: &Database, officer: &mut Officer) -> Server {
    let mut command = database.command(&["serve"]);
    command.env("TMPDIR", database.folder.path());
    let server = Server::run(command);
    officer.address.clone_from(&server.address);
    server
}

fn accepted(answer: &Answer, told: &str) {
    assert!([200, 201].contains(&answer.status), "{told}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
}

/// More than fifty kills in the life of one database.
pub fn kill_9_anywhere_in_the_walk_of_imports_leaves_each_step_whole_or_absent(database: &Database) {
    assert_eq!(database.run(&["import", &fixture("header_only.csv")]).code, Some(0));
    let mut officer = wait(Officer::appointed(database));
    let seed = jiff::Timestamp::now().as_microsecond() as u64;
    println!("seed {seed}");
    let facts = wait(async {
        let store = Store::open(&database.url.parse().unwrap()).await.unwrap();
        let facts = standing_facts(&store).await;
        store.close().await;
        facts
    });
    let ground = Ground { facts, geography: Geography::shipped().unwrap() };
    let mut walk = Walk::new(0, &ground);
    let lasts = measured(database, &mut officer, &mut walk, &ground);
    let mut dice = Dice(seed | 1);
    let mut missed = 0;
    let mut outcomes: BTreeMap<Step, (usize, usize)> = BTreeMap::new();
    for kill in 0..KILLS {
        let server = start(database, &mut officer);
        let told = format!("seed {seed}, kill {kill}, file {}, {:?}", walk.number, walk.next);
        still_there(&officer, &walk, &told);
        walk.prepare(&officer);
        // Beyond the end, so that some come after it, and later and later where the step was not reached.
        let delay = lasts[&walk.next].mul_f64(dice.throw() * 1.4 * 1.7_f64.powi(missed));
        let answer = std::thread::scope(|scope| {
            let asking = scope.spawn(|| walk.act(&officer));
            std::thread::sleep(delay);
            drop(server);
            asking.join().unwrap()
        });
        until_noticed(database);
        if let Some(answer) = &answer {
            accepted(answer, &told);
        }
        let is_done = wait(look(database, &mut walk, &ground, answer.is_some(), &told));
        let of_step = outcomes.entry(walk.next).or_default();
        *(if is_done { &mut of_step.1 } else { &mut of_step.0 }) += 1;
        missed = if is_done { 0 } else { missed + 1 };
        if is_done {
            walk.happened(&ground);
        }
    }
    println!("{KILLS} kills; of each step how often it had not happened and had: {outcomes:?}");
    let (nothing, all) = outcomes.values().fold((0, 0), |sum, of_step| (sum.0 + of_step.0, sum.1 + of_step.1));
    assert!(nothing > 0 && all > 0 && outcomes.len() == 6, "the kills did not meet both outcomes: {outcomes:?}");

    // To the end of the file that is on its way.
    let _server = start(database, &mut officer);
    while walk.next != Step::Upload {
        let told = format!("seed {seed}, the end, {:?}", walk.next);
        walk.prepare(&officer);
        accepted(&walk.act(&officer).unwrap(), &told);
        assert!(wait(look(database, &mut walk, &ground, true, &told)));
        walk.happened(&ground);
    }
}

/// The file of the import comes back byte for byte, and an open one is told with what was said of it.
fn still_there(officer: &Officer, walk: &Walk, told: &str) {
    if walk.next == Step::Upload {
        return;
    }
    let file = officer.get(&walk.path("/file")).unwrap();
    assert!(file.status == 200 && file.body == walk.file, "{told}: the file is another one");
    let import: Value = officer.get(&walk.path("")).unwrap().json();
    let cells = import["settings"]["cells"].as_array().unwrap().len();
    assert_eq!((import["version"].as_i64(), cells), (Some(walk.version), usize::from(walk.next > Step::Repair)), "{told}");
}

/// Two walks without a kill: how long each step lasts.
fn measured(database: &Database, officer: &mut Officer, walk: &mut Walk, ground: &Ground) -> BTreeMap<Step, Duration> {
    let _server = start(database, officer);
    let mut lasts = BTreeMap::new();
    while walk.number < 2 {
        let step = walk.next;
        let told = format!("without a kill, file {}, {step:?}", walk.number);
        walk.prepare(officer);
        let began = Instant::now();
        accepted(&walk.act(officer).unwrap(), &told);
        // The first time is slower than any other.
        lasts.entry(step).and_modify(|least: &mut Duration| *least = began.elapsed().min(*least)).or_insert(began.elapsed());
        assert!(wait(look(database, walk, ground, true, &told)), "{told}");
        walk.happened(ground);
    }
    // It began with the upload already.
    lasts.insert(Step::Rehearsal, lasts[&Step::Rehearsal].max(Duration::from_millis(200)));
    println!("{lasts:?}");
    lasts
}
