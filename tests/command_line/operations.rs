//! Backup, restore and check as an administrator runs them: beside a running server, on a damaged database, on a full disk.
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use crate::database::Database;
use crate::program::fixture;
use crate::server::Server;

const ONE_MORE: &str =
    "name,kind,sector,province,district,commune\nVườn mẫu Vừa Thêm,model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng\n";

fn path(database: &Database, name: &str) -> String {
    database.folder.path().join(name).to_str().unwrap().to_owned()
}

/// Nothing half done lies about.
fn left_behind(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".part") || name.ends_with("-wal") || name.ends_with("-shm")).collect()
}

/// From a running server into a file, and from there into an empty database of the same kind.
pub fn a_backup_is_taken_beside_a_server_and_restored(database: &Database) {
    let server = Server::start(database);
    let file = path(database, "bản sao.db");
    let first = database.run(&["backup", &file, "--json"]);
    assert_eq!(first.code, Some(0), "{first:?}");
    let report = first.report();
    assert_eq!((&report["revision"], &report["tables"]["site"], &report["public"]), (&1.into(), &249.into(), &false.into()));
    assert_eq!(report["check"]["findings"].as_array().unwrap().len(), 0);
    assert_eq!(report["bytes"].as_u64().unwrap(), std::fs::metadata(&file).unwrap().len());

    assert_eq!(database.run(&["import", &database.write("thêm.csv", ONE_MORE)]).code, Some(0));
    let again = database.run(&["backup", &file]);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("--force") && again.err.contains("đã có"), "{again:?}");
    let forced = database.run(&["backup", &file, "--force", "--lang", "en"]);
    assert!(forced.code == Some(0) && forced.out.contains("Revision 2 is backed up"), "{forced:?}");
    assert!(forced.out.contains("Nothing was found"), "{forced:?}");
    assert_eq!(left_behind(database.folder.path()), Vec::<String>::new());
    let recorded = database.recorded();

    let occupied = database.run(&["restore", &file]);
    assert!(occupied.code == Some(2) && occupied.err.contains("không trống"), "{occupied:?}");
    assert_eq!(database.recorded(), recorded);
    drop(server);

    database.empty();
    let restored = database.run(&["restore", &file]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert!(restored.out.contains("Đã khôi phục phiên bản 2"), "{restored:?}");
    assert_eq!(database.recorded(), recorded);
    assert_eq!(database.run(&["check", "--database"]).code, Some(0));
    assert_eq!(Server::start(database).number_matched(), 250);
}

/// A public backup is an inventory that anybody may serve.
pub fn a_public_backup_is_served(database: &Database) {
    let made = database.run(&["import", &database.write("thêm.csv", ONE_MORE)]);
    assert_eq!(made.code, Some(0), "{made:?}");
    let file = path(database, "công khai.db");
    let backup = database.run(&["backup", "--public", &file]);
    assert!(backup.code == Some(0) && backup.out.contains("phần công khai"), "{backup:?}");
    database.empty();
    assert_eq!(database.run(&["restore", &file]).code, Some(0));
    assert_eq!(Server::start(database).number_matched(), 250);
}

/// A change past the program is named, does not hinder a backup, and is not restored unless somebody wants it.
pub fn damage_is_told_by_check_backup_and_restore(database: &Database) {
    assert_eq!(database.run(&["import", &fixture("header_only.csv")]).code, Some(0));
    let sound = database.run(&["check", "--database"]);
    assert!(sound.code == Some(0) && sound.out.contains("Không phát hiện gì"), "{sound:?}");
    let damage = "UPDATE site SET name = 'Sửa tay' WHERE id = 'm-00007' RETURNING id";
    assert_eq!(database.ask(damage).as_deref(), Some("m-00007"));

    let told = database.run(&["check", "--database"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(told.out.contains("site_differs") && told.out.contains("m-00007 khác với"), "{told:?}");
    let english = database.run(&["check", "--database", "--lang", "en"]);
    assert!(english.out.contains("m-00007 is not what"), "{english:?}");
    let report = database.run(&["check", "--database", "--json"]).report();
    assert_eq!(report["findings"][0]["code"], "site_differs");

    let file = path(database, "bản sao.db");
    let backup = database.run(&["backup", &file]);
    assert!(backup.code == Some(1) && backup.out.contains("site_differs"), "{backup:?}");
    database.empty();
    let refused = database.run(&["restore", &file]);
    assert!(refused.code == Some(1) && refused.out.contains("Chưa khôi phục gì"), "{refused:?}");
    assert_eq!(database.recorded(), None);
    let restored = database.run(&["restore", &file, "--despite-findings"]);
    assert!(restored.code == Some(1) && restored.out.contains("Đã khôi phục"), "{restored:?}");
    assert_eq!(database.recorded().map(|recorded| recorded.sites), Some(249));
}

#[test]
fn what_cannot_be_done_is_refused_in_words() {
    let database = Database::sqlite();
    for command in [&["check", "--database"][..], &["backup", "x.db"]] {
        let missing = database.run(command);
        assert!(missing.code == Some(2) && missing.err.contains("Không có cơ sở dữ liệu"), "{missing:?}");
    }
    assert!(!database.file().exists(), "a check made a database");
    for command in [&["check"][..], &["check", "a.csv", "--database"], &["check", "a.csv", "--database-url", "sqlite://x.db"]] {
        assert_eq!(database.run(command).code, Some(2), "{command:?}");
    }
    let text = database.write("text.db", "id,name\n");
    let no_backup = database.run(&["restore", &text]);
    assert!(no_backup.code == Some(2) && no_backup.err.contains("không phải bản sao lưu"), "{no_backup:?}");
    assert_eq!(database.run(&["restore", "nowhere.db"]).code, Some(2));

    assert_eq!(database.run(&["import", &fixture("header_only.csv")]).code, Some(0));
    let database_file = database.file().to_str().unwrap().to_owned();
    let itself = database.run(&["backup", "--force", &database_file]);
    assert!(itself.code == Some(2) && itself.err.contains("chính là cơ sở dữ liệu"), "{itself:?}");
    let nowhere = database.run(&["backup", &path(&database, "no folder/x.db")]);
    assert!(nowhere.code == Some(2) && nowhere.err.contains("Không ghi được"), "{nowhere:?}");

    // A backup of which bytes got lost.
    let file = path(&database, "bản sao.db");
    assert_eq!(database.run(&["backup", &file]).code, Some(0));
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[40_000..48_000].fill(0);
    std::fs::write(&file, bytes).unwrap();
    database.empty();
    let damaged = database.run(&["restore", &file]);
    assert!(damaged.code == Some(2) && !database.file().exists(), "{damaged:?}");
}

/// The program on a disk of eight megabytes, of which others leave a quarter of one.
const ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o size=8m tmpfs "$1" || { echo no mount; exit 0; }
export AGRIATLAS_DATABASE_URL="sqlite://$1/agriatlas.db"
"$2" import "$3" > /dev/null; echo "first $?"
head -c 262144 /dev/zero > "$1/reserve"
cat /dev/zero > "$1/others" 2> /dev/null
rm "$1/reserve"
"$2" import "$4" 2>&1 > /dev/null; echo "full $?"
"$2" check --database | head -n 1
"$2" check --database > /dev/null; echo "checked $?"
"$2" backup "$1/backup.db" > /dev/null 2>&1; echo "backed up $?"
ls -A "$1"
rm "$1/others"
"$2" import "$4" > /dev/null; echo "room $?"
"$2" check --database | head -n 1
"#;

#[test]
fn a_full_disk_refuses_the_change_and_loses_nothing() {
    let database = Database::sqlite();
    let mut rows = "name,kind,sector,province,district,commune\n".to_owned();
    for number in 0..1_000 {
        writeln!(rows, "Vườn đầy đĩa {number},model,crop,Thành phố Hà Nội,Huyện Đan Phượng,Xã Đan Phượng").unwrap();
    }
    let many = database.write("nhiều.csv", rows);
    let disk = path(&database, "disk");
    std::fs::create_dir(&disk).unwrap();
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", ON_A_SMALL_DISK, "sh", &disk, env!("CARGO_BIN_EXE_agriatlas")]);
    command.args([fixture("header_only.csv"), many]);
    let Ok(output) = command.output() else {
        println!("skipped: unshare is not installed");
        return;
    };
    let said = String::from_utf8(output.stdout).unwrap();
    if !output.status.success() || said.contains("no mount") {
        println!("skipped: no file system can be mounted here");
        return;
    }
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "first 0", "{said}");
    assert!(lines[1].contains("đã đầy") && lines[2] == "full 2", "{said}");
    assert!(lines[3].contains("phiên bản 1: 249 điểm") && lines[4] == "checked 0", "{said}");
    assert_eq!(lines[5], "backed up 2", "{said}");
    assert!(!said.contains(".part"), "half a backup is left: {said}");
    let last = &lines[lines.len() - 2..];
    assert!(last[0] == "room 0" && last[1].contains("phiên bản 2: 1249 điểm"), "{said}");
}

/// A server on such a disk, with an administrator whose token lies outside of it.
const SERVING_ON_A_SMALL_DISK: &str = r#"
mount -t tmpfs -o size=8m tmpfs "$1" || { echo "no mount http://0.0.0.0:0/"; exit 0; }
export AGRIATLAS_DATABASE_URL="sqlite://$1/agriatlas.db"
"$2" migrate > /dev/null
echo "ruộng xanh mưa ngâu" | "$2" user add quan --role administrator --password-stdin > /dev/null
"$2" user token add quan test --scope edit > "$3"
"$2" import "$4" > /dev/null
head -c 524288 /dev/zero > "$1/reserve"
cat /dev/zero > "$1/others" 2> /dev/null
rm "$1/reserve"
exec "$2" serve
"#;

#[test]
fn a_full_disk_is_told_over_http_and_what_was_acknowledged_is_there() {
    let database = Database::sqlite();
    let (disk, token) = (path(&database, "disk"), path(&database, "token"));
    std::fs::create_dir(&disk).unwrap();
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", SERVING_ON_A_SMALL_DISK, "sh", &disk, env!("CARGO_BIN_EXE_agriatlas"), &token]);
    command.arg(fixture("header_only.csv"));
    if Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success()) {
        let server = Server::run(command);
        if server.announcement.contains("no mount") {
            println!("skipped: no file system can be mounted here");
            return;
        }
        fill_up(&server, &std::fs::read_to_string(token).unwrap());
    } else {
        println!("skipped: unshare does not work here");
    }
}

fn fill_up(server: &Server, token: &str) {
    let token = token.split_whitespace().find(|word| word.starts_with("aat_")).unwrap_or_else(|| panic!("no token: {token}"));
    let before = server.number_matched();
    let story = "Vườn rau trên đĩa đầy. ".repeat(60);
    for number in 0..400 {
        let body = serde_json::json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [105.7 + f64::from(number) / 10_000.0, 20.9]},
            "properties": {"name": format!("Vườn {number}"), "kind": "model", "sector": "crop", "abstract": story},
        });
        let headers = format!("Authorization: Bearer {token}\r\n");
        let answer = server.post("/api/collections/sites/items", &headers, &body.to_string());
        if answer.status == 507 {
            let problem = answer.json();
            assert_eq!(problem["code"], "storage_full");
            assert!(problem["detail"].as_str().unwrap().contains("đã đầy"), "{problem}");
            assert!(number > 0, "there was room for some");
            assert_eq!(server.number_matched(), before + u64::from(number as u32), "exactly what was acknowledged");
            return;
        }
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    }
    panic!("the disk never filled up");
}
