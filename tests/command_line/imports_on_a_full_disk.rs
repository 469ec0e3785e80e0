//! Files that come, are rehearsed and are committed while the disk of the server is full: told as such, nothing half, and the
//! server goes on.
use std::fmt::Write;
use std::process::Command;

use serde_json::json;

use crate::database::Database;
use crate::officer::Officer;
use crate::program::fixture;
use crate::server::{Answer, Server};

/// A server on a disk with half a MiB left; temporary files lie in the folder that is given.
const SERVING: &str = r#"
mount -t tmpfs -o size=8m tmpfs "$1" || { echo "no mount http://0.0.0.0:0/"; exit 0; }
export AGRIATLAS_DATABASE_URL="sqlite://$1/agriatlas.db"
"$2" import "$4" > /dev/null
echo "ruộng xanh mưa ngâu" | "$2" user add quan --role administrator --password-stdin > /dev/null
"$2" user token add quan test --scope edit > "$3"
head -c 786432 /dev/zero > "$1/reserve"
cat /dev/zero > "$1/others" 2> /dev/null
rm "$1/reserve"
export TMPDIR="$5"
exec "$2" serve
"#;

fn table(rows: usize) -> Vec<u8> {
    let mut text = "name,kind,sector,province,district,commune,abstract\n".to_owned();
    let story = "Vườn rau trên đĩa đầy. ".repeat(8);
    for row in 0..rows {
        writeln!(text, "Vườn {rows}.{row},model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng,{story}{row}").unwrap();
    }
    text.into_bytes()
}

/// The server and somebody who may everything; `None`, with a word, where no disk can be made.
fn serving(database: &Database, are_files_on_it: bool) -> Option<(Server, Officer)> {
    let path = |name: &str| database.folder.path().join(name).to_str().unwrap().to_owned();
    let (disk, token, temporary) = (path("disk"), path("token"), path("tạm"));
    std::fs::create_dir(&disk).unwrap();
    std::fs::create_dir(&temporary).unwrap();
    if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success()) {
        println!("skipped: unshare does not work here");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", SERVING, "sh", &disk, env!("CARGO_BIN_EXE_agriatlas"), &token]);
    command.arg(fixture("header_only.csv")).arg(if are_files_on_it { &disk } else { &temporary });
    let server = Server::run(command);
    if server.announcement.contains("no mount") {
        println!("skipped: no file system can be mounted here");
        return None;
    }
    let said = std::fs::read_to_string(token).unwrap();
    let token = said.split_whitespace().find(|word| word.starts_with("aat_")).unwrap_or_else(|| panic!("no token: {said}"));
    let officer = Officer::with_token(&server.address, token);
    Some((server, officer))
}

fn is_full(answer: &Answer) {
    let text = String::from_utf8_lossy(&answer.body);
    assert_eq!(answer.status, 507, "{text}");
    let problem = answer.json();
    assert!(problem["code"] == "storage_full" && problem["detail"].as_str().unwrap().contains("đã đầy"), "{text}");
}

fn imports(officer: &Officer) -> u64 {
    officer.get("/api/imports").unwrap().json()["numberMatched"].as_u64().unwrap()
}

fn upload(officer: &Officer, rows: usize) -> Answer {
    officer.ask("POST", &format!("/api/imports?file_name={rows}.csv"), "", &table(rows)).unwrap()
}

#[test]
fn what_the_disk_does_not_take_is_told_and_nothing_of_it_is_kept() {
    let database = Database::sqlite();
    let Some((server, officer)) = serving(&database, false) else { return };
    let before = server.number_matched();
    is_full(&upload(&officer, 6_000));
    assert_eq!(imports(&officer), 0);

    // A file that there is room for, but not for its sites.
    let sent = upload(&officer, 500);
    assert_eq!(sent.status, 201, "{}{}", String::from_utf8_lossy(&sent.body), server.log());
    let id = sent.json()["id"].as_i64().unwrap();
    assert_eq!(officer.rehearsed(id).unwrap()["summary"]["created"], 500);
    let commit = || officer.step("POST", &format!("/api/imports/{id}/commit"), 1, &json!({})).unwrap();
    is_full(&commit());
    is_full(&commit());
    assert_eq!(server.number_matched(), before);
    let import = officer.rehearsed(id).unwrap();
    assert_eq!((&import["state"], &import["version"], &import["batches"]), (&json!("open"), &json!(1), &json!([])), "{import:#}");
    let file = officer.get(&format!("/api/imports/{id}/file")).unwrap();
    assert!(file.status == 200 && file.body == table(500));
    // Once there is room, the same step is taken.
    server.make_room(&format!("{}/disk/others", database.folder.path().display()));
    let done = commit();
    assert_eq!(done.status, 200, "{}", String::from_utf8_lossy(&done.body));
    assert_eq!((server.number_matched(), imports(&officer)), (before + 500, 1));
}

#[test]
fn a_full_folder_for_temporary_files_is_told_too() {
    let database = Database::sqlite();
    let Some((server, officer)) = serving(&database, true) else { return };
    let before = server.number_matched();
    is_full(&upload(&officer, 6_000));
    assert_eq!(imports(&officer), 0);
    // The file itself comes; what becomes of its rows takes more.
    let sent = upload(&officer, 300);
    assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
    let import = officer.rehearsed(sent.json()["id"].as_i64().unwrap()).unwrap();
    assert_eq!((&import["state"], &import["progress"]["stage"]), (&json!("open"), &json!("failed")), "{import:#}");
    assert!(!import["progress"]["problem"].as_str().unwrap().is_empty(), "{import:#}");
    let early = officer.step("POST", &format!("/api/imports/{}/commit", import["id"]), 1, &json!({})).unwrap();
    assert_eq!(early.status, 409, "{}", String::from_utf8_lossy(&early.body));
    assert_eq!((server.number_matched(), server.get("/healthz").status), (before, 200));
}
