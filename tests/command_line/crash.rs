//! kill -9 at random moments of a seed and of an import: afterwards all of it is there or nothing, and work goes on.
use std::fmt::Write;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::database::{Database, Recorded};
use crate::server::Server;

const KILLS: u32 = 16;
const IMPORTED: i64 = 3_000;
const SEEDED: Recorded = Recorded { revision: 1, sites: 249, history: 249, batches: 1 };
const BOTH: Recorded = Recorded { revision: 2, sites: 249 + IMPORTED, history: 249 + IMPORTED, batches: 2 };

/// A fraction for each kill, spread evenly with a random part (a fixed seed, so that a failure can be repeated).
fn moments() -> impl Iterator<Item = f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    // The first comes at once, before anything can be there.
    std::iter::once(0.0).chain((1..KILLS).map(move |kill| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (f64::from(kill) + (state >> 40) as f64 / (1_u64 << 24) as f64) / f64::from(KILLS)
    }))
}

fn start(database: &Database, arguments: &[&str]) -> Child {
    database
        .command(arguments)
        .env("AGRIATLAS_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills it after so long (SIGKILL), and waits until PostgreSQL too has noticed.
fn kill_after(database: &Database, child: Child, delay: Duration) {
    std::thread::sleep(delay);
    kill(database, child);
}

/// Kills it as soon as everything can be seen, so that one kill at least comes after the commit.
fn kill_when_committed(database: &Database, child: Child, committed: Recorded) {
    let waiting = Instant::now();
    while database.recorded() != Some(committed) {
        assert!(waiting.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(1));
    }
    kill(database, child);
}

fn kill(database: &Database, mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
    until_noticed(database);
}

/// Waits until PostgreSQL has noticed that a program is no more.
pub fn until_noticed(database: &Database) {
    if !database.is_sqlite() {
        let others = "SELECT CAST(COUNT(*) AS TEXT) FROM pg_locks WHERE relation IN ( \
                      SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace) AND pid <> pg_backend_pid()";
        let waiting = Instant::now();
        while database.ask(others).as_deref() != Some("0") {
            assert!(waiting.elapsed() < Duration::from_secs(20), "the killed program's transaction lives on");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn is_sound(database: &Database) {
    if database.is_sqlite() && database.file().exists() {
        assert_eq!(database.ask("PRAGMA integrity_check").as_deref(), Some("ok"));
    }
}

/// The first start: no site or 249; the next start serves 249 either way.
pub fn kill_9_during_the_first_start_leaves_nothing_or_all(database: &Database) {
    let started = Instant::now();
    kill_when_committed(database, start(database, &["serve"]), SEEDED);
    let duration = started.elapsed();
    is_sound(database);
    assert_eq!(database.recorded(), Some(SEEDED), "what was committed is lost");

    // The one above.
    let (mut nothing, mut all) = (0, 1);
    for moment in moments() {
        database.empty();
        // Beyond the end, so that some come after it whatever the machine is busy with.
        kill_after(database, start(database, &["serve"]), duration.mul_f64(moment * 1.6));
        is_sound(database);
        match database.recorded() {
            None | Some(Recorded { revision: 0, sites: 0, history: 0, batches: 0 }) => nothing += 1,
            Some(SEEDED) => all += 1,
            other => panic!("half a seed: {other:?}"),
        }
    }
    println!("first start ({duration:?}) killed {} times: {nothing} times nothing, {all} times all of it", KILLS + 1);
    assert!(nothing > 0 && all > 0, "the kills did not meet both outcomes");
    let server = Server::start(database);
    assert_eq!((server.number_matched(), database.recorded()), (249, Some(SEEDED)));
}

/// An import: 249 sites or 3,249; the same import afterwards brings it to 3,249 either way.
pub fn kill_9_during_an_import_leaves_nothing_or_all(database: &Database) {
    let mut text = "name,kind,sector,province,district,commune\n".to_owned();
    for number in 0..IMPORTED {
        writeln!(text, "Vườn mẫu số {number},model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng").unwrap();
    }
    let file = database.write("ba nghìn.csv", text);
    assert!(database.run(&["import", &crate::program::fixture("header_only.csv")]).code == Some(0));
    let started = Instant::now();
    assert_eq!(database.run(&["import", &file, "--json"]).counts(), [3_000, 0, 0, 0]);
    let duration = started.elapsed();
    assert_eq!(database.recorded(), Some(BOTH));
    database.empty();
    assert!(database.run(&["import", &crate::program::fixture("header_only.csv")]).code == Some(0));
    kill_when_committed(database, start(database, &["import", &file]), BOTH);
    is_sound(database);
    assert_eq!(database.recorded(), Some(BOTH), "what was committed is lost");

    // The one above.
    let (mut nothing, mut all) = (0, 1);
    let mut is_fresh = false;
    for moment in moments() {
        if !is_fresh {
            database.empty();
            assert!(database.run(&["import", &crate::program::fixture("header_only.csv")]).code == Some(0));
        }
        kill_after(database, start(database, &["import", &file]), duration.mul_f64(moment * 1.3));
        is_sound(database);
        match database.recorded() {
            Some(SEEDED) => nothing += 1,
            Some(BOTH) => all += 1,
            other => panic!("half an import: {other:?}"),
        }
        is_fresh = database.recorded() == Some(SEEDED);
    }
    println!("import ({duration:?}) killed {} times: {nothing} times nothing, {all} times all of it", KILLS + 1);
    assert!(nothing > 0 && all > 0, "the kills did not meet both outcomes");
    assert_eq!(database.run(&["import", &file]).code, Some(0));
    assert_eq!(database.recorded(), Some(BOTH));
}
